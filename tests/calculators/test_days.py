from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators import collection, deadlines, parameters, source
from calculators.holidays import Holidays

LAW = parameters.load()
HOLIDAYS = LAW.holidays


@given(st.dates(min_value=date(2024, 1, 1), max_value=date(2026, 12, 1)), st.integers(1, 60))
def test_a_period_ends_on_a_working_day_not_before_its_length(served, days):
    """The last day is no day of rest, and every day between the counted and the rolled one is."""
    nominal, last, _ = deadlines.count_days(served, days, LAW)
    assert nominal == served + timedelta(days=days)
    assert not HOLIDAYS.is_rest(last)
    skipped = [nominal + timedelta(days=k) for k in range((last - nominal).days)]
    assert all(HOLIDAYS.is_rest(day) for day in skipped)


@pytest.mark.parametrize(
    ("day", "rest"),
    [
        (date(2026, 10, 1), True),
        (date(2026, 10, 8), False),
        (date(2026, 10, 10), False),
        (date(2026, 9, 20), False),
        (date(2026, 11, 22), True),
        (date(2026, 2, 23), True),
        (date(2027, 1, 1), False),
        (date(2027, 1, 2), True),
    ],
)
def test_days_of_rest(day, rest):
    """Holidays and weekends are days of rest, worked weekends are not; past the table only weekends are known."""
    assert HOLIDAYS.is_rest(day) == rest


def test_the_table_says_how_far_it_reaches():
    """The statutory holidays of 2026 are covered to the last day and not beyond."""
    assert HOLIDAYS.covers(date(2026, 12, 31))
    assert not HOLIDAYS.covers(date(2027, 1, 1))


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("until: 2020-01-03}", "until: 2019-12-31}", 6, "先后"),
        ("- 2020-01-04", "- 2020-01-06", 8, "不是调休上班的周末"),
        ("name: 元旦, ", "", 6, "缺少 “name”"),
    ],
)
def test_a_mistake_in_the_table_is_found(old, new, line, words):
    """The calendar is read as strictly as the parameters."""
    good = (
        "title: 休假日\nsource: 通知\nfrom: 2020-01-01\nuntil: 2020-12-31\nrest:\n"
        "  - {name: 元旦, from: 2020-01-01, until: 2020-01-03}\nwork:\n  - 2020-01-04\n"
    )
    assert source.load(good, Holidays)[1] == []
    problems = source.load(good.replace(old, new), Holidays)[1]
    assert [problem.line for problem in problems] == [line]
    assert words in problems[0].message


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 1), 12, date(2027, 12, 1)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
    ],
)
def test_months_end_where_the_calendar_does(day, months, later):
    """A month later is the same day, or the last one of a shorter month."""
    assert deadlines.add_months(day, months) == later


@pytest.mark.parametrize(
    ("moment", "quiet"),
    [
        (time(21, 59), False),
        (time(22, 0), True),
        (time(23, 59), True),
        (time(0, 0), True),
        (time(7, 59), True),
        (time(8, 0), False),
    ],
)
def test_quiet_hours_begin_at_ten_and_end_at_eight(moment, quiet):
    """22:00 is within the quiet hours, 8:00 no more."""
    assert collection.is_quiet(moment, time(22, 0), time(8, 0)) == quiet


def test_no_rest_of_the_table_lasts_longer_than_is_allowed_for():
    """Days of rest in a row, weekends beside them included, stay within the margin that limitation leaves for unknown ones."""
    longest = run = 0
    day = HOLIDAYS.since
    while day <= HOLIDAYS.until:
        run = run + 1 if HOLIDAYS.is_rest(day) else 0
        longest, day = max(longest, run), day + timedelta(days=1)
    assert timedelta(days=7) <= timedelta(days=longest) <= deadlines.LONGEST_REST
