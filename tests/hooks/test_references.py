"""Reference links: found in a text with their line, and judged against the data of one day."""

from dataclasses import replace
from datetime import date

import pytest

from hooks import references
from hooks.content import Library
from hooks.references import Reference


def found(text: str) -> list[tuple[int, str, str]]:
    """Line, scheme and id of each reference."""
    return [(one.line, one.scheme, one.id) for one in references.scan(text)]


def judged(written: str, library: Library) -> str | None:
    """The rule that a single reference breaks."""
    fault = references.fault(next(references.scan(written)), library)
    return fault.rule if fault else None


def test_each_reference_has_its_line() -> None:
    """Lines count from one, blank lines and fences included."""
    text = "[甲](law:a)\n\n```text\n[乙](law:b)\n```\n\n- [丙](fig:c) 和 [丁](term:d)"
    assert [(1, "law", "a"), (7, "fig", "c"), (7, "term", "d")] == found(text)


def test_a_label_may_run_over_a_line_end() -> None:
    """A reference that an editor's program has wrapped is one all the same, on the line where it begins."""
    assert [(2, "law", "a")] == found("前面\n看 [民法典\n第670条](law:a)。")


def test_a_label_never_runs_over_a_blank_line() -> None:
    """Brackets of different paragraphs do not belong together."""
    assert [] == found("看 [民法典\n\n第670条](law:a)")


@pytest.mark.parametrize(
    "text", ["`[甲](law:a)`", "``[甲](law:a) ` ``", "~~~\n[甲](law:a)\n~~~", "> ```\n> [甲](law:a)\n> ```"]
)
def test_code_holds_no_references(text: str) -> None:
    """What is shown as code is not asked for."""
    assert [] == found(text)


def test_the_words_in_quotes_are_kept() -> None:
    """The title of a reference says that the editor knows its state."""
    assert Reference("law", "a", "甲", "历史", 1) == next(references.scan('[甲](law:a "历史")'))


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("```x\na\n```\nb", [(0, 2, True)]),
        ("```x\na", [(0, 1, False)]),
        ("````x\n```\n````\n```y\n```", [(0, 2, True), (3, 4, True)]),
        ("~~~x\n```\n~~~", [(0, 2, True)]),
        ("> ```x\n> a\n> ```\nb", [(0, 2, True)]),
        ("> ```x\n> a\nb", [(0, 1, False)]),
        ("```x``` b", []),
        ("", []),
    ],
)
def test_fences_have_a_beginning_and_an_end(text: str, spans: list[tuple[int, int, bool]]) -> None:
    """Pages and checks read fences the same way: first line, last line, and whether somebody closed it."""
    assert spans == [(one.start, one.end, one.closed) for one in references.fences(text.split("\n"))]


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        ("[民法典第670条](law:civil-code-670)", None),
        ("[民法典](law:civil-code-671)", "unknown-reference"),
        ("[](law:civil-code-670)", "empty-label"),
        ("[ ](law:civil-code-670)", "empty-label"),
        ("[利率值](fig:sample-rate)", None),
        ("[一年期利率](fig:sample-rate)", None),
        ("[3.1%](fig:sample-rate)", "figure-label"),
        ("[３.１％](fig:sample-rate)", "figure-label"),
        ("[利率](fig:sample-rates)", "unknown-reference"),
        ("[本金](term:principal)", None),
        ("[说法](claim:no-need-to-pay)", None),
        ("[12378](channel:12378)", None),
        ("[12387](channel:12387)", "unknown-reference"),
        ("[旧](law:old-rules-26)", "not-in-force"),
        ('[旧](law:old-rules-26 "历史")', None),
        ('[旧](law:old-rules-26 "草案")', "not-in-force"),
        ("[草案](law:draft-rules-1)", "not-in-force"),
        ('[草案](law:draft-rules-1 "草案")', None),
        ("[新规](law:coming-rules-3)", "not-in-force"),
        ('[新规](law:coming-rules-3 "未施行")', None),
        ('[民法典](law:civil-code-670 "以前的")', "reference-title"),
        ('[本金](term:principal "历史")', "reference-title"),
    ],
)
def test_a_reference_stands_or_breaks_one_rule(written: str, rule: str | None, small: Library) -> None:
    """What a reference may point to depends on its kind, its label and the state of the law on the day."""
    assert rule == judged(written, small)


@pytest.mark.parametrize(
    ("day", "rule"),
    [
        (date(2015, 8, 31), "not-in-force"),
        (date(2015, 9, 1), None),
        (date(2020, 8, 19), None),
        (date(2020, 8, 20), "not-in-force"),
    ],
)
def test_a_rule_is_in_force_on_its_days(day: date, rule: str | None, small: Library) -> None:
    """The first and the last day are days in force; the days beside them are not."""
    assert rule == judged("[旧](law:old-rules-26)", replace(small, today=day))


def test_a_superseded_rule_names_its_successor(small: Library) -> None:
    """The message says what to cite today, and how to write it when history is meant."""
    fault = references.fault(next(references.scan("[旧](law:old-rules-26)")), small)
    assert fault is not None
    assert "现在应引用 civil-code-676" in fault.message
    assert '[旧](law:old-rules-26 "历史")' in fault.message


@pytest.mark.parametrize(
    ("name", "words"),
    [("civil-code-67", "你是不是要写 law:civil-code-676 ？"), ("zzzz", "请先在数据里登记，或改用已有的名字")],
)
def test_an_unknown_name_gets_a_proposal(name: str, words: str, small: Library) -> None:
    """The nearest known name is proposed; where none is near, the message says what to do."""
    fault = references.fault(next(references.scan(f"[字](law:{name})")), small)
    assert fault is not None
    assert words in fault.message


def test_a_figure_without_a_value_on_the_day_is_refused(small: Library) -> None:
    """A day before the first value has none; nothing falls back to a later one."""
    assert "not-covered" == judged("[利率](fig:sample-rate)", replace(small, today=date(2026, 1, 19)))
    assert judged("[利率](fig:sample-rate)", replace(small, today=date(2026, 1, 20))) is None
