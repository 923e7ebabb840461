"""The dated numbers of the law: one file per number in ``parameters/``, read into a frozen ``Law``.

Knows the shape of the files, not what any number means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, time
from decimal import Decimal
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, ValidationInfo, field_validator, model_validator

from calculators import source
from calculators.dated import Point, Series
from calculators.holidays import WEEKENDS_ONLY, Holidays
from calculators.source import Day, Number, Problem, Record, Wrong

FOLDER = Path(__file__).parent / "parameters"
CALENDAR = Path(__file__).parent / "holidays.yaml"
Value = Decimal | time | date
Unit = Literal[
    "percent_per_year",
    "percent",
    "times",
    "days",
    "working_days",
    "months",
    "years",
    "calls_per_day",
    "clock",
    "yuan",
    "count",
    "ratio",
    "date",
]


def _value(value: object) -> Value:
    """Read ``22:00`` as a clock time, ``2026-08-01`` as a day and a number as a Decimal."""
    if isinstance(value, date):
        return value
    if isinstance(value, str) and re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", value):
        return time.fromisoformat(value)
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise Wrong("应是数字（不加引号）、钟点（写成 22:00）或日期（写成 2026-08-01）", rule="wrong-type")
    return Decimal(value)


class Entry(Record):
    """One line of ``values``: the value that holds from a day on, and where it is written."""

    since: Day = Field(alias="from")
    value: Annotated[Number | time | date, BeforeValidator(_value)]
    source: str = Field(min_length=1)
    until: Day | None = None


class Parameter(Record):
    """One dated number of the law: what it is, whom it concerns, its values, how far they are confirmed."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    title: str = Field(min_length=1)
    unit: Unit
    display: str = Field(min_length=1)
    scope: str = Field(min_length=1)
    basis: tuple[str, ...] = Field(min_length=1)
    open: bool = False
    confirmed: Day | None = None
    review_days: int | None = Field(default=None, gt=0)
    values: tuple[Entry, ...] = Field(min_length=1)

    @field_validator("display")
    @classmethod
    def _shows_the_value(cls, display: str) -> str:
        if "{value}" not in display and "{wan}" not in display:
            raise Wrong("里面要有 {value} 或 {wan}（以万为单位），它是印出数值的地方")
        return display

    @field_validator("values")
    @classmethod
    def _in_order(cls, values: tuple[Entry, ...]) -> tuple[Entry, ...]:
        for index, (earlier, later) in enumerate(pairwise(values)):
            if later.since <= earlier.since:
                raise Wrong(f"日期要一条比一条晚，{later.since} 没有晚于 {earlier.since}", index + 1, "from")
            if earlier.until is not None:
                raise Wrong("until 只能写在最后一条", index, "until")
        last = values[-1]
        if last.until is not None and last.until < last.since:
            raise Wrong(f"until 早于 from（{last.since}）", len(values) - 1, "until")
        return values

    @field_validator("values")
    @classmethod
    def _of_the_unit(cls, values: tuple[Entry, ...], info: ValidationInfo) -> tuple[Entry, ...]:
        unit = info.data.get("unit")
        kind, wanted = {"clock": (time, "钟点，写成 22:00"), "date": (date, "日期，写成 2026-08-01")}.get(
            str(unit), (Decimal, "数字")
        )
        for index, entry in enumerate(values):
            if not isinstance(entry.value, kind):
                raise Wrong(f"unit 是 {info.data.get('unit')}，value 应是{wanted}", index, "value")
        return values

    @model_validator(mode="after")
    def _open_or_not(self) -> Parameter:
        last = self.values[-1]
        if not self.open:
            for name in ("confirmed", "review_days"):
                if getattr(self, name) is not None:
                    raise Wrong(f"{name} 只用于 open: true 的数据", name)
        elif self.confirmed is None or self.review_days is None:
            raise Wrong("open: true 时要写 confirmed（核到哪一天）和 review_days（多少天核一次）", "open")
        elif self.confirmed < last.since:
            raise Wrong(f"confirmed 早于最后一条数据（{last.since}）", "confirmed")
        elif last.until is not None:
            raise Wrong("open: true 的数据不能写 until", "values", len(self.values) - 1, "until")
        return self

    @cached_property
    def series(self) -> Series[Value]:
        """Give the values as a series of dated points."""
        points = tuple(Point(entry.since, entry.value, entry.source) for entry in self.values)
        return Series(self.title, points, self.confirmed, self.values[-1].until)

    def at(self, day: date) -> Value:
        """Give the value in force on ``day``; raise NotCovered outside the covered days."""
        return self.series.at(day)

    def number_at(self, day: date) -> Decimal:
        """Give the number in force on ``day``; raise NotCovered, or TypeError for a clock time."""
        return _number(self.at(day))

    def last_number(self) -> Decimal:
        """Give the last confirmed number; raise TypeError for a clock time."""
        return _number(self.series.last_confirmed().value)

    def last_day(self) -> date:
        """Give the last value of a parameter whose values are days; raise TypeError for any other."""
        value = self.series.last_confirmed().value
        if not isinstance(value, date):
            raise TypeError("this value is no day")
        return value

    def shown(self, value: Value) -> str:
        """Print a value of this parameter within ``display``: no trailing zeros; ``{wan}`` in units of 10,000."""
        if isinstance(value, Decimal):
            wan = f"{(value / 10000).normalize():f}"
            return self.display.replace("{value}", f"{value.normalize():f}").replace("{wan}", wan)
        text = f"{value.year}年{value.month}月{value.day}日" if isinstance(value, date) else f"{value:%H:%M}"
        return self.display.replace("{value}", text)


def _number(value: Value) -> Decimal:
    if not isinstance(value, Decimal):
        raise TypeError("a clock time or a day is no number")
    return value


class Law(Mapping[str, Parameter]):
    """All parameters by id, and the days of rest; cannot be changed.

    An unknown id raises KeyError with the nearest known one.
    """

    def __init__(self, parameters: Mapping[str, Parameter], holidays: Holidays) -> None:
        self._parameters = dict(parameters)
        self.holidays = holidays

    def __getitem__(self, name: str) -> Parameter:
        if name not in self._parameters:
            raise KeyError(f"没有参数 “{name}”。{source.did_you_mean(name, self._parameters)}")
        return self._parameters[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._parameters)

    def __len__(self) -> int:
        return len(self._parameters)


def collect(folder: Path = FOLDER, calendar: Path = CALENDAR) -> tuple[Law, list[Problem]]:
    """Read every file of ``folder`` and the calendar; give what could be read, and all problems."""
    parameters: dict[str, Parameter] = {}
    holidays, problems = source.load(calendar, Holidays)
    for path in sorted(folder.glob("*.yaml")):
        parameter, found = source.load(path, Parameter)
        problems += found
        if parameter is None:
            continue
        if parameter.id != path.stem:
            message = f"id 是 “{parameter.id}”，文件名是 “{path.name}”，两者要一样"
            problems.append(Problem(source.shown(path), 1, message, "", "parameter-id"))
        parameters[parameter.id] = parameter
    return Law(parameters, holidays or WEEKENDS_ONLY), problems


def load(folder: Path = FOLDER) -> Law:
    """Read everything; raise ValueError that lists all problems when there is one."""
    law, problems = collect(folder)
    if problems:
        raise ValueError("\n".join(str(problem) for problem in problems))
    return law
