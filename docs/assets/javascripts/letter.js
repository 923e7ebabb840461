/**
 * <letter-form data-id data-title data-template>: writes what is typed into the letter on the page, says what is missing, and
 * hands it over as text, as a file or on paper. Nothing is saved before 存到这台手机 is pressed. Without this module the page
 * shows the letter with lines to write on.
 */
import { get, remove, set } from "./store.js";
import { button, field, make, select, statusLine } from "./device/dom.js";
import { fileName, save } from "./device/files.js";
import { keptFigures, sources } from "./device/prefill.js";

const BLANK = "＿＿＿＿";
const WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const WRONG = {
  "idcard-last4": [/^\d{3}[\dXx]$/, "只写四位"],
  phone: [/^\+?[\d\s-]{3,20}$/, "不像电话号码"],
  amount: [/^\d+(\.\d{1,2})?$/, "要写成数字，如 12000 或 12000.50"],
  number: [/^\d+(\.\d+)?$/, "要写成数字"],
};

/** A value as it stands in the letter: days in words, digits in half width, a list numbered when it has several lines. */
export function written(type, value) {
  const text = value.trim();
  if (type === "date") return text.replace(/^(\d+)-0?(\d+)-0?(\d+)$/, "$1 年 $2 月 $3 日");
  if (type === "amount") return plain(text).replace(/[¥￥,，元\s]/g, "");
  if (type === "list") return numbered(text.split("\n").map((line) => line.trim()).filter(Boolean));
  return type in WRONG ? plain(text) : text;
}

/** What is odd about a value; empty when nothing is. */
export function doubt(type, value) {
  const [pattern, words] = WRONG[type] || [];
  return !pattern || !value.trim() || pattern.test(written(type, value)) ? "" : words;
}

function plain(text) {
  return text.replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0)).replace(/．/g, ".");
}

function numbered(lines) {
  return lines.length > 1 ? lines.map((line, at) => `${at + 1}. ${line}`).join("\n") : lines.join("");
}

/** What a field's figure counts: yuan, percent, or things; null where words belong. */
function unitOf({ dataset }, words) {
  if (dataset.type === "amount") return "元";
  if (dataset.type !== "number") return null;
  return words.includes("%") ? "%" : "";
}

class LetterForm extends HTMLElement {
  connectedCallback() {
    if (this.inputs) return;
    this.key = `letter-${this.dataset.id}`;
    this.inputs = [...this.querySelectorAll("[data-field]")];
    this.sheet = this.querySelector(".sheet");
    const saved = get(this.key);
    for (const input of this.inputs) {
      if (saved && typeof saved.values?.[input.dataset.field] === "string") input.value = saved.values[input.dataset.field];
      input.addEventListener("input", () => this.typed());
    }
    this.querySelector(".fields").hidden = false;
    this.panel();
    this.prefill();
    this.show();
    if (saved) this.message.textContent = "这是上次存在这台设备上的内容。";
  }

  panel() {
    this.missing = make("div", { className: "missing" });
    this.message = statusLine();
    const copying = button("复制全文", () => Object.assign(this.copy, { textContent: this.text(), hidden: false }), "btn main");
    this.copy = make("p", { className: "copy", id: `copy-${this.dataset.id}`, hidden: true });
    copying.dataset.copy = this.copy.id;
    const name = this.dataset.title;
    const said = (message) => (this.message.textContent = message);
    const row = make("p", { className: "actions" }, copying,
      button("打印", () => this.print()),
      button("存成 Word", async () => said(await this.word(name))),
      button("存成文本", () => said(save(fileName(name, "txt"), "text/plain;charset=utf-8", `\ufeff${this.text().replace(/\n/g, "\r\n")}\r\n`))));
    const keep = make("p", { className: "actions" },
      button("存到这台手机", () => this.keep()), button("全部清除", () => this.clear()));
    this.sheet.before(this.missing);
    this.sheet.after(this.copy, row, keep, this.message);
  }

  /** Offer figures and facts that the reader has saved in the other tools; nothing is filled in before a button is pressed. */
  prefill() {
    const offers = sources(Object.fromEntries(this.inputs.map((input) => [input.dataset.field, input.dataset.type])));
    const figures = this.figures();
    if (!offers.length && !figures.length) return;
    const choose = make("p", { className: "actions" });
    for (const { label, values } of offers) choose.append(button(label, () => this.take(values)));
    this.querySelector(".fields").prepend(make("div", { className: "box offers" },
      make("p", { className: "box-title", textContent: "可以用你存下的内容填" }), choose, ...figures));
  }

  /** A figure that a calculator has kept, and the field of its unit into which the reader puts it. */
  figures() {
    const fits = (unit) => this.inputs.filter((input) => unitOf(input, this.words(input)) === unit);
    const kept = keptFigures().filter(({ unit }) => fits(unit).length);
    if (!kept.length) return [];
    const figure = select(kept.map(({ label }, at) => [at, label]), 0);
    const place = select([]);
    const offer = () => place.replaceChildren(...fits(kept[figure.value].unit).map((input) => make("option", { value: input.id, textContent: this.words(input) })));
    figure.addEventListener("change", offer);
    offer();
    return [field("算出来的数", figure), field("填到哪一栏", place), button("填进去", () => {
      document.getElementById(place.value).value = kept[figure.value].value;
      this.typed();
    })];
  }

  take(values) {
    for (const input of this.inputs) {
      if (values[input.dataset.field] && !input.value.trim()) input.value = values[input.dataset.field];
    }
    this.typed();
  }

  typed() {
    this.show();
    this.message.textContent = get(this.key) ? "有改动，还没有存。" : "";
  }

  values() {
    return Object.fromEntries(this.inputs.map((input) => [input.dataset.field, input.value]));
  }

  /** Bring the letter up to date with the fields. */
  show() {
    const values = {};
    for (const input of this.inputs) values[input.dataset.field] = written(input.dataset.type, input.value);
    for (const line of this.sheet.children) {
      for (const run of line.children) {
        run.hidden = (run.dataset.needs || "").split(" ").some((name) => name && !values[name]);
        if (!run.dataset.blank) continue;
        run.textContent = values[run.dataset.blank] || BLANK;
        if (/^[。；，]/.test(run.nextSibling?.textContent || "")) run.textContent = run.textContent.replace(/[。；，]+$/, "");
        if (run.textContent.startsWith("1. ") && run.previousSibling) run.prepend("\n");
        run.classList.toggle("blank", !values[run.dataset.blank]);
      }
      line.hidden = [...line.children].every((run) => run.hidden);
    }
    this.flag(values);
  }

  /** Say what is missing and what looks odd, with a link to each field. */
  flag(values) {
    const open = this.inputs.filter((input) => "required" in input.dataset && !values[input.dataset.field]);
    const odd = this.inputs.filter((input) => doubt(input.dataset.type, input.value));
    const link = (input) => make("li", {}, make("a", { href: `#${input.id}`, textContent: this.words(input) }),
      doubt(input.dataset.type, input.value) ? `：${doubt(input.dataset.type, input.value)}` : "");
    for (const input of this.inputs) input.setAttribute("aria-invalid", String(odd.includes(input)));
    this.missing.replaceChildren();
    if (open.length) this.missing.append(make("p", { className: "warn", textContent: `还有 ${open.length} 处没填，信里留着空：` }), make("ul", {}, ...open.map(link)));
    if (odd.length) this.missing.append(make("p", { className: "warn", textContent: "请再看一眼：" }), make("ul", {}, ...odd.map(link)));
    if (!open.length && !odd.length) this.missing.append(make("p", { className: "fine", textContent: "必填的都填了。寄出以前，从头读一遍。" }));
  }

  /** What a field is called. */
  words(input) {
    return this.querySelector(`label[for="${input.id}"]`).firstChild.textContent.trim();
  }

  /** The letter as lines: [{text, heading}]. */
  lines() {
    const shown = (line) => [...line.children].filter((run) => !run.hidden).map((run) => run.textContent).join("");
    return [...this.sheet.children]
      .filter((line) => !line.hidden)
      .map((line) => ({ heading: line.matches(".head"), text: shown(line) }))
      .reduce((all, { heading, text }) => all.concat(text.split("\n").map((part) => ({ heading, text: part }))), []);
  }

  text() {
    return this.lines().map((line) => line.text).join("\n");
  }

  async word(name) {
    try {
      const { fetched, wordFile } = await import("./device/office.js");
      return save(fileName(name, "docx"), WORD, wordFile(await fetched(this.dataset.template), this.lines()));
    } catch (error) {
      return "Word 文件没有做成（可能断网了）。请先用“复制全文”。";
    }
  }

  /** Only the letter goes on paper. */
  print() {
    document.body.classList.add("sheet-only");
    addEventListener("afterprint", () => document.body.classList.remove("sheet-only"), { once: true });
    print();
  }

  keep() {
    this.message.textContent = set(this.key, { version: 1, title: this.dataset.title, values: this.values() }).message;
  }

  clear() {
    remove(this.key);
    for (const input of this.inputs) input.value = "";
    this.copy.hidden = true;
    this.copy.textContent = "";
    this.show();
    this.message.textContent = "已全部清除，这台设备上不再留有这封信。";
  }
}

customElements.define("letter-form", LetterForm);
