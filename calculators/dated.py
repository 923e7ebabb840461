"""Values that change on days: a series says from when each value holds and up to which day it is known.

Nothing falls back silently: a day outside the covered days raises ``NotCovered``.
Knows neither files nor units.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

V = TypeVar("V", covariant=True)


class NotCovered(LookupError):  # noqa: N818 - the name the design gives it
    """A day for which the series has no value; the message says why, in Chinese."""


@dataclass(frozen=True)
class Point(Generic[V]):
    """From ``since`` on the value is ``value``, as ``source`` says."""

    since: date
    value: V
    source: str


@dataclass(frozen=True)
class Series(Generic[V]):
    """Points in strictly increasing order of days.

    ``confirmed``: the series is open (new values are published) and known up to this day.
    ``until``: the series has ended; the last day on which the last value holds.
    Neither: the last value holds until somebody changes the data.
    """

    title: str
    points: tuple[Point[V], ...]
    confirmed: date | None = None
    until: date | None = None

    @property
    def is_open(self) -> bool:
        """Say whether further values may have been published after ``confirmed``."""
        return self.confirmed is not None

    def point_at(self, day: date) -> Point[V]:
        """Give the point in force on ``day``; raise NotCovered outside the covered days."""
        first = self.points[0].since
        if day < first:
            raise NotCovered(f"{self.title}从 {first} 起才有数据，{day} 太早")
        if self.until is not None and day > self.until:
            raise NotCovered(f"{self.title}只用到 {self.until}，{day} 已经不适用")
        if self.confirmed is not None and day > self.confirmed:
            raise NotCovered(f"{self.title}只核到 {self.confirmed}，{day} 的数值要重新核对")
        return [point for point in self.points if point.since <= day][-1]

    def at(self, day: date) -> V:
        """Give the value in force on ``day``; raise NotCovered outside the covered days."""
        return self.point_at(day).value

    def last_confirmed(self) -> Point[V]:
        """Give the last known point. Ask for it by name only, and print 截至 ``confirmed`` beside it."""
        return self.points[-1]
