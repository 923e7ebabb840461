/**
 * Reading a form: calculators/fields.py. What a field takes, and every sentence about what it
 * does not take, come from the page, which has them from Python.
 */
import { narrow, parse_amount, parse_number, parse_percent } from "./money.js";

/** An input that cannot be used: the field (`rows.0.day` in a row) and the sentence that stands beside it. */
export class Refused {
  constructor(field, message) {
    this.field = field;
    this.message = message;
  }
}

const FLAGS = { "是": true, true: true, yes: true, "否": false, false: false, no: false };
const two = (digits) => digits.padStart(2, "0");

function whole(text) {
  const number = Number(parse_number(text.trim().replace(/[个期天月年次日人岁]+$/, "")));
  if (!Number.isInteger(number)) throw Number.isFinite(number) ? "whole" : "range";
  return number;
}

function day(text) {
  const found = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$|^(\d{4})(\d{2})(\d{2})$/.exec(narrow(text));
  if (!found) throw "day";
  const [year, month, date] = found.slice(1).filter(Boolean);
  const iso = `${year}-${two(month)}-${two(date)}`;
  if (!new Date(Date.UTC(year, month - 1, date)).toISOString().startsWith(iso)) throw "calendar";
  return iso;
}

function clock(text) {
  const found = /^(\d{1,2}):(\d{2})$/.exec(narrow(text));
  if (!found || found[1] > 23 || found[2] > 59) throw "clock";
  return `${two(found[1])}:${found[2]}`;
}

function flag(text) {
  const answer = FLAGS[String(text).trim().toLowerCase()];
  if (answer === undefined) throw "flag";
  return answer;
}

const PARSE = {
  amount: parse_amount,
  percent: parse_percent,
  whole,
  day,
  clock,
  flag,
  choice(text, field) {
    if (!(text in field.choices)) throw "choice";
    return text;
  },
  words(text, field) {
    if ([...text].length > field.most) throw "long";
    return text;
  },
};

/** A limit in the unit in which the field is read. */
const limit = (kind, text) => (kind === "amount" ? Math.round(text * 100) : kind === "day" ? text : Number(text));

function value(field, text) {
  const found = PARSE[field.kind](text, field);
  if ("low" in field && (found < limit(field.kind, field.low) || found > limit(field.kind, field.high))) throw "range";
  return found;
}

/** Of a field that was not given: what Python takes then. */
function missing(field) {
  if (!("default" in field)) throw "missing";
  const given = field.default;
  return given === null || typeof given !== "number" || field.kind !== "amount" ? given : given * 100;
}

/** Read what was typed: {values, refusals [Refused]}, refusals in the order of the fields. Empty means not given. */
export function read(fields, typed, before = "") {
  const values = {};
  const refusals = [];
  for (const field of fields) {
    const place = before + field.name;
    const given = typed[field.name];
    try {
      if (field.kind === "rows" && given) values[field.name] = rows(field, given, place, refusals);
      else values[field.name] = given === undefined || given === null || given === "" ? missing(field) : value(field, given);
    } catch (key) {
      if (typeof key !== "string") throw key;
      refusals.push(new Refused(place, field.says[key]));
    }
  }
  return { values, refusals };
}

function rows(field, given, place, refusals) {
  const found = given.map((row, at) => read(field.rows, row, `${place}.${at}.`));
  const wrong = found.filter((row) => row.refusals.length);
  if (found.length - wrong.length > field.most || (!wrong.length && found.length < field.least)) throw "rows";
  for (const row of wrong) refusals.push(...row.refusals);
  return found.map((row) => row.values);
}
