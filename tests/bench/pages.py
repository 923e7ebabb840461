"""What a reader's phone fetches for each page: beside the budgets, and beside plain Material on the same pages.

Sizes are what a well set up server sends. The first paint waits for the HTML alone, which carries its own sheet; a plain
load adds the icon and everything that the page fetches by itself in a real browser.
"""

import statistics
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import Browser

from tests.bench.host import Host, host
from tests.bench.run import against, ratio
from tests.bench.sites import Sites, browser
from tests.browser.find import MISSING
from tests.conftest import PHONE

GUIDES = ("situations", "rules", "self-rescue", "platform-vetting")
#: Bytes of brotli-compressed HTML: for the median of a group, and for each of its pages.
BUDGETS = {"首页": (14_000, 14_000), "指南": (14_000, 20_000), "其他": (30_000, 30_000)}
LOAD_BUDGET = 24_000  # median of a plain load, all pages
SHARE = 0.05  # of what plain Material transfers
#: One page of each kind that is compared part by part; of the guides one of middling length and one of the longest.
SAMPLES = {
    "首页": "/",
    "指南": "/situations/pay-part-only/",
    "长指南": "/rules/collection/",
    "表格": "/tools/lpr-cap/",
    "计算器": "/tools/instalment-rate/",
    "说法核查": "/fact-check/15-day-defence/",
}
KINDS = {".html": "HTML", ".css": "CSS", ".js": "JS"}


@dataclass(frozen=True)
class Load:
    """One page as a phone fetches it: the paths of everything that came, the page first."""

    path: str
    names: tuple[str, ...]
    sizes: dict[str, int]
    gzipped: dict[str, int]

    @property
    def html(self) -> int:
        """Bytes of the page itself, by brotli."""
        return self.sizes[self.path]

    @property
    def total(self) -> int:
        """Bytes of everything, by brotli."""
        return sum(self.sizes.values())

    def parts(self) -> str:
        """Say what it is made of, each part by brotli and gzip."""
        words = [f"{kind} {self._of(kind, self.sizes)}/{self._of(kind, self.gzipped)}" for kind in (*KINDS.values(), "其他")]
        return f"{'，'.join(words)}，共 {self.total}/{sum(self.gzipped.values())}，{len(self.names)} 次请求"

    def _of(self, kind: str, sizes: dict[str, int]) -> int:
        return sum(size for name, size in sizes.items() if kind_of(name) == kind)


def kind_of(path: str) -> str:
    """Name the kind of a file by its ending."""
    return "HTML" if path.endswith("/") else KINDS.get(Path(path).suffix, "其他")


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


def measure(folder: Path, browser: Browser, paths: Collection[str] = (), gzipped: bool = False) -> Iterator[Load]:
    """Open pages of a built site (without `paths`: all of them), each with an empty cache."""
    with host(folder) as served:
        for path in paths or pages(folder):
            names = _fetched(served, path, browser)
            sizes = {name: served.size(name) for name in names}
            yield Load(path, names, sizes, {name: served.size(name, "gzip") for name in names} if gzipped else {})


def _fetched(served: Host, path: str, browser: Browser) -> tuple[str, ...]:
    """Give everything that one page fetches by itself, workers included, and its icon."""
    served.asked.clear()
    context = browser.new_context(viewport=PHONE, base_url=served.url)
    page = context.new_page()
    page.goto(path, wait_until="networkidle")
    icon = page.evaluate("document.querySelector('link[rel=icon]')?.getAttribute('href')")
    context.close()
    icons = [urlsplit(urljoin(served.url + path[1:], icon)).path] if icon else []
    return tuple(dict.fromkeys([path, *served.asked, *(name for name in icons if served.file(name).is_file())]))


def report(loads: list[Load]) -> Iterator[str]:
    """Say each group's figures beside its budgets, then the heaviest pages, then the median load."""
    for name, (middle, most) in BUDGETS.items():
        html = [load.html for load in loads if group(load.path) == name]
        if html:
            yield (
                f"{name}：{len(html)} 页，HTML 中位 {against(statistics.median(html), middle)}，"
                f"最大 {against(max(html), most)}"
            )
    for load in sorted(loads, key=lambda load: -load.html)[:5]:
        yield f"  {load.path}  HTML {load.html}，全部 {load.total}，{len(load.names)} 次请求"
    requests = statistics.median(len(load.names) for load in loads)
    yield f"打开一页：中位 {against(statistics.median(load.total for load in loads), LOAD_BUDGET)}，{requests:.0f} 次请求"


def beside(ours: Iterable[Load], plain: Iterable[Load]) -> Iterator[str]:
    """Set the sample pages beside the same pages of plain Material."""
    for name, mine, other in zip(SAMPLES, ours, plain, strict=True):
        yield f"{name} {mine.path}（每项 brotli 11/gzip 9 的字节数；样式在 HTML 里）"
        yield f"  本站：{mine.parts()}"
        yield f"  原样 Material：{other.parts()}"
        yield f"  本站是它的 {ratio(mine.total, other.total, SHARE)}"


def lines(sites: Sites) -> Iterator[str]:
    """Measure the samples, then all pages."""
    with browser() as chromium:
        if chromium is None:
            yield MISSING
            return
        paths = list(SAMPLES.values())
        plain = list(measure(sites.plain, chromium, paths, gzipped=True))
        yield from beside(measure(sites.ours, chromium, paths, gzipped=True), plain)
        loads = list(measure(sites.ours, chromium))
        yield from report(loads)
        middle = statistics.median(load.total for load in loads)
        yield f"  是原样 Material（上面各页的中位）的 {ratio(middle, statistics.median(load.total for load in plain), SHARE)}"
