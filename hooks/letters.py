"""Letters and reply cards as editors write them: the models, and what stands between the blanks of a letter.

The words of a letter are plain lines. `{lender}` is a blank, `{?agency}…{/agency}` a passage that is left out while its
field is empty, `# ` begins the heading. Knows no page and no HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from calculators.source import Record, Wrong

Group = Literal["negotiation", "information", "dispute", "collection", "complaint", "court", "enforcement"]
GROUPS: Mapping[Group, str] = {
    "negotiation": "协商",
    "information": "要明细、要凭证",
    "dispute": "提出异议",
    "collection": "停止打扰",
    "complaint": "投诉和报警",
    "court": "应诉",
    "enforcement": "执行阶段",
}
ReplyGroup = Literal[
    "police", "court", "contacts", "visit", "threat", "money", "credit", "identity", "pressure", "family"
]
REPLY_GROUPS: Mapping[ReplyGroup, str] = {
    "police": "警察、坐牢",
    "court": "法院、官司",
    "contacts": "通讯录、单位、别人",
    "visit": "上门",
    "threat": "威胁、侮辱",
    "money": "钱、还款",
    "credit": "征信、记录",
    "identity": "身份",
    "pressure": "施压",
    "family": "家人、亲属、担保",
}
Type = Literal["text", "textarea", "list", "date", "amount", "number", "phone", "idcard-last4", "choice"]
Lawful = Literal["lawful", "unlawful", "against-rules", "depends"]
LAWFUL: Mapping[Lawful, tuple[str, str]] = {
    "lawful": ("fine", "可以这样说"),
    "unlawful": ("stop", "违反法律"),
    "against-rules": ("stop", "违反管得着它的规章、标准或自律"),
    "depends": ("warn", "看情况"),
}


def _listed(value: object) -> object:
    """Accept one sentence where a list of sentences may stand."""
    return [value] if isinstance(value, str) else value


Sentence = Annotated[str, Field(min_length=1)]
Sentences = Annotated[tuple[Sentence, ...], BeforeValidator(_listed)]
FieldId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]


class Blank(Record):
    """A field of a letter: what the reader is asked for."""

    id: FieldId
    label: Sentence
    type: Type
    required: bool
    hint: Sentence | None = None
    example: Sentence | None = None
    choices: tuple[Sentence, ...] = ()

    @model_validator(mode="after")
    def _choices(self) -> Blank:
        if (self.type == "choice") != bool(self.choices):
            raise Wrong("choices 和 type: choice 要一起写", "choices" if self.choices else "type")
        return self


class Letter(Record):
    """docs/_data/letters/*.md: when to write a letter, what to fill in, its words (`body`) and what they rest on."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$")]
    title: Sentence
    group: Group
    summary: Sentence
    aliases: Sentences = ()
    use_when: Sentences = Field(min_length=1)
    not_when: Sentences = Field(min_length=1)
    send_to: Sentences = Field(min_length=1)
    attachments: Sentences = ()
    next: Sentences = Field(min_length=1)
    #: Whether the writer says how hard life is; only then do the warnings speak of hardship that is made up.
    hardship: bool = False
    warnings: Sentences = ()
    basis: tuple[Sentence, ...] = Field(min_length=1)
    checklist: Sentence | None = None
    calculator: Sentence | None = None
    pages: tuple[Sentence, ...] = ()
    fields: tuple[Blank, ...] = Field(min_length=1)
    body: Sentence
    first_line: int = Field(default=1, exclude=True)


class ReplyCard(Record):
    """One line that collectors say, what it means, and one calm sentence to answer it."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$")]
    collector_says: Sentence
    variants: tuple[Sentence, ...] = ()
    group: ReplyGroup
    means: Sentence
    lawful: Lawful
    why: Sentence
    reply: Sentence
    record: Sentence
    claim: Sentence | None = None


@dataclass(frozen=True)
class Run:
    """A stretch of a line: words, or a blank; it is written only while all `needs` are filled in."""

    words: str
    field: str | None
    needs: tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """A line of the letter."""

    runs: tuple[Run, ...]
    heading: bool = False


@dataclass(frozen=True)
class Fault:
    """What is wrong in a letter's words: line in the body (1 = first), rule, sentence for the editor."""

    line: int
    rule: str
    message: str


_MARK = re.compile(r"\{(?P<sign>[?/]?)(?P<field>[a-z][a-z0-9_]*)\}")
_BRACES = re.compile(r"[{}][^{}\n]*[{}]?")
_ARTICLE = re.compile(r"第\s*([0-9]+|[一二三四五六七八九十百千零]+)\s*条")
_DIGITS = dict(zip("零一二三四五六七八九", range(10), strict=True))
_UNITS = {"十": 10, "百": 100, "千": 1000}


def lines(letter: Letter) -> list[Line]:
    """Give the lines of a letter; empty ones, and those that hold marks of a passage alone, are left out."""
    optional = {blank.id for blank in letter.fields if not blank.required}
    open_passages: list[str] = []
    found = []
    for written in letter.body.split("\n"):
        heading = written.startswith("# ")
        runs = tuple(_runs(written.removeprefix("# ").strip(), open_passages, optional))
        if any(run.field or run.words.strip() for run in runs):
            found.append(Line(runs, heading))
    return found


def _runs(written: str, open_passages: list[str], optional: set[str]) -> Iterator[Run]:
    """Cut one line into runs; `open_passages` is carried from line to line."""
    end = 0
    for mark in _MARK.finditer(written):
        if mark.start() > end:
            yield Run(written[end : mark.start()], None, tuple(open_passages))
        end = mark.end()
        field = mark["field"]
        if mark["sign"] == "?":
            open_passages.append(field)
        elif mark["sign"] == "/":
            if field in open_passages:
                open_passages.remove(field)
        else:
            own = (field,) if field in optional and field not in open_passages else ()
            yield Run("", field, (*open_passages, *own))
    if end < len(written):
        yield Run(written[end:], None, tuple(open_passages))


def blank_words(blank: Blank) -> str:
    """Give what stands in a blank on paper: a line with what belongs there, or the choices."""
    if blank.choices:
        return f"（{'／'.join(blank.choices)}，选一）" if len(blank.choices) > 1 else ""
    return f"＿＿＿＿（{blank.label}）"


def faults(letter: Letter, articles: frozenset[int]) -> Iterator[Fault]:
    """Find blanks without a field, fields without a blank, passages left open, articles that the basis does not have."""
    yield from _blank_faults(letter)
    for number, written in enumerate(letter.body.split("\n"), 1):
        yield from _article_faults(number, written, articles)
    for blank in letter.fields:
        for choice in blank.choices:
            yield from _article_faults(0, choice, articles)


def _blank_faults(letter: Letter) -> Iterator[Fault]:
    known = {blank.id for blank in letter.fields}
    used: set[str] = set()
    open_passages: list[str] = []
    for number, written in enumerate(letter.body.split("\n"), 1):
        if _BRACES.search(_MARK.sub("", written)):
            yield Fault(number, "letter-blank", "花括号写法不对：空格写 {名字}，可省的一段写 {?名字}…{/名字}")
        for mark in _MARK.finditer(written):
            field = mark["field"]
            used.add(field)
            if field not in known:
                yield Fault(number, "letter-blank", f"正文里的 {{{field}}} 没有对应的 fields")
            if mark["sign"] == "?":
                open_passages.append(field)
            elif mark["sign"] == "/" and field in open_passages:
                open_passages.remove(field)
            elif mark["sign"] == "/":
                yield Fault(number, "letter-blank", f"{{/{field}}} 前面没有 {{?{field}}}")
    for field in open_passages:
        yield Fault(0, "letter-blank", f"{{?{field}}} 没有结束：请在后面写 {{/{field}}}")
    for field in sorted(known - used):
        yield Fault(0, "letter-blank", f"字段 {field} 在正文里没有用到")


def _article_faults(number: int, written: str, articles: frozenset[int]) -> Iterator[Fault]:
    for found in _ARTICLE.finditer(written):
        if article_number(found[1]) not in articles:
            message = f"正文写了“{found[0]}”，basis 里没有这一条：把它的 id 加进 basis，或者改正条号"
            yield Fault(number, "letter-article", message)


def article_number(written: str) -> int:
    """Read 670 or 六百七十."""
    if written.isascii():
        return int(written)
    total, digit = 0, 0
    for character in written:
        if character in _UNITS:
            total += (digit or 1) * _UNITS[character]
            digit = 0
        else:
            digit = _DIGITS[character]
    return total + digit


def articles_in(label: str) -> set[int]:
    """Give the numbers of the articles that a register entry names: 第85条、第86条, 第570条至第574条."""
    found: set[int] = set()
    for first, last in re.findall(r"第(\d+)条(?:至第(\d+)条)?", label):
        found |= set(range(int(first), int(last or first) + 1))
    return found
