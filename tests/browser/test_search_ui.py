"""The search as readers use it: opened by tap or key, answered in Chinese words, closed again, and silent before."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.conftest import Visit

Open = Callable[..., Visit]
#: Words that must be found whole, and the pages that may come first.
WORDS = {
    "停息挂账": ("situations/paid-negotiators/", "self-rescue/negotiate/", "faq/negotiating/"),
    "砍头息": ("situations/upfront-cut-714/", "tools/short-loans/"),
    "爆通讯录": ("situations/contacts-harassed/",),
    "综合融资成本": ("rules/cost-disclosure/", "rules/assisted-lending/", "self-rescue/real-cost/"),
    "个性化分期": ("self-rescue/negotiate/", "situations/pay-part-only/", "letters/card-instalment-request/"),
}
RESULTS = "main.search li > a"


def asked(visit: Visit, words: str) -> str:
    """Open the search by its button, type, and give the address of the first result."""
    visit.page.get_by_role("button", name="搜索").click()
    visit.page.get_by_role("searchbox").fill(words)
    visit.page.wait_for_selector(RESULTS)
    return str(visit.page.locator(RESULTS).first.get_attribute("href"))


@pytest.mark.parametrize("words", WORDS)
def test_a_word_opens_the_right_page(words: str, page: Open, site_url: str) -> None:
    """The first result is a page that answers, and the keyboard opens it."""
    visit = page("/")
    assert asked(visit, words).removeprefix(site_url) in WORDS[words]
    visit.page.locator(RESULTS).first.press("Enter")
    visit.page.wait_for_url(lambda url: url.removeprefix(site_url) in WORDS[words])


def test_nothing_is_fetched_before_it_is_opened(page: Open) -> None:
    """No part of the index, and not its engine, is loaded by a page."""
    visit = page("/")
    assert [] == [url for url in visit.requests if "search" in url]
    asked(visit, "利息")
    assert any("/search/" in url for url in visit.requests)


def test_a_key_opens_and_escape_closes(page: Open) -> None:
    """`/` opens the search with the cursor in its field; Escape brings the page and the focus back."""
    visit = page("/rules/collection/").page
    visit.keyboard.press("/")
    visit.wait_for_selector("main.search input:focus")
    visit.keyboard.press("Escape")
    visit.wait_for_selector("main.search", state="detached")
    assert "search-open" == visit.evaluate("document.activeElement.id")
    expect(visit.get_by_role("heading", name="催收红线", level=1)).to_be_visible()


def test_a_hostile_query_stays_text(page: Open) -> None:
    """Markup that is typed is shown as what it is."""
    visit = page("/").page
    visit.get_by_role("button", name="搜索").click()
    visit.get_by_role("searchbox").fill("<img src=x onerror=alert(1)>催收")
    visit.wait_for_selector("main.search [role=status]:not(:text('正在找'))")
    assert 0 == visit.locator("main.search img").count()


def test_the_back_button_brings_the_results_back(page: Open) -> None:
    """From a page that was found back to what was found, and once more back to the page where the search was opened."""
    visit = page("/situations/just-overdue/").page
    visit.get_by_role("button", name="搜索").click()
    visit.get_by_role("searchbox").fill("砍头息")
    visit.wait_for_selector("main.search li > a")
    visit.locator("main.search li > a").first.click()
    visit.wait_for_url(lambda url: "just-overdue" not in url)
    visit.go_back()
    expect(visit.get_by_role("searchbox")).to_have_value("砍头息")
    visit.wait_for_selector("main.search li > a")
    visit.go_back()
    expect(visit.locator("main.search")).to_have_count(0)
    expect(visit.get_by_role("heading", level=1)).to_be_visible()
    assert visit.url.endswith("/situations/just-overdue/")


def test_a_result_on_the_open_page_is_gone_to(page: Open) -> None:
    """A word of the glossary that is searched for on the glossary: the view closes and the word is in sight."""
    visit = page("/glossary/")
    visit.page.get_by_role("button", name="搜索").click()
    visit.page.get_by_role("searchbox").fill("呆账是什么意思")
    visit.page.locator(f"{RESULTS}[href$='glossary/#bad-debt-account']").click()
    visit.page.wait_for_selector("main.search", state="detached")
    top = "document.getElementById('bad-debt-account').getBoundingClientRect().top"
    visit.page.wait_for_function(f"0 <= {top} && {top} < innerHeight")


def test_when_nothing_is_found_there_is_a_way_on(page: Open, site_url: str) -> None:
    """Help lines, the four taps and the list of all pages, as links that lead somewhere."""
    visit = page("/").page
    visit.get_by_role("button", name="搜索").click()
    visit.get_by_role("searchbox").fill("qqqq")
    visit.wait_for_selector("main.search [role=status]:text('没有找到')")
    links = [str(link.get_attribute("href")) for link in visit.locator(RESULTS).all()]
    assert [f"{site_url}help/", f"{site_url}start/", f"{site_url}contents/"] == links
    assert [200, 200, 200] == [visit.request.get(link).status for link in links]


def test_results_pass_axe(page: Open) -> None:
    """The view with its results has no fault that axe can find."""
    visit = page("/")
    asked(visit, "催收")
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    assert (
        []
        == Axe().run(visit.page, options={"runOnly": {"type": "tag", "values": tags}}).response["violations"]
    )


def test_without_javascript_the_contents_page_serves(page: Open) -> None:
    """The search link leads to the list of all pages."""
    visit = page("/", javascript=False).page
    visit.get_by_role("link", name="搜索").click()
    assert visit.url.endswith("/contents/")
