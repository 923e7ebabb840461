/** 这笔钱真实利率多少: calculators/real_rate.py. */
import { NoRate, timed_irr, xirr } from "./cashflow.js";
import { number_of } from "./dated.js";
import { Refused } from "./fields.js";
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

function rate_of(find, field, page) {
  try {
    return find();
  } catch (error) {
    if (error instanceof NoRate) throw new Refused(field, page.words.no_rate[error.reason]);
    throw error;
  }
}

export const monthly_rate = (form) => both(form.rate / 100);

export function daily_rate(form) {
  const days = Number(form.days_per_year);
  const rates = both(form.rate / 100, days);
  return { ...rates, simple_monthly: rates.simple_annual / 12 };
}

export function instalment_irr(form, page) {
  const received = (form.received - form.fee_upfront) / 100;
  if (received <= 0) throw new Refused("fee_upfront", "放款时另付的费用要小于到账金额");
  const first = form.first_days ? form.first_days / PERIOD_DAYS[form.every] : 1;
  const due = Array(form.periods).fill((form.payment + form.fee) / 100);
  due[due.length - 1] += form.fee_end / 100;
  const rate = rate_of(() => timed_irr([[0, received], ...due.map((amount, k) => [first + k, -amount])]), "payment", page);
  return {
    ...both(rate, PER_YEAR[form.every]),
    period_rate: rate,
    total_paid: fen(add(due) + form.fee_upfront / 100),
    total_cost: fen(add(due) - received),
  };
}

export function dated_irr(form, page) {
  const signed = form.flows.map((flow) => [number_of(flow.day), (flow.direction === "in" ? flow.amount : -flow.amount) / 100]);
  const rate = rate_of(() => xirr(signed), "flows", page);
  const amounts = signed.map(([, amount]) => amount);
  return {
    simple_annual: nominal_from_effective(rate, 12),
    compound_annual: rate,
    total_received: fen(add(amounts.filter((amount) => amount > 0))),
    total_paid: fen(-add(amounts.filter((amount) => amount < 0))),
    first_day: form.flows.map((flow) => flow.day).sort()[0],
    convention: "复利年化按实际天数 ÷ 365 折算；单利年化 = 折合每月的利率 × 12。两个都列出，不能混着比。",
  };
}

export function flat_fee(form) {
  const [principal, quoted] = [form.principal / 100, form.rate / 100];
  const plan = schedule("flat", principal, quoted, form.periods);
  const rate = real_rate(principal, plan);
  return {
    ...both(rate),
    payment: fen(plan[0].payment),
    total_fee: fen(add(plan.map((period) => period.interest))),
    quoted_annual: simple_annual(quoted, 12),
    period_rate: rate,
  };
}

export function repayment_methods(form, page) {
  const [principal, rate] = [form.principal / 100, form.rate / 100];
  const plan_of = (method) => schedule(method, principal, rate, form.periods);
  return {
    methods: METHODS.map((method) => method_row(method, principal, plan_of(method), page)),
    schedule: plan_of(form.detail).map(({ number, payment, principal: repaid, interest, balance }) => ({
      number,
      payment: fen(payment),
      principal: fen(repaid),
      interest: fen(interest),
      balance: fen(balance),
    })),
  };
}

function method_row(method, principal, plan, page) {
  return {
    method,
    name: page.words.methods[method],
    first_payment: fen(plan[0].payment),
    last_payment: fen(plan[plan.length - 1].payment),
    total_interest: fen(add(plan.map((period) => period.interest))),
    ...both(real_rate(principal, plan)),
  };
}

export function withheld_interest(form, page) {
  const real = (form.contract - form.withheld) / 100;
  if (real <= 0) throw new Refused("withheld", "扣掉的钱要小于合同本金");
  const payment = form.payment / 100;
  const due = Array.from({ length: form.periods }, (_, k) => [k + 1, -payment]);
  const rate = rate_of(() => timed_irr([[0, real], ...due]), "payment", page);
  const promised = rate_of(() => timed_irr([[0, form.contract / 100], ...due]), "payment", page);
  return {
    ...both(rate),
    real_principal: fen(real),
    period_rate: rate,
    contract_simple_annual: simple_annual(promised, 12),
    total_cost: fen(payment * form.periods - real),
  };
}

export function short_loan(form) {
  const [received, repaid] = [form.received / 100, form.repaid / 100];
  return {
    simple_annual: single_simple(received, repaid, form.days),
    compound_annual: single_compound(received, repaid, form.days),
    cost: fen(repaid - received),
    daily_rate: (repaid / received - 1) / form.days,
  };
}
