/** calculators/instalment.py: yuan, fractions per period; nothing is rounded. */
import { timed_irr } from "./cashflow.js";

export const METHODS = ["level", "equal-principal", "interest-first", "flat", "bullet"];

export const discount = (rate, periods) => Math.exp(-periods * Math.log1p(rate));

export const annuity = (rate, periods) => (rate === 0 ? periods : -Math.expm1(-periods * Math.log1p(rate)) / rate);

export const level_payment = (principal, rate, periods) => principal / annuity(rate, periods);

export function schedule(method, principal, rate, periods) {
  const owed = balances(method, principal, rate, periods);
  const due = interests(method, owed, rate, periods);
  return due.map((interest, k) => {
    const repaid = owed[k] - owed[k + 1];
    return { number: k + 1, principal: repaid, interest, payment: repaid + interest, balance: owed[k + 1] };
  });
}

function balances(method, principal, rate, periods) {
  const payment = level_payment(principal, rate, periods);
  return Array.from({ length: periods + 1 }, (_, k) => {
    if (k === 0) return principal;
    if (k === periods) return 0;
    if (method === "level") return payment * annuity(rate, periods - k);
    return method === "equal-principal" || method === "flat" ? (principal * (periods - k)) / periods : principal;
  });
}

function interests(method, owed, rate, periods) {
  return owed.slice(1).map((_, k) => {
    if (method === "bullet") return k === periods - 1 ? owed[0] * rate * periods : 0;
    return owed[method === "flat" ? 0 : k] * rate;
  });
}

export const real_rate = (received, plan) => timed_irr([[0, received], ...plan.map(({ number, payment }) => [number, -payment])]);
