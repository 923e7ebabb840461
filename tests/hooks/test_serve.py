"""`python -m hooks.serve`: an editor saves, and sees it."""

import os
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from hooks import serve

ROOT = Path(__file__).resolve().parents[2]
CONFIG = "site_name: x\ntheme: mkdocs\nplugins: []\nhooks: [hooks/own.py]\n"
OWN = "def on_post_page(output, page, config):\n    return output.replace('WORD', '{word}')\n"


@pytest.mark.parametrize(
    ("paths", "alive", "expected"),
    [
        (["hooks/embed.py"], True, True),
        (["docs/index.md", "calculators/caps.py"], True, True),
        (["docs/index.md", "hooks/templates/table.html.j2"], True, False),
        ([], True, False),
        (["docs/index.md"], False, True),
        ([], False, False),
    ],
)
def test_what_needs_a_new_server(paths: list[str], alive: bool, expected: bool) -> None:
    """Python does; pages and templates only when the server has died; no change, never."""
    assert expected == serve.must_restart(paths, alive)


def test_the_site_is_built_in_memory_only_where_there_is_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that is missing or too full is not taken; the system's usual place is."""
    monkeypatch.setattr(serve, "ROOM", 0)
    assert tmp_path == serve.in_memory(tmp_path)
    assert serve.in_memory(tmp_path / "missing") is None
    monkeypatch.setattr(serve, "ROOM", 1 << 60)
    assert serve.in_memory(tmp_path) is None


def test_only_folders_that_exist_are_watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """MkDocs refuses a folder that is not there, so it is not named."""
    (tmp_path / "hooks/templates").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    assert ["--watch", "hooks/templates"] == serve.command(8000)[-2:]
    assert 1 == serve.command(8000).count("--watch")


def test_a_taken_port_is_said_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing starts; the message names the port and another one to try."""
    with socket.create_server((serve.HOST, 0)) as taken:
        port = taken.getsockname()[1]
        assert 1 == serve.main([str(port)])
    assert f"端口 {port} 已被占用" in capsys.readouterr().out


def test_a_wrong_day_is_said_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing starts with a SITE_DATE that is no date."""
    monkeypatch.setenv("SITE_DATE", "明天")
    assert 2 == serve.main([])
    assert "SITE_DATE 要写成 2026-11-22 这样的日期，现在写的是“明天”。\n" == capsys.readouterr().out


class Server:
    """The runner over a small project; killed after a minute, so that a missing line ends a test."""

    def __init__(self, folder: Path) -> None:
        with socket.create_server((serve.HOST, 0)) as free:
            self.port = free.getsockname()[1]
        # The small project has a hooks/ folder of its own: the runner is started by its path.
        self.process = subprocess.Popen(
            [sys.executable, str(ROOT / "hooks/serve.py"), str(self.port)],
            cwd=folder,
            env=os.environ | {"PYTHONPATH": str(ROOT), "TMPDIR": str(folder)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.alarm = threading.Timer(60, self.process.kill)
        self.alarm.start()

    def wait_for(self, words: str) -> bool:
        """Read what it prints up to the line with `words`; say whether there was one."""
        assert self.process.stdout is not None
        return any(words in line for line in self.process.stdout)

    def home(self) -> str:
        """Fetch the first page."""
        with urllib.request.urlopen(f"http://{serve.HOST}:{self.port}/", timeout=10) as answer:
            return str(answer.read(), "utf-8")

    def stop(self) -> None:
        """End it as `kill` does; a second time does nothing."""
        assert self.process.stdout is not None
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()
        self.alarm.cancel()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small project with a page and a hook of its own."""
    for folder in ("docs", "hooks", "calculators"):
        (tmp_path / folder).mkdir()
    (tmp_path / "docs/index.md").write_text("WORD one\n", encoding="utf-8")
    (tmp_path / "hooks/own.py").write_text(OWN.format(word="first"), encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    return tmp_path


@pytest.fixture
def server(project: Path) -> Iterator[Server]:
    """The runner, ended after the test."""
    running = Server(project)
    yield running
    running.stop()


def test_an_editor_sees_each_change(project: Path, server: Server) -> None:
    """A page, Python, a mistake in Python and its mending: the next request shows each."""
    assert server.wait_for("Serving on")
    assert "first one" in server.home()
    (project / "docs/index.md").write_text("WORD two\n", encoding="utf-8")
    assert server.wait_for("Reloading browsers")
    assert "first two" in server.home()
    (project / "hooks/own.py").write_text("def broken(:\n", encoding="utf-8")
    assert server.wait_for("没有启动成功")
    (project / "hooks/own.py").write_text(OWN.format(word="mended"), encoding="utf-8")
    assert server.wait_for("Serving on")
    assert "mended two" in server.home()


def test_nothing_is_left_when_it_ends(project: Path, server: Server) -> None:
    """After the runner is ended nobody listens on its port, and the built pages are gone."""
    assert server.wait_for("Serving on")
    assert list(project.glob("serve-*"))
    server.stop()
    assert serve.is_free(server.port)
    assert [] == list(project.glob("serve-*"))
