/** calculators/offer.py. */
import { irr } from "./cashflow.js";
import { annuity } from "./instalment.js";
import { fen } from "./money.js";
import { compound_annual, simple_annual } from "./rates.js";

export function compare_offers(form) {
  const [payment, lump, owed] = [form.payment / 100, form.lump / 100, form.owed / 100];
  const value = payment * annuity(form.rate / 100, form.periods);
  const total = payment * form.periods;
  const difference = fen(fen(value) - lump);
  const equal = irr([lump, ...Array(form.periods).fill(-payment)]);
  return {
    instalment_total: fen(total),
    instalment_value: fen(value),
    lump: fen(lump),
    difference,
    cheaper: difference > 0 ? "一次性结清" : difference < 0 ? "分期" : "一样",
    instalment_reduction: fen(owed - total),
    lump_reduction: fen(owed - lump),
    equal_simple_annual: simple_annual(equal, 12),
    equal_compound_annual: compound_annual(equal, 12),
  };
}
