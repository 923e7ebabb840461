"""Figures as pages print them: never a value that the data do not have."""

from dataclasses import replace
from datetime import date, time

import pytest

from calculators.dated import NotCovered
from calculators.parameters import Law, Parameter
from hooks import assemble, figures
from hooks.assemble import Settings
from hooks.content import Library


def law(unit: str = "percent_per_year", **more: object) -> Law:
    """One figure under the id `a`."""
    given = {
        "id": "a",
        "title": "甲",
        "unit": unit,
        "display": "{value}%",
        "scope": "测试",
        "basis": ("civil-code-670",),
        "values": [
            {"from": date(2020, 1, 20), "value": 4, "source": "样例"},
            {"from": date(2020, 2, 20), "value": 3, "source": "样例"},
        ],
        **more,
    }
    return Law({"a": Parameter.model_validate(given)}, None)  # type: ignore[arg-type]  # no holidays needed


OPEN = {"open": True, "confirmed": date(2020, 3, 1), "review_days": 40}
ENDED = {"values": [{"from": date(2020, 1, 20), "value": 4, "source": "样例", "until": date(2020, 8, 19)}]}


@pytest.mark.parametrize(
    ("day", "text", "as_of"),
    [
        (date(2020, 1, 20), "4%", None),
        (date(2020, 2, 19), "4%", None),
        (date(2020, 3, 1), "3%", None),
        (date(2020, 3, 2), "3%", date(2020, 3, 1)),
        (date(2030, 1, 1), "3%", date(2020, 3, 1)),
    ],
)
def test_an_open_series_is_shown_as_last_confirmed(day: date, text: str, as_of: date | None) -> None:
    """After the last confirmation a page prints the last value and the day up to which it was known."""
    figure = figures.today("a", law(**OPEN), day)
    assert (text, as_of) == (figure.text, figure.as_of)


def test_the_words_carry_the_day() -> None:
    """Where a figure leaves the site as words, 截至 goes with it."""
    assert "3%（截至 2020-03-01 最近核到）" == figures.today("a", law(**OPEN), date(2020, 3, 2)).in_words
    assert "3%" == figures.today("a", law(), date(2020, 3, 2)).in_words


def test_a_standing_figure_holds_until_it_is_changed() -> None:
    """A number that stands in a rule needs no confirmation to be printed."""
    assert ("3%", None) == ((found := figures.today("a", law(), date(2040, 1, 1))).text, found.as_of)


@pytest.mark.parametrize(
    ("more", "day"),
    [({}, date(2020, 1, 19)), (OPEN, date(2020, 1, 19)), (ENDED, date(2020, 8, 20))],
)
def test_a_day_without_a_value_is_refused(more: dict[str, object], day: date) -> None:
    """Before the first day and after the last there is no value, and none is borrowed."""
    with pytest.raises(NotCovered):
        figures.today("a", law(**more), day)
    with pytest.raises(NotCovered):
        figures.on("a", law(**more), day)


def test_for_a_past_day_an_open_series_knows_no_later_than_confirmed() -> None:
    """A table asks for days: the day after the last confirmation has no value there."""
    assert "3%" == figures.on("a", law(**OPEN), date(2020, 3, 1)).text
    with pytest.raises(NotCovered):
        figures.on("a", law(**OPEN), date(2020, 3, 2))


@pytest.mark.parametrize(
    ("more", "day", "text", "ended"),
    [
        ({}, date(2020, 3, 2), "3%", None),
        (OPEN, date(2020, 3, 2), "3%", None),
        (ENDED, date(2020, 8, 19), "4%", None),
        (ENDED, date(2020, 8, 20), "4%", date(2020, 8, 19)),
        ({}, date(2019, 1, 1), "4%", None),
    ],
)
def test_a_list_of_all_shows_what_has_ended_with_its_last_day(
    more: dict[str, object], day: date, text: str, ended: date | None
) -> None:
    """The register lists every figure: one that is past says until when, one to come says from when."""
    figure, until = figures.latest("a", law(**more), day)
    assert (text, ended) == (figure.text, until)


def test_a_clock_time_is_printed_as_one() -> None:
    """Hours and minutes, as in the rule."""
    clock = law(
        "clock", display="{value}", values=[{"from": date(2020, 1, 1), "value": "08:00", "source": "样例"}]
    )
    figure = figures.today("a", clock, date(2020, 1, 1))
    assert ("08:00", time(8)) == (figure.text, figure.value)


@pytest.mark.parametrize(
    ("day", "html"),
    [
        (date(2026, 11, 20), '<data value="3.1">3.1%</data></a>'),
        (
            date(2026, 11, 22),
            '<data value="3.1">3.1%</data><span class="as-of">（截至 2026-11-20 最近核到）</span></a>',
        ),
    ],
)
def test_the_page_prints_the_value_and_not_the_label(day: date, html: str, small: Library) -> None:
    """`fig:` shows the data's value; the editor's label is only its preview."""
    context = assemble.site(replace(small, today=day), Settings()).begin("index.md")
    printed = str(context.link("fig", "sample-rate", "利率值"))
    assert printed.endswith(html)
    assert "利率值" not in printed


def test_four_times_lpr_follows_the_lpr(real: Library) -> None:
    """The derived line is the product of two files, and is known exactly as far as the LPR."""
    cap = figures.today("private-lending-cap", real.law, real.today)
    rate = figures.today("lpr-1y", real.law, real.today)
    assert (4 * rate.value, rate.as_of) == (cap.value, cap.as_of)
    assert f"（截至 {real.law['lpr-1y'].confirmed} 最近核到）" in cap.in_words
