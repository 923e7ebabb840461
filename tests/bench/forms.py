"""The calculators on a slow phone: what they add to a page, and how long an answer takes after the last keystroke."""

import statistics
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page

from tests.bench.host import Host, host, sent
from tests.bench.run import against
from tests.bench.search import SLOWER, slow_down
from tests.bench.sites import Sites, browser
from tests.browser.find import MISSING
from tests.browser.test_calculators import PAGES
from tests.browser.test_privacy import tool_scripts
from tests.conftest import PHONE

ON_A_PAGE = 12_000  # bytes of calculators' modules by gzip
SHARED_BUDGET = 8_000  # of them the arithmetic that calculators share
#: Modules of the arithmetic that is not one topic's own.
SHARED = ("money", "cashflow", "rates", "instalment")
TOOLS_BUDGET = 60_000  # all tools together
GOAL = 50  # milliseconds
TIMES = 3
SLOWEST = 3
#: From a key's own time to the frame in which the answer is painted.
WATCH = """() => {
  addEventListener("input", ({ timeStamp }) => requestAnimationFrame(() => {
    const painted = new MessageChannel();
    painted.port1.onmessage = () => { window.waited = performance.now() - timeStamp; };
    painted.port2.postMessage(0);
  }), { capture: true });
}"""
PAINTED = """() => new Promise((done) => {
  const look = () => {
    const { waited } = window;
    window.waited = undefined;
    if (waited === undefined) setTimeout(look, 5);
    else done(waited);
  };
  look();
})"""
TYPED = "loan-calculator[data-name={}] form input:not([type=checkbox]):not([type=radio])"


def lines(sites: Sites) -> Iterator[str]:
    """Use every calculator once with its own example."""
    with browser() as chromium, host(sites.ours) as served:
        if chromium is None:
            yield MISSING
            return
        yield from _weights(served, chromium)
        waits = {name: _wait(served, chromium, path, name) for name, path in PAGES.items()}
        order = sorted(waits, key=waits.__getitem__, reverse=True)
        over = [name for name in order if waits[name] > GOAL]
        yield (
            f"处理器慢 {SLOWER} 倍，最后一个键到结果画出来（每个字段 {TIMES} 次的中位，取最慢的字段）："
            f"{len(waits)} 个计算器，中位 {statistics.median(waits.values()):.0f} 毫秒，目标 {GOAL}，超出的 {len(over)} 个"
        )
        for name in order[:SLOWEST]:
            yield f"  {name}：{waits[name]:.0f} 毫秒"


def _weights(served: Host, chromium: Browser) -> Iterator[str]:
    """Say what the modules weigh, everything used once."""
    pages = {path: _modules(served, chromium, path) for path in sorted(set(PAGES.values()))}
    sizes = {path: sum(served.size(name, "gzip") for name in names) for path, names in pages.items()}
    shared = {name: served.size(name, "gzip") for names in pages.values() for name in names if Path(name).stem in SHARED}
    heaviest = max(sizes, key=sizes.__getitem__)
    yield (
        f"计算器给一页加的 JS（gzip，每个按钮都用过）：中位 {statistics.median(sizes.values()):.0f} 字节，"
        f"最重 {heaviest} {against(sizes[heaviest], ON_A_PAGE)}"
    )
    yield f"  其中共用的金融计算：{against(sum(shared.values()), SHARED_BUDGET)}"
    tools = sum(len(sent(script, "gzip")) for script in tool_scripts())
    yield f"借款人自己的工具（文书、记录、欠款、话术）的 JS，全部：{against(tools, TOOLS_BUDGET)}"


def _opened(served: Host, chromium: Browser, path: str) -> Page:
    page = chromium.new_context(viewport=PHONE, base_url=served.url).new_page()
    page.goto(path, wait_until="networkidle")
    return page


def _answered(page: Page, name: str) -> None:
    element = page.locator(f"loan-calculator[data-name={name}]")
    element.locator("form > fieldset:enabled").wait_for()
    element.locator("[data-do=example]").click()
    element.locator(".answer-of").wait_for()


def _modules(served: Host, chromium: Browser, path: str) -> list[str]:
    served.asked.clear()
    page = _opened(served, chromium, path)
    for name in [name for name, place in PAGES.items() if place == path]:
        _answered(page, name)
        page.locator(f"loan-calculator[data-name={name}] [data-do=summary]").click()
    page.wait_for_load_state("networkidle")
    page.context.close()
    return sorted({name for name in served.asked if "/calc/" in name})


def _wait(served: Host, chromium: Browser, path: str, name: str) -> float:
    """Type the last character of each field again; give the slowest field's milliseconds."""
    page = _opened(served, chromium, path)
    _answered(page, name)
    page.evaluate(WATCH)
    slow_down(page, network=False)
    slowest = 0.0
    for field in page.locator(TYPED.format(name)).all():
        if field.is_visible() and len(field.input_value()) > 0:
            slowest = max(slowest, statistics.median(_retype(page, field) for _ in range(TIMES)))
    page.context.close()
    return slowest


def _retype(page: Page, field: Locator) -> float:
    last = field.input_value()[-1]
    field.press("End")
    field.press("Backspace")
    page.evaluate(PAINTED)
    page.keyboard.type(last)
    return float(page.evaluate(PAINTED))
