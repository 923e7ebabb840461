"""The nginx configuration serves a built site as it should: tried with the real nginx, on this machine only."""

import gzip
import http.client
import os
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest

from hooks import headers
from tests.nginx import CONFIG, MISSING, WITHOUT_BROTLI, find_nginx, has_modules, running

PAGE = "<p>一页</p>" * 50
MODULE = "export const one = 1;\n" * 50


def test_the_configuration_sends_the_headers_of_the_one_source() -> None:
    """nginx.conf and `_headers` cannot drift apart."""
    text = CONFIG.read_text("utf-8")
    for name, value in headers.SECURITY.items():
        assert f'add_header {name} "{value}" always;' in text
    assert f'"{headers.SHORT}"' in text
    assert f'"{headers.LONG}"' in text
    assert f'"{headers.NEVER}"' in text


def fit() -> str:
    """Give nginx with its module. Without one they are skipped; an nginx without the module fails with CI=true."""
    nginx = find_nginx()
    if nginx is None:
        pytest.skip(MISSING)
    if not has_modules(nginx):
        (pytest.fail if os.environ.get("CI") else pytest.skip)(WITHOUT_BROTLI)
    return nginx


@pytest.mark.parametrize(
    ("ci", "outcome"), [("", pytest.skip.Exception), ("true", pytest.fail.Exception)], ids=["here", "CI"]
)
def test_an_nginx_without_the_module_is_told(
    ci: str, outcome: type[BaseException], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The words name the package; on a CI machine nobody would read why it was skipped."""
    nginx = tmp_path / "nginx"
    nginx.write_text(f"#!/bin/sh\necho configure arguments: --prefix={tmp_path} >&2\n", "utf-8")
    nginx.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.setenv("CI", ci)
    with pytest.raises(outcome, match="libnginx-mod-http-brotli-static"):
        fit()
    (tmp_path / "modules").mkdir()
    (tmp_path / "modules/ngx_http_brotli_static_module.so").touch()
    assert str(nginx) == fit()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The configuration itself, serving a small site; gives the port."""
    nginx = fit()
    folder = tmp_path_factory.mktemp("nginx")
    make_site(folder / "site")
    with running(nginx, folder) as port:
        yield port


def make_site(site: Path) -> None:
    """A page, a module and the file that other hosts read, with their compressed twins."""
    files = {
        "index.html": PAGE,
        "rules/index.html": PAGE,
        "404.html": "<p>没有这一页</p>",
        "assets/0123456789ab/shell.js": MODULE,
        "assets/images/a.svg": "<svg/>",
        "sw.js": MODULE,
        "_headers": "/*\n",
    }
    for name, text in files.items():
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        path.with_name(path.name + ".gz").write_bytes(gzip.compress(text.encode()))
        path.with_name(path.name + ".br").write_bytes(brotli.compress(text.encode()))


def get(port: int, path: str, accept: str = "") -> tuple[int, dict[str, str], bytes]:
    """Ask for a path; give status, headers by lower-case name, and the body."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers={"Accept-Encoding": accept} if accept else {})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, body


@pytest.mark.parametrize("path", ["/", "/rules/", "/nowhere/", "/assets/0123456789ab/shell.js"])
def test_every_answer_carries_the_security_headers(server: int, path: str) -> None:
    """Pages, modules and the 404 page alike; the server does not say its version."""
    _, said, _ = get(server, path)
    assert dict(headers.SECURITY) == {name: said.get(name.lower()) for name in headers.SECURITY}
    assert "nginx" == said["server"]


@pytest.mark.parametrize(
    ("path", "cache", "kind"),
    [
        ("/", headers.SHORT, "text/html; charset=utf-8"),
        ("/rules/", headers.SHORT, "text/html; charset=utf-8"),
        ("/assets/images/a.svg", headers.SHORT, "image/svg+xml"),
        ("/sw.js", headers.NEVER, "application/javascript; charset=utf-8"),
        ("/assets/0123456789ab/shell.js", headers.LONG, "application/javascript; charset=utf-8"),
    ],
)
def test_pages_are_kept_shortly_and_modules_for_long(server: int, path: str, cache: str, kind: str) -> None:
    """A correction reaches readers in minutes; what is named by its bytes is fetched once."""
    status, said, _ = get(server, path)
    assert (200, cache, kind) == (status, said["cache-control"], said["content-type"])


def test_compressed_files_are_sent_as_they_are(server: int) -> None:
    """Brotli to whoever takes it, else gzip, else plain: the same words."""
    answers = {accept: get(server, "/rules/", accept) for accept in ("br, gzip", "gzip", "")}
    assert ["br", "gzip", None] == [said.get("content-encoding") for _, said, _ in answers.values()]
    plain = [brotli.decompress(answers["br, gzip"][2]), gzip.decompress(answers["gzip"][2]), answers[""][2]]
    assert [PAGE.encode()] * 3 == plain


def test_a_page_that_is_not_there_and_what_is_no_page(server: int) -> None:
    """The site's own 404 page, also for files that only other hosts read; a missing slash leads on without a host."""
    for path in ("/nowhere/", "/_headers", "/index.html.br"):
        status, _, body = get(server, path)
        assert (404, "<p>没有这一页</p>") == (status, body.decode())
    status, said, _ = get(server, "/rules")
    assert (301, "/rules/") == (status, said["location"])
