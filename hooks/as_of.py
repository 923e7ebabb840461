"""What figures and rules were on each day: one small file from which a page shows the version of a reader's contract.

as-of.js fetches it only after a reader has named a day. Days are texts (2021-03-01), so that they compare as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby

from calculators import caps
from calculators.caps import Line
from calculators.dated import NotCovered
from calculators.parameters import Entry, Law, Parameter
from hooks.content import Library, Rule

PATH = "data/as-of.json"
#: The figures that caps.lines asks for. A project without all of them has no lines.
LINES = frozenset(
    {
        "assist-cost-line",
        "court-reduction-24",
        "criminal-lending-rate",
        "lpr-1y",
        "microloan-cost-line",
        "microloan-cost-target",
        "microloan-cost-target-date",
        "private-lending-cap",
        "private-lending-cutover",
        "private-lending-multiple",
        "private-lending-old-24",
        "private-lending-old-36",
    }
)
#: Kinds of figures that a contract's day decides about; limits of time and places do not ask for it.
UNITS = frozenset({"percent_per_year", "times"})
FIRST = date(2000, 1, 1)


def versions(library: Library) -> dict[str, object]:
    """Give the figures that depend on a contract's day, the days of all rules, and the interest lines by lender."""
    lines = (
        {lender: list(_segments(lender, library.law)) for lender in caps.LENDERS}
        if _has_lines(library)
        else {}
    )
    known = {line.id: line for segments in lines.values() for _, found in segments for line in found}
    return {
        "today": library.today,
        "figures": {name: _figure(library.law[name]) for name in library.law if _dated(name, library)},
        "rules": {name: days for name, rule in library.rules.items() if (days := _rule(rule))},
        "older": dict(_older(library)),
        "lines": {
            lender: [(since, [(line.id, _percent(line)) for line in found]) for since, found in segments]
            for lender, segments in lines.items()
        },
        "about": {name: _about(line) for name, line in known.items()},
    }


def _has_lines(library: Library) -> bool:
    return set(library.law) >= LINES


def _dated(name: str, library: Library) -> bool:
    """Say whether a contract's day decides which value of a figure counts."""
    parameter = library.law[name]
    topics = {
        topic
        for basis in parameter.basis
        if basis in library.rules
        for topic in library.rules[basis].provision.topics
    }
    return parameter.unit in UNITS and "interest-cap" in topics


def _changes(parameter: Parameter) -> list[Entry]:
    """Give the entries of a figure that say something new: a month in which the LPR stayed the same does not."""
    return [next(same) for _, same in groupby(parameter.values, key=lambda entry: entry.value)]


def _figure(parameter: Parameter) -> dict[str, object]:
    """Give the values of a figure as pages print them, one entry for each change."""
    points = [(entry.since, parameter.shown(entry.value), entry.value) for entry in _changes(parameter)]
    found: dict[str, object] = {"values": points}
    if parameter.confirmed:
        found["confirmed"] = parameter.confirmed
    if parameter.series.until:
        found["until"] = parameter.series.until
    return found


def _rule(rule: Rule) -> Sequence[object]:
    """Give [first day or "", last day or "", lenders or ""]; nothing for a rule that has neither."""
    written = rule.provision.status or rule.instrument.status
    dated = written not in ("draft", "informal")
    lenders = "" if "any" in rule.provision.lenders else " ".join(rule.provision.lenders)
    days = [rule.since or "", rule.until or ""] if dated else ["", ""]
    return [*days, lenders] if any(days) or lenders else []


def _older(library: Library) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield, for each rule that took the place of another, the older one's name and its place in the register."""
    for rule in library.rules.values():
        if rule.provision.superseded_by:
            yield rule.provision.superseded_by, (rule.label, f"law/{rule.instrument.id}/#{rule.id}")


def _segments(lender: caps.Lender, law: Law) -> Iterator[tuple[date, tuple[Line, ...]]]:
    """Yield each day from which other lines concern a new contract with that kind of lender, and those lines."""
    starts = {entry.since for name in LINES for entry in _changes(law[name])}
    starts |= {until + timedelta(days=1) for name in LINES if (until := law[name].series.until)}
    last: list[tuple[str, str]] | None = None
    for day in sorted({FIRST, *starts}):
        try:
            found = caps.lines(lender, day, law)
        except NotCovered:
            continue
        shown = [(line.id, _percent(line)) for line in found]
        if shown != last:
            last = shown
            yield day, found


def _percent(line: Line) -> str:
    return f"{line.rate.normalize():f}%"


def _about(line: Line) -> dict[str, object]:
    """Say what a line is, in whose hands it lies, what it does and what it does not mean."""
    found: dict[str, object] = {
        "name": line.name,
        "role": caps.ROLES[line.role],
        "effect": line.effect,
        "not": line.not_meaning,
    }
    if line.confirmed:
        found["confirmed"] = line.confirmed
    return found
