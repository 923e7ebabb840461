"""`python -m tests.bench` (make bench): what a reader's phone fetches for each page, beside the budgets, and the build.

Sizes are what a well set up server sends: brotli 11. The first paint waits for the HTML alone, which carries its own
sheet; a plain load adds the icon and every module and picture that the page fetches by itself in a real browser.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import brotli
from playwright.sync_api import Browser, sync_playwright

from tests.browser.find import ARGUMENTS, MISSING, find_chromium
from tests.conftest import PHONE, ROOT, SETTINGS, recorded, serve

GUIDES = ("situations", "rules", "self-rescue", "platform-vetting")
#: Bytes of brotli-compressed HTML: for the median of a group, and for each of its pages.
BUDGETS = {"首页": (14_000, 14_000), "指南": (14_000, 20_000), "其他": (30_000, 30_000)}
LOAD_BUDGET = 24_000  # median of a plain load, all pages


@dataclass(frozen=True)
class Load:
    """One page as a phone fetches it: compressed bytes of its HTML and of everything, and the number of requests."""

    path: str
    html: int
    total: int
    requests: int


def group(path: str) -> str:
    """Name the budget that a page falls under; the first page of a section is an index, not a guide."""
    folders = path.strip("/").split("/")
    if folders == [""]:
        return "首页"
    return "指南" if folders[0] in GUIDES and len(folders) > 1 else "其他"


def pages(folder: Path) -> list[str]:
    """Return the paths of all pages of a built site, in order."""
    found = [file.parent.relative_to(folder).as_posix() for file in folder.rglob("index.html")]
    return sorted("/" if path == "." else f"/{path}/" for path in found)


def compressed(file: Path) -> int:
    """Return the bytes that are sent for a file: compressed, unless that makes it larger; none if it is missing."""
    if not file.exists():
        print(f"没有这个文件：{file.name}", file=sys.stderr)
        return 0
    data = file.read_bytes()
    return min(len(data), len(brotli.compress(data, quality=11)))


def measure(folder: Path, browser: Browser) -> Iterator[Load]:
    """Open every page of a built site with an empty cache."""
    sizes: dict[str, int] = {}
    for url in serve(folder):
        for path in pages(folder):
            context = browser.new_context(viewport=PHONE, base_url=url)
            visit = recorded(context.new_page())
            visit.page.goto(path, wait_until="networkidle")
            icon = visit.page.evaluate("document.querySelector('link[rel=icon]')?.href")
            names = {urlsplit(address).path for address in [*visit.requests, *([icon] if icon else [])]}
            context.close()
            for name in names - sizes.keys():
                sizes[name] = compressed(folder / f"{name[1:]}index.html" if name[-1] == "/" else folder / name[1:])
            yield Load(path, sizes[path], sum(sizes[name] for name in names), len(names))


def report(loads: list[Load]) -> Iterator[str]:
    """Say each group's figures beside its budgets, then the heaviest pages, then the median load."""
    for name, (middle, most) in BUDGETS.items():
        html = [load.html for load in loads if group(load.path) == name]
        if html:
            yield (
                f"{name}：{len(html)} 页，HTML 中位 {_against(statistics.median(html), middle)}，"
                f"最大 {_against(max(html), most)}"
            )
    for load in sorted(loads, key=lambda load: -load.html)[:5]:
        yield f"  {load.path}  HTML {load.html}，全部 {load.total}，{load.requests} 次请求"
    total = statistics.median(load.total for load in loads)
    requests = statistics.median(load.requests for load in loads)
    yield f"打开一页：中位 {_against(total, LOAD_BUDGET)}，{requests:.0f} 次请求"


def _against(size: float, budget: int) -> str:
    return f"{size:.0f} 字节（预算 {budget}，{'超出' if size > budget else '合格'}）"


@dataclass(frozen=True)
class Time:
    """How long a run took: seconds on the clock, and seconds of work, which a busy machine does not lengthen."""

    wall: float
    cpu: float

    def __str__(self) -> str:
        return f"{self.wall:.2f} 秒（CPU {self.cpu:.2f} 秒）"


def timed(words: Iterable[str]) -> Time:
    """Run a module of the project and take the time; if it fails, end with what it printed."""
    before, start = os.times(), time.perf_counter()
    command = [sys.executable, "-m", *words]
    result = subprocess.run(command, cwd=ROOT, env=os.environ | SETTINGS, capture_output=True, text=True, check=False)
    if result.returncode:
        sys.exit(result.stdout + result.stderr)
    after, wall = os.times(), time.perf_counter() - start
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Time(wall, cpu)


def cost(whole: Time, bare: Time) -> str:
    """Say what the register and the cards cost: the whole build as a ratio to the same one without them, by work done."""
    return f"法规库和依据卡片：整站构建是去掉它们以后的 {whole.cpu / bare.cpu:.2f} 倍（去掉以后 {bare}）"


def main() -> int:
    """Build, measure, print; return the exit code."""
    chromium = find_chromium()
    if chromium is None:
        print(MISSING)
        return 1
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        site = Path(scratch, "site")
        print(f"make check：{timed(['hooks.check'])}")
        whole = timed(["hooks.build", str(site)])
        print(f"构建：{whole}")
        print(cost(whole, timed(["tests.bare", str(Path(scratch, "bare"))])))
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        for line in report(list(measure(site, browser))):
            print(line)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
