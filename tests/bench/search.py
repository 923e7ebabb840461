"""The search as a slow phone meets it: what the first query fetches, and how long its first results take."""

import statistics
from collections.abc import Iterator
from pathlib import Path

import yaml
from playwright.sync_api import Browser, Page

from tests.bench.host import Host, host
from tests.bench.run import against
from tests.bench.sites import Sites, browser
from tests.browser.find import MISSING
from tests.conftest import PHONE, ROOT

BUDGET = 60_000  # bytes of a first query with five results
GOAL = 2.0  # seconds to the first results
#: A slow phone on a slow network: 1.6 Mbit/s, 150 ms there and back, a processor four times slower.
NETWORK = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 750e3 / 8}
SLOWER = 4
EVERY = 9  # of the queries in tests/search/queries.yaml, every ninth
TIMED = 5  # of these, so many are timed
#: Open the search, type the words at once, wait for the first result; milliseconds since the tap.
ASK = """(words) => new Promise((done) => {
  const start = performance.now();
  const look = () => {
    const field = document.querySelector("main.search input");
    if (field && !field.value) {
      field.value = words;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    const found = document.querySelector("main.search li > a");
    const nothing = (document.querySelector("main.search [role=status]") || {}).textContent || "";
    if (found || nothing.startsWith("没有")) requestAnimationFrame(() => done([performance.now() - start, Boolean(found)]));
    else setTimeout(look, 5);
  };
  document.getElementById("search-open").click();
  look();
})"""


def queries() -> list[str]:
    """Give words as readers type them, a sample of those that the search is judged by."""
    listed = yaml.safe_load(Path(ROOT, "tests/search/queries.yaml").read_text("utf-8"))
    return [str(one["query"]) for one in listed][::EVERY]


def lines(sites: Sites) -> Iterator[str]:
    """Ask each query as the first of its visit; time some of them on a slow phone."""
    with browser() as chromium, host(sites.ours) as served:
        if chromium is None:
            yield MISSING
            return
        asked = queries()
        yield _silence(served, chromium)
        sizes = {words: _fetched(served, chromium, words) for words in asked}
        heaviest = max(sizes, key=sizes.__getitem__)
        middle = against(statistics.median(sizes.values()), BUDGET)
        yield f"{len(asked)} 个查询，每个都是打开网页后的第一次，五条结果：中位 {middle}"
        yield f"  最重的是“{heaviest}”：{against(sizes[heaviest], BUDGET)}"
        times = {words: _first_results(served, chromium, words) for words in asked[:TIMED]}
        slowest = max(times, key=times.__getitem__)
        yield (
            f"1.6 Mbit/s、处理器慢 {SLOWER} 倍，从点开搜索到第一条结果：中位 {statistics.median(times.values()):.2f} 秒，"
            f"最慢 {times[slowest]:.2f} 秒（“{slowest}”；目标 {GOAL:.0f} 秒）"
        )


def _opened(served: Host, chromium: Browser) -> Page:
    page = chromium.new_context(viewport=PHONE, base_url=served.url).new_page()
    page.goto("/", wait_until="networkidle")
    return page


def _silence(served: Host, chromium: Browser) -> str:
    served.asked.clear()
    _opened(served, chromium).context.close()
    early = [path for path in served.asked if "search" in path]
    return f"打开搜索以前为它取的文件：{'、'.join(early) or '没有'}"


def _fetched(served: Host, chromium: Browser, words: str) -> int:
    """Give the bytes that the first query of a visit fetches: the engine, its index and what the results need."""
    page = _opened(served, chromium)
    served.asked.clear()
    page.evaluate(ASK, words)
    page.wait_for_load_state("networkidle")
    page.context.close()
    return sum(served.size(path) for path in served.asked)


def _first_results(served: Host, chromium: Browser, words: str) -> float:
    page = _opened(served, chromium)
    slow_down(page)
    took, _found = page.evaluate(ASK, words)
    page.context.close()
    return float(took) / 1000


def slow_down(page: Page, network: bool = True) -> None:
    """Make the processor slower from now on, and the network too."""
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    if network:
        session.send("Network.emulateNetworkConditions", NETWORK)
