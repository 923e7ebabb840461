"""Corrections, changes and the feed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from hooks import assemble, check, check_pages, content, history_pages, publish
from hooks.assemble import Settings
from hooks.content import Library
from hooks.made import Made
from tests.hooks.conftest import DAY

URL = "https://example.invalid/"
ATOM = "{http://www.w3.org/2005/Atom}"
CORRECTION = """- id: wrong-rate
  date: 2026-11-20
  page: rules/lending.md
  since: 2026-11-02
  was: 写成“一定能退”。
  now: 写成“可以请求退”，依据是 [民法典第670条](law:civil-code-670)。
  affects: 十一月里照着投诉过的人，可以重新写明依据。
  why: 原文没有“一定”。
"""
CHANGE = """- {id: new-page, date: 2026-11-21, kind: page, title: 新的一页, text: 讲借款。, page: rules/lending.md}
- {id: begun, date: 2026-11-01, kind: site, title: 开始, text: 第一版。}
"""


@pytest.fixture
def changed(project: Path) -> Library:
    """The small project with one correction and two changes."""
    (project / "docs/_data/corrections.yaml").write_text(CORRECTION, "utf-8")
    (project / "docs/_data/changes.yaml").write_text(CHANGE, "utf-8")
    library, problems = content.collect(project, DAY)
    assert [] == problems
    return library


def made(library: Library) -> Mapping[str, Made]:
    """The pages by path."""
    return {one.page.path: one for one in history_pages.made(library)}


def ids(library: Library) -> list[str]:
    """What happened, the latest first."""
    return [one.id for one in history_pages.events(library)]


def entries(library: Library) -> list[dict[str, str]]:
    """The entries of the feed as {name: text or address}."""
    root = ElementTree.fromstring(history_pages.feed(library, URL))
    return [
        {
            child.tag.removeprefix(ATOM): child.text or child.get("href") or child.get("term") or ""
            for child in entry
        }
        for entry in root.iter(f"{ATOM}entry")
    ]


def test_the_project_stands_with_them(changed: Library) -> None:
    """A correction and changes written as described make no problem, and their pages render."""
    assert [] == [str(one) for one in check.run(changed.root, DAY).problems]


def test_a_correction_says_what_readers_must_know(changed: Library) -> None:
    """What was wrong, since when, who may be affected, when it was mended, where, and why."""
    site = assemble.site(changed, Settings())
    html = check_pages.rendered_page(site, history_pages.CORRECTIONS)
    for words in (
        "写成“一定能退”",
        "2026-11-02 至 2026-11-20",
        "十一月里照着投诉过的人",
        "原文没有“一定”",
        "借款的规则",
    ):
        assert words in html
    assert 'id="wrong-rate"' in html
    assert 'href="#1"' in html
    assert "docs/_data/corrections.yaml" == site.made[history_pages.CORRECTIONS].source


def test_without_a_correction_the_page_says_so(changed: Library) -> None:
    """An empty list is a statement, not an empty page."""
    assert "还没有要更正的" in made(replace(changed, amendments={}))[history_pages.CORRECTIONS].page.body


def test_what_happened_comes_in_order_the_latest_first(changed: Library) -> None:
    """Written changes and corrections, and what the register knows by itself."""
    assert ["new-page", "wrong-rate", "begun"] == ids(changed)
    later = replace(changed, today=date(2027, 1, 1))
    assert "coming-rules-in-force" == ids(later)[0]


def test_nothing_that_is_still_to_come_is_told(changed: Library) -> None:
    """As of an earlier day the page ends with that day."""
    assert ["begun"] == ids(replace(changed, today=date(2026, 11, 19)))


def test_the_end_of_a_rule_is_told_on_the_day_after(changed: Library) -> None:
    """The register knows the last day; nobody writes it a second time."""
    rule = changed.rules["old-rules-26"]
    provision = rule.provision.model_copy(update={"expires": date(2026, 11, 21)})
    rules = {**changed.rules, rule.id: content.Rule(rule.instrument, provision)}
    ended = replace(changed, rules=rules)
    assert "old-rules-26-ended" == ids(ended)[0]
    assert "只到 2026-11-21，由民法典第676条接着。" == history_pages.events(ended)[0].text
    assert "old-rules-26-ended" not in ids(replace(changed, rules=rules, today=date(2026, 11, 21)))


def test_the_end_of_a_whole_instrument_is_told_once_with_what_takes_its_place(changed: Library) -> None:
    """Not once for each provision, as if what each of them says were gone."""
    old = changed.instruments["old-rules"].model_copy(update={"expires": date(2026, 11, 21)})
    rules = {
        name: content.Rule(old, rule.provision) if rule.instrument.id == old.id else rule
        for name, rule in changed.rules.items()
    }
    ended = replace(changed, instruments={**changed.instruments, old.id: old}, rules=rules)
    told = [one for one in history_pages.events(ended) if one.kind == "失效"]
    assert [("old-rules-ended", "只到 2026-11-21，由民法典接着。")] == [(one.id, one.text) for one in told]


def test_a_feed_reader_can_read_it(changed: Library) -> None:
    """Every entry has the parts that Atom asks for; addresses are whole; the moments are those of China."""
    found = entries(changed)
    assert ["页面：新的一页", "更正：写成“一定能退”。", "网站：开始"] == [one["title"] for one in found]
    assert f"{URL}about/changes/#new-page" == found[0]["id"]
    assert f"{URL}rules/lending/" == found[0]["link"]
    assert f"{URL}about/corrections/" == found[1]["link"]
    assert "2026-11-21T00:00:00+08:00" == found[0]["updated"]
    assert len({one["id"] for one in found}) == len(found)
    root = ElementTree.fromstring(history_pages.feed(changed, URL))
    assert found[0]["updated"] == root.findtext(f"{ATOM}updated")
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    assert f"{URL}feed.xml" == next(
        one.get("href") for one in root.iter(f"{ATOM}link") if one.get("rel") == "self"
    )


def test_where_an_entry_leads_exists(changed: Library) -> None:
    """The page of changes has a heading for each entry of the feed."""
    site = assemble.site(changed, Settings())
    html = check_pages.rendered_page(site, history_pages.CHANGES)
    assert all(f'id="{name}"' in html for name in ids(changed))


@pytest.mark.parametrize(("site_url", "there"), [(URL, True), (None, False)])
def test_without_an_address_there_is_no_feed(
    site_url: str | None, there: bool, changed: Library, tmp_path: Path
) -> None:
    """A feed whose entries lead nowhere would be worse than none."""
    site = assemble.site(changed, Settings(site_url=site_url, serving=True))  # no built pages to save
    texts = check_pages.rendered(site, site.library.pages)
    publish.write(site, tmp_path, texts)
    assert there == (tmp_path / "feed.xml").exists()


def test_a_project_without_changes_has_no_such_pages(small: Library) -> None:
    """Nothing recorded, nothing shown."""
    assert {} == made(small)
