"""nginx with the project's own configuration, for as long as it is needed: only paths and the port are replaced."""

import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.conftest import ROOT

CONFIG = ROOT / "deploy/nginx.conf"
MISSING = "没有 nginx：装 nginx-light 和 libnginx-mod-http-brotli-static 以后再试"
WITHOUT_BROTLI = "nginx 没有 brotli 模块：装 libnginx-mod-http-brotli-static 以后再试"


def find_nginx() -> str | None:
    """Return the path of nginx, or None."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


def has_modules(nginx: str) -> bool:
    """Say whether the modules that the configuration loads are there; nginx looks below the prefix it was built with."""
    said = subprocess.run([nginx, "-V"], capture_output=True, text=True, check=True).stderr
    prefix = re.search(r"--prefix=(\S+)", said)
    wanted = re.findall(r"^load_module (\S+);", CONFIG.read_text("utf-8"), re.MULTILINE)
    return all((Path(prefix[1] if prefix else "/") / name).exists() for name in wanted)


@contextmanager
def running(nginx: str, folder: Path) -> Iterator[int]:
    """Serve `folder`/site; give the port. nginx writes into `folder`."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    (folder / "nginx.conf").write_text(_config(folder, port), "utf-8")
    for path in (folder, *folder.parents):  # its workers run as another user
        if path.owner() == folder.owner() and path != Path("/"):
            path.chmod(path.stat().st_mode | 0o055)
    process = subprocess.Popen([nginx, "-c", str(folder / "nginx.conf"), "-g", "daemon off;"], stderr=subprocess.PIPE)
    while process.poll() is None and not listens(port):
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.05)
    assert process.poll() is None, process.stderr.read().decode() if process.stderr else ""
    try:
        yield port
    finally:
        process.terminate()
        process.communicate()


def _config(folder: Path, port: int) -> str:
    text = CONFIG.read_text("utf-8")
    for old, new in (
        ("pid /run/nginx.pid", f"pid {folder}/pid"),
        ("/var/log/nginx/error.log", f"{folder}/error.log"),
        ("listen 8080", f"listen 127.0.0.1:{port}"),
        ("/srv/site", f"{folder}/site"),
        ("http {\n", f"http {{\n    client_body_temp_path {folder}/body;\n"),
    ):
        assert old in text
        text = text.replace(old, new)
    return text


def listens(port: int) -> bool:
    """Say whether somebody answers."""
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0
