"""A reader names the day of the contract once: what held on that day stands beside what holds today."""

import json
import random
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page

from calculators import caps
from calculators.dated import NotCovered
from hooks import content, figures, words
from hooks.content import Library
from hooks.today import today
from tests.browser.test_pages import violations, wider_than_screen
from tests.browser.tools import BLOCKED, Open, before_load, stored
from tests.conftest import ROOT, SETTINGS, Visit

LINES = "/rules/interest-lines/"
BY_DAY = "/tools/lpr-cap/"
MARKED = "/tools/instalment-fee-rate/"
DAY = "2021-03-01"


@pytest.fixture(scope="module")
def library() -> Library:
    """The real data as the site shows them."""
    return content.collect(ROOT, today(SETTINGS))[0]


def card(page: Page, address: str) -> str:
    """The id of the card about a rule or figure, found by where the register shows it."""
    return str(page.locator(f".cards li:has(.card-name a[href$='{address}'])").get_attribute("id"))


def choose(page: Page, day: str = DAY, lender: str = "private") -> None:
    """Name a day and a lender, and wait until the page shows them."""
    page.click("#as-of-open")
    page.fill("#as-of-day", day)
    page.select_option("#as-of-lender", lender)
    with page.expect_response("**/data/as-of.json"):
        page.click("#as-of-form [type=submit]")
    page.wait_for_function("!document.documentElement.dataset.asOf")


def fetched(visit: Visit) -> list[str]:
    """What was fetched for the choice, by name."""
    return [url.rpartition("/")[2] for url in visit.requests if "as-of" in url]


def line(visit: Visit) -> str:
    """The line that says which day is shown."""
    return visit.page.locator("#shown-day span").inner_text()


def test_nothing_is_fetched_before_a_day_is_named(page: Open) -> None:
    """Without a choice the page says which day it shows; the question alone asks for no data."""
    visit = page(LINES)
    assert "按 2026-11-22 的规定显示。" == line(visit)
    assert [] == fetched(visit)
    visit.page.click("#as-of-open")
    visit.page.wait_for_selector("#as-of-form")
    assert ["as-of.js"] == fetched(visit)


def test_one_file_from_the_same_host_is_fetched_once(page: Open, site_url: str) -> None:
    """After the choice one small file comes; changing the choice fetches nothing more."""
    visit = page(LINES)
    choose(visit.page)
    visit.page.click("#as-of-open")
    visit.page.fill("#as-of-day", "2019-05-05")
    visit.page.click("#as-of-form [type=submit]")
    visit.page.wait_for_function("document.querySelector('#shown-day').textContent.includes('2019-05-05')")
    assert ["as-of.js", "as-of.json"] == fetched(visit)
    assert [] == visit.foreign_requests(site_url)
    assert [] == visit.errors


def test_the_line_says_both_days(page: Open) -> None:
    """The reader always sees that the text is of today and the notes of the contract's day."""
    visit = page(LINES)
    choose(visit.page)
    assert "正文按 2026-11-22，旁边注着 2021-03-01 的合同（民间借贷）那时的。" == line(visit)


def test_figures_show_what_held_on_the_day(page: Open, library: Library) -> None:
    """The value of today stays; where another held on the day, it stands beside it."""
    visit = page(LINES)
    choose(visit.page)
    cap = figures.on("private-lending-cap", library.law, date.fromisoformat(DAY))
    number = card(visit.page, "law/figures/#private-lending-cap")
    note = visit.page.locator(f"a.ref-fig[href='#{number}'] + .then").first
    assert f"（{DAY}：{cap.text}）" == note.inner_text()
    number = card(visit.page, "law/figures/#assist-cost-line")
    new = visit.page.locator(f"a.ref-fig[href='#{number}'] + .then").first
    assert f"（{DAY} 还没有）" == new.inner_text()


def test_cards_show_what_held_on_the_day(page: Open) -> None:
    """At the end of the page and unfolded under a paragraph: not yet in force, or the value of that day."""
    visit = page(LINES)
    choose(visit.page)
    later = "2021-03-01 还没有施行（2025-10-01 起）。管不管以前的合同，看“管谁”一栏。"
    number = card(visit.page, "#assist2025-9-fees")
    assert later in visit.page.locator(f"[id='{number}'] .then").text_content()
    link = visit.page.locator(f"a.ref-law[href='#{number}']").first
    link.press("Enter")
    assert later in visit.page.locator(".card-copy .then").inner_text()
    number = card(visit.page, "law/figures/#private-lending-cap")
    figure = visit.page.locator(f"[id='{number}'] .then").text_content()
    assert "2021-03-01：15.4%" == figure


def test_a_card_that_is_open_already_follows_the_choice(page: Open) -> None:
    """Unfolded before the choice was made, it shows the day all the same."""
    visit = page(LINES)
    number = card(visit.page, "#assist2025-9-fees")
    visit.page.locator(f"a.ref-law[href='#{number}']").first.press("Enter")
    choose(visit.page)
    assert "还没有施行" in visit.page.locator(".card-copy .then").inner_text()


def test_a_card_says_that_another_lender_was_chosen(page: Open) -> None:
    """Nothing is denied: the card names the kind that was chosen and sends the reader to whom the rule binds."""
    visit = page(LINES)
    choose(visit.page, lender="bank")
    number = card(visit.page, "#private-lending-25")
    words_of_card = visit.page.locator(f"[id='{number}'] .then").text_content()
    assert "登记的放款人里没有你选的“银行”，先看“管谁”一栏。" in words_of_card


def test_tables_by_day_mark_the_readers_row(page: Open) -> None:
    """One row is the contract's; it says so in words."""
    visit = page(BY_DAY)
    choose(visit.page)
    rows = visit.page.locator("tr.mine th")
    assert ["2020-08-20 至 2021-12-19\n你的合同"] == rows.all_inner_texts()


def crossed(page: Page) -> list[list[str]]:
    """The first table's cells: exact value, and the name of the line that is crossed."""
    return page.evaluate(
        """[...document.querySelector(".tbl").querySelectorAll("td")].filter((cell) => cell.querySelector("data"))
        .map((cell) => [cell.querySelector("data").value, (cell.querySelector(".vh") || {}).textContent || ""])"""
    )


@pytest.mark.parametrize(
    ("lender", "figure", "name"),
    [
        ("private", "private-lending-cap", "高于民间借贷上限（个人、无牌放款）"),
        ("", "private-lending-cap", "高于民间借贷上限（个人、无牌放款）"),
        ("bank", None, ""),
    ],
)
def test_cells_are_compared_with_the_lines_of_the_day(
    lender: str, figure: str | None, name: str, page: Open, library: Library
) -> None:
    """In March 2021 there was no line for assisted loans; four times the LPR was another; a bank has neither."""
    visit = page(MARKED)
    choose(visit.page, lender=lender)
    limit = figures.on(figure, library.law, date.fromisoformat(DAY)).value if figure else 10**6
    cells = crossed(visit.page)
    assert len(cells) > 20
    assert [name if float(value) > float(limit) else "" for value, _ in cells] == [word for _, word in cells]


def test_the_lines_of_the_contract_are_named(page: Open, library: Library) -> None:
    """On pages that speak of interest lines: each with its value, what it does and what it does not mean."""
    visit = page(LINES)
    choose(visit.page, day="2025-11-01", lender="assist")
    visit.page.click("#my-lines summary")
    shown = visit.page.locator("#my-lines li").all_inner_texts()
    lines = caps.lines("assist", date(2025, 11, 1), library.law)
    assert len(lines) == len(shown)
    for one, text in zip(lines, shown, strict=True):
        assert text.startswith(f"{one.rate.normalize():f}%：{one.name}（{caps.ROLES[one.role]}）")
        assert text.endswith(one.not_meaning)


def test_where_nothing_is_known_the_page_says_so(page: Open) -> None:
    """A loan between people before September 2015 has no recorded line: no number is made up."""
    visit = page(LINES)
    choose(visit.page, day="2014-01-01")
    visit.page.click("#my-lines summary")
    assert "那么早的合同，这里没有资料，可以问律师。" in visit.page.locator("#my-lines").inner_text()


def test_the_choice_is_kept_on_the_device_for_the_next_page(page: Open) -> None:
    """Named once, it holds everywhere, and nothing but the day and the lender is stored."""
    visit = page(LINES)
    choose(visit.page)
    assert {"zj:as-of": {"day": DAY, "lender": "private"}} == stored(visit.page)
    visit.page.goto(BY_DAY)
    visit.page.wait_for_selector("tr.mine")
    assert DAY in line(visit)


def test_in_private_mode_nothing_is_stored(page: Open) -> None:
    """The choice then holds for this page only."""
    visit = page(LINES)
    visit.page.evaluate("sessionStorage.setItem('zj:private', '1')")
    choose(visit.page)
    assert DAY in line(visit)
    assert {} == stored(visit.page)


def test_where_storage_is_blocked_the_page_works(page: Open) -> None:
    """A browser that refuses to keep anything shows the choice all the same."""
    visit = page(LINES)
    before_load(visit.page, BLOCKED)
    choose(visit.page)
    assert DAY in line(visit)


def test_back_to_today_leaves_no_trace(page: Open) -> None:
    """Every note, mark and row is as before, the choice is forgotten, and the focus is where it was."""
    visit = page(MARKED)
    visit.page.locator("form > fieldset:enabled").first.wait_for()
    before = visit.page.inner_html("article")
    choose(visit.page)
    assert before != visit.page.inner_html("article")
    visit.page.get_by_role("button", name="不注", exact=True).click()
    assert before == visit.page.inner_html("article")
    assert {} == stored(visit.page)
    assert "as-of-open" == visit.page.evaluate("document.activeElement.id")


def test_the_form_works_by_keyboard(page: Open) -> None:
    """Opened with Enter, the day has the focus; without a day it says what is missing; Escape gives the focus back."""
    visit = page(LINES)
    visit.page.focus("#as-of-open")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_selector("#as-of-form")
    assert "as-of-day" == visit.page.evaluate("document.activeElement.id")
    visit.page.keyboard.press("Enter")
    assert "先选合同上的日期。" == visit.page.locator("#as-of-form [role=status]").inner_text()
    visit.page.keyboard.press("Escape")
    assert 0 == visit.page.locator("#as-of-form").count()
    assert "as-of-open" == visit.page.evaluate("document.activeElement.id")


def test_the_form_and_the_notes_pass_the_checks(page: Open) -> None:
    """Nothing is wider than the phone, and axe finds nothing, with the form open and with notes on the page."""
    visit = page(MARKED)
    choose(visit.page)
    visit.page.click("#as-of-open")
    assert 0 >= wider_than_screen(visit)
    assert [] == violations(visit)


def test_without_javascript_the_line_stands_alone(page: Open) -> None:
    """The page says which day it shows; the button that could do nothing is not seen."""
    visit = page(LINES, javascript=False)
    assert "按 2026-11-22 的规定显示。" == line(visit)
    assert not visit.page.locator("#as-of-open").is_visible()


def test_without_a_network_the_page_says_that_it_shows_today(page: Open) -> None:
    """A file that does not come is said in words; nothing half shown, nothing hidden."""
    visit = page(LINES)
    visit.page.route("**/data/as-of.json", lambda route: route.abort())
    visit.page.click("#as-of-open")
    visit.page.fill("#as-of-day", DAY)
    visit.page.click("#as-of-form [type=submit]")
    visit.page.wait_for_function("document.querySelector('#shown-day').textContent.includes('没有取到')")
    assert f"没有取到 {DAY} 的，下面都按 2026-11-22。" == line(visit)
    assert 0 == visit.page.locator(".then").count()


@pytest.mark.parametrize(
    "value", ['"2021"', '{"day":"x"}', "[]", "7", '{"day":"2021-03-01","lender":"nobody"}']
)
def test_a_stored_value_that_makes_no_sense_breaks_nothing(value: str, page: Open) -> None:
    """What another version or a hand has left there is passed over."""
    visit = page("/")
    visit.page.evaluate("value => localStorage.setItem('zj:as-of', value)", value)
    visit.page.goto(LINES)
    visit.page.wait_for_load_state("networkidle")
    assert [] == visit.errors
    assert "undefined" not in visit.page.inner_text("#main")


def test_pages_for_the_worst_hour_are_left_alone(page: Open) -> None:
    """No line about days stands on the home page or on a page for people in despair."""
    for path in ("/", "/situations/cant-hold-on/"):
        assert 0 == page(path).page.locator("#shown-day").count(), path


def samples() -> Iterator[tuple[str, str]]:
    """Days and lenders drawn with a fixed seed, and the days around every change."""
    draw = random.Random(4)
    for _ in range(300):
        day = date(2014, 1, 1) + timedelta(days=draw.randrange(4900))
        yield day.isoformat(), draw.choice(list(caps.LENDERS))


def test_the_browser_finds_what_the_calculators_find(
    page: Open, library: Library, scripts: str
) -> None:
    """The same days and lenders in both: figures and lines agree, refusals included."""
    visit = page(LINES)
    cases = list(samples())
    found = visit.page.evaluate(
        """async ([cases, module]) => {
          const { linesOn, version } = await import(module);
          const data = await (await fetch("/data/as-of.json")).json();
          return cases.map(([day, lender]) => [
            version(data.figures["private-lending-cap"], day).text || null,
            version(data.figures["private-lending-old-24"], day).text || null,
            linesOn(data, lender, day),
          ]);
        }""",
        [cases, f"{scripts}as-of.js"],
    )
    for (day, lender), (cap, old, lines) in zip(cases, found, strict=True):
        on = date.fromisoformat(day)
        assert [text(library, "private-lending-cap", on), text(library, "private-lending-old-24", on)] == [
            cap,
            old,
        ]
        try:
            wanted = [[one.id, f"{one.rate.normalize():f}%"] for one in caps.lines(lender, on, library.law)]
        except NotCovered:
            wanted = None
        assert wanted == lines, (day, lender)


def text(library: Library, name: str, day: date) -> str | None:
    """A figure on a day, an open series after its last day as last confirmed; None where there is none."""
    parameter = library.law[name]
    try:
        return (
            figures.today(name, library.law, day).text
            if parameter.confirmed
            else figures.on(name, library.law, day).text
        )
    except NotCovered:
        return None


def test_the_kinds_of_lenders_are_those_of_the_calculators(page: Open, scripts: str) -> None:
    """Both sides ask the same question in the same words."""
    found = page(LINES).page.evaluate(
        f"import('{scripts}as-of.js').then((module) => JSON.stringify(module.LENDERS))"
    )
    assert {key: [words.LENDER[key], name] for key, name in caps.LENDERS.items()} == json.loads(found)
