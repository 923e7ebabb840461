"""协商报多少、这个方案划不划算: comparing an offer in instalments with one sum."""

from __future__ import annotations

from calculators import cashflow, fields, instalment, money, rates
from calculators.fields import Amount, Answer, Fen, Form, Percent, Whole, figure
from calculators.parameters import Law

# ── C16 方案比较 ──────────────────────────────────────────────────────────────────────────────────────


class OfferForm(Form):
    """A debt, an offer in instalments, an offer of one sum."""

    owed: Amount = fields.amount("现在欠多少", "45000", hint="本金、利息、费用合计，以对方给的明细为准")
    payment: Amount = fields.amount("分期方案：每期还", "2000")
    periods: Whole = fields.whole("分期方案：几期", "24", "期", hint="按月，第一期在一个月后")
    lump: Amount = fields.amount("一次性结清：还多少", "35000", hint="今天就付")
    rate: Percent = fields.percent(
        "你的钱每月值多少利率",
        "1",
        default=1,
        high="100",
        hint="要借钱来结清，就填借钱的月利率；自己的钱可填 0 到 1",
    )


class OfferAnswer(Answer):
    """Both offers by what is paid and by what it is worth today."""

    instalment_total: Fen = figure("money", "分期一共付")
    instalment_value: Fen = figure("money", "分期折到今天")
    lump: Fen = figure("money", "一次性付")
    difference: Fen = figure("money", "折到今天，分期比一次性多")
    cheaper: str = figure("text", "折到今天更省的")
    instalment_reduction: Fen = figure("money", "分期比现在欠的少付")
    lump_reduction: Fen = figure("money", "一次性比现在欠的少付")
    equal_simple_annual: float = figure("rate", "选分期等于按这个单利年化借那笔结清款")
    equal_compound_annual: float | None = figure("rate", "同上，复利年化")
    convention: str = f"现值 = 每期还款 ÷ (1 + 月利率)^期次 之和；{rates.BOTH}"
    basis: tuple[str, ...] = ("civil-code-677",)
    notes: tuple[str, ...] = (
        fields.ESTIMATE,
        "减免要写进协议：结清多少、利息停在哪天、征信怎么报、什么时候给结清证明。",
        "不要为了一次性结清去借更贵的钱，也不要把钱交给代办的人。",
    )


def present_value(payment: float, rate: float, periods: int) -> float:
    """Give the value today of equal payments at the end of each period."""
    return payment * instalment.annuity(rate, periods)


def compare_offers(form: OfferForm, law: Law) -> OfferAnswer:
    """Compare paying in instalments with paying one sum today."""
    payment, lump, owed = float(form.payment), float(form.lump), float(form.owed)
    value = present_value(payment, float(form.rate) / 100, form.periods)
    total = payment * form.periods
    equal = cashflow.irr([lump] + [-payment] * form.periods)
    difference = money.fen(value) - form.lump
    return OfferAnswer(
        instalment_total=total,
        instalment_value=value,
        lump=lump,
        difference=difference,
        cheaper="一次性结清" if difference > 0 else "分期" if difference < 0 else "一样",
        instalment_reduction=owed - total,
        lump_reduction=owed - lump,
        equal_simple_annual=rates.simple_annual(equal, 12),
        equal_compound_annual=rates.compound_annual(equal, 12),
    )
