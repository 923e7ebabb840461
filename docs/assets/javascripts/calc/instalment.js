/** Repayment plans: calculators/instalment.py. Yuan, rates as fractions per period, times in periods; nothing is rounded. */
import { timed_irr } from "./cashflow.js";

export const METHODS = ["level", "equal-principal", "interest-first", "flat", "bullet"];

/** (1 + rate)^-periods */
export const discount = (rate, periods) => Math.exp(-periods * Math.log1p(rate));

/** The value today of 1 at the end of each period. */
export const annuity = (rate, periods) => (rate === 0 ? periods : -Math.expm1(-periods * Math.log1p(rate)) / rate);

export const level_payment = (principal, rate, periods) => principal / annuity(rate, periods);

/** [{number, principal, interest, payment, balance}] */
export function schedule(method, principal, rate, periods) {
  const owed = balances(method, principal, rate, periods);
  const due = interests(method, owed, rate, periods);
  return due.map((interest, k) => {
    const repaid = owed[k] - owed[k + 1];
    return { number: k + 1, principal: repaid, interest, payment: repaid + interest, balance: owed[k + 1] };
  });
}

/** The principal owed after 0, 1 … `periods` payments. */
function balances(method, principal, rate, periods) {
  const after = (balance) => Array.from({ length: periods + 1 }, (_, k) => (k === 0 ? principal : k === periods ? 0 : balance(k)));
  if (method === "level") {
    const payment = level_payment(principal, rate, periods);
    return after((k) => payment * annuity(rate, periods - k));
  }
  return after(method === "equal-principal" || method === "flat" ? (k) => (principal * (periods - k)) / periods : () => principal);
}

function interests(method, owed, rate, periods) {
  return Array.from({ length: periods }, (_, k) => {
    if (method === "bullet") return k === periods - 1 ? owed[0] * rate * periods : 0;
    return owed[method === "flat" ? 0 : k] * rate;
  });
}

/** The rate per period that a plan costs on what was really received. */
export const real_rate = (received, plan) => timed_irr([[0, received], ...plan.map(({ number, payment }) => [number, -payment])]);
