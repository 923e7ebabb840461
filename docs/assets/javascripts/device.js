/**
 * 存在你手机里的东西, on the privacy page: what this site keeps on the device, wiping it, a copy to take along, and the
 * mode in which nothing is kept. Without this module the page's words say how to do the same with the browser's own means.
 */
import { all, exportText, importText, isPrivate, setPrivate, wipe } from "./store.js";

const SETTINGS = ["size", "theme", "as-of"];

function make(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

function button(text, action) {
  const made = make("button", { type: "button", className: "btn", textContent: text });
  made.addEventListener("click", action);
  return made;
}

/** What is kept, in words. */
function kept() {
  const keys = Object.keys(all());
  const lists = keys.filter((key) => key.startsWith("check-")).length;
  const settings = keys.filter((key) => SETTINGS.includes(key)).length;
  const other = keys.length - lists - settings;
  if (!keys.length) return "本站现在没有在这台设备上存任何东西。";
  return `现在存着：清单答案 ${lists} 份，显示设置 ${settings} 项，其他 ${other} 项。`;
}

function panel() {
  const state = make("p", { className: "box-title" });
  const said = make("p", { className: "soft" });
  said.setAttribute("role", "status");
  const backup = make("p", { className: "copy", id: "device-backup", hidden: true });
  const words = make("textarea", { rows: 3 });
  const mode = button("", () => {
    setPrivate(!isPrivate());
    show(isPrivate() ? "从现在起什么都不存，直到关掉这个标签页。" : "已恢复保存。");
  });
  const show = (message) => {
    state.textContent = kept();
    mode.textContent = isPrivate() ? "恢复保存" : "这次什么都不存";
    said.textContent = message;
  };
  const copying = button("复制备份", () => Object.assign(backup, { textContent: exportText(), hidden: false }));
  copying.dataset.copy = backup.id;
  const clearing = button("全部清除", () => {
    wipe();
    Object.assign(backup, { textContent: "", hidden: true });
    show("已全部清除。");
  });
  const restoring = button("从备份恢复", () => show(importText(words.value).message));
  show("");
  return make("div", { className: "box" }, state, make("p", {}, clearing, mode), said, backup, make("p", {}, copying),
    make("p", {}, make("label", {}, "把备份的文字贴在这里", words)), make("p", {}, restoring));
}

let last = document.getElementById("on-device");
while (last.nextElementSibling && last.nextElementSibling.tagName !== "H2") last = last.nextElementSibling;
last.after(panel());
