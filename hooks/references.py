"""Reference links (`law:` `fig:` `term:` `claim:` `channel:`): found in Markdown, resolved against the library.

A reference that cannot be resolved is a problem with a file, a line and a proposal; it is never dropped silently.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
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
    "到期": {"expired"},
}
LINK = re.compile(
    r"\[(?P<label>(?:[^\[\]\\]|\\.)*)\]\((?P<scheme>law|fig|term|claim|channel):(?P<id>[^)\s]*)"
    r"(?:\s+\"(?P<title>[^\"]*)\")?\)"
)
# Each blank of a quotation can be read in one way only: with two, a long line of marks would never end.
_OPENING = re.compile(
    r"^(?P<quote>(?:(?:[ \t]*>)+ ?)?)(?P<indent>[ \t]*)(?P<mark>`{3,}(?=[^`]*$)|~{3,})\s*(?P<kind>[^\s`]*)(?P<rest>.*)$"
)
_QUOTE = re.compile(r"^(?:(?:[ \t]*>)+ ?)?")
_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
_FIGURE = re.compile(r"[0-9０-９]")


@dataclass(frozen=True)
class Reference:
    """One reference as written, with its line in the text it was found in (1 = first)."""

    scheme: Scheme
    id: str
    label: str
    title: str | None
    line: int


@dataclass(frozen=True)
class Fault:
    """Why a reference cannot stand: the number of the rule it breaks and what to write instead."""

    rule: str
    message: str


def scan(text: str) -> Iterator[Reference]:
    """Yield the references of a Markdown text in order, leaving out code (fences and back-ticked spans)."""
    for number, paragraph in _paragraphs(text) if "](" in text else ():
        for found in LINK.finditer(without_code(paragraph)):
            line = number + paragraph.count("\n", 0, found.start())
            scheme = cast(Scheme, found["scheme"])
            yield Reference(scheme, found["id"], found["label"], found["title"], line)


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Yield (line number, text) of each run of lines outside fences without a blank line: a label may span lines."""
    lines: list[str] = []
    first = 1
    for number, line in prose_lines(text):
        if lines and (not line.strip() or number != first + len(lines)):
            yield first, "\n".join(lines)
            lines = []
        if line.strip():
            first = first if lines else number
            lines.append(line)
    if lines:
        yield first, "\n".join(lines)


@dataclass(frozen=True)
class Fence:
    """A fenced block: the indices of its first and last line, how it is quoted and indented, and its words."""

    start: int
    end: int
    closed: bool
    quote: str
    indent: str
    kind: str
    words: tuple[str, ...]

    def body(self, lines: Sequence[str]) -> Iterator[str]:
        """Yield the lines inside, without the marks of a quotation and the indent of the fence."""
        for line in lines[self.start + 1 : self.end if self.closed else self.end + 1]:
            inside = line[len(_marks(line)) :] if self.quote else line
            yield inside.removeprefix(self.indent)


def fences(lines: Sequence[str]) -> Iterator[Fence]:
    """Yield the outermost fences of a text; one that nobody closes reaches to the end of its quotation or text."""
    at = 0
    while at < len(lines):
        opening = _OPENING.match(lines[at])
        if opening:
            end, closed = _end(lines, at, opening["quote"].count(">"), opening["mark"])
            words = tuple(opening["rest"].split())
            yield Fence(at, end, closed, opening["quote"], opening["indent"], opening["kind"], words)
            at = end
        at += 1


def prose_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield (line number from 1, line) of all lines of a text that stand outside fences."""
    lines = text.split("\n")
    return outside(lines) if "```" in text or "~~~" in text else iter(enumerate(lines, 1))


def outside(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield (line number from 1, line) of all lines that stand outside fences."""
    inside = {number for fence in fences(lines) for number in range(fence.start, fence.end + 1)}
    return ((number, line) for number, line in enumerate(lines, 1) if number - 1 not in inside)


def _end(lines: Sequence[str], start: int, depth: int, mark: str) -> tuple[int, bool]:
    """Give the index of the fence's last line, and whether that line closes it."""
    for index in range(start + 1, len(lines)):
        marks = _marks(lines[index]) if depth else ""
        if marks.count(">") < depth:
            return index - 1, False
        inside = lines[index][len(marks) :].strip()
        if len(inside) >= len(mark) and not inside.strip(mark[0]):
            return index, True
    return len(lines) - 1, False


def _marks(line: str) -> str:
    found = _QUOTE.match(line)
    return found[0] if found else ""


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
    if reference.title and (reference.scheme != "law" or reference.title not in HISTORICAL):
        words = "、".join(HISTORICAL)
        return Fault(
            "reference-title", f"引号里的“{reference.title}”不认识：只给 law: 写 {words}，别的写在正文里"
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
    basis = library.law[reference.id].basis[0]
    if basis not in library.rules:
        return Fault("unknown-id", f"fig:{reference.id} 的依据 {basis} 没有登记，印不出它的出处")
    return None


def successors(rule: Rule, library: Library) -> str:
    """Name what may be cited in an old rule's place: a provision by its id, an instrument by those of its provisions."""
    successor = rule.provision.superseded_by or rule.instrument.superseded_by
    if not successor:
        return ""
    instrument = library.instruments.get(successor)
    if instrument is None:
        return successor
    return f"{instrument.short}里的 {'、'.join(one.id for one in instrument.provisions)}"


def _law_fault(reference: Reference, rule: Rule, library: Library) -> Fault | None:
    status = rule.status(library.today)
    if status in ("in_force", "informal"):
        return _ending_fault(reference, rule)
    successor = rule.provision.superseded_by or rule.instrument.superseded_by
    allowed = HISTORICAL.get(reference.title or "", set())
    if status in allowed and not (successor and reference.title == "到期"):
        return None
    word = next(word for word, statuses in HISTORICAL.items() if status in statuses)
    instead = f"现在应引用 {successors(rule, library)}；" if successor else ""
    return Fault(
        "not-in-force",
        f"law:{reference.id}（{rule.label}）在 {library.today} {status_word(rule, library)}。{instead}"
        f'确实要讲它时，请写成 [{reference.label}](law:{reference.id} "{word}")',
    )


def _ending_fault(reference: Reference, rule: Rule) -> Fault | None:
    """Ask for the mark on a rule that will end without a successor: the page is to be right on the day after, too."""
    if ends(rule) and reference.title not in ("到期", "历史"):
        return Fault(
            "known-end",
            f"law:{reference.id}（{rule.label}）只到 {rule.until}。请在正文里说明到哪天为止，并写成 "
            f'[{reference.label}](law:{reference.id} "到期")：过了那天会自动标明已失效',
        )
    if reference.title == "到期" and not ends(rule):
        message = f"law:{reference.id}（{rule.label}）没有失效日，或者有新规接着，不用写“到期”"
        return Fault("reference-title", message)
    return None


def ends(rule: Rule) -> bool:
    """Say whether a rule has a known last day after which nothing takes its place."""
    return bool(rule.until and not (rule.provision.superseded_by or rule.instrument.superseded_by))


def without_code(line: str) -> str:
    """Blank out back-ticked spans, keeping every column where it was."""
    return _CODE.sub(lambda span: " " * len(span[0]), line) if "`" in line else line
