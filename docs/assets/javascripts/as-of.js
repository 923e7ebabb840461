/**
 * 按合同日期看: a reader names the day of the contract and the kind of lender once, on this device only; figures, tables and
 * cards then also say what held on that day. The pages' own words stay as they are: they speak of today.
 *
 * Fetched when the reader asks for it; what held when (data/as-of.json, written by hooks/as_of.py) only after a day is named.
 */
import { get, remove, set } from "./store.js";

const KEY = "as-of";
/** Kinds of lenders as calculators/caps.py has them: the short name, and what the reader chooses from. */
export const LENDERS = {
  bank: ["银行", "银行"],
  "consumer-finance": ["消费金融公司", "消费金融公司"],
  assist: ["助贷平台", "银行或消费金融公司出钱、平台助贷"],
  microloan: ["小额贷款公司", "小额贷款公司"],
  private: ["民间借贷", "个人之间、没有放贷业务的公司（民间借贷）"],
  unlicensed: ["无牌放贷", "没有放贷资质的平台或职业放贷人"],
};
/** A rule for one of these concerns the reader's lender too. */
const COUNTS_AS = { assist: ["assist", "bank", "consumer-finance"], unlicensed: ["unlicensed", "private"] };
const DAY = /^\d{4}-\d{2}-\d{2}$/;

const line = document.getElementById("shown-day");
const opener = document.getElementById("as-of-open");
const said = line.querySelector("span");
const today = said.textContent;
const undo = [];
let known = null;
let turns = 0;

// ── What held on a day ──────────────────────────────────────────────────────────────────────────────

/** The version of a figure on a day: {text, value, late}, or {missing, why} in words where there was none. */
export function version(figure, day) {
  const points = figure.values.filter(([since]) => since <= day);
  if (!points.length) return { missing: "还没有", why: `（${figure.values[0][0]} 起才有）` };
  if (figure.until && day > figure.until) return { missing: "已停用", why: `（只用到 ${figure.until}）` };
  const [, text, value] = points[points.length - 1];
  return { text, value: Number(value), late: Boolean(figure.confirmed && day > figure.confirmed) };
}

/** The interest lines of a contract of that day with that kind of lender: [[id, text]]; null where nothing is known. */
export function linesOn(data, lender, day) {
  const segments = (data.lines[lender] || []).filter(([since]) => since <= day);
  return segments.length ? segments[segments.length - 1][1] : null;
}

/** What a card says of a rule's state on a day; empty where it is as today. */
export function standing([since, until], day, now) {
  if (since && day < since) return `${day} 还没有施行（${since} 起）。管不管以前的合同，看“管谁”一栏。`;
  if (until && now > until && day <= until) return `${day} 那时有效（到 ${until}）。`;
  if (until && now <= until && day > until) return `${day} 已经失效（到 ${until}）。`;
  return "";
}

/** Whether a rule registered for these kinds of lenders (a text, "" = all) concerns the reader's. */
export function concerns(lenders, lender) {
  return !lenders || !lender || (COUNTS_AS[lender] || [lender]).some((one) => lenders.split(" ").includes(one));
}

// ── On the page ─────────────────────────────────────────────────────────────────────────────────────

function make(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

/** Put something on the page that goes away with the choice. */
function put(parent, ...nodes) {
  parent.append(...nodes);
  undo.push(() => nodes.forEach((node) => node.remove()));
}

const then = (text) => make("span", { className: "then", textContent: text });

/** What a card is about, read from its way to the register: its kind (fig, law) and its name there. */
function about(card) {
  const { pathname, hash } = card.querySelector(".card-name a");
  const kind = pathname.endsWith("/law/figures/") ? "fig" : pathname.includes("/law/") && "law";
  return [kind, hash.slice(1)];
}

const figureOf = (link) => about(document.getElementById(link.hash.slice(1)))[1];

function figures(data, choice) {
  for (const link of document.querySelectorAll("a.ref-fig")) {
    const figure = data.figures[figureOf(link)];
    if (!figure || link.closest("[data-line]")) continue;
    const held = version(figure, choice.day);
    if (held.text === link.querySelector("data").textContent) continue;
    const note = then(held.text ? `（${choice.day}：${held.text}）` : `（${choice.day} ${held.missing}）`);
    link.after(note);
    undo.push(() => note.remove());
  }
}

function cards(data, choice) {
  for (const card of document.querySelectorAll(".cards > ol > li, .card-copy")) {
    const [kind, name] = about(card);
    const lines = [];
    if (kind === "fig" && data.figures[name]) {
      const held = version(data.figures[name], choice.day);
      const late = held.late ? `（截至 ${data.figures[name].confirmed} 最近核到）` : "";
      lines.push(`${choice.day}：${held.text || held.missing + held.why}${late}`);
    }
    const rule = kind === "law" ? data.rules[name] : null;
    if (rule) {
      lines.push(standing(rule, choice.day, data.today));
      if (!concerns(rule[2], choice.lender)) lines.push(`登记的放款人里没有你选的“${LENDERS[choice.lender][0]}”，先看“管谁”一栏。`);
    }
    const words = lines.filter(Boolean).join(" ");
    if (words) put(card, make("p", { className: "then" }, words, older(data, kind === "law" && choice.day < rule[0] && name)));
  }
}

function older(data, name) {
  const [label, path] = (name && data.older[name]) || [];
  if (!label) return "";
  return make("span", {}, "那时是：", make("a", { href: new URL(`../../${path}`, import.meta.url).href, textContent: label }), "。");
}

/** Tables by day: mark the reader's row. */
function rows(choice) {
  for (const row of document.querySelectorAll("tr[data-from]")) {
    if (choice.day < row.dataset.from || (row.dataset.until && choice.day > row.dataset.until)) continue;
    row.classList.add("mine");
    undo.push(() => row.classList.remove("mine"));
    put(row.querySelector("th"), make("span", { className: "then block", textContent: "你的合同" }));
  }
}

/** Tables whose cells are compared with lines: compare with the lines of the reader's day and lender instead. */
function marks(data, choice) {
  for (const table of document.querySelectorAll(".tbl")) {
    const legends = [...table.querySelectorAll("[data-line]")];
    if (legends.some((legend) => data.figures[legend.dataset.line])) remark(table, legends, data, choice);
  }
}

function remark(table, legends, data, choice) {
  const mine = choice.lender && linesOn(data, choice.lender, choice.day);
  const lines = [];
  for (const legend of legends) {
    const figure = data.figures[legend.dataset.line];
    const held = figure ? version(figure, choice.day) : {};
    const other = mine && !mine.some(([id]) => id === legend.dataset.line);
    const word = other ? "不是你这份合同的线，不标" : held.text || `${held.missing}，不标`;
    put(legend, then(` ${choice.day}：${word}。`));
    if (held.text && !other) lines.push({ value: held.value, sign: legend.dataset.sign, name: legend.dataset.name });
  }
  lines.sort((one, next) => next.value - one.value);
  for (const value of table.querySelectorAll("td > data")) {
    mark(value.parentNode, lines.find((one) => Number(value.value) > one.value));
  }
}

function mark(cell, crossed) {
  const before = cell.cloneNode(true);
  undo.push(() => cell.replaceWith(before));
  for (const old of cell.querySelectorAll(".sign, .vh")) old.remove();
  cell.classList.toggle("over", Boolean(crossed));
  if (!crossed) return;
  const sign = make("span", { className: "sign", textContent: crossed.sign });
  sign.setAttribute("aria-hidden", "true");
  cell.append(sign, make("span", { className: "vh", textContent: crossed.name }));
}

/** The lines of this contract, on pages that speak of such lines. */
function panel(data, choice) {
  const speaks = [...document.querySelectorAll("a.ref-fig, [data-line]")].some(
    (one) => data.figures[one.dataset.line || figureOf(one)]);
  if (!choice.lender || !speaks) return;
  const found = linesOn(data, choice.lender, choice.day);
  const items = (found || []).map(([id, text]) => {
    const about = data.about[id];
    const late = about.confirmed && choice.day > about.confirmed ? `截至 ${about.confirmed} 最近核到。` : "";
    return make("li", {}, make("strong", { textContent: `${text}：${about.name}` }), `（${about.role}）${late}${about.effect}${about.not}`);
  });
  const none = found ? "那天没有查到专门的利率线。" : "那么早的合同，这里没有资料，可以问律师。";
  const box = make("details", { className: "box", id: "my-lines" },
    make("summary", { textContent: "这份合同看哪几条利率线" }),
    items.length ? make("ul", {}, ...items) : make("p", { textContent: none }));
  line.after(box);
  undo.push(() => box.remove());
}

// ── The choice ──────────────────────────────────────────────────────────────────────────────────────

function clear() {
  for (const back of undo.splice(0).reverse()) back();
  delete document.documentElement.dataset.asOf;
  said.textContent = today;
}

async function versions() {
  if (!known) {
    const answer = await fetch(new URL("../../data/as-of.json", import.meta.url));
    if (!answer.ok) throw new Error(`as-of.json: ${answer.status}`);
    known = await answer.json();
  }
  return known;
}

/** The stored choice {day, lender}; null without one, or with one that cannot be read. */
function chosen() {
  const { day, lender } = get(KEY) || {};
  return DAY.test(day) ? { day, lender: LENDERS[lender] ? lender : "" } : null;
}

/** Show the version of the stored choice; without one, today's. */
export async function show() {
  const choice = chosen();
  const turn = (turns += 1);
  clear();
  if (!choice) return;
  const who = choice.lender ? `（${LENDERS[choice.lender][0]}）` : "";
  said.textContent = `正文按 ${line.dataset.day}，旁边注着 ${choice.day} 的合同${who}那时的。`;
  put(line, backToToday());
  document.documentElement.dataset.asOf = "wait";
  const data = await versions().catch(() => null);
  if (turn !== turns) return;
  delete document.documentElement.dataset.asOf;
  if (data) apply(data, choice);
  else said.textContent = `没有取到 ${choice.day} 的，下面都按 ${line.dataset.day}。`;
}

function apply(data, choice) {
  for (const part of [figures, cards, marks, panel]) part(data, choice);
  rows(choice);
}

function backToToday() {
  const button = make("button", { type: "button", className: "tool", textContent: "不注" });
  button.addEventListener("click", () => {
    remove(KEY);
    show();
    opener.focus();
  });
  return button;
}

/** Unfold the form, or fold it again. */
export function ask() {
  const open = document.getElementById("as-of-form");
  if (open) return fold(open);
  const form = formFor(chosen() || { day: "", lender: "" });
  line.after(form);
  opener.setAttribute("aria-expanded", "true");
  form.elements.day.focus();
  return undefined;
}

function fold(form) {
  form.remove();
  opener.setAttribute("aria-expanded", "false");
  opener.focus();
}

function formFor(choice) {
  const day = make("input", { type: "date", name: "day", id: "as-of-day", required: true, min: "2000-01-01", value: choice.day });
  const lender = make("select", { name: "lender", id: "as-of-lender" }, make("option", { value: "", textContent: "不清楚" }),
    ...Object.keys(LENDERS).map((key) => make("option", { value: key, textContent: LENDERS[key][1] })));
  lender.value = choice.lender;
  const status = make("p", { className: "soft small" });
  status.setAttribute("role", "status");
  const form = make("form", { id: "as-of-form", className: "box", noValidate: true },
    make("p", { className: "field" }, make("label", { htmlFor: day.id, textContent: "合同是哪天签的" }), day),
    make("p", { className: "field" }, make("label", { htmlFor: lender.id, textContent: "合同里写的放款人" }), lender),
    make("p", { className: "soft small", textContent: "只存在这台设备上，在隐私页可以清除。" }), status,
    make("p", {}, make("button", { type: "submit", className: "btn", textContent: "按这天看" })));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!DAY.test(day.value)) {
      status.textContent = "先选合同上的日期。";
      day.focus();
      return;
    }
    set(KEY, { day: day.value, lender: lender.value });
    fold(form);
    show();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") fold(form);
  });
  return form;
}
