"""No page is heavier than its budget: the bytes of brotli that a phone fetches before it can show the page, and with it."""

import re
import statistics
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest

from tests.bench.host import sent
from tests.bench.pages import BUDGETS, LOAD_BUDGET, group, pages

#: How many of the other pages, the largest first, are weighed each time; all of them in `make test-full`.
HEAVIEST = 15
LOADED = re.compile(r'<script type="module"[^>]* src="([^"]+)"|<link rel="(?:modulepreload|icon)"[^>]* href="([^"]+)"')
IMPORTED = re.compile(r'^(?:import|export)\b[^;]*?\bfrom\s*"([^"]+)"|^import\s*"([^"]+)"', re.MULTILINE)


@cache
def size(file: Path) -> int:
    """Bytes that are sent for a file."""
    return len(sent(file))


def page(built: Path, path: str) -> Path:
    """The file of a page."""
    return built / path.strip("/") / "index.html"


def of_group(built: Path, name: str) -> list[str]:
    """The pages of a budget, the largest first."""
    found = [path for path in pages(built) if group(path) == name]
    return sorted(found, key=lambda path: -page(built, path).stat().st_size)


def too_heavy(built: Path, paths: Iterable[str]) -> list[tuple[str, int]]:
    """The pages that are heavier than their group allows."""
    return [(path, size(page(built, path))) for path in paths if size(page(built, path)) > BUDGETS[group(path)][1]]


def fetched(built: Path, path: str) -> set[Path]:
    """Everything that a page loads by itself: modules, what they import, the icon."""
    found: set[Path] = set()
    todo = {page(built, path)}
    while todo:
        file = todo.pop()
        found.add(file)
        names = (LOADED if file.suffix == ".html" else IMPORTED).findall(file.read_text("utf-8"))
        address = "/" + file.relative_to(built).as_posix()
        todo |= {built / urlsplit(urljoin(address, a or b)).path[1:] for a, b in names} - found
    return found


def loads(built: Path, paths: Iterable[str]) -> Iterator[int]:
    """Bytes of a plain load of each page."""
    return (sum(size(file) for file in fetched(built, path)) for path in paths)


def test_the_home_page(built: Path) -> None:
    """It fits into the first flight of packets."""
    assert [] == too_heavy(built, ["/"])


def test_guides(built: Path) -> None:
    """Half of them fit into the first flight, and none is above its budget; a plain load stays small."""
    guides = of_group(built, "指南")
    assert len(guides) > 60
    assert BUDGETS["指南"][0] >= statistics.median(size(page(built, path)) for path in guides)
    assert [] == too_heavy(built, guides)
    assert LOAD_BUDGET >= statistics.median(loads(built, guides))


def test_the_largest_of_the_others(built: Path) -> None:
    """Register, glossary, checklists, long tables and tools."""
    assert [] == too_heavy(built, of_group(built, "其他")[:HEAVIEST])


@pytest.mark.slow
def test_every_page(built: Path) -> None:
    """The same of all pages, and what a plain load of them costs."""
    everything = pages(built)
    assert [] == too_heavy(built, everything)
    assert LOAD_BUDGET >= statistics.median(loads(built, everything))


def test_a_load_counts_what_is_imported(built: Path, scripts: str) -> None:
    """The icon, the module of every page and a calculator's own modules are among what is weighed."""
    names = {file.relative_to(built).as_posix() for file in fetched(built, "/tools/lpr-cap/")}
    assert {"assets/images/favicon.svg", f"{scripts[1:]}calc/form.js", f"{scripts[1:]}shell.js"} <= names
