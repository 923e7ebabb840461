"""What an editor gets wrong, and what the check says: one file of tests/broken for each mistake."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from calculators.source import Problem
from hooks import check

BROKEN = Path(__file__).resolve().parents[1] / "broken"
DAY = date(2026, 11, 22)
CASES = {path.stem: path for path in sorted(BROKEN.glob("*.yaml"))}
KEYS = {
    "sentence",
    "path",
    "content",
    "old",
    "new",
    "encoding",
    "delete",
    "more",
    "where",
    "line",
    "rule",
    "words",
}


def read(name: str) -> dict[str, Any]:
    """Read one mistake."""
    return dict(yaml.safe_load(CASES[name].read_text("utf-8")))


def make(change: dict[str, Any], root: Path) -> None:
    """Make one change to a project: write, edit or delete a file."""
    path = root / change["path"]
    if change.get("delete"):
        path.unlink()
    elif "content" in change:
        path.write_bytes(change["content"].encode(change.get("encoding", "utf-8")))
    else:
        text = path.read_text("utf-8")
        assert change["old"] in text, f"{change['path']} 里没有要改的那句话"
        path.write_text(text.replace(change["old"], change["new"]), "utf-8")


def make_all(case: dict[str, Any], root: Path) -> None:
    """Make the mistake, and the other changes that belong to it."""
    for change in (case, *case.get("more", ())):
        make(change, root)


def problems_of(case: dict[str, Any], root: Path) -> list[Problem]:
    """Run the check as it runs for this kind of mistake: what is past its day of review only when scheduled."""
    report = check.run(root, case.get("day", DAY))
    due = [check.due_problem(one) for one in report.due] if case["rule"] == "review-due" else []
    return report.problems + due


def test_the_base_has_no_mistake(project: Path) -> None:
    """The project that the mistakes are made in is clean, so that each finding comes from its mistake."""
    report = check.run(project, DAY)
    assert [] == [str(problem) for problem in report.problems]
    assert [] == [str(note) for note in report.notes]
    assert [] == report.due


@pytest.mark.parametrize("rule", check.RULES)
def test_every_rule_has_a_mistake(rule: str) -> None:
    """No rule without an example of what it finds."""
    assert any(read(name)["rule"] == rule for name in CASES)


@pytest.mark.parametrize("name", CASES)
def test_a_mistake_is_found_where_it_stands(name: str, project: Path) -> None:
    """The message stands at the right file and line, holds the words that help, and nothing else is reported."""
    case = read(name)
    assert set(case) - KEYS <= {"also", "day"}
    assert case["rule"] in check.RULES
    assert name.startswith(case["rule"])
    make_all(case, project)
    problems = problems_of(case, project)
    place = case.get("where", case["path"])
    found = [one for one in problems if (one.path, one.line, one.rule) == (place, case["line"], case["rule"])]
    assert found, "\n".join(["没有找到；检查说的是：", *map(str, problems)])
    for words in case["words"]:
        assert any(words in str(one) for one in found), f"{words} 不在 {found[0]} 里"
    others = {str(one) for one in problems if one not in found and one.rule not in case.get("also", ())}
    assert set() == others


def test_all_mistakes_of_several_files_are_found_in_one_run(project: Path) -> None:
    """One run lists what is wrong in a page, a data file and a parameter, each file once named."""
    names = ("unknown-kind", "wrong-value", "unknown-id-6", "empty-label", "unknown-id-3")
    for name in names:
        make_all(read(name), project)
    found = {(one.path, one.rule) for one in check.run(project, DAY).problems}
    assert {(read(name)["path"], read(name)["rule"]) for name in names} <= found


# ── The command ──────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def at(project: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The command runs in the small project, on the day of the tests, outside GitHub."""
    monkeypatch.chdir(project)
    monkeypatch.setenv("SITE_DATE", str(DAY))
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    return project


def test_without_a_mistake_the_command_ends_well(at: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The exit code is 0, the reading figures are told in few lines, and the last says how much was looked at."""
    assert 0 == check.main([])
    *figures, last = capsys.readouterr().out.splitlines()
    assert last.startswith("查了 2 页")
    assert "0 处要改" in last
    begun = ("好不好读", "数据里的文字：", "句子最长的几页", "  docs/rules/lending.md:", "  docs/index.md:")
    assert [True] * 5 == [line.startswith(words) for line, words in zip(figures, begun, strict=True)]


def test_with_a_mistake_the_command_fails_and_names_it(at: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The exit code is 1 and the line reads path:line: message (rule)."""
    make(read("unknown-kind"), at)
    assert 1 == check.main([])
    first = capsys.readouterr().out.splitlines()[0]
    assert "docs/index.md:4: 没有 indx 这种页面。你是不是要写 index ？ (unknown-kind)" == first


def test_what_is_due_fails_only_the_scheduled_run(at: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A review day that has passed never stops an editor; the weekly run lists it and fails."""
    make(read("review-due"), at)
    assert 0 == check.main([])
    assert "1 项已过复核日期（不影响构建）" in capsys.readouterr().out
    assert 1 == check.main(["--scheduled"])
    assert (
        "calculators/parameters/sample-rate.yaml:1: 样例利率 只核到 2026-11-20 应在 2026-11-21 前复核 (review-due)"
        == capsys.readouterr().out.splitlines()[0]
    )


def test_the_issue_is_written_only_when_something_is_due(at: Path) -> None:
    """No file, no issue: the workflow asks whether there is one."""
    assert 0 == check.main(["--scheduled", "--issue=due.md"])
    assert not (at / "due.md").exists()
    make(read("review-due"), at)
    assert 1 == check.main(["--scheduled", "--issue=due.md"])
    assert "1. `calculators/parameters/sample-rate.yaml:1` 样例利率" in (at / "due.md").read_text("utf-8")


def test_github_shows_a_mistake_beside_its_line(
    at: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In GitHub Actions each problem is printed a second time as an annotation, with % and line breaks escaped."""
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    make(read("bare-figure"), at)
    assert 1 == check.main([])
    annotation = capsys.readouterr().out.splitlines()[1]
    assert annotation.startswith("::error file=docs/rules/lending.md,line=18::正文里直接写了百分比“24%25”")
    assert annotation.endswith("(bare-figure)")


def test_outside_github_nothing_is_printed_twice(at: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An editor at home sees no annotations."""
    make(read("bare-figure"), at)
    check.main([])
    assert "::error" not in capsys.readouterr().out


def test_notes_are_listed_on_request(at: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A glossary term that no page links to, and a right stated without a rule outside the strict parts, are advice."""
    make({"path": "docs/rules/lending.md", "old": "[本金](term:principal)", "new": "你有权知道的本金"}, at)
    assert 0 == check.main([])
    assert "2 处提示" in capsys.readouterr().out
    assert 0 == check.main(["--notes"])
    notes = [line for line in capsys.readouterr().out.splitlines() if line.startswith("提示：")]
    assert ["提示：docs/_data/terms.yaml:2", "提示：docs/rules/lending.md:10"] == [
        note.rpartition(": ")[0] for note in notes
    ]


def test_reading_figures_are_printed_with_the_line(at: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A run ends with the medians, the data's figure and the hardest pages, each with its longest paragraph's line."""
    text = "一二三四五六七八九十" * 6
    make({"path": "docs/rules/lending.md", "old": "## 依据", "new": f"{text}。\n\n## 依据"}, at)
    for options in ([], ["--reading"]):
        assert 0 == check.main(options)
        printed = capsys.readouterr().out
        assert "好不好读（各页的中位数）：平均每句" in printed
        assert "数据里的文字：平均每句" in printed
        [line] = [line for line in printed.splitlines() if line.startswith("  docs/rules/lending.md:")]
        path, number, figures = line.split(":", 2)
        assert f"{text}。" == (at / path.strip()).read_text("utf-8").splitlines()[int(number) - 1]
        assert "最长一段 61 字" in figures


def test_the_number_of_exceptions_is_printed(at: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What the check lets pass by order is counted in every run."""
    check.main([])
    assert "1 条例外" in capsys.readouterr().out
    (at / "docs/_data/exceptions.yaml").write_text("figures: []\nunreferenced: []\n", "utf-8")
    check.main([])
    assert "0 条例外" in capsys.readouterr().out


def test_an_omitted_part_is_printed_with_its_reason(at: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A part may be left out when the page says why; the run shows it, so that it is not forgotten."""
    make(read("missing-part"), at)
    make(
        {
            "path": "docs/rules/lending.md",
            "old": "kind: rule",
            "new": "kind: rule\nomit: {basis: 依据见上文}",
        },
        at,
    )
    assert 0 == check.main([])
    assert "省略：rules/lending.md: basis（依据见上文）" in capsys.readouterr().out


def test_a_rule_that_another_will_replace_is_announced_while_all_is_well(
    at: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until its last day it is rightly cited; the run says how to see what must change, and on that day names it."""
    end = {"path": "docs/_data/sources/old-rules.yaml", "old": "expires: 2020-08-19", "new": "expires: 2026-11-30"}
    make(end, at)
    for path in ("docs/_data/checklists/before.yaml", "docs/_data/letters/ask.md"):
        make({"path": path, "old": "[civil-code-670]", "new": "[civil-code-670, old-rules-26]"}, at)
    monkeypatch.setenv("SITE_DATE", "2026-11-30")
    assert 0 == check.main([])
    assert "接替：2026-12-01 起，旧规定由别的规定接着。到那天要改的地方：make check SITE_DATE=2026-12-01" in (
        capsys.readouterr().out
    )
    monkeypatch.setenv("SITE_DATE", "2026-12-01")
    assert 1 == check.main([])
    printed = capsys.readouterr().out
    assert "接替：" not in printed
    assert 2 == printed.count("依据里的 old-rules-26 在 2026-12-01 已被取代，请换成 civil-code-676 (not-in-force)")


@pytest.mark.parametrize(
    ("arguments", "day", "words"),
    [(["--schedule"], "2026-11-22", "不认识 --schedule"), ([], "22.11.2026", "SITE_DATE 要写成")],
)
def test_a_wrong_call_is_refused(
    at: Path,
    arguments: list[str],
    day: str,
    words: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An unknown option or a day that is none ends with code 2 and a sentence, not with a clean bill."""
    monkeypatch.setenv("SITE_DATE", day)
    assert 2 == check.main(arguments)
    assert words in capsys.readouterr().err


def test_seen_on_another_day_the_same_page_is_right_or_wrong(project: Path) -> None:
    """A rule that comes into force next year may be cited from that day on, with or without its mark."""
    for new in ("[新规](law:coming-rules-3)。", '[新规](law:coming-rules-3 "未施行")。'):
        make(
            {"path": "docs/rules/lending.md", "old": "一年的利率是", "new": f"看 {new}一年的利率是"}, project
        )
    rules = {one.rule for one in check.run(project, date(2027, 1, 1)).problems}
    assert "not-in-force" not in rules
    assert "not-in-force" in {one.rule for one in check.run(project, DAY).problems}
