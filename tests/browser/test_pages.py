"""Every page of the built site, opened once on a phone and once more on a desk at night."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from hooks.content import page_url
from hooks.today import today
from tests.conftest import DESKTOP, PHONE, ROOT, SETTINGS, Visit

Open = Callable[..., Visit]
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
#: Written by hand, or one of each generated kind: what every change is tried on. The rest: `make test-full`.
SAMPLES = [
    "/law/",
    "/law/civil-code/",
    "/law/figures/",
    "/glossary/",
    "/contents/",
    "/fact-check/",
    "/fact-check/monthly-1-percent-12-68/",
    "/checklists/",
    "/checklists/evidence/",
    "/404.html",
    "/leave.html",
]


def written() -> list[str]:
    """Give the addresses of all hand-written pages."""
    docs = ROOT / "docs"
    paths = [file.relative_to(docs).as_posix() for file in sorted(docs.rglob("*.md"))]
    return ["/" + page_url(path) for path in paths if not path.startswith(("_data/", "assets/"))]


PAGES = written() + SAMPLES


def violations(visit: Visit, rules: list[str] | None = None) -> list[str]:
    """Run axe on an open page; give a line for each fault and the element it is at."""
    options = {"runOnly": {"type": "rule", "values": rules} if rules else {"type": "tag", "values": WCAG}}
    found = Axe().run(visit.page, options=options).response["violations"]
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}" for one in found for node in one["nodes"]
    ]


def wider_than_screen(visit: Visit) -> int:
    """Give by how many pixels the page can be scrolled sideways."""
    return int(visit.page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


@pytest.mark.parametrize("path", PAGES)
def test_on_a_phone(path: str, page: Open, site_url: str) -> None:
    """A page loads in silence, asks nobody else for anything, fits the screen and passes axe."""
    visit = page(path, viewport=PHONE)
    assert [] == visit.errors
    assert [] == visit.foreign_requests(site_url)
    assert 0 >= wider_than_screen(visit)
    assert [] == violations(visit)


@pytest.mark.parametrize("path", PAGES)
def test_on_a_desk_at_night(path: str, page: Open, site_url: str) -> None:
    """Colours, sizes and scrolling regions also hold in the dark and on a wide screen."""
    visit = page(path, viewport=DESKTOP, scheme="dark")
    assert [] == visit.errors
    assert 0 >= wider_than_screen(visit)
    assert [] == violations(
        visit, ["color-contrast", "target-size", "scrollable-region-focusable", "link-in-text-block"]
    )


STOPS = """() => {
  const focused = document.activeElement;
  const box = [...focused.getClientRects()].find((one) => one.width > 0 && one.height > 0);
  const middle = (low, high, limit) => (Math.max(low, 0) + Math.min(high, limit)) / 2;
  const top = box && document.elementFromPoint(
    middle(box.left, box.right, innerWidth), middle(box.top, box.bottom, innerHeight));
  return {
    body: focused === document.body,
    name: focused.outerHTML.slice(0, 90),
    seen: Boolean(top && (focused.contains(top) || top.contains(focused))),
  };
}"""


def tab_stops(visit: Visit, limit: int = 400) -> Iterator[dict[str, object]]:
    """Press Tab until the focus leaves the page; yield what was focused each time."""
    for _ in range(limit):
        visit.page.keyboard.press("Tab")
        stop = visit.page.evaluate(STOPS)
        if stop["body"]:
            return
        yield stop
    pytest.fail(f"after {limit} stops Tab has not left the page")


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desk"])
@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/rules/collection/",
        "/self-rescue/first-72-hours/",
        "/platform-vetting/before-borrowing/",
        "/tools/lpr-cap/",
    ],
)
def test_every_tab_stop_is_on_the_screen(path: str, viewport: dict[str, int], page: Open) -> None:
    """Whoever uses the keyboard sees where they are: no stop is hidden, outside or under the bar."""
    stops = list(tab_stops(page(path, viewport=viewport)))
    assert len(stops) > 5
    assert [] == [stop["name"] for stop in stops if not stop["seen"]]


@pytest.mark.parametrize("path", ["/tools/lpr-cap/", "/tools/instalment-fee-rate/", "/tools/short-loans/"])
def test_tables_scroll_inside_themselves(path: str, page: Open) -> None:
    """A table that is wider than a small phone scrolls in its own region, which the keyboard reaches."""
    visit = page(path, viewport={"width": 320, "height": 640})
    regions = visit.page.evaluate(
        """[...document.querySelectorAll(".scroll")].map((region) => [
            region.tabIndex,
            region.scrollWidth >= region.clientWidth,
            region.getBoundingClientRect().right <= innerWidth,
        ])"""
    )
    assert regions
    assert [[0, True, True]] * len(regions) == regions
    assert 0 >= wider_than_screen(visit)


def test_the_pages_tested_are_the_pages_built(built: Path) -> None:
    """No address in the list is missing from the site."""
    names = [path.strip("/") for path in PAGES]
    missing = [
        name for name in names if not (built / name).is_file() and not (built / name / "index.html").is_file()
    ]
    assert [] == missing


def test_the_site_is_seen_on_its_day(built: Path) -> None:
    """The tests' day is the day the pages print."""
    assert today(SETTINGS).isoformat() in (built / "tools/lpr-cap/index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/rules/collection/", "Article"), ("/fact-check/monthly-1-percent-12-68/", "ClaimReview")],
)
def test_structured_data_can_be_read(path: str, kind: str, page: Open) -> None:
    """The JSON block names what the page is and the way to it."""
    blocks = page(path).page.locator("script[type='application/ld+json']").all_text_contents()
    assert [[kind, "BreadcrumbList"]] == [
        [one["@type"] for one in json.loads(block)["@graph"]] for block in blocks
    ]
