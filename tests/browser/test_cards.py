"""Ten references drawn by lot from all pages: their cards open by tap and keyboard, work as links, and print as footnotes."""

import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.tools import Open
from tests.conftest import Visit

COUNT = 10
SEED = 20261122
REFERENCE = re.compile(r'<a class="ref ref-(?P<kind>law|fig|channel)" href="#(?P<card>[^"]+)"')
Drawn = tuple[str, str, int, str]


def references(folder: Path) -> Iterator[Drawn]:
    """Yield every reference of the built site: page, card, how many of the page's links to it precede this one, kind."""
    for file in sorted(folder.rglob("index.html")):
        path = "/" + file.relative_to(folder).as_posix().removesuffix("index.html")
        before: dict[str, int] = {}
        for found in REFERENCE.finditer(file.read_text("utf-8")):
            place = before.get(found["card"], 0)
            before[found["card"]] = place + 1
            yield path, found["card"], place, found["kind"]


@pytest.fixture(scope="module")
def drawn(built: Path) -> list[Drawn]:
    """Ten references, the same ones as long as the site is the same; all three kinds are among them."""
    every = list(references(built))
    draw = random.Random(SEED)
    kinds = [[one for one in every if one[3] == kind] for kind in ("law", "fig", "channel")]
    return [*map(draw.choice, kinds), *draw.sample(every, COUNT - len(kinds))]


def reference(visit: Visit, card: str, place: int) -> Locator:
    """Find a reference on an open page; what folds it away is opened first."""
    link = visit.page.locator(f'a.ref[href="#{card}"]').nth(place)
    link.evaluate(
        "node => { for (let at = node; at; at = at.parentElement) if (at.tagName === 'DETAILS') at.open = true; }"
    )
    return link


def unfolded(visit: Visit) -> Locator:
    """The cards that are unfolded on a page."""
    return visit.page.locator(".card-copy")


@pytest.mark.parametrize("index", range(COUNT))
def test_a_card_opens_and_closes_by_keyboard(
    index: int, page: Open, drawn: list[Drawn]
) -> None:
    """Tab reaches the reference, Enter and Space open it, Escape closes it and gives the focus back; nothing is fetched."""
    path, card, place, _ = drawn[index]
    visit = page(path)
    visit.page.wait_for_load_state("networkidle")
    link = reference(visit, card, place)
    link.focus()
    visit.page.keyboard.press("Shift+Tab")
    visit.page.keyboard.press("Tab")
    requests = len(visit.requests)
    for key in ("Enter", "Space"):
        assert link.evaluate("node => node === document.activeElement"), key
        assert "false" == link.get_attribute("aria-expanded")
        visit.page.keyboard.press(key)
        assert "true" == link.get_attribute("aria-expanded")
        expect(unfolded(visit)).to_be_visible()
        visit.page.keyboard.press("Escape")
        assert 0 == unfolded(visit).count()
    assert requests == len(visit.requests)
    assert [] == visit.errors


@pytest.mark.parametrize("index", range(COUNT))
def test_a_card_opens_by_tap_and_says_what_it_must(
    index: int, page: Open, drawn: list[Drawn]
) -> None:
    """Under the finger: what it is, when it was checked, the way to the register; a rule also its force and its days."""
    path, card, place, kind = drawn[index]
    visit = page(path, has_touch=True, is_mobile=True)
    link = reference(visit, card, place)
    link.tap()
    copy = unfolded(visit)
    text = copy.inner_text()
    assert re.search(r"核对\s*\d{4}-\d{2}-\d{2}", text)
    assert copy.locator(".card-name a").get_attribute("href")
    if kind != "channel":
        assert copy.locator(".tag").first.inner_text()
    box, screen = copy.bounding_box(), visit.page.viewport_size
    assert box is not None
    assert screen is not None
    assert 0 <= box["x"]
    assert box["x"] + box["width"] <= screen["width"]
    copy.get_by_role("button", name="收起").tap()
    assert 0 == unfolded(visit).count()
    assert link.evaluate("node => node === document.activeElement")


@pytest.mark.parametrize("index", range(COUNT))
def test_without_javascript_it_is_a_link_to_the_card(
    index: int, page: Open, drawn: list[Drawn]
) -> None:
    """The card stands at the end of the page and comes into view."""
    path, card, place, _ = drawn[index]
    visit = page(path, javascript=False)
    link = visit.page.locator(f'a.ref[href="#{card}"]').nth(place)
    summaries = visit.page.locator(f'details:has(a.ref[href="#{card}"]) > summary')
    for at in range(summaries.count()):
        if not link.is_visible():
            summaries.nth(at).click()
    link.click()
    assert visit.page.url.endswith(f"#{card}")
    target = visit.page.locator(f"[id='{card}']")
    expect(target).to_be_visible()
    box = target.bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 740


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize("index", range(COUNT))
def test_on_paper_it_is_a_footnote(
    index: int, javascript: bool, page: Open, drawn: list[Drawn]
) -> None:
    """The number behind the words is that of the card in the list at the end, which is printed in full."""
    path, card, place, _ = drawn[index]
    visit = page(path, javascript=javascript)
    visit.page.emulate_media(media="print")
    link = visit.page.locator(f'a.ref[href="#{card}"]').nth(place)
    printed = link.evaluate("node => getComputedStyle(node, '::after').content")
    assert printed in ('"[" attr(data-n) "]"', f'"[" "{card}" "]"', f'"[{card}]"')
    assert card == link.get_attribute("data-n")
    target = visit.page.locator(f"[id='{card}']")
    expect(target).to_be_visible()
    assert card == str(target.evaluate("node => [...node.parentNode.children].indexOf(node) + 1"))
    assert re.search(r"\d{4}-\d{2}-\d{2}", target.inner_text())


def test_every_reference_of_the_site_has_its_card_and_number(built: Path) -> None:
    """Not only ten: on every page each link leads to a card of that page, and bears the card's place in the list."""
    count = 0
    for file in sorted(built.rglob("index.html")):
        html = file.read_text("utf-8")
        section = html.partition('<section id="sources"')[2].partition("</section>")[0]
        listed = re.findall(r'<li id="([^"]+)">', section)
        assert [str(number + 1) for number in range(len(listed))] == listed, file
        for found in REFERENCE.finditer(html):
            count += 1
            assert found["card"] in listed, (file, found["card"])
    assert count > 1000
