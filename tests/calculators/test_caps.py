from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators import caps, parameters
from calculators.dated import NotCovered

LAW = parameters.load()
CAP = caps.private_lending_cap(LAW)
NEW = st.dates(min_value=date(2020, 8, 20), max_value=date(2026, 9, 20))


@given(NEW)
def test_the_cap_is_four_times_the_lpr_of_the_day(day):
    """On every covered day the private-lending line is the one-year LPR of that day times four."""
    assert CAP.number_at(day) == LAW["lpr-1y"].number_at(day) * 4


@given(NEW, NEW)
def test_the_cap_is_constant_between_two_publications(one, other):
    """Two days with no publication in between have the same line."""
    published = [entry.since for entry in LAW["lpr-1y"].values]
    if not any(min(one, other) < day <= max(one, other) for day in published):
        assert CAP.number_at(one) == CAP.number_at(other)


def test_the_table_of_changes():
    """The line changed on these days only."""
    changes = [(str(entry.since), str(entry.value.normalize())) for entry in CAP.values]
    assert changes == [
        ("2020-08-20", "15.4"),
        ("2021-12-20", "15.2"),
        ("2022-01-20", "14.8"),
        ("2022-08-22", "14.6"),
        ("2023-06-20", "14.2"),
        ("2023-08-21", "13.8"),
        ("2024-07-22", "13.4"),
        ("2024-10-21", "12.4"),
        ("2025-05-20", "12"),
    ]


def test_the_derived_figure_has_an_id_like_any_other():
    """Pages may ask for private-lending-cap as they ask for a parameter; the calendar goes along."""
    law = caps.with_derived(LAW)
    assert law["private-lending-cap"].shown(law["private-lending-cap"].last_number()) == "12%"
    assert law.holidays == LAW.holidays


def test_beyond_the_confirmed_day_the_line_says_so():
    """The last confirmed line is given with a flag; the series itself refuses."""
    day = LAW["lpr-1y"].confirmed + timedelta(days=1)
    (line,) = caps.lines("private", day, LAW)
    assert (line.rate, line.to_check, line.confirmed) == (Decimal(12), True, LAW["lpr-1y"].confirmed)
    with pytest.raises(NotCovered):
        CAP.number_at(day)


@given(
    st.sampled_from(list(caps.LENDERS)), st.dates(min_value=date(2015, 9, 1), max_value=date(2027, 12, 31))
)
def test_the_four_times_line_is_for_private_lending_only(lender, day):
    """No licensed lender ever gets the four-times line as a line of the courts; no line is without its limits."""
    for line in caps.lines(lender, day, LAW):
        if lender not in ("private", "unlicensed"):
            assert line.id != "private-lending-cap"
        assert "本金" in line.not_meaning
        assert line.since <= max(day, date(2017, 8, 9))


@pytest.mark.parametrize(
    ("lender", "day", "ids"),
    [
        ("bank", date(2026, 1, 5), ["court-reduction-24"]),
        ("assist", date(2025, 9, 30), ["court-reduction-24"]),
        ("assist", date(2025, 10, 1), ["assist-cost-line", "court-reduction-24"]),
        ("microloan", date(2025, 12, 18), []),
        ("microloan", date(2025, 12, 19), ["microloan-cost-line", "microloan-cost-target"]),
        ("private", date(2020, 8, 19), ["private-lending-old-24", "private-lending-old-36"]),
        ("private", date(2020, 8, 20), ["private-lending-cap"]),
        ("unlicensed", date(2026, 1, 5), ["private-lending-cap", "criminal-lending-rate"]),
        ("unlicensed", date(2018, 1, 5), []),
    ],
)
def test_each_lender_has_its_own_lines(lender, day, ids):
    """The three lines that happen to be 24 % stay three lines, each with its own beginning."""
    assert [line.id for line in caps.lines(lender, day, LAW)] == ids


def test_before_the_old_rules_there_is_no_line():
    """A private loan older than the recorded rules is refused with advice."""
    with pytest.raises(NotCovered, match="请咨询律师"):
        caps.lines("private", date(2015, 8, 31), LAW)
