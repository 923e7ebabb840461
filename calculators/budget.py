"""一个月该怎么花: what can be paid after living costs, how to split an income, how to save a reserve."""

from __future__ import annotations

import math
from datetime import date
from decimal import Decimal
from typing import Literal

from calculators import fields
from calculators.deadlines import add_months
from calculators.fields import Amount, Answer, Date, Fen, Form, RefusedError, Row, Whole, figure
from calculators.parameters import Law

# ── C19 可还款额 ──────────────────────────────────────────────────────────────────────────────────────


class AffordableForm(Form):
    """Income and what must be paid before any debt."""

    income: Amount = fields.amount("每月到手收入", "6000", low="0")
    essentials: Amount = fields.amount("必需支出", "4200", low="0", hint="房租、吃饭、水电、交通、看病")
    support: Amount = fields.amount(
        "赡养、抚养", "0", default=0, low="0", hint="老人、孩子每月要用的，没算进上一栏的"
    )
    reserve: Amount = fields.amount("留作应急", "300", default=0, low="0")


class AffordableAnswer(Answer):
    """What is left for debts."""

    affordable: Fen = figure("money", "每月能还")
    share: float | None = figure("rate", "占收入")
    short: Fen = figure("money", "必需的钱还差")
    convention: str = "能还 = 收入 − 必需支出 − 赡养抚养 − 应急，最少是 0；没有“必须还收入一半”的规定。"
    notes: tuple[str, ...] = (
        "估算。先留生活费再还债；谈方案时报这个数，不要报做不到的数。",
        "必需的钱都不够时，先找社会救助和家人，不要借新还旧。",
    )


def affordable_payment(form: AffordableForm, law: Law) -> AffordableAnswer:
    """Tell what is left for debts after living costs."""
    left = form.income - form.essentials - form.support - form.reserve
    affordable = max(left, Decimal(0))
    return AffordableAnswer(
        affordable=affordable,
        share=float(affordable / form.income) if form.income else None,
        short=max(-left, Decimal(0)),
    )


# ── C20 预算 ──────────────────────────────────────────────────────────────────────────────────────────

Stage = Literal["overdue", "recovered"]
STAGES: dict[Stage, str] = {"overdue": "还在逾期", "recovered": "已经恢复"}
SHARES = {"needs": Decimal("0.5"), "wants": Decimal("0.3"), "savings": Decimal("0.2")}


class BudgetForm(Form):
    """Income, needs and least payments."""

    stage: Stage = fields.choice("现在的情况", STAGES, "overdue", default="overdue")
    income: Amount = fields.amount("每月到手收入", "8000", low="0")
    essentials: Amount = fields.amount("必需支出", "3500", low="0")
    minimum: Amount = fields.amount("各笔债务的最低还款", "1500", default=0, low="0")
    reserve: Amount = fields.amount("想留的应急钱", "300", default=0, low="0")


class BucketRow(Row):
    """One bucket: what it gets, what was planned for it."""

    name: str = figure("text", "用在哪")
    amount: Fen = figure("money", "这个月给它")
    planned: Fen = figure("money", "原来要")
    left: Fen = figure("money", "余（负数是超）")


class BudgetAnswer(Answer):
    """The month, bucket by bucket."""

    buckets: tuple[BucketRow, ...] = figure("rows", "三桶或四步")
    short: Fen = figure("money", "一共还差")
    convention: str = (
        "恢复后按 50/30/20 分，最低还款算在必需里，多还的算在储蓄里；逾期时按必需、还款、应急、其他的次序给。"
    )
    notes: tuple[str, ...] = ("估算。50/30/20 是常见的记账习惯，不是规定。",)


def monthly_budget(form: BudgetForm, law: Law) -> BudgetAnswer:
    """Split a month's income: by shares after recovery, by order of need while overdue."""
    rows = _by_share(form) if form.stage == "recovered" else _by_need(form)
    return BudgetAnswer(buckets=tuple(rows), short=sum(max(-row.left, Decimal(0)) for row in rows))


def _by_share(form: BudgetForm) -> list[BucketRow]:
    needs = form.essentials + form.minimum
    planned = (
        ("必需（含最低还款）", "needs", needs),
        ("想要的", "wants", Decimal(0)),
        ("储蓄和多还款", "savings", form.reserve),
    )
    return [
        BucketRow(
            name=name,
            amount=form.income * SHARES[share],
            planned=wanted,
            left=form.income * SHARES[share] - wanted,
        )
        for name, share, wanted in planned
    ]


def _by_need(form: BudgetForm) -> list[BucketRow]:
    left, rows = form.income, []
    for name, wanted in (("必需", form.essentials), ("还款", form.minimum), ("应急", form.reserve)):
        given = min(left, wanted)
        left -= given
        rows.append(BucketRow(name=name, amount=given, planned=wanted, left=given - wanted))
    return [*rows, BucketRow(name="其他和多还款", amount=left, planned=0, left=left)]


# ── C21 应急金 ────────────────────────────────────────────────────────────────────────────────────────

LONGEST = 1200  # months: saving for more than a hundred years is no plan


class ReserveForm(Form):
    """A reserve to be saved."""

    essentials: Amount = fields.amount("每月必需支出", "3000")
    months: Whole = fields.whole("想够用几个月", "3", "个月", default=3, high=24, hint="常见是 3 到 6 个月")
    saved: Amount = fields.amount("已经有", "0", default=0, low="0")
    monthly: Amount = fields.amount("每月存", "600")
    start: Date | None = fields.day("从哪天开始存", "2026-12-01", default=None)


class ReserveAnswer(Answer):
    """The target and how long it takes."""

    target: Fen = figure("money", "目标")
    missing: Fen = figure("money", "还差")
    months: int = figure("count", "存多少个月")
    reached: date | None = figure("day", "哪天存满")
    convention: str = "目标 = 每月必需支出 × 月数；个月数取整进一。"
    notes: tuple[str, ...] = ("估算。没有强制的标准；还在逾期时，先有一个月的就好。",)


def emergency_fund(form: ReserveForm, law: Law) -> ReserveAnswer:
    """Tell how long it takes to save some months of living costs."""
    target = form.essentials * form.months
    missing = max(target - form.saved, Decimal(0))
    months = math.ceil(missing / form.monthly)
    if months > LONGEST:
        raise RefusedError("monthly", "照这样要存一百年以上，每月要存得多一些")
    return ReserveAnswer(
        target=target,
        missing=missing,
        months=months,
        reached=add_months(form.start, months) if form.start else None,
    )
