"""Build the site beside the one being read, then swap: `python -m hooks.build [FOLDER]` (without one: site).

Strict: a warning is a failure. A run that fails or is killed leaves the old site as it was; the next run
clears what it left. MkDocs runs inside this process, so that nothing goes on writing after a kill.
"""

import os
import runpy
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from hooks.today import fix_clock

if sys.platform == "win32":
    import msvcrt

    def _lock(handle: TextIO) -> None:
        msvcrt.locking(handle.fileno(), msvcrt.LK_LOCK, 1)
else:
    import fcntl

    def _lock(handle: TextIO) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX)


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Wait for the lock file `path` and hold it. The system lets go of it when its holder dies."""
    with path.open("a", encoding="utf-8") as handle:
        _lock(handle)
        yield


def build(folder: Path) -> int:
    """Build the site of the current directory and put it where `folder` stands; return MkDocs' exit code.

    `folder` changes only after a whole build without a warning.
    """
    folder = folder.resolve()
    folder.parent.mkdir(parents=True, exist_ok=True)
    with alone(_beside(folder, "lock")):
        _tidy(folder)
        code = _mkdocs("build", "--strict", "--site-dir", str(_beside(folder, "new")))
        if code == 0:
            _swap(folder)
    return code


def _beside(folder: Path, role: str) -> Path:
    return folder.with_name(f"{folder.name}.{role}")


def _tidy(folder: Path) -> None:
    """Clear what a killed run left. If that died between the renames of a swap, `.old` is the site."""
    old = _beside(folder, "old")
    if old.exists() and not folder.exists():
        old.rename(folder)
    for left in (old, _beside(folder, "new")):
        shutil.rmtree(left, ignore_errors=True)


def _swap(folder: Path) -> None:
    old = _beside(folder, "old")
    if folder.exists():
        folder.rename(old)
    _beside(folder, "new").rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def _mkdocs(*words: str) -> int:
    """Run MkDocs' command line in this process and return its exit code."""
    sys.argv = ["mkdocs", *words]
    try:
        runpy.run_module("mkdocs", run_name="__main__", alter_sys=True)
    except SystemExit as end:
        if isinstance(end.code, str):
            print(end.code, file=sys.stderr)
            return 1
        return end.code or 0
    return 0


def main(words: list[str]) -> int:
    """Build into the folder named on the command line; return the exit code."""
    try:
        fix_clock(os.environ)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    return build(Path(words[0] if words else "site"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
