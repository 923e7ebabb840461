/**
 * <loan-calculator>: opens the form that the server has written and fills the places of its answer while the reader types.
 * Field, figure, sentence and law stand in the page; the arithmetic is in the module that its JSON names. Nothing is stored.
 */
import { Refused, read } from "./fields.js";
import { half_up, show_amount, show_percent } from "./money.js";

const SHOW = {
  amount: (fen) => show_amount(fen / 100),
  money: show_amount,
  percent: (percent) => `${percent}%`,
  rate: show_percent,
  count: (number) => String(half_up(number, 2)),
  flag: (yes) => (yes ? "是" : "否"),
};

class LoanCalculator extends HTMLElement {
  async connectedCallback() {
    if (this.data) return;
    this.data = JSON.parse(this.one("script").textContent);
    this.name = this.dataset.name;
    this.form = this.one("form");
    this.touched = new Set();
    this.made = 0;
    this.compute = (await import(`./${this.data.module}.js`))[this.data.function];
    this.fill({});
    this.form.firstElementChild.disabled = false;
    this.one("[data-note]").textContent = "填的内容只留在这一页，不上传，也不保存。";
    this.form.oninput = () => this.update();
    this.form.onchange = ({ target }) => this.update(this.touched.add(target.id));
    this.form.onsubmit = (event) => this.submit(event);
    this.onclick = ({ target }) => this.press(target);
    addEventListener("hashchange", () => this.restore());
    this.restore();
  }

  one(selector) {
    return this.querySelector(selector);
  }

  controls() {
    return [...this.form.querySelectorAll("[aria-describedby]")];
  }

  press(button) {
    const action = button.dataset.do;
    if (action === "add") this.add(button.closest("[data-rows]")).querySelector("input").focus();
    else if (action === "remove") button.closest(".row").remove();
    else if (action === "example") this.fill(this.data.example);
    else if (action === "clear") this.fill({});
    else if (action) import("./share.js").then((share) => share[action](this));
    if (this.form.contains(button) && action) this.update();
  }

  submit(event) {
    event.preventDefault();
    for (const control of this.controls()) this.touched.add(control.id);
    (this.update() || this.one(".headline")).focus();
  }

  /** Answer what stands in the form; return the first control that must be put right. */
  update() {
    const { values, refusals } = read(this.data.fields, this.typed());
    try {
      this.mark(refusals);
      if (refusals.length) this.say("");
      else this.show(values, { ...this.data.answer, ...this.compute(values, this.data) });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      refusals.push(error);
      this.mark(refusals, true);
      this.say(error.message);
    }
    return refusals.length ? this.place(refusals[0].field) : null;
  }

  /** What stands in the form, as Python gets it. Rows in which nothing is typed do not count beyond the least. */
  typed(fields = this.data.fields, root = this.form, before = "") {
    const text = (control) => (control.type === "checkbox" ? (control.checked ? "是" : "否") : control.value);
    const rows = ({ name, least, rows: inner }) => {
      const all = [...this.one(`[data-rows=${name}]`).querySelectorAll(".row")];
      const written = all.filter((row) => [...row.querySelectorAll("input:not([type])")].some(({ value }) => value));
      const counted = written.length < least ? all : written;
      counted.forEach((row, at) => {
        row.dataset.at = at;
      });
      return counted.map((row) => this.typed(inner, row, `${name}.`));
    };
    return Object.fromEntries(
      fields.map((field) => [field.name, field.rows ? rows(field) : text(root.querySelector(`[name="${before}${field.name}"]`))]),
    );
  }

  /** The control of a field, `rows.0.day` of one in a row. */
  place(field) {
    const [name, at, inner] = field.split(".");
    return this.one(inner ? `[data-rows=${name}] [data-at="${at}"] [name="${name}.${inner}"]` : `[name=${name}], [data-rows=${name}]`);
  }

  /** Put each sentence beside its field; while the reader is typing, only where he has been already. */
  mark(refusals, all) {
    const said = new Map(refusals.map((refusal) => [this.place(refusal.field), refusal.message]));
    for (const control of this.controls()) {
      const words = ((all || this.touched.has(control.id)) && said.get(control)) || "";
      document.getElementById(`${control.id}-error`).textContent = words;
      control.setAttribute("aria-invalid", Boolean(words));
    }
  }

  say(words, known) {
    this.one(".answer-of").hidden = !known;
    if (this.one(".headline").textContent !== words) this.one(".headline").textContent = words;
  }

  show(values, answer) {
    this.answer = answer;
    const known = { ...values, ...answer };
    const holds = (condition) => !condition || Boolean(known[condition.replace("!", "")]) !== condition.startsWith("!");
    this.put(this.one(".told"), answer);
    const told = (words) =>
      words.replace(/{(\w+)}/g, (_, name) => {
        const place = this.one(`.figures [data-cell=${name}]`);
        return place ? place.textContent : shown(values[name], this.data.fields.find((field) => field.name === name).kind);
      });
    for (const line of this.querySelectorAll("[data-says]")) {
      line.hidden = !holds(line.dataset.if);
      if (!line.hidden) line.textContent = told(line.dataset.says);
    }
    for (const one of this.querySelectorAll("[data-law]")) one.hidden = !answer.basis.includes(one.dataset.law);
    this.say(told(this.data.headline.find(([condition]) => holds(condition))[1]) + this.compare(answer), true);
    if (this.one("[data-chart]")) import("./chart.js").then(({ draw }) => draw(this));
  }

  /** Fill the places of a row of figures, and for each list in it one copy of its template per row. */
  put(root, row) {
    for (const place of root.querySelectorAll("[data-cell]")) {
      const { cell, kind, none } = place.dataset;
      const value = cell ? row[cell] : row;
      place.textContent = kind === "law" ? this.one(`[data-law="${value}"]`).textContent : shown(value, kind, none);
    }
    for (const template of root.querySelectorAll("template")) {
      while (template.nextSibling) template.nextSibling.remove();
      const rows = [].concat(row[template.dataset.each] || []);
      template.closest("[data-list]").hidden = !rows.length;
      template.after(...rows.map((one) => this.put(template.content.cloneNode(true), one)));
    }
    return root;
  }

  /** Mark the lines that the simple yearly rate exceeds; give them as the end of the first sentence. */
  compare({ simple_annual: simple, compound_annual: compound }) {
    const over = [];
    const lines = this.querySelectorAll("[data-line]");
    for (const line of lines) {
      const exceeds = (rate) => rate > line.dataset.rate / 100 + 1e-8;
      const place = line.querySelector("[data-over]");
      place.textContent = exceeds(simple) ? "超过" : compound === null || exceeds(compound) ? "单利没有超过，复利超过" : "没有超过";
      place.className = exceeds(simple) ? "stop" : "fine";
      if (exceeds(simple)) over.push(line.dataset.line);
    }
    if (!lines.length) return "";
    if (!over.length) return "，没有超过下面的线。";
    return `，超过${over.length === lines.length ? "下面每一条线" : over.join("、")}。放款的是谁，才看哪一条。`;
  }

  /** Write values into the form; what is not given gets its default. */
  fill(values, fields = this.data.fields, root = this.form, before = "") {
    for (const field of fields) {
      const given = values[field.name];
      if (field.rows) {
        const group = this.one(`[data-rows=${field.name}]`);
        for (const row of group.querySelectorAll(".row")) row.remove();
        for (const row of given || Array(field.least).fill({})) this.fill(row, field.rows, this.add(group), `${field.name}.`);
        continue;
      }
      const control = root.querySelector(`[name="${before}${field.name}"]`);
      if (control.type === "checkbox") control.checked = given ? given === "是" : field.default;
      else control.value = given || (field.choices && field.default) || "";
    }
    this.touched.clear();
  }

  add(group) {
    const part = group.querySelector("template").content.cloneNode(true);
    this.made += 1;
    for (const element of part.querySelectorAll("*")) {
      for (const name of ["id", "for", "aria-describedby"]) {
        const value = element.getAttribute(name);
        if (value) element.setAttribute(name, value.replace(/-N-/g, `-${this.made}-`));
      }
    }
    group.querySelector("[data-do=add]").before(part);
    return group.querySelector("[data-do=add]").previousElementSibling;
  }

  /** Take up a link made with 生成链接, and take it out of the address at once. */
  restore() {
    if (!location.hash.startsWith(`#${this.name}?`)) return;
    const values = JSON.parse(decodeURIComponent(location.hash.slice(this.name.length + 2)));
    history.replaceState(history.state, "", location.pathname + location.search);
    this.fill(values);
    this.update();
    this.scrollIntoView();
  }
}

/** A figure as text; `none` for one that there is not. */
function shown(value, kind, none = "—") {
  if (value === null) return none;
  return kind in SHOW ? SHOW[kind](value) : String(value);
}

customElements.define("loan-calculator", LoanCalculator);
