/**
 * <loan-calculator>: opens the server's form and fills the places of its answer while the reader types. Sentences and law
 * stand in the page, the arithmetic in the module that its JSON names. device/keep.js stores what the reader asks for.
 */
import { forget, keep, told } from "../device/keep.js";
import { Refused, read } from "./fields.js";
import { half_up, show_amount, show_percent } from "./money.js";

const SHOW = {
  amount: (fen) => show_amount(fen / 100),
  money: show_amount,
  percent: (percent) => `${percent}%`,
  rate: show_percent,
  count: (number) => half_up(number, 2),
  flag: (yes) => (yes ? "是" : "否"),
};
const shown = (value, kind, none = "—") => (value === null ? none : (SHOW[kind] || String)(value));

class LoanCalculator extends HTMLElement {
  async connectedCallback() {
    this.data = JSON.parse(this.one("script").textContent);
    this.name = this.dataset.name;
    this.form = this.one("form");
    this.touched = new Set();
    this.marked = new Map();
    this.rows = {};
    this.made = 0;
    this.compute = (await import(`./${this.data.module}.js`))[this.data.function];
    this.ending = this.one("[data-line]") ? (await import("./lines.js")).compare : () => "";
    this.fill({});
    this.form.firstElementChild.disabled = false;
    told(this);
    this.form.oninput = () => this.update();
    this.form.onchange = ({ target }) => this.update(this.touched.add(target.id));
    this.form.onsubmit = (event) => this.submit(event);
    this.onclick = ({ target }) => this.press(target, target.dataset.do);
    addEventListener("hashchange", () => this.restore());
    this.restore();
  }

  one(selector, root = this) {
    return root.querySelector(selector);
  }

  controls() {
    return [...this.form.querySelectorAll("[aria-describedby]")];
  }

  press(button, action) {
    if (!action) return;
    if (action === "add") this.one("input", this.add(button.parentNode)).focus();
    else if (action === "remove") button.parentNode.remove();
    else if (action === "example") this.fill(this.data.example);
    else if (action === "clear") {
      forget(this);
      this.fill({});
    } else if (action === "keep") return keep(this);
    else return import("./share.js").then((share) => share[action](this));
    this.update();
  }

  submit(event) {
    event.preventDefault();
    for (const { id } of this.controls()) this.touched.add(id);
    (this.update() || this.one(".headline")).focus();
  }

  /** Answer; return the first control that must be put right. */
  update() {
    const { values, refusals } = read(this.data.fields, this.typed());
    let all = false;
    try {
      if (refusals.length) this.say("");
      else this.show(values, { ...this.data.answer, ...this.compute(values, this.data) });
    } catch (refused) {
      if (!(refused instanceof Refused)) throw refused;
      all = refusals.push(refused);
      this.say(refused.message);
    }
    this.mark(refusals, all);
    return refusals.length ? this.place(refusals[0].field) : null;
  }

  /** Rows in which nothing is typed do not count beyond the least. */
  typed(fields = this.data.fields, root = this.form, before = "") {
    const given = ({ name, least, rows }) => {
      if (!rows) return typed(this.one(`[name="${before}${name}"]`, root));
      const all = [...this.form.querySelectorAll(`[data-rows=${name}] .row`)];
      const written = all.filter((row) => [...row.querySelectorAll("input:not([type]), select")].some(({ value }) => value));
      this.rows[name] = written.length < least ? all : written;
      return this.rows[name].map((row) => this.typed(rows, row, `${name}.`));
    };
    return Object.fromEntries(fields.map((field) => [field.name, given(field)]));
  }

  place(field) {
    const [name, at, inner] = field.split(".");
    if (inner) return this.one(`[name="${name}.${inner}"]`, this.rows[name][at]);
    return this.one(`[name=${name}], [data-rows=${name}]`);
  }

  /** While the reader is typing, sentences stand only where he has been. */
  mark(refusals, all) {
    const before = this.marked;
    this.marked = new Map(refusals.map(({ field, message }) => [this.place(field), message]));
    for (const control of new Set([...before.keys(), ...this.marked.keys()])) {
      const words = ((all || this.touched.has(control.id)) && this.marked.get(control)) || "";
      if (control.isConnected) document.getElementById(`${control.id}-error`).textContent = words;
      control.setAttribute("aria-invalid", Boolean(words));
    }
  }

  say(words, known) {
    const headline = this.one(".headline");
    this.one(".answer-of").hidden = !known;
    this.classList.toggle("answered", Boolean(known));
    if (headline.textContent !== words) headline.textContent = words;
  }

  show(values, answer) {
    const at = (path) => path.split(".").reduce((value, key) => (value || {})[key], { ...values, ...answer });
    const holds = (path) => !path || Number(at(path) || 0) !== 0; // neither false nor empty nor 0.00
    const told = (words) =>
      words.replace(/{([\w.]+):?(\w*)}/g, (_, path, kind) => {
        const place = this.one(`.figures [data-cell="${path}"]`);
        return place ? place.textContent : shown(at(path), kind || (this.data.fields.find(({ name }) => name === path) || {}).kind);
      });
    this.put(this.one(".told"), answer);
    for (const line of this.querySelectorAll("[data-says]")) {
      line.hidden = !holds(line.dataset.if);
      line.textContent = line.hidden ? "" : told(line.dataset.says);
    }
    for (const law of this.querySelectorAll("[data-law]")) law.hidden = !answer.basis.includes(law.dataset.law);
    this.say(told(this.data.headline.find(([condition]) => holds(condition))[1]) + this.ending(this, answer), true);
    const curve = this.one("[data-curve]");
    if (curve) import("./chart.js").then(({ draw }) => draw(curve, answer));
  }

  /** Fill the places of a row; lists in it get a copy of their template per row. */
  put(root, row) {
    for (const place of root.querySelectorAll("[data-cell]")) {
      const { cell, kind, none } = place.dataset;
      const value = cell ? row[cell] : row;
      place.textContent = kind === "law" ? this.one(`[data-law="${value}"]`).textContent : shown(value, kind, none);
      if (place.tagName === "DD") place.parentNode.hidden = (value === null && !none) || (cell === "to_check" && !value);
    }
    for (const template of root.querySelectorAll("template")) {
      const list = template.closest("[data-list]");
      const rows = [].concat(row[template.dataset.each] || []);
      const fill = () => {
        while (template.nextSibling) template.nextSibling.remove();
        template.after(...rows.map((one) => this.put(template.content.cloneNode(true), one)));
      };
      list.hidden = !rows.length;
      if (list.tagName === "DETAILS") {
        clearTimeout(this.timer);
        this.timer = setTimeout(fill, 99); // a long plan, when the reader pauses
      } else fill();
    }
    return root;
  }

  fill(values, fields = this.data.fields, root = this.form, before = "") {
    for (const { name, default: usual, choices, least, rows } of fields) {
      const given = values[name];
      const control = this.one(`[name="${before}${name}"]`, root);
      if (rows) {
        const group = this.place(name);
        for (const row of group.querySelectorAll(".row")) row.remove();
        for (const row of given || Array(least).fill({})) this.fill(row, rows, this.add(group), `${name}.`);
      } else if (control.type === "checkbox") control.checked = given ? given === "是" : usual;
      else control.value = given || (choices && usual) || "";
    }
    this.touched.clear();
  }

  add(group) {
    const part = this.one("template", group).content.cloneNode(true);
    const button = this.one("[data-do=add]", group);
    this.made += 1;
    for (const element of part.querySelectorAll("[id], [for]")) {
      for (const { name, value } of [...element.attributes]) element.setAttribute(name, value.replace(/-N-/g, `-${this.made}-`));
    }
    button.before(part);
    return button.previousElementSibling;
  }

  restore() {
    const { hash, pathname, search } = location;
    if (!hash.startsWith(`#${this.name}?`)) return;
    history.replaceState(history.state, "", pathname + search);
    this.fill(given(hash.slice(this.name.length + 2)));
    this.update();
    this.scrollIntoView();
  }
}

function given(words) {
  try {
    return JSON.parse(decodeURIComponent(words));
  } catch (error) {
    return {};
  }
}

export function typed({ type, checked, value }) {
  if (type !== "checkbox") return value;
  return checked ? "是" : "否";
}

customElements.define("loan-calculator", LoanCalculator);
