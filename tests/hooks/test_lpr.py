"""Recording a publication of the LPR: what is written, what is refused, what is told."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from hooks import content, lpr

ROOT = Path(__file__).resolve().parents[2]
DAY = date(2026, 11, 22)
GOOD = ["2026-10-20", "3.00", "3.5"]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The two files and the calendar of the real project as they stood in September 2026."""
    folder = tmp_path / lpr.FOLDER
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "calculators/holidays.yaml", tmp_path / "calculators")
    for name in lpr.FILES:
        lines = (ROOT / lpr.FOLDER / f"{name}.yaml").read_text("utf-8").split("\n")
        points = [line for line in lines if not line.startswith("  - {from: ") or line[11:21] <= "2026-09-20"]
        old = ["confirmed: 2026-09-20" if line.startswith("confirmed: ") else line for line in points]
        (folder / f"{name}.yaml").write_text("\n".join(old), "utf-8")
    return tmp_path


def record(root: Path, *words: str, confirmed: bool = False, now: date = DAY) -> date:
    """Record a publication into the copy."""
    return lpr.record(content.collect(root, now)[0], list(words), confirmed=confirmed)


def texts(root: Path) -> list[str]:
    """The two files as they are."""
    return [(root / lpr.FOLDER / f"{name}.yaml").read_text("utf-8") for name in lpr.FILES]


def test_a_publication_adds_one_line_and_moves_one_date(copy: Path) -> None:
    """Everything else in both files stays byte for byte."""
    before = texts(copy)
    assert date(2026, 10, 20) == record(copy, *GOOD)
    for old, new, value in zip(before, texts(copy), ("3.00", "3.50"), strict=True):
        line = f'  - {{from: 2026-10-20, value: {value}, source: "{lpr.SOURCE}"}}\n'
        assert old.replace("confirmed: 2026-09-20", "confirmed: 2026-10-20") + line == new


def test_what_was_written_is_read_back(copy: Path) -> None:
    """The new value holds from the day of the publication, the old one up to the day before."""
    record(copy, "2026-10-20", "2.90", "3.40")
    law = content.collect(copy, DAY)[0].law
    assert ["3", "2.9"] == [f"{law['lpr-1y'].number_at(date(2026, 10, day)).normalize()}" for day in (19, 20)]


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ([], "写法"),
        (["2026-10-20", "3.00"], "写法"),
        (["2026-13-20", "3.00", "3.50"], "日期要写成"),
        (["昨天", "3.00", "3.50"], "日期要写成"),
        (["2026-12-21", "3.00", "3.50"], "还没有到"),
        (["2026-09-20", "3.00", "3.50"], "不比它晚"),
        (["2026-08-20", "3.00", "3.50"], "不比它晚"),
        (["2026-09-21", "3.00", "3.50"], "应是 2026-09-20"),
        (["2026-10-08", "3.00", "3.50"], "不像公布日"),
        (["2026-10-21", "3.00", "3.50"], "应是 2026-10-20"),
        (["2026-10-20", "3.00%", "3.50"], "利率只写数字"),
        (["2026-10-20", "3.00", "三点五"], "利率只写数字"),
        (["2026-10-20", "3.001", "3.50"], "利率只写数字"),
        (["2026-10-20", "-3.00", "3.50"], "利率只写数字"),
        (["2026-10-20", "２.90", "3.50"], "利率只写数字"),
        (["2026-10-20", "2.49", "3.50"], "一次变了 0.51 个百分点"),
        (["2026-10-20", "3.00", "35.0"], "一次变了"),
        (["2026-11-20", "3.00", "3.50"], "中间少了 1 个月"),
    ],
)
def test_a_wrong_publication_is_refused_and_nothing_is_written(copy: Path, words: list[str], reason: str) -> None:
    """The refusal says what is wrong; both files stay as they were, also when only the second rate is wrong."""
    before = texts(copy)
    with pytest.raises(lpr.RefusedError, match=reason):
        record(copy, *words)
    assert before == texts(copy)


@pytest.mark.parametrize(
    "words", [["2026-10-20", "2.00", "3.50"], ["2026-11-20", "3.00", "3.50"]], ids=["a jump", "a month left out"]
)
def test_a_doubt_is_recorded_once_confirmed(copy: Path, words: list[str]) -> None:
    """What is unusual but possible goes in when the editor says so."""
    assert date.fromisoformat(words[0]) == record(copy, *words, confirmed=True)


def test_confirming_does_not_excuse_a_mistake(copy: Path) -> None:
    """A day in the future stays refused."""
    with pytest.raises(lpr.RefusedError, match="还没有到"):
        record(copy, "2026-12-21", "3.00", "3.50", confirmed=True)


def test_beyond_the_calendar_the_day_may_be_any_of_the_week_after_the_20th(copy: Path) -> None:
    """Holidays of the next year are not known yet: a 27th after a long holiday cannot be called wrong."""
    assert date(2027, 2, 26) == record(copy, "2027-02-26", "3.00", "3.50", confirmed=True, now=date(2027, 3, 1))


def test_a_file_written_otherwise_is_left_to_its_editor(copy: Path) -> None:
    """A file that does not end with one point on one line is not touched."""
    path = copy / lpr.FOLDER / "lpr-5y.yaml"
    path.write_text(path.read_text("utf-8") + "# 说明\n", "utf-8")
    before = texts(copy)
    with pytest.raises(lpr.RefusedError, match="手工录入"):
        record(copy, *GOOD)
    assert before == texts(copy)


def test_the_figures_and_pages_that_move_are_listed(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """After a new rate: the figure, what follows from it, and a page that prints it, but no other page."""
    for name in (*lpr.FILES, "private-lending-multiple", "private-lending-cutover"):
        text = (ROOT / lpr.FOLDER / f"{name}.yaml").read_text("utf-8")
        text = re.sub(r"^basis: .*$", "basis: [civil-code-670]", text, flags=re.MULTILINE)
        (project / lpr.FOLDER / f"{name}.yaml").write_text(text, "utf-8")
    page = project / "docs/rules/lpr-now.md"
    words = "---\ntitle: 现在的 LPR\ndescription: 一句话。\nkind: about\nreviewed: 2026-11-22\n---\n\n[报价](fig:lpr-1y)\n"
    page.write_text(words, "utf-8")
    other = page.with_name("other.md")
    other.write_text(words.replace("[报价](fig:lpr-1y)", "没有数字。"), "utf-8")
    monkeypatch.chdir(project)
    monkeypatch.setenv("SITE_DATE", "2027-06-30")
    assert 0 == lpr.main(["2027-06-21", "1.00", "1.20", "--confirm"])
    said = capsys.readouterr().out.splitlines()
    assert "录入了 2027-06-21 公布的 LPR。" == said[0]
    assert ["lpr-1y", "lpr-5y", "private-lending-cap"] == [
        line.removeprefix("数值变了：").split()[0] for line in said if line.startswith("数值变了")
    ]
    assert "  docs/rules/lpr-now.md" in said
    assert "  docs/rules/other.md" not in said


def test_a_refusal_ends_with_one_sentence(
    copy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command fails and says why."""
    monkeypatch.chdir(copy)
    monkeypatch.setenv("SITE_DATE", "2026-11-22")
    assert 1 == lpr.main(["2026-12-21", "3.00", "3.50"])
    assert "没有录入：2026-12-21 还没有到（今天是 2026-11-22）\n" == capsys.readouterr().err
