"""Reference links (`law:` `fig:` `term:` `claim:` `channel:`): found in Markdown, resolved against the library.

A reference that cannot be resolved is a problem with a file, a line and a proposal; it is never dropped silently.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal, cast, get_args

from calculators.dated import NotCovered
from hooks import figures
from hooks.content import Library, Rule

Scheme = Literal["law", "fig", "term", "claim", "channel"]
SCHEMES: tuple[str, ...] = get_args(Scheme)
HISTORICAL = {
    "历史": {"superseded", "expired"},
    "草案": {"draft"},
    "未施行": {"upcoming"},
}
LINK = re.compile(
    r"\[(?P<label>(?:[^\[\]\\]|\\.)*)\]\((?P<scheme>law|fig|term|claim|channel):(?P<id>[^)\s]*)"
    r"(?:\s+\"(?P<title>[^\"]*)\")?\)"
)
_FENCE = re.compile(r"^\s*(?P<mark>`{3,}|~{3,})(?P<info>.*)$")
_FIGURE = re.compile(r"[0-9０-９]")


@dataclass(frozen=True)
class Reference:
    """One reference as written, with its line in the text it was found in (1 = first)."""

    scheme: Scheme
    id: str
    label: str
    title: str | None
    line: int
    span: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class Fault:
    """Why a reference cannot stand: the number of the rule it breaks and what to write instead."""

    rule: str
    message: str


def scan(text: str) -> Iterator[Reference]:
    """Yield the references of a Markdown text in order, leaving out code (fences and back-ticked spans)."""
    for number, line in prose_lines(text):
        for found in LINK.finditer(_without_code(line)):
            yield Reference(
                cast(Scheme, found["scheme"]),
                found["id"],
                found["label"],
                found["title"],
                number,
                found.span(),
            )


def prose_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield (line number from 1, line) of all lines that stand outside fences."""
    fence = ""
    for number, line in enumerate(text.split("\n"), 1):
        mark = _FENCE.match(line)
        if fence:
            if mark and mark["mark"].startswith(fence) and not mark["info"].strip():
                fence = ""
        elif mark:
            fence = mark["mark"]
        else:
            yield number, line


def fault(reference: Reference, library: Library) -> Fault | None:
    """Say why `reference` cannot stand on the library's day; None when it can."""
    known = names(reference.scheme, library)
    if reference.id not in known:
        hint = closest(reference.id, known, f"{reference.scheme}:") or "请先在数据里登记，或改用已有的名字"
        return Fault("unknown-reference", f"没有叫 {reference.scheme}:{reference.id} 的条目。{hint}")
    if not reference.label.strip():
        return Fault(
            "empty-label", f"{reference.scheme}:{reference.id} 的方括号里是空的，请写一个短标签，如 [四倍值]"
        )
    if reference.scheme == "fig":
        return _figure_fault(reference, library)
    if reference.scheme == "law":
        return _law_fault(reference, library.rules[reference.id], library)
    return None


def names(scheme: Scheme, library: Library) -> list[str]:
    """All ids a scheme knows."""
    tables = {
        "law": library.rules,
        "fig": library.law,
        "term": library.terms,
        "claim": library.claims,
        "channel": library.channels,
    }
    return list(tables[scheme])


def closest(name: str, known: Iterable[str], before: str = "") -> str:
    """Ask whether the nearest known name was meant; empty when none is near."""
    close = get_close_matches(name, list(known), n=1, cutoff=0.5)
    return f"你是不是要写 {before}{close[0]} ？" if close else ""


def status_word(rule: Rule, library: Library) -> str | None:
    """What readers must be told when a rule is not simply in force; None when it is."""
    return {
        "in_force": None,
        "informal": None,
        "upcoming": "尚未施行",
        "draft": "草案，未生效",
        "superseded": "已被取代",
        "expired": "已失效",
    }[rule.status(library.today)]


def _figure_fault(reference: Reference, library: Library) -> Fault | None:
    if _FIGURE.search(reference.label):
        return Fault(
            "figure-label",
            f"fig:{reference.id} 的标签“{reference.label}”像一个数字。数字只写在数据里，标签请用文字，如 [四倍值]",
        )
    try:
        figures.today(reference.id, library.law, library.today)
    except NotCovered as error:
        return Fault("not-covered", f"fig:{reference.id} 在 {library.today} 没有值：{error}")
    return None


def _law_fault(reference: Reference, rule: Rule, library: Library) -> Fault | None:
    status = rule.status(library.today)
    if status in ("in_force", "informal"):
        return None
    allowed = HISTORICAL.get(reference.title or "", set())
    if status in allowed:
        return None
    word = next(word for word, statuses in HISTORICAL.items() if status in statuses)
    successor = rule.provision.superseded_by or rule.instrument.superseded_by
    instead = f"现在应引用 {successor}；" if successor else ""
    return Fault(
        "not-in-force",
        f"law:{reference.id}（{rule.label}）在 {library.today} {status_word(rule, library)}。{instead}"
        f'确实要讲它时，请写成 [{reference.label}](law:{reference.id} "{word}")',
    )


def _without_code(line: str) -> str:
    """Blank out back-ticked spans, keeping every column where it was."""
    return re.sub(r"(`+)(?!`).*?(?<!`)\1(?!`)", lambda span: " " * len(span[0]), line)
