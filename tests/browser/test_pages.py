"""Every page of the built site, opened once and looked at in every light and width."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from hooks.content import page_url
from hooks.today import today
from tests.conftest import DESKTOP, PHONE, ROOT, SETTINGS, Visit, recorded

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
    "/letters/complaint-12378/",
    "/404.html",
    "/leave.html",
]


def written() -> list[str]:
    """Give the addresses of all hand-written pages."""
    docs = ROOT / "docs"
    paths = [file.relative_to(docs).as_posix() for file in sorted(docs.rglob("*.md"))]
    return ["/" + page_url(path) for path in paths if not path.startswith(("_data/", "assets/"))]


PAGES = written() + SAMPLES


#: What light, width and colours can change; the other rules see the same document in every state.
OF_LOOKS = ["color-contrast", "target-size", "scrollable-region-focusable", "link-in-text-block"]
#: The look of the page in which every rule is run comes first.
LOOKS = {
    "phone": (PHONE, "light"),
    "phone at night": (PHONE, "dark"),
    "desk": (DESKTOP, "light"),
    "desk at night": (DESKTOP, "dark"),
}
#: 1280 px at 400 %, and nearly the smallest phone.
ZOOMED = {"width": 320, "height": 640}
AXE = "async (runOnly) => (await axe.run({ runOnly, resultTypes: ['violations'] })).violations"
#: The names under which the page has kept something: who only reads leaves no trace.
KEPT = "[...Object.keys(localStorage), ...Object.keys(sessionStorage)]"
#: Whatever is pressed or filled in, but for links in running text, and a box whose label is pressed with it.
SMALL = """() => [...document.querySelectorAll(
    "button, summary, input, select, textarea, .btn, .hit, .tool, .rows > li > a:first-child, nav a, label:has(input)")]
  .filter((one) => !one.matches("label input, .vh") && one.offsetParent && one.checkVisibility())
  .map((one) => [one.outerHTML.slice(0, 80), one.getBoundingClientRect()])
  .filter(([, box]) => box.height < 43.9 || box.width < 43.9)
  .map(([name, box]) => `${Math.round(box.width)} x ${Math.round(box.height)}: ${name}`)"""


def violations(visit: Visit, rules: list[str] | None = None) -> list[str]:
    """Run axe on an open page; give a line for each fault and the element it is at."""
    if not visit.page.evaluate("'axe' in window"):
        visit.page.evaluate(Axe().axe_script)
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": WCAG}
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}"
        for one in visit.page.evaluate(AXE, only)
        for node in one["nodes"]
    ]


def wider_than_screen(visit: Visit) -> int:
    """Give by how many pixels the page can be scrolled sideways."""
    return int(visit.page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


def faults(tab: Visit, path: str, site_url: str, *, every_rule: bool = False) -> dict[str, object]:
    """Open a page and look at it in every look, zoomed in and in 大字; give what is wrong in each, and what it did.

    `every_rule` runs all of axe's rules in each look, not only on the phone by day.
    """
    page = tab.page
    page.set_viewport_size(PHONE)
    page.emulate_media(color_scheme="light")
    tab.requests.clear()
    tab.errors.clear()
    page.goto(path, wait_until="load")
    found: dict[str, object] = {"too small": page.evaluate(SMALL)}
    for name, (viewport, scheme) in LOOKS.items():
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme=scheme)
        found[name] = violations(tab, None if every_rule or name == "phone" else OF_LOOKS)
        found[f"{name}: wider by"] = max(0, wider_than_screen(tab))
    page.set_viewport_size(ZOOMED)
    found["zoomed: wider by"] = max(0, wider_than_screen(tab))
    page.evaluate("document.documentElement.dataset.size = 'large'")
    found["大字: wider by"] = max(0, wider_than_screen(tab))
    found |= {"kept": page.evaluate(KEPT), "said": [*tab.errors], "asked elsewhere": tab.foreign_requests(site_url)}
    return {name: what for name, what in found.items() if what}


@pytest.fixture(scope="module")
def tab(browser: Browser, site_url: str) -> Iterator[Visit]:
    """One tab that all pages are opened in: a browser that has run axe before runs it in half the time."""
    context = browser.new_context(base_url=site_url, locale="zh-CN")
    yield recorded(context.new_page())
    context.close()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_in_every_look(path: str, tab: Visit, site_url: str) -> None:
    """In one visit: silence, no other host, nothing kept, all of axe, 44 px, light and dark, phone and desk, zoom, 大字."""
    assert {} == faults(tab, path, site_url)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(16))
def test_every_page_in_every_look(part: int, tab: Visit, site_url: str, built: Path) -> None:
    """All built pages, generated ones too, with all of axe's rules in each look."""
    files = sorted(file.relative_to(built).as_posix() for file in built.rglob("*.html"))
    paths = ["/" + name.removesuffix("index.html") for name in files]
    found = {path: faults(tab, path, site_url, every_rule=True) for path in paths[part::16]}
    assert {} == {path: what for path, what in found.items() if what}


@pytest.mark.parametrize("path", ["/", "/rules/collection/", "/checklists/evidence/", "/tools/instalment-fee-rate/"])
def test_forced_colours(path: str, page: Open) -> None:
    """With the device's own few colours all stays readable, and a chosen answer still differs by its frame."""
    visit = page(path, forced_colors="active")
    assert [] == violations(visit, ["color-contrast"])
    for answer in visit.page.locator(".choices label").all()[:1]:
        answer.click()
        assert "solid" == answer.evaluate("one => getComputedStyle(one).outlineStyle")


STOPS = """() => {
  const focused = document.activeElement;
  const middle = (low, high, limit) => (Math.max(low, 0) + Math.min(high, limit)) / 2;
  const tops = [...focused.getClientRects()].filter((one) => one.width > 0 && one.height > 0).map((box) =>
    document.elementFromPoint(middle(box.left, box.right, innerWidth), middle(box.top, box.bottom, innerHeight)));
  return {
    body: focused === document.body,
    name: focused.outerHTML.slice(0, 90),
    seen: tops.some((top) => top && (focused.contains(top) || top.contains(focused))),
    ringed: getComputedStyle(focused).outlineStyle !== "none",
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
        "/tools/evidence-log/",
    ],
)
def test_every_tab_stop_is_on_the_screen(path: str, viewport: dict[str, int], page: Open) -> None:
    """Whoever uses the keyboard sees where they are: no stop is hidden, outside, under the bar or without a ring."""
    stops = list(tab_stops(page(path, viewport=viewport)))
    assert len(stops) > 5
    assert [] == [stop["name"] for stop in stops if not (stop["seen"] and stop["ringed"])]


@pytest.mark.slow
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desk"])
@pytest.mark.parametrize("path", PAGES)
def test_every_tab_stop_of_every_page(path: str, viewport: dict[str, int], page: Open) -> None:
    """The whole site by keyboard."""
    stops = tab_stops(page(path, viewport=viewport), limit=1500)
    assert [] == [stop["name"] for stop in stops if not (stop["seen"] and stop["ringed"])]


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
