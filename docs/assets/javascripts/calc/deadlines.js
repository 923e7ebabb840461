/** calculators/deadlines.py, calculators/holidays.py. */
import { NotCovered, day_of, last_value, number_of, point_at } from "./dated.js";
import { unless } from "./fields.js";

const WEEKDAYS = "日一二三四五六";
const LONGEST_REST = 14;

/** The same day `months` later, or the last day of that month where it has no such day. */
export function add_months(day, months) {
  const [year, month, date] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + months, 0));
  last.setUTCDate(Math.min(date, last.getUTCDate()));
  return last.toISOString().slice(0, 10);
}

export const add_years = (day, years) => add_months(day, 12 * years);

const weekday = (day) => new Date(day).getUTCDay();
const covers = ({ since, until }, day) => since <= day && day <= until;

function is_rest(holidays, day) {
  if (holidays.rest.some(([since, until]) => since <= day && day <= until)) return true;
  return weekday(day) % 6 === 0 && !holidays.work.includes(day);
}

function next_working_day(holidays, day) {
  let found = day;
  while (is_rest(holidays, found)) found = day_of(number_of(found) + 1);
  return found;
}

function deadline(served, parameter, page, notes) {
  const rule = page.law[parameter];
  const { holidays } = page;
  const days = unless(NotCovered, "served", ({ message }) => message, () => point_at(rule, served)[1]);
  const nominal = day_of(number_of(served) + days);
  const last_day = next_working_day(holidays, nominal);
  const earliest = !(covers(holidays, nominal) && covers(holidays, last_day));
  const known = `法定休假日只有 ${holidays.since} 到 ${holidays.until} 的资料`;
  const check = `${known}，这里只顺延了周末：最早是这一天，请再核对法定休假日。`;
  return {
    last_day,
    weekday: `星期${WEEKDAYS[weekday(last_day)]}`,
    nominal,
    days,
    rolled: last_day !== nominal,
    earliest,
    basis: [...rule.basis, "cpl-85-86"],
    notes: [...page.answer.notes, ...(earliest ? [check] : []), ...notes, "别等最后一天；以法院通知为准。"],
  };
}

export const defence_deadline = (form, page) =>
  deadline(form.served, "defence-days", page, [
    "从收到起诉状副本算，不是从收到短信或传票算；管辖异议也在这段时间里提。",
    "小额诉讼的答辩期由法院定，看通知。",
  ]);

export const payment_order_deadline = (form, page) =>
  deadline(form.served, "payment-order-objection-days", page, ["要书面提出，并且针对债务本身；只说没钱、想延期，或者口头说，都不算。"]);

export function limitation(form, page) {
  const years = last_value(page.law["limitation-years"]);
  const limit = (day) => next_working_day(page.holidays, add_years(day, years));
  let [start, end] = [form.due, limit(form.due)];
  let [interrupted, renewed] = [false, false];
  const events = [...form.events].sort((one, other) => (one.day > other.day) - (one.day < other.day));
  const rows = events.map(({ day, kind }) => {
    const [counts, effect] = effect_of(day, kind, form.due, end);
    if (counts) {
      interrupted = interrupted || day <= end;
      renewed = renewed || day > end;
      [start, end] = [day, limit(day)];
    }
    return { day, name: page.words.events[kind], effect, end };
  });
  const earliest = !covers(page.holidays, end);
  const unknown = !form.as_of || (earliest && end < form.as_of && form.as_of <= day_of(number_of(end) + LONGEST_REST));
  const expired = unknown ? null : form.as_of > end;
  const { early, longest } = page.words.said;
  const notes = [
    ...page.answer.notes,
    ...(form.due < page.law["limitation-years"].values[0][0] ? [early] : []),
    ...(end > add_years(form.due, last_value(page.law["limitation-longest-years"])) ? [longest] : []),
  ];
  return { notes, start, end, interrupted, renewed_after_end: renewed, expired, earliest, events: rows };
}

function effect_of(day, kind, due, end) {
  if (day <= due) return [false, "还没到期，不影响"];
  if (day <= end) return [true, "中断，重新算"];
  if (kind === "promise") return [true, "已过时效后又答应还，可能不能再用时效抗辩"];
  if (kind === "payment") return [false, "已过时效后自愿还的，不能要回；其余部分看有没有答应还"];
  return [false, "已过时效，不再中断"];
}
