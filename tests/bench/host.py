"""A host as a phone meets it: files compressed, and a record of what was asked for."""

import gzip
import mimetypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

import brotli

#: Never compressed again.
PACKED = frozenset({".png", ".woff", ".woff2", ".zip", ".docx", ".xlsx"})


@cache
def sent(file: Path, encoding: str = "br") -> bytes:
    """What is sent for a file: brotli 11 or gzip 9, unless that makes it larger."""
    data = file.read_bytes()
    if file.suffix in PACKED:
        return data
    smaller = brotli.compress(data, quality=11) if encoding == "br" else gzip.compress(data, 9, mtime=0)
    return min(data, smaller, key=len)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: "_Server"

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Send the file compressed if the browser takes that; note its path."""
        path = unquote(urlsplit(self.path).path)
        file = self.server.folder / (f"{path[1:]}index.html" if path.endswith("/") else path[1:])
        if not file.is_file():
            self.send_response(404)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        self.server.asked.append(path)
        brotli_taken = "br" in self.headers.get("Accept-Encoding", "")
        body = sent(file) if brotli_taken else file.read_bytes()
        self.send_response(200)
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if "image" not in kind else kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=300")
        if brotli_taken and len(body) != file.stat().st_size:
            self.send_header("Content-Encoding", "br")
        self.end_headers()
        self.wfile.write(body)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    folder: Path
    asked: list[str]

    def handle_error(self, *_: object) -> None:
        """Say nothing when a browser leaves before the answer."""


class Host:
    """A running host: its address, its folder, and the paths asked for since `asked` was last cleared."""

    def __init__(self, server: _Server) -> None:
        self.folder = server.folder
        self.url = f"http://127.0.0.1:{server.server_port}/"
        self.asked = server.asked

    def file(self, path: str) -> Path:
        """The file behind a path."""
        return self.folder / (f"{path[1:]}index.html" if path.endswith("/") else path[1:])

    def size(self, path: str, encoding: str = "br") -> int:
        """The bytes sent for a path."""
        return len(sent(self.file(path), encoding))


@contextmanager
def host(folder: Path) -> Iterator[Host]:
    """Serve a built site on this machine."""
    with _Server(("127.0.0.1", 0), _Handler) as server:
        server.folder, server.asked = folder, []
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield Host(server)
        server.shutdown()
        thread.join()
