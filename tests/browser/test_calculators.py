"""The calculators in a real browser: the form opens, answers while one types, refuses in Python's words, and takes along."""

from collections.abc import Callable

from playwright.sync_api import Locator

from tests.conftest import Visit

Open = Callable[..., Visit]
SHORT_LOAN = "/tools/short-loans/"


def form(visit: Visit, name: str) -> Locator:
    """A calculator on an open page, once its form is open."""
    element = visit.page.locator(f"loan-calculator[data-name={name}]")
    element.locator("form > fieldset:enabled").wait_for()
    return element


def headline(element: Locator) -> str:
    """The one sentence that is said first."""
    return element.locator(".headline").inner_text()


def test_the_answer_comes_with_the_last_field(page: Open) -> None:
    """Once everything needed is filled in, the sentence stands there, without pressing anything."""
    visit = page(SHORT_LOAN)
    element = form(visit, "short-loan")
    for field, typed in (("received", "１４００"), ("repaid", "0.2万"), ("days", "7 天")):
        assert "" == headline(element)
        element.locator(f"#short-loan-{field}").press_sequentially(typed)
    assert "这笔钱的单利年化约 2,234.69%，超过下面每一条线。放款的是谁，才看哪一条。" == headline(element)
    assert [] == visit.errors


def test_without_javascript_the_form_says_so(page: Open) -> None:
    """Nothing can be typed into a form that would not answer; table, method and example are there."""
    visit = page(SHORT_LOAN, javascript=False)
    element = visit.page.locator("loan-calculator[data-name=short-loan]")
    assert element.locator("input").first.is_disabled()
    assert "JavaScript" in element.locator("[data-note]").inner_text()
    assert not element.locator(".answer-of").is_visible()
    assert visit.page.locator("table#short-loan-rate").is_visible()
