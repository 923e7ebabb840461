"""哪天到期: periods counted from the day after the event, rolled over days of rest, and limitation.

A court's period in days starts on the next day; when its last day is a day of rest, the first day after it counts.
Where the table of holidays ends, only weekends are known: the answer is then the earliest possible day.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import Literal

from calculators import fields
from calculators.dated import NotCovered
from calculators.fields import Answer, Date, Form, RefusedError, Row, figure
from calculators.parameters import Law

WEEKDAYS = "一二三四五六日"
#: No holidays of the table with the weekends beside them last longer.
LONGEST_REST = timedelta(days=14)


def add_months(day: date, months: int) -> date:
    """Give the same day ``months`` later, or the last day of that month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def add_years(day: date, years: int) -> date:
    """Give the same day ``years`` later; 29 February becomes 28 February in a common year."""
    return add_months(day, 12 * years)


# ── C22 答辩, C23 支付令异议 ─────────────────────────────────────────────────────────────────────────


class ServedForm(Form):
    """The day on which a court's paper arrived."""

    served: Date = fields.day("收到那天", "2026-11-20", hint="你或同住成年家属签收的那天；电子送达看到达那天")


class DeadlineAnswer(Answer):
    """The last day, and whether it is only the earliest possible one."""

    last_day: date = figure("day", "最后一天")
    weekday: str = figure("text", "星期")
    nominal: date = figure("day", "不顺延时的最后一天")
    days: int = figure("count", "天数")
    rolled: bool = figure("flag", "遇休息日顺延了")
    earliest: bool = figure("flag", "最早是这一天，要核对法定休假日")
    convention: str = "从收到的第二天起数；最后一天是法定休假日的，顺延到休假后的第一天。"


def count_days(served: date, days: int, law: Law) -> tuple[date, date, bool]:
    """Give the nominal last day, the rolled last day, and whether holidays of that time are unknown."""
    nominal = served + timedelta(days=days)
    last = law.holidays.next_working_day(nominal)
    return nominal, last, not (law.holidays.covers(nominal) and law.holidays.covers(last))


def _deadline(served: date, parameter: str, law: Law, *notes: str) -> DeadlineAnswer:
    rule = law[parameter]
    try:
        days = int(rule.number_at(served))
    except NotCovered as error:
        raise RefusedError("served", str(error)) from None
    nominal, last, earliest = count_days(served, days, law)
    holidays = f"法定休假日只有 {law.holidays.since} 到 {law.holidays.until} 的资料"
    check = f"{holidays}，这里只顺延了周末：最早是这一天，请再核对法定休假日。"
    return DeadlineAnswer(
        last_day=last,
        weekday=f"星期{WEEKDAYS[last.weekday()]}",
        nominal=nominal,
        days=days,
        rolled=last != nominal,
        earliest=earliest,
        basis=(*rule.basis, "cpl-85-86"),
        notes=(fields.ESTIMATE, *((check,) if earliest else ()), *notes, "别等最后一天；以法院通知为准。"),
    )


def defence_deadline(form: ServedForm, law: Law) -> DeadlineAnswer:
    """Tell until when a defendant may hand in his defence and object to the court's jurisdiction."""
    return _deadline(
        form.served,
        "defence-days",
        law,
        "从收到起诉状副本算，不是从收到短信或传票算；管辖异议也在这段时间里提。",
        "小额诉讼的答辩期由法院定，看通知。",
    )


def payment_order_deadline(form: ServedForm, law: Law) -> DeadlineAnswer:
    """Tell until when a debtor may object in writing to a payment order."""
    return _deadline(
        form.served,
        "payment-order-objection-days",
        law,
        "要书面提出，并且针对债务本身；只说没钱、想延期，或者口头说，都不算。",
    )


# ── C25 诉讼时效 ──────────────────────────────────────────────────────────────────────────────────────

EventKind = Literal["demand", "payment", "promise", "lawsuit", "transfer"]
EVENTS: dict[EventKind, str] = {
    "demand": "催收函、短信等到达",
    "payment": "还了一部分，或被依约扣款",
    "promise": "答应还、签协议、要求延期",
    "lawsuit": "对方起诉或申请仲裁",
    "transfer": "收到债权转让通知",
}


class LimitationEvent(Form):
    """Something that may start the period anew."""

    day: Date = fields.day("哪天", "2025-06-01")
    kind: EventKind = fields.choice("发生了什么", EVENTS, "demand")


class LimitationForm(Form):
    """When the debt fell due and what happened since."""

    due: Date = fields.day("最后一期的到期日", "2023-01-10", hint="分期的看最后一期，不看第一次逾期")
    events: tuple[LimitationEvent, ...] = fields.rows("后来的事", 0, 60, default=())
    as_of: Date | None = fields.day("看哪一天", "2026-11-22", default=None)


class LimitationRow(Row):
    """One event and what it did."""

    day: date = figure("day", "哪天")
    name: str = figure("text", "发生了什么")
    effect: str = figure("text", "结果")
    end: date = figure("day", "时效到哪天")


class LimitationAnswer(Answer):
    """The day on which the period ends, and how it came to that."""

    start: date = figure("day", "从哪天起算")
    end: date = figure("day", "时效到哪天")
    interrupted: bool = figure("flag", "中断过，重新算过")
    renewed_after_end: bool = figure("flag", "过期后又答应还")
    expired: bool | None = figure("flag", "到你看的那天已经过了")  # nothing: not asked, or holidays decide
    earliest: bool = figure("flag", "最早到这一天，要核对法定休假日")
    events: tuple[LimitationRow, ...] = figure("rows", "经过")
    convention: str = "从最后一期到期日或中断那天的第二天起数，到满年数的同一天；那天是法定休假日的顺延。"
    basis: tuple[str, ...] = (
        "civil-code-188",
        "civil-code-189",
        "civil-code-195",
        "limitation-rule-8",
        "limitation-rule-14",
        "limitation-rule-17",
        "civil-code-192",
        "civil-code-201-203",
    )
    notes: tuple[str, ...] = (
        fields.ESTIMATE,
        "过了时效，债还在，只是被起诉时可以在一审提出抗辩；法院不会主动替你提。",
        "起诉、仲裁期间怎么算，提前到期从哪天起算，有争议，请问律师。",
    )


EARLY = "现在的年限从 {since} 起施行；在那以前到期的，当时的规定可能不同，这里没有资料，请问律师。"
LONGEST = "另有最长 {years} 年的保护期间，从权利受到损害那天起算，算出来的日子超过了它，请问律师。"


def _doubts(due: date, end: date, law: Law) -> tuple[str, ...]:
    """Say what the answer cannot know: an older law, and the longest period that nothing makes longer."""
    since, longest = law["limitation-years"].values[0].since, int(law["limitation-longest-years"].last_number())
    early = (EARLY.format(since=since),) if due < since else ()
    return (*early, LONGEST.format(years=longest)) if end > add_years(due, longest) else early


def limitation(form: LimitationForm, law: Law) -> LimitationAnswer:
    """Tell when limitation ends, event by event."""
    years = int(law["limitation-years"].last_number())
    start, end = form.due, _limit(form.due, years, law)
    rows, interrupted, renewed = [], False, False
    for event in sorted(form.events, key=lambda event: event.day):
        counts, effect = _effect(event, form.due, end)
        if counts:
            interrupted, renewed = interrupted or event.day <= end, renewed or event.day > end
            start, end = event.day, _limit(event.day, years, law)
        rows.append(LimitationRow(day=event.day, name=EVENTS[event.kind], effect=effect, end=end))
    earliest = not law.holidays.covers(end)
    return LimitationAnswer(
        start=start,
        end=end,
        interrupted=interrupted,
        renewed_after_end=renewed,
        expired=_expired(form.as_of, end, earliest),
        earliest=earliest,
        events=tuple(rows),
        notes=(*LimitationAnswer.model_fields["notes"].default, *_doubts(form.due, end, law)),
    )


def _expired(as_of: date | None, end: date, earliest: bool) -> bool | None:
    """Say whether a day lies after the end; nothing where holidays that are not known could still move the end past it."""
    if as_of is None or (earliest and end < as_of <= end + LONGEST_REST):
        return None
    return as_of > end


def _limit(start: date, years: int, law: Law) -> date:
    """Give the last day of a period of years, rolled over days of rest (民法典第201条至第203条)."""
    return law.holidays.next_working_day(add_years(start, years))


def _effect(event: LimitationEvent, due: date, end: date) -> tuple[bool, str]:
    """Say whether an event starts the period anew, and why."""
    if event.day <= due:
        return False, "还没到期，不影响"
    if event.day <= end:
        return True, "中断，重新算"
    if event.kind == "promise":
        return True, "已过时效后又答应还，可能不能再用时效抗辩"
    if event.kind == "payment":
        return False, "已过时效后自愿还的，不能要回；其余部分看有没有答应还"
    return False, "已过时效，不再中断"
