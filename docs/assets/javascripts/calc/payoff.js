/** calculators/payoff.py. */
import { Refused } from "./fields.js";
import { annuity, discount } from "./instalment.js";
import { fen } from "./money.js";

const ORDERS = ["avalanche", "snowball"];
const LONGEST = 1200;
const NEVER = Symbol("not paid off within LONGEST months");

const add = (amounts) => amounts.reduce((sum, amount) => sum + amount, 0);

function months_to_clear(balance, rate, payment) {
  if (payment <= balance * rate) return NEVER;
  return rate === 0 ? balance / payment : -Math.log1p((-balance * rate) / payment) / Math.log1p(rate);
}

function last_payment(balance, rate, payment, months) {
  const left = balance - payment * annuity(rate, months - 1);
  return (left / discount(rate, months - 1)) * (1 + rate);
}

function pay_down(debts, budget, order) {
  let balances = debts.map((debt) => debt.balance);
  const cleared = balances.map((balance) => (balance ? null : 0));
  let paid = 0;
  let months = 0;
  while (balances.some(Boolean)) {
    if (months >= LONGEST) return NEVER;
    months += 1;
    balances = balances.map((balance, i) => balance * (1 + debts[i].rate / 12));
    const payments = payments_of(debts, balances, budget, order);
    paid += add(payments);
    balances = balances.map((balance, i) => rest_of(balance - payments[i]));
    balances.forEach((balance, i) => {
      if (cleared[i] === null && !balance) cleared[i] = months;
    });
  }
  return { months, interest: paid - add(debts.map((debt) => debt.balance)), cleared };
}

const rest_of = (balance) => (balance > 1e-7 ? balance : 0);

function payments_of(debts, balances, budget, order) {
  const payments = debts.map((debt, i) => Math.min(debt.minimum, balances[i]));
  let spare = budget - add(payments);
  for (const i of targets(debts, balances, order)) {
    const more = Math.max(0, Math.min(spare, balances[i] - payments[i]));
    payments[i] += more;
    spare -= more;
  }
  return payments;
}

function targets(debts, balances, order) {
  const dearest = (i, j) => debts[j].rate - debts[i].rate;
  const smallest = (i, j) => balances[i] - balances[j];
  const [first, second] = order === "avalanche" ? [dearest, smallest] : [smallest, dearest];
  return [...debts.keys()].sort((i, j) => first(i, j) || second(i, j));
}

export function debt_order(form, page) {
  const debts = form.debts.map(({ balance, rate, minimum }) => ({ balance: balance / 100, rate: rate / 100, minimum: minimum / 100 }));
  const needed = add(form.debts.map((debt) => debt.minimum));
  if (form.budget < needed) {
    throw new Refused("budget", page.words.refused.minimum.replace("{}", fen(needed / 100)));
  }
  const plans = ORDERS.map((order) => pay_down(debts, form.budget / 100, order));
  const [avalanche, snowball] = plans;
  if (avalanche === NEVER) {
    const { never, century } = page.words.refused;
    const interest = fen(add(debts.map((debt) => (debt.balance * debt.rate) / 12)));
    throw new Refused("budget", form.budget / 100 > interest ? century : never.replace("{}", interest));
  }
  const urgent = ({ sued, secured }) => (sued || secured ? 0 : 1);
  const before = (one, other) => urgent(one) - urgent(other) || other.rate - one.rate || one.balance - other.balance;
  const advised = [...debts.keys()].sort((i, j) => before(form.debts[i], form.debts[j]));
  return {
    debts: advised.map((i) => ({
      name: form.debts[i].name,
      reason: reason_of(form.debts[i]),
      monthly_interest: fen((debts[i].balance * debts[i].rate) / 12),
      avalanche_month: avalanche.cleared[i],
      snowball_month: snowball.cleared ? snowball.cleared[i] : null,
    })),
    plans: ORDERS.map((order, i) => ({ order, name: page.words.orders[order], ...cost_of(plans[i]) })),
    saved: snowball === NEVER ? null : fen(fen(snowball.interest) - fen(avalanche.interest)),
  };
}

const cost_of = (plan) => (plan === NEVER ? { months: null, interest: null } : { months: plan.months, interest: fen(plan.interest) });

const reason_of = ({ sued, secured }) => [sued && "已被起诉", secured && "有担保"].filter(Boolean).join("、") || "按年化从高到低";

export function payoff_time(form, { words: { refused } }) {
  const [balance, rate, payment] = [form.balance / 100, form.rate / 1200, form.payment / 100];
  const exact = months_to_clear(balance, rate, payment);
  const first = fen(balance * rate);
  if (exact === NEVER) throw new Refused("payment", refused.never.replace("{}", first));
  const months = Math.ceil(exact - 1e-9);
  if (months > LONGEST) throw new Refused("payment", refused.century);
  const last = last_payment(balance, rate, payment, months);
  return {
    months_exact: exact,
    months,
    last_payment: fen(last),
    total_interest: fen(payment * (months - 1) + last - balance),
    first_interest: first,
    schedule: schedule_of(balance, rate, payment, last, months),
  };
}

function schedule_of(balance, rate, payment, last, months) {
  const rows = [];
  let left = balance;
  for (let number = 1; number <= months; number += 1) {
    const interest = left * rate;
    const paid = number < months ? payment : last;
    left = number < months ? left + interest - paid : 0;
    rows.push({ number, payment: fen(paid), principal: fen(paid - interest), interest: fen(interest), balance: fen(left) });
  }
  return rows;
}
