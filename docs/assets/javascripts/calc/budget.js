/** calculators/budget.py, in whole fen. */
import { add_months } from "./deadlines.js";
import { Refused } from "./fields.js";
import { fen } from "./money.js";

const LONGEST = 1200;
const SHARES = { needs: 50, wants: 30, savings: 20 };

export function affordable_payment({ income, essentials, support, reserve }) {
  const left = income - essentials - support - reserve;
  const affordable = Math.max(left, 0);
  return { affordable: fen(affordable / 100), share: income ? affordable / income : null, short: fen(Math.max(-left, 0) / 100) };
}

export function monthly_budget(form) {
  const rows = form.stage === "recovered" ? by_share(form) : by_need(form);
  const buckets = rows.map(({ name, amount, planned, left }) => ({
    name,
    amount: fen(amount / 100),
    planned: fen(planned / 100),
    left: fen(left / 100),
  }));
  return { buckets, short: fen(buckets.reduce((sum, { left }) => sum + Math.max(-left, 0), 0)) };
}

function by_share({ income, essentials, minimum, reserve }) {
  const planned = [
    ["必需（含最低还款）", "needs", essentials + minimum],
    ["想要的", "wants", 0],
    ["储蓄和多还款", "savings", reserve],
  ];
  return planned.map(([name, share, wanted]) => {
    const amount = (income * SHARES[share]) / 100;
    return { name, amount, planned: wanted, left: amount - wanted };
  });
}

function by_need({ income, essentials, minimum, reserve }) {
  let left = income;
  const rows = [
    ["必需", essentials],
    ["还款", minimum],
    ["应急", reserve],
  ].map(([name, wanted]) => {
    const amount = Math.min(left, wanted);
    left -= amount;
    return { name, amount, planned: wanted, left: amount - wanted };
  });
  return [...rows, { name: "其他和多还款", amount: left, planned: 0, left }];
}

export function emergency_fund({ essentials, months: wanted, saved, monthly, start }, { words: { refused } }) {
  const target = essentials * wanted;
  const missing = Math.max(target - saved, 0);
  const months = Math.ceil(missing / monthly);
  if (months > LONGEST) throw new Refused("monthly", refused.century);
  const reached = start ? add_months(start, months) : null;
  return { target: fen(target / 100), missing: fen(missing / 100), months, reached };
}
