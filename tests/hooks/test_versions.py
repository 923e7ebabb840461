"""The small file from which a page shows the version of a contract's day: what it says is what the data say."""

import json
from datetime import date
from itertools import pairwise

import pytest

from calculators import caps
from calculators.dated import NotCovered
from hooks import as_of, open_data
from hooks.content import Library

LIMIT = 30_000  # bytes before compression: the reader waits for it


@pytest.fixture(scope="module")
def data(real: Library) -> dict:
    """The file of the real project."""
    return json.loads(open_data.files(real, "1")[as_of.PATH])


def held(points: list, day: str) -> list | None:
    """The last entry that begins on or before a day."""
    found = [point for point in points if point[0] <= day]
    return found[-1] if found else None


def test_a_project_without_the_figures_of_the_lines_has_none(small: Library) -> None:
    """Rules have their days all the same; what cannot be worked out is left empty, not made up."""
    found = as_of.versions(small)
    assert {} == found["lines"]
    assert [date(2015, 9, 1), date(2020, 8, 19), "private"] == found["rules"]["old-rules-26"]
    assert ["", "", ""] != found["rules"]["coming-rules-3"]
    assert "draft-rules-1" not in found["rules"]


def test_who_took_the_place_of_whom(small: Library) -> None:
    """From a rule of today one finds the one that held before it, with its name and place in the register."""
    assert {"civil-code-676": ("旧规定第26条", "law/old-rules/#old-rules-26")} == as_of.versions(small)[
        "older"
    ]


def test_the_file_is_small(real: Library) -> None:
    """It is fetched on a phone; the whole register would not do."""
    assert len(open_data.files(real, "1")[as_of.PATH]) < LIMIT


def test_only_changes_are_listed(data: dict) -> None:
    """A month in which the LPR stayed the same needs no entry; the last day of confirmation is said."""
    for name, figure in data["figures"].items():
        texts = [text for _, text, _ in figure["values"]]
        assert all(one != following for one, following in pairwise(texts)), name
    assert "confirmed" in data["figures"]["private-lending-cap"]
    assert "2020-08-19" == data["figures"]["private-lending-old-24"]["until"]


@pytest.mark.parametrize(
    "name", ["lpr-1y", "private-lending-cap", "assist-cost-line", "private-lending-old-36"]
)
def test_each_figure_has_the_value_of_the_day(name: str, data: dict, real: Library) -> None:
    """On the days on which anything changes, and the days before: the same value as the calculators use."""
    parameter = real.law[name]
    points = data["figures"][name]["values"]
    for entry in parameter.values:
        found = held(points, str(entry.since))
        assert parameter.shown(parameter.at(entry.since)) == found[1]
        before = date.fromordinal(entry.since.toordinal() - 1)
        earlier = held(points, str(before))
        try:
            assert parameter.shown(parameter.at(before)) == earlier[1]
        except NotCovered:
            assert earlier is None


@pytest.mark.parametrize("lender", caps.LENDERS)
def test_each_lender_has_the_lines_of_the_day(lender: caps.Lender, data: dict, real: Library) -> None:
    """For days on both sides of every change: the same lines as the calculator gives, or nothing where it refuses."""
    turns = {date.fromisoformat(day) for segments in data["lines"].values() for day, _ in segments}
    days = turns | {date.fromordinal(day.toordinal() - 1) for day in turns} | {date(2026, 11, 22)}
    for day in sorted(day for day in days if day >= as_of.FIRST):
        found = held(data["lines"][lender], str(day))
        try:
            wanted = [[line.id, f"{line.rate.normalize():f}%"] for line in caps.lines(lender, day, real.law)]
        except NotCovered:
            assert found is None
        else:
            assert wanted == (found[1] if found else []), day


def test_every_line_is_explained(data: dict) -> None:
    """What a line does and what it does not mean stand beside each other: none is only a number."""
    named = {name for segments in data["lines"].values() for _, lines in segments for name, _ in lines}
    assert named == set(data["about"])
    assert all({"name", "role", "effect", "not"} <= set(about) for about in data["about"].values())
    assert all("本金" in about["not"] for about in data["about"].values())
