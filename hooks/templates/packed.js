/*
 * All modules of the site in one classic script, for the copy that opens from a folder: there browsers load neither
 * modules nor data by themselves. Made by hooks/pack.py, which puts each module where MODULES stands, as a function of
 * $from (another module's exports), $exports, $load (import() with its own place), $here (import.meta.url) and fetch.
 */
(() => {
  "use strict";
  const tag = document.currentScript;
  const folder = new URL("./", tag.src).href;
  const root = new URL("../../", folder).href;
  const made = new Map();
  const asked = new Map();
  const modules = {
/*MODULES*/
  };

  function from(name) {
    if (!modules[name]) throw new TypeError(`no module ${name}`);
    if (!made.has(name)) {
      const here = folder + name;
      const exports = {};
      made.set(name, exports);
      modules[name](from, exports, async (path) => from(new URL(path, here).href.slice(folder.length)), here, fetch);
    }
    return made.get(name);
  }

  /** A file beside the pages stands in a script that hands it over: path + ".js". */
  function fetch(address) {
    const path = new URL(address, document.baseURI).href.slice(root.length);
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      asked.set(path, resolve);
      script.onload = () => script.remove();
      script.onerror = () => reject(new TypeError(`no file ${path}`));
      script.src = `${root}${path}.js`;
      document.head.append(script);
    });
  }

  /** Called by those scripts. `bytes` is base64, for files that are not text. */
  window.siteFile = (path, text, bytes) => {
    asked.get(path)(new Response(bytes ? Uint8Array.from(atob(bytes), (byte) => byte.charCodeAt(0)) : text));
    asked.delete(path);
  };

  /** Links that scripts make lead to folders, where no server adds the file's name. */
  document.addEventListener("click", ({ target }) => {
    const link = target.closest("a[href]");
    if (link && link.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html";
  }, true);

  for (const name of tag.dataset.modules.split(" ")) Promise.resolve(name).then(from);
})();
