from datetime import date

import pytest

from calculators.dated import NotCovered, Point, Series

POINTS = (Point(date(2020, 1, 20), 4, "a"), Point(date(2020, 2, 20), 5, "b"))
OPEN = Series("利率", POINTS, confirmed=date(2020, 3, 1))
ENDED = Series("利率", POINTS, until=date(2020, 3, 1))
STANDING = Series("利率", POINTS)


@pytest.mark.parametrize(
    ("day", "value"),
    [(date(2020, 1, 20), 4), (date(2020, 2, 19), 4), (date(2020, 2, 20), 5), (date(2020, 3, 1), 5)],
)
def test_a_value_holds_from_its_day_on(day, value):
    """A value holds from its own day to the day before the next one."""
    assert OPEN.at(day) == value


@pytest.mark.parametrize(
    ("series", "day", "words"),
    [
        (OPEN, date(2020, 1, 19), "才有数据"),
        (OPEN, date(2020, 3, 2), "只核到 2020-03-01"),
        (ENDED, date(2020, 3, 2), "只用到 2020-03-01"),
    ],
)
def test_a_day_outside_is_refused_with_the_reason(series, day, words):
    """Before the start, after the end and after the last confirmation there is no silent fallback."""
    with pytest.raises(NotCovered, match=words):
        series.at(day)


def test_a_standing_value_holds_until_the_data_change():
    """A series that is neither open nor ended covers every later day."""
    assert STANDING.at(date(2030, 1, 1)) == 5


def test_the_last_value_is_asked_for_by_name():
    """Whoever wants the last known value says so, and can print the day beside it."""
    assert OPEN.last_confirmed() == POINTS[-1]
    assert (OPEN.is_open, ENDED.is_open, STANDING.is_open) == (True, False, False)
