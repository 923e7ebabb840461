"""The calculators in a real browser: the form opens, answers while one types, refuses in Python's words, and takes along."""

import csv
import gzip
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, expect

from calculators import caps, fields, parameters, registry
from calculators.fields import RefusedError
from hooks import forms
from tests.browser.test_pages import violations, wider_than_screen
from tests.conftest import ROOT, Visit

Open = Callable[..., Visit]
LAW = caps.with_derived(parameters.load())
SHORT_LOAN = "/tools/short-loans/"
KILOBYTE = 1000
WECHAT = "Mozilla/5.0 (Linux; Android 12) AppleWebKit/537.36 Chrome/107.0 Mobile Safari/537.36 MicroMessenger/8.0.30"
#: What a field of each kind does not take. A list offers nothing wrong, a box neither.
BAD: dict[str, list[str]] = {
    "amount": ["一万", "1,23", "0.001", "-5", "100000001"],
    "percent": ["abc", "1,2", "-1", "9999999"],
    "whole": ["1.5", "x", "1,2", "-1", "99999999"],
    "day": ["2026-02-30", "昨天", "1900-01-01"],
    "clock": ["25:00", "晚上"],
    "words": ["长" * 41],
    "choice": [],
    "flag": [],
    "rows": [],
}
#: Fill in the example, spoil one field, leave it: what is said beside it, and whether an answer is still shown.
SPOIL = """(element, [selector, value]) => {
  element.querySelector("[data-do=example]").click();
  const control = element.querySelector(selector);
  control.value = value;
  control.dispatchEvent(new Event("change", { bubbles: true }));
  const error = document.getElementById(`${control.id}-error`);
  return [error.textContent, control.getAttribute("aria-invalid"), element.querySelector(".answer-of").hidden];
}"""


def pages() -> dict[str, str]:
    """Calculator -> the address of the page that holds it."""
    found = {}
    for file in sorted((ROOT / "docs/tools").glob("*.md")):
        for name in re.findall(r"^```calculator (\S+)$", file.read_text("utf-8"), re.MULTILINE):
            found[name] = f"/tools/{file.stem}/"
    return found


PAGES = pages()


def form(visit: Visit, name: str) -> Locator:
    """A calculator on an open page, once its form is open."""
    element = visit.page.locator(f"loan-calculator[data-name={name}]")
    element.locator("form > fieldset:enabled").wait_for()
    return element


def answered(visit: Visit, name: str) -> Locator:
    """A calculator with its own example filled in and answered."""
    element = form(visit, name)
    element.locator("[data-do=example]").click()
    element.locator(".answer-of").wait_for()
    return element


def headline(element: Locator) -> str:
    """The one sentence that is said first."""
    return element.locator(".headline").inner_text()


def test_every_calculator_has_its_page() -> None:
    """Each of the thirty stands on one page of the section."""
    assert sorted(registry.CALCULATORS) == sorted(PAGES)


def test_the_answer_comes_with_the_last_field(page: Open) -> None:
    """Once everything needed is filled in, the sentence stands there, without pressing anything."""
    visit = page(SHORT_LOAN)
    element = form(visit, "short-loan")
    for field, typed in (("received", "１４００"), ("repaid", "0.2万"), ("days", "7 天")):
        assert "" == headline(element)
        element.locator(f"#calc-short-loan-{field}").press_sequentially(typed)
    assert "这笔钱的单利年化约 2,234.69%，超过下面每一条线。放款的是谁，才看哪一条。" == headline(element)
    assert [] == visit.errors


def test_without_javascript_the_form_says_so(page: Open) -> None:
    """Nothing can be typed into a form that would not answer; table, method and example are there."""
    visit = page(SHORT_LOAN, javascript=False)
    element = visit.page.locator("loan-calculator[data-name=short-loan]")
    assert element.locator("input").first.is_disabled()
    assert "JavaScript" in element.locator("[data-note]").inner_text()
    assert not element.locator(".answer-of").is_visible()
    expect(visit.page.locator("table#short-loan-rate")).to_be_visible()
    expect(visit.page.locator(".example")).to_be_visible()


@pytest.mark.parametrize("path", sorted(set(PAGES.values())))
def test_without_javascript_method_and_example_are_there(path: str, page: Open) -> None:
    """Each page can be followed with a pencil: how every one of its calculators counts, and a worked example."""
    visit = page(path, javascript=False)
    for name in [name for name, place in PAGES.items() if place == path]:
        method = forms.data(name, LAW)["answer"]["convention"]
        note = visit.page.locator(f"loan-calculator[data-name={name}] [data-note]")
        expect(note).to_be_visible()
        assert method in note.inner_text()
    expect(visit.page.locator(".example").first).to_be_visible()
    assert [] == [line for line in visit.page.locator(".in-wechat").all() if line.is_visible()]


@pytest.mark.parametrize("name", PAGES)
def test_every_example_is_answered(name: str, page: Open) -> None:
    """填入例子 gives an answer that fits a phone, passes axe and shows no unfilled place."""
    visit = page(PAGES[name])
    element = answered(visit, name)
    words = element.inner_text()
    assert headline(element)
    assert [] == [sign for sign in ("NaN", "Infinity", "undefined", "null", "[object", "{") if sign in words]
    assert [] == visit.errors
    assert 0 >= wider_than_screen(visit)
    visit.page.evaluate("scrollTo(0, 0)")  # away from under the bar
    assert [] == violations(visit)


@pytest.mark.parametrize("name", PAGES)
def test_a_table_is_offered_only_where_there_is_one(name: str, page: Open) -> None:
    """The button that saves a table stands exactly where the answer has rows of numbers, and the file holds them."""
    visit = page(PAGES[name])
    element = answered(visit, name)
    tables, button = element.locator(".told table").count(), element.locator("[data-do=table]")
    assert (tables > 0) == (button.count() == 1)
    if tables:
        with visit.page.expect_download() as download:
            button.click()
        assert 2 * tables <= len(Path(download.value.path()).read_text("utf-8-sig").splitlines())  # header and rows


def refusals(name: str) -> list[tuple[str, str, str]]:
    """(selector of a field, what is typed, what Python says) for every field and every kind of bad input."""
    calculator = registry.find(name)
    whole = forms.data(name, LAW)["example"]
    found = []
    for field in fields.describe(calculator.form):
        key = field["name"]
        for typed in [*BAD[field["kind"]], *([] if "default" in field else [""])]:
            if field["kind"] != "rows":
                found.append((f"[name={key}]", typed, said(name, {**whole, key: typed})))
        for inner in field.get("rows", []):
            for typed in [*BAD[inner["kind"]], *([] if "default" in inner else [""])]:
                rows = [{**whole[key][0], inner["name"]: typed}, *whole[key][1:]]
                found.append((f'[name="{key}.{inner["name"]}"]', typed, said(name, {**whole, key: rows})))
    return found


def said(name: str, typed: dict[str, Any]) -> str:
    """What Python says of an input that it refuses."""
    with pytest.raises(RefusedError) as refusal:
        registry.run(name, typed, LAW)
    return refusal.value.message


@pytest.mark.parametrize("name", PAGES)
def test_every_field_refuses_in_pythons_words(name: str, page: Open) -> None:
    """What a field does not take is said beside it, in the sentence of the command line; no answer is left standing."""
    element = form(page(PAGES[name]), name)
    expected = [(case, [case[2], "true", True]) for case in refusals(name)]
    actual = [(case, element.evaluate(SPOIL, [case[0], case[1]])) for case in refusals(name)]
    assert expected == actual


def test_nothing_is_refused_while_one_is_still_typing(page: Open) -> None:
    """A field says what is wrong only after one has left it, and stops saying so as soon as it is right."""
    element = form(page(SHORT_LOAN), "short-loan")
    received, error = (
        element.locator("#calc-short-loan-received"),
        element.locator("#calc-short-loan-received-error"),
    )
    received.press_sequentially("1,")
    assert "" == error.inner_text()
    received.blur()
    assert "到手金额：逗号位置不对，去掉逗号再试" == error.inner_text()
    received.fill("1,400")
    assert "" == error.inner_text()


def test_what_does_not_go_together_is_said_as_the_answer(page: Open) -> None:
    """Python's refusal of the whole input takes the place of the answer and stands beside its field."""
    element = answered(page("/tools/payoff/"), "payoff-time")
    element.locator("#calc-payoff-time-payment").fill("600")
    message = said("payoff-time", {"balance": "30000", "rate": "24", "payment": "600"})
    assert message == headline(element)
    assert message == element.locator("#calc-payoff-time-payment-error").inner_text()
    assert element.locator(".answer-of").is_hidden()


def test_the_keyboard_is_enough(page: Open) -> None:
    """Tab, typing and Enter lead to the answer; with something missing they lead to the field."""
    visit = page(SHORT_LOAN)
    element = form(visit, "short-loan")
    keys = visit.page.keyboard
    element.locator("#calc-short-loan-received").focus()
    keys.type("1400")
    keys.press("Enter")
    focused = "document.activeElement.id || document.activeElement.className"
    assert "calc-short-loan-repaid" == visit.page.evaluate(focused)
    assert "请填写到期要还" == element.locator("#calc-short-loan-repaid-error").inner_text()
    keys.type("2000")
    keys.press("Tab")
    keys.type("7")
    keys.press("Enter")
    assert "headline" == visit.page.evaluate(focused)


def test_rows_come_and_go(page: Open) -> None:
    """A row can be added and taken away; rows in which nothing stands do not count; the focus is never lost."""
    visit = page("/tools/limitation/")
    element = form(visit, "limitation")
    element.locator("#calc-limitation-due").fill("2023-01-10")
    before = headline(element)
    element.locator("[data-do=add]").click()
    assert visit.page.evaluate("document.activeElement.name") == "events.day"
    assert before == headline(element)
    element.locator("[name='events.day']").fill("20250601")
    element.locator("[name='events.kind']").select_option("demand")
    assert "2028-06-01" in headline(element)
    element.locator("[data-do=remove]").click()
    assert before == headline(element)


def test_the_result_is_copied_with_what_it_assumes(page: Open) -> None:
    """The copied text holds what was typed, the answer, the method, the basis, the notes and the address."""
    visit = page(SHORT_LOAN, permissions=["clipboard-read", "clipboard-write"])
    element = answered(visit, "short-loan")
    element.locator("[data-do=summary]").click()
    element.locator("[data-said]:not(:empty)").wait_for()
    copied = visit.page.evaluate("navigator.clipboard.readText()")
    for words in (
        "到手金额：1400",
        headline(element),
        "算法：单利年化 = ",
        "民法典第670条",
        "不构成法律意见",
        SHORT_LOAN,
    ):
        assert words in copied


def test_a_schedule_comes_as_csv(page: Open) -> None:
    """A spreadsheet reads the plan: all rows, plain numbers."""
    visit = page("/tools/repayment-methods/")
    element = answered(visit, "repayment-methods")
    with visit.page.expect_download() as download:
        element.locator("[data-do=table]").click()
    file = Path(download.value.path()).read_text("utf-8-sig")
    rows = list(csv.reader(io.StringIO(file)))
    assert "repayment-methods.csv" == download.value.suggested_filename
    assert ["等额本息", "661.85", "888.49", "888.49", "12.00%", "12.68%"] in rows
    assert ["12", "888.49", "879.69", "8.80", "0.00"] == rows[-1]


def test_a_name_is_no_formula_in_a_spreadsheet(page: Open) -> None:
    """What a reader has typed is text when the table is opened."""
    visit = page("/tools/payment-allocation/")
    element = answered(visit, "payment-allocation")
    element.locator("[name='debts.name']").fill("=1+1")
    with visit.page.expect_download() as download:
        element.locator("[data-do=table]").click()
    assert '"\'=1+1"' in Path(download.value.path()).read_text("utf-8-sig")


def test_paper_carries_what_was_typed_and_nothing_unanswered(page: Open) -> None:
    """On paper an answered calculator stands with its fields; one that was not used leaves no empty form."""
    visit = page(SHORT_LOAN)
    element = answered(visit, "short-loan")
    visit.page.emulate_media(media="print")
    expect(element.locator("#calc-short-loan-received")).to_be_visible()
    expect(element.locator(".headline")).to_be_visible()
    assert not element.locator("[data-do=link]").is_visible()
    assert not visit.page.locator("loan-calculator[data-name=withheld-interest]").is_visible()


def test_a_link_is_made_only_when_asked_for_and_read_only_once(page: Open, site_url: str) -> None:
    """What was typed goes into the address when 生成链接 is tapped, and out of it when the link is opened."""
    visit = page("/tools/limitation/")
    element = answered(visit, "limitation")
    assert "" == urlsplit(visit.page.url).fragment
    element.locator("[data-do=link]").click()
    element.locator("[data-said]:not(:empty)").wait_for()
    assert urlsplit(visit.page.url).fragment.startswith("limitation?")
    assert "里面有你填的内容" in element.locator("[data-said]").inner_text()
    opened = page(visit.page.url)
    again = form(opened, "limitation")
    again.locator(".answer-of").wait_for()
    assert headline(element) == headline(again)
    assert f"{site_url}tools/limitation/" == opened.page.url
    assert [] == opened.errors


def test_a_broken_link_opens_an_empty_form(page: Open) -> None:
    """A link cut short in a chat gives the form as it always is."""
    visit = page("/tools/limitation/#limitation?%7B%22due")
    assert "" == headline(form(visit, "limitation"))
    assert [] == visit.errors


def test_in_wechat_the_way_out_is_told(page: Open) -> None:
    """Where neither paper nor files work, the place of their buttons says how to get to where they do; copying stands first."""
    visit = page("/tools/repayment-methods/", user_agent=WECHAT)
    element = answered(visit, "repayment-methods")
    shown = [button.inner_text() for button in element.locator(".answer-of button").all() if button.is_visible()]
    assert ["复制结果", "存到这台手机", "生成链接"] == shown
    assert "点右上角“…”，在浏览器打开" in element.locator(".answer-of .in-wechat").inner_text()


def test_in_wechat_a_table_says_where_it_can_be_saved(page: Open) -> None:
    """A link to a file does nothing there; elsewhere the three files are offered and nothing is said of WeChat."""
    inside, outside = page("/tools/rate-conversion/", user_agent=WECHAT), page("/tools/rate-conversion/")
    place = inside.page.locator("table#rate-conversion >> xpath=ancestor::figure").locator(".csv")
    assert "要下载这张表，点右上角“…”，在浏览器打开。" == place.inner_text()
    place = outside.page.locator("table#rate-conversion >> xpath=ancestor::figure").locator(".csv")
    assert "下载这张表：Excel、CSV、JSON。Excel 里带公式，可以自己验算。" == place.inner_text()


def test_what_is_typed_stays_in_the_page(page: Open) -> None:
    """Nothing is stored and nothing is asked for after the modules have come."""
    visit = page("/tools/budget/")
    element = answered(visit, "monthly-budget")
    element.locator("[data-do=summary]").click()
    element.locator("[data-said]:not(:empty)").wait_for()
    assert 0 == visit.page.evaluate("localStorage.length + sessionStorage.length + document.cookie.length")
    assert [] == [url for url in visit.requests if not urlsplit(url).path.startswith(("/tools/", "/assets/"))]


@pytest.mark.parametrize("path", sorted(set(PAGES.values())))
def test_the_modules_are_small(path: str, page: Open, built: Path) -> None:
    """All that calculators fetch on a page, everything used once: at most 12 kB; what they share of finance: 8 kB."""
    visit = page(path)
    for name in [name for name, place in PAGES.items() if place == path]:
        element = answered(visit, name)
        element.locator("[data-do=summary]").click()
        element.locator("[data-said]:not(:empty)").wait_for()
    names = {urlsplit(url).path for url in visit.requests if "/calc/" in url}
    sizes = {Path(name).stem: len(gzip.compress((built / name[1:]).read_bytes(), mtime=0)) for name in names}
    assert {"form", "fields", "money", "share"} <= set(sizes)
    shared = ("money", "cashflow", "rates", "instalment")
    assert sum(sizes.values()) <= 12 * KILOBYTE
    assert sum(sizes.get(name, 0) for name in shared) <= 8 * KILOBYTE
