"""nginx with our configuration under load on this machine, and what follows from it for many readers.

wrk asks for every page in turn, compressed, for ten seconds. It takes a part of the same processors: a server alone does
better.
"""

import re
import shutil
import statistics
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hooks import release
from tests import nginx
from tests.bench.host import sent
from tests.bench.pages import pages
from tests.bench.sites import Sites

SECONDS = 10
CONNECTIONS = 64
MISSING = "没有 wrk：在 Debian 上 apt-get install wrk 以后再试"
#: wrk's own language: each request the next page.
SCRIPT = """local paths = {{ {paths} }}
local at = 0
request = function()
  at = at % #paths + 1
  return wrk.format("GET", paths[at], {{ ["Accept-Encoding"] = "br, gzip" }})
end
"""
VIEWS = (1_000_000, 100_000_000)  # page views a day
PEAK = 5  # times the mean of the day
DAY = 86_400
FRESH = 300  # seconds that an edge keeps a page (hooks/headers.py)
MBIT = 8 / 1e6


@dataclass(frozen=True)
class Load:
    """What wrk saw: requests a second, the 99th percentile in milliseconds, answers that failed."""

    rate: float
    slow: float
    failed: int


def read(said: str) -> Load:
    """Read what wrk prints."""
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
    slow = re.search(r"\b99%\s+([\d.]+)(us|ms|s)\b", said)
    if not rate or not slow:
        raise ValueError(f"wrk 的结果看不懂：{said}")
    failed = sum(map(int, re.findall(r"(?:connect|read|write|timeout|responses:) (\d+)", said)))
    return Load(float(rate[1]), float(slow[1]) * {"us": 0.001, "ms": 1, "s": 1000}[slow[2]], failed)


def need(views: int, size: float, requests: float, lasting: float) -> str:
    """Say what so many page views a day are: at the edge every request, at the origin what changed pages renew."""
    edge = views * PEAK / DAY
    return (
        f"每天 {views:,} 次浏览：流量 {views * size / 1e9:,.0f} GB/天；高峰按平均的 {PEAK} 倍算，边缘节点每秒 "
        f"{edge * requests:,.0f} 次请求、{edge * size * MBIT:,.0f} Mbit/s；源站每个边缘节点最多每秒 {lasting:,.1f} 次请求"
    )


def _shell(folder: Path) -> list[Path]:
    """What every page fetches besides itself, once: the shell's modules and the icon."""
    scripts = next(folder.glob("assets/*/shell.js")).parent
    return [scripts / "shell.js", folder / "assets/images/favicon.svg"]


def _load(wrk: str, port: int, script: str) -> Load:
    words = [wrk, "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "--latency", "-s", script, f"http://127.0.0.1:{port}/"]
    return read(subprocess.run(words, capture_output=True, text=True, check=True).stdout)


def lines(sites: Sites) -> Iterator[str]:
    """Compress the site as a release does, serve it, load it, reckon."""
    found, wrk = nginx.find_nginx(), shutil.which("wrk")
    if found is None or wrk is None:
        yield nginx.MISSING if found is None else MISSING
        return
    folder = sites.scratch / "nginx"
    shutil.copytree(sites.ours, folder / "site")
    yield f"预先压缩 {release.compress(folder / 'site')} 个文件（属于 make release，不算进构建）"
    paths = pages(folder / "site")
    script = folder / "pages.lua"
    script.write_text(SCRIPT.format(paths=", ".join(f'"{path}"' for path in paths)), "utf-8")
    with nginx.running(found, folder) as port:
        load = _load(wrk, port, str(script))
    yield (
        f"{len(paths)} 页轮流取，{CONNECTIONS} 条连接，{SECONDS} 秒：每秒 {load.rate:,.0f} 次，"
        f"99% 在 {load.slow:.1f} 毫秒以内，失败 {load.failed} 次"
    )
    size = statistics.mean(len(sent(folder / "site" / path[1:] / "index.html")) for path in paths)
    shell = _shell(folder / "site")
    shared = sum(len(sent(file)) for file in shell)
    yield f"平均一页 {size:.0f} 字节，第一次来另取 {shared} 字节的脚本和图标（此后存在手机里）"
    for views in VIEWS:
        yield need(views, size + shared, 1 + len(shell), len(paths) / FRESH)
