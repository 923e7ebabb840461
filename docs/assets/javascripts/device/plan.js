/**
 * Paying off several debts: calculators/payoff.py under its names, for the reader's own list. Amounts in yuan, rates as
 * fractions a year; months are counted from now and interest accrues monthly before each payment.
 */
const LONGEST = 1200;
const MOST = 30;
export const VERSION = 1;
export const FORMAT = "zj:debts";

/** Which debt comes first: sued or secured, then the dearest, then the smallest; gives indices. */
export function advised(debts) {
  const urgent = ({ sued, secured }) => (sued || secured ? 0 : 1);
  return indices(debts).sort((i, j) => urgent(debts[i]) - urgent(debts[j]) || debts[j].rate - debts[i].rate || debts[i].balance - debts[j].balance);
}

/**
 * Pay the least on every debt and the rest of the monthly budget on one target after the other.
 * @param order "avalanche", "snowball" or indices in the reader's own order
 * @returns {{months, interest, balances}|null} balances after each month (0 = now); null when it never ends
 */
export function pay_down(debts, budget, order) {
  let balances = debts.map((debt) => debt.balance);
  const history = [balances];
  let paid = 0;
  while (balances.some((balance) => balance > 0)) {
    if (history.length > LONGEST) return null;
    balances = balances.map((balance, i) => balance * (1 + debts[i].rate / 12));
    const payments = split(debts, balances, budget, order);
    paid += payments.reduce((sum, one) => sum + one, 0);
    balances = balances.map((balance, i) => (balance - payments[i] > 1e-7 ? balance - payments[i] : 0));
    history.push(balances);
  }
  return { months: history.length - 1, interest: paid - debts.reduce((sum, debt) => sum + debt.balance, 0), balances: history };
}

function split(debts, balances, budget, order) {
  const payments = debts.map((debt, i) => Math.min(debt.minimum, balances[i]));
  let spare = budget - payments.reduce((sum, one) => sum + one, 0);
  for (const i of targets(debts, balances, order)) {
    const more = Math.max(0, Math.min(spare, balances[i] - payments[i]));
    payments[i] += more;
    spare -= more;
  }
  return payments;
}

function targets(debts, balances, order) {
  if (Array.isArray(order)) return order;
  const dearest = (i, j) => debts[j].rate - debts[i].rate || balances[i] - balances[j];
  const smallest = (i, j) => balances[i] - balances[j] || debts[j].rate - debts[i].rate;
  return indices(debts).sort(order === "avalanche" ? dearest : smallest);
}

function indices(debts) {
  return debts.map((_, i) => i);
}

/** The month after which a debt is paid off. */
export function cleared(plan, index) {
  return plan.balances.findIndex((balances) => balances[index] === 0);
}

/** What is left for debts, and by how much the needs exceed the income. */
export function affordable_payment({ income, essentials, support, reserve }) {
  const left = income - essentials - support - reserve;
  return { affordable: Math.max(left, 0), short: Math.max(-left, 0) };
}

/** What can be offered to each lender each month: the least payments first where they fit, else by the size of the debts. */
export function offers(debts, budget) {
  if (!debts.length) return [];
  const needed = debts.reduce((sum, debt) => sum + debt.minimum, 0);
  const owed = debts.reduce((sum, debt) => sum + debt.balance, 0);
  if (budget < needed) return debts.map((debt) => (owed ? (budget * debt.balance) / owed : 0));
  const first = advised(debts)[0];
  return debts.map((debt, i) => Math.min(debt.balance, debt.minimum + (i === first ? budget - needed : 0)));
}

const TEXTS = ["name", "lender", "balance", "rate", "minimum", "days"];
const FLAGS = ["sued", "secured", "reported"];
const BUDGET = ["income", "essentials", "support", "reserve"];

/** The reader's list as saved: known fields only, texts of bounded length. */
export function listOf(given) {
  const text = (value) => (value === undefined || value === null ? "" : String(value).slice(0, 200));
  const debts = Array.isArray(given?.debts) ? given.debts.filter((one) => one && typeof one === "object").slice(0, MOST) : [];
  return {
    budget: Object.fromEntries(BUDGET.map((name) => [name, text(given?.budget?.[name])])),
    debts: debts.map((one) => ({
      ...Object.fromEntries(TEXTS.map((name) => [name, text(one[name])])),
      ...Object.fromEntries(FLAGS.map((name) => [name, one[name] === true])),
    })),
  };
}

/** The reader's own file, and reading it back: {list} or {message}. */
export function toFile(list, day) {
  return JSON.stringify({ format: FORMAT, version: VERSION, exported: day, ...listOf(list) }, null, 1);
}

export function fromFile(text) {
  let data;
  try {
    data = JSON.parse(text);
  } catch (error) {
    return { message: "读不懂：请选从本站导出的文件，或者整段粘贴导出的文字。" };
  }
  if (data && data.format === "zj:1") data = { format: FORMAT, ...(data.values || {}).debts };
  if (!data || data.format !== FORMAT || !Array.isArray(data.debts)) return { message: "这不是本站的收支和还款文件，没有导入。" };
  if (!(data.version <= VERSION)) return { message: "这个文件的版本比这一页新，或者没有写版本。请先联网刷新这一页，再导入。" };
  return { list: listOf(data) };
}
