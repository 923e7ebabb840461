"""The record that the other browser tests rely on: if it missed something, they would pass in silence."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests import conftest
from tests.browser import find


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A page that does everything wrong, in place of the real site."""
    folder = tmp_path_factory.mktemp("bad-site")
    (folder / "404.html").write_text("<!doctype html><title>没有这一页</title>", encoding="utf-8")
    (folder / "index.html").write_text(
        '<!doctype html><link rel="icon" href="data:,"><title>t</title>'
        '<img src="http://127.0.0.1:9/x.png" alt="">'
        '<script>console.warn("careful"); throw new Error("broken")</script>',
        encoding="utf-8",
    )
    return folder


@pytest.fixture(scope="module")
def site_url(built: Path) -> Iterator[str]:
    """A server for that page."""
    yield from conftest.serve(built)


def test_exceptions_and_warnings_are_recorded(page: Callable[..., conftest.Visit]) -> None:
    """An uncaught exception and a console warning both stand among the errors."""
    errors = page("/").errors
    assert ["warning: careful", "exception: broken"] == [line for line in errors if "ERR_" not in line]


def test_requests_to_other_hosts_are_recorded(page: Callable[..., conftest.Visit], site_url: str) -> None:
    """A picture from another address is counted, the page itself is not."""
    assert ["http://127.0.0.1:9/x.png"] == page("/").foreign_requests(site_url)


def test_a_missing_page_shows_the_sites_own_404(page: Callable[..., conftest.Visit]) -> None:
    """The test server answers like a static host: 404.html for what is not there."""
    assert "没有这一页" == page("/not-there/").page.title()


def test_the_named_browser_wins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """CHROMIUM names the browser; a name that leads nowhere falls back to the usual ones."""
    program = tmp_path / "my-browser"
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("CHROMIUM", str(program))
    assert str(program) == find.find_chromium()
    monkeypatch.setenv("CHROMIUM", "/not/there")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find.find_chromium() is None
