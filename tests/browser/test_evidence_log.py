"""The log on a phone: entries, what the rules say to them, files, and what happens when the phone refuses to keep them."""

import csv
import io
import json
from datetime import date
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from calculators import collection, parameters
from tests.browser.test_pages import violations, wider_than_screen
from tests.browser.tools import BLOCKED, HOSTILE, REFUSING, Open, before_load, button, downloaded, stored

PATH = "/tools/evidence-log/"
KEY = "zj:evidence"
ENTRY = {
    "什么时候": "2026-11-19T22:40",
    "谁放的款": "consumer-finance",
    "机构或平台名称": "某某消费金融",
    "对方号码": "01012345678",
    "对方自称是谁": "王某，工号 0086",
    "说了什么": "让你全家不好过",
    "证据是什么": "录音，存在相册",
}


def note(page: Page, values: dict[str, str], ticks: tuple[str, ...] = ()) -> None:
    """Fill in one entry and add it."""
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


def entries(page: Page) -> list[str]:
    """Give the entries that are shown, newest first."""
    return page.locator(".entries .entry-text").all_inner_texts()


def keep(page: Page) -> None:
    """Save for the first time."""
    button(page, "存到这台手机")()
    page.locator(".first-save").wait_for(state="detached")


def test_a_whole_journey(page: Open, tmp_path: Path, site_url: str) -> None:
    """Noted, saved, still there after a reload, exported, wiped, imported again: nothing is lost and nothing is sent."""
    visit = page(PATH)
    phone = visit.page
    note(phone, ENTRY, ("威胁、恐吓、辱骂",))
    assert {} == stored(phone)
    assert "7 天没打开过" in phone.locator(".first-save").inner_text()
    keep(phone)
    note(phone, ENTRY | {"什么时候": "2026-11-20T10:00", "说了什么": "第二次"})
    before = stored(phone)[KEY]
    phone.reload()
    assert 2 == len(entries(phone))
    assert before == stored(phone)[KEY]
    file = downloaded(phone, button(phone, "导出一份"), tmp_path)
    button(phone, "全部清除")()
    assert {} == stored(phone)
    assert [] == entries(phone)
    phone.evaluate("localStorage.clear()")
    phone.reload()
    note(phone, ENTRY | {"说了什么": "第三次"})
    with phone.expect_file_chooser() as chooser:
        button(phone, "从文件导入")()
    chooser.value.set_files(file)
    phone.get_by_text("导入 2 条").wait_for()
    said = ("第三次", "第二次", "让你全家不好过")
    assert set(said) == {one for words in entries(phone) for one in said if one in words}
    assert [] == visit.errors
    assert [] == visit.foreign_requests(site_url)


def test_entries_are_measured_against_rules_with_their_force(page: Open) -> None:
    """A call at 22:40 with a threat: hours and conduct are named, each with its force."""
    visit = page(PATH)
    note(visit.page, ENTRY, ("威胁、恐吓、辱骂",))
    found = visit.page.locator(".entries").inner_text()
    assert "时间超出了" in found
    assert "推荐性国家标准，不是法律" in found
    assert "威胁辱骂超出了" in found
    assert "有约束力的监管规定" in found
    hours = visit.page.locator(".entries a", has_text="45251").first.get_attribute("href") or ""
    assert hours.startswith("../../law/gbt-45251/#")


def test_the_fourth_call_of_a_day_is_over(page: Open) -> None:
    """Three answered calls a day are within the standard; only the fourth is marked, calls of another day are not counted."""
    visit = page(PATH)
    for clock in ("10:00", "11:00", "12:00", "13:00"):
        note(visit.page, ENTRY | {"什么时候": f"2026-11-19T{clock}"})
    note(visit.page, ENTRY | {"什么时候": "2026-11-20T10:00"})
    marked = [
        text.startswith("4.")
        for text in visit.page.locator(".entries > li:has(.stop) .entry-text").all_inner_texts()
    ]
    assert [True] == marked
    assert "2026 年 11 月 19 日：接通 4 次" in visit.page.get_by_role("region", name="汇总").inner_text()


def forms() -> list[collection.CallForm]:
    """Give forms of every lender, before and after the rules came into force, at and around the limits."""
    made = []
    for lender, day, clock, flags in product(
        collection.LENDERS,
        ("2023-02-01", "2025-12-31", "2026-11-20"),
        ("07:59", "08:00", "21:59", "22:00"),
        range(8),
    ):
        made.append(
            collection.CallForm(
                lender=lender,
                day=date.fromisoformat(day),
                time=clock,
                answered=bool(flags & 1),
                agreed=flags == 6,
                called=("self", "contact", "guarantor")[flags % 3],
                asked=bool(flags & 2),
                talks=3 + flags % 2,
                notices=flags,
                missed=flags,
                revealed=bool(flags & 4),
                impersonated=bool(flags & 1),
                threatened=bool(flags & 2),
                extra_fee=bool(flags & 4),
            )
        )
    return made


def test_the_browser_judges_as_python_does(page: Open, scripts: str) -> None:
    """The same forms give the same findings, in the same order, in both languages."""
    law = parameters.load()
    asked = forms()
    expected = [
        [
            [one.provision, one.matter, one.force, one.verdict, one.detail]
            for one in collection.call_check(form, law).findings
        ]
        for form in asked
    ]
    given = [json.loads(form.model_dump_json()) | {"time": f"{form.time:%H:%M}"} for form in asked]
    found = page(PATH).page.evaluate(
        """async ([address, forms]) => {
          const { call_check } = await import(address);
          const rules = JSON.parse(document.getElementById("log-data").textContent);
          const values = (one) => [one.provision, one.matter, one.force, one.verdict, one.detail];
          return forms.map((form) => call_check(form, rules).map(values));
        }""",
        [f"{scripts}device/collection.js", given],
    )
    assert expected == found


def test_complaint_and_exhibits_hold_facts_rules_and_requests(page: Open) -> None:
    """The complaint names lender, facts, counts, rules with their force; the exhibits say what each proves."""
    visit = page(PATH, permissions=["clipboard-read", "clipboard-write"])
    note(visit.page, ENTRY, ("威胁、恐吓、辱骂",))
    button(visit.page, "复制投诉材料")()
    text = visit.page.locator("#log-paper").inner_text()
    assert "被投诉的机构或平台：某某消费金融" in text
    assert (
        "1. 2026 年 11 月 19 日 22:40，来电，号码 01012345678，自称王某，工号 0086，说“让你全家不好过”，证据 1。"
        in text
    )
    assert "不是法律" in text
    assert "证据 1：2026 年 11 月 19 日 22:40来电，录音，存在相册。证明：威胁、恐吓、辱骂" in text
    assert "12378" in visit.page.get_by_role("region", name="投诉材料").inner_text()
    visit.page.get_by_text("已复制。").wait_for()
    assert text == visit.page.evaluate("navigator.clipboard.readText()")


def test_csv_keeps_formulas_as_text(page: Open, tmp_path: Path) -> None:
    """A lawyer's spreadsheet opens the CSV without running anything in it."""
    visit = page(PATH)
    note(visit.page, ENTRY | {"说了什么": '=HYPERLINK("http://x","y"),\n第二行', "对方号码": "+8610"})
    file = downloaded(visit.page, button(visit.page, "存成表格（CSV）"), tmp_path)
    head, row = list(csv.reader(io.StringIO(file.read_text("utf-8-sig"), newline="")))
    cells = dict(zip(head, row, strict=True))
    assert '\'=HYPERLINK("http://x","y"),\n第二行' == cells["原话或经过"]
    assert "'+8610" == cells["号码"]
    assert "是" == cells["接通了"]
    assert "推荐性国家标准" in cells["超出的规则"]


def test_pasted_lines_become_entries(page: Open) -> None:
    """Days in several ways of writing are read, the year is the last one possible, other lines belong to the one before."""
    visit = page(PATH)
    visit.page.clock.set_fixed_time("2026-11-22T12:00:00+08:00")
    visit.page.locator("summary", has_text="一次粘贴").click()
    pasted = """11月19日 21:40 01012345678 说要上门
明天就来
2026-11-20 晚上9点05分 微信 骂人
12/31 8:00 未接 13800000000
没有时间的话"""
    visit.page.get_by_label("每条从日期和时间开始").fill(pasted)
    button(visit.page, "读出来")()
    expect(visit.page.get_by_text("读出 3 条")).to_be_visible()
    keep(visit.page)
    found = [
        (one["when"], one["kind"], one["number"], one["answered"])
        for one in stored(visit.page)[KEY]["entries"]
    ]
    assert [
        ("2026-11-19T21:40", "call", "01012345678", True),
        ("2026-11-20T21:05", "message", "", True),
        ("2025-12-31T08:00", "call", "13800000000", False),
    ] == found
    assert "明天就来" in stored(visit.page)[KEY]["entries"][0]["said"]


def test_an_entry_can_be_corrected_and_deleted(page: Open) -> None:
    """改 brings the entry back into the form; 删 takes it out; both are saved at once after the first save."""
    visit = page(PATH)
    note(visit.page, ENTRY)
    keep(visit.page)
    button(visit.page, "改第 1 条")()
    note(visit.page, {"说了什么": "更正过的原话"})
    assert "更正过的原话" == stored(visit.page)[KEY]["entries"][0]["said"]
    assert 1 == len(stored(visit.page)[KEY]["entries"])
    button(visit.page, "删第 1 条")()
    assert [] == stored(visit.page)[KEY]["entries"]


def test_after_five_days_the_export_is_asked_for(page: Open, tmp_path: Path) -> None:
    """Four days after an unexported change the line is quiet, after five it is a box with the button; an export ends it."""
    visit = page(PATH)
    phone = visit.page
    phone.clock.set_fixed_time("2026-11-22T12:00:00+08:00")
    note(phone, ENTRY)
    keep(phone)
    phone.clock.set_fixed_time("2026-11-26T12:00:00+08:00")
    phone.reload()
    assert 0 == phone.locator(".due").count()
    phone.clock.set_fixed_time("2026-11-27T12:00:00+08:00")
    phone.reload()
    assert "还没有导出过。有 5 天的改动没有导出" in phone.locator(".due").inner_text()
    downloaded(phone, phone.get_by_role("button", name="导出一份").first.click, tmp_path)
    assert 0 == phone.locator(".due").count()
    phone.reload()
    expect(phone.get_by_text("上次导出：2026-11-27，之后没有改动。")).to_be_visible()


@pytest.mark.parametrize("script", [REFUSING, BLOCKED], ids=["full", "blocked"])
def test_refused_storage_loses_nothing(page: Open, script: str, tmp_path: Path) -> None:
    """The reader is told, the entry stays on the screen and can be exported."""
    visit = page(PATH)
    before_load(visit.page, script)
    note(visit.page, ENTRY)
    button(visit.page, "存到这台手机")()
    assert "没有存上" in visit.page.locator(".entry-form [role=status]").inner_text()
    assert 1 == len(entries(visit.page))
    file = downloaded(visit.page, button(visit.page, "导出一份"), tmp_path)
    assert "让你全家不好过" == json.loads(file.read_text("utf-8"))["entries"][0]["said"]


def test_hostile_words_stay_words(page: Open, tmp_path: Path) -> None:
    """HTML, right-to-left, emoji and very long words are text on the page and come back unchanged from a file."""
    visit = page(PATH)
    for hostile in HOSTILE:
        note(visit.page, ENTRY | {"说了什么": hostile, "机构或平台名称": hostile})
    assert 0 == visit.page.locator("evidence-log img, evidence-log b").count()
    assert 0 >= wider_than_screen(visit)
    file = downloaded(visit.page, button(visit.page, "导出一份"), tmp_path)
    assert sorted(HOSTILE) == sorted(one["said"] for one in json.loads(file.read_text("utf-8"))["entries"])
    assert [] == visit.errors


def test_a_thousand_entries_stay_quick(page: Open) -> None:
    """A thousand entries are all counted; only the newest are drawn, so that the page stays small."""
    visit = page(PATH)
    many = [
        {"id": f"n{i}", "when": f"2026-{1 + i // 100:02}-{1 + i % 28:02}T{i % 24:02}:00", "kind": "call", "answered": True,
         "lender": "bank", "name": "某某银行", "called": "self", "said": f"第 {i} 次"}
        for i in range(1000)
    ]  # fmt: skip
    visit.page.evaluate(
        "entries => localStorage.setItem('zj:evidence', JSON.stringify({version: 1, entries}))", many
    )
    visit.page.reload()
    assert "一共 1000 条" in visit.page.get_by_role("region", name="汇总").inner_text()
    assert 20 == len(entries(visit.page))
    assert visit.page.locator("evidence-log *").count() < 900
    visit.page.get_by_role("button", name="再看 20 条").click()
    assert 40 == len(entries(visit.page))
    note(visit.page, ENTRY)
    assert 1001 == len(stored(visit.page)[KEY]["entries"])
    button(visit.page, "复制投诉材料")()
    assert "1001. " in visit.page.locator("#log-paper").inner_text()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "读不懂"),
        ('{"format":"zj:evidence","version":2,"entries":[]}', "版本比这一页新"),
        ('{"format":"zj:evidence","entries":[]}', "没有写版本"),
        ('{"format":"zj:debts","version":1,"debts":[]}', "不是本站的记录文件"),
        ("[1, 2]", "不是本站的记录文件"),
        ("null", "不是本站的记录文件"),
        ('{"format":"zj:1","values":{"evidence":{"version":1,"entries":[{"said":"旧备份"}]}}}', "导入 1 条"),
        (
            '{"format":"zj:evidence","version":1,"entries":[{"lender":"constructor","kind":"toString","called":"__proto__"}]}',
            "导入 1 条",
        ),
        (
            '{"format":"zj:evidence","version":1,"entries":[{"said":5,"answered":"yes","when":"x"},null,3]}',
            "导入 1 条",
        ),
    ],
)
def test_files_are_read_or_refused_in_words(page: Open, text: str, words: str) -> None:
    """A broken, foreign or newer file changes nothing and says why; an older backup of the site is read."""
    visit = page(PATH)
    note(visit.page, ENTRY)
    visit.page.locator("summary", has_text="从文字导入").click()
    visit.page.get_by_label("把导出的文字贴在这里").fill(text)
    before = len(entries(visit.page))
    button(visit.page, "导入这段文字")()
    assert before + (1 if "导入" in words and "没有" not in words else 0) == len(entries(visit.page))
    if "导入 1 条" not in words:
        assert words in visit.page.locator(".backup [role=status]").inner_text()
    assert [] == visit.errors


def test_keyboard_alone_is_enough(page: Open) -> None:
    """An entry is typed, ticked and added with Tab, Space and Enter only."""
    visit = page(PATH)
    visit.page.locator(".entry-form").get_by_label("机构或平台名称").focus()
    visit.page.keyboard.type("某某银行")
    for _ in range(60):
        visit.page.keyboard.press("Tab")
        words = visit.page.evaluate("document.activeElement.parentElement.textContent")
        if words == "威胁、恐吓、辱骂":
            visit.page.keyboard.press("Space")
        if visit.page.evaluate("document.activeElement.textContent") == "记下这一条":
            break
    visit.page.keyboard.press("Enter")
    assert 1 == len(entries(visit.page))
    assert 0 < visit.page.locator(".entries .stop").count()


def test_filled_log_passes_axe(page: Open) -> None:
    """With entries, warnings and results shown, names and colours hold, by day and by night."""
    for scheme in ("light", "dark"):
        visit = page(PATH, scheme=scheme)
        note(visit.page, ENTRY, ("威胁、恐吓、辱骂",))
        assert [] == violations(visit)


def test_paper_holds_the_log_and_not_the_form(page: Open) -> None:
    """On paper stand the counts and the entries, no fields and no buttons."""
    visit = page(PATH)
    note(visit.page, ENTRY)
    visit.page.emulate_media(media="print")
    text = visit.page.locator("evidence-log").inner_text()
    assert "一共 1 条" in text
    assert "让你全家不好过" in text
    assert "记下这一条" not in text
    assert "还没有存" not in text


def test_without_javascript_there_is_a_form_to_print(page: Open) -> None:
    """The page shows boxes to write in, and the rules it would apply."""
    visit = page(PATH, javascript=False)
    assert "原话＿＿" in visit.page.locator("evidence-log").inner_text()
    assert visit.page.locator("a.ref-law").count() > 5


@pytest.mark.parametrize("width", [320, 360])
def test_day_and_time_are_read_whole_in_large_letters(page: Open, width: int) -> None:
    """The longest way to write one fits beside the icon, since it cannot wrap; it is not bold like its label."""
    phone = page(PATH).page
    phone.set_viewport_size({"width": width, "height": 740})
    phone.evaluate("document.documentElement.dataset.size = 'large'")
    room, needed, weight = phone.locator(".entry-form input[type=datetime-local]").evaluate(
        """(field) => {
          const style = getComputedStyle(field);
          const pen = document.createElement("canvas").getContext("2d");
          pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
          const icon = 1.25 * parseFloat(style.fontSize);
          const room = field.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) - icon;
          return [room, pen.measureText("11/28/2026, 10:45 PM").width, style.fontWeight];
        }"""
    )
    assert "400" == weight
    assert needed <= room
