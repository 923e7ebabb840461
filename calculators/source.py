"""Strict YAML: every mistake of an editor becomes a ``Problem`` with its line and a Chinese sentence.

Numbers with a decimal point stay exact (``Decimal``), ``2026-11-22`` is a ``date``, everything else that is
not a whole number, ``true``, ``false`` or ``null`` is text: ``22:00``, ``yes`` and ``007`` stay as written.
Knows nothing about what the documents mean; the models come from the callers.

Rule ids: file-missing file-encoding yaml-syntax yaml-duplicate-key yaml-alias yaml-tag yaml-date yaml-key
unknown-key missing-key wrong-type wrong-value.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, TypeVar, get_args

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Strict, ValidationError
from pydantic_core import ErrorDetails

#: No data file nests deeper than a few levels.
DEEPEST = 40
ROOT = Path(__file__).resolve().parents[1]
Loc = tuple[str | int, ...]
M = TypeVar("M", bound=BaseModel)

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)\Z")
_DECIMAL = re.compile(r"[-+]?[0-9]+\.[0-9]+\Z")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_FULL_WIDTH_COLON = re.compile(r"[-\s]*\w+：")
_CONSTANTS = {"": None, "~": None, "null": None, "true": True, "false": False}


def _exact(value: object) -> object:
    """Let a whole number stand where a Decimal is asked for, but no text and no float."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise Wrong("应是数字，不加引号", rule="wrong-type")
    return Decimal(value)


Number = Annotated[Decimal, BeforeValidator(_exact)]
Day = Annotated[date, Strict()]


class Record(BaseModel):
    """Base of all models read from YAML: unknown keys are refused, instances are frozen."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Wrong(ValueError):  # noqa: N818 - reads as a sentence where it is raised
    """A validator's refusal in Chinese; ``inside`` leads from the validated value to the offending node."""

    def __init__(self, message: str, *inside: str | int, hint: str = "", rule: str = "wrong-value") -> None:
        super().__init__(message)
        self.inside = inside
        self.hint = hint
        self.rule = rule


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake: where it stands, what is wrong, what to write instead, which rule found it."""

    path: str
    line: int
    message: str
    hint: str = ""
    rule: str = ""

    def __str__(self) -> str:
        hint = f"。{self.hint}" if self.hint else ""
        return f"{self.path}:{self.line}: {self.message}{hint} ({self.rule})"


@dataclass(frozen=True)
class Document:
    """A parsed YAML text: plain Python values and the line on which each of them stands."""

    path: str
    value: Any
    first_line: int = 1
    lines: dict[Loc, int] = field(default_factory=dict)

    def existing(self, loc: Iterable[str | int]) -> Loc:
        """Give the part of ``loc`` that stands in the document (tags of a union are skipped)."""
        here: Loc = ()
        for part in loc:
            if (*here, part) in self.lines:
                here = (*here, part)
        return here

    def line_of(self, loc: Iterable[str | int]) -> int:
        """Give the line of the node at ``loc``, or of its nearest existing ancestor."""
        return self.lines.get(self.existing(loc), self.first_line)


def shown(path: Path) -> str:
    """Give the path as people see it: relative to the project where it lies inside."""
    resolved = path.resolve()
    return resolved.relative_to(ROOT).as_posix() if resolved.is_relative_to(ROOT) else path.as_posix()


#: Line breaks to YAML, but not to editors (and a byte order mark inside): every line number behind one would be wrong.
_UNSEEN_BREAK = re.compile("[\x85\u2028\u2029]|\r(?!\n)|(?<=[\\s\\S])\ufeff")


def parse(text: str, path: str, first_line: int = 1) -> tuple[Document, list[Problem]]:
    """Read one YAML document; ``first_line`` is the line of the file on which ``text`` begins."""
    unseen = _UNSEEN_BREAK.search(text)
    if unseen:
        line = first_line + text.count("\n", 0, unseen.start())
        return Document(path, None, first_line), [
            Problem(path, line, "有看不见的换行符或标记，删掉它", "", "yaml-syntax")
        ]
    loader = yaml.CSafeLoader(text)
    try:
        deep = _too_deep(text)
        if deep is not None:
            problem = Problem(path, first_line + deep, f"一层套一层，超过 {DEEPEST} 层", "拆开写", "yaml-syntax")
            return Document(path, None, first_line), [problem]
        node = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = min(mark.line if mark else 0, text.count("\n"))  # the parser stops behind the last line
        hint = _syntax_hint(text.splitlines()[: line + 1], f"{error.context} {error.problem}")
        problem = Problem(path, first_line + line, "YAML 读不下去", hint, "yaml-syntax")
        return Document(path, None, first_line), [problem]
    except yaml.reader.ReaderError as error:
        line = first_line + text.count("\n", 0, error.position or 0)
        problem = Problem(path, line, "有看不见的控制字符，删掉它", "", "yaml-syntax")
        return Document(path, None, first_line), [problem]
    finally:
        loader.dispose()
    reader = _Reader(path, first_line, first_line + text.count("\n"))
    value = reader.read(node, ()) if node is not None else None
    return Document(path, value, first_line, reader.lines), reader.problems


def _too_deep(text: str) -> int | None:
    """Give the line (0 = first) on which nesting gets too deep; the library builds nodes by recursion in C and would crash."""
    loader: Any = yaml.CSafeLoader(text)
    depth = 0
    try:
        while loader.check_event():
            event = loader.get_event()
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            if depth > DEEPEST:
                return int(event.start_mark.line)
    finally:
        loader.dispose()
    return None


def load(
    source: Path | str, model: type[M], path: str = "", first_line: int = 1
) -> tuple[M | None, list[Problem]]:
    """Read a file (``Path``) or a text (``str``) into ``model``; give the model, or None and all problems."""
    if isinstance(source, Path):
        path = path or shown(source)
        try:
            text = source.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            return None, [Problem(path, 1, "文件不是 UTF-8 编码，请另存为 UTF-8", "", "file-encoding")]
        except OSError:
            return None, [Problem(path, 1, "没有这个文件，或者读不出来", "", "file-missing")]
    else:
        text = source
    document, problems = parse(text, path or "<文字>", first_line)
    return (None, problems) if problems else validate(document, model)


def validate(document: Document, model: type[M]) -> tuple[M | None, list[Problem]]:
    """Check a parsed document against ``model``; each pydantic error becomes a Chinese ``Problem``."""
    try:
        return model.model_validate(document.value), []
    except ValidationError as error:
        details = [detail for detail in error.errors(include_url=False) if not _is_echo(detail)]
        return None, sorted({_problem(document, model, detail) for detail in details})


def _is_echo(detail: ErrorDetails) -> bool:
    """Say whether a list is called too short only because its items are wrong."""
    given = detail["input"]
    return detail["type"] == "too_short" and len(given) >= detail["ctx"]["min_length"]


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Give 你是不是要写 “…”？ when a known word is close, else an empty string."""
    names = {name.lower(): name for name in known}
    close = get_close_matches(word.lower(), names, n=1, cutoff=0.6)
    return f"你是不是要写 “{names[close[0]]}”？" if close else ""


# ── YAML nodes to values ─────────────────────────────────────────────────────────────────────────────


class _Reader:
    """Walks the composed nodes once; keeps lines and collects problems."""

    def __init__(self, path: str, first_line: int, last_line: int) -> None:
        self.path = path
        self.first_line = first_line
        self.last_line = last_line  # an empty value may stand behind it
        self.lines: dict[Loc, int] = {}
        self.problems: list[Problem] = []
        self.seen: set[int] = set()

    def read(self, node: yaml.Node, loc: Loc) -> Any:
        self.lines.setdefault(loc, self.line(node))
        if id(node) in self.seen:
            return self.report(node, "不要用锚点和引用（&、*），把内容写全", "yaml-alias")
        self.seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, loc)
        if isinstance(node, yaml.SequenceNode):
            return [self.read(item, (*loc, index)) for index, item in enumerate(node.value)]
        return self.scalar(node)

    def mapping(self, node: yaml.MappingNode, loc: Loc) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = key_node.value
            if not isinstance(key, str):
                self.report(key_node, "键必须是一个词，不能是列表或对象", "yaml-key")
                continue
            if key in result:
                first = self.lines[(*loc, key)]
                self.report(key_node, f"键 “{key}” 写了两遍（第一次在第 {first} 行）", "yaml-duplicate-key")
                continue
            self.lines[(*loc, key)] = self.line(key_node)
            result[key] = self.read(value_node, (*loc, key))
        return result

    def scalar(self, node: yaml.Node) -> Any:
        text: str = node.value
        plain = not getattr(node, "style", None)
        if not node.tag.startswith("tag:yaml.org,2002:"):
            return self.report(node, f"不支持标签 “{node.tag}”，去掉它", "yaml-tag")
        if not plain:
            return text
        if text in _CONSTANTS:
            return _CONSTANTS[text]
        if _INTEGER.match(text):
            return int(text)
        if _DECIMAL.match(text):
            return Decimal(text)
        return self.day(node) if _DATE.match(text) else text

    def day(self, node: yaml.Node) -> date | None:
        try:
            return date.fromisoformat(node.value)
        except ValueError:
            self.report(node, f"日历上没有 {node.value} 这一天", "yaml-date")
            return None

    def line(self, node: yaml.Node) -> int:
        return min(int(node.start_mark.line) + self.first_line, self.last_line)

    def report(self, node: yaml.Node, message: str, rule: str) -> None:
        self.problems.append(Problem(self.path, self.line(node), message, "", rule))


_SYNTAX = {
    "mapping values are not allowed": "这一行多了一个冒号；句子里有半角冒号时，整句要加引号",
    "cannot start any token": "这里用了制表符（Tab）或不能开头的符号（@、`、%）；缩进只用空格，符号要加引号",
    "could not find expected ':'": "这一行不是“键: 值”；冒号要用半角，后面空一格",
    "did not find expected key": "缩进对不上，或者引号、括号没有配对",
    "did not find expected '-'": "列表的缩进对不上",
    "did not find expected ',' or": "方括号或花括号没有关上",
    "unexpected end of stream": "引号没有关上",
    "found unknown escape": "双引号里的反斜杠写法不对，改用单引号",
    "expected a single document": "一个文件里只能有一份内容，删掉多余的 “---”",
    "found undefined alias": "不要用锚点和引用（&、*），把内容写全",
}


def _syntax_hint(lines: list[str], problem: str) -> str:
    """Say what to write instead; ``lines`` end with the one on which reading stopped."""
    if any(_FULL_WIDTH_COLON.match(line) for line in lines[-2:]):
        return "冒号要用半角（:），后面空一格"
    return next((text for words, text in _SYNTAX.items() if words in problem), "检查缩进、引号和冒号")


# ── pydantic errors to sentences ─────────────────────────────────────────────────────────────────────

_TYPES = {
    "string": "文字（是数字或日期时加引号）",
    "int": "整数",
    "decimal": "数字",
    "float": "数字",
    "date": "日期，写成 2026-11-22",
    "time": "钟点，写成 22:00",
    "bool": "true 或 false",
    "list": "列表（每项一行，以“- ”开头）",
    "tuple": "列表（每项一行，以“- ”开头）",
    "set": "列表（每项一行，以“- ”开头）",
    "frozen": "列表（每项一行，以“- ”开头）",
    "dict": "“键: 值”的一组",
    "mapping": "“键: 值”的一组",
    "model": "“键: 值”的一组",
}
_LIMITS = {
    "greater_than": "必须大于 {gt}",
    "greater_than_equal": "不能小于 {ge}",
    "less_than": "必须小于 {lt}",
    "less_than_equal": "不能大于 {le}",
    "string_too_short": "至少要有 {min_length} 个字",
    "string_too_long": "最多 {max_length} 个字",
    "too_short": "至少要有 {min_length} 项",
    "too_long": "最多 {max_length} 项",
    "string_pattern_mismatch": "写法不对，要符合 {pattern}",
}


def _problem(document: Document, model: type[BaseModel], detail: ErrorDetails) -> Problem:
    loc = detail["loc"]
    kind = detail["type"]
    name = ".".join(str(part) for part in document.existing(loc)) or "内容"
    context = detail.get("ctx", {})
    cause = context.get("error")
    if isinstance(cause, Wrong):
        loc = (*loc, *cause.inside)
        return Problem(document.path, document.line_of(loc), f"{name}：{cause}", cause.hint, cause.rule)
    line = document.line_of(loc)
    if kind == "extra_forbidden":
        hint = did_you_mean(str(loc[-1]), fields_at(model, loc[:-1]))
        return Problem(document.path, line, f"多余的键 “{loc[-1]}”", hint, "unknown-key")
    if kind == "missing":
        place = f"{name}：" if document.existing(loc) else ""
        return Problem(document.path, line, f"{place}缺少 “{loc[-1]}”", "", "missing-key")
    message, hint, rule = _sentence(kind, context, detail["input"], detail["msg"])
    return Problem(document.path, line, f"{name}：{message}", hint, rule)


def _sentence(kind: str, context: dict[str, Any], given: object, text: str) -> tuple[str, str, str]:
    """Give message, hint and rule for one kind of pydantic error."""
    if kind in ("literal_error", "enum", "union_tag_invalid"):
        choices = re.findall(r"'([^']*)'", str(context.get("expected", context.get("expected_tags", ""))))
        word = str(context.get("tag", given))
        return f"不能是 “{word}”，只能是 {'、'.join(choices)}", did_you_mean(word, choices), "wrong-value"
    if kind in _LIMITS:
        return _LIMITS[kind].format(**context), "", "wrong-value"
    if kind == "value_error":
        return str(context["error"]), "", "wrong-value"
    expected = _TYPES.get(kind.split("_")[0])
    if given is None:
        return "是空的，要填上" + (f"{expected}" if expected else ""), "", "wrong-type"
    if expected:
        return f"类型不对，应是{expected}", "", "wrong-type"
    return f"不合要求（{kind}）", "", "wrong-value"


def fields_at(model: type[BaseModel], loc: Loc) -> list[str]:
    """Give the keys that may stand at ``loc`` of a document validated by ``model``."""
    models: list[type[BaseModel]] = [model]
    for part in loc:
        inner = [f.annotation for m in models for n, f in m.model_fields.items() if part in (n, f.alias)]
        models = [found for annotation in inner for found in _models_in(annotation)] or models
    return [f.alias or name for found in models for name, f in found.model_fields.items()]


def _models_in(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models_in(argument)
