"""What rendering gave, kept for the next build in the same process: `make serve`, where a save changes one page.

A page is recalled only while all that it can see is the same: its own text, and for everything else `inputs`. One
of which anything was said is rendered again, so that the editor is told again. On the disk nothing is kept.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar, cast

from hooks.assemble import Settings
from hooks.content import Library, Place
from hooks.made import Made
from hooks.render import Context
from hooks.view import Card

T = TypeVar("T")
#: What the engine's `Page.render` sets and later steps read.
SET = ("content", "toc", "present_anchor_ids", "_title_from_render")
#: Where everything lies that a page is made from, besides its own text.
SOURCES = ("docs", "calculators", "hooks", "mkdocs.yml")


@dataclass(frozen=True)
class Rendered:
    """A page as it was written, and what came of it."""

    place: Place
    markdown: str
    values: Mapping[str, Any]
    cards: Mapping[str, Card]
    modules: frozenset[str]


@lru_cache(maxsize=1)
def _memory(inputs: str) -> dict[str, Any]:
    """Give what is kept for these `inputs`, by name; what any other inputs gave is forgotten."""
    return {}


def recall(inputs: str, name: str, make: Callable[[], T]) -> T:
    """Give what `make` gave for the same inputs; without inputs nothing is kept."""
    if not inputs:
        return make()
    known = _memory(inputs)
    if name not in known:
        known[name] = make()
    return cast(T, known[name])


def inputs(library: Library, settings: Settings) -> str:
    """Give a sum over all that a build can depend on but the words of the hand-written pages; "" unless served live."""
    if not settings.serving:
        return ""
    pages = {library.root / "docs" / path for path in library.pages}
    metas = [(path, page.meta) for path, page in library.pages.items()]
    digest = sha256(repr((library.today, settings, metas)).encode())
    for path in sorted(file for name in SOURCES for file in _files(library.root / name)):
        words = b"" if path in pages else sha256(path.read_bytes()).digest()
        digest.update(f"\0{path}\0".encode() + words)
    return digest.hexdigest()


def pages(inputs: str, made: Iterable[Made]) -> dict[str, Rendered]:
    """Give the pages rendered so far, by path. What they see of one another is not its words: see `Site.begin`."""
    seen = repr([(one.source, one.page.path, one.page.meta) for one in made])
    return recall(inputs, f"pages {sha256(seen.encode()).hexdigest()}", dict)


def _files(path: Path) -> Iterator[Path]:
    found = (path,) if path.is_file() else path.rglob("*")
    return (file for file in found if file.suffix != ".pyc" and file.is_file())


def render(page: Any, context: Context, known: dict[str, Rendered], config: Any, files: Any) -> None:
    """Do what the engine's `page.render(config, files)` does, from memory where nothing has changed."""
    path, kept = page.file.src_uri, known.get(page.file.src_uri)
    if kept and (kept.place, kept.markdown) == (context.place, page.markdown):
        vars(page).update(kept.values)
        context.cards.update(kept.cards)
        context.modules.update(kept.modules)
        return
    with _heard() as heard:
        type(page).render(page, config, files)
    known.pop(path, None)
    if not heard.said and not context.problems:
        values = {name: getattr(page, name) for name in SET}
        modules = frozenset(context.modules)
        known[path] = Rendered(context.place, page.markdown, values, dict(context.cards), modules)


class _Heard(logging.Handler):
    """Notes that the engine has said something."""

    said = False

    def emit(self, record: logging.LogRecord) -> None:
        self.said = True


@contextmanager
def _heard() -> Iterator[_Heard]:
    """Listen to what the engine says meanwhile."""
    handler, logger = _Heard(), logging.getLogger("mkdocs")
    logger.addHandler(handler)
    try:
        yield handler
    finally:
        logger.removeHandler(handler)
