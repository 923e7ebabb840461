"""逾期后每天多多少: what an overdue debt grows to, and what a payment is counted towards."""

from __future__ import annotations

import math
from typing import Literal

from calculators import fields, rates
from calculators.fields import Amount, Answer, Fen, Flag, Form, Percent, Row, Whole, figure
from calculators.parameters import Law

SENSELESS = 1e13  # yuan: a debt of this size is a figure without meaning

# ── C13 逾期成本 ──────────────────────────────────────────────────────────────────────────────────────


class GrowthForm(Form):
    """A principal that is overdue."""

    principal: Amount = fields.amount("逾期的本金", "8000")
    rate: Percent = fields.percent("合同年利率", "24", hint="逾期后照算的利息；没有就填 0")
    penalty: Percent = fields.percent("另加的罚息（年）", "0", default=0, hint="在利息之外加收的部分")
    days: Whole = fields.whole("逾期多少天", "30", "天", high=36500)


class GrowthRow(Row):
    """What is owed after some days."""

    day: int = figure("count", "第几天")
    simple: Fen = figure("money", "不计复利，一共欠")
    compound: Fen | None = figure("money", "按月计复利，一共欠")


class GrowthAnswer(Answer):
    """Interest and penalty, with and without compounding."""

    per_day: Fen = figure("money", "每天多")
    interest: Fen = figure("money", "利息")
    penalty: Fen = figure("money", "罚息")
    total: Fen = figure("money", "利息加罚息")
    owed: Fen = figure("money", "本金加息费")
    compound_total: Fen | None = figure("money", "若按月计复利，利息加罚息")
    curve: tuple[GrowthRow, ...] = figure("rows", "欠款怎么变")
    convention: str = "单利：本金 × 年利率 × 天数 ÷ 365；复利只在合同约定时才算，这里按每满一个月滚一次。"
    basis: tuple[str, ...] = ("civil-code-676", "private-lending-28", "private-lending-29")
    notes: tuple[str, ...] = (
        fields.ESTIMATE,
        "罚息、复利要看合同有没有约定；加起来过高的，可以请求调减。",
    )


def simple_growth(principal: float, annual: float, days: float, basis: float = 365) -> float:
    """Give the simple interest of ``days`` days at a yearly rate."""
    return principal * annual * days / basis


def monthly_growth(principal: float, annual: float, days: float, basis: float = 365) -> float | None:
    """Give the interest of ``days`` days when it is added to the debt every month (12 times in ``basis`` days).

    Days beyond the last whole month bear simple interest. None where the result is beyond all sense.
    """
    months = math.floor(days * 12 / basis + 1e-9)
    growth = rates.compound_annual(annual / 12, months)
    if growth is None:
        return None
    rest = days - months * basis / 12
    interest = principal * growth + simple_growth(principal * (1 + growth), annual, rest, basis)
    return interest if interest < SENSELESS else None


def overdue_growth(form: GrowthForm, law: Law) -> GrowthAnswer:
    """Tell what an overdue principal costs after some days."""
    principal, days = float(form.principal), form.days
    rate, penalty = float(form.rate) / 100, float(form.penalty) / 100
    total = simple_growth(principal, rate + penalty, days)
    return GrowthAnswer(
        per_day=simple_growth(principal, rate + penalty, 1),
        interest=simple_growth(principal, rate, days),
        penalty=simple_growth(principal, penalty, days),
        total=total,
        owed=principal + total,
        compound_total=monthly_growth(principal, rate + penalty, days),
        curve=tuple(_growth_row(principal, rate + penalty, day) for day in curve_days(days)),
    )


def curve_days(days: int, points: int = 12) -> list[int]:
    """Give at most ``points`` + 1 days from 0 to ``days`` for a curve."""
    step = -(-days // points)
    return [*range(0, days, step), days]


def _growth_row(principal: float, annual: float, day: int) -> GrowthRow:
    compound = monthly_growth(principal, annual, day)
    return GrowthRow(
        day=day,
        simple=principal + simple_growth(principal, annual, day),
        compound=None if compound is None else principal + compound,
    )


# ── C17 还款冲抵 ──────────────────────────────────────────────────────────────────────────────────────

Part = Literal["fees", "interest", "principal"]
ORDER: tuple[Part, ...] = ("fees", "interest", "principal")
AGREED: tuple[Part, ...] = ("principal", "fees", "interest")


class OwedDebt(Form):
    """What is owed on one debt to the creditor."""

    name: str = fields.words("名称", "借款一", default="借款")
    fees: Amount = fields.amount("欠的费用", "200", default=0, low="0", hint="实现债权的费用")
    interest: Amount = fields.amount("欠的利息", "800", default=0, low="0")
    principal: Amount = fields.amount("欠的本金", "5000", low="0")
    due: Flag = fields.flag("已经到期", default=True)
    secured: Flag = fields.flag("有担保", default=False)


class AllocationForm(Form):
    """One payment towards one or several debts to the same creditor."""

    debts: tuple[OwedDebt, ...] = fields.rows("欠同一家的借款", 1, 20)
    payment: Amount = fields.amount("这次还多少", "1500")
    principal_first: Flag = fields.flag("书面约定了先还本金", default=False)


class AllocationRow(Row):
    """What a payment does to one debt."""

    name: str = figure("text", "名称")
    fees: Fen = figure("money", "抵费用")
    interest: Fen = figure("money", "抵利息")
    principal: Fen = figure("money", "抵本金")
    left: Fen = figure("money", "这笔还欠")


class AllocationAnswer(Answer):
    """How the payment is counted, debt by debt, in order."""

    rows: tuple[AllocationRow, ...] = figure("rows", "依次抵扣")
    left: Fen = figure("money", "一共还欠")
    over: Fen = figure("money", "多还了")
    convention: str = "没有另外约定时：先抵费用，再抵利息，最后抵本金。"
    basis: tuple[str, ...] = ("civil-code-561", "civil-code-560")
    notes: tuple[str, ...] = (
        fields.ESTIMATE,
        "几笔欠同一家的，付款时可以写明还哪一笔；没写明时，这里先抵已到期的，再抵没有担保的，并列时按填写的先后。",
    )


def payment_allocation(form: AllocationForm, law: Law) -> AllocationAnswer:
    """Count a payment towards fees, interest and principal of one or several debts."""
    order = AGREED if form.principal_first else ORDER
    left = form.payment
    rows = []
    for debt in sorted(form.debts, key=lambda debt: (not debt.due, debt.secured)):
        counted = {}
        for part in order:
            counted[part] = min(left, getattr(debt, part))
            left -= counted[part]
        owed = debt.fees + debt.interest + debt.principal - sum(counted.values())
        rows.append(AllocationRow(name=debt.name, left=owed, **counted))
    return AllocationAnswer(rows=tuple(rows), left=sum(row.left for row in rows), over=left)
