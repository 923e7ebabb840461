/** calculators/caps.py. The lines as they stand, with names and meanings, are in the page. */
import { NotCovered, day_of, last_point, last_value, number_of, point_at } from "./dated.js";

export const cutover = ({ law }) => last_value(law["private-lending-cutover"]);

export function lines(lender, contract, page) {
  const held = page.words.lines;
  const since = (id) => (contract >= held[id].since ? [held[id]] : []);
  if (lender === "private") return private_lending(contract, page);
  if (lender === "unlicensed") {
    const four = contract >= cutover(page) ? [four_times(contract, page)] : [];
    return [...four, ...since("criminal-lending-rate")];
  }
  if (lender === "microloan") return since("microloan-cost-line").flatMap((line) => [line, target(contract, page)]);
  return [...(lender === "assist" ? since("assist-cost-line") : []), held["court-reduction-24"]];
}

/** The value of an open series on a day, the last confirmed one after it ends: [since, value], and whether it is late. */
function latest(id, day, { law }) {
  const late = day > law[id].confirmed;
  return [late ? last_point(law[id]) : point_at(law[id], day), late];
}

function four_times(day, page) {
  const id = "private-lending-cap";
  const [[since, rate], to_check] = latest(id, day, page);
  return { ...page.words.lines[id], since, rate, to_check };
}

function target(contract, page) {
  const id = "microloan-cost-target";
  const [[, rate], to_check] = latest("lpr-1y", contract, page);
  return { ...page.words.lines[id], rate: rate * last_value(page.law[id]), to_check };
}

function private_lending(contract, page) {
  if (contract >= cutover(page)) return [four_times(contract, page)];
  const old = ["private-lending-old-24", "private-lending-old-36"].map((id) => page.words.lines[id]);
  if (contract < old[0].since) throw new NotCovered(page.words.too_early);
  return old;
}

export function segments(contract, filed, page) {
  const first = cutover(page);
  if (contract >= first) return [[contract, null, private_lending(contract, page)]];
  return [
    [contract, day_of(number_of(first) - 1), private_lending(contract, page)],
    [first, null, [four_times(filed, page)]],
  ];
}
