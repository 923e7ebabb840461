"""Problems at the line where the words stand that they are about."""

from __future__ import annotations

import re
from pathlib import Path

from calculators.source import Problem
from hooks.content import Library, Place


def line_with(root: Path, place: Place, words: str, *, last: bool = False) -> int:
    """Give the first (or last) line from the place on where `words` stand alone; the place's line when there is none."""
    found = _lines(root, place, words)
    return (found[-1] if last else found[0]) if found else place.line


def lines_listing(root: Path, place: Place, name: str) -> list[int]:
    """Give every line from the place on where a rule's id stands in a list, not in a reference; else the place's line."""
    return _lines(root, place, name, before="(?<!law:)") or [place.line]


def _lines(root: Path, place: Place, words: str, before: str = "") -> list[int]:
    try:
        lines = (root / place.path).read_text("utf-8-sig").split("\n")
    except OSError:
        return []
    pattern = re.compile(rf"(?<![A-Za-z0-9_-]){before}{re.escape(words)}(?![A-Za-z0-9_-])")
    return [n for n, line in enumerate(lines, 1) if n >= place.line and pattern.search(line)]


def at_words(library: Library, place: Place, words: str, rule: str, message: str) -> Problem:
    """Give a problem at the first line from the place on where `words` stand."""
    return Problem(place.path, line_with(library.root, place, words), message, "", rule)


def at(place: Place, rule: str, message: str) -> Problem:
    """Give a problem at the place itself."""
    return Problem(place.path, place.line, message, "", rule)
