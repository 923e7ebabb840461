"""没有网也能看: the whole site saved on the phone and gone again in one tap, never mixed with a newer one, never unasked."""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from hooks import folder_copy, offline, scripts
from tests.browser import test_letters
from tests.browser.test_pages import violations, wider_than_screen
from tests.browser.tools import BLOCKED, Open, before_load, button, downloaded
from tests.conftest import DESKTOP, PHONE, ROOT, Visit, recorded, serve

PATH = "/about/offline/"


@pytest.fixture
def phone(browser: Browser, site_url: str) -> Iterator[BrowserContext]:
    """A phone that has never been here."""
    context = browser.new_context(viewport=PHONE, locale="zh-CN", base_url=site_url)
    yield context
    context.close()


def opened(context: BrowserContext, path: str = PATH) -> Page:
    """Open a page in a new tab."""
    page = context.new_page()
    page.goto(path, wait_until="load")
    return page


def save(page: Page) -> None:
    """Ask how much there is, then save it."""
    button(page, "离线保存")()
    button(page, "保存")()
    page.get_by_text("存好了。").wait_for(timeout=120_000)


def caches(page: Page) -> list[str]:
    """Give the names of all caches of the site."""
    return list(page.evaluate("caches.keys()"))


def workers(page: Page) -> int:
    """Give the number of workers of the site."""
    return int(page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)"))


def wait_until(page: Page, condition: str) -> None:
    """Wait until an expression that gives a promise comes true; fail after a thousand tries."""
    tries = "for (let i = 0; i < 1000; i += 1) { if (await %s) return true; await new Promise((go) => setTimeout(go, 20)); }"
    assert page.evaluate(f"(async () => {{ {tries % condition} return false; }})()")


def test_nothing_is_saved_before_the_size_was_shown_and_a_second_tap(phone: BrowserContext, built: Path) -> None:
    """The first tap says how much there is to fetch and what stays; declining leaves nothing behind."""
    page = opened(phone)
    assert ([], 0) == (caches(page), workers(page))
    button(page, "离线保存")()
    title = page.locator("#offline-box .box-title")
    told = json.loads((built / offline.NOTE).read_text("utf-8"))
    fetched = sum((built / f"offline/{pack}.txt").stat().st_size for pack in told["packs"])  # the tests' server does not compress
    expect(title).to_contain_text(f"这次要下载约 {fetched / 1e6:.0f} MB，存下来占约 {told['bytes'] / 1e6:.0f} MB")
    page.get_by_text("翻看这台手机的人").wait_for()
    button(page, "不存")()
    expect(title).to_contain_text("还没有存")
    assert ([], 0) == (caches(page), workers(page))


def find(page: Page, words: str) -> str:
    """Search; give the first result's title."""
    button(page, "搜索")()
    page.get_by_role("searchbox").fill(words)
    return page.locator("main.search li > a").first.inner_text()


def use_tools(page: Page, host: str, folder: Path) -> None:
    """Search, answer a checklist, calculate an example, and fill in a letter and take it along as Word."""
    page.goto(f"{host}rules/collection/index.html?from=a#scope")
    assert find(page, "砍头息")
    page.goto(f"{host}checklists/evidence/index.html")
    page.locator("check-list input[type=radio]").first.check(force=True)
    page.goto(f"{host}tools/short-loans/index.html")
    page.locator("[data-do=example]").first.click()
    page.locator(".answer-of:visible").first.wait_for()
    page.goto(f"{host}letters/complaint-to-lender/index.html")
    test_letters.fill(page, {"lender": "某某公司"})
    assert downloaded(page, button(page, "存成 Word"), folder).stat().st_size > 10_000


def test_the_saved_site_works_without_a_network_until_it_is_removed(
    phone: BrowserContext, site_url: str, tmp_path: Path
) -> None:
    """Pages, search, a checklist, a calculator and a letter; then one tap removes cache and worker."""
    page = opened(phone)
    save(page)
    phone.set_offline(True)
    use_tools(page, site_url, tmp_path)
    page.goto("/situations")
    page.get_by_text("这是存在这台设备上的一份（2026-11-22）").wait_for()
    page.goto("/nowhere/")
    assert "没有找到这一页" in page.inner_text("h1")
    page.get_by_role("link", name="马上离开").click()
    page.wait_for_url("**/leave.html")
    assert "便签" == page.title()
    assert "存在这台设备" not in page.content()
    page.goto(PATH)
    button(page, "删掉离线的一份")()
    page.get_by_text("删掉了：").wait_for()
    assert ([], 0) == (caches(page), workers(page))
    phone.set_offline(False)
    page.goto("/rules/")
    assert 0 == page.get_by_text("存在这台设备上的").count()


def test_the_privacy_page_shows_the_copy_and_wipes_it(phone: BrowserContext) -> None:
    """It stands among what is kept, with its size, and 全部清除 removes it with its worker."""
    page = opened(phone)
    save(page)
    page.goto("/about/privacy/")
    page.locator(".kept summary", has_text="离线的一份").click()
    assert re.search(r"2026-11-22 的版本，\d+ 个文件，约 2\d MB", page.locator(".kept").inner_text())
    button(page, "全部清除")()
    page.get_by_text("已全部清除。").wait_for()
    assert ([], 0) == (caches(page), workers(page))
    page.get_by_text("没有在这台设备上存任何东西").wait_for()


@pytest.fixture
def published(built: Path, tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A copy of the site that a test may publish anew, and its address."""
    folder = tmp_path / "site"
    shutil.copytree(built, folder)
    for url in serve(folder):
        yield folder, url


def publish_anew(folder: Path) -> None:
    """Publish a later version: modules in another folder, and every page says that it is new."""
    old = next(folder.glob("assets/*/shell.js")).parent
    new = old.rename(old.with_name("ffffffffffff"))
    for page in folder.rglob("*.html"):
        text = page.read_text("utf-8").replace(old.name, new.name).replace("<h1>", "<h1>新版 ")
        page.write_text(text, "utf-8")
    (new / "copy.js").write_text("export const copyFrom = async () => '新的模块';", "utf-8")
    shutil.rmtree(folder / "offline")
    for path, data in offline.files(folder, date(2027, 1, 15)).items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_bytes(data)


def test_versions_are_announced_and_never_mixed(browser: Browser, published: tuple[Path, str]) -> None:
    """While an old page is open, every page and module is of the old version; the new one comes with a tap and all at once."""
    folder, url = published
    context = browser.new_context(viewport=PHONE, base_url=url)
    page, other = opened(context), opened(context, "/rules/")
    save(page)
    other.goto("/rules/collection/")
    publish_anew(folder)
    page.goto("/situations/")
    wait_until(page, f"caches.match('{url}offline/newer.json')")
    page.goto(PATH)
    page.get_by_text("网上有新版（2027-01-15）").wait_for()
    button(page, "看有没有新版")()
    button(page, "保存")()
    page.get_by_text("关掉本站别的页面以后").wait_for(timeout=120_000)
    for tab in (page, other):
        tab.goto("/rules/lending/")
        assert "新版" not in tab.inner_text("h1")
        assert find(tab, "砍头息")
    tab = context.new_page()
    tab.goto("/help/")
    tab.get_by_text("新版已经存好").wait_for()
    loaded = tab.evaluate("performance.getEntriesByType('resource').map((one) => one.name)")
    assert [] == [name for name in loaded if "ffffffffffff" in name]
    for one in context.pages:
        one.close()
    context.set_offline(True)
    page = opened(context, "/rules/lending/")
    assert page.inner_text("h1").startswith("新版 ")
    assert find(page, "砍头息")
    assert 1 == len(caches(page))
    context.close()


def test_alone_the_new_version_comes_at_once(browser: Browser, published: tuple[Path, str]) -> None:
    """With no other page open, the page that saved the new version is loaded again from it."""
    folder, url = published
    context = browser.new_context(viewport=PHONE, base_url=url)
    page = opened(context)
    save(page)
    page.reload()
    publish_anew(folder)
    button(page, "看有没有新版")()
    button(page, "保存")()
    page.locator("h1", has_text="新版").wait_for(timeout=120_000)
    page.get_by_text("存着 2027-01-15 的一份").wait_for()
    assert 1 == len(caches(page))
    context.close()


def test_a_copy_does_not_stand_before_an_editors_preview(browser: Browser, published: tuple[Path, str]) -> None:
    """What `make serve` puts in the worker's place removes the copy and the worker at the next page."""
    folder, url = published
    context = browser.new_context(viewport=PHONE, base_url=url)
    page = opened(context)
    save(page)
    (folder / offline.WORKER).write_text(offline.GONE, "utf-8")
    page.goto("/rules/")
    wait_until(page, "navigator.serviceWorker.getRegistration().then((one) => !one)")
    assert [] == caches(page)
    page.goto("/help/")
    assert 0 == page.get_by_text("存在这台设备上的").count()
    context.close()


@pytest.mark.parametrize(
    "spoil",
    [lambda route: route.abort(), lambda route: route.fulfill(body="<p>请登录</p>")],
    ids=["broken off", "a sign-in page instead"],
)
def test_an_attempt_that_failed_goes_on_where_it_stopped(
    spoil: Callable[[Route], None], phone: BrowserContext, built: Path
) -> None:
    """Without all parts, as announced, there is no copy and no worker; the next attempt fetches only what is missing."""
    page = opened(phone)
    last = sorted(path.name for path in (built / "offline").glob("*.txt"))[-1]
    names: list[str] = []
    page.on("request", lambda request: names.append(request.url.rsplit("/", 1)[1]) if request.method == "GET" else None)
    page.route(f"**/offline/{last}", lambda route: spoil(route) if route.request.method == "GET" else route.continue_())
    button(page, "离线保存")()
    button(page, "保存")()
    page.get_by_text("没有存完").wait_for(timeout=120_000)
    assert 0 == workers(page)
    page.unroute(f"**/offline/{last}")
    first = {name for name in names if name.endswith(".txt")} - {last}
    names.clear()
    save(page)
    assert last in names
    assert [] == [name for name in names if name in first]


def test_in_private_mode_nothing_is_saved(phone: BrowserContext) -> None:
    """The button says why, and leads to the files per section."""
    page = opened(phone, "/about/privacy/")
    button(page, "这次什么都不存")()
    page.goto(PATH)
    button(page, "离线保存")()
    page.get_by_text("所以没有保存").wait_for()
    assert ([], 0) == (caches(page), workers(page))


@pytest.mark.parametrize(
    ("missing", "why"),
    [
        ("Object.defineProperty(navigator, 'serviceWorker', { value: undefined });", "这个浏览器没有离线保存的功能"),
        ("Object.defineProperty(window, 'isSecureContext', { value: false });", "网址不是 https 开头的"),
        (BLOCKED + "delete window.caches;", "这个浏览器没有离线保存的功能"),
    ],
)
def test_where_nothing_can_be_saved_the_files_are_offered(page: Open, missing: str, why: str) -> None:
    """The button says why and leads to the files on the same page."""
    visit = page(PATH)
    before_load(visit.page, missing)
    button(visit.page, "离线保存")()
    assert why in visit.page.locator("#offline-box [role=status]").inner_text()
    visit.page.get_by_role("link", name="每一栏一个文件").last.click()
    assert visit.page.url.endswith("#sections")
    assert [] == visit.errors


def test_the_box_passes_axe(phone: BrowserContext) -> None:
    """Before and after the size is shown."""
    visit = Visit(opened(phone))
    assert [] == violations(visit)
    button(visit.page, "离线保存")()
    visit.page.get_by_role("button", name="保存", exact=True).wait_for()
    assert [] == violations(visit)


@pytest.fixture(scope="module")
def unpacked(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The copy for computers, as it lies in a folder."""
    folder = tmp_path_factory.mktemp("copy")
    for name, data in folder_copy.files(built, ROOT / "docs" / scripts.WRITTEN):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def test_the_copy_for_computers_opens_from_a_folder(browser: Browser, unpacked: Path, tmp_path: Path) -> None:
    """Reading, search, a checklist, a calculator, a letter as Word, the contract day: all under the pages' own policy."""
    context = browser.new_context(viewport=DESKTOP)
    visit = recorded(context.new_page())
    page, host = visit.page, f"{unpacked.as_uri()}/"
    use_tools(page, host, tmp_path)
    page.goto(f"{host}index.html")
    find(page, "砍头息")
    page.locator("main.search li > a").first.click()
    page.wait_for_url("**/index.html")
    expect(page.locator("main h1")).to_be_visible()
    page.goto(f"{host}tools/lpr-cap/index.html")
    button(page, "按合同日期看")()
    page.get_by_label("合同是哪天签的").fill("2021-03-05")
    button(page, "按这天看")()
    page.locator("tr.mine").first.wait_for()
    page.goto(f"{host}about/offline/index.html")
    button(page, "离线保存")()
    page.get_by_text("这一份已经在电脑里了").wait_for()
    assert [] == visit.errors
    assert [] == [url for url in visit.requests if not url.startswith((host, "blob:", "data:"))]
    context.close()


@pytest.mark.slow
def test_every_page_of_the_copy_opens_in_silence(browser: Browser, unpacked: Path) -> None:
    """No page of the copy lacks a file, breaks the policy or fails in a script; every link within it leads to a file."""
    context = browser.new_context(viewport=DESKTOP)
    visit = recorded(context.new_page())
    for path in sorted(unpacked.rglob("*.html")):
        visit.page.goto(path.as_uri(), wait_until="load")
        links = visit.page.evaluate("[...document.querySelectorAll('a[href]')].map((a) => a.href.replace(/[?#].*$/, ''))")
        own = {url2pathname(urlsplit(link).path) for link in links if link.startswith("file:")}
        assert [] == [name for name in own if not Path(name).is_file()], path
    assert [] == visit.errors
    context.close()


SHORT = ("start", "rules")


@pytest.mark.parametrize("names", [SHORT, pytest.param((), marks=pytest.mark.slow)], ids=["two", "all"])
def test_a_section_in_one_file_reads_without_anything_else(
    names: tuple[str, ...], browser: Browser, built: Path
) -> None:
    """Opened from a folder: nothing is requested, nothing fails, and it fits a phone."""
    context = browser.new_context(viewport=PHONE)
    visit = recorded(context.new_page())
    paths = [built / f"offline/{name}.html" for name in names] or sorted((built / "offline").glob("*.html"))
    for path in paths:
        visit.requests.clear()
        visit.page.goto(path.as_uri())
        assert [path.as_uri()] == [url for url in visit.requests if not url.startswith("data:")]
        assert 0 >= wider_than_screen(visit), path.name
    assert [] == visit.errors
    context.close()
