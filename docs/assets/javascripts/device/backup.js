/** What the log and the list of debts share: the reminder to export, the words before the first save, the reader's own file. */
import { daysBetween, today } from "./day.js";
import { button, make, statusLine } from "./dom.js";
import { fileName, save } from "./files.js";

const REMIND_AFTER = 5;
export const BEFORE_SAVING = [
  "存在这台手机的浏览器里，没有人能替你找回来。",
  "苹果的 Safari：7 天没打开过本站，可能会自动清掉。",
  "微信里打开的：清理微信缓存时，会一起没了。",
  "所以记完就导出一份，发给自己或存到别处。",
];

/** The reminder: {words, urgent}; urgent when changes have waited five days for an export. */
export function reminder({ exported, changed }) {
  const last = exported ? `上次导出：${exported}` : "还没有导出过";
  if (!changed) return { words: exported ? `${last}，之后没有改动。` : "", urgent: false };
  const waiting = daysBetween(changed, today());
  return waiting >= REMIND_AFTER
    ? { words: `${last}。有 ${waiting} 天的改动没有导出，手机一清就没了。现在导出一份。`, urgent: true }
    : { words: `${last}，之后有改动。`, urgent: false };
}

/** Ask the browser to keep what is stored; what it answered. */
export async function askToKeep() {
  try {
    return (await navigator.storage.persist())
      ? "浏览器答应尽量不自动清掉。"
      : "浏览器没有答应长期保留，请常导出。";
  } catch (error) {
    return "这个浏览器不能保证长期保留，请常导出。";
  }
}

/** The words before the first save, and the button that saves. */
export function firstSave(keep) {
  const list = make("ul", {}, ...BEFORE_SAVING.map((textContent) => make("li", { textContent })));
  return make("div", { className: "box warning first-save" }, make("p", { className: "box-title warn", textContent: "还没有存。存之前先知道：" }), list,
    make("p", { className: "actions" }, button("存到这台手机", keep, "btn main")));
}

/**
 * Export as file and as text, import from both. `tool` gives: name, file() -> text, take(text) -> message, done() after an export.
 */
export function backupPanel(tool) {
  const said = statusLine();
  const out = make("p", { className: "copy", id: `${tool.name}-file`, hidden: true });
  const words = make("textarea", { rows: 3, autocomplete: "off" });
  const pick = make("input", { type: "file", accept: "application/json,.json,text/plain", className: "vh", id: `${tool.name}-pick` });
  const tell = (message) => (said.textContent = message);
  pick.addEventListener("change", async () => {
    if (pick.files.length) tell(await readAndTake(pick.files[0], tool));
    pick.value = "";
  });
  const copying = button("复制成文字", () => {
    Object.assign(out, { textContent: tool.file(), hidden: false });
    tool.done();
  });
  copying.dataset.copy = out.id;
  const exporting = button("导出一份", () => {
    tell(save(fileName(`${tool.name}-${today()}`, "json"), "application/json", tool.file()));
    tool.done();
  }, "btn main");
  const panel = make("div", { className: "backup" }, make("p", { className: "actions" }, exporting, copying,
    button("从文件导入", () => pick.click())), pick, out,
  make("details", {}, make("summary", { textContent: "从文字导入" }), make("p", {}, make("label", {}, "把导出的文字贴在这里", words)),
    make("p", {}, button("导入这段文字", () => tell(tool.take(words.value))))), said);
  pick.setAttribute("aria-label", "选择导出的文件");
  pick.tabIndex = -1;
  return panel;
}

async function readAndTake(file, tool) {
  if (file.size > 20000000) return "文件太大，不像从本站导出的。";
  return tool.take(await file.text());
}
