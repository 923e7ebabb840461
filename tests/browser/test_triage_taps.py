"""The triage as readers use it: four taps without JavaScript, and one sheet of paper."""

from collections.abc import Callable

from tests.conftest import Visit

Open = Callable[..., Visit]


def test_taps_lead_to_an_end_without_javascript(page: Open) -> None:
    """From the home page, plain links lead to what to do today and to the page to read."""
    visit = page("/", javascript=False).page
    visit.get_by_role("link", name="收到法院、仲裁、律师的东西").click()
    visit.get_by_role("link", name="短信、电话说立案、开庭").click()
    end = visit.locator("#court-message")
    assert end.bounding_box()["y"] < 740
    assert "今天" in end.inner_text()
    end.get_by_role("link", name="短信说立案、开庭").click()
    assert visit.url.endswith("/situations/court-sms/")


def test_the_whole_triage_prints_on_one_sheet(page: Open) -> None:
    """A4, one page: for whoever helps without a phone."""
    sheet = page("/start/").page.pdf(format="A4")
    assert 1 == sheet.count(b"/Type /Page\n")
