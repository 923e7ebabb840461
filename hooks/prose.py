"""The words of a page, read as prose: paragraphs with their lines, sentences, and what may not stand in them.

Knows Markdown's surface, not what it means. Legal figures are found by their shape; see `bare_figures`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby

import autocorrect_py

from hooks.references import LINK, prose_lines

AVERAGE_SENTENCE = 28
LONGEST_PARAGRAPH = 120
LONGEST_DESCRIPTION = 60
LONGEST_TITLE = 28

_ANY_LINK = re.compile(r"!?\[((?:[^\[\]\\]|\\.)*)\]\([^)]*\)(?:\{[^}]*\})?")
_LEAD = re.compile(r"^\s*(?:[-*+]|\d+[.)]|>|#{1,6}|\|)\s*")
_ADMONITION = re.compile(r"^\s*(?:!!!|\?\?\?\+?|===)\s*\w*\s*\"?(?P<title>[^\"]*)\"?\s*$")
_ATTRIBUTES = re.compile(r"\s*\{[:#.][^}]*\}")
_HEADING = re.compile(r"^(?P<marks>#{1,6})\s+(?P<text>.*?)(?:\s+\{(?:#(?P<id>[^}\s]+))?[^}]*\})?\s*$")
_SENTENCE = re.compile(r"[^。！？；]+[。！？；]?")
_CODE = re.compile(r"`[^`]*`")
_MARKS = re.compile(r"[*_`|]+")
_ORIGINAL = re.compile(r"第\d+(?:之\d+)?条|〔\d{4}〕\d+号|GB/T \d+(?:-\d+)?")
_APART = re.compile(r"(\d) +([%％])")
_RAW_HTML = re.compile(r"</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>|<!--")
_ODD = {
    "Cf": "看不见的字符",
    "Co": "私用区字符",
    "Cc": "控制字符",
    "Mn": "叠加在前一个字上的符号",
    "Me": "叠加在前一个字上的符号",
    "Zl": "看不见的换行",
    "Zp": "看不见的换行",
}
_BLANKS = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u115f\u1160\u3164\uffa0]")
_LOOKALIKES = re.compile(
    "[\u2e80-\u2fdf\uf900-\ufaff\u0400-\u04ff\u0370-\u03ff\u2215\u2044\u2e3a\u2e3b\U0001d400-\U0001d7ff]"
)
_NUMBER = r"\d+(?:\.\d+)?"
_HAN = "[一二三四五六七八九十百]"
_FIGURES = {
    "百分比": re.compile(rf"{_NUMBER}\s*[%％‰]|百分之{_HAN}{{2,}}"),
    "倍数": re.compile(rf"{_NUMBER}\s*倍"),
    "条文号": re.compile(r"第\s*(?:\d+|[一二三四五六七八九十百千零〇两]+)\s*条"),
    "钟点": re.compile(r"\d{1,2}\s*[:：]\s*\d{2}|\d{1,2}\s*点(?:钟|整|半)?(?:至|到|前|后|以)"),
    "期限": re.compile(
        r"\d+\s*(?:个)?(?:工作日|自然日)|(?<![月\d])\d+\s*日|(?<!\d)\d{1,2}\s*年(?!前)|\d+\s*(?:个月|天|小时)(?:内|以内|之内)"
        rf"|{_HAN}+(?:个工作日|日内|天内|个月内|年内)"
    ),
    "次数": re.compile(r"\d+\s*次|(?:超过|最多|至多)[^，。；]{0,4}[两二三四五六七八九十]次"),
    "日期": re.compile(r"\d{4}\s*年\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?|\d{4}-\d{2}-\d{2}"),
    "金额": re.compile(rf"{_NUMBER}\s*万元?"),
}
_DUTY = re.compile(r"应当|不得|有权(?!限)|无权|可以请求|违法|无效|期限")
_PAGE_LINK = re.compile(r"!?\[(?:[^\[\]\\]|\\.)*\]\((?!law:|fig:|claim:|term:|channel:)[^)]*\)")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, list item, heading or table row: its words as readers see them, and as they are written."""

    line: int
    raw: str
    words: str
    heading: bool = False
    table: bool = False
    part: str = ""

    @property
    def cited(self) -> bool:
        """Whether a law or a figure is referenced in it."""
        return any(found["scheme"] in ("law", "fig", "claim") for found in LINK.finditer(self.raw))


@dataclass(frozen=True)
class Heading:
    """A heading of a page, with its explicit id where it has one."""

    line: int
    level: int
    text: str
    id: str | None


@dataclass(frozen=True)
class Finding:
    """Something wrong with the words: line in the body, rule, sentence for the editor."""

    line: int
    rule: str
    message: str


@dataclass(frozen=True)
class Measured:
    """How much there is to read: (line, length) of each paragraph, and the length of each sentence, in characters."""

    paragraphs: tuple[tuple[int, int], ...]
    sentences: tuple[int, ...]

    @property
    def average(self) -> float:
        """The average length of a sentence; 0 when there is none."""
        return sum(self.sentences) / len(self.sentences) if self.sentences else 0.0

    @property
    def longest(self) -> tuple[int, int]:
        """Line and length of the longest paragraph; (1, 0) when there is none."""
        return max(self.paragraphs, key=lambda one: one[1], default=(1, 0))


def headings(body: str) -> list[Heading]:
    """Give the headings outside fences."""
    found = []
    for number, line in prose_lines(body):
        heading = _HEADING.match(line)
        if heading:
            found.append(Heading(number, len(heading["marks"]), heading["text"].strip(), heading["id"]))
    return found


def paragraphs(body: str) -> Iterator[Paragraph]:
    """Yield paragraphs in order; `part` is the title of the H2 they stand under."""
    part = ""
    for _, group in groupby(_numbered_blocks(body), key=lambda item: item[0]):
        lines = [(number, line) for _, number, line in group]
        number, first = lines[0]
        raw = " ".join(line.strip() for _, line in lines)
        heading = _HEADING.match(first)
        if heading and len(heading["marks"]) == 2:
            part = heading["text"].strip()
        yield Paragraph(number, raw, readable(raw), bool(heading), first.lstrip().startswith("|"), part)


def sentences(words: str) -> list[str]:
    """Split words at 。！？；."""
    return [found.strip() for found in _SENTENCE.findall(words) if found.strip()]


def readable(raw: str) -> str:
    """Give the words of Markdown source: links become their labels, marks go."""
    line = _ADMONITION.sub(lambda found: found["title"], raw)
    line = _ANY_LINK.sub(lambda found: found[1], line)
    line = _ATTRIBUTES.sub("", _LEAD.sub("", line))
    return _MARKS.sub("", line).strip()


def bare_figures(body: str) -> Iterator[Finding]:
    """Find legal figures typed into prose instead of referenced."""
    for number, line in prose_lines(body):
        visible = _CODE.sub(" ", _ANY_LINK.sub(r"\1", LINK.sub(" ", line)))
        for what, pattern in _FIGURES.items():
            for found in pattern.finditer(visible):
                yield Finding(
                    number,
                    "bare-figure",
                    f"正文里直接写了{what}“{found[0].strip()}”。法律数字请引用数据，如 [四倍值](fig:private-lending-cap)；"
                    "条文用 law:；编的例子放进 ```example",
                )


def unreferenced(body: str) -> Iterator[Paragraph]:
    """Find paragraphs that speak of a duty or right without naming a rule."""
    for paragraph in paragraphs(body):
        said = readable(_PAGE_LINK.sub("", paragraph.raw))  # the title of another page states nothing here
        if _DUTY.search(said) and not paragraph.cited and not paragraph.heading:
            yield paragraph


def raw_html(body: str) -> Iterator[Finding]:
    """Find HTML tags: they are shown as text, so they are a mistake."""
    for number, line in prose_lines(body):
        found = _RAW_HTML.search(_CODE.sub("", line))
        if found:
            yield Finding(
                number, "raw-html", f"不能写 HTML（{found[0]}），它会原样印出来。请用 Markdown 或已有的块"
            )


def odd_characters(body: str) -> Iterator[Finding]:
    """Find invisible, private-use and look-alike characters."""
    if not any(map(_odd, set(body))):
        return
    for number, line in enumerate(body.split("\n"), 1):
        for character in line:
            if what := _odd(character):
                yield Finding(number, "odd-character", f"有{what} U+{ord(character):04X}，请删掉或换成普通字")


@cache
def _odd(character: str) -> str:
    """Say what is odd about a character; nothing when it is an ordinary one."""
    if what := _ODD.get(unicodedata.category(character)):
        return what
    if _BLANKS.match(character):
        return "不是普通空格的空白"
    return "形近字符" if _LOOKALIKES.match(character) else ""


def typography(body: str) -> Iterator[Finding]:
    """Find what 中文文案排版 asks to write otherwise; links, articles and document numbers stay as they are."""
    for number, line in prose_lines(body):
        masked = _ANY_LINK.sub("〔链接〕", line)
        masked = _ORIGINAL.sub("〔原文〕", masked)
        for apart in _APART.finditer(masked):
            yield Finding(number, "typography", f"“{apart[0]}”请写成“{apart[1]}{apart[2]}”")
        for fault in autocorrect_py.lint_for(masked, "markdown").lines:
            if fault.old != fault.new:
                yield Finding(number, "typography", f"“{fault.old}”请写成“{fault.new}”")


def reading(body: str) -> Iterator[Finding]:
    """Find paragraphs that are too long, and a page whose sentences are too long on average."""
    found = measured(body)
    for line, count in found.paragraphs:
        if count > LONGEST_PARAGRAPH:
            yield Finding(line, "long-paragraph", f"这一段有 {count} 字，超过 {LONGEST_PARAGRAPH} 字，请拆开")
    if found.average > AVERAGE_SENTENCE:
        message = f"平均每句 {found.average:.1f} 字，超过 {AVERAGE_SENTENCE} 字，请把长句拆短"
        yield Finding(1, "long-sentences", message)


def measured(body: str) -> Measured:
    """Count the paragraphs and sentences of a text; headings and tables are not read as prose."""
    read = [one for one in paragraphs(body) if not one.heading and not one.table]
    return Measured(
        tuple((one.line, visible_length(one.words)) for one in read),
        tuple(visible_length(sentence) for one in read for sentence in sentences(one.words)),
    )


def visible_length(words: str) -> int:
    """Count characters as a reader sees them: without blanks."""
    return len("".join(words.split()))


def _numbered_blocks(body: str) -> Iterator[tuple[int, int, str]]:
    """Yield (block, line number, line): a block ends at a blank line, a list item, a heading or a table row."""
    block, last = 0, 0
    for number, line in prose_lines(body):
        if not line.strip():
            block += 1
            continue
        if number != last + 1 or _LEAD.match(line) or _ADMONITION.match(line):
            block += 1
        yield block, number, line
        if _HEADING.match(line) or _ADMONITION.match(line):
            block += 1
        last = number
