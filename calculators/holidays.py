"""Which days are days of rest: weekends, statutory holidays, and weekends on which people work instead.

The table is dated data; outside its days only weekends are known.
"""

from __future__ import annotations

from datetime import date, timedelta

from pydantic import Field, model_validator

from calculators.source import Day, Record, Wrong


class Rest(Record):
    """One statutory holiday with its adjoining days off; both days included."""

    name: str = Field(min_length=1)
    since: Day = Field(alias="from")
    until: Day


class Holidays(Record):
    """The table of ``holidays.yaml``: which days it covers, days of rest, and weekends that are working days."""

    title: str = Field(min_length=1)
    source: str = Field(min_length=1)
    since: Day = Field(alias="from")
    until: Day
    rest: tuple[Rest, ...]
    work: tuple[Day, ...]

    @model_validator(mode="after")
    def _in_order(self) -> Holidays:
        previous = self.since - timedelta(days=1)
        for index, rest in enumerate(self.rest):
            if not previous < rest.since <= rest.until <= self.until:
                raise Wrong("日期要按先后排，落在 from 和 until 之间，不能重叠", "rest", index)
            previous = rest.until
        for index, day in enumerate(self.work):
            if day.weekday() < 5 or any(rest.since <= day <= rest.until for rest in self.rest):
                raise Wrong(f"{day} 不是调休上班的周末", "work", index)
        return self

    def covers(self, day: date) -> bool:
        """Say whether statutory holidays of that day are known."""
        return self.since <= day <= self.until

    def is_rest(self, day: date) -> bool:
        """Say whether the day is a day of rest; outside the table a weekend."""
        if any(rest.since <= day <= rest.until for rest in self.rest):
            return True
        return day.weekday() >= 5 and day not in self.work

    def next_working_day(self, day: date) -> date:
        """Give ``day`` itself, or the first day after it that is no day of rest."""
        while self.is_rest(day):
            day += timedelta(days=1)
        return day


WEEKENDS_ONLY = Holidays.model_validate(
    {
        "title": "只知道周末",
        "source": "没有休假日资料",
        "from": date.max,
        "until": date.max,
        "rest": (),
        "work": (),
    }
)
