from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Literal

import pytest

from calculators import source
from calculators.source import Day, Number, Problem, Record, Wrong


class Item(Record):
    name: str
    kind: Literal["stop", "warn"] = "stop"


class Page(Record):
    title: str
    day: Day
    rate: Number = Decimal(0)
    items: tuple[Item, ...] = ()


def test_numbers_stay_exact_and_clocks_stay_text():
    """Only plain numbers, dates and constants are converted; everything else stays the text written."""
    document, problems = source.parse(
        "a: 3.10\nb: 12\nc: 2024-02-29\nd: 22:00\ne: yes\nf: 007\ng: '5'\nh: true\ni:\n12378: x", "x"
    )
    assert problems == []
    assert document.value == {
        "a": Decimal("3.10"),
        "b": 12,
        "c": date(2024, 2, 29),
        "d": "22:00",
        "e": "yes",
        "f": "007",
        "g": "5",
        "h": True,
        "i": None,
        "12378": "x",
    }


def test_lines_are_those_of_the_file():
    """A text embedded at line 10 of a file reports the lines of the file, for keys and for list items."""
    document, _ = source.parse("a: 1\nb:\n  - c: 2\n  - d: 3\n", "x", first_line=10)
    assert document.line_of(("b",)) == 11
    assert document.line_of(("b", 1, "d")) == 13
    assert document.line_of(("b", 1, "missing")) == 13
    assert document.line_of(("nowhere",)) == 10


MISTAKES = [
    ("a: b: c", 1, "yaml-syntax", "多了一个冒号"),
    ("a：b\nc: d", 2, "yaml-syntax", "冒号要用半角"),
    ("a:\n\t- b", 2, "yaml-syntax", "制表符"),
    ('a: "b\nc: d', 2, "yaml-syntax", "引号没有关上"),
    ("---\na: b\n---\nc: d", 3, "yaml-syntax", "只能有一份内容"),
    ("a: b\a", 1, "yaml-syntax", "控制字符"),
    ("a: 1\nb: 2\na: 3", 3, "yaml-duplicate-key", "第一次在第 1 行"),
    ("a: &x [1]\nb: *x", 1, "yaml-alias", "不要用锚点"),
    ("a: !bar 1", 1, "yaml-tag", "!bar"),
    ("? [1]\n: 2", 1, "yaml-key", "键必须是一个词"),
    ("a: 2023-02-29", 1, "yaml-date", "日历上没有 2023-02-29"),
    ("", 1, "wrong-type", "是空的"),
    ("title: x\nday: 2026-01-01\nitmes: []", 3, "unknown-key", "你是不是要写 “items”？"),
    ("title: x", 1, "missing-key", "缺少 “day”"),
    ("title: x\nday: 2026-01-01\nitems:\n  - {nam: y}", 4, "unknown-key", "你是不是要写 “name”？"),
    ("title: x\nday: 2026-01-01\nitems:\n  - {name: y, kind: wran}", 4, "wrong-value", "只能是 stop、warn"),
    ("title: 5\nday: 2026-01-01", 1, "wrong-type", "应是文字"),
    ("title: x\nday: '2026-01-01'", 2, "wrong-type", "应是日期"),
    ("title: x\nday: 2026-01-01\nrate: '3'", 3, "wrong-type", "应是数字"),
    ("title: x\nday: 2026-01-01\nitems: y", 3, "wrong-type", "应是列表"),
    ("title:\nday: 2026-01-01", 1, "wrong-type", "是空的"),
]


@pytest.mark.parametrize(("text", "line", "rule", "words"), MISTAKES)
def test_every_mistake_has_line_rule_and_words(text, line, rule, words):
    """A mistake is reported with the line on which it stands, its rule id and what to write instead."""
    model, problems = source.load(text, Page, "x.yaml")
    assert model is None
    found = [problem for problem in problems if problem.rule == rule]
    assert [problem.line for problem in found] == [line]
    assert words in found[0].message + found[0].hint


def test_all_problems_are_reported_at_once():
    """One run lists every mistake of a file, not only the first."""
    _, problems = source.load("titel: x\nday: y\nitems:\n  - {kind: z}", Page, "x.yaml")
    assert sorted(problem.rule for problem in problems) == [
        "missing-key",
        "missing-key",
        "unknown-key",
        "wrong-type",
        "wrong-value",
    ]


def test_a_validator_can_point_inside_its_value():
    """A refusal raised by a model's own validator lands on the line it names."""
    from pydantic import field_validator

    class Sorted(Record):
        days: tuple[Day, ...]

        @field_validator("days")
        @classmethod
        def check(cls, days: tuple[date, ...]) -> tuple[date, ...]:
            raise Wrong("第二个不对", 1, hint="换一个", rule="own-rule")

    _, problems = source.load("days:\n  - 2026-01-01\n  - 2025-01-01", Sorted, "x.yaml", first_line=3)
    assert problems == [Problem("x.yaml", 5, "days：第二个不对", "换一个", "own-rule")]
    assert str(problems[0]) == "x.yaml:5: days：第二个不对。换一个 (own-rule)"


def test_files_that_cannot_be_read_are_problems(tmp_path: Path):
    """A missing file and a file in another encoding are reported, not raised."""
    (tmp_path / "gbk.yaml").write_bytes("title: 中文".encode("gbk"))
    assert source.load(tmp_path / "gbk.yaml", Page)[1][0].rule == "file-encoding"
    assert source.load(tmp_path / "none.yaml", Page)[1][0].rule == "file-missing"


def test_a_good_document_becomes_a_frozen_model():
    """A whole number may stand where a decimal is asked for; the model cannot be changed."""
    page, problems = source.load("title: x\nday: 2026-01-01\nrate: 3\nitems: [{name: y}]", Page)
    assert problems == []
    assert page == Page(title="x", day=date(2026, 1, 1), rate=Decimal(3), items=(Item(name="y"),))
