"""Figures of the law as pages print them: the ids behind `fig:`, their value on a day, and how they are written.

An open series (LPR) is shown as last confirmed and says so; any other uncovered day raises `NotCovered`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from calculators.parameters import Law, Parameter, Value

CAP = "private-lending-cap"
CAP_OF = ("private-lending-multiple", "lpr-1y")


@dataclass(frozen=True)
class Figure:
    """A figure on a day. `as_of` is the day of the last confirmation when the series is open and the day later."""

    id: str
    title: str
    text: str
    value: Value
    scope: str
    basis: tuple[str, ...]
    since: date
    as_of: date | None


def names(law: Law) -> list[str]:
    """All ids that `fig:` knows: the parameters, and the cap that is worked out from two of them."""
    return [*law, CAP] if all(part in law for part in CAP_OF) else list(law)


def today(name: str, law: Law, day: date) -> Figure:
    """Give the figure that a page of `day` prints; raise NotCovered when the data do not reach it."""
    if name == CAP:
        return _cap(law, day)
    parameter = law[name]
    late = parameter.confirmed is not None and day > parameter.confirmed
    point = parameter.series.last_confirmed() if late else parameter.series.point_at(day)
    return _figure(parameter, point.value, point.since, parameter.confirmed if late else None)


def on(name: str, law: Law, day: date) -> Figure:
    """Give the figure of a past day; raise NotCovered outside the covered days, open series included."""
    if name == CAP:
        return _cap_of(on(CAP_OF[0], law, day), on(CAP_OF[1], law, day), law)
    parameter = law[name]
    point = parameter.series.point_at(day)
    return _figure(parameter, point.value, point.since, None)


def latest(name: str, law: Law, day: date) -> tuple[Figure, date | None]:
    """Give a figure for a list of all: today's, or the last one with the day on which it ended."""
    if name == CAP:
        return _cap(law, day), None
    parameter = law[name]
    ended = parameter.series.until
    if ended is None or day <= ended:
        return today(name, law, max(day, parameter.values[0].since)), None
    point = parameter.series.last_confirmed()
    return _figure(parameter, point.value, point.since, None), ended


def _figure(parameter: Parameter, value: Value, since: date, as_of: date | None) -> Figure:
    return Figure(
        parameter.id,
        parameter.title,
        parameter.shown(value),
        value,
        parameter.scope,
        parameter.basis,
        since,
        as_of,
    )


def _cap(law: Law, day: date) -> Figure:
    return _cap_of(today(CAP_OF[0], law, day), today(CAP_OF[1], law, day), law)


def _cap_of(multiple: Figure, rate: Figure, law: Law) -> Figure:
    """Multiply: four times the one-year LPR, with the scope and basis of the multiple."""
    value = Decimal(str(multiple.value)) * Decimal(str(rate.value))
    return replace(
        multiple,
        id=CAP,
        title="民间借贷利率上限（一年期 LPR 的 4 倍）",
        text=law[CAP_OF[1]].shown(value),
        value=value,
        since=max(multiple.since, rate.since),
        as_of=rate.as_of,
    )
