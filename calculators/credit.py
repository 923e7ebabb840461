"""征信五年: when a bad record ends, and who met the one-time repair of 2026."""

from __future__ import annotations

from datetime import date

from calculators import fields
from calculators.deadlines import add_years
from calculators.fields import Amount, Answer, Date, Fen, Form, RefusedError, figure
from calculators.parameters import Law

# ── C24 不良记录 ──────────────────────────────────────────────────────────────────────────────────────


class RecordForm(Form):
    """When the overdue debt was paid off."""

    settled: Date | None = fields.day("还清那天", "2026-11-21", default=None, hint="还没还清就不填")


class RecordAnswer(Answer):
    """When a bad record must be deleted."""

    end: date | None = figure("day", "保存到哪天")
    running: bool = figure("flag", "已经开始计算")
    years: int = figure("count", "保存几年")
    convention: str = "从还清（不良行为终止）那天起算，到几年后的同一天。"
    basis: tuple[str, ...] = ("credit-reg-16",)
    notes: tuple[str, ...] = (
        fields.ESTIMATE,
        "没有还清就不起算，不会放着自己消失。",
        "真实的记录花钱删不掉；有错的可以免费提异议。",
    )


def record_end(form: RecordForm, law: Law) -> RecordAnswer:
    """Tell when a record ends; without a payment the period has not begun."""
    years = int(law["credit-record-years"].last_number())
    end = add_years(form.settled, years) if form.settled else None
    return RecordAnswer(end=end, running=end is not None, years=years)


# ── C27 一次性信用修复 ───────────────────────────────────────────────────────────────────────────────


WINDOW = ("overdue-from", "overdue-to", "paid-by")


class RepairForm(Form):
    """One overdue record."""

    overdue_from: Date = fields.day("从哪天开始逾期", "2023-05-10")
    amount: Amount = fields.amount("单笔逾期金额", "8000")
    settled: Date | None = fields.day("还清那天", "2026-02-01", default=None, hint="还没还清就不填")


class RepairAnswer(Answer):
    """Whether the record met the conditions of the policy, which has ended."""

    in_window: bool = figure("flag", "逾期发生在规定的期间")
    small_enough: bool = figure("flag", "单笔金额没有超过")
    settled_in_time: bool = figure("flag", "在截止日前足额还清")
    meets: bool = figure("flag", "三条都符合")
    limit: Fen = figure("money", "单笔金额上限")
    last_payment: date = figure("day", "还清的截止日")
    basis: tuple[str, ...] = (
        "creditrepair2025-conditions",
        "creditrepair2025-timeline",
        "creditrepair2025-query-30days",
    )
    notes: tuple[str, ...] = (
        "这项政策的还款窗口已经截止，这里只用来核对旧记录是否应该已经不展示。",
        "只管人民银行征信系统里的个人信贷逾期；自动处理，不收费，不用代办。",
        "符合却还在展示的，向征信中心提出核查。",
    )


def repair_check(form: RepairForm, law: Law) -> RepairAnswer:
    """Check one record against the conditions of the one-time repair."""
    if form.settled is not None and form.settled < form.overdue_from:
        raise RefusedError("settled", "还清那天不能早于开始逾期那天")
    limit = law["credit-repair-amount"].last_number()
    first, last, paid_by = (law[f"credit-repair-{name}"].last_day() for name in WINDOW)
    in_window = first <= form.overdue_from <= last
    small = form.amount <= limit
    in_time = form.settled is not None and form.settled <= paid_by
    return RepairAnswer(
        in_window=in_window,
        small_enough=small,
        settled_in_time=in_time,
        meets=in_window and small and in_time,
        limit=limit,
        last_payment=paid_by,
    )
