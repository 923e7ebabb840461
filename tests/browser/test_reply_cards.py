"""Reply cards on a phone: found by what the collector said, complete without JavaScript, small on paper."""

import pytest

from hooks.content import Library
from tests.browser.test_pages import violations, wider_than_screen
from tests.browser.tools import HOSTILE, Open, button

PATH = "/tools/reply-cards/"


@pytest.fixture(scope="module")
def real() -> Library:
    """The real project's data."""
    from datetime import date

    from hooks import content
    from tests.conftest import ROOT

    return content.collect(ROOT, date(2026, 11, 22))[0]


def test_all_cards_stand_in_the_page(page: Open, real: Library) -> None:
    """At least forty lines, each with its meaning, its standing, an answer and what to note, without JavaScript too."""
    assert len(real.reply_cards) >= 40
    visit = page(PATH, javascript=False)
    assert len(real.reply_cards) == visit.page.locator("li[data-words]").count()
    first = next(iter(real.reply_cards.values()))
    card = visit.page.locator(f"#reply-{first.id}").inner_text()
    assert first.collector_says in card
    assert "可以回一句" in card
    assert "记下" in card


@pytest.mark.parametrize("variant", [False, True], ids=["line", "variant"])
def test_a_card_is_found_by_what_was_said(page: Open, real: Library, variant: bool) -> None:
    """Typing the line, or another way of saying it, shows its card; punctuation and width do not matter."""
    visit = page(PATH)
    for card in list(real.reply_cards.values())[::7]:
        said = card.variants[0] if variant and card.variants else card.collector_says
        visit.page.get_by_label("对方刚才说了什么").fill(f"{said.replace('，', ' , ')}！"[:60])
        assert visit.page.locator(f"#reply-{card.id}").is_visible(), card.id


def test_a_few_words_narrow_the_list(page: Open) -> None:
    """A word shows the cards that hold it and says how many; nonsense says what to do instead; emptied, all are back."""
    visit = page(PATH)
    every = visit.page.locator("li[data-words]").count()
    box = visit.page.get_by_label("对方刚才说了什么")
    status = visit.page.locator("reply-cards [role=status]")
    box.fill("通讯录")
    shown = visit.page.locator("li[data-words]:visible")
    assert 0 < shown.count() < every
    assert f"找到 {shown.count()} 句。" == status.inner_text()
    box.fill("zzzz qqqq")
    assert "没有这一句" in status.inner_text()
    assert 0 == visit.page.locator(".reply-group:visible").count()
    box.fill("")
    assert every == shown.count()


def test_hostile_words_do_no_harm(page: Open) -> None:
    """HTML, right-to-left, emoji and very long words are looked for as words."""
    visit = page(PATH)
    for hostile in HOSTILE:
        visit.page.get_by_label("对方刚才说了什么").fill(hostile)
    assert [] == visit.errors
    assert 0 >= wider_than_screen(visit)


def test_wallet_paper_has_small_cards(page: Open) -> None:
    """打印成小卡片 puts what was said, what it means and the answer on cards of the size of a bank card, nothing else."""
    visit = page(PATH)
    visit.page.evaluate("window.print = () => { window.printed = document.body.className; }")
    visit.page.get_by_label("对方刚才说了什么").fill("上门")
    button(visit.page, "打印成小卡片")()
    assert "wallet" in visit.page.evaluate("window.printed")
    visit.page.evaluate("document.body.classList.add('wallet')")
    visit.page.emulate_media(media="print")
    box = visit.page.locator("li[data-words]:visible").first.bounding_box()
    assert box
    assert 300 <= box["width"] <= 330  # 85 mm at 96 dots an inch
    text = visit.page.locator("body").inner_text()
    assert "可以回一句" in text
    assert "怎么用" not in text
    assert "打印成小卡片" not in text


def test_keyboard_and_axe(page: Open) -> None:
    """The box is the first stop in the tool; with a search shown, names and colours hold."""
    visit = page(PATH)
    visit.page.get_by_label("对方刚才说了什么").focus()
    visit.page.keyboard.type("坐牢")
    visit.page.keyboard.press("Tab")
    assert "打印成小卡片" == visit.page.evaluate("document.activeElement.textContent")
    assert [] == violations(visit)
