"""A command of the project, run to its end: how long it took, how much it worked, how much memory it held."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import ROOT, SETTINGS


@dataclass(frozen=True)
class Time:
    """What a run took: seconds on the clock, seconds of work (which a busy machine lengthens less), most memory in MiB."""

    wall: float
    cpu: float
    memory: float = 0.0

    def __str__(self) -> str:
        return f"{self.wall:.2f} 秒（CPU {self.cpu:.2f} 秒）"


def timed(words: Sequence[str], folder: Path = ROOT) -> Time:
    """Run a module of the project in `folder` and take the time; if it fails, end with what it printed.

    The usage is that of this one process, which starts no others.
    """
    environ = os.environ | SETTINGS | {"PYTHONPATH": str(ROOT), "NO_MKDOCS_2_WARNING": "1"}
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
        start = time.perf_counter()
        process = subprocess.Popen([sys.executable, "-m", *words], cwd=folder, env=environ, stdout=said, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            sys.exit(said.read())
    return Time(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def against(size: float, budget: float, unit: str = "字节") -> str:
    """Say a figure beside its budget."""
    return f"{size:.0f} {unit}（预算 {budget:.0f}，{'超出' if size > budget else '合格'}）"


def ratio(ours: float, theirs: float, goal: float) -> str:
    """Say how ours compares with theirs, beside the goal."""
    share = ours / theirs
    return f"{share:.3g} 倍（目标 ≤ {goal:g}，{'超出' if share > goal else '合格'}）"
