"""Which pages a page leads on to within its section: all of a short one, else the one before and the one after.

Worked out once for all pages, so that a page costs the same however many there are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from hooks.content import Library, Page
from hooks.pages import in_order

SHORT = 6  # pages of a section that are all listed


@dataclass(frozen=True)
class Around:
    """The neighbours of one page: either `all` (itself among them), or those beside it."""

    all: tuple[Page, ...] = ()
    before: Page | None = None
    after: Page | None = None


NONE = Around()


def neighbours(library: Library, made: Collection[str]) -> Mapping[str, Around]:
    """Give the neighbours of every page that has some, by path; generated pages (`made`) have none and are none."""
    found: dict[str, Around] = {}
    for folder in {page.folder for page in library.pages.values()} - {""}:
        found.update(_section([page for page in in_order(folder, library) if page.path not in made]))
    return found


def _section(pages: list[Page]) -> Iterator[tuple[str, Around]]:
    """Yield path and neighbours for the pages of one section; its first page lists the others itself."""
    inside = tuple(page for page in pages if not page.path.endswith("index.md"))
    if len(inside) < 2:
        return
    for at, page in enumerate(inside):
        if at == 0 and page.meta.kind == "index":
            continue
        if len(inside) <= SHORT:
            yield page.path, Around(all=inside)
        else:
            before = inside[at - 1] if at > 0 else None
            yield page.path, Around(before=before, after=inside[at + 1] if at + 1 < len(inside) else None)
