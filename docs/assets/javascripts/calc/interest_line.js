/** calculators/interest_line.py. */
import { cutover, lines, segments } from "./caps.js";
import { NoRate, irr } from "./cashflow.js";
import { NotCovered, last_value, point_at } from "./dated.js";
import { Refused, unless } from "./fields.js";
import { fen, half_up } from "./money.js";
import { compound_annual, simple_annual } from "./rates.js";

const told = ({ role, rate, ...line }, { words }) => ({ ...line, role: words.roles[role], rate: rate / 100 });
const covered = (find) => unless(NotCovered, "contract", ({ message }) => message, find);
const basis_of = (found, ...more) => [...new Set([...found.flatMap((line) => line.basis), ...more])];

const notes_of = (found, { words }) => [...words.safe, ...(found.some(({ to_check }) => to_check) ? [words.said.late] : [])];
const rate_of = (received, payment, periods, { words }) =>
  unless(NoRate, "payment", ({ reason }) => words.no_rate[reason], () => irr([received, ...Array(periods).fill(-payment)]));
const exceeds = (rate, line) => half_up(rate * 100, 2) > half_up(line * 100, 2);

export function private_lending(form, page) {
  const { "lpr-1y": lpr, "private-lending-multiple": multiple } = page.law;
  const { cap_notes, old_contract, said } = page.words;
  const { confirmed } = lpr;
  const to_check = form.contract > confirmed;
  const [lpr_since, rate] = covered(() => point_at(lpr, to_check ? confirmed : form.contract));
  const applies = form.contract >= cutover(page);
  return {
    lpr: rate / 100,
    multiple: last_value(multiple),
    cap: (rate * last_value(multiple)) / 100,
    applies,
    lpr_since,
    confirmed,
    to_check,
    basis: [...multiple.basis, "private-lending-29", ...(applies ? [] : ["private-lending-31"])],
    notes: [...cap_notes, ...(applies ? [] : [old_contract]), ...(to_check ? [said.late] : [])],
  };
}

export function which_line(form, page) {
  const found = covered(() => lines(form.lender, form.contract, page));
  const none = found.length ? [] : [page.words.said.none];
  return {
    lines: found.map((line) => told(line, page)),
    basis: basis_of(found, ...page.words.extra_basis[form.lender], "civil-code-680-1"),
    notes: [...notes_of(found, page), ...none, ...page.words.notes[form.lender]],
  };
}

export function total_cost(form, page) {
  const { words } = page;
  const fee = (form.guarantee + form.service + form.insurance) / 100;
  const payment = form.payment / 100;
  const net = (form.received - form.membership) / 100;
  if (net <= 0) throw new Refused("membership", words.refused.membership);
  const rate = rate_of(net, payment + fee, form.periods, page);
  const bare = rate_of(form.received / 100, payment, form.periods, page);
  const [simple, compound] = [simple_annual(rate, 12), compound_annual(rate, 12)];
  const found = covered(() => lines(form.lender, form.contract, page));
  return {
    simple_annual: simple,
    compound_annual: compound,
    interest_simple_annual: simple_annual(bare, 12),
    total_cost: fen((payment + fee) * form.periods - net),
    total_fees: fen(fee * form.periods + form.membership / 100),
    lines: found.map((line) => compared(told(line, page), simple, compound)),
    basis: basis_of(found, ...page.answer.basis, ...words.extra_basis[form.lender]),
    notes: [...notes_of(found, page), ...words.notes[form.lender]],
  };
}

const compared = (row, simple, compound) => ({
  ...row,
  simple_over: exceeds(simple, row.rate),
  compound_over: compound === null || exceeds(compound, row.rate),
});

export function excess_interest(form, page) {
  const line = form.cap === null ? chosen(form, page) : null;
  const cap = (line ? line.rate : form.cap) / 100;
  const allowed = fen(form.stretches.reduce((sum, { balance, days }) => sum + ((balance / 100) * cap * days) / 365, 0));
  const found = line ? [line] : [];
  return {
    cap,
    line: line && told(line, page),
    allowed,
    paid: fen(form.paid / 100),
    excess: fen(Math.max(0, form.paid / 100 - allowed)),
    basis: basis_of(found, "civil-code-680-1"),
    notes: [...notes_of(found, page), page.words.said.last],
  };
}

function chosen(form, page) {
  const found = covered(() => lines(form.lender, form.contract, page)).filter(({ role }) => role === "court" || role === "supervision");
  if (!found.length) throw new Refused("cap", page.words.refused.cap);
  return found.find(({ role }) => role === "court") || found[0];
}

export function penalty_test(form, page) {
  const hundredths = form.loss * (100 + last_value(page.law["liquidated-damages-excess"]));
  const over = form.agreed * 100 - hundredths;
  return { threshold: fen(hundredths / 1e4), too_high: over > 0, over: fen(Math.max(over, 0) / 1e4) };
}

export function timeline(form, page) {
  const earliest = cutover(page);
  if (form.filed < form.contract || form.filed < earliest) throw new Refused("filed", page.words.refused.filed);
  const found = covered(() => segments(form.contract, form.filed, page));
  const all = found.flatMap(([, , held]) => held);
  return {
    segments: found.map(([since, until, held]) => ({ since, until, lines: held.map((line) => told(line, page)) })),
    basis: basis_of(all, "private-lending-31"),
    notes: [...notes_of(all, page), page.words.said.last],
  };
}
