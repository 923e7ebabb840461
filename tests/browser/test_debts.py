"""The list of debts on a phone: living costs first, an order, ways of paying side by side, files."""

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from calculators import cashflow, money, payoff
from calculators.payoff import Debt, ListedDebt
from tests.browser.test_pages import violations, wider_than_screen
from tests.browser.tools import BLOCKED, HOSTILE, REFUSING, Open, before_load, button, downloaded, stored

PATH = "/tools/debts/"
KEY = "zj:debts"
BUDGET = {"每月到手收入": "6,000", "必需支出": "3500", "赡养、抚养": "", "留作应急": "300"}
DEBTS = [
    {
        "欠谁的": "甲银行",
        "是哪一类": "bank",
        "还欠多少": "1.2万",
        "年化": "18",
        "每月最低": "300",
        "逾期几天": "0",
    },
    {
        "欠谁的": "乙小贷",
        "是哪一类": "microloan",
        "还欠多少": "5000",
        "年化": "24",
        "每月最低": "200",
        "逾期几天": "40",
    },
    {
        "欠谁的": "丙平台",
        "是哪一类": "assist",
        "还欠多少": "20000",
        "年化": "23.5%",
        "每月最低": "600",
        "逾期几天": "95",
    },
]


def fill(page: Page, values: dict[str, str], ticks: tuple[str, ...] = ()) -> None:
    """Fill in one debt and add it."""
    form = page.locator(".entry-form")
    for label, value in values.items():
        control = form.get_by_label(label)
        if control.evaluate("node => node.tagName") == "SELECT":
            control.select_option(value)
        else:
            control.fill(value)
    for words in ticks:
        form.get_by_label(words).check()
    form.get_by_role("button").click()


def fill_all(page: Page) -> None:
    """Fill in the budget and three debts, the second of which has gone to court."""
    for label, value in BUDGET.items():
        page.get_by_label(label).fill(value)
    page.get_by_label("留作应急").blur()
    for values in DEBTS:
        fill(page, values, ("已经被起诉",) if values["欠谁的"] == "乙小贷" else ())


def table(page: Page, name: str) -> list[list[str]]:
    """Give the rows of a table by its name."""
    rows = page.get_by_role("region", name=name, exact=True).locator("tr")
    return [row.locator("th, td").all_inner_texts() for row in rows.all()]


def test_plans_are_those_of_python(page: Open) -> None:
    """Months, interest and the month in which each debt ends agree with calculators/payoff.py; the date counts from today."""
    visit = page(PATH)
    visit.page.clock.set_fixed_time("2026-11-22T12:00:00+08:00")
    fill_all(visit.page)
    debts = [Debt(12000, 0.18, 300), Debt(5000, 0.24, 200), Debt(20000, 0.235, 600)]
    plans = [payoff.pay_down(debts, 2200, order) for order in ("avalanche", "snowball")]
    rows = {row[0]: row[1:3] for row in table(visit.page, "几种还法")}
    assert [f"{plan.months} 个月" for plan in plans] == rows["多少个月"]
    assert [money.show_amount(plan.interest) for plan in plans] == rows["一共的利息"]
    assert [money.show_amount(plan.interest + 37000) for plan in plans] == rows["一共要付"]
    for index, name in enumerate(("甲银行", "乙小贷", "丙平台")):
        assert [f"第 {plan.cleared(index)} 个月" for plan in plans] == rows[name]
    assert "2028 年 8 月" == rows["哪年哪月还清"][0], plans[0].months
    assert [] == visit.errors


def test_order_follows_consequence_then_cost(page: Open) -> None:
    """What was sued comes first although it is small; the same order as Python gives."""
    visit = page(PATH)
    fill_all(visit.page)
    listed = [
        ListedDebt(
            name=one["欠谁的"], balance="1", rate=one["年化"].strip("%"), sued=one["欠谁的"] == "乙小贷"
        )
        for one in DEBTS
    ]
    expected = [listed[index].name for index in payoff.advised(listed)]
    section = visit.page.get_by_role("region", name="清单")
    assert expected == section.locator("ol").nth(1).locator("strong").all_inner_texts()
    assert "已被起诉，有时限" in section.inner_text()


def test_own_order_is_a_third_plan(page: Open) -> None:
    """Moving a debt forward changes the reader's own plan, and only that."""
    visit = page(PATH)
    fill_all(visit.page)
    before = table(visit.page, "几种还法")
    button(visit.page, "往前：丙平台")()
    button(visit.page, "往前：丙平台")()
    after = {row[0]: row for row in table(visit.page, "几种还法")}
    for row in before:
        assert row[1:3] == after[row[0]][1:3]
    assert before[-1][3] != after["丙平台"][3]


def test_needs_that_exceed_income_are_said_honestly(page: Open) -> None:
    """No money for debts: no plan is drawn; a budget below the least payments is split and named as too little."""
    visit = page(PATH)
    fill_all(visit.page)
    visit.page.get_by_label("必需支出").fill("7000")
    visit.page.get_by_label("必需支出").blur()
    assert "必需的钱还差 1,300.00 元" in visit.page.locator("debt-plan").inner_text()
    plans = visit.page.get_by_role("region", name="还法和报价")
    assert "没有余钱还债" in plans.inner_text()
    assert 0 == visit.page.locator(".plan-chart").count()
    visit.page.get_by_label("必需支出").fill("5330")
    visit.page.get_by_label("必需支出").blur()
    assert "不够。不要借新还旧" in plans.inner_text()
    rows = table(visit.page, "可以报给各家的每月还款")
    assert [["甲银行", "120.00 元"], ["乙小贷", "50.00 元"], ["丙平台", "200.00 元"]] == rows[1:]


def test_a_budget_below_the_interest_never_ends(page: Open) -> None:
    """Where the debt grows faster than it is paid, the page says so and what the interest is."""
    visit = page(PATH)
    for label, value in BUDGET.items():
        visit.page.get_by_label(label).fill(value)
    visit.page.get_by_label("留作应急").blur()
    fill(visit.page, DEBTS[0] | {"还欠多少": "200000", "年化": "36", "每月最低": "0"})
    assert "还不清：现在每月利息就要 6,000.00 元" in visit.page.locator("debt-plan").inner_text()


def test_a_way_that_never_ends_stands_beside_one_that_does(page: Open) -> None:
    """Where the smallest first lets the dearest grow for ever, the table says so and still gives the way that ends."""
    visit = page(PATH)
    for label, value in (BUDGET | {"每月到手收入": "6900"}).items():
        visit.page.get_by_label(label).fill(value)
    visit.page.get_by_label("留作应急").blur()
    fill(visit.page, DEBTS[0] | {"还欠多少": "100000", "年化": "36", "每月最低": "0"})
    fill(visit.page, DEBTS[1] | {"还欠多少": "50000", "年化": "0", "每月最低": "0"})
    debts = [Debt(100000, 0.36, 0), Debt(50000, 0, 0)]
    with pytest.raises(payoff.NeverError):
        payoff.pay_down(debts, 3100, "snowball")
    rows = {row[0]: row[1:3] for row in table(visit.page, "几种还法")}
    assert [f"{payoff.pay_down(debts, 3100, 'avalanche').months} 个月", "还不清"] == rows["多少个月"]
    assert ["还不清"] == list(dict.fromkeys(row[1] for row in rows.values() if row[1] == "还不清"))
    assert "一百年也还不完" in visit.page.locator("debt-plan").inner_text()
    assert [] == visit.errors


def test_the_chart_has_words(page: Open) -> None:
    """The picture is one named image; the table below gives the balances, beginning now and ending at nothing."""
    visit = page(PATH)
    fill_all(visit.page)
    name = visit.page.get_by_role("img").get_attribute("aria-label") or ""
    assert name.startswith("余额随时间变化：先还年化最高的")
    rows = table(visit.page, "每年还剩多少")
    assert ["现在", *["37,000.00 元"] * 3] == rows[1]
    assert "0.00 元" in rows[-1]


def test_a_whole_journey(page: Open, tmp_path: Path, site_url: str) -> None:
    """Typed, saved, still there after a reload, exported, wiped, imported again."""
    visit = page(PATH)
    phone = visit.page
    fill_all(phone)
    assert {} == stored(phone)
    button(phone, "存到这台手机")()
    phone.locator(".first-save").wait_for(state="detached")
    phone.reload()
    assert "6,000" == phone.get_by_label("每月到手收入").input_value()
    shown = phone.locator("debt-plan").inner_text()
    file = downloaded(phone, button(phone, "导出一份"), tmp_path)
    button(phone, "全部清除")()
    assert {} == stored(phone)
    assert "甲银行" not in phone.content()
    with phone.expect_file_chooser() as chooser:
        button(phone, "从文件导入")()
    chooser.value.set_files(file)
    phone.get_by_text("导入 3 笔").wait_for()
    assert "四、几种还法" in shown
    assert 3 == phone.locator("ol.entries > li").count()
    assert "1.2万" == json.loads(file.read_text("utf-8"))["debts"][0]["balance"]
    assert [] == visit.errors
    assert [] == visit.foreign_requests(site_url)


def test_excel_and_csv_hold_what_was_typed(page: Open, tmp_path: Path) -> None:
    """openpyxl reads the workbook back with numbers as numbers and hostile names as text; the CSV has the same cells."""
    visit = page(PATH)
    fill_all(visit.page)
    fill(visit.page, DEBTS[0] | {"欠谁的": '=1+1 <b>"&"</b> \u202eעב 😭'})
    book = openpyxl.load_workbook(downloaded(visit.page, button(visit.page, "存成 Excel"), tmp_path))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert ("欠谁的", "哪一类", "还欠（元）") == rows[0][:3]
    assert book.worksheets[0]["A1"].font.b
    assert ("甲银行", "银行", 12000, 18, 300) == rows[1][:5]
    assert "是" == rows[2][6]
    assert '=1+1 <b>"&"</b> \u202eעב 😭' == rows[4][0]
    assert "f" != book.worksheets[0]["A5"].data_type
    file = downloaded(visit.page, button(visit.page, "存成表格（CSV）"), tmp_path)
    cells = list(csv.reader(io.StringIO(file.read_text("utf-8-sig"), newline="")))
    assert list(rows[0]) == cells[0]
    assert ["甲银行", "银行", "12000", "18", "300"] == cells[1][:5]
    assert cells[4][0].startswith("'=1+1")


@pytest.mark.parametrize("script", [REFUSING, BLOCKED], ids=["full", "blocked"])
def test_refused_storage_loses_nothing(page: Open, script: str) -> None:
    """The reader is told, and the list stays on the screen."""
    visit = page(PATH)
    before_load(visit.page, script)
    fill_all(visit.page)
    button(visit.page, "存到这台手机")()
    assert "没有存上" in visit.page.locator(".entry-form > [role=status]").inner_text()
    assert 3 == visit.page.locator("ol.entries > li").count()


def test_what_is_no_number_is_refused_in_words(page: Open) -> None:
    """A balance in words is not taken, and the field keeps what was typed."""
    visit = page(PATH)
    fill(visit.page, DEBTS[0] | {"还欠多少": "好多"})
    assert "还欠多少：要写成数字" in visit.page.locator(".entry-form > [role=status]").inner_text()
    assert "好多" == visit.page.locator(".entry-form").get_by_label("还欠多少").input_value()


@pytest.mark.parametrize(
    ("label", "typed", "words"),
    [("年化", "", "免息的填 0"), ("逾期几天", "很久", "要写成整数"), ("每月最低", "一点", "要写成数字")],
)
def test_no_figure_is_taken_for_granted(label: str, typed: str, words: str, page: Open) -> None:
    """A rate left out is no zero, and days in words are no number: the debt is not taken before they are put right."""
    visit = page(PATH)
    fill(visit.page, DEBTS[0] | {label: typed})
    assert words in visit.page.locator(".entry-form > [role=status]").inner_text()
    assert 0 == visit.page.locator("ol.entries > li").count()


def test_a_budget_in_words_is_no_zero(page: Open) -> None:
    """An income that is no number is named at its place; no plan is worked out until it is put right."""
    visit = page(PATH)
    fill_all(visit.page)
    income = visit.page.get_by_label("每月到手收入")
    income.fill("六千左右")
    income.blur()
    assert "每月到手收入：要写成数字" in visit.page.locator("debt-plan").inner_text()
    assert "true" == income.get_attribute("aria-invalid")
    assert 0 == visit.page.get_by_role("region", name="还法和报价").count()
    income.fill("6000")
    income.blur()
    assert 1 == visit.page.get_by_role("region", name="还法和报价").count()
    assert "false" == income.get_attribute("aria-invalid")


def test_the_rate_comes_from_cash_flows(page: Open) -> None:
    """What was paid out and each month's payment give the rate that Python gives; what has none is refused in words."""
    visit = page(PATH)
    visit.page.locator("summary", has_text="用还款倒推").click()
    typed = {"到手多少": "9400", "每月还多少": "1000", "一共几期": "12"}
    for label, value in typed.items():
        visit.page.get_by_label(label).fill(value)
    button(visit.page, "算出年化")()
    rate = cashflow.irr([9400.0, *[-1000.0] * 12]) * 1200
    assert f"{rate:.2f}" == visit.page.get_by_label("年化（%）").input_value()
    visit.page.get_by_label("每月还多少").fill("700")
    button(visit.page, "算出年化")()
    expect(visit.page.get_by_text("算不出")).to_be_visible()
    assert f"{rate:.2f}" == visit.page.get_by_label("年化（%）").input_value()


def test_hostile_words_stay_words(page: Open) -> None:
    """HTML, right-to-left, emoji and very long names are text and widen nothing."""
    visit = page(PATH)
    for hostile in HOSTILE:
        fill(visit.page, DEBTS[0] | {"欠谁的": hostile})
    assert 0 == visit.page.locator("debt-plan img, debt-plan b").count()
    assert 0 >= wider_than_screen(visit)
    assert [] == visit.errors


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "读不懂"),
        ('{"format":"zj:debts","version":9,"debts":[]}', "版本比这一页新"),
        ('{"format":"zj:evidence","version":1,"entries":[]}', "不是本站的收支和还款文件"),
        ('{"format":"zj:1","values":{"debts":{"version":1,"debts":[{"name":"旧"},5]}}}', "导入 1 笔"),
    ],
)
def test_files_are_read_or_refused_in_words(page: Open, text: str, words: str) -> None:
    """A broken, foreign or newer file changes nothing and says why; an older backup of the site is read."""
    visit = page(PATH)
    visit.page.locator("summary", has_text="从文字导入").click()
    visit.page.get_by_label("把导出的文字贴在这里").fill(text)
    button(visit.page, "导入这段文字")()
    assert words in visit.page.locator(".backup [role=status]").inner_text()
    assert [] == visit.errors


def test_keyboard_alone_is_enough(page: Open) -> None:
    """A debt is typed and added with Tab and Enter, and moved with Enter."""
    visit = page(PATH)
    visit.page.locator(".entry-form").get_by_label("欠谁的").focus()
    for value in ("甲银行", None, "3000", "12", None, "150", "0"):
        if value:
            visit.page.keyboard.type(value)
        visit.page.keyboard.press("Tab")
    for _ in range(3):
        visit.page.keyboard.press("Tab")
    assert "加进清单" == visit.page.evaluate("document.activeElement.textContent")
    visit.page.keyboard.press("Enter")
    assert 1 == visit.page.locator("ol.entries > li").count()


def test_filled_list_passes_axe(page: Open) -> None:
    """With debts, plans and chart shown, names and colours hold, by day and by night; nothing is wider than the screen."""
    for scheme in ("light", "dark"):
        visit = page(PATH, scheme=scheme)
        fill_all(visit.page)
        assert [] == violations(visit)
        assert 0 >= wider_than_screen(visit)


def test_paper_holds_the_plan_and_not_the_form(page: Open) -> None:
    """On paper stand the list and the plans, no fields to fill in and no buttons."""
    visit = page(PATH)
    fill_all(visit.page)
    visit.page.emulate_media(media="print")
    text = visit.page.locator("debt-plan").inner_text()
    assert "几种还法" in text
    assert "甲银行" in text
    assert "加进清单" not in text


def test_without_javascript_there_is_a_table_to_print(page: Open) -> None:
    """The page shows an empty table to write in."""
    visit = page(PATH, javascript=False)
    assert "欠谁的" in visit.page.locator("debt-plan").inner_text()
