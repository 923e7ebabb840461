/** calculators/fields.py: reads what was typed by the page's description of the form, which holds every sentence too. */
import { narrow, parse_amount, parse_number, parse_percent } from "./money.js";

export class Refused {
  constructor(field, message) {
    this.field = field;
    this.message = message;
  }
}

/** Give what `find` gives; what it throws of the class `Wrong` is refused with the sentence that `say` makes of it. */
export function unless(Wrong, field, say, find) {
  try {
    return find();
  } catch (error) {
    throw error instanceof Wrong ? new Refused(field, say(error)) : error;
  }
}

const FLAGS = { "是": true, "否": false };
const two = (digits) => digits.padStart(2, "0");

const PARSE = {
  amount: parse_amount,
  percent: parse_percent,
  whole(text) {
    const number = Number(parse_number(text.trim().replace(/[个期天月年次日人岁]+$/, "")));
    if (number % 1) throw "whole";
    return number;
  },
  day(text) {
    const found = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$|^(\d{4})(\d{2})(\d{2})$/.exec(narrow(text));
    if (!found) throw "day";
    const [year, month, date] = found.slice(1).filter(Boolean);
    const day = `${year}-${two(month)}-${two(date)}`;
    if (!new Date(Date.UTC(year, month - 1, date)).toISOString().startsWith(day)) throw "calendar";
    return day;
  },
  clock(text) {
    const [, hour, minute] = /^(\d{1,2}):(\d{2})$/.exec(narrow(text)) || [];
    if (!hour || hour > 23 || minute > 59) throw "clock";
    return `${two(hour)}:${minute}`;
  },
  flag(text) {
    if (!(text.trim() in FLAGS)) throw "flag";
    return FLAGS[text.trim()];
  },
  choice(text, { choices }) {
    if (!(text in choices)) throw "choice";
    return text;
  },
  words(text, { most }) {
    if ([...text].length > most) throw "long";
    return text;
  },
};

function value(field, text) {
  const { kind, low, high } = field;
  const found = PARSE[kind](text, field);
  const limit = (edge) => (kind === "amount" ? Math.round(edge * 100) : kind === "day" ? edge : Number(edge));
  if (low !== undefined && !(limit(low) <= found && found <= limit(high))) throw "range";
  return found;
}

function missing({ kind, default: given }) {
  if (given === undefined) throw "missing";
  return kind === "amount" && given ? given * 100 : given;
}

/** {values, refusals} of what was typed, in the order of the fields. Empty means not given. */
export function read(fields, typed, before = "") {
  const values = {};
  const refusals = [];
  for (const field of fields) {
    const given = typed[field.name];
    const place = before + field.name;
    try {
      if (given === undefined || given === "") values[field.name] = missing(field);
      else if (field.rows) values[field.name] = rows(field, given, place, refusals);
      else values[field.name] = value(field, given);
    } catch (sentence) {
      if (typeof sentence !== "string") throw sentence;
      refusals.push(new Refused(place, field.says[sentence]));
    }
  }
  return { values, refusals };
}

function rows({ rows: inner, least, most }, given, place, refusals) {
  const found = given.map((row, at) => read(inner, row, `${place}.${at}.`));
  const wrong = found.filter((row) => row.refusals.length);
  if (found.length - wrong.length > most || (!wrong.length && found.length < least)) throw "rows";
  refusals.push(...wrong.flatMap((row) => row.refusals));
  return found.map((row) => row.values);
}
