"""What every test in a browser needs: the real site, a server for it, a browser, and pages that record.

    def test_home(page):
        visit = page("/", viewport=PHONE)
        assert [] == visit.errors

`page(path, viewport=…, scheme=…, javascript=…)` opens a fresh context each time (no storage is shared) and
returns a `Visit`. `visit.page` is Playwright's page.
"""

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from hooks.build import alone
from tests.browser.find import ARGUMENTS, MISSING, find_chromium

ROOT = Path(__file__).resolve().parents[1]
PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 800}
#: The site as tests see it, whatever the day and the machine.
SETTINGS = {"SITE_URL": "https://example.invalid/", "SITE_DATE": "2026-11-22"}


@dataclass
class Visit:
    """An open page and what it has done so far."""

    page: Page
    requests: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)  # "type: text", every message
    errors: list[str] = field(default_factory=list)  # errors and warnings of the console, uncaught exceptions

    def foreign_requests(self, site_url: str) -> list[str]:
        """Return the requests that left the site; data: and blob: addresses leave nothing."""
        at_home = (site_url, "data:", "blob:")
        return [url for url in self.requests if not url.startswith(at_home)]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test that uses the browser."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser's path. Without a browser these tests are skipped; on a CI machine (CI=true) they fail."""
    path = find_chromium()
    if path is None and os.environ.get("CI"):
        pytest.fail(MISSING)
    if path is None:
        pytest.skip(MISSING)
    return path


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site, built strictly once for the whole run: the first worker builds, the others wait."""
    base = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent
    folder = base / "site"
    with alone(base / "built.lock"):
        if not folder.exists():
            _build(folder)
    return folder


def _build(folder: Path) -> None:
    environ = os.environ | SETTINGS
    command = [sys.executable, "-m", "hooks.build", str(folder)]
    result = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)
    if result.returncode != 0:
        said = [line for line in (result.stdout + result.stderr).splitlines() if line.startswith(("ERROR", "WARN"))]
        first = "\n".join(said[:3]) or result.stderr[-2000:]
        pytest.fail(f"构建没有成功（全部原因：make build）：\n{first}", pytrace=False)


class _Server(ThreadingHTTPServer):
    """A server that takes it in silence when a browser leaves before the answer."""

    def handle_error(self, *_: object) -> None:
        """Say nothing: what a page does not get, the page's test sees."""


class _Handler(SimpleHTTPRequestHandler):
    """Serve files as a static host does: the site's own 404 page, no log."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer a missing page with the site's 404.html."""
        missing = Path(self.directory, "404.html")
        if code != 404 or not missing.exists():
            super().send_error(code, message, explain)
            return
        body = missing.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture(scope="session")
def scripts(built: Path) -> str:
    """The path of the folder of modules, from the site's root, with slashes at both ends."""
    return f"/{next(built.glob('assets/*/shell.js')).parent.relative_to(built).as_posix()}/"


@pytest.fixture(scope="session")
def site_url(built: Path) -> Iterator[str]:
    """The address of the built site on this machine, with the slash at the end."""
    yield from serve(built)


def serve(folder: Path) -> Iterator[str]:
    """Serve `folder` on a free port; yield its address once."""
    with _Server(("127.0.0.1", 0), partial(_Handler, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One headless browser for a worker's tests; Playwright allows no second one in the same process."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture
def page(browser: Browser, site_url: str) -> Iterator[Callable[..., Visit]]:
    """Open pages of the site by path (`/rules/`), each in a context of its own, closed after the test."""
    contexts = []

    def visit(
        path: str = "/",
        *,
        viewport: dict[str, int] = PHONE,
        scheme: str = "light",
        javascript: bool = True,
        **options: object,
    ) -> Visit:
        context = browser.new_context(
            viewport=viewport,
            color_scheme=scheme,
            java_script_enabled=javascript,
            base_url=site_url,
            locale="zh-CN",
            **options,
        )
        contexts.append(context)
        opened = recorded(context.new_page())
        opened.page.goto(path, wait_until="load")
        return opened

    yield visit
    for context in contexts:
        context.close()


def recorded(page: Page) -> Visit:
    """Note from now on what `page` requests and what it says."""
    visit = Visit(page)

    def on_console(message) -> None:
        line = f"{message.type}: {message.text}"
        visit.console.append(line)
        if message.type in ("error", "warning"):
            visit.errors.append(line)

    page.on("request", lambda request: visit.requests.append(request.url))
    page.on("console", on_console)
    page.on("pageerror", lambda error: visit.errors.append(f"exception: {error}"))
    return visit
