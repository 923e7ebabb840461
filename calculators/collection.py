"""这通电话违规吗: one day of calls measured against each rule, with the force that the rule has.

A recommended standard and a self-regulation are no laws: what exceeds them can be complained about, the debt stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Literal

from calculators import fields
from calculators.caps import LENDERS, Lender
from calculators.dated import NotCovered
from calculators.fields import Answer, Clock, Date, Flag, Form, Row, Whole, figure
from calculators.parameters import Law

Called = Literal["self", "contact", "guarantor"]
CALLED: dict[Called, str] = {
    "self": "打给欠款人本人",
    "contact": "打给家人、同事等别人",
    "guarantor": "打给担保人、共同借款人",
}
Verdict = Literal["over", "within", "unclear"]
VERDICTS: dict[Verdict, str] = {"over": "超出了", "within": "没有超出", "unclear": "要看具体情况"}

STANDARD = "推荐性国家标准，不是法律"
SELF = "行业自律，约束协会会员"
RULE = "有约束力的监管规定"
LAW = "法律"

LICENSED: tuple[Lender, ...] = ("bank", "consumer-finance", "assist", "microloan")
MEMBERS: tuple[Lender, ...] = ("bank", "consumer-finance", "assist")


class CallForm(Form):
    """One day of calls."""

    lender: Lender = fields.choice("谁放的款", LENDERS, "assist", hint="催收公司替谁催，就选谁")
    day: Date = fields.day("哪天", "2026-11-20")
    time: Clock = fields.clock("几点打来的", "21:30")
    answered: Flag = fields.flag("接通了", default=True)
    agreed: Flag = fields.flag("约定过或同意过这个时间", default=False)
    called: Called = fields.choice("打给谁", CALLED, "self", default="self")
    asked: Flag = fields.flag("要别人代还或转达催款", default=False, hint="打给本人的不用选")
    talks: Whole = fields.whole(
        "这天接通、能对话的有几次", "1", "次", default=1, low=0, high=500, hint="对方打来的才算"
    )
    notices: Whole = fields.whole("这天只播录音的有几次", "0", "次", default=0, low=0, high=500)
    missed: Whole = fields.whole("同一个号码没接通的有几次", "0", "次", default=0, low=0, high=500)
    revealed: Flag = fields.flag("把欠款说给了别人", default=False)
    impersonated: Flag = fields.flag("冒充公安、法院、检察院等", default=False)
    threatened: Flag = fields.flag("威胁、恐吓、辱骂", default=False)
    extra_fee: Flag = fields.flag("另收催收费，或逼你借新还旧", default=False)


class Finding(Row):
    """One rule, its force, and what it says to this call."""

    provision: str = figure("text", "依据")
    matter: str = figure("text", "哪件事")
    force: str = figure("text", "效力")
    verdict: Verdict = figure("text", "代号")
    meaning: str = figure("text", "结论")
    detail: str = figure("text", "说明")


class CallAnswer(Answer):
    """All findings, and how many of them are over."""

    findings: tuple[Finding, ...] = figure("rows", "一条一条看")
    over: int = figure("count", "超出几条")
    convention: str = "每条规则单独看：管不管这家机构、什么效力、这通电话超没超出。"
    notes: tuple[str, ...] = (
        fields.ESTIMATE,
        "超出推荐性标准或自律规定，不等于违法，更不等于不用还；可以拿来投诉。",
        "记下日期、时间、号码、哪家公司、说了什么；威胁到人身安全先报警。",
    )


def call_check(form: CallForm, law: Law) -> CallAnswer:
    """Measure one day of calls against every rule that concerns the lender."""
    findings = [*_hours(form, law), *_counts(form, law), *_others(form, law), *_conduct(form, law)]
    return CallAnswer(
        findings=tuple(findings),
        over=sum(finding.verdict == "over" for finding in findings),
        basis=tuple(dict.fromkeys(finding.provision for finding in findings)),
    )


def _finding(provision: str, matter: str, force: str, verdict: Verdict, detail: str) -> Finding:
    return Finding(
        provision=provision,
        matter=matter,
        force=force,
        verdict=verdict,
        meaning=VERDICTS[verdict],
        detail=detail,
    )


def is_quiet(moment: time, start: time, end: time) -> bool:
    """Say whether a time lies in the quiet hours that begin in the evening and end in the morning."""
    return moment >= start or moment < end


@dataclass(frozen=True)
class Hours:
    """One rule about hours: its parameters, its provision, its force, whom it concerns."""

    name: str
    provision: str
    force: str
    lenders: tuple[Lender, ...]


HOURS = (
    Hours("gbt", "gbt45251-hours", STANDARD, LICENSED),
    Hours("cba", "cba2026-hours", SELF, MEMBERS),
)


def _clock(law: Law, name: str, day: date) -> time | None:
    """Give a clock time of the law on a day, or None where the rule was not in force."""
    try:
        value = law[name].at(day)
    except NotCovered:
        return None
    return value if isinstance(value, time) else None


def _hours(form: CallForm, law: Law) -> list[Finding]:
    findings = []
    for rule in HOURS:
        start = _clock(law, f"{rule.name}-quiet-hours-start", form.day)
        end = _clock(law, f"{rule.name}-quiet-hours-end", form.day)
        if form.lender not in rule.lenders or start is None or end is None:
            continue
        detail = f"没有约定或同意时，{start:%H:%M} 到次日 {end:%H:%M} 不应催收"
        verdict: Verdict = "within"
        if is_quiet(form.time, start, end) and not form.agreed:
            verdict = "over" if form.answered else "unclear"
        findings.append(_finding(rule.provision, "时间", rule.force, verdict, detail))
    return findings


@dataclass(frozen=True)
class Count:
    """One rule about numbers of calls: what is counted, the parameter that limits it."""

    parameter: str
    field: Literal["talks", "notices", "missed"]
    provision: str
    force: str
    lenders: tuple[Lender, ...]
    counted: str


COUNTS = (
    Count(
        "gbt-effective-calls",
        "talks",
        "gbt45251-call-frequency",
        STANDARD,
        LICENSED,
        "接通、能对话的主动来电",
    ),
    Count("gbt-notice-calls", "notices", "gbt45251-call-frequency", STANDARD, LICENSED, "只播录音的来电"),
    Count("cba-unanswered-calls", "missed", "cba2026-call-frequency", SELF, MEMBERS, "同一号码没接通的拨打"),
)


def _counts(form: CallForm, law: Law) -> list[Finding]:
    findings = []
    for rule in COUNTS:
        try:
            limit = int(law[rule.parameter].number_at(form.day))
        except NotCovered:
            continue
        if form.lender not in rule.lenders:
            continue
        number: int = getattr(form, rule.field)
        verdict: Verdict = "over" if number > limit else "within"
        detail = f"{rule.counted}一天不超过 {limit} 次，你记了 {number} 次；另有约定的看约定"
        findings.append(_finding(rule.provision, "次数", rule.force, verdict, detail))
    return findings


CFC_FROM = date(2024, 4, 18)  # cfc2024-status
MICROLOAN_FROM = date(2024, 12, 31)  # microloan2024-26-status
CONSUMER_FROM = date(2023, 3, 1)  # nfra2022-9-art41-collection
POLICE_FROM = date(2026, 1, 1)  # psm-2025-effect


def _bound(form: CallForm, law: Law) -> dict[str, bool]:
    """Say which instruments concern the lender on that day."""
    lender, day = form.lender, form.day
    return {
        "standard": lender in LICENSED and _clock(law, "gbt-quiet-hours-start", day) is not None,
        "guide": lender in MEMBERS and _clock(law, "cba-quiet-hours-start", day) is not None,
        "consumer-finance": lender == "consumer-finance" and day >= CFC_FROM,
        "microloan": lender == "microloan" and day >= MICROLOAN_FROM,
        "consumer": lender in MEMBERS and day >= CONSUMER_FROM,
        "police": day >= POLICE_FROM,
        "always": True,
    }


Rule = tuple[str, str, str, str]  # instrument, provision, force, what it says
OTHERS: tuple[Rule, ...] = (
    ("standard", "gbt45251-contact-exception", STANDARD, "联系不上本人才可以找别人，只问联系方式或请转告"),
    ("guide", "cba2026-third-party", SELF, "原则上不向无关的人催；失联时只问联系方式或请转告"),
)
ASKED: tuple[Rule, ...] = (
    ("standard", "gbt45251-target-debtor-only", STANDARD, "只向债务人本人催收，不应向联系人催收"),
    ("guide", "cba2026-third-party", SELF, "原则上严禁向与债务无关的人催收"),
    ("consumer-finance", "cfc2024-collection-ban", RULE, "不得向与债务无关的第三人催收"),
    ("microloan", "microloan2024-26-collection", RULE, "不得向负有还款义务的人以外的人催收"),
)
REVEALED: tuple[Rule, ...] = (
    ("standard", "gbt45251-contact-exception", STANDARD, "不应向别人透露欠款信息"),
    ("guide", "cba2026-third-party", SELF, "不得向别人透露债务信息"),
    ("microloan", "microloan2024-26-collection", RULE, "不得散布借款人和保证人的隐私"),
    ("always", "civil-code-1032", LAW, "任何人不得泄露、公开别人的隐私"),
)
IMPERSONATED: tuple[Rule, ...] = (
    ("consumer", "nfra2022-9-art41-collection", RULE, "不得冒用行政机关、司法机关的名义催收"),
    ("microloan", "microloan2024-26-collection", RULE, "不得冒用行政机关、司法机关的名义催收"),
    ("guide", "cba2026-redlines", SELF, "严禁冒用行政、司法机关名义"),
    ("police", "psm-62", LAW, "冒充国家机关工作人员招摇撞骗的，可以报警"),
)
THREATENED: tuple[Rule, ...] = (
    ("always", "civil-code-1033", LAW, "不得用电话、短信等侵扰私人生活安宁"),
    ("consumer", "nfra2022-9-art41-collection", RULE, "不得用暴力、恐吓、欺诈等手段催收"),
    ("consumer-finance", "cfc2024-collection-ban", RULE, "不得用暴力、威胁、恐吓、骚扰等手段催收"),
    ("microloan", "microloan2024-26-collection", RULE, "不得用暴力、威胁、侮辱、恐吓等手段催收"),
    ("guide", "cba2026-redlines", SELF, "严禁恐吓、辱骂、威胁"),
    ("police", "psm-50-1", LAW, "威胁人身安全、公然侮辱的，可以报警"),
)
EXTRA_FEE: tuple[Rule, ...] = (
    ("guide", "cba2026-no-extra-fee-no-new-loan", SELF, "不得以催收名义另收费用，不得逼你新增借款"),
)


def _judged(form: CallForm, law: Law, matter: str, rules: Sequence[Rule], verdict: Verdict) -> list[Finding]:
    """Give the findings of the rules that concern the lender."""
    bound = _bound(form, law)
    return [
        _finding(provision, matter, force, verdict, detail)
        for key, provision, force, detail in rules
        if bound[key]
    ]


def _others(form: CallForm, law: Law) -> list[Finding]:
    """Judge calls to people who owe nothing."""
    if form.called != "contact":
        return []
    if form.asked:
        return _judged(form, law, "向别人要债", ASKED, "over")
    return _judged(form, law, "打给别人", OTHERS, "unclear")


def _conduct(form: CallForm, law: Law) -> list[Finding]:
    """Judge what was said."""
    said = (
        (form.revealed, "透露欠款", REVEALED),
        (form.impersonated, "冒充机关", IMPERSONATED),
        (form.threatened, "威胁辱骂", THREATENED),
        (form.extra_fee, "另收费用", EXTRA_FEE),
    )
    return [
        finding
        for happened, matter, rules in said
        if happened
        for finding in _judged(form, law, matter, rules, "over")
    ]
