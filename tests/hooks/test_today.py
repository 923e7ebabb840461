"""The day of a run."""

from datetime import UTC, datetime

import pytest

from hooks import today


def test_the_given_day_wins() -> None:
    """SITE_DATE is the day, whatever the clock says."""
    assert "2026-11-22" == today.today({"SITE_DATE": "2026-11-22"}).isoformat()


@pytest.mark.parametrize("environ", [{}, {"SITE_DATE": ""}, {"SITE_DATE": " "}])
def test_without_one_it_is_the_day_in_china(environ: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """At 23:30 in London on the 21st it is already the 22nd for the readers."""

    class Clock(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime(2026, 11, 21, 23, 30, tzinfo=UTC).astimezone(tz)

    monkeypatch.setattr(today, "datetime", Clock)
    assert "2026-11-22" == today.today(environ).isoformat()


def test_a_wrong_day_is_refused_with_an_example() -> None:
    """The message says how a day is written and what was written instead."""
    with pytest.raises(ValueError, match="2026-11-22 这样的日期，现在写的是“2026/11/22”"):
        today.today({"SITE_DATE": "2026/11/22"})


def test_the_clock_is_fixed_for_all_later_steps() -> None:
    """Both variables name the same calendar day, the second one in UTC seconds."""
    environ = {"SITE_DATE": "2026-11-22", "SOURCE_DATE_EPOCH": "1"}
    today.fix_clock(environ)
    assert "2026-11-22" == environ["SITE_DATE"]
    assert "2026-11-22" == datetime.fromtimestamp(int(environ["SOURCE_DATE_EPOCH"]), UTC).date().isoformat()
