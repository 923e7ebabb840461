/** calculators/consolidation.py. */
import { NoRate } from "./cashflow.js";
import { unless } from "./fields.js";
import { level_payment, real_rate, schedule } from "./instalment.js";
import { fen } from "./money.js";
import { compound_annual, simple_annual } from "./rates.js";

const add = (amounts) => amounts.reduce((sum, amount) => sum + amount, 0);

export function consolidation(form, page) {
  const old = form.loans.map(({ balance, rate, periods }) => level_payment(balance / 100, rate / 1200, periods));
  const principal = add(form.loans.map((loan) => loan.balance / 100));
  const fee = form.fee / 100;
  const plan = schedule("level", principal, form.rate / 1200, form.periods);
  const real = unless(NoRate, "fee", () => page.words.refused.fee, () => real_rate(principal - fee, plan));
  const old_total = fen(add(old.map((payment, i) => payment * form.loans[i].periods)));
  const new_total = fen(plan[0].payment * form.periods + fee);
  const warning = "已经逾期时，正规的新贷款很难批；声称能批的先核对资质，不要先交钱。";
  return {
    old_total,
    new_total,
    saved: fen(old_total - new_total),
    old_monthly: fen(add(old)),
    new_monthly: fen(plan[0].payment),
    new_simple_annual: simple_annual(real, 12),
    new_compound_annual: compound_annual(real, 12),
    worthwhile: Number(new_total) < Number(old_total),
    notes: [...page.answer.notes, ...(form.overdue ? [warning] : [])],
  };
}
