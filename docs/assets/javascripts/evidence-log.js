/**
 * <evidence-log>: calls, messages and visits, each measured against the rules that the page carries as data; counts per day,
 * an exhibit list, a complaint, files. Saved on the device after the reader has said so once. Without this module the page is a form to print.
 */
import { get, remove, set } from "./store.js";
import { askToKeep, backupPanel, firstSave, reminder } from "./device/backup.js";
import { today } from "./device/day.js";
import { button, dataOf, field, make, select, statusLine, tick } from "./device/dom.js";
import { fileName, save } from "./device/files.js";
import { FLAGS, KINDS, asText, complaint, dayLine, entryOf, exceeded, exhibits, fromFile, judgedLog, newId, parsePasted, perDay, toCsv, toFile } from "./device/log.js";
import { factLine } from "./device/words.js";

const KEY = "evidence";
const PAGE = 20;
const DAYS = 14;
const VERDICT = { over: ["stop", "超出了"], unclear: ["warn", "要看情况"] };

class EvidenceLog extends HTMLElement {
  connectedCallback() {
    if (this.rules) return;
    this.rules = dataOf("log-data");
    const saved = get(KEY);
    this.entries = Array.isArray(saved?.entries) ? saved.entries.map(entryOf).filter(Boolean) : [];
    this.kept = Boolean(saved);
    this.marks = { exported: saved?.exported || "", changed: saved?.changed || "" };
    this.shown = PAGE;
    this.build();
    this.show();
  }

  // ── The form ──

  build() {
    const text = (properties) => make("input", { type: "text", ...properties });
    this.inputs = {
      when: make("input", { type: "datetime-local" }),
      kind: select(Object.entries(KINDS), "call"),
      lender: select([["", "不清楚"], ...Object.entries(this.rules.lenders)]),
      name: text({}),
      number: text({ inputMode: "tel" }),
      who: text({}),
      called: select(Object.entries(this.rules.called), "self"),
      whom: text({}),
      said: make("textarea", { rows: 3 }),
      proof: text({}),
    };
    this.flags = Object.fromEntries(Object.keys(FLAGS).map((name) => [name, make("input", { type: "checkbox" })]));
    this.status = statusLine();
    this.top = make("div", {});
    this.results = make("div", {});
    this.replaceChildren(this.top, this.form(), this.pasting(), this.results, this.backup());
    this.blank();
  }

  form() {
    const { when, kind, lender, name, number, who, called, whom, said, proof } = this.inputs;
    this.heading = make("p", { className: "box-title", textContent: "记一条" });
    this.saveButton = button("记下这一条", () => this.add(), "btn main");
    const flags = make("fieldset", { className: "flags" }, make("legend", { textContent: "有没有这些（有就勾）" }),
      ...Object.keys(FLAGS).map((key) => tick(FLAGS[key], this.flags[key])));
    return make("div", { className: "box entry-form" }, this.heading,
      field("什么时候", when), field("怎么联系的", kind), field("谁放的款", lender, "催收公司替谁催，就选谁"),
      field("机构或平台名称", name), field("对方号码", number), field("对方自称是谁", who, "公司、姓名、工号"),
      field("打给谁", called), field("具体是谁接的", whom, "打给别人的才写，如：同事、父亲"),
      field("说了什么", said, "尽量写原话"), flags, field("证据是什么", proof, "录音、截图、来电记录，存在哪里"),
      make("p", { className: "actions" }, this.saveButton), this.status);
  }

  pasting() {
    const words = make("textarea", { rows: 3, placeholder: "11月19日 21:40 01012345678 说要上门" });
    return make("details", {}, make("summary", { textContent: "一次粘贴好几条" }),
      field("每条从日期和时间开始", words, "从来电记录、短信里复制；没写年份的按最近一年算"),
      make("p", { className: "actions" }, button("读出来", () => {
        const found = parsePasted(words.value, today());
        this.say(found.length ? `读出 ${found.length} 条，请逐条核对放款机构和接通情况。` : "没有读到日期和时间，例：11月19日 21:40 号码 说了什么");
        if (found.length) words.value = "";
        this.change([...this.entries, ...found]);
      })));
  }

  blank() {
    this.editing = null;
    const { lender, name } = this.inputs;
    for (const input of Object.values(this.inputs)) if (input !== lender && input !== name && !input.matches("select")) input.value = "";
    this.inputs.kind.value = "call";
    this.inputs.called.value = "self";
    for (const [key, input] of Object.entries(this.flags)) input.checked = key === "answered";
    const now = new Date();
    this.inputs.when.value = `${today()}T${String(now.getHours()).padStart(2, "0")}:${String(now.getMinutes()).padStart(2, "0")}`;
    this.heading.textContent = "记一条";
    this.saveButton.textContent = "记下这一条";
  }

  add() {
    const entry = { id: this.editing || newId() };
    for (const [key, input] of Object.entries(this.inputs)) entry[key] = input.value;
    for (const [key, input] of Object.entries(this.flags)) entry[key] = input.checked;
    const edited = this.editing;
    const whole = entryOf(entry);
    this.blank();
    this.say(edited ? "改好了。" : "记下了。");
    this.change(edited ? this.entries.map((one) => (one.id === edited ? whole : one)) : [...this.entries, whole]);
  }

  edit(entry) {
    this.blank();
    this.editing = entry.id;
    for (const [key, input] of Object.entries(this.inputs)) input.value = entry[key];
    for (const [key, input] of Object.entries(this.flags)) input.checked = entry[key];
    this.heading.textContent = "改这一条";
    this.saveButton.textContent = "改好了";
    this.inputs.when.focus();
  }

  say(words) {
    this.status.textContent = words;
  }

  // ── Keeping ──

  /** Take over a changed list; it is saved at once if the reader has chosen to save before. */
  change(entries) {
    this.entries = entries;
    this.marks.changed = this.marks.changed || today();
    if (this.kept) this.write();
    this.show();
  }

  write() {
    const { ok, message } = set(KEY, { version: 1, entries: this.entries, ...this.marks });
    if (!ok) this.say(`${message}记录还在这一页上，请马上导出。`);
    return { ok, message };
  }

  async keep() {
    const { ok, message } = this.write();
    if (!ok) return;
    this.kept = true;
    this.show();
    this.say(`${message}${await askToKeep()}`);
  }

  exported() {
    this.marks = { exported: today(), changed: "" };
    if (this.kept) this.write();
    this.remind();
  }

  take(text) {
    const { entries, message } = fromFile(text);
    if (message) return message;
    const known = new Set(this.entries.map((entry) => entry.id));
    const fresh = entries.filter((entry) => !known.has(entry.id));
    this.change([...this.entries, ...fresh]);
    return `导入 ${fresh.length} 条${fresh.length < entries.length ? `，另有 ${entries.length - fresh.length} 条已经在里面` : ""}。`;
  }

  clear() {
    remove(KEY);
    Object.assign(this, { entries: [], kept: false, marks: { exported: "", changed: "" } });
    this.blank();
    this.show();
    this.say("已全部清除，这台设备上不再留有记录。");
  }

  // ── What is shown ──

  show() {
    this.judged = judgedLog(this.entries, this.rules);
    this.remind();
    const some = this.entries.length > 0;
    this.results.replaceChildren(...(some && !this.kept ? [firstSave(() => this.keep())] : []), ...(some ? [this.summary(), this.list(), this.papers()] : []));
  }

  remind() {
    const { words, urgent } = reminder(this.marks);
    const due = this.entries.length && words;
    this.top.replaceChildren(...(due ? [make("p", { className: urgent ? "box warning warn due" : "soft small", textContent: words })] : []));
    if (due && urgent) this.top.append(make("p", { className: "actions" }, button("导出一份", () => {
      this.say(save(fileName(`记录-${today()}`, "json"), "application/json", toFile(this.entries, today())));
      this.exported();
    }, "btn main")));
  }

  summary() {
    const over = exceeded(this.judged).map((one) => make("li", {}, make("span", { className: "stop", textContent: `${one.matter}，${one.numbers.length} 条` }), " ", this.rule(one), make("span", { className: "soft small", textContent: one.detail })));
    const days = perDay(this.judged);
    const lines = days.slice(0, DAYS).map((row) => make("li", { textContent: dayLine(row) }));
    const more = days.length > DAYS ? [make("p", { className: "soft small", textContent: `另有 ${days.length - DAYS} 天，写在投诉材料里。` })] : [];
    return make("section", { aria: { "aria-label": "汇总" } }, make("h3", { textContent: `一共 ${this.entries.length} 条` }),
      ...(over.length ? [make("p", { textContent: "可能超出的规则：" }), make("ul", { className: "over-list" }, ...over)] : [make("p", { textContent: "按现在填的，没有看到超出所列规则的。" })]),
      make("p", { textContent: "按天数：" }), make("ul", { className: "num" }, ...lines), ...more);
  }

  rule({ provision, force }) {
    const known = this.rules.rules[provision];
    const name = known ? make("a", { href: known.url, textContent: known.label }) : provision;
    return make("span", {}, name, `（${force}）`);
  }

  list() {
    const newest = [...this.judged].reverse();
    const items = newest.slice(0, this.shown).map((one) => this.item(one));
    const more = newest.length > this.shown ? [button(`再看 ${Math.min(PAGE, newest.length - this.shown)} 条（还有 ${newest.length - this.shown} 条）`, () => {
      this.shown += PAGE;
      this.show();
    })] : [];
    return make("section", { aria: { "aria-label": "记录" } }, make("h3", { textContent: "每一条" }), make("ul", { className: "entries" }, ...items), ...more);
  }

  item({ entry, number, findings }) {
    const found = findings.filter(({ verdict }) => verdict !== "within").map((one) => make("li", {},
      make("span", { className: VERDICT[one.verdict][0], textContent: `${one.matter}${VERDICT[one.verdict][1]}` }), " ", this.rule(one)));
    return make("li", {}, make("p", { className: "entry-text", textContent: `${number}. ${factLine(entry, number)}` }),
      ...(found.length ? [make("ul", { className: "small" }, ...found)] : []),
      make("p", { className: "actions" }, named(button("改", () => this.edit(entry), "tool"), `改第 ${number} 条`),
        named(button("删", () => this.drop(entry, number), "tool"), `删第 ${number} 条`)));
  }

  drop(entry, number) {
    this.change(this.entries.filter((one) => one !== entry && one.id !== entry.id));
    this.say(`第 ${number} 条删掉了。`);
  }

  papers() {
    const out = make("p", { className: "copy", id: "log-paper", hidden: true });
    const copying = (name, words) => {
      const made = button(name, () => Object.assign(out, { textContent: words(), hidden: false }));
      made.dataset.copy = out.id;
      return made;
    };
    const letters = this.rules.letters.map(({ title, url }) => make("li", {}, make("a", { href: url, textContent: title })));
    return make("section", { className: "take-along", aria: { "aria-label": "投诉材料" } }, make("h3", { textContent: "拿去用" }),
      make("p", { className: "actions" }, copying("复制投诉材料", () => complaint(this.judged, this.rules)), copying("复制证据目录", () => exhibits(this.judged)),
        copying("复制全部记录", () => asText(this.judged, this.rules)),
        button("存成表格（CSV）", () => this.say(save(fileName(`记录-${today()}`, "csv"), "text/csv;charset=utf-8", toCsv(this.judged, this.rules)))),
        button("打印", () => print())),
      out, ...this.bodies(), ...(letters.length ? [make("p", { textContent: "存好以后，这些文书可以直接用上这些记录：" }), make("ul", {}, ...letters)] : []));
  }

  /** Where the complaint goes, by the kinds of lender that the log names. */
  bodies() {
    return [...new Set(this.entries.map((entry) => entry.lender).filter((key) => this.rules.bodies[key]))].map((key) => {
      const rows = this.rules.bodies[key].map(({ name, url, guide }) => make("li", {}, make("a", { href: url, textContent: name }), ` ${guide}`));
      return make("div", {}, make("p", { textContent: `${this.rules.lenders[key]}，交给谁：` }), make("ul", {}, ...rows));
    });
  }

  backup() {
    const panel = backupPanel({
      name: "记录",
      file: () => toFile(this.entries, today()),
      take: (text) => this.take(text),
      done: () => this.exported(),
    });
    return make("section", { className: "take-along", aria: { "aria-label": "导出和清除" } }, make("h3", { textContent: "导出、导入、清除" }), panel,
      make("p", { className: "actions" }, button("全部清除", () => this.clear())));
  }
}

function named(control, words) {
  control.setAttribute("aria-label", words);
  return control;
}

customElements.define("evidence-log", EvidenceLog);
