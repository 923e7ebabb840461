"""先还哪一笔、多久还清: paying off one debt or several, and in which order.

Months are counted from now; interest accrues monthly (yearly rate / 12) before each payment. Nothing is rounded
from month to month.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from calculators import fields, instalment, money
from calculators.fields import Amount, Answer, Fen, Flag, Form, Percent, RefusedError, Row, figure
from calculators.instalment import Period
from calculators.parameters import Law
from calculators.real_rate import PeriodRow, period_row

Order = Literal["avalanche", "snowball"]
ORDERS: dict[Order, str] = {"avalanche": "先还年化最高的（雪崩法）", "snowball": "先还余额最小的（雪球法）"}
LONGEST = 1200  # months: a plan that takes more than a hundred years is none


@dataclass(frozen=True)
class Debt:
    """A debt: balance in yuan, yearly rate as a fraction, least payment a month."""

    balance: float
    rate: float
    minimum: float


@dataclass(frozen=True)
class Plan:
    """What a budget does to debts: months, interest paid, and all balances after each month (0 = now)."""

    months: int
    interest: float
    balances: tuple[tuple[float, ...], ...]

    def cleared(self, index: int) -> int:
        """Give the month after which debt ``index`` is paid off."""
        return next(month for month, balances in enumerate(self.balances) if balances[index] == 0)


class NeverError(ValueError):
    """The debts are not paid off within LONGEST months."""


def months_to_clear(balance: float, rate: float, payment: float) -> float:
    """Give the number of payments, with its fraction, that clear a balance; ``rate`` is per month.

    Raises NeverError when the payment does not exceed the interest of the first month.
    """
    if payment <= balance * rate:
        raise NeverError
    if rate == 0:
        return balance / payment
    return -math.log1p(-balance * rate / payment) / math.log1p(rate)


def whole_months(months: float) -> int:
    """Round up to whole months; float noise does not make a month."""
    return math.ceil(months - 1e-9)


def last_payment(balance: float, rate: float, payment: float, months: int) -> float:
    """Give the smaller payment of the last month that clears the balance exactly."""
    before = months - 1
    left = balance - payment * instalment.annuity(rate, before)
    return left / instalment.discount(rate, before) * (1 + rate)


def pay_down(debts: Sequence[Debt], budget: float, order: Order) -> Plan:
    """Pay the least on every debt and the rest of the monthly budget on one target after the other.

    What a cleared debt no longer needs goes to the next target. Raises NeverError (see LONGEST).
    """
    balances = [debt.balance for debt in debts]
    history = [tuple(balances)]
    paid = 0.0
    while any(balances):
        if len(history) > LONGEST:
            raise NeverError
        balances = [balance * (1 + debt.rate / 12) for balance, debt in zip(balances, debts, strict=True)]
        payments = _payments(debts, balances, budget, order)
        paid += sum(payments)
        balances = [_rest(balance - pay) for balance, pay in zip(balances, payments, strict=True)]
        history.append(tuple(balances))
    return Plan(len(history) - 1, paid - sum(debt.balance for debt in debts), tuple(history))


def _rest(balance: float) -> float:
    """Treat what is far below a fen as nothing."""
    return balance if balance > 1e-7 else 0.0


def _payments(debts: Sequence[Debt], balances: Sequence[float], budget: float, order: Order) -> list[float]:
    """Split one month's budget: least payments first, the rest to the targets in order."""
    payments = [min(debt.minimum, balance) for debt, balance in zip(debts, balances, strict=True)]
    spare = budget - sum(payments)
    for index in _targets(debts, balances, order):
        more = max(0.0, min(spare, balances[index] - payments[index]))
        payments[index] += more
        spare -= more
    return payments


def _targets(debts: Sequence[Debt], balances: Sequence[float], order: Order) -> list[int]:
    """Give the debts in the order in which spare money goes to them."""
    if order == "avalanche":
        return sorted(range(len(debts)), key=lambda index: (-debts[index].rate, balances[index]))
    return sorted(range(len(debts)), key=lambda index: (balances[index], -debts[index].rate))


# ── C14 先还哪一笔 ────────────────────────────────────────────────────────────────────────────────────


class ListedDebt(Form):
    """One line of the list of debts."""

    name: str = fields.words("名称", "甲平台", default="借款")
    balance: Amount = fields.amount("还欠多少", "3000")
    rate: Percent = fields.percent("年化利率", "12", hint="单利年化；不知道的先用“分期还款的真实年化”算")
    minimum: Amount = fields.amount("每月最低还款", "150", default=0, low="0")
    sued: Flag = fields.flag("已经被起诉或收到支付令", default=False)
    secured: Flag = fields.flag("有抵押或担保人", default=False)


class DebtOrderForm(Form):
    """All debts and what can be paid a month."""

    debts: tuple[ListedDebt, ...] = fields.rows("欠款清单", 1, 30)
    budget: Amount = fields.amount("每月一共能还", "1500", hint="先留出生活费，再看能还多少")


class OrderRow(Row):
    """One debt in the order advised."""

    name: str = figure("text", "名称")
    reason: str = figure("text", "为什么排在这里")
    monthly_interest: Fen = figure("money", "现在每月利息")
    avalanche_month: int = figure("count", "雪崩法第几个月还清")
    snowball_month: int | None = figure("count", "雪球法第几个月还清")


class PlanRow(Row):
    """What one way of paying costs; nothing where it never ends."""

    order: Order = figure("text", "代号")
    name: str = figure("text", "还法")
    months: int | None = figure("count", "多少个月")
    interest: Fen | None = figure("money", "一共的利息")


class DebtOrderAnswer(Answer):
    """The order advised, and both ways of paying compared."""

    debts: tuple[OrderRow, ...] = figure("rows", "建议的先后")
    plans: tuple[PlanRow, ...] = figure("rows", "两种还法")
    saved: Fen | None = figure("money", "雪崩法少付的利息")
    convention: str = (
        "每月利息 = 余额 × 年化 ÷ 12；每月先付各笔最低还款，多出的钱集中还一笔，还清后转给下一笔。"
    )
    notes: tuple[str, ...] = (
        fields.ESTIMATE,
        "先留够吃住、看病、孩子的钱，再排这张表。假定以后不再新借，也没有新的罚息。",
        "有担保的关系到抵押物和担保人；被起诉的有时限，要先处理。",
    )


def debt_order(form: DebtOrderForm, law: Law) -> DebtOrderAnswer:
    """Advise an order and compare paying the dearest first with paying the smallest first."""
    debts = [Debt(float(d.balance), float(d.rate) / 100, float(d.minimum)) for d in form.debts]
    needed = sum(debt.minimum for debt in form.debts)
    if form.budget < needed:
        raise RefusedError(
            "budget", f"每月一共能还的钱少于各笔最低还款之和（{money.fen(needed)} 元），先和平台谈低最低还款"
        )
    avalanche, snowball = (_plan(debts, float(form.budget), order) for order in ORDERS)
    if avalanche is None:
        raise RefusedError("budget", _never(debts, form.budget))
    return DebtOrderAnswer(
        debts=tuple(_order_row(form, debts, avalanche, snowball, index) for index in advised(form.debts)),
        plans=(_plan_row("avalanche", avalanche), _plan_row("snowball", snowball)),
        saved=money.fen(snowball.interest) - money.fen(avalanche.interest) if snowball else None,
    )


def _plan(debts: Sequence[Debt], budget: float, order: Order) -> Plan | None:
    try:
        return pay_down(debts, budget, order)
    except NeverError:
        return None


def _never(debts: Sequence[Debt], budget: Decimal) -> str:
    """Say why even the cheapest way does not end: the interest of now eats the budget, or it takes too long."""
    interest = money.fen(sum(debt.balance * debt.rate / 12 for debt in debts))
    if budget > interest:
        return "照这样要还一百年以上，每月要还得多一些"
    return f"这个数还不清：现在每月利息就要 {interest} 元，每月还的钱要比它多"


def _plan_row(order: Order, plan: Plan | None) -> PlanRow:
    months, interest = (plan.months, plan.interest) if plan else (None, None)
    return PlanRow(order=order, name=ORDERS[order], months=months, interest=interest)


def advised(debts: Sequence[ListedDebt]) -> list[int]:
    """Give the debts in the order advised: sued or secured first, then the dearest, then the smallest."""
    return sorted(
        range(len(debts)),
        key=lambda i: (not (debts[i].sued or debts[i].secured), -debts[i].rate, debts[i].balance),
    )


def _order_row(
    form: DebtOrderForm, debts: Sequence[Debt], avalanche: Plan, snowball: Plan | None, index: int
) -> OrderRow:
    listed = form.debts[index]
    reasons = [word for word, holds in (("已被起诉", listed.sued), ("有担保", listed.secured)) if holds]
    return OrderRow(
        name=listed.name,
        reason="、".join(reasons) or "按年化从高到低",
        monthly_interest=debts[index].balance * debts[index].rate / 12,
        avalanche_month=avalanche.cleared(index),
        snowball_month=snowball.cleared(index) if snowball else None,
    )


# ── C15 多久还清 ──────────────────────────────────────────────────────────────────────────────────────


class PayoffForm(Form):
    """One debt and one monthly payment."""

    balance: Amount = fields.amount("还欠多少", "30000")
    rate: Percent = fields.percent("年化利率（单利）", "24")
    payment: Amount = fields.amount("每月还多少", "1000")


class PayoffAnswer(Answer):
    """How long it takes and what it costs."""

    months_exact: float = figure("count", "还多少个月（带小数）")
    months: int = figure("count", "还多少个月")
    last_payment: Fen = figure("money", "最后一个月还")
    total_interest: Fen = figure("money", "一共的利息")
    first_interest: Fen = figure("money", "第一个月的利息")
    schedule: tuple[PeriodRow, ...] = figure("rows", "每个月的明细")
    convention: str = "每月利息 = 余额 × 年化 ÷ 12；最后一个月只还剩下的。"
    notes: tuple[str, ...] = (fields.ESTIMATE, "假定利率不变、没有罚息、不再新借。")


def payoff_time(form: PayoffForm, law: Law) -> PayoffAnswer:
    """Tell how many months a payment takes to clear a debt."""
    balance, rate, payment = float(form.balance), float(form.rate) / 1200, float(form.payment)
    try:
        exact = months_to_clear(balance, rate, payment)
    except NeverError:
        interest = money.fen(balance * rate)
        message = f"永远还不清：第一个月的利息就要 {interest} 元，每月还的钱要比它多"
        raise RefusedError("payment", message) from None
    months = whole_months(exact)
    if months > LONGEST:
        raise RefusedError("payment", "照这样要还一百年以上，每月要还得多一些")
    last = last_payment(balance, rate, payment, months)
    return PayoffAnswer(
        months_exact=exact,
        months=months,
        last_payment=last,
        total_interest=payment * (months - 1) + last - balance,
        first_interest=balance * rate,
        schedule=tuple(period_row(month) for month in _schedule(balance, rate, payment, last, months)),
    )


def _schedule(balance: float, rate: float, payment: float, last: float, months: int) -> Iterator[Period]:
    """Yield month after month what is paid, the interest in it, and what is still owed."""
    for number in range(1, months + 1):
        interest = balance * rate
        paid = payment if number < months else last
        balance = balance + interest - paid if number < months else 0.0
        yield Period(number=number, principal=paid - interest, interest=interest, fee=0.0, balance=balance)
