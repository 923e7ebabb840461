"""What the shipped styles and scripts use, read from their text: to be compared with the written list, features.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterator

_CSS_TEXT = re.compile(r'"[^"]*"|\'[^\']*\'|/\*.*?\*/', re.DOTALL)
_JS_TEXT = re.compile(r'/\*.*?\*/|(?<![:\\])//[^\n]*|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'', re.DOTALL)
_INLINE_TEXT = re.compile(r"`[^`$\n]*`|(?<=\})[^`${}\n]*(?=[`$])")
#: Names that the scripts themselves give, by the ways in which they give them.
_DEFINED = (
    re.compile(r"\b(?:function\*?|class|const|let)\s+(\w+)"),
    re.compile(r"^\s*(?:static |async |get |set |\*)*(\w+)\(.*\{$", re.MULTILINE),
    re.compile(r"\b(\w+)\s*[:=]\s*(?:async\s*)?(?:\(|\w+\s*=>)"),
    re.compile(r"\bimport\s*\{([^}]*)\}"),
    re.compile(r"\bexport\s*\{([^}]*)\}"),
)
_KEYWORDS = frozenset({"if", "for", "while", "switch", "catch", "return", "await", "typeof", "function", "super", "of", "in"})
#: Newer than ES2020, though the engine in the tests may know it already.
NEWER = re.compile(
    r"(?:\|\||&&|\?\?)=|\bstatic\s*\{|(?<![\w\"'])#\w+\s*(?:=|\(|;|in\b)|\b\d+_\d|\(\?<[=!]"
    r"|\.(?:at|replaceAll|hasOwn|findLast|findLastIndex|toSorted|toReversed|any|withResolvers|groupBy)\("
    r"|\b(?:structuredClone|WeakRef|AbortSignal\.timeout)\b|^(?:for )?await\b|^  \w+\s*=[^=>].*;$(?=\n\n  constructor)",
    re.MULTILINE,
)


def css(text: str) -> Iterator[tuple[str, str]]:
    """Yield (kind, name) of everything a sheet uses."""
    bare = _CSS_TEXT.sub("", text)
    rules = re.sub(r"\s+", " ", bare)
    for name in re.findall(r"(?<=[{;])\s*([a-z-]+)\s*:", re.sub(r"--[a-z-]+\s*:", "", rules)):
        yield "properties", name
    for name in re.findall(r"@[a-z-]+", rules):
        yield "at-rules", name
    for name in re.findall(r"@media([^{]*)", rules):
        yield from (("media", one) for one in re.findall(r"[a-z-]{4,}", name))
    for selector in re.findall(r"(?:^|[{};])([^{};]*)(?=\{)", rules):
        if not selector.strip().startswith("@"):
            yield from (("selectors", one) for one in re.findall(r"::?[a-z-]+\(?", selector))
            yield from (("selectors", f":not({one})") for one in re.findall(r":not\(([^()]*,[^()]*)\)", selector))
    for name in re.findall(r"([a-z-]+)\(", re.sub(r"(?:^|[{};])[^{};]*(?=\{)", "", rules)):
        yield "functions", name
    for name in re.findall(r"(?<![\w#.-])(?:\d+|\d*\.\d+)([a-z]+|%)", rules):
        yield "units", name


def javascript(text: str) -> str:
    """Give a script without its comments and words."""
    return _INLINE_TEXT.sub("", _JS_TEXT.sub('""', text))


def defined(text: str) -> set[str]:
    """The names that a script gives."""
    bare = javascript(text)
    return {name for one in _DEFINED for found in one.findall(bare) for name in re.findall(r"\w+", found)}


def interfaces(text: str) -> Iterator[tuple[str, str]]:
    """Yield (kind, name) of what a script takes from the browser or the language: methods it calls, names it knows."""
    bare = javascript(text)
    yield from (("methods", name) for name in re.findall(r"\.(\w+)\(", bare))
    yield from (("names", name) for name in re.findall(r"(?<![\w.$])([A-Z][A-Za-z]+)(?=[.(])", bare))
    called = re.findall(r"(?<![\w.$*])(?<!function )([a-z]\w+)\(", bare)
    yield from (("functions", name) for name in called if name not in _KEYWORDS)
    members = r"(?<![\w.$])((?:document|window|navigator|history|location|crypto|screen|self)\.\w+)"
    yield from (("members", name) for name in re.findall(members, bare))
