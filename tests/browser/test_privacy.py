"""The promise that can be checked: nothing leaves the device, all that is kept is shown, and it can be taken along or wiped."""

import gzip
import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import test_checklists, test_debts, test_evidence_log, test_letters
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
from tests.conftest import ROOT

PATH = "/about/privacy/"
SCRIPTS = ROOT / "docs/assets/javascripts"
LOG, DEBTS, LETTER = "/tools/evidence-log/", "/tools/debts/", "/letters/complaint-to-lender/"
CHECKLIST, CALCULATOR = "/checklists/evidence/", "/tools/budget/"
#: The tools that keep something, and all of them.
KEEPING = [LETTER, LOG, DEBTS, CHECKLIST, CALCULATOR]
TOOLS = [*KEEPING, "/tools/reply-cards/", PATH]
BUDGET = 60_000  # bytes of all tools' scripts together, each compressed by gzip


def keep_letter(page: Page) -> None:
    """Fill in a letter and keep it."""
    test_letters.fill(page, {"lender": "某某公司", "facts": "第一件\n第二件"})
    button(page, "存到这台手机")()


def keep_log(page: Page) -> None:
    """Note an entry and keep it."""
    test_evidence_log.note(page, test_evidence_log.ENTRY)
    button(page, "存到这台手机")()


def keep_debts(page: Page) -> None:
    """List debts and keep them."""
    test_debts.fill_all(page)
    button(page, "存到这台手机")()


def keep_checklist(page: Page) -> None:
    """Answer a question and add a note: both are kept at once."""
    test_checklists.answer(page, 0, "不清楚")
    test_checklists.note(page, 0, "问过一次")


def keep_calculator(page: Page) -> None:
    """Work something out and keep the result."""
    element = page.locator("loan-calculator").first
    element.locator("form > fieldset:enabled").wait_for()
    for action in ("example", "keep"):
        element.locator(f"[data-do={action}]").click()


#: How each tool that keeps something is made to keep it.
KEEPS: dict[str, Callable[[Page], None]] = dict(
    zip(KEEPING, (keep_letter, keep_log, keep_debts, keep_checklist, keep_calculator), strict=True)
)


def use_letter(page: Page, folder: Path) -> None:
    """Keep a letter, and take it along as text and as Word."""
    keep_letter(page)
    for name in ("存成 Word", "存成文本"):
        downloaded(page, button(page, name), folder)
    button(page, "复制全文")()


def use_log(page: Page, folder: Path) -> None:
    """Keep an entry, and take everything along."""
    keep_log(page)
    page.locator(".first-save").wait_for(state="detached")
    for name in ("导出一份", "存成表格（CSV）"):
        downloaded(page, button(page, name), folder)
    for name in ("复制投诉材料", "复制证据目录", "复制全部记录"):
        button(page, name)()


def use_debts(page: Page, folder: Path) -> None:
    """Keep debts, and take everything along."""
    keep_debts(page)
    for name in ("导出一份", "存成表格（CSV）", "存成 Excel"):
        downloaded(page, button(page, name), folder)


def use_checklist(page: Page, folder: Path) -> None:
    """Keep answers, and copy the list."""
    keep_checklist(page)
    button(page, "复制全文")()


def use_calculator(page: Page, folder: Path) -> None:
    """Keep a result, and copy it."""
    keep_calculator(page)
    page.locator("loan-calculator [data-do=summary]").first.click()


def use_cards(page: Page, folder: Path) -> None:
    """Look for a line."""
    page.get_by_label("对方刚才说了什么").fill("上门")


def use_storage(page: Page, folder: Path) -> None:
    """Make a backup and restore it."""
    downloaded(page, button(page, "存成文件"), folder)
    page.get_by_label("把备份的文字贴在这里").fill('{"format":"zj:1","values":{"size":"large"}}')
    button(page, "从备份恢复")()


USES: dict[str, Callable[[Page, Path], None]] = dict(
    zip(
        TOOLS,
        (use_letter, use_log, use_debts, use_checklist, use_calculator, use_cards, use_storage),
        strict=True,
    )
)


@pytest.mark.parametrize("path", TOOLS)
def test_no_request_leaves_the_host(path: str, page: Open, site_url: str, tmp_path: Path) -> None:
    """While a tool is used from end to end, every request goes to the site, is a plain GET and carries nothing typed."""
    visit = page(path)
    sent: list[tuple[str, str | None]] = []
    visit.page.on("request", lambda request: sent.append((request.method, request.post_data)))
    USES[path](visit.page, tmp_path)
    visit.page.wait_for_load_state("networkidle")
    assert [] == visit.foreign_requests(site_url)
    assert set(sent) <= {("GET", None)}
    assert [] == [url for url in visit.requests if "?" in url]
    assert [] == visit.page.context.cookies()
    assert [] == visit.errors


def test_all_that_the_tools_keep_is_shown_moved_and_wiped(page: Open, tmp_path: Path) -> None:
    """What every tool has kept stands on the privacy page, one by one; a backup restores it on an empty phone."""
    visit = page(LETTER)
    phone, host = visit.page, visit.page.url.split("/letters/")[0]
    use_letter(phone, tmp_path)
    for path in KEEPING[1:]:
        phone.goto(host + path)
        USES[path](phone, tmp_path)
    phone.goto(host + PATH)
    phone.locator(".kept").wait_for()
    shown = phone.locator(".kept summary").all_inner_texts()
    assert [
        "算出来的结果（每月能拿多少还债）",
        "清单答案（证据）",
        "收支和还款计划：3 条",
        "来电和消息记录：1 条",
        "文书内容（违规催收投诉（给放款机构））",
    ] == shown
    phone.locator(".kept summary").nth(3).click()
    assert "让你全家不好过" in phone.locator(".kept .copy").nth(3).inner_text()
    assert [] == violations(visit)
    before = stored(phone)
    file = downloaded(phone, button(phone, "存成文件"), tmp_path)
    assert before == {
        f"zj:{key}": value for key, value in json.loads(file.read_text("utf-8"))["values"].items()
    }
    button(phone, "全部清除")()
    assert {} == stored(phone)
    phone.get_by_label("把备份的文字贴在这里").fill(file.read_text("utf-8"))
    button(phone, "从备份恢复")()
    assert before == stored(phone)
    phone.goto(host + LOG)
    assert 1 == len(test_evidence_log.entries(phone))


def test_one_kept_thing_can_be_deleted_alone(page: Open) -> None:
    """删 on one line leaves the others."""
    visit = page(PATH)
    visit.page.evaluate(
        """() => {
          localStorage.setItem("zj:size", '"large"');
          localStorage.setItem("zj:letter-x", '{"version": 1, "values": {}}');
          localStorage.setItem("other", "not ours");
        }"""
    )
    visit.page.reload()
    visit.page.locator(".kept summary", has_text="文书内容").click()
    button(visit.page, "删：文书内容（x）")()
    assert ["zj:size"] == [
        key for key in visit.page.evaluate("Object.keys(localStorage)") if key.startswith("zj:")
    ]
    assert "not ours" == visit.page.evaluate("localStorage.getItem('other')")


@pytest.mark.parametrize("path", KEEPING)
def test_private_mode_keeps_nothing(path: str, page: Open) -> None:
    """In private mode each tool says that nothing is kept, and keeps nothing."""
    visit = page(PATH)
    button(visit.page, "这次什么都不存")()
    visit.page.goto(visit.page.url.replace(PATH, path))
    KEEPS[path](visit.page)
    visit.page.get_by_text("无痕模式").wait_for()
    assert {} == stored(visit.page)
    visit.page.reload()
    visit.page.wait_for_load_state("networkidle")
    assert 0 == visit.page.get_by_text("上次存在这台设备上的").count()
    assert [] == test_evidence_log.entries(visit.page)
    assert [] == visit.errors


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "读不懂"),
        ('{"format":"zj:2","values":{}}', "读不懂"),
        ('{"format":"zj:1"}', "读不懂"),
        ("[]", "读不懂"),
        ('{"format":"zj:0","values":{"size":"large"}}', "读不懂"),
        ('{"format":"zj:1","values":"长"}', "读不懂"),
        ("长" * 100_000, "读不懂"),
    ],
)
def test_a_wrong_backup_changes_nothing(page: Open, text: str, words: str) -> None:
    """Text that is no backup of this version is refused in words."""
    visit = page(PATH)
    visit.page.get_by_label("把备份的文字贴在这里").fill(text)
    button(visit.page, "从备份恢复")()
    expect(visit.page.get_by_text(words)).to_be_visible()
    assert {} == stored(visit.page)


def test_a_full_phone_refuses_a_backup_in_words(page: Open) -> None:
    """Where the storage takes nothing, restoring says so and the pasted text stays in its field."""
    visit = page(PATH)
    before_load(visit.page, REFUSING)
    text = '{"format":"zj:1","values":{"size":"large"}}'
    visit.page.get_by_label("把备份的文字贴在这里").fill(text)
    button(visit.page, "从备份恢复")()
    expect(visit.page.get_by_text("没有存上")).to_be_visible()
    assert text == visit.page.get_by_label("把备份的文字贴在这里").input_value()
    assert [] == visit.errors


def test_a_hostile_backup_is_shown_as_text(page: Open) -> None:
    """Whatever a backup holds is text on the page, in few elements, however much it is, and widens nothing."""
    visit = page(PATH)
    entries = [{"said": words} for words in HOSTILE] + [{"said": f"第 {i} 次"} for i in range(1000)]
    values = {"evidence": {"version": 1, "entries": entries}, "letter-<b>": {"title": HOSTILE[0]}}
    visit.page.get_by_label("把备份的文字贴在这里").fill(json.dumps({"format": "zj:1", "values": values}))
    button(visit.page, "从备份恢复")()
    assert ["来电和消息记录：1005 条", f"文书内容（{HOSTILE[0]}）"] == visit.page.locator(
        ".kept summary"
    ).all_inner_texts()
    for index in range(2):
        visit.page.locator(".kept summary").nth(index).click()
    assert 0 == visit.page.locator(".kept img, .kept b").count()
    assert visit.page.locator(".kept *").count() < 20
    assert 0 >= wider_than_screen(visit)
    assert [] == visit.errors


def test_the_keyboard_is_enough_to_wipe(page: Open) -> None:
    """From the first kept thing Tab leads to its own button, and on to the one that wipes all."""
    visit = page(PATH)
    visit.page.evaluate("localStorage.setItem('zj:size', '\"large\"')")
    visit.page.reload()
    visit.page.locator(".kept summary").focus()
    visit.page.keyboard.press("Enter")
    names = []
    for _ in range(2):
        visit.page.keyboard.press("Tab")
        names.append(visit.page.evaluate("document.activeElement.textContent"))
    assert ["删", "全部清除"] == names
    visit.page.keyboard.press("Enter")
    assert {} == stored(visit.page)


def test_without_javascript_the_browsers_own_means_are_named(page: Open) -> None:
    """The page says what would be kept and how the browser itself deletes it."""
    visit = page(PATH, javascript=False)
    assert 0 == visit.page.locator(".kept").count()
    text = visit.page.locator("main").inner_text()
    assert "浏览器清除网站数据，会把它们一起清掉" in text
    assert "浏览记录怎么删" in text


def test_closed_storage_does_not_break_the_page(page: Open) -> None:
    """Where storage is closed to pages, the privacy page still says what is kept: nothing."""
    visit = page(PATH)
    before_load(visit.page, BLOCKED)
    expect(visit.page.get_by_text("没有在这台设备上存任何东西")).to_be_visible()
    assert [] == visit.errors


@pytest.mark.parametrize(
    ("path", "title"), [(LETTER, "文书"), (LOG, "记录"), (DEBTS, "计划"), ("/tools/reply-cards/", "便签")]
)
def test_tab_titles_are_neutral(path: str, title: str, page: Open) -> None:
    """Over the shoulder the tab of a tool says one ordinary word, from its first moment on and without any script."""
    assert title == page(path, javascript=False).page.title()
    assert title == page(path).page.title()


# ── Leaving at once ──────────────────────────────────────────────────────────────────────────────────

SHIFT = """(options) => {
  const field = options.field && document.querySelector(options.field);
  (field || document.body).dispatchEvent(new KeyboardEvent("keydown", { key: "Shift", bubbles: true, ...options }));
}"""


def test_beside_the_exit_stands_what_it_leaves_behind(page: Open) -> None:
    """One sentence under the bar says that pages stay in the history; its link leads to how to delete them."""
    visit = page(LETTER)
    sentence = visit.page.get_by_text("看过的页面还在浏览记录里")
    box, exit_box = sentence.bounding_box(), visit.page.locator("#exit").bounding_box()
    assert box
    assert exit_box
    assert 0 <= box["y"] - exit_box["y"] - exit_box["height"] <= 100
    sentence.get_by_role("link").click()
    assert visit.page.url.endswith("/about/privacy/#history")
    assert "微信" in visit.page.locator("#history ~ ul").first.inner_text()
    visit.page.emulate_media(media="print")
    assert visit.page.locator(".trace").is_hidden()


def test_the_exit_replaces_the_page(page: Open) -> None:
    """马上离开 leads to the empty page in place of this one: going back does not bring it up again."""
    visit = page("/")
    visit.page.goto(visit.page.url + LETTER[1:])
    before = visit.page.evaluate("history.length")
    visit.page.locator("#exit").click()
    visit.page.wait_for_url("**/leave.html")
    assert ("便签", before) == (visit.page.title(), visit.page.evaluate("history.length"))
    visit.page.go_back()
    assert LETTER not in visit.page.url


def test_three_times_shift_leaves(page: Open) -> None:
    """On a keyboard the key pressed three times does the same."""
    visit = page(LOG)
    for _ in range(3):
        visit.page.keyboard.press("Shift")
    visit.page.wait_for_url("**/leave.html")


@pytest.mark.parametrize(
    "options",
    [{"isComposing": True}, {"keyCode": 229}, {"field": "textarea"}, {"field": "select"}, {"repeat": True}],
    ids=["composing", "input method", "textarea", "list", "held down"],
)
def test_shift_never_leaves_while_one_writes(options: dict[str, object], page: Open) -> None:
    """An input method, a field or a key held down uses Shift for itself."""
    visit = page(LOG)
    for _ in range(6):
        visit.page.evaluate(SHIFT, options)
    assert visit.page.url.endswith(LOG)
    expect(visit.page.locator("evidence-log")).to_be_visible()


# ── The files ────────────────────────────────────────────────────────────────────────────────────────


def tool_scripts() -> list[Path]:
    """Give the scripts of these tools and what they import, the shell's own left out."""
    todo = [
        SCRIPTS / f"{name}.js"
        for name in ("letter", "evidence-log", "debts", "reply-cards", "check-list", "device", "device/keep", "offline")
    ]
    found: list[Path] = []
    while todo:
        script = todo.pop()
        if script not in found:
            found.append(script)
            imports = re.findall(r"""(?:from|import)\s*\(?"(\.[^"]+)\"""", script.read_text("utf-8"))
            todo += [(script.parent / name).resolve() for name in imports]
    return sorted(found)


@pytest.mark.parametrize(
    ("storing", "only"),
    [
        (r"\b(?:localStorage|sessionStorage|indexedDB|document\.cookie)\b", "store.js"),
        (r"\b(?:caches|serviceWorker)\b", "site-copy.js"),
    ],
)
def test_only_one_module_touches_storage(storing: str, only: str) -> None:
    """What a reader typed is kept by store.js alone; the copy of the site, which holds nothing typed, by site-copy.js alone."""
    users = [path.name for path in SCRIPTS.rglob("*.js") if re.search(storing, path.read_text("utf-8"))]
    assert [only] == users


def test_nothing_typed_becomes_markup_or_code() -> None:
    """No script writes HTML, evaluates text, or opens a connection that could carry what was typed."""
    unsafe = re.compile(
        r"\b(?:innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function|sendBeacon|XMLHttpRequest|WebSocket)"
    )
    assert [] == [path.name for path in tool_scripts() if unsafe.search(path.read_text("utf-8"))]


#: Newer than ES2020, or missing in the oldest browsers that are supported (hooks/theme/README.md).
NEWER = re.compile(
    r"\|\|=|\?\?=|&&=|\.replaceAll\(|\.at\(|Object\.hasOwn|structuredClone|AbortSignal\.timeout|\(\?<[=!]|\bthis\.#|^\s*static\b",
    re.MULTILINE,
)


@pytest.mark.parametrize("path", [*tool_scripts(), ROOT / "docs/sw.js"], ids=lambda path: path.name)
def test_scripts_are_written_for_old_phones(path: Path) -> None:
    """Each script parses in an engine of 2021 and uses nothing that phones of that year lack."""
    quickjs = pytest.importorskip("quickjs", reason="quickjs 没有适合这个 Python 的安装包")
    written = path.read_text("utf-8")
    assert [] == NEWER.findall(written)
    inside = re.sub(r"^import [^;]*;|^export (?!\{)|\bexport ?\{[^}]*\};?", "", written, flags=re.MULTILINE)
    context = quickjs.Context()
    context.eval("class HTMLElement {}")
    context.eval(f"(function () {{{inside.replace('import.meta.url', '0')}}})")


def test_all_tools_together_stay_small() -> None:
    """All scripts of the tools, the zip library included, are at most 60 kB compressed."""
    sizes = {path.name: len(gzip.compress(path.read_bytes(), 9, mtime=0)) for path in tool_scripts()}
    assert sum(sizes.values()) <= BUDGET, sizes


def test_scripts_are_loaded_only_where_they_are_used(page: Open) -> None:
    """A page of the register loads no tool; the zip library comes only when a file is asked for."""
    names = {path.name for path in tool_scripts()} - {"store.js"}
    loaded = {url.rsplit("/", 1)[1] for url in page("/law/civil-code/").requests}
    assert set() == names & loaded
    assert "fflate.js" not in {url.rsplit("/", 1)[1] for url in page(LETTER).requests}


def test_vendored_files_are_what_their_list_says() -> None:
    """The list beside them names version, licence and SHA-256 of each vendored file, and the files have it."""
    folder = SCRIPTS / "vendor"
    words = (folder / "README.txt").read_text("utf-8")
    for file in folder.glob("*.js"):
        assert hashlib.sha256(file.read_bytes()).hexdigest() in words, file.name
    assert re.search(r"version +0\.8\.3", words)
    assert "MIT License" in words
