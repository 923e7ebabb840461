"""An editor saves a page under `make serve`: how long until the changed page is served. On a copy of the real project."""

import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.request import urlopen

from tests.bench.sites import Sites
from tests.conftest import ROOT, SETTINGS

GOAL = 3.0  # seconds
PAGE = "docs/faq/index.md"
TIMES = 5
LIMIT = 300.0  # seconds until a server that does not answer counts as broken
#: What the copy needs.
PARTS = ("docs", "hooks", "calculators", "mkdocs.yml")


def lines(sites: Sites) -> Iterator[str]:
    """Start the editors' server on a copy, save a page several times, and wait each time until it is seen."""
    project = sites.scratch / "project"
    for part in PARTS:
        source = ROOT / part
        copy = shutil.copytree if source.is_dir() else shutil.copy
        project.mkdir(exist_ok=True)
        copy(source, project / part)
    start = time.perf_counter()
    with _served(project) as url:
        _until(url, "<h1>")
        yield f"从启动到看见第一页：{time.perf_counter() - start:.1f} 秒"
        waits = [_saved(project / PAGE, url, number) for number in range(TIMES)]
    yield (
        f"存一次到看见，{TIMES} 次：中位 {statistics.median(waits):.1f} 秒，最慢 {max(waits):.1f} 秒"
        f"（目标 {GOAL:.0f} 秒，{'超出' if statistics.median(waits) > GOAL else '合格'}）"
    )


@contextmanager
def _served(project: Path) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environ = os.environ | SETTINGS | {"SITE_URL": "", "NO_MKDOCS_2_WARNING": "1"}
    with tempfile.TemporaryFile() as said:
        words = [sys.executable, "-m", "hooks.serve", str(port)]
        process = subprocess.Popen(words, cwd=project, env=environ, stdout=said, stderr=said)
        try:
            yield f"http://127.0.0.1:{port}/{Path(PAGE).parent.name}/"
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait()


def _saved(file: Path, url: str, number: int) -> float:
    """Add a sentence to the page; give the seconds until it is served."""
    words = f"第{number}次改动。"
    start = time.perf_counter()
    file.write_text(file.read_text("utf-8") + f"\n{words}\n", "utf-8")
    _until(url, words)
    return time.perf_counter() - start


def _until(url: str, words: str) -> None:
    end = time.perf_counter() + LIMIT
    while time.perf_counter() < end:
        with suppress(OSError), urlopen(url, timeout=LIMIT) as answer:
            if words in answer.read().decode():
                return
        time.sleep(0.05)
    sys.exit(f"等了 {LIMIT:.0f} 秒，{url} 上还没有“{words}”")
