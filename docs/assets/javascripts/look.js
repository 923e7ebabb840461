/**
 * Size and light: the sheet follows the device; only a reader who chose otherwise has something stored. It is applied as soon as
 * this module runs, ahead of what the other modules do with the page.
 */
import { get, remove, set } from "./store.js";

const root = document.documentElement;
const dark = matchMedia("(prefers-color-scheme: dark)");
const byId = (id) => document.getElementById(id);
applyLook();

/** Put the stored choices on <html>; nothing stored means: as the device has it. */
function applyLook() {
  for (const [name, values] of [["size", ["large"]], ["theme", ["light", "dark"]]]) {
    const value = get(name);
    if (values.includes(value)) root.dataset[name] = value;
    else delete root.dataset[name];
  }
}

const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : dark.matches);

function choose(name, value) {
  if (value) set(name, value);
  else remove(name);
  applyLook();
  showLook();
}

function showLook() {
  byId("look-size")?.setAttribute("aria-pressed", String(root.dataset.size === "large"));
  const light = byId("look-light");
  if (light) light.textContent = isDark() ? "白天" : "夜间";
}

/** Let 大字 and 夜间 choose. */
export function look() {
  byId("look-size")?.addEventListener("click", () => choose("size", root.dataset.size ? null : "large"));
  byId("look-light")?.addEventListener("click", () => {
    const wanted = isDark() ? "light" : "dark";
    choose("theme", (wanted === "dark") === dark.matches ? null : wanted);
  });
  dark.addEventListener?.("change", showLook);
  addEventListener("pageshow", (event) => {
    if (event.persisted) applyLook();
    showLook();
  });
  showLook();
}
