"""Letters on a phone: filled in, read back, handed over as text and Word, kept only when the reader asks."""

from pathlib import Path

import docx
import pytest
from playwright.sync_api import Page, expect

from tests.browser import test_debts
from tests.browser.test_pages import violations, wider_than_screen
from tests.browser.tools import (
    BLOCKED,
    HOSTILE,
    REFUSING,
    Open,
    before_load,
    button,
    downloaded,
    stored,
)
from tests.conftest import PHONE

PATH = "/letters/negotiation-request/"
FILLED = {
    "lender": "某某消费金融有限公司",
    "name": "李小四",
    "idcard": "123X",
    "phone": "13800000000",
    "contract_no": "JK20250001",
    "status": "已经逾期",
    "balance": "１２，０００.５０元",
    "hardship": "今年 6 月离职。\n现在每月收入 3500 元。",
    "plan": "每月 10 日还 500 元。",
    "proofs": "离职证明\n\n银行流水",
    "sign_date": "2026-11-22",
}


def fill(page: Page, values: dict[str, str]) -> None:
    """Type values into the fields of a letter."""
    for name, value in values.items():
        control = page.locator(f"#in-{name}")
        if control.evaluate("node => node.tagName") == "SELECT":
            control.select_option(value)
        else:
            control.fill(value)


def sheet(page: Page) -> list[str]:
    """Give the lines of the letter as they are shown."""
    return [line for text in page.locator(".sheet p:visible").all_inner_texts() for line in text.split("\n")]


def test_a_letter_is_written_while_one_types(page: Open) -> None:
    """What is typed stands in the letter at once; passages whose field is empty are left out."""
    visit = page(PATH)
    fill(visit.page, FILLED)
    lines = sheet(visit.page)
    assert lines[0] == "协商还款申请"
    assert lines[1] == "某某消费金融有限公司："
    assert (
        "本人李小四（身份证号后四位 123X），就本人的借款，合同号或借据号 JK20250001，向贵机构申请协商还款。"
        in lines
    )
    assert "该笔借款已经逾期，本人了解的欠款余额约 12000.50 元。今年 6 月离职。" in lines
    assert ["1. 离职证明", "2. 银行流水"] == lines[-4:-2]
    assert lines[-1] == "日期：2026 年 11 月 22 日"
    assert not [line for line in lines if "{" in line or "＿" in line]
    fill(visit.page, {"product": "某某借钱"})
    assert "（产品名称：某某借钱）" in "".join(sheet(visit.page))
    assert [] == visit.errors


def test_a_full_stop_stands_once(page: Open) -> None:
    """Where the letter goes on with a full stop of its own, the one that was typed is left out; elsewhere it stays."""
    visit = page("/letters/complaint-to-lender/")
    fill(visit.page, {"lender": "某某公司。", "other_request": "更换催收人员。", "facts": "第一件。"})
    lines = sheet(visit.page)
    assert any(line.endswith("；并请：更换催收人员。") for line in lines)
    assert "第一件。" in lines
    assert "某某公司。：" in lines


def test_what_is_missing_or_odd_is_named(page: Open) -> None:
    """Empty required fields are listed with a way to each; a wrong number is questioned, not refused."""
    visit = page(PATH)
    assert "还有 10 处没填" in visit.page.locator(".missing").inner_text()
    fill(visit.page, FILLED | {"idcard": "110101199001011234"})
    assert "必填的都填了" not in visit.page.locator(".missing").inner_text()
    assert "只写四位" in visit.page.locator(".missing").inner_text()
    visit.page.locator(".missing a").click()
    assert "in-idcard" == visit.page.evaluate("location.hash.slice(1)")
    fill(visit.page, {"idcard": "1234"})
    assert "必填的都填了" in visit.page.locator(".missing").inner_text()


def test_nothing_is_kept_unasked(page: Open) -> None:
    """Typing stores nothing; after 存到这台手机 the letter is there again; 全部清除 takes it away."""
    visit = page(PATH)
    fill(visit.page, FILLED)
    assert {} == stored(visit.page)
    button(visit.page, "存到这台手机")()
    assert ["zj:letter-negotiation-request"] == list(stored(visit.page))
    visit.page.reload()
    assert "李小四" == visit.page.locator("#in-name").input_value()
    assert "申请人：李小四" in sheet(visit.page)
    button(visit.page, "全部清除")()
    assert {} == stored(visit.page)
    assert "" == visit.page.locator("#in-name").input_value()
    assert "李小四" not in visit.page.content()


def test_word_file_holds_what_was_typed(page: Open, tmp_path: Path, site_url: str) -> None:
    """The .docx made in the browser opens in python-docx and has the lines of the letter, hostile ones unchanged."""
    visit = page(PATH)
    fill(visit.page, FILLED | {"hardship": "\n".join(HOSTILE), "name": "李\u0007四\ud800"})
    expected = [line.replace("\u0007", "").replace("\ud800", "\ufffd") for line in sheet(visit.page)]
    file = downloaded(visit.page, button(visit.page, "存成 Word"), tmp_path)
    assert file.name == "协商还款申请（暂缓、分期、减免）.docx"
    word = docx.Document(str(file))
    assert expected == [paragraph.text for paragraph in word.paragraphs]
    assert word.paragraphs[0].runs[0].bold
    assert [] == visit.foreign_requests(site_url)


def test_text_file_and_copy_hold_the_letter(page: Open, tmp_path: Path) -> None:
    """The .txt has Windows line ends and a mark that Notepad needs; 复制全文 copies the same words."""
    visit = page(PATH, permissions=["clipboard-read", "clipboard-write"])
    fill(visit.page, FILLED)
    expected = "\n".join(sheet(visit.page))
    file = downloaded(visit.page, button(visit.page, "存成文本"), tmp_path)
    assert ("\ufeff" + expected.replace("\n", "\r\n") + "\r\n").encode() == file.read_bytes()
    button(visit.page, "复制全文")()
    visit.page.get_by_text("已复制。").wait_for()
    assert expected == visit.page.evaluate("navigator.clipboard.readText()")


def test_hostile_words_stay_words(page: Open) -> None:
    """HTML, right-to-left, emoji and very long words are text in the letter and widen nothing."""
    visit = page(PATH)
    for hostile in HOSTILE:
        fill(visit.page, {"hardship": hostile, "lender": hostile})
        assert hostile == visit.page.locator("[data-blank=hardship]").text_content()
        assert 0 >= wider_than_screen(visit)
    assert 0 == visit.page.locator(".sheet img, .sheet b").count()
    assert [] == visit.errors


@pytest.mark.parametrize("script", [REFUSING, BLOCKED], ids=["full", "blocked"])
def test_refused_storage_loses_nothing(page: Open, script: str) -> None:
    """Where storage is full or closed, the reader is told and the letter stays on the screen."""
    visit = page(PATH)
    before_load(visit.page, script)
    fill(visit.page, FILLED)
    button(visit.page, "存到这台手机")()
    expect(visit.page.get_by_text("没有存上")).to_be_visible()
    assert "申请人：李小四" in sheet(visit.page)


def test_keyboard_alone_is_enough(page: Open) -> None:
    """Tab reaches every field and button, in the order of the page, and Enter presses."""
    visit = page(PATH)
    visit.page.locator("#in-lender").focus()
    for expected in ("in-name", "in-idcard", "in-phone"):
        visit.page.keyboard.press("Tab")
        assert expected == visit.page.evaluate("document.activeElement.id")
    visit.page.keyboard.type("13800000000")
    names = []
    for _ in range(40):
        visit.page.keyboard.press("Tab")
        names.append(visit.page.evaluate("document.activeElement.textContent"))
        if names[-1] == "存到这台手机":
            break
    assert {"复制全文", "打印", "存成 Word", "存成文本"} <= set(names)
    visit.page.keyboard.press("Enter")
    assert ["zj:letter-negotiation-request"] == list(stored(visit.page))


def test_filled_letter_passes_axe(page: Open) -> None:
    """With fields shown, something missing and something odd, names and colours hold."""
    visit = page(PATH)
    fill(visit.page, {"idcard": "1", "name": "李小四"})
    assert [] == violations(visit)
    assert 0 >= wider_than_screen(visit)


def test_only_the_letter_goes_on_paper(page: Open) -> None:
    """打印 leaves the page's own words, fields and buttons off the paper."""
    visit = page(PATH)
    visit.page.evaluate("window.print = () => { window.printed = document.body.className; }")
    fill(visit.page, FILLED)
    button(visit.page, "打印")()
    assert "sheet-only" in visit.page.evaluate("window.printed")
    visit.page.emulate_media(media="print")
    text = visit.page.locator("body").inner_text()
    assert "0px" == visit.page.locator(".sheet").evaluate("node => getComputedStyle(node).borderTopWidth")
    assert text.strip().startswith("协商还款申请")
    assert text.strip().endswith("日期：2026 年 11 月 22 日")


def test_without_javascript_there_is_a_letter_to_write_on(page: Open) -> None:
    """The letter stands there with lines and what belongs on them; the blank Word file is one tap away."""
    visit = page(PATH, javascript=False)
    assert "＿＿＿＿（放款机构全称）：" in sheet(visit.page)
    assert not visit.page.locator("#in-name").is_visible()
    href = visit.page.get_by_role("link", name="下载空白的 Word 文件").get_attribute("href")
    assert href == "../../letters/negotiation-request.docx"


def test_saved_debts_and_log_fill_a_letter(page: Open) -> None:
    """On request, the lender comes from the list of debts and the facts from the log; what is typed stays."""
    visit = page("/letters/complaint-to-lender/")
    visit.page.evaluate(
        """() => {
          localStorage.setItem("zj:debts", JSON.stringify({version: 1, debts: [{name: "甲公司", balance: "3000"}]}));
          localStorage.setItem("zj:evidence", JSON.stringify({version: 1, entries: [
            {when: "2026-11-19T21:40", kind: "call", number: "0101234567", answered: true, said: "让你\\n难过", proof: "录音"},
          ]}));
        }"""
    )
    visit.page.reload()
    fill(visit.page, {"name": "李小四"})
    button(visit.page, "欠款：甲公司")()
    button(visit.page, "证据记录：1 条")()
    lines = sheet(visit.page)
    assert "甲公司：" in lines
    assert "2026 年 11 月 19 日 21:40，来电，号码 0101234567，说“让你 难过”，证据 1" in lines
    assert "证据 1：2026 年 11 月 19 日 21:40来电，录音" in lines
    assert "投诉人：李小四" in lines


def test_a_plan_gives_its_figures_to_a_proposal(page: Open) -> None:
    """Income, balance and what can be offered to this lender come from the reader's saved plan."""
    visit = page("/tools/debts/")
    test_debts.fill_all(visit.page)
    button(visit.page, "存到这台手机")()
    visit.page.locator(".first-save").wait_for(state="detached")
    visit.page.goto(visit.page.url.replace("tools/debts", "letters/card-instalment-request"))
    button(visit.page, "欠款：甲银行")()
    assert "12000" == visit.page.locator("#in-balance").input_value()
    assert "300" == visit.page.locator("#in-monthly").input_value()
    assert "" == visit.page.locator("#in-name").input_value()


def test_broken_saved_lists_break_no_letter(page: Open) -> None:
    """A list that was saved by something else is read as far as it can be; the letter still works."""
    visit = page("/letters/complaint-to-lender/")
    visit.page.evaluate(
        """() => {
          localStorage.setItem("zj:debts", '{"debts": [null, 3, {"name": 5}, {}]}');
          localStorage.setItem("zj:evidence", '{"entries": [null, {"kind": "constructor", "when": 7}]}');
          localStorage.setItem("zj:letter-complaint-to-lender", '{"values": {"name": {"a": 1}, "phone": "12345"}}');
        }"""
    )
    visit.page.reload()
    button(visit.page, "欠款：5")()
    button(visit.page, "证据记录：1 条")()
    assert "5：" in sheet(visit.page)
    assert "12345" == visit.page.locator("#in-phone").input_value()
    assert [] == visit.errors


def test_every_letter_opens_on_a_phone_in_silence(page: Open, built: Path) -> None:
    """Each letter shows its fields and its text, fits the screen and says nothing in the console."""
    names = sorted(path.parent.name for path in (built / "letters").glob("*/index.html"))
    assert len(names) >= 24
    visit = page("/letters/", viewport=PHONE)
    for name in names:
        visit.page.goto(visit.page.url.split("/letters/")[0] + f"/letters/{name}/")
        assert visit.page.locator("[data-field]").first.is_visible(), name
        assert len(sheet(visit.page)) > 5, name
        assert 0 >= wider_than_screen(visit), name
    assert [] == visit.errors
