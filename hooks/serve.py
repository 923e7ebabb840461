"""The editors' server: `python -m hooks.serve [PORT]` (without one: 8000), at 127.0.0.1 only.

MkDocs itself rebuilds when a page, a data file, a parameter or a template changes. It loads Python once, so
this runner starts it anew when Python changes, and when the editor has mended a mistake that it died of.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from watchfiles import watch

from hooks.today import today

HOST = "127.0.0.1"
#: MkDocs watches docs/ and mkdocs.yml by itself; these it must be told.
REBUILD = ("calculators/parameters", "hooks/templates", "hooks/theme")
#: What this runner watches.
RESTART = ("hooks", "calculators", "docs", "mkdocs.yml")
#: Where Linux keeps files in memory, and the free bytes from which it is used: a build writes thousands of small files.
MEMORY = Path("/dev/shm")
ROOM = 500_000_000


def command(port: int) -> list[str]:
    """Return the command line of MkDocs' server.

    `--livereload` is its default, but newer versions of click lose it unless it is written out.
    """
    watched = [word for path in REBUILD if Path(path).exists() for word in ("--watch", path)]
    return [sys.executable, "-m", "mkdocs", "serve", "--livereload", "--dev-addr", f"{HOST}:{port}", *watched]


def must_restart(paths: Iterable[str], alive: bool) -> bool:
    """Say whether a change of `paths` needs a new server: Python does; for a dead one, anything does."""
    return any(path.endswith(".py") or not alive for path in paths)


def is_free(port: int) -> bool:
    """Say whether nobody listens on `port` yet."""
    try:
        socket.create_server((HOST, port)).close()
    except OSError:
        return False
    return True


def in_memory(folder: Path) -> Path | None:
    """Give `folder` where the site may be built in it: it is there, may be written and has room; None: the usual place."""
    usable = folder.is_dir() and os.access(folder, os.W_OK) and shutil.disk_usage(folder).free >= ROOM
    return folder if usable else None


def serve(port: int) -> None:
    """Serve until Ctrl-C."""
    where = None if "TMPDIR" in os.environ else in_memory(MEMORY)  # who named a place means it
    with tempfile.TemporaryDirectory(prefix="serve-", dir=where) as scratch:
        child = _start(port, scratch)
        told = False
        try:
            for changes in watch(*RESTART, rust_timeout=1000, yield_on_timeout=True, raise_interrupt=False):
                alive = child.poll() is None
                if must_restart((path for _, path in changes), alive):
                    print("Python 文件或出错的文件有改动，正在重新启动……", flush=True)
                    _stop(child)
                    child, told = _start(port, scratch), False
                elif not alive and not told:
                    print("没有启动成功，原因见上面。改好并保存后会自动再试；按 Ctrl-C 退出。", flush=True)
                    told = True
        finally:
            _stop(child)


def _start(port: int, scratch: str) -> subprocess.Popen[bytes]:
    """Start MkDocs. It builds into `scratch`, which is cleared at the end even if MkDocs is killed."""
    environ = os.environ | {"TMPDIR": scratch, "TEMP": scratch, "TMP": scratch}
    return subprocess.Popen(command(port), env=environ)


def _stop(child: subprocess.Popen[bytes]) -> None:
    child.terminate()
    child.wait()


def main(words: list[str]) -> int:
    """Serve at the port named on the command line; return the exit code."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # so that MkDocs is stopped too
    port = int(words[0]) if words else 8000
    try:
        today(os.environ)
    except ValueError as error:
        print(error)
        return 2
    if not is_free(port):
        print(f"端口 {port} 已被占用：先关掉占用它的程序，或者换一个端口，例如 make serve PORT={port + 1}。")
        return 1
    serve(port)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
