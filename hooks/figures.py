"""Figures of the law as pages print them: the ids behind `fig:`, their value on a day, and how they are written.

An open series (LPR) is shown as last confirmed and says so; any other uncovered day raises `NotCovered`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from calculators.parameters import Law, Parameter, Value


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

    @property
    def in_words(self) -> str:
        """The value as a text carries it, with the day of the last confirmation where there is one."""
        return f"{self.text}（截至 {self.as_of} 最近核到）" if self.as_of else self.text


def today(name: str, law: Law, day: date) -> Figure:
    """Give the figure that a page of `day` prints; raise NotCovered when the data do not reach it."""
    parameter = law[name]
    late = parameter.confirmed is not None and day > parameter.confirmed
    point = parameter.series.last_confirmed() if late else parameter.series.point_at(day)
    return _figure(parameter, point.value, point.since, parameter.confirmed if late else None)


def on(name: str, law: Law, day: date) -> Figure:
    """Give the figure of a past day; raise NotCovered outside the covered days, open series included."""
    point = law[name].series.point_at(day)
    return _figure(law[name], point.value, point.since, None)


def latest(name: str, law: Law, day: date) -> tuple[Figure, date | None]:
    """Give a figure for a list of all: today's, or the last one with the day on which it ended."""
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
