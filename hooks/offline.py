"""What a reader saves to read without a network: the whole built site in a few parts, and the note that names them.

Thousands of small files would cost a phone minutes on a weak network; a part is one request and compresses several
times better. Its first line lists [path, size], their bytes follow. Parts are named by their bytes, so what a note
names is what is saved, even while the site is being published anew. docs/assets/javascripts/device/site-copy.js reads them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path

FOLDER = "offline/"
NOTE = f"{FOLDER}version.json"
WORKER = "sw.js"
#: Parts end in .txt because hosts compress that; a phone holds one part in memory at a time.
LARGEST_PART = 4_000_000
TYPES = {
    ".csv": "text/csv; charset=utf-8",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xml": "application/xml; charset=utf-8",
}
#: For servers and search engines, not for readers.
LEFT_OUT = frozenset({"_headers", "_redirects", "robots.txt", "sitemap.xml", "feed.xml", WORKER})
#: Under `make serve` the worker of a copy saved earlier at the same address removes itself: editors must see what they write.
GONE = """"use strict";
addEventListener("install", () => self.skipWaiting());
addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name.startsWith("zj:site:")) await caches.delete(name);
  await self.registration.unregister();
})()));
"""


def files(folder: Path, day: date) -> dict[str, bytes]:
    """Give the parts and the note for the site that stands in `folder`, by their path below it.

    Raise ValueError for a file that no browser would know how to show.
    """
    listed = list(_site(folder))
    parts = {sha256(part).hexdigest()[:16]: part for part in _parts(listed)}
    note = {
        "version": sha256("".join(parts).encode()).hexdigest()[:12],
        "day": str(day),
        "files": len(listed),
        "bytes": sum(path.stat().st_size for _, path in listed),
        "packs": list(parts),
        "types": TYPES,
    }
    found = {f"{FOLDER}{name}.txt": part for name, part in parts.items()}
    return {**found, NOTE: json.dumps(note).encode()}


def _site(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_dir() or name in LEFT_OUT or path.suffix in (".gz", ".br") or name.startswith(FOLDER):
            continue
        if path.suffix not in TYPES:
            raise ValueError(f"{name}：离线保存不认得这种文件，先在 hooks/offline.py 的 TYPES 里写明 {path.suffix} 的类型")
        yield name, path


def _parts(site: Iterable[tuple[str, Path]]) -> Iterator[bytes]:
    listed: list[tuple[str, int]] = []
    held = b""
    for name, path in site:
        data = path.read_bytes()
        if listed and len(held) + len(data) > LARGEST_PART:
            yield _part(listed, held)
            listed, held = [], b""
        listed.append((name, len(data)))
        held += data
    if listed:
        yield _part(listed, held)


def _part(listed: list[tuple[str, int]], held: bytes) -> bytes:
    return json.dumps(listed, separators=(",", ":")).encode() + b"\n" + held
