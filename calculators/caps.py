"""Which interest line applies to a loan: kind of lender × day of the contract -> lines, each with its scope.

There is no common ceiling. What a court reduces, what a supervisor asks of an institution, a target that is not
yet due and a threshold of criminal law are different lines and stay apart. None of them means that the principal
need not be paid.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby
from typing import Literal

from calculators.dated import NotCovered
from calculators.parameters import Entry, Law, Parameter

Lender = Literal["bank", "consumer-finance", "assist", "microloan", "private", "unlicensed"]
LENDERS: dict[Lender, str] = {
    "bank": "银行",
    "consumer-finance": "消费金融公司",
    "assist": "银行或消费金融公司出钱、平台助贷",
    "microloan": "小额贷款公司",
    "private": "个人之间、没有放贷业务的公司（民间借贷）",
    "unlicensed": "没有放贷资质的平台或职业放贷人",
}
Role = Literal["court", "supervision", "target", "criminal", "old"]
ROLES: dict[Role, str] = {
    "court": "法院在案件里用",
    "supervision": "监管对机构的要求",
    "target": "引导目标，不是现在的上限",
    "criminal": "只用于认定犯罪，不是民事上限",
    "old": "已被取代，只管旧利息",
}
Meaning = tuple[str, str]  # what the line does, what it does not mean


@dataclass(frozen=True)
class Line:
    """One interest line: percent a year, in whose hands it lies, what it does and what it does not mean."""

    id: str
    name: str
    role: Role
    rate: Decimal
    since: date
    basis: tuple[str, ...]
    effect: str
    not_meaning: str
    until: date | None = None
    confirmed: date | None = None
    to_check: bool = False


def cutover(law: Law) -> date:
    """Give the day from which the four-times line replaces the old rules (法释〔2020〕17号 第31条第二款)."""
    return law["private-lending-cutover"].last_day()


def private_lending_cap(law: Law) -> Parameter:
    """Give the four-times-LPR ceiling as a dated parameter of its own, one value per change of the LPR.

    It covers contracts from 2020-08-20 on; it is as open and as confirmed as the LPR.
    """
    lpr, multiple, first = law["lpr-1y"], law["private-lending-multiple"], cutover(law)
    starts = sorted({first} | {entry.since for entry in lpr.values if entry.since > first})
    values = [(day, _product(lpr, multiple, day)) for day in starts]
    changes = [next(days) for _, days in groupby(values, key=lambda pair: pair[1])]
    return Parameter(
        id="private-lending-cap",
        title="民间借贷利率上限（合同成立时一年期 LPR 的四倍）",
        unit="percent_per_year",
        display="{value}%",
        scope=multiple.scope,
        basis=multiple.basis,
        open=True,
        confirmed=lpr.confirmed,
        review_days=lpr.review_days,
        values=tuple(
            Entry.model_validate({"from": day, "value": value, "source": f"{lpr.title} × {multiple.title}"})
            for day, value in changes
        ),
    )


def _product(lpr: Parameter, multiple: Parameter, day: date) -> Decimal:
    return lpr.number_at(day) * multiple.number_at(day)


def with_derived(law: Law) -> Law:
    """Give the law with the numbers that follow from others added under their own ids."""
    return Law({**law, "private-lending-cap": private_lending_cap(law)}, law.holidays)


def lines(lender: Lender, contract: date, law: Law) -> tuple[Line, ...]:
    """Give the lines that concern a contract of that day with that kind of lender; there may be none.

    For an open series a day after the last confirmation is answered with the last confirmed value and
    ``to_check``. Raises NotCovered for a private loan before 2015-09-01, for which no line is recorded.
    """
    if lender == "private":
        return _private(contract, law)
    if lender == "unlicensed":
        return _unlicensed(contract, law)
    if lender == "microloan":
        return _microloan(contract, law)
    found = [_court(law)]
    if lender == "assist" and contract >= law["assist-cost-line"].values[0].since:
        found.insert(0, _fixed(law["assist-cost-line"], "supervision", ASSIST))
    return tuple(found)


COURT: Meaning = (
    "打官司时，借款人可以请求把利息、复利、罚息、违约金和其他费用合计超出这条线的部分减下来。",
    "要自己在案件里提出；不是自动生效的上限。本金和线以内的部分照还。",
)
ASSIST: Meaning = (
    "监管要求机构把单笔综合融资成本控制在这条线内，担保费等要算进去；超过的可以投诉。",
    "管的是机构和施行后的新业务，不是法院判决的上限，也不会自动退钱。本金照还。",
)
MICROLOAN: Meaning = (
    "监管要求小贷公司新发放的贷款综合融资成本不超过这条线；超过的，督促立即纠正。",
    "不管以前放的贷款，也不直接给借款人减免。本金照还。",
)
TARGET: Meaning = (
    "监管引导小贷公司新发放贷款的综合融资成本逐步降到这条线内。",
    "是给机构的目标，不是现在就生效的上限，不能当抗辩理由。本金照还。",
)
FOUR_TIMES: Meaning = (
    "利息、逾期利息、违约金和其他费用合起来，超过这条线的部分法院不支持。",
    "只管民间借贷，不管银行、消费金融公司、小贷公司。本金和线以内的利息照还。",
)
CRIMINAL: Meaning = (
    "判断没有资质的职业放贷是不是犯罪时，用来决定哪些放贷行为计入。",
    "不是民事利率上限，还要达到次数、金额等条件。合同无效时，拿到的本金仍要返还。",
)
OLD_24: Meaning = (
    "旧规则：不超过这条线的利息，法院支持。只可能用于 2020-08-19 以前的利息，要当事人请求。",
    "现行规则里已经没有这条线；2020-08-20 起的利息按起诉时的四倍 LPR。本金照还。",
)
OLD_36: Meaning = (
    "旧规则：超过这条线的部分无效。只可能用于 2020-08-19 以前的利息，要当事人请求。",
    "现行规则里已经没有这条线，也从来不管银行等金融机构。本金照还。",
)


def _fixed(parameter: Parameter, role: Role, meaning: Meaning) -> Line:
    """Make the line of a parameter that has one standing value."""
    since, until = parameter.values[0].since, parameter.series.until
    rate = parameter.last_number()
    return Line(parameter.id, parameter.title, role, rate, since, parameter.basis, *meaning, until=until)


def _court(law: Law) -> Line:
    return _fixed(law["court-reduction-24"], "court", COURT)


def _unlicensed(contract: date, law: Law) -> tuple[Line, ...]:
    """Professional lending without a licence: the contract may be void; the four-times line holds where not."""
    criminal = _fixed(law["criminal-lending-rate"], "criminal", CRIMINAL)
    private = (_four_times(contract, law),) if contract >= cutover(law) else ()
    return private + ((criminal,) if contract >= criminal.since else ())


def _four_times(day: date, law: Law) -> Line:
    """Make the four-times line of a contract (or a lawsuit) of that day."""
    cap = private_lending_cap(law)
    to_check = cap.confirmed is not None and day > cap.confirmed
    point = cap.series.last_confirmed() if to_check else cap.series.point_at(day)
    rate = cap.last_number() if to_check else cap.number_at(day)
    basis = (*cap.basis, "private-lending-29")
    line = Line(cap.id, cap.title, "court", rate, point.since, basis, *FOUR_TIMES)
    return replace(line, confirmed=cap.confirmed, to_check=to_check)


def _private(contract: date, law: Law) -> tuple[Line, ...]:
    if contract >= cutover(law):
        return (_four_times(contract, law),)
    old = law["private-lending-old-24"], law["private-lending-old-36"]
    if contract < old[0].values[0].since:
        raise NotCovered(f"{old[0].values[0].since} 以前成立的民间借贷，这里没有资料，请咨询律师")
    return (_fixed(old[0], "old", OLD_24), _fixed(old[1], "old", OLD_36))


def _microloan(contract: date, law: Law) -> tuple[Line, ...]:
    line, target = law["microloan-cost-line"], law["microloan-cost-target"]
    if contract < line.values[0].since:
        return ()
    return (_fixed(line, "supervision", MICROLOAN), _target(contract, target, law))


def _target(contract: date, target: Parameter, law: Law) -> Line:
    """Make the line of the target for microloans, which is not yet due and never a defence."""
    lpr, by = law["lpr-1y"], law["microloan-cost-target-date"].last_day()
    to_check = lpr.confirmed is not None and contract > lpr.confirmed
    base = lpr.last_number() if to_check else lpr.number_at(contract)
    rate, since = base * target.last_number(), target.values[0].since
    line = Line(target.id, target.title, "target", rate, since, target.basis, *TARGET)
    return replace(line, until=by, confirmed=lpr.confirmed, to_check=to_check)


Segment = tuple[date, date | None, tuple[Line, ...]]


def segments(contract: date, filed: date, law: Law) -> tuple[Segment, ...]:
    """Give (from, until, lines) of a private loan that is sued over on ``filed``.

    法释〔2020〕17号 第31条: of an older contract the interest up to 2020-08-19 may follow the old rules, the
    rest the line of the day of filing; of a newer contract the line of the contract's day holds throughout.
    """
    if contract >= cutover(law):
        return ((contract, None, lines("private", contract, law)),)
    first = cutover(law)
    old = (contract, first - timedelta(days=1), lines("private", contract, law))
    return (old, (first, None, (_four_times(filed, law),)))
