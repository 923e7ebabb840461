/** calculators/dated.py. A day is text (2026-11-22), a parameter of the law {title, values [[since, value]], confirmed, until}. */
export const number_of = (day) => Date.parse(day) / 864e5;
export const day_of = (number) => new Date(number * 864e5).toISOString().slice(0, 10);

export class NotCovered {
  constructor(message) {
    this.message = message;
  }
}

/** The point [since, value] in force on a day. */
export function point_at({ title, values, confirmed, until }, day) {
  const first = values[0][0];
  if (day < first) throw new NotCovered(`${title}从 ${first} 起才有数据，${day} 太早`);
  if (day > (until || confirmed || day)) throw new NotCovered("");
  return values.filter(([since]) => since <= day).pop();
}

export const last_point = ({ values }) => values[values.length - 1];
export const last_value = (parameter) => last_point(parameter)[1];
