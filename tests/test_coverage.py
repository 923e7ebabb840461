"""THE COVERAGE MAP: every row of docs/_data/coverage.yaml leads somewhere that exists, or says why it leads nowhere.

The map lists what the articles that this site started from hold. A failure is a mistake in the map, or a page,
claim or letter that was removed or renamed without giving its rows a new home.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date

import pytest
from pydantic import RootModel

from calculators import source
from calculators.registry import CALCULATORS
from calculators.source import Record
from hooks import content, pages
from hooks.content import Library, Page
from tests.conftest import ROOT, SETTINGS

FILE = ROOT / "docs/_data/coverage.yaml"
#: How many rows the examined articles have, group by group; 167 in all. Groups E and F came from their review.
ROWS = {
    "1. New rules": 16,
    "2. Self-rescue": 21,
    "3. Negotiation": 14,
    "4. Legal defence": 19,
    "5. Credit rebuild": 14,
    "6. Relapse prevention": 8,
    "7. Platform vetting": 17,
    "8. Fraud": 10,
    "9. Market & product claims": 26,
    "10. Industry outlook": 10,
    "11. Platform self-regulation": 7,
    "12. Page furniture": 5,
    "E. Editorial rules": 5,
    "F. Left out by the articles": 17,
}
#: A crawl number or file name, an address, an e-mail or phone number: nothing that tells where the articles stood.
TRACES = re.compile(r"[0-9a-f]{12}|\.txt|https?:|www\.|@|\.(?:com|cn|net)\b|\b1\d{10}\b|\bS[0-3]\b")
HEADING_ID = re.compile(r"\{[^{}]*#([a-z0-9-]+)[^{}]*\}")


class Row(Record):
    """A row of the map: where it is dealt with, or why nowhere."""

    row: str
    group: str
    home: tuple[str, ...] = ()
    none: str = ""


class Map(RootModel[tuple[Row, ...]]):
    """docs/_data/coverage.yaml."""


@pytest.fixture(scope="module")
def rows() -> tuple[Row, ...]:
    """The rows of the map, read as strictly as all data."""
    found, problems = source.load(FILE, Map)
    assert [] == [str(problem) for problem in problems]
    assert found
    return found.root


@pytest.fixture(scope="module")
def library() -> Library:
    """The real project on the day of the tests."""
    return content.collect(ROOT, date.fromisoformat(SETTINGS["SITE_DATE"]))[0]


@pytest.fixture(scope="module")
def exists(library: Library) -> Callable[[str], bool]:
    """Say whether a home exists."""
    all_pages = {**{one.page.path: one.page for one in pages.made(library)}, **library.pages}
    named: dict[str, Mapping[str, object]] = {
        "claim": library.claims,
        "term": library.terms,
        "checklist": library.checklists,
        "table": library.tables,
        "calculator": CALCULATORS,
        "letter": library.letters,
        "law": library.rules,
        "channel": library.channels,
    }

    def found(home: str) -> bool:
        scheme, colon, name = home.partition(":")
        if colon:
            return name in named.get(scheme, {})
        path, _, anchor = home.partition("#")
        return path in all_pages and (not anchor or anchor in heading_ids(all_pages[path]))

    return found


def heading_ids(page: Page) -> set[str]:
    """Give the ids that a page's headings carry."""
    lines = [line for line in page.body.splitlines() if line.startswith("#")]
    return {name for line in lines for name in HEADING_ID.findall(line)}


def homeless(rows: tuple[Row, ...]) -> Iterator[str]:
    """Yield the rows that have neither a home nor a reason, or both."""
    for one in rows:
        if bool(one.home) == bool(one.none.strip()):
            yield one.row


def test_every_row_of_the_articles_is_there(rows: tuple[Row, ...]) -> None:
    """The twelve groups of the articles hold at least their 167 rows, and none is lost from any group."""
    counted = Counter(one.group for one in rows)
    assert 167 == sum(number for group, number in ROWS.items() if group[0].isdigit())
    assert {} == {group: counted[group] for group, number in ROWS.items() if counted[group] < number}
    assert set() == set(counted) - set(ROWS)


def test_no_row_stands_twice(rows: tuple[Row, ...]) -> None:
    """A row stands once in its group, so that the count counts rows."""
    counted = Counter((one.group, one.row) for one in rows)
    assert [] == [name for name, number in counted.items() if number > 1]


def test_every_row_has_a_home_or_a_reason(rows: tuple[Row, ...]) -> None:
    """A row is dealt with somewhere, or says in words why nowhere; never both."""
    assert [] == list(homeless(rows))
    assert [] == [one.row for one in rows if one.none and len(one.none) < 8]


def test_every_home_exists(rows: tuple[Row, ...], exists: Callable[[str], bool]) -> None:
    """Pages, headings, claims, terms, checklists, tables, calculators, letters, rules and channels are all there."""
    assert [] == [f"{one.row}: {home}" for one in rows for home in one.home if not exists(home)]


def test_every_fact_check_is_on_the_map(rows: tuple[Row, ...], library: Library) -> None:
    """The claims come from the articles: each is the home of some row."""
    named = {home.removeprefix("claim:") for one in rows for home in one.home if home.startswith("claim:")}
    assert [] == sorted(set(library.claims) - named)


def test_the_articles_cannot_be_traced() -> None:
    """No crawl number, site, e-mail or phone number of an article stands in the map."""
    assert [] == TRACES.findall(FILE.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "home",
    [
        "rules/nowhere.md",
        "rules/collection.md#nowhere",
        "claim:nowhere",
        "calculator:nowhere",
        "letter:nowhere",
        "nowhere:cba",
        "",
    ],
)
def test_a_home_that_is_not_there_is_found(home: str, exists: Callable[[str], bool]) -> None:
    """A page, heading, name or kind of home that does not exist would fail the test above."""
    assert exists("rules/collection.md#cba")
    assert exists("fact-check/index.md")
    assert not exists(home)


def test_a_row_without_home_or_reason_is_found() -> None:
    """A row with nothing, with a blank reason, or with both would fail the test above."""
    made = [
        Row(row="nothing", group="g"),
        Row(row="blank", group="g", none=" "),
        Row(row="both", group="g", home=("index.md",), none="reason"),
        Row(row="home", group="g", home=("index.md",)),
        Row(row="reason", group="g", none="reason"),
    ]
    assert ["nothing", "blank", "both"] == list(homeless(tuple(made)))
