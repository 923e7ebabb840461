/**
 * 存在你手机里的东西, on the privacy page: everything this site keeps on the device, one by one, wiping it, a copy to take along, and
 * the mode in which nothing is kept. Without this module the page's words say how to do the same with the browser's own means.
 */
import { all, exportText, importText, isPrivate, remove, setPrivate, wipe } from "./store.js";
import { today } from "./device/day.js";
import { button, make, statusLine } from "./device/dom.js";
import { fileName, save } from "./device/files.js";
import { forget, saved } from "./device/site-copy.js";

const NAMES = { size: "字号", theme: "夜间或白天", evidence: "来电和消息记录", debts: "收支和还款计划", "as-of": "规则对照的日期" };
const FAMILIES = [["check-", "清单答案"], ["letter-", "文书内容"], ["calc-", "算出来的结果"]];

/** What a stored value is, in words: its name and how much of it there is. */
function words(key, value) {
  const family = FAMILIES.find(([start]) => key.startsWith(start));
  const title = family && ((value && value.title) || key.slice(family[0].length));
  const name = NAMES[key] || (family ? `${family[1]}（${title}）` : `其他（${key}）`);
  const count = value && (value.entries || value.debts);
  return Array.isArray(count) ? `${name}：${count.length} 条` : name;
}

/** The lines of what is kept; `copies` are those of the whole site (离线保存), which hold nothing of the reader's. */
function kept(show, copies) {
  const values = all();
  const keys = Object.keys(values).sort();
  if (!keys.length && !copies.length) return [make("p", { className: "box-title", textContent: "本站现在没有在这台设备上存任何东西。" })];
  const rows = keys.map((key) => {
    const name = words(key, values[key]);
    const drop = button("删", () => {
      remove(key);
      show(`${name}，删掉了。`);
    }, "tool");
    drop.setAttribute("aria-label", `删：${name}`);
    return make("li", {}, make("details", {}, make("summary", { textContent: name }),
      make("p", { className: "copy", textContent: JSON.stringify(values[key], null, 1) }), make("p", {}, drop)));
  });
  const lines = copies.map(siteCopy);
  return [make("p", { className: "box-title", textContent: `现在存着 ${rows.length + lines.length} 项：` }), make("ul", { className: "kept" }, ...rows, ...lines)];
}

function siteCopy({ whole, day, files, bytes, forget: drops }) {
  const drop = button("删", drops, "tool");
  drop.setAttribute("aria-label", "删：离线的一份");
  const words = whole ? `${day} 的版本，${files} 个文件，约 ${Math.round(bytes / 1e6)} MB。` : "没有存完的一份。";
  return make("li", {}, make("details", {}, make("summary", { textContent: "离线的一份（整个网站）" }),
    make("p", { textContent: `${words}里面没有你填的东西。` }), make("p", {}, drop)));
}

function panel() {
  const state = make("div", {});
  const said = statusLine();
  const backup = make("p", { className: "copy", id: "device-backup", hidden: true });
  const field = make("textarea", { rows: 3, autocomplete: "off" });
  const mode = button("", () => {
    setPrivate(!isPrivate());
    show(isPrivate() ? "从现在起什么都不存，直到关掉这个标签页。" : "已恢复保存。");
  });
  let copies = [];
  const show = (message) => {
    state.replaceChildren(...kept(show, copies));
    mode.textContent = isPrivate() ? "恢复保存" : "这次什么都不存";
    said.textContent = message;
  };
  const forgetCopies = async (message) => {
    await forget();
    copies = [];
    show(message);
  };
  const copying = button("复制备份", () => Object.assign(backup, { textContent: exportText(), hidden: false }));
  copying.dataset.copy = backup.id;
  const saving = button("存成文件", () => show(save(fileName(`备份-${today()}`, "json"), "application/json", exportText())));
  const clearing = button("全部清除", () => {
    wipe();
    forgetCopies("已全部清除。");
    Object.assign(backup, { textContent: "", hidden: true });
  });
  const restoring = button("从备份恢复", () => show(importText(field.value).message));
  show("");
  saved().then((found) => {
    copies = found.map((one) => ({ ...one, forget: () => forgetCopies("离线的一份，删掉了。") }));
    if (copies.length) show(said.textContent);
  });
  return make("div", { className: "box" }, state, make("p", {}, clearing, mode), said, backup, make("p", {}, copying, saving),
    make("p", {}, make("label", {}, "把备份的文字贴在这里", field)), make("p", {}, restoring));
}

let last = document.getElementById("on-device");
while (last.nextElementSibling && last.nextElementSibling.tagName !== "H2") last = last.nextElementSibling;
last.after(panel());
