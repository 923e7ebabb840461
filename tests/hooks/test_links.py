"""Registered addresses are asked for over the network; here the network is a server on this machine."""

import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from hooks import links
from hooks.content import Library
from hooks.links import Answer
from tests.hooks.conftest import DAY

#: What the server answers at each path: a status, and where it leads.
ANSWERS = {
    "/there": (200, None),
    "/moved": (302, "/there"),
    "/home": (302, "/"),
    "/": (200, None),
    "/gone": (404, None),
    "/refused": (403, None),
    "/loop": (302, "/loop"),
}


class Handler(BaseHTTPRequestHandler):
    """Answers as ANSWERS says and notes what it was sent."""

    def do_GET(self) -> None:
        """Answer one request."""
        self.server.seen.append(dict(self.headers))
        status, to = ANSWERS[self.path]
        self.send_response(status)
        if to:
            self.send_header("Location", to)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def server() -> Iterator[ThreadingHTTPServer]:
    """The network."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as one:
        one.seen = []
        thread = threading.Thread(target=one.serve_forever, daemon=True)
        thread.start()
        yield one
        one.shutdown()
        thread.join()


def address(server: ThreadingHTTPServer, path: str) -> str:
    """A path of the server."""
    return f"http://127.0.0.1:{server.server_port}{path}"


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/there", None),
        ("/moved", None),
        ("/home", "转到了首页"),
        ("/gone", "页面没有了（404）"),
        ("/refused", "不让看（403）"),
        ("/loop", "转来转去，没有到一页（302）"),
    ],
)
def test_each_answer_is_judged(server: ThreadingHTTPServer, path: str, said: str | None) -> None:
    """There, moved within its host, gone, refused, leading nowhere."""
    found = links.fault(address(server, path), links.ask(address(server, path)))
    assert (said is None) == (found is None)
    assert (said or "") in (found or "")


def test_nobody_answering_is_said_with_its_reason() -> None:
    """No traceback, and no hanging: the port is closed."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    answer = links.ask(f"http://127.0.0.1:{port}/x")
    assert answer.status is None
    assert links.fault("x", answer).startswith("打不开（")


def test_an_address_that_leads_to_another_host_is_looked_at() -> None:
    """The page may have been taken over."""
    other = Answer(200, "https://other.invalid/a")
    assert "转到了 https://other.invalid/a" == links.fault("https://one.invalid/a", other)
    assert links.fault("https://one.invalid/a", Answer(200, "https://one.invalid/b")) is None


def test_nothing_of_the_site_is_sent_along(server: ThreadingHTTPServer) -> None:
    """No referrer, no cookie."""
    server.seen.clear()
    links.ask(address(server, "/there"))
    assert [set()] == [{"referer", "cookie"} & {name.lower() for name in sent} for sent in server.seen]


def test_the_register_is_asked_for_entry_by_entry(small: Library, server: ThreadingHTTPServer) -> None:
    """Instruments, provisions and channels; a line names file, line, address and what is wrong."""
    urls = iter(address(server, path) for path in ("/there", "/gone", "/refused"))
    name, one = next(iter(small.instruments.items()))
    rule_name, rule = next(iter(small.rules.items()))
    channel_name, channel = next(iter(small.channels.items()))
    library = replace(
        small,
        instruments={name: one.model_copy(update={"official_url": next(urls)})},
        rules={rule_name: replace(rule, provision=rule.provision.model_copy(update={"official_url": next(urls)}))},
        channels={channel_name: channel.model_copy(update={"url": next(urls)})},
    )
    places = [small.places["channels", channel_name], small.places["law", rule_name]]
    expected = [
        f"{places[0].path}:{places[0].line}: {address(server, '/refused')} 不让看（403），请在浏览器里打开核对",
        f"{places[1].path}:{places[1].line}: {address(server, '/gone')} 页面没有了（404）",
    ]
    assert expected == list(links.check(library))


def test_the_real_register_has_addresses_to_ask_for(real: Library) -> None:
    """Each is an http address, each with its place."""
    found = links.addresses(real)
    assert len(found) > 15
    assert [] == [one for one in found if not one.startswith(("http://", "https://"))]


def test_data_with_a_fault_are_not_asked_for(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """First the data must be right; nothing goes over the network."""
    (project / "docs/_data/channels.yaml").write_text("x", "utf-8")
    monkeypatch.chdir(project)
    monkeypatch.setenv("SITE_DATE", str(DAY))
    assert 1 == links.main([])
    assert "make check" in capsys.readouterr().err
