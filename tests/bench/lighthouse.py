"""Lighthouse on a phone, ours beside plain Material, run by turns. Its program comes from outside the project.

LIGHTHOUSE names it (a path, or several words); otherwise `lighthouse` on the PATH is taken. Its simulated largest paint waits for
every script that came before it, blocking or not; LIGHTHOUSE="lighthouse --throttling-method=devtools" slows the line for real.
"""

import json
import os
import shlex
import shutil
import statistics
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.request import Request, urlopen

from tests.bench.host import Host, host
from tests.bench.pages import SAMPLES
from tests.bench.run import ratio
from tests.bench.sites import Sites
from tests.browser.find import MISSING, find_chromium

RUNS = 5
GOAL = 0.55  # of plain Material's first and largest paint
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking --disable-component-update"
ABSENT = "没有找到 lighthouse，跳过。它不属于本项目：另外装好（npm 的 lighthouse 12.8），用 LIGHTHOUSE=命令 指明。"
PAINTS = {"first-contentful-paint": "FCP", "largest-contentful-paint": "LCP", "total-blocking-time": "TBT"}
SHIFT = "cumulative-layout-shift"
SCORES = {"performance": "性能", "accessibility": "无障碍", "best-practices": "最佳做法", "seo": "SEO"}


@dataclass(frozen=True)
class Seen:
    """What Lighthouse says of a page: milliseconds and layout shift by audit, scores by category, medians of several runs."""

    audits: dict[str, float]
    scores: dict[str, float]

    def __str__(self) -> str:
        times = "，".join(f"{name} {self.audits[key]:.0f} 毫秒" for key, name in PAINTS.items())
        scores = "，".join(f"{name} {self.scores[key] * 100:.0f}" for key, name in SCORES.items())
        return f"{times}，CLS {self.audits[SHIFT]:.3f}；{scores}"


def command() -> list[str]:
    """Give the words that start Lighthouse; none when it is not there."""
    words = shlex.split(os.environ.get("LIGHTHOUSE", "lighthouse"))
    return words if words and shutil.which(words[0]) else []


def lines(sites: Sites) -> Iterator[str]:
    """Look at the sample pages of both sites."""
    chromium = find_chromium()
    if not command() or chromium is None:
        yield MISSING if chromium is None else ABSENT
        return
    yield f"手机，模拟的慢速 4G，{RUNS} 次的中位；机器上别的程序会拖慢它"
    with host(sites.ours) as ours, host(sites.plain) as plain:
        for name, path in SAMPLES.items():
            mine, other = _by_turns(ours, plain, path, chromium)
            yield f"{name} {path}"
            yield f"  本站：{mine}"
            yield f"  原样 Material：{other}"
            for key in list(PAINTS)[:2]:
                yield f"  {PAINTS[key]} 是它的 {ratio(mine.audits[key], other.audits[key], GOAL)}"


def _by_turns(ours: Host, plain: Host, path: str, chromium: str) -> tuple[Seen, Seen]:
    """Run both alternately, so that what else the machine does meets both."""
    seen: tuple[list[Seen], list[Seen]] = ([], [])
    for served in (ours, plain):
        _warm(served, path)
    for _ in range(RUNS):
        for served, found in zip((ours, plain), seen, strict=True):
            found.append(_look(served.url + path[1:], chromium))
    return _median(seen[0]), _median(seen[1])


def _warm(served: Host, path: str) -> None:
    """Have what the page needs compressed before it is timed: the page itself and every asset that is not yet."""
    for file in [served.file(path), *served.folder.glob("assets/**/*.js"), *served.folder.glob("assets/**/*.css")]:
        served.size("/" + file.relative_to(served.folder).as_posix())
    for index in served.folder.glob("search/search_index.json"):
        served.size("/" + index.relative_to(served.folder).as_posix())
    urlopen(Request(served.url + path[1:], headers={"Accept-Encoding": "br"})).close()


def _look(url: str, chromium: str) -> Seen:
    words = [*command(), url, "--output=json", "--quiet", f"--only-categories={','.join(SCORES)}", f"--chrome-flags={FLAGS}"]
    result = subprocess.run(words, env=os.environ | {"CHROME_PATH": chromium}, capture_output=True, text=True, check=True)
    told = json.loads(result.stdout)
    return Seen(
        {key: float(told["audits"][key]["numericValue"]) for key in (*PAINTS, SHIFT)},
        {key: float(told["categories"][key]["score"]) for key in SCORES},
    )


def _median(seen: list[Seen]) -> Seen:
    return Seen(
        {key: statistics.median(one.audits[key] for one in seen) for key in seen[0].audits},
        {key: statistics.median(one.scores[key] for one in seen) for key in seen[0].scores},
    )
