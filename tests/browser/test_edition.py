"""The page that tells which edition a copy is: its age by the reader's own clock, without asking anybody."""

from datetime import datetime
from pathlib import Path

import pytest

from hooks import edition
from hooks.today import CHINA
from tests.browser.tools import Open
from tests.conftest import ROOT

PATH = "/about/this-copy/"


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (datetime(2026, 11, 22, 0, 5, tzinfo=CHINA), "这一份是今天的"),
        (datetime(2026, 11, 23, 23, 55, tzinfo=CHINA), "1 天前的，还算新"),
        (datetime(2027, 1, 1, 12, tzinfo=CHINA), "40 天前的，还算新"),
        (datetime(2027, 1, 2, 12, tzinfo=CHINA), "41 天前的：多半缺了新的数字"),
        (datetime(2026, 11, 21, 12, tzinfo=CHINA), "这台设备的日期比这一份还早"),
    ],
)
def test_the_age_of_a_copy_is_counted_by_the_readers_calendar(page: Open, now: datetime, said: str) -> None:
    """Today, yesterday, the last fresh day, the first stale one, and a clock that is wrong."""
    visit = page(PATH, timezone_id="Asia/Shanghai")
    visit.page.clock.set_fixed_time(now)
    visit.page.reload()
    assert said in visit.page.locator("#edition-age").inner_text()


def test_the_page_asks_no_other_host(page: Open, site_url: str) -> None:
    """It only links to what can be compared by hand."""
    visit = page(PATH)
    assert ([], []) == (visit.foreign_requests(site_url), visit.errors)
    hrefs = visit.page.locator("#edition ~ .rows a").evaluate_all("all => all.map((one) => one.href)")
    assert ["https://example.invalid/about/this-copy/"] == hrefs


def test_without_javascript_the_day_and_what_it_means_are_there(page: Open, built: Path) -> None:
    """An offline copy opened by a double click runs no modules."""
    words = page(PATH, javascript=False).page.locator(".body").inner_text()
    assert "2026-11-22" in words
    assert edition.fingerprint(ROOT) in words
    assert "过了 40 天的，多半缺了新的数字" in words
