/**
 * The search view. It takes the place of the page (which is hidden, so neither Tab nor a screen reader strays into it),
 * closes with Escape, its button or the phone's back button, and reopens when the reader comes back from a result.
 * The engine is search.js; both are fetched when the reader first opens the search.
 */
import { search } from "./search.js";

const WAIT = "正在找……";
const HINT = "写你遇到的事，比如：爆通讯录、砍头息、停息挂账。";
let close = null;

/** Open the view with words already in the field; focus goes back to `opener` afterwards. */
export function open(opener, words) {
  if (close) return;
  const view = build();
  const hidden = [...document.body.children].filter((element) => !element.hidden);
  const top = scrollY;
  for (const element of hidden) element.hidden = true;
  document.body.append(view.root);
  if (history.state?.search === undefined) history.pushState({ search: words }, "");
  close = () => {
    close = null;
    view.root.remove();
    for (const element of hidden) element.hidden = false;
    scrollTo(0, top);
    opener.focus({ preventScroll: true });
  };
  view.field.value = words;
  view.field.focus();
  if (words) view.run();
}

addEventListener("popstate", () => close && close());

/** An element with properties and children; texts stay texts, whatever a query or a page holds. */
function make(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

function build() {
  const field = make("input", { type: "search", id: "search-words", autocomplete: "off", enterKeyHint: "search" });
  const back = make("button", { type: "button", className: "btn", textContent: "关闭" });
  const title = make("h1", {}, make("label", { htmlFor: field.id, textContent: "搜索本站" }));
  const form = make("form", {}, title, field, back);
  form.setAttribute("role", "search");
  const status = make("p", { className: "soft", textContent: HINT });
  status.setAttribute("role", "status");
  const list = make("ul", { className: "rows" });
  const root = make("main", { className: "search" }, form, status, list);
  let turn = 0;
  const run = async () => {
    const words = field.value.trim();
    const mine = ++turn;
    history.replaceState({ search: words }, "");
    status.textContent = words ? WAIT : HINT;
    if (!words) return list.replaceChildren();
    const answer = await search(words).catch(() => null);
    if (mine === turn) show(answer, words, status, list);
  };
  listen(field, form, back, root, run);
  return { root, field, run };
}

/** Search a moment after the last key, never between the strokes of an input method. */
function listen(field, form, back, root, run) {
  let timer = 0;
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(run, 150);
  };
  field.addEventListener("input", (event) => event.isComposing || soon());
  field.addEventListener("compositionend", soon);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    run();
  });
  back.addEventListener("click", () => history.back());
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing) history.back();
  });
}

function show(answer, words, status, list) {
  const results = answer ? answer.results : [];
  if (!answer) status.textContent = "搜索没有载入。请检查网络后再试，或到“全部内容”里找。";
  else if (!results.length) status.textContent = `没有找到“${words}”。换一个更短的词试试，或到“全部内容”里找。`;
  else status.textContent = `找到 ${results.length} 条`;
  list.replaceChildren(...results.map((result) => row(result, words)));
}

function row({ title, url, text, kind }, words) {
  const link = make("a", { href: url, textContent: title });
  return make("li", {}, link, make("p", {}, kind ? `${kind} · ` : "", ...marked(text || "", words)));
}

/** The text in pieces, the searched words marked. */
function marked(text, words) {
  const at = text.indexOf(words);
  if (at < 0) return [text];
  return [text.slice(0, at), make("mark", { textContent: words }), text.slice(at + words.length)];
}
