/**
 * <debt-plan>: what is left for debts, which comes first, what each way of paying takes, side by side. Everything is worked
 * out on the device. Without this module the page is a table to print.
 */
import { get, remove, set } from "./store.js";
import { irr } from "./calc/cashflow.js";
import { parse_amount, parse_percent, show_amount } from "./calc/money.js";
import { askToKeep, backupPanel, firstSave, reminder } from "./device/backup.js";
import { today } from "./device/day.js";
import { button, dataOf, field, make, select, statusLine, tick } from "./device/dom.js";
import { fileName, save } from "./device/files.js";
import { csv } from "./device/log.js";
import { advised, affordable_payment, cleared, fromFile, listOf, offers, pay_down, toFile } from "./device/plan.js";

const KEY = "debts";
const MOST = 30;
const BUDGET = [
  ["income", "每月到手收入", "工资、摆摊、救济，都算"],
  ["essentials", "必需支出", "房租、吃饭、水电、交通、看病"],
  ["support", "赡养、抚养", "老人、孩子每月要用的，没算进上一栏的"],
  ["reserve", "留作应急", "一两百也行"],
];
const PLANS = [["avalanche", "先还年化最高的"], ["snowball", "先还余额最小的"], ["own", "按我自己排的"]];
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

class DebtPlan extends HTMLElement {
  connectedCallback() {
    if (this.data) return;
    this.data = dataOf("debts-data");
    const saved = get(KEY);
    Object.assign(this, listOf(saved));
    this.kept = Boolean(saved);
    this.marks = { exported: saved?.exported || "", changed: saved?.changed || "" };
    this.build();
    this.show();
  }

  build() {
    this.top = make("div", {});
    this.status = statusLine();
    this.money = Object.fromEntries(BUDGET.map(([name]) => [name, make("input", { type: "text", inputMode: "decimal", value: this.budget[name] })]));
    for (const name of Object.keys(this.money)) this.money[name].addEventListener("change", () => this.budgeted());
    this.left = make("div", { aria: { role: "status" } });
    this.results = make("div", {});
    this.replaceChildren(this.top, make("div", { className: "box" }, make("p", { className: "box-title", textContent: "一、先留生活费" }),
      ...BUDGET.map(([name, label, hint]) => field(`${label}（元/月）`, this.money[name], hint)), this.left), this.form(), this.results, this.backup());
  }

  form() {
    const text = (properties = {}) => make("input", { type: "text", ...properties });
    this.inputs = {
      name: text(), lender: select([["", "不清楚"], ...Object.entries(this.data.lenders)]), balance: text({ inputMode: "decimal" }),
      rate: text({ inputMode: "decimal" }), minimum: text({ inputMode: "decimal" }), days: text({ inputMode: "numeric" }),
    };
    this.flags = { sued: make("input", { type: "checkbox" }), secured: make("input", { type: "checkbox" }), reported: make("input", { type: "checkbox" }) };
    this.addButton = button("加进清单", () => this.add(), "btn main");
    this.heading = make("p", { className: "box-title", textContent: "二、一笔一笔写" });
    const { name, lender, balance, rate, minimum, days } = this.inputs;
    return make("div", { className: "box entry-form" }, this.heading, field("欠谁的", name, "放款机构或平台"), field("是哪一类", lender),
      field("还欠多少（元）", balance, "例：12000"), field("年化（%）", rate, "看合同、App；免息的填 0"), this.backwards(),
      field("每月最低还多少（元）", minimum, "没有就填 0"), field("逾期几天", days, "没有逾期填 0"),
      tick("已经被起诉，或收到支付令", this.flags.sued), tick("有抵押或担保人", this.flags.secured), tick("上了征信", this.flags.reported),
      make("p", { className: "actions" }, this.addButton), this.status);
  }

  /** The yearly rate from cash flows: the monthly rate of return times twelve, so that charges hidden in the instalments count. */
  backwards() {
    const given = Object.fromEntries(["received", "payment", "periods"].map((name) => [name, make("input", { type: "text", inputMode: "decimal" })]));
    const said = statusLine();
    const work = () => {
      const rate = rateOf(...Object.values(given).map(({ value }) => amount(value)));
      if (rate === null) return (said.textContent = "算不出：三个数都要填，每月还的加起来要比到手的多。");
      this.inputs.rate.value = String(number(rate * 100));
      return (said.textContent = `年化约 ${this.inputs.rate.value}%（单利，每月收益率乘 12），填进上面了。`);
    };
    return make("details", {}, make("summary", { textContent: "不知道年化？用还款倒推" }), field("到手多少（元）", given.received, "放款时扣掉的不算"),
      field("每月还多少（元）", given.payment, "担保费、会员费也算进去"), field("一共几期", given.periods), make("p", { className: "actions" }, button("算出年化", work)), said);
  }

  budgeted() {
    for (const name of Object.keys(this.money)) this.budget[name] = this.money[name].value;
    this.changed();
  }

  add() {
    const debt = {};
    for (const [key, input] of Object.entries(this.inputs)) debt[key] = input.value.trim();
    debt.days = debt.days.normalize("NFKC").replace(/\s*天$/, "");
    for (const [key, input] of Object.entries(this.flags)) debt[key] = input.checked;
    const fault = this.fault(debt);
    if (fault) return this.say(fault);
    if (this.editing === undefined && this.debts.length >= MOST) return this.say(`最多写 ${MOST} 笔，小的可以合成一笔。`);
    if (this.editing === undefined) this.debts.push(debt);
    else this.debts[this.editing] = debt;
    this.blank();
    this.changed();
    return this.say(`记下了，一共 ${this.debts.length} 笔。`);
  }

  /** What cannot be read, in words. */
  fault(debt) {
    if (!debt.name) return "请写欠谁的。";
    if (!(amount(debt.balance) > 0)) return "还欠多少：要写成数字，如 12000。";
    if (!debt.rate || !(percent(debt.rate) >= 0 && percent(debt.rate) <= 1000)) return "年化：要写成数字，如 18；免息的填 0，不知道的用还款倒推。";
    if (!(amount(debt.minimum || "0") >= 0)) return "每月最低还多少：要写成数字，没有就填 0。";
    if (!/^\d{0,5}$/.test(debt.days)) return "逾期几天：要写成整数，没有逾期填 0。";
    return "";
  }

  blank() {
    delete this.editing;
    for (const input of Object.values(this.inputs)) input.value = "";
    for (const input of Object.values(this.flags)) input.checked = false;
    this.addButton.textContent = "加进清单";
    this.heading.textContent = "二、一笔一笔写";
  }

  edit(index) {
    this.editing = index;
    for (const [key, input] of Object.entries(this.inputs)) input.value = this.debts[index][key];
    for (const [key, input] of Object.entries(this.flags)) input.checked = this.debts[index][key];
    this.addButton.textContent = "改好了";
    this.heading.textContent = `改第 ${index + 1} 笔`;
    this.inputs.name.focus();
  }

  move(index, by) {
    const [debt] = this.debts.splice(index, 1);
    this.debts.splice(index + by, 0, debt);
    this.blank();
    this.changed();
    this.say(`${debt.name}，现在排第 ${index + by + 1}。`);
  }

  drop(index) {
    const [debt] = this.debts.splice(index, 1);
    this.blank();
    this.changed();
    this.say(`${debt.name}，删掉了。`);
  }

  say(words) {
    this.status.textContent = words;
  }

  // ── Keeping ──

  changed() {
    this.marks.changed = this.marks.changed || today();
    if (this.kept) this.write();
    this.show();
  }

  write() {
    const { ok, message } = set(KEY, { version: 1, budget: this.budget, debts: this.withOffers(), ...this.marks });
    if (!ok) this.say(`${message}内容还在这一页上，请马上导出。`);
    return { ok, message };
  }

  /** The debts as they are kept: with plain figures for the letters: what is owed, what can be offered each month. */
  withOffers() {
    const worked = this.read();
    const parts = offers(worked, this.spare().affordable);
    return this.debts.map((debt, i) => ({ ...debt, owed: String(number(worked[i].balance)), offer: parts[i] ? String(number(parts[i])) : "" }));
  }

  /** The debts in figures. */
  read() {
    return this.debts.map((debt) => ({ ...debt, balance: amount(debt.balance) || 0, rate: (percent(debt.rate) || 0) / 100, minimum: amount(debt.minimum || "0") || 0 }));
  }

  /** What is left for debts. */
  spare() {
    return affordable_payment(Object.fromEntries(BUDGET.map(([name]) => [name, amount(this.budget[name] || "0") || 0])));
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
    const { list, message } = fromFile(text);
    if (message) return message;
    Object.assign(this, list);
    for (const name of Object.keys(this.money)) this.money[name].value = this.budget[name];
    this.blank();
    this.changed();
    return `导入 ${this.debts.length} 笔，原来的换掉了。`;
  }

  clear() {
    remove(KEY);
    Object.assign(this, listOf(null), { kept: false, marks: { exported: "", changed: "" } });
    for (const input of Object.values(this.money)) input.value = "";
    this.blank();
    this.show();
    this.say("已全部清除，这台设备上不再留有这些内容。");
  }

  // ── What is shown ──

  /** What of the budget is no number, in words; with one of them nothing is worked out. */
  unread() {
    const wrong = BUDGET.filter(([name]) => this.budget[name].trim() && !(amount(this.budget[name]) >= 0));
    for (const [name] of BUDGET) this.money[name].setAttribute("aria-invalid", String(wrong.some(([one]) => one === name)));
    return wrong.map(([, label]) => make("p", { className: "warn", textContent: `${label}：要写成数字，如 3000。` }));
  }

  show() {
    this.remind();
    const unread = this.unread();
    const { affordable, short } = this.spare();
    this.left.replaceChildren(...unread, ...(this.budget.income && !unread.length ? [make("p", { className: "answer-line", textContent: short
      ? `必需的钱还差 ${show_amount(short)}。先保吃住和看病，这个月不用勉强还。`
      : `每月能拿来还的：${show_amount(affordable)}。` })] : []));
    this.worked = this.read();
    const some = this.debts.length > 0;
    this.results.replaceChildren(...(some && !this.kept ? [firstSave(() => this.keep())] : []), ...(some ? [this.list(), ...(unread.length ? [] : [this.plans(affordable), this.papers(affordable)])] : []));
  }

  remind() {
    const { words, urgent } = reminder(this.marks);
    this.top.replaceChildren(...(this.debts.length && words ? [make("p", { className: urgent ? "box warning warn due" : "soft small", textContent: words })] : []));
  }

  list() {
    const first = advised(this.worked);
    const rows = this.debts.map((debt, i) => make("li", {}, make("p", {}, make("strong", { textContent: debt.name }), `　${show_amount(this.worked[i].balance)}，年化 ${debt.rate || 0}%，每月利息约 ${show_amount((this.worked[i].balance * this.worked[i].rate) / 12)}`),
      make("p", { className: "small", textContent: facts(debt, this.data.lenders) }),
      make("p", { className: "actions" }, ...[["改", () => this.edit(i)], ["删", () => this.drop(i)], ...(i ? [["往前", () => this.move(i, -1)]] : []), ...(i + 1 < this.debts.length ? [["往后", () => this.move(i, 1)]] : [])]
        .map(([word, act]) => named(button(word, act, "tool"), `${word}：${debt.name}`)))));
    const order = first.map((i) => make("li", {}, make("strong", { textContent: this.debts[i].name }), `　${reason(this.debts[i])}`));
    return make("section", { aria: { "aria-label": "清单" } }, make("h3", { textContent: `我的 ${this.debts.length} 笔（合计 ${show_amount(total(this.worked))}）` }),
      make("ol", { className: "entries" }, ...rows), make("h3", { textContent: "三、建议的先后" }), make("ol", {}, ...order));
  }

  plans(budget) {
    const section = make("section", { aria: { "aria-label": "还法和报价" } }, make("h3", { textContent: "四、几种还法，并排看" }));
    const needed = this.worked.reduce((sum, debt) => sum + debt.minimum, 0);
    if (budget <= 0) section.append(make("p", { className: "warn", textContent: "现在没有余钱还债。先办低保、临时救助，和放款机构说明情况，不要借新还旧。" }));
    else if (budget < needed) section.append(make("p", { className: "warn", textContent: `每月能还 ${show_amount(budget)}，各笔最低还款加起来要 ${show_amount(needed)}，不够。不要借新还旧；按下面的数去谈，请对方书面答复。` }));
    else section.append(...this.compare(budget));
    if (budget > 0) section.append(this.offered(budget));
    return section;
  }

  compare(budget) {
    const found = PLANS.map(([key, name]) => ({ name, plan: pay_down(this.worked, budget, key === "own" ? this.worked.map((_, i) => i) : key) }));
    const ending = found.filter(({ plan }) => plan);
    if (!found[0].plan) return [this.never(budget)]; // the dearest first is the cheapest: the others end no sooner
    const row = (name, say) => [name, ...found.map(({ plan }) => (plan ? say(plan) : "还不清"))];
    const rows = [
      row("多少个月", (plan) => `${plan.months} 个月`),
      row("哪年哪月还清", (plan) => monthAfter(plan.months)),
      row("一共的利息", (plan) => show_amount(plan.interest)),
      row("一共要付", (plan) => show_amount(plan.interest + total(this.worked))),
      ...this.debts.map((debt, i) => row(debt.name, (plan) => `第 ${cleared(plan, i)} 个月`)),
    ];
    const notes = ending.length < found.length ? [make("p", { className: "warn", textContent: "写着“还不清”的还法，一百年也还不完：利息比还的钱长得快，换一种。" })] : [];
    return [table("几种还法", ["", ...found.map(({ name }) => name)], rows), ...notes, chart(ending), table("每年还剩多少", ...yearly(ending))];
  }

  /** Why no way of paying ends: the interest of now eats the budget, or it takes more than a century. */
  never(budget) {
    const interest = this.worked.reduce((sum, debt) => sum + (debt.balance * debt.rate) / 12, 0);
    const why = budget > interest ? "照这样要还一百年以上。" : `照这个数还不清：现在每月利息就要 ${show_amount(interest)}，欠款只会越来越多。`;
    return make("p", { className: "warn", textContent: `${why}先谈降息费、延长期数，或请法律援助看看。` });
  }

  offered(budget) {
    const parts = offers(this.worked, budget);
    return table("可以报给各家的每月还款", ["欠谁的", "每月"], this.debts.map((debt, i) => [debt.name, show_amount(parts[i])]));
  }

  papers(budget) {
    return make("section", { className: "take-along", aria: { "aria-label": "带走" } }, make("h3", { textContent: "带走" }), make("p", { className: "actions" },
      button("打印", () => print()),
      button("存成表格（CSV）", () => this.say(save(fileName(`收支-${today()}`, "csv"), "text/csv;charset=utf-8", csv(this.rows(budget))))),
      button("存成 Excel", async () => this.say(await this.excel(budget)))));
  }

  /** The list with what can be offered, for a spreadsheet. */
  rows(budget) {
    const parts = offers(this.worked, budget);
    return [["欠谁的", "哪一类", "还欠（元）", "年化（%）", "每月最低（元）", "逾期天数", "被起诉", "有担保", "上征信", "可以报的每月还款（元）"],
      ...this.debts.map((debt, i) => [debt.name, this.data.lenders[debt.lender] || "", number(this.worked[i].balance), number(this.worked[i].rate * 100), number(this.worked[i].minimum), debt.days,
        debt.sued ? "是" : "", debt.secured ? "是" : "", debt.reported ? "是" : "", number(parts[i])])];
  }

  async excel(budget) {
    try {
      const { fetched, excelFile } = await import("./device/office.js");
      return save(fileName(`收支-${today()}`, "xlsx"), XLSX, excelFile(await fetched(this.dataset.template), this.rows(budget)));
    } catch (error) {
      return "Excel 文件没有做成（可能断网了）。请先用“存成表格（CSV）”。";
    }
  }

  backup() {
    const panel = backupPanel({
      name: "收支",
      file: () => toFile(this, today()),
      take: (text) => this.take(text),
      done: () => this.exported(),
    });
    return make("section", { className: "take-along", aria: { "aria-label": "导出和清除" } }, make("h3", { textContent: "导出、导入、清除" }), panel, make("p", { className: "actions" }, button("全部清除", () => this.clear())));
  }
}

/** Yuan, or NaN. */
function amount(text) {
  try {
    return parse_amount(text) / 100;
  } catch (error) {
    return NaN;
  }
}

/** Percent, or NaN; nothing is zero. */
function percent(text) {
  try {
    return text ? parse_percent(text) : 0;
  } catch (error) {
    return NaN;
  }
}

/** The yearly rate, as a fraction, of a loan paid back in equal months; null where there is none. */
function rateOf(received, payment, periods) {
  if (!(received > 0 && payment > 0 && Number.isInteger(periods) && periods <= 360 && payment * periods >= received)) return null;
  return irr([received, ...Array(periods).fill(-payment)]) * 12;
}

const number = (value) => Math.round(value * 100) / 100;
const total = (worked) => worked.reduce((sum, debt) => sum + debt.balance, 0);
const reason = (debt) => [debt.sued && "已被起诉，有时限", debt.secured && "有担保，关系到抵押物和担保人"].filter(Boolean).join("；") || "按年化从高到低";

function facts(debt, lenders) {
  const parts = [lenders[debt.lender], debt.days && debt.days !== "0" && `逾期 ${debt.days} 天`, debt.sued && "已被起诉", debt.secured && "有担保", debt.reported && "上了征信"];
  return parts.filter(Boolean).join("；");
}

/** The month that lies so many months after this one. */
function monthAfter(months) {
  const [year, month] = today().split("-").map(Number);
  const count = year * 12 + month - 1 + months;
  return `${Math.floor(count / 12)} 年 ${(count % 12) + 1} 月`;
}

function yearly(found) {
  const longest = Math.max(...found.map(({ plan }) => plan.months));
  const steps = Array.from({ length: Math.ceil(longest / 12) + 1 }, (_, i) => Math.min(i * 12, longest)).slice(0, 31);
  const left = (plan, month) => show_amount((plan.balances[month] || [0]).reduce((sum, one) => sum + one, 0));
  return [["", ...found.map(({ name }) => name)], steps.map((month) => [month ? `第 ${month} 个月` : "现在", ...found.map(({ plan }) => left(plan, month))])];
}

/** A table in a region of its own, row heads staying in view. */
function table(name, head, rows) {
  const cells = (row, tag) => row.map((words, i) => make(i && tag === "th" ? "th" : i ? "td" : "th", { scope: i ? "col" : "row", textContent: words }));
  const top = head.map((words) => (words ? make("th", { scope: "col", textContent: words }) : make("td", {})));
  const body = rows.map((row) => make("tr", {}, ...cells(row, "td").map((cell, i) => {
    if (i) cell.removeAttribute("scope");
    return cell;
  })));
  const made = make("table", { className: "n" }, make("caption", {}, make("div", { className: "cap" }, make("strong", { textContent: name }))), make("thead", {}, make("tr", {}, ...top)), make("tbody", {}, ...body));
  return make("div", { className: "scroll", tabIndex: 0, aria: { role: "region", "aria-label": name } }, made);
}

const WIDTH = 320;
const HEIGHT = 180;

/** What is left over time, a line for each way of paying; the table under it says the same. */
function chart(found) {
  const longest = Math.max(1, ...found.map(({ plan }) => plan.months));
  const sums = found.map(({ plan }) => plan.balances.map((balances) => balances.reduce((sum, one) => sum + one, 0)));
  const most = Math.max(...sums.map((line) => line[0]));
  const svg = part("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT + 24}`, class: "plan-chart", role: "img", "aria-label": `余额随时间变化：${found.map(({ name, plan }) => `${name} ${plan.months} 个月还清`).join("；")}` });
  svg.append(part("line", { x1: 0, y1: HEIGHT, x2: WIDTH, y2: HEIGHT, class: "axis" }));
  sums.forEach((line, at) => {
    const points = line.map((sum, month) => `${((month / longest) * WIDTH).toFixed(1)},${(HEIGHT - (sum / most) * (HEIGHT - 10)).toFixed(1)}`);
    svg.append(part("polyline", { points: points.join(" "), class: `line-${at}` }));
  });
  svg.append(part("text", { x: 0, y: HEIGHT + 18 }, "现在"), part("text", { x: WIDTH, y: HEIGHT + 18, "text-anchor": "end" }, `第 ${longest} 个月`));
  const key = make("ul", { className: "plan-key small" }, ...found.map(({ name }, at) => make("li", { className: `key-${at}`, textContent: name })));
  return make("figure", {}, svg, make("figcaption", {}, key));
}

function part(tag, attributes, words = "") {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const name of Object.keys(attributes)) element.setAttribute(name, attributes[name]);
  element.textContent = words;
  return element;
}

function named(control, words) {
  control.setAttribute("aria-label", words);
  return control;
}

customElements.define("debt-plan", DebtPlan);
