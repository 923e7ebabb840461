/**
 * What every page does: size and light, menu, quick exit, review date, paper, and fetching search and copying on demand.
 * Without this module 菜单 and 搜索 are links to the contents page and nothing else is missing.
 * On the site it stands in one file with what it imports here (hooks/join.py).
 */
import { look } from "./look.js";
import { get } from "./store.js";
import "./cards.js";
import "./steps.js";

const root = document.documentElement;
root.classList.add("js");
// This browser neither saves files nor prints: site.css shows what is said instead.
if (/MicroMessenger/i.test(navigator.userAgent)) root.classList.add("wechat");

const byId = (id) => document.getElementById(id);

/** Turn a link that works without JavaScript into a button with the same words. */
function button(id) {
  const link = byId(id);
  const made = document.createElement("button");
  made.type = "button";
  made.id = id;
  made.className = link.className;
  made.append(...link.childNodes);
  link.replaceWith(made);
  return made;
}

function menu() {
  const opener = button("menu-open");
  const panel = byId("menu");
  const show = (open) => {
    panel.hidden = !open;
    opener.setAttribute("aria-expanded", String(open));
  };
  opener.setAttribute("aria-controls", "menu");
  show(false);
  opener.addEventListener("click", () => show(panel.hidden));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || panel.hidden) return;
    show(false);
    opener.focus();
  });
  const outside = (event) => panel.contains(event.target) || opener.contains(event.target) || show(false);
  document.addEventListener("click", outside);
  document.addEventListener("focusin", outside);
}

/** Leave at once: this entry of the history is replaced; pages seen before it stay in the history. */
function leave() {
  document.title = "便签";
  document.body.hidden = true;
  location.replace(byId("exit").href);
}

/** Shift three times within two seconds leaves too, never in a field: there it switches Chinese and Latin input. */
function exit() {
  byId("exit").addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });
  let times = [];
  document.addEventListener("keydown", (event) => {
    const typing = event.isComposing || event.keyCode === 229 || event.target.closest("input, textarea, select");
    if (event.key !== "Shift" || typing) times = [];
    else if (!event.repeat) times = [...times.filter((time) => event.timeStamp - time < 2000), event.timeStamp];
    if (times.length === 3) leave();
  });
}

/** Saved copies and mirrors tell it too: compare the review date with the reader's clock, in the reader's time zone. */
function review() {
  const now = new Date();
  const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  for (const notice of document.querySelectorAll("[data-review-by]")) {
    if (day > notice.dataset.reviewBy) notice.hidden = false;
  }
}

/** On paper everything is open, and the address is there even where the site has no fixed one. */
function paper() {
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open])")];
    for (const details of opened) details.open = true;
    byId("address").textContent = byId("address").textContent || location.href;
  });
  addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
  });
}

/** A link to folded words unfolds them. */
function folded() {
  const unfold = () => {
    const target = byId(decodeURIComponent(location.hash.slice(1)));
    if (target && target.matches("details")) target.open = true;
  };
  addEventListener("hashchange", unfold);
  unfold();
}

function search() {
  const opener = button("search-open");
  const open = async (words) => (await import("./search-ui.js")).open(opener, words);
  opener.addEventListener("click", () => open(""));
  document.addEventListener("keydown", (event) => {
    const typing = event.isComposing || event.target.closest("input, textarea, select");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    open("");
  });
  if (history.state?.search !== undefined) open(history.state.search);
}

function copying() {
  document.addEventListener("click", async (event) => {
    const pressed = event.target.closest("[data-copy]");
    if (!pressed) return;
    const { copyFrom } = await import("./copy.js");
    const message = await copyFrom(byId(pressed.dataset.copy));
    const status = pressed.nextElementSibling?.matches("[role=status]") ? pressed.nextElementSibling : document.createElement("span");
    status.setAttribute("role", "status");
    pressed.after(status);
    status.textContent = message;
  });
}

/** The reader's contract day: nothing is fetched for it unless one was named, or the reader asks to name one. */
function contractDay() {
  const opener = byId("as-of-open");
  if (!opener) return;
  opener.addEventListener("click", async () => (await import("./as-of.js")).ask());
  if (get("as-of")) import("./as-of.js").then((module) => module.show());
}

/** Parts that only some pages have. */
function parts() {
  if (byId("on-device")) import("./device.js");
  if (byId("sections")) import("./offline.js");
}

look();
exit();
menu();
review();
paper();
folded();
search();
copying();
contractDay();
parts();
