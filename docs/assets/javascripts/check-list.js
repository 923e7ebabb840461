/**
 * <check-list data-id>: turns the printed boxes of a checklist into answers (是 / 否 / 不清楚) with notes, and says what
 * they come to by the rules printed under the list. Answers are saved on the device with the first one given, not before.
 * The list, the reasons and the rules are in the page already; without this module it is a list to print.
 */
import { get, remove, set } from "./store.js";

const ANSWERS = [["yes", "是"], ["no", "否"], ["unsure", "不清楚"]];
const WORD = Object.fromEntries(ANSWERS);

/**
 * The verdict on answers: "stop" as soon as one 红线 item is answered the wrong way; null while items are open; "warn" if
 * another item is wrong or one was not found out; else "ok". Items marked info (了解) never change it.
 * @param items [{id, good: "yes"|"no", severity: "stop"|"warn"|"info"}]
 * @param answers {id: "yes"|"no"|"unsure"}
 * @returns {{verdict: string|null, wrong: string[], unsure: string[], open: number}} wrong: the 红线 ones alone on "stop"
 */
export function judge(items, answers) {
  const isWrong = ({ id, good }) => ["yes", "no"].includes(answers[id]) && answers[id] !== good;
  const ids = (list) => list.map((item) => item.id);
  const counted = items.filter((item) => item.severity !== "info");
  const crossed = ids(counted.filter((item) => item.severity === "stop" && isWrong(item)));
  const wrong = ids(counted.filter(isWrong));
  const unsure = ids(counted.filter((item) => answers[item.id] === "unsure"));
  const open = items.filter((item) => !answers[item.id]).length;
  if (crossed.length) return { verdict: "stop", wrong: crossed, unsure: [], open };
  if (open) return { verdict: null, wrong, unsure, open };
  return { verdict: wrong.length || unsure.length ? "warn" : "ok", wrong, unsure, open };
}

/** An element with properties and children; texts stay texts. */
function make(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

class CheckList extends HTMLElement {
  connectedCallback() {
    if (this.rows) return;
    this.key = `check-${this.dataset.id}`;
    this.rows = [...this.querySelectorAll(".items > li")];
    this.items = this.rows.map((row) => ({ id: this.name(row), good: row.dataset.good, severity: row.dataset.severity }));
    const saved = get(this.key);
    this.answers = { ...saved?.answers };
    this.notes = { ...saved?.notes };
    this.rows.forEach((row) => this.equip(row));
    this.panel();
    this.show();
    if (saved) this.message.textContent = "这是上次存在这台设备上的答案。";
  }

  equip(row) {
    const id = this.name(row);
    const question = row.querySelector(".q");
    question.id = `${row.id}-q`;
    const choices = make("div", { className: "choices" });
    choices.setAttribute("role", "radiogroup");
    choices.setAttribute("aria-labelledby", question.id);
    for (const [value, word] of ANSWERS) {
      const input = make("input", { type: "radio", name: row.id, value, checked: this.answers[id] === value });
      input.addEventListener("change", () => this.answer(row, value));
      choices.append(make("label", {}, input, word));
    }
    question.after(choices);
    const note = make("textarea", { rows: 2, value: this.notes[id] || "" });
    note.addEventListener("change", () => {
      this.notes[id] = note.value.trim();
      this.save();
    });
    row.querySelector("details").append(make("p", {}, make("label", {}, "备注（只存在这台设备上）", note)));
  }

  panel() {
    this.result = this.querySelector(".result");
    this.count = make("p", { className: "num" });
    this.meter = make("progress", { max: this.rows.length });
    this.meter.setAttribute("aria-label", "已经回答");
    this.says = make("div", {});
    this.says.setAttribute("role", "status");
    this.message = make("p", { className: "soft small" });
    this.message.setAttribute("role", "status");
    const copy = make("p", { className: "copy", id: `${this.dataset.id}-copy`, hidden: true });
    const button = (text, action) => {
      const made = make("button", { type: "button", className: "btn", textContent: text });
      made.addEventListener("click", action);
      return made;
    };
    const copying = button("复制全文", () => Object.assign(copy, { textContent: this.text(), hidden: false }));
    copying.dataset.copy = copy.id;
    const buttons = make("p", {}, copying, button("打印", () => print()), button("全部清除", () => this.reset()));
    this.result.before(make("div", { className: "so-far" }, this.count, this.meter, this.says, copy, buttons, this.message));
  }

  answer(row, value) {
    this.answers[this.name(row)] = value;
    if (value !== row.dataset.good) row.querySelector("details").open = true;
    this.save();
    this.show();
  }

  save() {
    this.message.textContent = set(this.key, { title: this.heading(), answers: this.answers, notes: this.notes }).message;
  }

  reset() {
    remove(this.key);
    this.answers = {};
    this.notes = {};
    for (const input of this.querySelectorAll("input")) input.checked = false;
    for (const note of this.querySelectorAll("textarea")) note.value = "";
    this.show();
    this.message.textContent = "已全部清除，这台设备上不再留有答案。";
  }

  show() {
    for (const row of this.rows) this.showRow(row);
    const { verdict, wrong, unsure, open } = judge(this.items, this.answers);
    this.count.textContent = `已答 ${this.rows.length - open} / ${this.rows.length}`;
    this.meter.value = this.rows.length - open;
    this.says.className = verdict ? `result is-${verdict}` : "";
    this.says.replaceChildren(...this.verdict(verdict), ...this.reasons("不对的：", wrong), ...this.reasons("没查清的：", unsure));
  }

  showRow(row) {
    const value = this.answers[this.name(row)];
    for (const label of row.querySelectorAll(".choices label")) {
      label.classList.toggle("on", label.firstChild.checked);
    }
    row.querySelector(".hint")?.remove();
    if (!value || value === row.dataset.good || row.dataset.severity === "info") return;
    const stop = row.dataset.severity === "stop" && value !== "unsure";
    const words = value === "unsure" ? "没查清之前，先当作不对。办法在下面。" : stop ? "这是红线，先停下。原因在下面。" : "这一项不对。原因在下面。";
    row.querySelector(".choices").after(make("p", { className: `hint ${stop ? "stop" : "warn"}`, textContent: words }));
  }

  verdict(name) {
    if (!name) return [];
    const sentence = this.querySelector(`[data-verdict=${name}] strong`).textContent;
    const sign = { stop: "stop", warn: "warn", ok: "fine" }[name];
    return [make("p", { className: `box-title ${sign}`, textContent: sentence })];
  }

  reasons(title, ids) {
    if (!ids.length) return [];
    const links = ids.map((id) => make("li", {}, make("a", { href: `#${this.row(id).id}`, textContent: this.question(id) })));
    return [make("p", { textContent: title }), make("ul", {}, ...links)];
  }

  /** The whole list with answers and notes as plain text, for a message or a printout. */
  text() {
    const { verdict } = judge(this.items, this.answers);
    const lines = this.items.map(({ id }, at) => {
      const note = this.notes[id] ? `（备注：${this.notes[id]}）` : "";
      return `${at + 1}. ${this.question(id)} ${WORD[this.answers[id]] || "没有回答"}${note}`;
    });
    const end = this.verdict(verdict).map((line) => `结果：${line.textContent}`);
    return [this.heading(), ...lines, ...end].join("\n");
  }

  heading() {
    return this.querySelector(".items").getAttribute("aria-label");
  }

  /** A point's name: the id of its row without the checklist's. */
  name(row) {
    return row.id.slice(this.dataset.id.length + 1);
  }

  row(id) {
    return this.rows.find((row) => this.name(row) === id);
  }

  question(id) {
    return this.row(id).querySelector(".q > span").textContent;
  }
}

customElements.define("check-list", CheckList);
