/** calculators/cashflow.py, line by line; its comments say why. A flow is [time in periods, amount received]. */
const MAX_SIGN_CHANGES = 12;
const FARTHEST = 690;
const NOTHING = 1e-11;
const differ = (one, other) => one > 0 !== other > 0;

export class NoRate {
  constructor(reason) {
    this.reason = reason;
  }
}

export const irr = (amounts) => timed_irr(amounts.map((amount, time) => [time, amount]));

export function xirr(flows, basis = 365) {
  const start = Math.min(...flows.map(([day]) => day));
  return timed_irr(flows.map(([day, amount]) => [(day - start) / basis, amount]));
}

export function timed_irr(flows) {
  let found = all_rates(flows);
  if (found.length > 1) {
    const terms = merged(flows);
    const costs = terms.reduce((sum, [, amount]) => sum + amount, 0) * terms[0][1] < 0;
    found = found.filter((rate) => rate > 0 && costs);
  }
  if (found.length !== 1) throw new NoRate("several");
  return found[0];
}

export function all_rates(flows) {
  const terms = merged(flows);
  const changes = sign_changes(terms);
  if (changes === 0 || changes > MAX_SIGN_CHANGES) throw new NoRate(changes ? "several" : "no-sign-change");
  const found = roots(terms);
  if (!found.length) throw new NoRate("not-bracketed");
  return found.map(Math.expm1);
}

/** Chandrupatla 1997. */
export function find_root(value, low, high) {
  let [a, b] = [high, low];
  let [fa, fb] = [value(a), value(b)];
  let [c, fc] = [a, fa];
  let step = 0.5;
  for (let turn = 0; turn < 200; turn += 1) {
    const x = a + step * (b - a);
    const fx = value(x);
    [c, fc, b, fb] = differ(fx, fa) ? [b, fb, a, fa] : [a, fa, b, fb];
    [a, fa] = [x, fx];
    const best = Math.abs(fa) < Math.abs(fb) ? a : b;
    const tolerance = b !== c ? (4e-16 * Math.abs(best) + 1e-17) / Math.abs(b - c) : 1;
    if (tolerance > 0.5 || fa === 0 || fb === 0) break;
    step = Math.min(1 - tolerance, Math.max(tolerance, next_step(a, b, c, fa, fb, fc)));
  }
  return Math.abs(fa) < Math.abs(fb) ? a : b;
}

function next_step(a, b, c, fa, fb, fc) {
  const xi = (a - b) / (c - b);
  const phi = (fa - fb) / (fc - fb);
  if (phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi) {
    return ((fa / (fb - fa)) * fc) / (fb - fc) + (((((c - a) / (b - a)) * fa) / (fc - fa)) * fb) / (fc - fb);
  }
  return 0.5;
}

function merged(flows) {
  const sums = new Map();
  for (const [time, amount] of flows) sums.set(time, (sums.get(time) || 0) + amount);
  return [...sums].filter(([, amount]) => amount !== 0).sort((one, other) => one[0] - other[0]);
}

function sign_changes(terms) {
  return terms.filter((term, i) => i && differ(terms[i - 1][1], term[1])).length;
}

function value_at(terms, y) {
  const reference = y >= 0 ? terms[0][0] : terms[terms.length - 1][0];
  let total = 0;
  for (const [time, amount] of terms) total += amount * Math.exp((reference - time) * y);
  return total;
}

function roots(terms) {
  if (sign_changes(terms) === 1) return [...outer_root(terms, 0, -1), ...outer_root(terms, 0, 1)];
  const turning = turning_points(terms);
  const last = turning.length - 1;
  const scale = terms.reduce((sum, [, amount]) => sum + Math.abs(amount), 0);
  const values = turning.map((y) => value_at(terms, y));
  const zeros = values.map((value) => Math.abs(value) <= NOTHING * scale);
  const found = turning.filter((_, i) => zeros[i]);
  for (let i = 1; i <= last; i += 1) {
    if (differ(values[i - 1], values[i]) && !zeros[i - 1] && !zeros[i]) found.push(find_root((y) => value_at(terms, y), turning[i - 1], turning[i]));
  }
  if (!zeros[0]) found.push(...outer_root(terms, last < 0 ? 0 : turning[0], -1));
  if (!zeros[last]) found.push(...outer_root(terms, last < 0 ? 0 : turning[last], 1));
  return found.sort((one, other) => one - other);
}

function turning_points(terms) {
  const first = terms.findIndex((term, i) => i && differ(terms[i - 1][1], term[1]));
  const shift = (terms[first - 1][0] + terms[first][0]) / 2;
  return roots(terms.map(([time, amount]) => [time, amount * (shift - time)]));
}

function outer_root(terms, start, direction) {
  const end_sign = (direction > 0 ? terms[0] : terms[terms.length - 1])[1] > 0;
  const here = value_at(terms, start);
  if (here === 0) return direction > 0 ? [start] : [];
  if (here > 0 === end_sign) return [];
  let width = 0.1;
  let low = start;
  while (Math.abs(low) < FARTHEST) {
    const high = Math.max(-FARTHEST, Math.min(FARTHEST, low + direction * width));
    if (value_at(terms, high) > 0 === end_sign) return [find_root((y) => value_at(terms, y), low, high)];
    [low, width] = [high, width * 2];
  }
  return [];
}
