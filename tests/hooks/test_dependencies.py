"""What ends soon and what has holes is said in time, and only a dated explanation keeps the weekly run green."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from hooks import dependencies

ROOT = Path(__file__).resolve().parents[2]
DAY = date(2026, 11, 22)
TABLES = """# 用了哪些软件

| 名称 | 版本 | 停止维护 | 怎么退出 |
| --- | --- | --- | --- |
| theme | 9 | 2027-02-20 | 拷进来 |
| gone | 1 | 2026-11-21 | 换一个 |
| later | 1 | 2027-02-21 | 换一个 |
| stays | 1 | 未宣布 | 换一个 |

## 已知漏洞

| 编号 | 软件 | 核对 | 为什么不影响 |
| --- | --- | --- | --- |
| CVE-2026-1 | theme | 2026-11-01 | 不用那个功能 |
"""


def hole(name: str, number: str, *aliases: str, fixed: tuple[str, ...] = ()) -> dict:
    """A package with one hole, as pip-audit writes it."""
    one = {"id": number, "aliases": list(aliases), "fix_versions": list(fixed)}
    return {"name": name, "version": "1.0", "vulns": [one]}


def said(*packages: dict, text: str = TABLES, day: date = DAY) -> list[str]:
    """What the audit says of these packages."""
    return list(dependencies.audit({"dependencies": list(packages)}, text, day))


def test_an_end_is_announced_ninety_days_before() -> None:
    """On the ninetieth day before and after the end; not on the ninety-first, and not where no end was announced."""
    assert [
        "DEPENDENCIES.md:5: theme 还有 90 天，2027-02-20 停止维护。怎么退出：拷进来",
        "DEPENDENCIES.md:6: gone 2026-11-21 已经停止维护。怎么退出：换一个",
    ] == list(dependencies.ending(TABLES, DAY))


def test_the_end_of_the_theme_is_announced_in_time() -> None:
    """Material's last day of security fixes, 2027-05-05, stands in the project's own table."""
    text = (ROOT / "DEPENDENCIES.md").read_text("utf-8")
    named = [[re.findall(r": (\S+) ", line) for line in dependencies.ending(text, day)] for day in (
        date(2027, 2, 3), date(2027, 2, 4))]  # fmt: skip
    assert [[], [["mkdocs-material"]]] == named


def test_an_explained_hole_is_accepted_by_any_of_its_names() -> None:
    """The table may name the CVE where the audit names the GHSA."""
    assert [] == said(hole("theme", "CVE-2026-1"))
    assert [] == said(hole("theme", "GHSA-aaaa", "CVE-2026-1"))


def test_a_hole_that_nobody_explained_is_a_fault() -> None:
    """Also one whose explanation is about another package; the version that mends it is named."""
    known = hole("theme", "CVE-2026-1")
    assert ["other 1.0 有已知漏洞 CVE-2026-2，1.1、2.0 已修好"] == said(known, hole("other", "CVE-2026-2", fixed=("1.1", "2.0")))
    assert ["other 1.0 有已知漏洞 CVE-2026-1，还没有修好的版本"] == said(known, hole("other", "CVE-2026-1"))


def test_an_explanation_does_not_hold_for_ever() -> None:
    """After 180 days somebody looks again; one that is not needed any more is taken out."""
    known = hole("theme", "CVE-2026-1")
    assert [] == said(known, day=date(2027, 4, 30))
    assert ["DEPENDENCIES.md:14: CVE-2026-1 是 2026-11-01 核对的，过了 180 天，重新核对"] == said(known, day=date(2027, 5, 1))
    assert ["DEPENDENCIES.md:14: CVE-2026-1 已经查不到了，把这一行删掉"] == said()


def test_what_could_not_be_looked_up_is_not_called_clean() -> None:
    """An index that knows nothing of holes must not turn the run green."""
    skipped = {"name": "other", "skip_reason": "not found"}
    assert ["other 没有查到：not found"] == said(hole("theme", "CVE-2026-1"), skipped)


@pytest.fixture
def at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The command runs where there is a table without an end in sight."""
    (tmp_path / "DEPENDENCIES.md").write_text(TABLES.replace("2027-02-20", "未核").replace("2026-11-21", "未核"), "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SITE_DATE", str(DAY))
    return tmp_path


def test_the_command_fails_with_what_it_found(at: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """0 when all is explained, 1 with the list when not."""
    (at / "audit.json").write_text(json.dumps({"dependencies": [hole("theme", "CVE-2026-1")], "fixes": []}), "utf-8")
    assert 0 == dependencies.main(["audit.json"])
    (at / "audit.json").write_text(json.dumps({"dependencies": [hole("other", "CVE-2026-2")]}), "utf-8")
    assert 1 == dependencies.main(["audit.json"])
    assert "other 1.0 有已知漏洞 CVE-2026-2，还没有修好的版本\n" in capsys.readouterr().out


@pytest.mark.parametrize("written", [None, "", "{"])
def test_without_a_result_the_command_fails(at: Path, written: str | None, capsys: pytest.CaptureFixture[str]) -> None:
    """When pip-audit could not run, that is said; no traceback."""
    if written is not None:
        (at / "audit.json").write_text(written, "utf-8")
    assert 1 == dependencies.main(["audit.json"])
    assert capsys.readouterr().err.startswith("没有查成：")


def test_the_tables_of_the_project_can_be_read() -> None:
    """Each explained hole names its package and the day; each dependency says how it is left."""
    found = list(dependencies.rows((ROOT / "DEPENDENCIES.md").read_text("utf-8")))
    named = [row.cells for row in found if "名称" in row.cells]
    assert len(named) > 25
    assert [] == [cells["名称"] for cells in named if not all(cells.get(key) for key in ("版本", "许可", "为什么用", "怎么退出"))]
    for row in found:
        if "编号" in row.cells and row.cells["编号"] != "（没有）":
            assert row.cells["软件"]
            assert row.cells["为什么不影响"]
            date.fromisoformat(row.cells["核对"])
