"""The report of a change: what readers get differently, in words that stay words in a comment."""

import json
import subprocess
from datetime import date
from pathlib import Path

import pytest

from hooks import report
from hooks.report import Move, PageMove, Report

HOSTILE = "<script>alert(1)</script> @someone #1 [a](javascript:x) `x` ![i](https://example.invalid/i.png)\n\n# 大标题\u202e"


def figure(*values: tuple[str, str], **more: object) -> dict:
    """A figure of the open data with these (from, value)."""
    listed = [{"from": day, "value": value, "source": "样例"} for day, value in values]
    return {"id": "rate", "title": "利率", "unit": "percent", "display": "{value}%", "values": listed} | more


def law(**more: object) -> dict:
    """An instrument of the open data with one provision."""
    rule = {"id": "civil-1", "article": "第1条", "confidence": "high"}
    return {"id": "civil", "short": "民法典", "status": "in_force", "effective": "2021-01-01", "provisions": [rule]} | more


def site(folder: Path, pages: dict[str, str], **data: list[dict]) -> Path:
    """A small built site: pages by address (title, a bar, text) and datasets."""
    for url, text in pages.items():
        title, _, words = text.partition("|")
        path = folder / url / "index.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"<article><h1>{title}</h1><p>{words}</p></article>", "utf-8")
    (folder / "data").mkdir(parents=True)
    for name, records in data.items():
        (folder / f"data/{name}.json").write_text(json.dumps(records), "utf-8")
    return folder


def test_pages_are_new_gone_changed_or_lost(tmp_path: Path) -> None:
    """A page that is gone is lost unless its address leads on."""
    before = site(tmp_path / "a", {"": "首页|一", "x/": "甲|旧句", "old/": "乙|二", "lost/": "丙|三"})
    after = site(tmp_path / "b", {"": "首页|一", "x/": "甲|新句", "new/": "丁|四"})
    (after / "old").mkdir()
    (after / "old/index.html").write_text('<meta http-equiv="refresh" content="0; url=../x/">', "utf-8")
    found = report.compare(before, after)
    assert (PageMove(url="new/", title="丁"),) == found.added
    assert (PageMove(url="old/", title="乙"),) == found.removed
    assert (PageMove(url="lost/", title="丙"),) == found.lost
    assert (PageMove(url="x/", title="甲", pieces=1, old="旧句", new="新句"),) == found.changed


def test_the_page_of_the_edition_is_no_change_for_readers(tmp_path: Path) -> None:
    """Its fingerprint follows every source: it would stand in each report and say nothing."""
    before = site(tmp_path / "a", {"about/this-copy/": "这一份|指纹 a"})
    after = site(tmp_path / "b", {"about/this-copy/": "这一份|指纹 b"})
    assert () == report.compare(before, after).changed


@pytest.mark.parametrize(
    ("before", "after", "moves"),
    [
        ((("2026-01-20", "3"),), (("2026-01-20", "3"), ("2026-02-20", "2.9")), [("2026-02-20 起", "3%", "2.9%")]),
        ((("2026-01-20", "3"),), (("2026-01-20", "3"), ("2026-02-20", "3")), []),
        ((("2026-01-20", "3"),), (("2026-01-20", "30"),), [("2026-01-20 起", "3%", "30%")]),
        ((("2026-01-20", "3"), ("2026-02-20", "2")), (("2026-01-20", "3"),), [("2026-02-20 起", "2%", "")]),
    ],
)
def test_a_figure_moves_when_its_value_does(tmp_path: Path, before: tuple, after: tuple, moves: list) -> None:
    """A new value stands beside the last one; the same value once more is no move; an old one that is altered is."""
    old = site(tmp_path / "a", {}, figures=[figure(*before)])
    new = site(tmp_path / "b", {}, figures=[figure(*after)])
    assert moves == [(one.what, one.old, one.new) for one in report.compare(old, new).figures]


def test_laws_move_when_their_status_or_days_do(tmp_path: Path) -> None:
    """In words; other texts of an entry are the business of its pages."""
    old = site(tmp_path / "a", {}, register=[law(summary="旧")])
    changed = law(status="superseded", expires="2026-12-31", superseded_by="new-code", summary="新")
    new = site(tmp_path / "b", {}, register=[changed, law(id="new-code", short="新法", provisions=[])])
    assert [
        ("民法典", "状态", "现行有效", "已被取代"),
        ("民法典", "失效", "", "2026-12-31"),
        ("民法典", "由谁取代", "", "new-code"),
        ("新法", "登记", "", "有"),
    ] == [(one.title, one.what, one.old, one.new) for one in report.compare(old, new).laws]


def test_a_provision_moves_by_itself(tmp_path: Path) -> None:
    """It is named with its article."""
    rule = {"id": "civil-1", "article": "第1条", "confidence": "low", "expires": "2027-01-01"}
    old, new = (site(tmp_path / name, {}, register=[one]) for name, one in (("a", law()), ("b", law(provisions=[rule]))))
    assert [("民法典 第1条", "失效", "", "2027-01-01"), ("民法典 第1条", "核实程度", "已核实", "未完全核实")] == [
        (one.title, one.what, one.old, one.new) for one in report.compare(old, new).laws
    ]


def test_a_verdict_moves(tmp_path: Path) -> None:
    """Readers are told something else than before."""
    one = {"id": "c", "title": "说法", "verdict": "false"}
    old = site(tmp_path / "a", {}, claims=[one])
    new = site(tmp_path / "b", {}, claims=[{**one, "verdict": "incomplete"}])
    assert (Move(id="c", title="说法", what="结论", old="不实", new="不完整"),) == report.compare(old, new).verdicts


def test_nothing_changed_is_said_in_one_sentence(tmp_path: Path) -> None:
    """A change of code alone has a short report."""
    same = site(tmp_path / "a", {"": "首页|一"}, figures=[figure(("2026-01-20", "3"))])
    said = report.markdown(report.compare(same, same))
    assert f"{report.MARK}\n## 读者会看到什么变化\n\n读者看到的页面、数值和规定都没有变化。\n" == said


def test_foreign_text_stays_text_in_the_comment() -> None:
    """Every text of the data is one run of code: no tag, name, picture or heading of it acts; the first line is ours."""
    move = Move(id=HOSTILE, title=HOSTILE, what=HOSTILE, old=HOSTILE, new="``")
    page = PageMove(url=HOSTILE, title=HOSTILE, pieces=1, old=HOSTILE, new=HOSTILE)
    said = report.markdown(Report(figures=(move,), laws=(move,), lost=(page,), added=(page,), changed=(page,)))
    code = report.code(HOSTILE)
    assert code.startswith("``<script>alert(1)</script> @someone #1 [a](javascript:x) `x` ")
    assert "\n" not in code
    rest = said.replace(code, "").replace(report.code("/" + HOSTILE), "").replace(report.code("``"), "")
    assert report.MARK == rest.splitlines()[0]
    assert [] == [mark for mark in ("<s", "@", "[", "alert", "大标题", "\u202e") if mark in rest]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("一句话", "`一句话`"), ("`", "`` ` ``"), ("a``b", "```a``b```"), ("", "（没有）"), (" \u200b\n", "（没有）")],
)
def test_code_holds_what_it_is_given(text: str, expected: str) -> None:
    """The fence is longer than any run inside; empty text is said to be missing."""
    assert expected == report.code(text)


def test_long_texts_and_lists_are_cut() -> None:
    """A comment stays readable, and below what GitHub takes (65,536 characters)."""
    pages = tuple(PageMove(url=f"{n}/", title="长" * 2000, pieces=1, old="旧" * 2000, new="新" * 2000) for n in range(900))
    moves = tuple(Move(id="x" * 2000, title="长" * 2000, what="w" * 2000, old="o" * 2000, new="n" * 2000) for _ in range(900))
    full = Report(
        figures=moves, laws=moves, verdicts=moves, lost=pages, removed=pages, added=pages, changed=pages
    )
    said = report.markdown(full)
    assert 7 == said.count(f"还有 {900 - report.LISTED} 处")
    assert len(said) < 65_536


@pytest.mark.parametrize(
    "written", ["", "[]", '{"figures": 1}', '{"more": []}', json.dumps({"added": [{"url": "x" * 3000, "title": ""}]})]
)
def test_a_file_that_is_no_report_is_refused(tmp_path: Path, written: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The second stage reads a file that a stranger's pull request made: it prints a report or nothing."""
    (tmp_path / "r.json").write_text(written, "utf-8")
    assert 1 == report.main([f"--read={tmp_path / 'r.json'}"])
    said = capsys.readouterr()
    assert ("", True) == (said.out, said.err.startswith("r.json 不是一份报告"))


def test_a_report_survives_its_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What one job writes, the other prints."""
    made = Report(added=(PageMove(url="new/", title="丁"),))
    (tmp_path / "r.json").write_text(made.model_dump_json(), "utf-8")
    assert 0 == report.main([f"--read={tmp_path / 'r.json'}"])
    assert report.markdown(made) == capsys.readouterr().out


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    """Nobody fills the machine's memory."""
    path = tmp_path / "r.json"
    with path.open("wb") as file:
        file.truncate(report.LARGEST + 1)
    with pytest.raises(report.RefusedError, match="太大"):
        report.read(path)


@pytest.mark.parametrize("words", [[], ["main"], ["--base"], ["--base=a", "--read=b"], ["--json=x"]])
def test_a_wrong_call_is_answered_with_how_to_call(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """One line, and nothing is built."""
    assert 2 == report.main(words)
    assert capsys.readouterr().err.startswith("写法：make report BASE=")


STAND_IN = """
import json, pathlib, sys
root, folder = pathlib.Path.cwd(), pathlib.Path(sys.argv[1])
(folder / "data").mkdir(parents=True)
words = (root / "words.txt").read_text("utf-8")
if words == "broken":
    sys.exit("坏了")
(folder / "index.html").write_text(f"<article><h1>首页</h1><p>{words}</p></article>", "utf-8")
"""


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository whose build writes one page; the present state is not committed."""
    root = tmp_path / "project"
    (root / "hooks").mkdir(parents=True)
    (root / "hooks/__init__.py").touch()
    (root / "hooks/build.py").write_text(STAND_IN, "utf-8")
    (root / "words.txt").write_text("旧", "utf-8")
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "first"]):
        identity = ["-c", "user.name=x", "-c", "user.email=x@example.invalid", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *identity, *words], cwd=root, check=True)
    (root / "words.txt").write_text("新", "utf-8")
    monkeypatch.chdir(root)
    monkeypatch.setenv("SITE_DATE", str(date(2026, 11, 22)))
    return root


def test_a_revision_is_built_beside_and_compared(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`make report BASE=HEAD`: the project's own folder is left as it is, and both files say the same."""
    before = sorted(path.name for path in repository.iterdir())
    assert 0 == report.main(["--base=HEAD", "--json=report.json"])
    said = capsys.readouterr().out
    assert "- `首页` `/` 1 处，例如 `旧` → `新`\n" in said
    assert said == report.markdown(report.read(repository / "report.json"))
    assert sorted([*before, "report.json"]) == sorted(path.name for path in repository.iterdir())


def test_github_shows_the_report_on_the_page_of_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also where no comment may be written; what stands there already is kept."""
    (tmp_path / "r.json").write_text("{}", "utf-8")
    (tmp_path / "summary.md").write_text("前面\n", "utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    assert 0 == report.main([f"--read={tmp_path / 'r.json'}"])
    assert f"前面\n{capsys.readouterr().out}" == (tmp_path / "summary.md").read_text("utf-8")


@pytest.mark.parametrize(("revision", "words", "said"), [("nowhere", "新", "没有 nowhere 这个版本"), ("HEAD", "broken", "坏了")])
def test_what_cannot_be_built_is_said(
    repository: Path, revision: str, words: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """An unknown revision and a build that fails end with their reason."""
    (repository / "words.txt").write_text(words, "utf-8")
    assert 1 == report.main([f"--base={revision}"])
    assert said in capsys.readouterr().err
