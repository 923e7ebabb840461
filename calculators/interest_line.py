"""超过哪条线了: which interest lines concern a loan, and by how much it exceeds them.

Whether a line is exceeded is always told by the simple and by the compound rate: courts usually compare the simple
one, rules on disclosure speak of the internal rate of return without saying which.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from calculators import caps, cashflow, fields, money, rates
from calculators.caps import LENDERS, ROLES, Lender, Line
from calculators.cashflow import NoRateError
from calculators.dated import NotCovered
from calculators.fields import Amount, Answer, Date, Fen, Form, Percent, RefusedError, Row, Whole, figure
from calculators.parameters import Law
from calculators.real_rate import COST_BASIS, YearlyRates

CONTRACT = "合同成立那天；借条、电子合同上的日期"
SAFE = "任何一条线都不等于本金不用还。"
NOTES: dict[Lender, tuple[str, ...]] = {
    "bank": ("银行贷款没有自动生效的利率上限，这条线要在案件里自己提出来用。",),
    "consumer-finance": (
        "消费金融公司的贷款没有自动生效的利率上限，这条线要在案件里自己提出来用。",
        "媒体报道的平均综合融资成本指导是机构的平均值，不是单笔贷款的上限。",
    ),
    "assist": ("助贷规则施行以前签的存量业务可以整改或到期自然结清，不会一律重算。",),
    "microloan": (
        "小贷公司的纠纷不适用民间借贷的四倍 LPR；法院怎么看要看个案，可以请求减少过高的违约金。",
        "监管线只管指引发布以后新放的贷款。",
    ),
    "private": ("看合同成立那天的一年期 LPR，不看今天的。",),
    "unlicensed": (
        "没有资质、以营利为目的向不特定的人放贷的，合同可能无效；无效后本金仍要返还。",
        "法院按民间借贷处理时，才用四倍 LPR 这条线。",
    ),
}
EXTRA_BASIS: dict[Lender, tuple[str, ...]] = {
    "bank": (),
    "consumer-finance": ("cfc-20pct-window-guidance",),
    "assist": ("assist2025-9-transition", "assist2025-9-fees"),
    "microloan": ("private-lending-scope-reply", "civil-code-585"),
    "private": (),
    "unlicensed": ("private-lending-13", "civil-code-157"),
}


class LineRow(Row):
    """One interest line as an answer tells it."""

    id: str = figure("text", "代号")
    name: str = figure("text", "哪条线")
    role: str = figure("text", "性质")
    rate: float = figure("rate", "年利率")
    since: date = figure("day", "从哪天起")
    until: date | None = figure("day", "到哪天止")
    effect: str = figure("text", "有什么用")
    not_meaning: str = figure("text", "不等于什么")
    confirmed: date | None = figure("day", "最近核到")
    to_check: bool = figure("flag", "要再核对")
    basis: tuple[str, ...] = figure("ids", "依据")


def told(line: Line) -> LineRow:
    """Tell a line as a row of an answer."""
    return LineRow(
        id=line.id,
        name=line.name,
        role=ROLES[line.role],
        rate=float(line.rate) / 100,
        since=line.since,
        until=line.until,
        effect=line.effect,
        not_meaning=line.not_meaning,
        confirmed=line.confirmed,
        to_check=line.to_check,
        basis=line.basis,
    )


def _lines(lender: Lender, contract: date, law: Law) -> tuple[Line, ...]:
    try:
        return caps.lines(lender, contract, law)
    except NotCovered as error:
        raise RefusedError("contract", str(error)) from None


def _basis(lines: Sequence[Line], *more: str) -> tuple[str, ...]:
    """Give the provisions of all lines once each, in order."""
    return tuple(dict.fromkeys([*(name for line in lines for name in line.basis), *more]))


def _notes(lines: Sequence[Line]) -> tuple[str, ...]:
    """Give the notes of every answer with lines."""
    late = [line.confirmed for line in lines if line.to_check]
    return (fields.ESTIMATE, SAFE, *_late(late[0] if late else None))


def _late(confirmed: date | None) -> tuple[str, ...]:
    """Say up to which day the LPR is confirmed when it was asked for beyond that day."""
    return (f"LPR 只核到 {confirmed}，你填的日期更晚，请到人民银行网站再核对。",) if confirmed else ()


# ── C9 四倍 LPR ───────────────────────────────────────────────────────────────────────────────────────


CAP_NOTES = (fields.ESTIMATE, "只管民间借贷，不管银行、消费金融公司、小贷公司。", SAFE)
OLD_CONTRACT = "合同早于新规则：规则改变以前的利息可能看旧规则，之后按起诉时的四倍 LPR，这个数只供参考。"


class CapForm(Form):
    """The day of a private loan."""

    contract: Date = fields.day("合同成立日", "2024-10-21", hint=CONTRACT)


class CapAnswer(Answer):
    """The one-year LPR of the day and four times of it."""

    lpr: float = figure("rate", "当时的一年期 LPR")
    multiple: float = figure("count", "倍数")
    cap: float = figure("rate", "四倍 LPR")
    applies: bool = figure("flag", "这个合同直接用这条线")
    lpr_since: date = figure("day", "看的是哪天公布的 LPR")
    confirmed: date | None = figure("day", "最近核到")
    to_check: bool = figure("flag", "要再核对")
    convention: str = "年利率；法院比较时通常按单利年化。"


def private_lending(form: CapForm, law: Law) -> CapAnswer:
    """Look up the four-times line of a contract's day."""
    lpr, multiple = law["lpr-1y"], law["private-lending-multiple"]
    to_check = lpr.confirmed is not None and form.contract > lpr.confirmed
    day = lpr.confirmed if to_check and lpr.confirmed else form.contract
    try:
        point, rate = lpr.series.point_at(day), lpr.number_at(day)
    except NotCovered as error:
        raise RefusedError("contract", str(error)) from None
    applies = form.contract >= caps.cutover(law)
    return CapAnswer(
        lpr=float(rate) / 100,
        multiple=float(multiple.last_number()),
        cap=float(rate * multiple.last_number()) / 100,
        applies=applies,
        lpr_since=point.since,
        confirmed=lpr.confirmed,
        to_check=to_check,
        basis=(*multiple.basis, "private-lending-29", *(() if applies else ("private-lending-31",))),
        notes=(
            *CAP_NOTES,
            *(() if applies else (OLD_CONTRACT,)),
            *_late(lpr.confirmed if to_check else None),
        ),
    )


# ── C10 哪条线管我 ────────────────────────────────────────────────────────────────────────────────────


class WhichLineForm(Form):
    """Who lent, and when."""

    lender: Lender = fields.choice("谁放的款", LENDERS, "assist", hint="看合同里写的贷款人，不看 App 的名字")
    contract: Date = fields.day("合同成立日", "2026-01-05", hint=CONTRACT)


class WhichLineAnswer(Answer):
    """The lines that concern the loan, each with its own nature; there may be none."""

    lines: tuple[LineRow, ...] = figure("rows", "和这笔借款有关的线")
    convention: str = "年利率。法院通常比单利年化；监管的综合融资成本按内部收益率折算，没有说明单利还是复利。"


def which_line(form: WhichLineForm, law: Law) -> WhichLineAnswer:
    """Tell which lines concern a loan of that kind of lender and that day."""
    found = _lines(form.lender, form.contract, law)
    none = () if found else ("这类贷款在这一天没有查到统一的利率线。",)
    return WhichLineAnswer(
        lines=tuple(told(line) for line in found),
        basis=_basis(found, *EXTRA_BASIS[form.lender], "civil-code-680-1"),
        notes=(*_notes(found), *none, *NOTES[form.lender]),
    )


# ── C26 综合融资成本 ──────────────────────────────────────────────────────────────────────────────────


class TotalCostForm(Form):
    """A loan with everything that is paid for it, by name."""

    received: Amount = fields.amount("到账金额", "10000", hint="真正打到你账上的钱")
    payment: Amount = fields.amount("每期本金加利息", "888.49")
    periods: Whole = fields.whole("期数", "12", "期", hint="按月还")
    guarantee: Amount = fields.amount("每期担保费", "60", default=0, low="0")
    service: Amount = fields.amount("每期服务费、咨询费", "0", default=0, low="0")
    insurance: Amount = fields.amount("每期保险费", "0", default=0, low="0")
    membership: Amount = fields.amount(
        "一次付的会员费等", "0", default=0, low="0", hint="放款前后一次付清、没有从到账金额里扣的"
    )
    lender: Lender = fields.choice("谁放的款", LENDERS, "assist")
    contract: Date = fields.day("合同成立日", "2026-01-05", hint=CONTRACT)


class ComparedLine(LineRow):
    """A line and whether the loan exceeds it, by either rate."""

    simple_over: bool = figure("flag", "单利年化超过")
    compound_over: bool = figure("flag", "复利年化超过")


class TotalCostAnswer(YearlyRates):
    """The yearly cost with and without fees, and the lines it is compared with."""

    interest_simple_annual: float = figure("rate", "只算本息的单利年化")
    total_cost: Fen = figure("money", "息费一共")
    total_fees: Fen = figure("money", "其中各种费用")
    lines: tuple[ComparedLine, ...] = figure("rows", "和各条线比")


def total_cost(form: TotalCostForm, law: Law) -> TotalCostAnswer:
    """Find what a loan costs with all fees and compare it with the lines of its lender."""
    fee = float(form.guarantee + form.service + form.insurance)
    received, payment = float(form.received), float(form.payment)
    net = float(form.received - form.membership)
    if net <= 0:
        raise RefusedError("membership", "一次付的会员费等要小于到账金额")
    rate = _rate([net] + [-(payment + fee)] * form.periods)
    bare = _rate([received] + [-payment] * form.periods)
    simple, compound = rates.simple_annual(rate, 12), rates.compound_annual(rate, 12)
    found = _lines(form.lender, form.contract, law)
    return TotalCostAnswer(
        simple_annual=simple,
        compound_annual=compound,
        interest_simple_annual=rates.simple_annual(bare, 12),
        total_cost=(payment + fee) * form.periods - net,
        total_fees=fee * form.periods + float(form.membership),
        lines=tuple(_compared(line, simple, compound) for line in found),
        basis=_basis(found, *COST_BASIS, *EXTRA_BASIS[form.lender]),
        notes=(*_notes(found), *NOTES[form.lender]),
    )


def _rate(amounts: list[float]) -> float:
    try:
        return cashflow.irr(amounts)
    except NoRateError as error:
        raise RefusedError("payment", str(error)) from None


def _compared(line: Line, simple: float, compound: float | None) -> ComparedLine:
    row = told(line)
    return ComparedLine(
        **row.model_dump(),
        simple_over=exceeds(simple, row.rate),
        compound_over=compound is None or exceeds(compound, row.rate),
    )


def exceeds(rate: float, line: float) -> bool:
    """Say whether a rate lies above a line, both as they are printed: to a hundredth of a percent.

    A lender who rounds a payment up to the fen does not cross a line by it, and nobody reads 24.00% as more than 24%.
    """
    return money.half_up(rate * 100, 2) > money.half_up(line * 100, 2)


# ── C11 超出多少 ──────────────────────────────────────────────────────────────────────────────────────


class Stretch(Form):
    """Some days on which the same principal was owed."""

    balance: Amount = fields.amount("这段时间欠的本金", "10000")
    days: Whole = fields.whole("多少天", "365", "天", high=36500)


class ExcessForm(Form):
    """What was paid beside the principal, and what the line would have allowed."""

    stretches: tuple[Stretch, ...] = fields.rows("本金和天数", 1, 400, hint="还过本金的，每段余额写一行")
    paid: Amount = fields.amount("一共付的利息和费用", "3600", low="0", hint="本金以外付出的全部")
    lender: Lender = fields.choice("谁放的款", LENDERS, "private")
    contract: Date = fields.day("合同成立日", "2025-06-01", hint=CONTRACT)
    cap: Percent | None = fields.percent(
        "想比的年利率", "24", default=None, hint="不填就用这类贷款的线；有几条时用法院的那条"
    )


class ExcessAnswer(Answer):
    """What the line allows, and what was paid beyond it."""

    cap: float = figure("rate", "比较用的年利率")
    line: LineRow | None = figure("row", "这是哪条线")
    allowed: Fen = figure("money", "按这条线最多")
    paid: Fen = figure("money", "实际付了")
    excess: Fen = figure("money", "超出，可以主张调减")
    convention: str = "单利：每段本金 × 年利率 × 天数 ÷ 365，逐段相加。"


def excess_interest(form: ExcessForm, law: Law) -> ExcessAnswer:
    """Estimate how much interest and fees exceed a line, stretch by stretch."""
    line = _chosen(form.lender, form.contract, law) if form.cap is None else None
    percent = form.cap if line is None else line.rate
    cap = float(percent or 0) / 100
    allowed = money.fen(allowed_interest([(float(part.balance), part.days) for part in form.stretches], cap))
    found = (line,) if line else ()
    return ExcessAnswer(
        cap=cap,
        line=told(line) if line else None,
        allowed=allowed,
        paid=form.paid,
        excess=max(Decimal(0), form.paid - allowed),
        basis=_basis(found, "civil-code-680-1"),
        notes=(*_notes(found), "超出部分怎么处理，要在协商或诉讼中提出，由法院认定。"),
    )


def allowed_interest(stretches: Sequence[tuple[float, float]], annual: float, basis: float = 365) -> float:
    """Give the simple interest of (balance, days) stretches at a yearly rate."""
    return sum(balance * annual * days / basis for balance, days in stretches)


def _chosen(lender: Lender, contract: date, law: Law) -> Line:
    """Give the line that a court uses, else the first; refuse when there is none."""
    found = [line for line in _lines(lender, contract, law) if line.role in ("court", "supervision")]
    if not found:
        raise RefusedError("cap", "这类贷款在这一天没有可以直接比的线，请填想比的年利率")
    return next((line for line in found if line.role == "court"), found[0])


# ── C12 违约金过高 ────────────────────────────────────────────────────────────────────────────────────


class PenaltyForm(Form):
    """An agreed penalty and the loss it stands for."""

    agreed: Amount = fields.amount("约定的违约金", "1000", low="0")
    loss: Amount = fields.amount("对方的实际损失", "600", low="0", hint="借款一般看资金被占用的利息损失")


class PenaltyAnswer(Answer):
    """The amount above which a court usually calls a penalty too high."""

    threshold: Fen = figure("money", "一般认定过高的线")
    too_high: bool = figure("flag", "超过这条线")
    over: Fen = figure("money", "比这条线多")
    convention: str = "实际损失 × (1 + 法定比例)。"
    basis: tuple[str, ...] = ("contract-interp-65", "contract-interp-64", "civil-code-585")
    notes: tuple[str, ...] = (
        fields.ESTIMATE,
        "要由你请求减少并举证；恶意违约的一般不支持。这个比例不是年利率上限。",
    )


def penalty_test(form: PenaltyForm, law: Law) -> PenaltyAnswer:
    """Compare an agreed penalty with the actual loss plus the share that courts usually allow."""
    share = law["liquidated-damages-excess"].last_number() / 100
    threshold = form.loss * (1 + share)
    return PenaltyAnswer(
        threshold=threshold, too_high=form.agreed > threshold, over=max(form.agreed - threshold, 0)
    )


# ── C29 跨越新旧规则 ──────────────────────────────────────────────────────────────────────────────────


class TimelineForm(Form):
    """A private loan and the day of the lawsuit."""

    contract: Date = fields.day("合同成立日", "2019-12-01", hint=CONTRACT)
    filed: Date = fields.day("起诉日", "2025-06-01", hint="还没起诉就填打算比较的那一天")


class SegmentRow(Row):
    """One stretch of time and the lines that hold in it."""

    since: date = figure("day", "从哪天")
    until: date | None = figure("day", "到哪天")
    lines: tuple[LineRow, ...] = figure("rows", "用哪条线")


class TimelineAnswer(Answer):
    """The lines of a private loan, stretch by stretch."""

    segments: tuple[SegmentRow, ...] = figure("rows", "分段")
    convention: str = "年利率；法院比较时通常按单利年化。"


def timeline(form: TimelineForm, law: Law) -> TimelineAnswer:
    """Tell which line holds for which stretch of a private loan's interest."""
    if form.filed < max(form.contract, caps.cutover(law)):
        raise RefusedError("filed", f"起诉日不能早于合同成立日，也不能早于 {caps.cutover(law)}")
    try:
        segments = caps.segments(form.contract, form.filed, law)
    except NotCovered as error:
        raise RefusedError("contract", str(error)) from None
    found = [line for _, _, lines in segments for line in lines]
    return TimelineAnswer(
        segments=tuple(
            SegmentRow(since=since, until=until, lines=tuple(told(line) for line in lines))
            for since, until, lines in segments
        ),
        basis=_basis(found, "private-lending-31"),
        notes=(*_notes(found), "只管民间借贷；旧规则的条号和官方原文没有对到（部分核实），要当事人请求才可能适用。"),
    )
