/**
 * Days, and values that change on days: calculators/dated.py and the calendar it rests on. A day is text (2026-11-22): such
 * days compare like dates. A parameter of the law is {title, values [[since, value]], confirmed, until, basis}.
 */
const DAY = 86400000;

/** Days as numbers that follow each other, and back. */
export const number_of = (day) => Date.parse(`${day}T00:00Z`) / DAY;
export const day_of = (number) => new Date(number * DAY).toISOString().slice(0, 10);

/** A day for which there is no value; the message says why. */
export class NotCovered {
  constructor(message) {
    this.message = message;
  }
}

/** The point [since, value] in force on a day; throws NotCovered outside the covered days. */
export function point_at({ title, values, confirmed, until }, day) {
  const first = values[0][0];
  if (day < first) throw new NotCovered(`${title}从 ${first} 起才有数据，${day} 太早`);
  if (until && day > until) throw new NotCovered(`${title}只用到 ${until}，${day} 已经不适用`);
  if (confirmed && day > confirmed) throw new NotCovered(`${title}只核到 ${confirmed}，${day} 的数值要重新核对`);
  return values.filter(([since]) => since <= day).pop();
}

export const last_point = ({ values }) => values[values.length - 1];
export const last_value = (parameter) => last_point(parameter)[1];
