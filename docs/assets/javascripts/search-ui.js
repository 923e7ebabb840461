/**
 * The search view. It takes the place of the page (which is hidden, so neither Tab nor a screen reader strays into it),
 * closes with Escape, its button or the phone's back button, and reopens when the reader comes back from a result.
 * The engine is search.js; both are fetched when the reader first opens the search.
 */
import { search } from "./search.js";

const WAIT = "正在找……";
const FIRST = 5; // results of a query; the rest is fetched only for a reader who asks for it
const MORE = 20;
const KIND = {
  situation: "情形", rule: "规则", step: "步骤", vetting: "核查", "fact-check": "说法核查", tool: "算一算", answer: "短答",
  checklist: "清单", letter: "文书", help: "求助", crisis: "求助", law: "法规", term: "词语",
};
const ELSEWHERE = [
  ["help/", "求助渠道", "该打哪个电话，它管什么、不管什么。"],
  ["start/", "一分钟找到该看的那一页", "最多点四下，不用打字。"],
  ["contents/", "全部内容", "按栏目列出页面。"],
];
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
// A result may stand further down on the page that is open already.
addEventListener("hashchange", () => {
  if (close) close();
  document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
});

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
  const more = make("button", { type: "button", className: "btn", textContent: "再多看几条", hidden: true });
  const root = make("main", { className: "search" }, form, status, list, more);
  let turn = 0;
  const run = async (limit) => {
    const words = field.value.trim();
    const mine = ++turn;
    history.replaceState({ search: words }, "");
    status.textContent = words ? WAIT : HINT;
    const results = words ? await search(words, { limit }).catch(() => null) : [];
    if (mine !== turn) return;
    if (words) status.textContent = said(results, words);
    list.replaceChildren(...(words && !results?.length ? elsewhere() : results.map(row)));
    more.hidden = !results || results.length < limit;
  };
  listen(field, form, root, () => run(FIRST));
  more.addEventListener("click", async () => {
    await run(MORE);
    list.children[FIRST]?.firstChild.focus();
  });
  back.addEventListener("click", () => history.back());
  return { root, field, run: () => run(FIRST) };
}

/** Search a moment after the last key, never between the strokes of an input method. */
function listen(field, form, root, run) {
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
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing) history.back();
  });
}

function said(results, words) {
  if (!results) return "搜索没有载入。请检查网络后再试，或从这里找：";
  if (!results.length) return `没有找到“${words}”。换一个更短的词试试，或从这里找：`;
  return `最接近的 ${results.length} 条`;
}

/** Where else to look when nothing is found, or when the search cannot be read. */
function elsewhere() {
  const home = new URL("../../", import.meta.url).href;
  return ELSEWHERE.map(([path, title, text]) => row({ title, url: home + path, text, marks: [] }));
}

function row({ title, url, kind, text, marks }) {
  const link = make("a", { href: url, textContent: title });
  return make("li", {}, link, make("p", {}, KIND[kind] ? `${KIND[kind]} · ` : "", ...marked(text, marks)));
}

/** The text in pieces, the places of `marks` ([[start, end], …]) marked. */
function marked(text, marks) {
  let end = 0;
  const pieces = [];
  for (const [from, to] of marks) {
    pieces.push(text.slice(end, from), make("mark", { textContent: text.slice(from, to) }));
    end = to;
  }
  return [...pieces, text.slice(end)];
}
