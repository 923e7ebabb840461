"""When facts must be looked at again."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from hooks import review
from hooks.content import Library

DAY = date(2026, 11, 22)


def test_a_written_day_wins(small: Library) -> None:
    """An editor who sets a day is not overruled by the default."""
    page = small.pages["index.md"]
    set_by_hand = replace(page, meta=page.meta.model_copy(update={"review_by": date(2030, 1, 1)}))
    assert date(2030, 1, 1) == review.page_due(set_by_hand)
    rule = small.rules["civil-code-670"]
    provision = rule.provision.model_copy(update={"review_by": date(2030, 1, 1)})
    assert date(2030, 1, 1) == review.rule_due(replace(rule, provision=provision))


def test_defaults_by_kind(small: Library) -> None:
    """Pages and regulators' rules half a year, statutes a year, hotlines three months, each up to a tenth earlier."""
    days = {
        "page": (review.page_due(small.pages["index.md"]), 180),
        "statute": (review.rule_due(small.rules["civil-code-670"]), 365),
        "regulator": (review.rule_due(small.rules["coming-rules-3"]), 180),
        "hotline": (review.channel_due(small.channels["12378"]), 90),
        "fact-check": (review.claim_due(small.claims["no-need-to-pay"]), 180),
    }
    for what, (due, most) in days.items():
        distance = (due - date(2026, 11, 21)).days
        assert round(most * 0.9) <= distance <= most, what


def test_the_spread_is_stable_and_wide(real: Library) -> None:
    """The same rule always falls on the same day, and rules checked on one day fall on many."""
    same_start = [rule for rule in real.rules.values() if rule.provision.checked == date(2026, 11, 21)]
    due = [review.rule_due(rule) for rule in same_start]
    assert due == [review.rule_due(rule) for rule in same_start]
    assert len(set(due)) > 20


def test_the_day_depends_on_nothing_but_the_rule(small: Library) -> None:
    """The day written here would change if the spread used a hash that differs between runs or machines."""
    assert date(2027, 10, 29) == review.rule_due(small.rules["civil-code-670"])


def test_only_open_series_have_a_day(small: Library) -> None:
    """A number that stands in a rule is checked with the rule."""
    assert date(2026, 12, 30) == review.figure_due(small.law["sample-rate"])
    assert review.figure_due(small.law["sample-line"]) is None


def test_nothing_is_due_on_its_day(small: Library) -> None:
    """The last day is still good; the day after is late."""
    last = review.page_due(small.pages["index.md"])
    on_time = [one.what for one in review.due(replace(small, today=last))]
    late = [one.what for one in review.due(replace(small, today=last + timedelta(days=1)))]
    assert "样例首页" not in on_time
    assert "样例首页" in late


def test_what_is_late_comes_in_order_of_danger(small: Library) -> None:
    """Rates first, then hotlines, then rules and fact-checks, then pages; the oldest first in each."""
    late = sorted(review.due(replace(small, today=date(2030, 1, 1))))
    assert [0, 1, 1, 2, 2, 2, 2, 2, 2, 3, 3] == [one.weight for one in late]
    assert [one.day for one in late if one.weight == 2] == sorted(one.day for one in late if one.weight == 2)


def test_each_place_is_a_file_of_the_project(small: Library) -> None:
    """An annotation must have a line to stand on: figures that follow from others are not listed."""
    for one in review.due(replace(small, today=date(2030, 1, 1))):
        lines = (small.root / one.place.path).read_text("utf-8").split("\n")
        assert one.place.line <= len(lines)


@pytest.mark.parametrize("name", ["lpr-1y", "lpr-5y"])
def test_the_real_lpr_is_due(name: str, real: Library) -> None:
    """Forty days after the last confirmation (2026-09-20 -> 2026-10-30) the scheduled run asks for the LPR."""
    parameter = real.law[name]
    assert parameter.confirmed is not None
    last = parameter.confirmed + timedelta(days=40)
    assert last == review.figure_due(parameter)
    late = review.due(replace(real, today=last + timedelta(days=1)))
    assert f"calculators/parameters/{name}.yaml" in {one.place.path for one in late}


def test_the_derived_line_is_not_due_itself(real: Library) -> None:
    """Four times the LPR has no file; confirming the LPR confirms it."""
    assert "private-lending-cap" in real.law
    assert not any(
        "private-lending-cap" in one.place.path for one in review.due(replace(real, today=date(2030, 1, 1)))
    )


# ── The weekly issue ─────────────────────────────────────────────────────────────────────────────────


def test_the_issue_lists_the_twenty_worst_by_file_and_line(real: Library) -> None:
    """Everything is late: the numbers come first, no more than twenty are listed, each where it stands."""
    late = sorted(review.due(replace(real, today=date(2030, 1, 1))))
    lines = [line for line in review.issue(late).splitlines() if re.match(r"\d+\. ", line)]
    assert 20 == len(lines)
    assert lines[0].startswith("1. `calculators/parameters/lpr-1y.yaml:1` ")
    assert [f"{one.place.path}:{one.place.line}" for one in late[:20]] == [
        line.split("`")[1] for line in lines
    ]
    assert f"发现 {len(late)} 项" in review.issue(late)


def test_the_issue_says_what_and_since_when(small: Library) -> None:
    """A line is enough to know what to look up."""
    late = sorted(review.due(replace(small, today=date(2027, 1, 1))))
    assert (
        "`calculators/parameters/sample-rate.yaml:1` 样例利率 只核到 2026-11-20 应在 2026-12-30 前复核"
        in review.issue(late)
    )
