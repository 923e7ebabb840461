"""Checklists on a phone: answers, a verdict by the printed rules, kept on the device, copied, printed, wiped."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_pages import violations, wider_than_screen
from tests.browser.tools import BLOCKED, HOSTILE, REFUSING, Open, before_load, button, stored
from tests.conftest import Visit

PATH = "/checklists/before-borrowing/"
KEY = "zj:check-before-borrowing"
WORD = {"yes": "是", "no": "否"}


def items(page: Page) -> list[dict[str, str]]:
    """Give what the list itself says of each item: its good answer and how much it weighs."""
    rows = page.locator("check-list .items > li")
    return [
        dict(row) for row in rows.evaluate_all("rows => rows.map(({ dataset }) => Object.entries(dataset))")
    ]


def answer(page: Page, index: int, word: str) -> None:
    """Answer an item with 是, 否 or 不清楚."""
    page.locator("check-list .items > li").nth(index).get_by_label(word, exact=True).check()


def note(page: Page, index: int, words: str) -> None:
    """Write a note on an item."""
    row = page.locator("check-list .items > li").nth(index)
    row.locator("details").evaluate("node => { node.open = true; }")
    row.get_by_label("备注").fill(words)
    row.get_by_label("备注").blur()


def answer_well(page: Page) -> None:
    """Give every item its good answer."""
    for index, item in enumerate(items(page)):
        answer(page, index, WORD[item["good"]])


def first(page: Page, severity: str) -> int:
    """Give the place of the first item of this weight."""
    return next(index for index, item in enumerate(items(page)) if item["severity"] == severity)


def bad(page: Page, index: int) -> str:
    """Give the answer that is wrong for an item."""
    return "否" if items(page)[index]["good"] == "yes" else "是"


def says(page: Page) -> str:
    """Give what the answers come to, as it is shown."""
    return page.locator(".so-far [role=status]").first.inner_text()


def ruled(page: Page, verdict: str) -> str:
    """Give the sentence that the printed rules have for a verdict."""
    return page.locator(f"[data-verdict={verdict}] strong").inner_text()


def test_the_verdict_follows_the_printed_rules(page: Open) -> None:
    """All well: the good sentence; one weak point or one unknown: the warning; one red line: stop, whatever is open."""
    visit = page(PATH)
    assert "" == says(visit.page)
    answer_well(visit.page)
    count = len(items(visit.page))
    assert f"已答 {count} / {count}" == visit.page.locator(".so-far .num").inner_text()
    assert ruled(visit.page, "ok") == says(visit.page)
    weak = first(visit.page, "warn")
    for word, title in ((bad(visit.page, weak), "不对的："), ("不清楚", "没查清的：")):
        answer(visit.page, weak, word)
        assert says(visit.page).startswith(ruled(visit.page, "warn"))
        assert title in says(visit.page)
    assert [] == visit.errors


def test_one_red_line_stops_at_once_and_says_why(page: Open) -> None:
    """With a single answer given: the verdict is stop, it names the item with a way to it, and the reason is unfolded."""
    visit = page(PATH)
    red = first(visit.page, "stop")
    row = visit.page.locator("check-list .items > li").nth(red)
    answer(visit.page, red, bad(visit.page, red))
    assert says(visit.page).startswith(ruled(visit.page, "stop"))
    link = visit.page.locator(".so-far [role=status] a")
    assert [row.locator(".q > span").first.inner_text()] == link.all_inner_texts()
    assert f"#{row.get_attribute('id')}" == link.get_attribute("href")
    assert "这是红线，先停下" in row.inner_text()
    expect(row.get_by_text("为什么", exact=True)).to_be_visible()


def test_a_red_line_not_found_out_is_no_all_clear(page: Open) -> None:
    """不清楚 on a red line never gives the good verdict."""
    visit = page(PATH)
    answer_well(visit.page)
    answer(visit.page, first(visit.page, "stop"), "不清楚")
    assert says(visit.page).startswith(ruled(visit.page, "warn"))


def test_a_whole_journey(page: Open, site_url: str) -> None:
    """Answered, noted, still there after a reload, copied with notes and verdict, wiped: nothing is left, nothing was sent."""
    visit = page(PATH, permissions=["clipboard-read", "clipboard-write"])
    phone = visit.page
    assert {} == stored(phone)
    red = first(phone, "stop")
    answer(phone, red, bad(phone, red))
    note(phone, red, "客服 11 月 20 日说的")
    assert [KEY] == list(stored(phone))
    shown = says(phone)
    phone.reload()
    assert shown == says(phone)
    expect(phone.get_by_text("上次存在这台设备上的答案")).to_be_visible()
    button(phone, "复制全文")()
    phone.get_by_text("已复制。").wait_for()
    copied = phone.evaluate("navigator.clipboard.readText()").split("\n")
    assert len(items(phone)) + 2 == len(copied)
    assert copied[red + 1].endswith(f"{bad(phone, red)}（备注：客服 11 月 20 日说的）")
    assert f"结果：{ruled(phone, 'stop')}" == copied[-1]
    button(phone, "全部清除")()
    assert {} == stored(phone)
    phone.reload()
    assert "" == says(phone)
    assert "客服 11 月 20 日说的" not in phone.content()
    assert [] == visit.errors
    assert [] == visit.foreign_requests(site_url)


@pytest.mark.parametrize("script", [REFUSING, BLOCKED], ids=["full", "blocked"])
def test_refused_storage_loses_nothing(page: Open, script: str) -> None:
    """The reader is told; answer, note and verdict stay on the screen and can be copied."""
    visit = page(PATH)
    before_load(visit.page, script)
    answer_well(visit.page)
    note(visit.page, 0, "我的备注")
    expect(visit.page.get_by_text("没有存上")).to_be_visible()
    assert ruled(visit.page, "ok") == says(visit.page)
    button(visit.page, "复制全文")()
    assert "（备注：我的备注）" in visit.page.locator("check-list .copy").inner_text()
    assert [] == visit.errors


def test_hostile_notes_stay_words(page: Open) -> None:
    """HTML, right-to-left, emoji and very long notes are text in the field, in the copy and after a reload."""
    visit = page(PATH)
    before = visit.page.locator("check-list .items *").count()
    for index, hostile in enumerate(HOSTILE):
        note(visit.page, index, hostile)
    visit.page.reload()
    button(visit.page, "复制全文")()
    copied = visit.page.locator("check-list .copy").text_content() or ""
    assert [] == [hostile for hostile in HOSTILE if hostile not in copied]
    assert before == visit.page.locator("check-list .items *").count()
    assert 0 >= wider_than_screen(visit)
    assert [] == visit.errors


@pytest.mark.parametrize(
    "saved",
    [
        "5",
        '"text"',
        "[]",
        '{"answers": 3, "notes": "x"}',
        '{"answers": {"no-such-item": "yes"}, "notes": {"no-such-item": "<b>"}}',
        "{",
    ],
)
def test_broken_saved_answers_break_no_list(page: Open, saved: str) -> None:
    """What something else has saved under the key is read as far as it can be; the list still works."""
    visit = page(PATH)
    visit.page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, saved])
    visit.page.reload()
    answer_well(visit.page)
    assert ruled(visit.page, "ok") == says(visit.page)
    assert [] == visit.errors


def test_the_keyboard_is_enough(page: Open) -> None:
    """Tab and the arrow keys answer a question, Enter unfolds its reason."""
    visit = page(PATH)
    visit.page.locator("check-list .items input").first.focus()
    visit.page.keyboard.press("ArrowRight")
    assert 1 == visit.page.locator("check-list .items input:checked").count()
    visit.page.keyboard.press("Tab")
    details = visit.page.locator("check-list .items details").first
    opened = details.evaluate("node => node.open")
    assert "SUMMARY" == visit.page.evaluate("document.activeElement.tagName")
    visit.page.keyboard.press("Enter")
    assert opened != details.evaluate("node => node.open")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_answered_list_passes_axe(scheme: str, page: Open) -> None:
    """With a red line crossed and a note open, names and colours hold; nothing is wider than the screen."""
    visit = page(PATH, scheme=scheme)
    red = first(visit.page, "stop")
    answer(visit.page, red, bad(visit.page, red))
    note(visit.page, red, "备注")
    assert [] == violations(visit)
    assert 0 >= wider_than_screen(visit)


def printed(visit: Visit) -> str:
    """Give what stands on paper."""
    visit.page.emulate_media(media="print")
    return visit.page.locator("body").inner_text()


def test_paper_holds_answers_and_verdict(page: Open) -> None:
    """On paper stand the questions, what was answered and what it comes to, and no buttons."""
    visit = page(PATH)
    answer_well(visit.page)
    text = printed(visit)
    assert ruled(visit.page, "ok") in text
    expect(visit.page.locator("check-list .items input").first).to_be_visible()
    assert "全部清除" not in text


def test_without_javascript_there_are_boxes_to_print(page: Open) -> None:
    """Every question has its reasons and, on the screen and on paper, three boxes; the rules of the verdict stand below."""
    visit = page(PATH, javascript=False)
    count = visit.page.locator("check-list .items > li").count()
    assert count == visit.page.locator("check-list .items details").count()
    for media in ("screen", "print"):
        visit.page.emulate_media(media=media)
        drawn = visit.page.locator("check-list .q").evaluate_all(
            "nodes => nodes.map((node) => getComputedStyle(node, '::after').content)"
        )
        assert ['"□ 是　□ 否　□ 不清楚"'] * count == drawn
    assert "怎么看结果" in printed(visit)
