"""When facts and pages must be looked at again: a written day, or a default by kind spread by a stable hash."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from calculators.parameters import Parameter
from hooks.content import Channel, Claim, Library, Page, Place, Rule

PAGE_DAYS = 180
CHANNEL_DAYS = 90
STATUTE_DAYS = 365
RULE_DAYS = 180
SPREAD = 0.1
LISTED = 20  # in the weekly issue
STATUTES = frozenset({"law", "judicial-interpretation", "administrative-regulation", "local-regulation"})


@dataclass(frozen=True, order=True)
class Due:
    """Something whose day has come: the most dangerous (weight) and the oldest first."""

    weight: int
    day: date
    place: Place
    what: str


def page_due(page: Page) -> date:
    """The day by which a page must be read again."""
    return page.meta.review_by or _spread(page.path, page.meta.reviewed, PAGE_DAYS)


def rule_due(rule: Rule) -> date:
    """The day by which a provision must be checked again: statutes 12 months, regulators' rules 6, or its last day."""
    checked = rule.provision.checked
    days = STATUTE_DAYS if rule.level in STATUTES else RULE_DAYS
    due = rule.provision.review_by or _spread(rule.id, checked, days)
    return min(due, rule.until) if rule.until and rule.until >= checked else due


def channel_due(channel: Channel) -> date:
    """The day by which a hotline or site must be checked again: 3 months."""
    return _spread(channel.id, channel.checked, CHANNEL_DAYS)


def claim_due(claim: Claim) -> date:
    """The day by which a fact-check must be checked again: 6 months."""
    return _spread(claim.id, claim.checked, RULE_DAYS)


def figure_due(parameter: Parameter) -> date | None:
    """The day by which an open series must be confirmed again; None for figures that stand in a rule."""
    if parameter.confirmed is None or parameter.review_days is None:
        return None
    return parameter.confirmed + timedelta(days=parameter.review_days)


def due(library: Library) -> Iterator[Due]:
    """Yield everything whose day is past on the library's day."""
    today = library.today
    for parameter in library.law.values():
        day = figure_due(parameter)
        place = library.places.get(("figures", parameter.id))  # a figure that follows from others has no file
        if day and day < today and place:
            yield Due(0, day, place, f"{parameter.title} 只核到 {parameter.confirmed}")
    for channel in library.channels.values():
        if channel_due(channel) < today:
            yield Due(1, channel_due(channel), library.places["channels", channel.id], channel.name)
    for rule in library.rules.values():
        if rule_due(rule) < today:
            yield Due(2, rule_due(rule), library.places["law", rule.id], rule.label)
    for claim in library.claims.values():
        if claim_due(claim) < today:
            yield Due(2, claim_due(claim), library.places["claims", claim.id], claim.title)
    for page in library.pages.values():
        if page_due(page) < today:
            yield Due(3, page_due(page), Place(f"docs/{page.path}", 1), page.meta.title)


def issue(late: Sequence[Due]) -> str:
    """Write the weekly issue: the most dangerous of what is past its day, by file and line (Markdown)."""
    first = late[:LISTED]
    lines = [
        f"每周检查发现 {len(late)} 项过了复核日期，最要紧的 {len(first)} 项在下面：先是数字，再是求助渠道，",
        "然后是规定和说法核查，最后是页面；同一类里，过期久的在前。",
        "",
        *(
            f"{number}. `{one.place.path}:{one.place.line}` {sentence(one)}"
            for number, one in enumerate(first, 1)
        ),
        "",
        "照着官方来源核一遍，再把那一条的 `checked`（页面是 `reviewed`，数字是 `confirmed`）改成当天。",
        "做法见 CONTRIBUTING.md；全部清单用 `make check-scheduled` 列出。",
    ]
    return "\n".join(lines) + "\n"


def sentence(one: Due) -> str:
    """Say what is late, and since when."""
    return f"{one.what} 应在 {one.day} 前复核"


def _spread(key: str, start: date, days: int) -> date:
    """Give start + days, moved back by up to a tenth so that not everything falls due on one day."""
    share = int.from_bytes(sha256(key.encode()).digest()[:4], "big") / 2**32
    return start + timedelta(days=round(days * (1 - SPREAD * share)))
