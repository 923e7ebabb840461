"""A page compares its day of review with the reader's own clock: saved copies and mirrors tell it too."""

import re
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from hooks.today import CHINA
from tests.browser.tools import Open
from tests.conftest import Visit

PAGES = ["/rules/collection/", "/law/civil-code/", "/fact-check/monthly-1-percent-12-68/"]


def due(built: Path, path: str) -> date:
    """The day of review that a page carries."""
    html = (built / path.strip("/") / "index.html").read_text("utf-8")
    return date.fromisoformat(re.findall(r'data-review-by="([^"]+)"', html)[0])


def seen_on(visit: Visit, day: date, hour: int = 12) -> Visit:
    """Load the page again on a reader's device whose clock shows this day."""
    visit.page.clock.set_fixed_time(datetime(day.year, day.month, day.day, hour, tzinfo=CHINA))
    visit.page.reload()
    return visit


@pytest.mark.parametrize("path", PAGES)
def test_on_its_last_day_a_page_is_still_good(path: str, page: Open, built: Path) -> None:
    """The day of review itself is in time, up to its last hour."""
    visit = seen_on(page(path, timezone_id="Asia/Shanghai"), due(built, path), 23)
    assert not visit.page.locator(".late").is_visible()


@pytest.mark.parametrize("path", PAGES)
def test_the_day_after_it_warns(path: str, page: Open, built: Path) -> None:
    """The words name the day; nothing else on the page changes, and nothing is fetched for it."""
    last = due(built, path)
    visit = seen_on(page(path, timezone_id="Asia/Shanghai"), last + timedelta(days=1), 0)
    expect(visit.page.locator(".late")).to_be_visible()
    assert (
        f"本页已过复核期（{last}）。规定和数字可能变了，照着做之前请再核对一次。"
        in visit.page.locator(".late").inner_text()
    )


def test_what_was_late_when_it_was_built_says_so_without_javascript(page: Open, built: Path) -> None:
    """The list of figures holds the LPR, which had not been confirmed for more than forty days: the page itself warns."""
    assert due(built, "/law/figures/") < date(2026, 11, 22)
    expect(page("/law/figures/", javascript=False).page.locator(".late")).to_be_visible()
