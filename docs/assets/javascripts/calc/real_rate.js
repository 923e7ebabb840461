/** calculators/real_rate.py. */
import { NoRate, timed_irr, xirr } from "./cashflow.js";
import { Refused, unless } from "./fields.js";
import { METHODS, real_rate, schedule } from "./instalment.js";
import { fen } from "./money.js";
import { compound_annual, nominal_from_effective, simple_annual, single_compound, single_simple } from "./rates.js";

const PER_YEAR = { month: 12, "two-weeks": 26, week: 52 };
const PERIOD_DAYS = { month: 30, "two-weeks": 14, week: 7 };

const both = (rate, periods = 12) => ({
  simple_annual: simple_annual(rate, periods),
  compound_annual: compound_annual(rate, periods),
});
const add = (amounts) => amounts.reduce((sum, amount) => sum + amount, 0);
const rate_of = (field, { words }, find) => unless(NoRate, field, ({ reason }) => words.no_rate[reason], find);

export const monthly_rate = (form) => both(form.rate / 100);

export function daily_rate(form) {
  const rates = both(form.rate / 100, Number(form.days_per_year));
  return { ...rates, simple_monthly: rates.simple_annual / 12 };
}

export function instalment_irr(form, page) {
  const received = (form.received - form.fee_upfront) / 100;
  if (received <= 0) throw new Refused("fee_upfront", page.words.refused.fee_upfront);
  const first = form.first_days ? form.first_days / PERIOD_DAYS[form.every] : 1;
  const due = Array(form.periods).fill((form.payment + form.fee) / 100);
  due[due.length - 1] += form.fee_end / 100;
  const rate = rate_of("payment", page, () => timed_irr([[0, received], ...due.map((amount, k) => [first + k, -amount])]));
  return {
    ...both(rate, PER_YEAR[form.every]),
    period_rate: rate,
    total_paid: fen(add(due) + form.fee_upfront / 100),
    total_cost: fen(add(due) - received),
  };
}

export function dated_irr({ flows }, page) {
  const signed = flows.map(({ day, direction, amount }) => [Date.parse(day) / 864e5, (direction === "in" ? amount : -amount) / 100]);
  const rate = rate_of("flows", page, () => xirr(signed));
  const amounts = signed.map(([, amount]) => amount);
  return {
    simple_annual: nominal_from_effective(rate, 12),
    compound_annual: rate,
    total_received: fen(add(amounts.filter((amount) => amount > 0))),
    total_paid: fen(-add(amounts.filter((amount) => amount < 0))),
    first_day: flows.map(({ day }) => day).sort()[0],
  };
}

export function flat_fee(form) {
  const [principal, quoted] = [form.principal / 100, form.rate / 100];
  const plan = schedule("flat", principal, quoted, form.periods);
  const rate = real_rate(principal, plan);
  return {
    ...both(rate),
    payment: fen(plan[0].payment),
    total_fee: fen(add(plan.map(({ interest }) => interest))),
    quoted_annual: simple_annual(quoted, 12),
    period_rate: rate,
  };
}

export function repayment_methods(form, { words }) {
  const principal = form.principal / 100;
  const plan_of = (method) => schedule(method, principal, form.rate / 100, form.periods);
  return {
    methods: METHODS.map((method) => ({ method, name: words.methods[method], ...method_row(principal, plan_of(method)) })),
    schedule: plan_of(form.detail).map(({ number, ...amounts }) =>
      Object.entries(amounts).reduce((row, [name, amount]) => ({ ...row, [name]: fen(amount) }), { number }),
    ),
  };
}

const method_row = (principal, plan) => ({
  first_payment: fen(plan[0].payment),
  last_payment: fen(plan[plan.length - 1].payment),
  total_interest: fen(add(plan.map(({ interest }) => interest))),
  ...both(real_rate(principal, plan)),
});

export function withheld_interest(form, page) {
  const real = (form.contract - form.withheld) / 100;
  if (real <= 0) throw new Refused("withheld", page.words.refused.withheld);
  const payment = form.payment / 100;
  const due = Array.from({ length: form.periods }, (_, k) => [k + 1, -payment]);
  const of = (principal) => rate_of("payment", page, () => timed_irr([[0, principal], ...due]));
  const rate = of(real);
  return {
    ...both(rate),
    real_principal: fen(real),
    period_rate: rate,
    contract_simple_annual: simple_annual(of(form.contract / 100), 12),
    total_cost: fen(payment * form.periods - real),
  };
}

export function short_loan({ received: fen_received, repaid: fen_repaid, days }) {
  const [received, repaid] = [fen_received / 100, fen_repaid / 100];
  return {
    simple_annual: single_simple(received, repaid, days),
    compound_annual: single_compound(received, repaid, days),
    cost: fen(repaid - received),
    daily_rate: (repaid / received - 1) / days,
  };
}
