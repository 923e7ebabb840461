"""这笔钱真实利率多少: what a loan costs per year, whatever it is called.

Rates of the answers are fractions (0.24 is 24 %), always in both conventions.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from calculators import cashflow, fields, instalment, rates
from calculators.cashflow import NoRateError
from calculators.fields import Amount, Answer, Date, Fen, Form, Percent, RefusedError, Row, Whole, figure
from calculators.instalment import METHODS, Method
from calculators.parameters import Law

Every = Literal["month", "two-weeks", "week"]
EVERY: dict[Every, str] = {"month": "每月", "two-weeks": "每两周", "week": "每周"}
PER_YEAR: dict[Every, int] = {"month": 12, "two-weeks": 26, "week": 52}
PERIOD_DAYS: dict[Every, int] = {"month": 30, "two-weeks": 14, "week": 7}

COST_BASIS = ("pbc2021-3-apr", "costdisclosure2026-irr")
WITHHELD_BASIS = ("civil-code-670", "private-lending-26")


class YearlyRates(Answer):
    """The two yearly rates that stand side by side in every answer of this module."""

    simple_annual: float = figure("rate", "单利年化")
    compound_annual: float | None = figure("rate", "复利年化")
    convention: str = rates.BOTH
    basis: tuple[str, ...] = COST_BASIS


# ── C1 月利率, C2 日利率 ──────────────────────────────────────────────────────────────────────────────


class MonthlyRateForm(Form):
    """A quoted monthly rate."""

    rate: Percent = fields.percent("月利率", "1", high="100", hint="合同或页面写的每月利率；月息一分就是 1%")


def monthly_rate(form: MonthlyRateForm, law: Law) -> YearlyRates:
    """Turn a monthly rate into both yearly rates."""
    rate = float(form.rate) / 100
    return YearlyRates(
        simple_annual=rates.simple_annual(rate, 12), compound_annual=rates.compound_annual(rate, 12)
    )


class DailyRateForm(Form):
    """A quoted daily rate."""

    rate: Percent = fields.percent("日利率", "0.05", high="100", hint="日息万分之五就填 0.05")
    days_per_year: Literal["365", "360"] = fields.choice(
        "一年按多少天", {"365": "365 天", "360": "360 天"}, "365", default="365", hint="合同没写就用 365 天"
    )


class DailyRateAnswer(YearlyRates):
    """Both yearly rates and the simple monthly rate."""

    simple_monthly: float = figure("rate", "折合每月（单利）")


def daily_rate(form: DailyRateForm, law: Law) -> DailyRateAnswer:
    """Turn a daily rate into both yearly rates."""
    rate, days = float(form.rate) / 100, int(form.days_per_year)
    return DailyRateAnswer(
        simple_annual=rates.simple_annual(rate, days),
        compound_annual=rates.compound_annual(rate, days),
        simple_monthly=rates.simple_annual(rate, days) / 12,
    )


# ── C3 分期真实年化 ───────────────────────────────────────────────────────────────────────────────────


class InstalmentForm(Form):
    """A loan paid back in equal instalments, with fees."""

    received: Amount = fields.amount("到账金额", "10000", hint="真正打到你账上的钱")
    payment: Amount = fields.amount("每期还款", "945.60", hint="每期本金加利息")
    periods: Whole = fields.whole("期数", "12", "期")
    every: Every = fields.choice("多久还一次", EVERY, "month", default="month")
    fee: Amount = fields.amount(
        "每期附加费", "60", default=0, low="0", hint="担保费、服务费、会员费等，每期合计"
    )
    fee_upfront: Amount = fields.amount(
        "放款时另付的费用", "0", default=0, low="0", hint="没有从到账金额里扣的才填"
    )
    fee_end: Amount = fields.amount("最后一期另付的费用", "0", default=0, low="0")
    first_days: Whole | None = fields.whole(
        "放款到第一次还款的天数", "30", "天", default=None, high=400, hint="和平常间隔一样长就不填"
    )


class InstalmentAnswer(YearlyRates):
    """What the loan costs."""

    period_rate: float = figure("rate", "每期利率")
    total_paid: Fen = figure("money", "一共付出")
    total_cost: Fen = figure("money", "其中息费")


def instalment_irr(form: InstalmentForm, law: Law) -> InstalmentAnswer:
    """Find the rate that equal instalments and all fees really cost."""
    received = float(form.received - form.fee_upfront)
    if received <= 0:
        raise RefusedError("fee_upfront", "放款时另付的费用要小于到账金额")
    first = form.first_days / PERIOD_DAYS[form.every] if form.first_days else 1.0
    due = [float(form.payment + form.fee)] * form.periods
    due[-1] += float(form.fee_end)
    flows = [(0.0, received)] + [(first + k, -amount) for k, amount in enumerate(due)]
    rate = _rate(flows, "payment")
    return InstalmentAnswer(
        period_rate=rate,
        simple_annual=rates.simple_annual(rate, PER_YEAR[form.every]),
        compound_annual=rates.compound_annual(rate, PER_YEAR[form.every]),
        total_paid=sum(due) + float(form.fee_upfront),
        total_cost=sum(due) - received,
    )


def _rate(flows: list[cashflow.Flow], field: str) -> float:
    """Find the rate of flows; a refusal stands beside ``field``."""
    try:
        return cashflow.timed_irr(flows)
    except NoRateError as error:
        raise RefusedError(field, str(error)) from None


# ── C4 按日期算 ───────────────────────────────────────────────────────────────────────────────────────


class DatedFlow(Form):
    """One movement of money on one day."""

    day: Date = fields.day("日期", "2026-01-15")
    direction: Literal["in", "out"] = fields.choice("收到还是付出", {"in": "收到", "out": "付出"}, "out")
    amount: Amount = fields.amount("金额", "945.60")


class DatedForm(Form):
    """Money received and paid on days."""

    flows: tuple[DatedFlow, ...] = fields.rows("收付款记录", 2, 400, hint="每次收到、付出各写一行")


class DatedAnswer(YearlyRates):
    """What the loan costs, from dated flows."""

    total_received: Fen = figure("money", "一共收到")
    total_paid: Fen = figure("money", "一共付出")
    first_day: date = figure("day", "从哪天起算")


def dated_irr(form: DatedForm, law: Law) -> DatedAnswer:
    """Find the yearly rate of dated flows: days since the first one over 365."""
    signed = [(flow.day, float(flow.amount) * (1 if flow.direction == "in" else -1)) for flow in form.flows]
    try:
        rate = cashflow.xirr(signed)
    except NoRateError as error:
        raise RefusedError("flows", str(error)) from None
    return DatedAnswer(
        simple_annual=rates.nominal_from_effective(rate, 12),
        compound_annual=rate,
        total_received=sum(amount for _, amount in signed if amount > 0),
        total_paid=-sum(amount for _, amount in signed if amount < 0),
        first_day=min(day for day, _ in signed),
        convention=f"复利年化按实际天数 ÷ 365 折算；单利年化 = 折合每月的利率 × 12。{rates.USED}",
    )


# ── C5 等本等息 ───────────────────────────────────────────────────────────────────────────────────────


class FlatFeeForm(Form):
    """A fee on the first principal in every period."""

    principal: Amount = fields.amount("借款本金", "12000", default=10000)
    rate: Percent = fields.percent(
        "每期费率", "1", high="100", hint="每期按最初本金收的手续费率，不随本金减少"
    )
    periods: Whole = fields.whole("期数", "12", "期", hint="按月还")


class FlatFeeAnswer(YearlyRates):
    """What a flat fee really costs."""

    payment: Fen = figure("money", "每期还款")
    total_fee: Fen = figure("money", "一共的手续费")
    quoted_annual: float = figure("rate", "宣传口径（费率 × 12）")
    period_rate: float = figure("rate", "每期真实利率")


def flat_fee(form: FlatFeeForm, law: Law) -> FlatFeeAnswer:
    """Find the real rate of 等本等息: the fee stays although the principal shrinks."""
    principal, quoted = float(form.principal), float(form.rate) / 100
    plan = instalment.schedule("flat", principal, quoted, form.periods)
    rate = instalment.real_rate(principal, plan)
    return FlatFeeAnswer(
        payment=plan[0].payment,
        total_fee=sum(period.interest for period in plan),
        quoted_annual=rates.simple_annual(quoted, 12),
        period_rate=rate,
        simple_annual=rates.simple_annual(rate, 12),
        compound_annual=rates.compound_annual(rate, 12),
    )


# ── C6 还款方式对比 ───────────────────────────────────────────────────────────────────────────────────


class MethodsForm(Form):
    """One loan, five ways to pay it back."""

    principal: Amount = fields.amount("借款本金", "10000")
    rate: Percent = fields.percent("月利率", "1", high="100")
    periods: Whole = fields.whole("期数", "12", "期")
    detail: Method = fields.choice("列出哪一种的每期明细", METHODS, "level", default="level")


class MethodRow(Row):
    """One way to pay back."""

    method: Method = figure("text", "代号")
    name: str = figure("text", "还款方式")
    total_interest: Fen = figure("money", "总利息")
    first_payment: Fen = figure("money", "第一期")
    last_payment: Fen = figure("money", "最后一期")
    simple_annual: float = figure("rate", "单利年化")
    compound_annual: float | None = figure("rate", "复利年化")


class PeriodRow(Row):
    """One period of a plan, each figure rounded by itself."""

    number: int = figure("count", "期次")
    payment: Fen = figure("money", "还款")
    principal: Fen = figure("money", "其中本金")
    interest: Fen = figure("money", "其中利息")
    balance: Fen = figure("money", "剩余本金")


class MethodsAnswer(Answer):
    """The five ways side by side, and one of them period by period."""

    methods: tuple[MethodRow, ...] = figure("rows", "五种还款方式")
    schedule: tuple[PeriodRow, ...] = figure("rows", "每期明细")
    convention: str = rates.BOTH
    basis: tuple[str, ...] = COST_BASIS
    notes: tuple[str, ...] = (fields.ESTIMATE, "每个数各自四舍五入到分，合计可能差一两分。")


def repayment_methods(form: MethodsForm, law: Law) -> MethodsAnswer:
    """Compare five ways to pay back the same loan at the same quoted rate."""
    principal, rate = float(form.principal), float(form.rate) / 100
    plans = {method: instalment.schedule(method, principal, rate, form.periods) for method in METHODS}
    return MethodsAnswer(
        methods=tuple(_method_row(method, principal, plan) for method, plan in plans.items()),
        schedule=tuple(period_row(period) for period in plans[form.detail]),
    )


def _method_row(method: Method, principal: float, plan: list[instalment.Period]) -> MethodRow:
    rate = instalment.real_rate(principal, plan)
    return MethodRow(
        method=method,
        name=METHODS[method],
        first_payment=plan[0].payment,
        last_payment=plan[-1].payment,
        total_interest=sum(period.interest for period in plan),
        simple_annual=rates.simple_annual(rate, 12),
        compound_annual=rates.compound_annual(rate, 12),
    )


def period_row(period: instalment.Period) -> PeriodRow:
    """Tell a period of a plan as a row of an answer."""
    return PeriodRow(
        number=period.number,
        payment=period.payment,
        principal=period.principal,
        interest=period.interest,
        balance=period.balance,
    )


# ── C7 砍头息 ─────────────────────────────────────────────────────────────────────────────────────────


class WithheldForm(Form):
    """A loan from which something was kept back at the pay-out."""

    contract: Amount = fields.amount("合同本金", "10000")
    withheld: Amount = fields.amount(
        "放款时扣掉的钱", "1000", low="0", hint="利息、手续费、保证金等先扣的合计"
    )
    payment: Amount = fields.amount("每期还款", "945.60")
    periods: Whole = fields.whole("期数", "12", "期", hint="按月还；一次还清填 1")


class WithheldAnswer(YearlyRates):
    """The principal really lent and what it costs."""

    real_principal: Fen = figure("money", "按实际到手算的本金")
    period_rate: float = figure("rate", "每期利率")
    contract_simple_annual: float = figure("rate", "若足额放款，单利年化")
    total_cost: Fen = figure("money", "比到手的钱多还")
    basis: tuple[str, ...] = WITHHELD_BASIS


def withheld_interest(form: WithheldForm, law: Law) -> WithheldAnswer:
    """Find the real principal and the real rate when money was kept back."""
    real = float(form.contract - form.withheld)
    if real <= 0:
        raise RefusedError("withheld", "扣掉的钱要小于合同本金")
    due = [(float(k), -float(form.payment)) for k in range(1, form.periods + 1)]
    rate = _rate([(0.0, real), *due], "payment")
    promised = _rate([(0.0, float(form.contract)), *due], "payment")
    return WithheldAnswer(
        real_principal=real,
        period_rate=rate,
        simple_annual=rates.simple_annual(rate, 12),
        compound_annual=rates.compound_annual(rate, 12),
        contract_simple_annual=rates.simple_annual(promised, 12),
        total_cost=float(form.payment) * form.periods - real,
    )


# ── C8 超短期 ─────────────────────────────────────────────────────────────────────────────────────────


class ShortLoanForm(Form):
    """A loan of some days, repaid in one sum."""

    received: Amount = fields.amount("到手金额", "1400")
    repaid: Amount = fields.amount("到期要还", "2000")
    days: Whole = fields.whole("借了几天", "7", "天", high=3650)


class ShortLoanAnswer(YearlyRates):
    """What the days cost."""

    cost: Fen = figure("money", "息费")
    daily_rate: float = figure("rate", "折合每天（单利）")
    basis: tuple[str, ...] = (*WITHHELD_BASIS, *COST_BASIS)
    notes: tuple[str, ...] = (fields.ESTIMATE, "一年按 365 天。复利年化没有数字时，是大到没有意义。")


def short_loan(form: ShortLoanForm, law: Law) -> ShortLoanAnswer:
    """Find the yearly rates of a loan repaid in one sum."""
    received, repaid = float(form.received), float(form.repaid)
    return ShortLoanAnswer(
        cost=repaid - received,
        daily_rate=(repaid / received - 1) / form.days,
        simple_annual=rates.single_simple(received, repaid, form.days),
        compound_annual=rates.single_compound(received, repaid, form.days),
    )
