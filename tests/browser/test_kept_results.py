"""Figures that a calculator keeps on the reader's request, and letters that offer them: never by themselves."""

import re

import pytest
from playwright.sync_api import Locator, Page

from tests.browser.test_pages import violations, wider_than_screen
from tests.browser.tools import BLOCKED, HOSTILE, REFUSING, Open, before_load, button, stored

PATH = "/tools/budget/"
NAME = "affordable-payment"
KEY = f"zj:calc-{NAME}"
LETTER = "/letters/card-instalment-request/"


def answered(page: Page, name: str = NAME) -> Locator:
    """Open a calculator's answer to its own example."""
    element = page.locator(f"loan-calculator[data-name={name}]")
    element.locator("form > fieldset:enabled").wait_for()
    element.locator("[data-do=example]").click()
    element.locator(".answer-of").wait_for()
    return element


def kept(page: Page) -> Locator:
    """Keep the example's answer."""
    element = answered(page)
    element.locator("[data-do=keep]").click()
    return element


def to(page: Page, path: str) -> None:
    """Go to another page of the site in the same tab."""
    page.goto(page.url.split("/tools/")[0].split("/letters/")[0] + path)


def test_a_result_is_kept_only_when_asked(page: Open) -> None:
    """Working it out stores nothing; 存到这台手机 stores what is shown; a reload tells of it; 全部清除 takes it away."""
    visit = page(PATH)
    element = answered(visit.page)
    assert {} == stored(visit.page)
    assert "也不保存" not in element.inner_text()
    element.locator("[data-do=keep]").click()
    assert "没有发给任何人" in element.locator("[data-said]").inner_text()
    headline = element.locator(".headline").inner_text()
    value = stored(visit.page)[KEY]
    assert isinstance(value, dict)
    assert headline == value["said"]
    visit.page.reload()
    note = element.locator("[data-note]")
    assert headline in note.inner_text()
    element.locator("[data-do=clear]").click()
    assert {} == stored(visit.page)
    assert headline not in note.inner_text()
    assert [] == visit.errors


def test_a_letter_takes_a_kept_figure_where_the_reader_puts_it(page: Open) -> None:
    """Each figure is offered with its day and calculator, for fields of its unit; nothing is filled in by itself."""
    visit = page(PATH)
    element = kept(visit.page)
    shown = element.locator(".figures dd:visible").first.inner_text().removesuffix(" 元").replace(",", "")
    to(visit.page, LETTER)
    offers = visit.page.locator(".offers")
    assert "" == visit.page.locator("#in-monthly").input_value()
    assert "每月" in (offers.get_by_label("算出来的数").locator("option").first.text_content() or "")
    places = offers.get_by_label("填到哪一栏")
    assert ["账单欠款总额（元）", "每期能还（元）"] == places.locator("option").all_text_contents()
    places.select_option("每期能还（元）")
    button(visit.page, "填进去")()
    assert shown == visit.page.locator("#in-monthly").input_value()
    assert f"每期还款 {shown} 元" in visit.page.locator(".sheet").inner_text()
    assert "" == visit.page.locator("#in-balance").input_value()
    assert [] == violations(visit)
    assert 0 >= wider_than_screen(visit)
    assert [] == visit.errors


def test_a_rate_goes_into_a_field_for_rates(page: Open) -> None:
    """What is counted in percent is offered for percent, what is counted in yuan for yuan."""
    visit = page("/tools/short-loans/")
    answered(visit.page, "short-loan").locator("[data-do=keep]").click()
    to(visit.page, "/letters/defence-private-loan/")
    offers = visit.page.locator(".offers")
    labels = offers.get_by_label("算出来的数").locator("option").all_text_contents()
    fields = {"%": ["合同成立时的上限（年利率，%）"], "元": ["被先扣的利息、费用（元）"]}
    units = [unit for label in labels for unit in re.findall(r"\d (元|%)（", label)]
    assert "%" in units
    for label, unit in zip(labels, units, strict=True):
        offers.get_by_label("算出来的数").select_option(label)
        assert fields[unit] == offers.get_by_label("填到哪一栏").locator("option").all_text_contents()


def test_what_was_not_kept_is_not_offered(page: Open) -> None:
    """Without a kept result the letter has no box of offers; nor after the wipe."""
    visit = page(PATH)
    answered(visit.page)
    to(visit.page, LETTER)
    assert 0 == visit.page.locator(".offers").count()


@pytest.mark.parametrize("script", [REFUSING, BLOCKED], ids=["full", "blocked"])
def test_refused_storage_loses_nothing(page: Open, script: str) -> None:
    """The reader is told, and the answer stays on the screen."""
    visit = page(PATH)
    before_load(visit.page, script)
    element = kept(visit.page)
    assert "没有存上" in element.locator("[data-said]").inner_text()
    assert element.locator(".headline").inner_text()
    assert [] == visit.errors


@pytest.mark.parametrize(
    "saved",
    [
        "null",
        "7",
        '{"figures": 3}',
        '{"title": "x", "figures": [null, 3, {}, {"label": 1, "value": {"a": 1}, "unit": "元"}]}',
    ],
)
def test_broken_results_break_no_letter(page: Open, saved: str) -> None:
    """What something else has saved under a calculator's key is left out; letter and calculator still work."""
    visit = page(LETTER)
    visit.page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, saved])
    visit.page.reload()
    visit.page.locator("#in-name").fill("李小四")
    assert "申请人：李小四" in visit.page.locator(".sheet").inner_text()
    to(visit.page, PATH)
    assert answered(visit.page).locator(".headline").inner_text()
    assert [] == visit.errors


def test_hostile_results_stay_words(page: Open) -> None:
    """HTML, right-to-left, emoji and very long words in an imported result are text and widen nothing."""
    visit = page(LETTER)
    figures = [{"label": words, "value": "12", "unit": "元"} for words in HOSTILE]
    value = {"version": 1, "title": HOSTILE[0], "day": "2026-11-22", "said": HOSTILE[0], "figures": figures}
    visit.page.evaluate(
        "([key, value]) => localStorage.setItem(key, JSON.stringify(value))", [KEY, value]
    )
    visit.page.reload()
    assert len(HOSTILE) == visit.page.get_by_label("算出来的数").locator("option").count()
    assert 0 == visit.page.locator(".offers img, .offers b").count()
    assert 0 >= wider_than_screen(visit)
    assert [] == visit.errors


def test_the_keyboard_is_enough(page: Open) -> None:
    """Enter keeps the result; in the letter Tab leads over both lists to the button that fills."""
    visit = page(PATH)
    answered(visit.page).locator("[data-do=keep]").focus()
    visit.page.keyboard.press("Enter")
    to(visit.page, LETTER)
    visit.page.get_by_label("算出来的数").focus()
    visit.page.keyboard.press("Tab")
    visit.page.keyboard.press("Tab")
    assert "填进去" == visit.page.evaluate("document.activeElement.textContent")
    visit.page.keyboard.press("Enter")
    assert visit.page.locator("#in-balance").input_value()
