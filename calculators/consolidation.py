"""换成一笔贷款划不划算: several loans beside one new loan that would pay them off."""

from __future__ import annotations

from calculators import fields, instalment, money, rates
from calculators.cashflow import NoRateError
from calculators.fields import Amount, Answer, Fen, Flag, Form, Percent, RefusedError, Whole, figure
from calculators.parameters import Law

# ── C18 整合贷款 ──────────────────────────────────────────────────────────────────────────────────────


class OldLoan(Form):
    """A loan to be replaced."""

    balance: Amount = fields.amount("剩余本金", "6000")
    rate: Percent = fields.percent("年化利率（单利）", "24")
    periods: Whole = fields.whole("剩余期数", "12", "期", hint="按月等额本息")


class ConsolidationForm(Form):
    """Old loans and one new loan that would pay them off."""

    loans: tuple[OldLoan, ...] = fields.rows("现在的贷款", 1, 30)
    rate: Percent = fields.percent("新贷款年化（单利）", "12")
    periods: Whole = fields.whole("新贷款期数", "24", "期", hint="按月等额本息")
    fee: Amount = fields.amount(
        "新贷款的一次性费用", "0", default=0, low="0", hint="手续费、担保费、提前还款违约金"
    )
    overdue: Flag = fields.flag("现在有逾期", default=False)


class ConsolidationAnswer(Answer):
    """Old and new side by side."""

    old_total: Fen = figure("money", "照旧还，一共")
    new_total: Fen = figure("money", "换新贷款，一共")
    saved: Fen = figure("money", "换了省（负数是多付）")
    old_monthly: Fen = figure("money", "现在每月还")
    new_monthly: Fen = figure("money", "换了每月还")
    new_simple_annual: float = figure("rate", "新贷款含费用的单利年化")
    new_compound_annual: float | None = figure("rate", "新贷款含费用的复利年化")
    worthwhile: bool = figure("flag", "总付出变少")
    convention: str = rates.BOTH
    notes: tuple[str, ...] = (
        fields.ESTIMATE,
        "月供变少不等于划算，期数拉长会多付利息；费用要算进年化。",
        "不要借新还旧填一样贵的坑；把银行贷款转借给别人、为包装资料付费，都不能做。",
    )


def consolidation(form: ConsolidationForm, law: Law) -> ConsolidationAnswer:
    """Compare keeping several loans with one new loan that replaces them."""
    old = [_level(loan) for loan in form.loans]
    principal, fee, rate = (
        sum(float(loan.balance) for loan in form.loans),
        float(form.fee),
        float(form.rate) / 1200,
    )
    plan = instalment.schedule("level", principal, rate, form.periods)
    try:
        real = instalment.real_rate(principal - fee, plan)
    except NoRateError:
        raise RefusedError("fee", "新贷款的一次性费用要小于剩余本金之和") from None
    old_total = money.fen(sum(payment * loan.periods for payment, loan in zip(old, form.loans, strict=True)))
    new_total = money.fen(plan[0].payment * form.periods + fee)
    warning = "已经逾期时，正规的新贷款很难批；声称能批的先核对资质，不要先交钱。"
    return ConsolidationAnswer(
        old_total=old_total,
        new_total=new_total,
        saved=old_total - new_total,
        old_monthly=sum(old),
        new_monthly=plan[0].payment,
        new_simple_annual=rates.simple_annual(real, 12),
        new_compound_annual=rates.compound_annual(real, 12),
        worthwhile=new_total < old_total,
        notes=(*ConsolidationAnswer.model_fields["notes"].default, *((warning,) if form.overdue else ())),
    )


def _level(loan: OldLoan) -> float:
    return instalment.level_payment(float(loan.balance), float(loan.rate) / 1200, loan.periods)
