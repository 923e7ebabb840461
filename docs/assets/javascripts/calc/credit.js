/** calculators/credit.py. */
import { last_value } from "./dated.js";
import { add_years } from "./deadlines.js";
import { Refused } from "./fields.js";
import { fen } from "./money.js";

export function record_end({ settled }, { law }) {
  const years = last_value(law["credit-record-years"]);
  return { end: settled && add_years(settled, years), running: settled !== null, years };
}

export function repair_check({ overdue_from, amount, settled }, { law, words }) {
  if (settled && settled < overdue_from) throw new Refused("settled", words.refused.settled);
  const [limit, first, last, paid_by] = ["amount", "overdue-from", "overdue-to", "paid-by"].map((name) => last_value(law[`credit-repair-${name}`]));
  const in_window = first <= overdue_from && overdue_from <= last;
  const small_enough = amount <= limit * 100;
  const settled_in_time = settled !== null && settled <= paid_by;
  const meets = in_window && small_enough && settled_in_time;
  return { in_window, small_enough, settled_in_time, meets, limit: fen(limit), last_payment: paid_by };
}
