/** calculators/overdue.py. */
import { fen } from "./money.js";
import { compound_annual } from "./rates.js";

const SENSELESS = 1e13;
const ORDER = ["fees", "interest", "principal"];
const AGREED = ["principal", "fees", "interest"];

const simple_growth = (principal, annual, days) => (principal * annual * days) / 365;

/** Interest that is added to the debt every month; null where it is beyond all sense. */
function monthly_growth(principal, annual, days) {
  const months = Math.floor((days * 12) / 365 + 1e-9);
  const growth = compound_annual(annual / 12, months);
  if (growth === null) return null;
  const rest = days - (months * 365) / 12;
  const interest = principal * growth + simple_growth(principal * (1 + growth), annual, rest);
  return interest < SENSELESS ? interest : null;
}

export function overdue_growth(form) {
  const { days } = form;
  const [principal, rate, penalty] = [form.principal / 100, form.rate / 100, form.penalty / 100];
  const total = simple_growth(principal, rate + penalty, days);
  const compound = monthly_growth(principal, rate + penalty, days);
  return {
    per_day: fen(simple_growth(principal, rate + penalty, 1)),
    interest: fen(simple_growth(principal, rate, days)),
    penalty: fen(simple_growth(principal, penalty, days)),
    total: fen(total),
    owed: fen(principal + total),
    compound_total: compound === null ? null : fen(compound),
    curve: curve_days(days).map((day) => growth_row(principal, rate + penalty, day)),
  };
}

function curve_days(days, points = 12) {
  const step = Math.ceil(days / points);
  return [...Array(Math.ceil(days / step)).keys()].map((at) => at * step).concat(days);
}

function growth_row(principal, annual, day) {
  const compound = monthly_growth(principal, annual, day);
  return {
    day,
    simple: fen(principal + simple_growth(principal, annual, day)),
    compound: compound === null ? null : fen(principal + compound),
  };
}

export function payment_allocation(form) {
  const order = form.principal_first ? AGREED : ORDER;
  let left = form.payment;
  let owed = 0;
  const rank = (debt) => (debt.due ? 0 : 2) + (debt.secured ? 1 : 0);
  const debts = [...form.debts].sort((one, other) => rank(one) - rank(other));
  const rows = debts.map((debt) => {
    const row = { name: debt.name };
    let rest = 0;
    for (const part of order) {
      const counted = Math.min(left, debt[part]);
      left -= counted;
      rest += debt[part] - counted;
      row[part] = fen(counted / 100);
    }
    owed += rest;
    return { ...row, left: fen(rest / 100) };
  });
  return { rows, left: fen(owed / 100), over: fen(left / 100) };
}
