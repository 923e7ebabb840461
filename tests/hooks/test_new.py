"""Beginning a page, fact-check, letter or checklist: what is written, and what is refused."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from hooks import check, content, new
from hooks.content import Library

ROOT = Path(__file__).resolve().parents[2]
DAY = date(2026, 11, 22)
PAGES = tuple(f"{folder}/brand-new" for folder in new.PAGES)


def test_what_is_begun_lacks_only_its_gaps(real: Library, tmp_path: Path) -> None:
    """In the real project a new file of every kind lacks its marked gaps alone, each on its line, and a letter its guide."""
    shutil.copytree(ROOT / "docs", tmp_path / "docs")
    shutil.copytree(ROOT / "calculators", tmp_path / "calculators")
    before = {str(problem) for problem in check.run(tmp_path, DAY).problems}
    library = content.collect(tmp_path, DAY)[0]
    begun = [new.begin(library, kind, "brand-new") for kind in new.FILES]
    begun += [new.begin(library, "page", slug) for slug in PAGES]
    found = [problem for problem in check.run(tmp_path, DAY).problems if str(problem) not in before]
    lonely = [problem for problem in found if problem.rule == "unused"]
    assert ["docs/_data/letters/brand-new.md"] == [problem.path for problem in lonely]
    found = [problem for problem in found if problem not in lonely]
    assert {"unfinished"} == {problem.rule for problem in found}
    marked = {
        (path.relative_to(tmp_path).as_posix(), number)
        for path in begun
        for number, line in enumerate(path.read_text("utf-8").split("\n"), 1)
        if "【待写：" in line
    }
    assert {path.relative_to(tmp_path).as_posix() for path in begun} == {path for path, _ in marked}
    assert marked == {(problem.path, problem.line) for problem in found}


@pytest.mark.parametrize(
    ("kind", "slug", "reason"),
    [
        ("poem", "some-name", "能建的是 page、claim、letter、checklist"),
        ("claim", "Some-Name", "英文小写"),
        ("claim", "说法", "英文小写"),
        ("claim", "some_name", "英文小写"),
        ("claim", "", "英文小写"),
        ("claim", "../escape", "英文小写"),
        ("claim", "name\n", "英文小写"),
        ("page", "some-name", "页面要放进一个栏目"),
        ("page", "nowhere/some-name", "页面要放进一个栏目"),
        ("page", "rules/../some-name", "页面要放进一个栏目"),
        ("page", "rules/lending", "已经有了"),
    ],
)
def test_what_cannot_be_begun_is_refused(project: Path, kind: str, slug: str, reason: str) -> None:
    """An unknown kind, a bad name, a place outside the sections and a name that is taken; nothing is written."""
    library = content.collect(project, DAY)[0]
    before = {path: path.read_bytes() for path in project.rglob("*.*")}
    with pytest.raises(new.RefusedError, match=reason):
        new.begin(library, kind, slug)
    assert before == {path: path.read_bytes() for path in project.rglob("*.*")}


@pytest.mark.parametrize("kind", new.FILES)
def test_a_name_that_is_taken_is_refused(project: Path, kind: str) -> None:
    """A second file of the same name is not written over the first."""
    library = content.collect(project, DAY)[0]
    new.begin(library, kind, "brand-new")
    with pytest.raises(new.RefusedError, match="已经有了"):
        new.begin(library, kind, "brand-new")


def test_the_command_says_where_to_go_on(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It names the new file; a refusal is one sentence, a wrong call shows how to call it."""
    monkeypatch.chdir(project)
    monkeypatch.setenv("SITE_DATE", "2026-11-22")
    assert 0 == new.main(["page", "rules/late-fee"])
    assert "新建了 docs/rules/late-fee.md" in capsys.readouterr().out
    assert [1, 2] == [new.main(["page", "rules/late-fee"]), new.main(["page"])]
    said = capsys.readouterr().err.splitlines()
    assert ["没有新建：docs/rules/late-fee.md 已经有了，换一个名字，或者直接改它", new.USAGE] == said
