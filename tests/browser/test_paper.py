"""Paper: every kind of page prints on A4, black on white, whole, and says where it came from, which version and which day."""

import re
from pathlib import Path

import pytest

from tests.browser.tools import Open
from tests.conftest import DESKTOP, SETTINGS

#: One of each kind of page.
KINDS = [
    "/",
    "/start/",
    "/situations/summons/",
    "/rules/collection/",
    "/self-rescue/first-72-hours/",
    "/platform-vetting/before-borrowing/",
    "/tools/lpr-cap/",
    "/tools/short-loans/",
    "/tools/evidence-log/",
    "/tools/debts/",
    "/tools/reply-cards/",
    "/letters/complaint-to-lender/",
    "/checklists/evidence/",
    "/fact-check/",
    "/fact-check/monthly-1-percent-12-68/",
    "/law/",
    "/law/civil-code/",
    "/law/figures/",
    "/glossary/",
    "/contents/",
    "/help/channels/",
    "/faq/",
    "/data/",
    "/about/offline/",
    "/contribute/style/",
    "/offline/rules.html",
]
DAY = re.compile(r"20\d\d-\d\d-\d\d")
REFRESH = 'http-equiv="refresh"'
PAPER_WIDTH = 673  # pixels between the margins of A4
#: What is printed in another colour than near-black, or on another ground than white; and what stays folded.
COLOURED = """() => {
  const numbers = (colour) => (colour.match(/[\\d.]+/g) || []).map(Number);
  const found = [];
  for (const element of document.querySelectorAll("body, body *")) {
    const style = getComputedStyle(element);
    if (!element.getClientRects().length || style.visibility === "hidden") continue;
    const name = `${element.tagName}.${element.getAttribute("class") || ""}`;
    const words = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (words && numbers(style.color).slice(0, 3).some((part) => part > 0x44)) found.push(`${name} ${style.color}`);
    const [red, green, blue, alpha = 1] = numbers(style.backgroundColor);
    if (alpha && [red, green, blue].some((part) => part < 255)) found.push(`${name} on ${style.backgroundColor}`);
    if (element.matches("details:not([open])")) found.push(`${name} folded`);
  }
  return [...new Set(found)];
}"""


@pytest.mark.parametrize("path", KINDS)
def test_every_kind_of_page_prints_black_on_white_with_its_origin(path: str, page: Open) -> None:
    """Also from a dark screen in large letters; nothing is wider than the sheet; address, version and day stand on it."""
    visit = page(path, viewport=DESKTOP, scheme="dark")
    visit.page.evaluate("Object.assign(document.documentElement.dataset, { size: 'large', theme: 'dark' })")
    sheet = visit.page.pdf(format="A4")
    assert re.search(rb"/MediaBox ?\[0 0 59[45](?:\.\d+)? 84[12](?:\.\d+)?\]", sheet)
    visit.page.emulate_media(media="print")
    visit.page.set_viewport_size({"width": PAPER_WIDTH, "height": 970})
    visit.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert [] == visit.page.evaluate(COLOURED)
    assert 0 >= visit.page.evaluate("document.documentElement.scrollWidth - innerWidth")
    origin = " ".join(visit.page.locator(".paper:visible").all_inner_texts())
    assert SETTINGS["SITE_URL"] in origin
    assert "版本 dev" in origin
    assert DAY.search(origin)


def test_every_page_says_on_paper_where_it_came_from(built: Path) -> None:
    """Address, version and day stand in each page; the ones without an address of their own stay out."""
    pages = {path.relative_to(built).as_posix(): path.read_text("utf-8") for path in built.rglob("*.html")}
    own = {name: html for name, html in pages.items() if name not in ("404.html", "leave.html") and REFRESH not in html}
    assert len(own) > 400
    for name, html in own.items():
        words = " ".join(html.split('class="paper">')[1:])
        assert [] == [one for one in (SETTINGS["SITE_URL"], "版本 dev") if one not in words], name
        assert DAY.search(words), name
