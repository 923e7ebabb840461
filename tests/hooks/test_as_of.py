"""The project as of another day: what has a known end stands on both sides of it, what was not there is refused."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from calculators.source import Problem
from hooks import assemble, check, check_pages, content, references, review
from hooks.assemble import Settings
from hooks.content import Library, Rule
from tests.hooks.conftest import ROOT

END = date(2027, 6, 30)


def ending(library: Library, **successor: str) -> Library:
    """The small project with 第676条 ending on a day that is known already."""
    rule = library.rules["civil-code-676"]
    provision = rule.provision.model_copy(update={"expires": END, **successor})
    return replace(library, rules={**library.rules, rule.id: Rule(rule.instrument, provision)})


def judged(written: str, library: Library, day: date) -> str | None:
    """The rule that a single reference breaks on a day."""
    fault = references.fault(next(references.scan(written)), replace(library, today=day))
    return fault.rule if fault else None


@pytest.mark.parametrize(
    ("mark", "day", "rule"),
    [
        ("", "2027-06-30", "known-end"),
        ("", "2027-07-01", "not-in-force"),
        (' "到期"', "2027-06-30", None),
        (' "到期"', "2027-07-01", None),
        (' "历史"', "2027-07-01", None),
        (' "未施行"', "2027-06-30", "known-end"),
        (' "到期"', "2020-12-31", "not-in-force"),
    ],
)
def test_a_rule_with_a_known_end_says_so_before_and_after(
    mark: str, day: str, rule: str | None, small: Library
) -> None:
    """Who cites it must know that it ends; then the page needs no editing on the day after."""
    assert rule == judged(f"[期限](law:civil-code-676{mark})", ending(small), date.fromisoformat(day))


@pytest.mark.parametrize(("day", "rule"), [("2027-06-30", "reference-title"), ("2027-07-01", "not-in-force")])
def test_the_mark_does_not_excuse_citing_a_superseded_rule(day: str, rule: str, small: Library) -> None:
    """Where a successor is known, the page must cite it from its first day on: no mark stands in for that."""
    library = ending(small, superseded_by="civil-code-670")
    assert rule == judged('[期限](law:civil-code-676 "到期")', library, date.fromisoformat(day))
    assert judged("[期限](law:civil-code-676)", library, END) is None


def test_after_its_last_day_a_marked_rule_is_labelled(small: Library) -> None:
    """The label is printed by the data, in the text and on the card, on no day before."""
    for day, word in ((END, None), (date(2027, 7, 1), "已失效")):
        site = assemble.site(replace(ending(small), today=day), Settings())
        page = site.begin("rules/lending.md")
        html = page.link("law", "civil-code-676", "期限", "到期")
        assert [] == page.problems
        assert word == page.cards["card-law-civil-code-676"].status_word
        assert (word is not None) == ("（已失效）" in html)


def test_the_last_day_of_a_rule_is_a_day_of_review(small: Library) -> None:
    """The weekly run asks for a new look on the day after, whatever the default says; once done, no more."""
    rule = ending(small).rules["civil-code-676"]
    assert review.rule_due(small.rules["civil-code-676"]) > END
    assert END == review.rule_due(rule)
    checked = rule.provision.model_copy(update={"checked": date(2027, 7, 1)})
    assert review.rule_due(Rule(rule.instrument, checked)) > date(2028, 1, 1)


def test_a_generated_list_does_not_claim_to_be_checked_by_being_built(small: Library) -> None:
    """Built a year later without any work on the data, the register says when the data were last checked, and is late."""
    later = date(2027, 12, 31)
    site = assemble.site(replace(small, today=later), Settings())
    for path in ("law/index.md", "law/figures.md", "glossary/index.md", "help/channels.md"):
        page = site.library.pages[path]
        assert date(2026, 11, 21) == page.meta.reviewed
        assert review.page_due(page) < later


# ── The real project ─────────────────────────────────────────────────────────────────────────────────


def problems(day: date) -> Mapping[str, list[Problem]]:
    """What a build of the real project would say on a day, by rule. A build does not ask whether checks are to come."""
    found: dict[str, list[Problem]] = {}
    for one in check.run(ROOT, day).problems:
        if one.rule != "future-date":
            found.setdefault(one.rule, []).append(one)
    return found


def test_the_real_project_stands_at_the_end_of_next_year() -> None:
    """2027-12-31: open series as last confirmed, what has ended is labelled, nothing is wrong."""
    assert {} == problems(date(2027, 12, 31))


def test_the_real_project_stands_before_its_last_check() -> None:
    """2026-08-02, the day after the youngest of its rules came into force: all of them can be cited."""
    assert {} == problems(date(2026, 8, 2))


def test_a_day_before_the_rules_existed_is_refused() -> None:
    """2025-10-02: the messages say which rule was not yet in force, and from which day a figure has a value."""
    found = problems(date(2025, 10, 2))
    assert {"not-in-force", "not-covered", "bad-table"} == set(found)
    words = [one.message for one in found["not-in-force"]]
    assert any("（小贷成本指引第二部分）在 2025-10-02 尚未施行" in one for one in words)
    assert any(
        "fig:microloan-cost-line 在 2025-10-02 没有值" in one.message
        and "从 2025-12-19 起才有数据" in one.message
        for one in found["not-covered"]
    )


def test_open_series_are_shown_as_last_confirmed() -> None:
    """On a late day the page prints the last LPR with the day up to which it is known, and that the trial has ended."""
    site = assemble.site(content.collect(Path(ROOT), date(2027, 12, 31))[0], Settings())
    html = check_pages.rendered_page(site, "rules/timeline.md")
    assert re.search(r"不良贷款转让试点.*（已失效）", html)
    confirmed = site.library.law["lpr-1y"].confirmed
    assert f"截至 {confirmed} 最近核到" in check_pages.rendered_page(site, "tools/lpr-cap.md")
