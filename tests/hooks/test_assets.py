"""Modules stand in one folder named by all their bytes."""

import shutil
from pathlib import Path

from hooks import scripts

ROOT = Path(__file__).resolve().parents[2]


def test_the_folder_is_named_by_all_its_bytes(tmp_path: Path) -> None:
    """The name changes with a byte of any module or a file's name, and with nothing else."""
    copied = tmp_path / "docs" / scripts.WRITTEN
    shutil.copytree(ROOT / "docs" / scripts.WRITTEN, copied)
    first = scripts.load(tmp_path).folder
    assert scripts.load(ROOT).folder == first
    (tmp_path / "docs/index.md").write_text("other", "utf-8")
    assert first == scripts.load(tmp_path).folder
    money = copied / "calc/money.js"
    money.write_bytes(money.read_bytes() + b"\n")
    second = scripts.load(tmp_path).folder
    (copied / "calc/chart.js").rename(copied / "calc/curve.js")
    assert 3 == len({first, second, scripts.load(tmp_path).folder})


def test_pages_ask_for_modules_only_there(built: Path) -> None:
    """No page names the folder that editors see, every module a page names is there, files to take along name none."""
    written, folder = ROOT / "docs" / scripts.WRITTEN, built / scripts.load(ROOT).folder
    modules = {path.relative_to(written) for path in written.rglob("*.js")}
    assert modules == {path.relative_to(folder) for path in folder.rglob("*.js")}
    pages = {path.relative_to(built).as_posix(): path.read_text("utf-8") for path in built.rglob("*.html")}
    assert [] == [name for name, text in pages.items() if scripts.WRITTEN in text]
    without = {name for name, text in pages.items() if scripts.load(ROOT).folder not in text}
    assert {"leave.html", *(name for name in pages if name.startswith("offline/"))} == without


def test_a_page_asks_for_all_that_its_modules_import() -> None:
    """None waits for another; what stands in the shell is not asked for again; a page without a tool asks for the shell alone."""
    found = scripts.load(ROOT)
    assert ["shell.js"] == found.asked([])
    asked = found.asked(["calc/form.js", "calc/real_rate.js"])
    assert "shell.js" == asked[0]
    assert {"calc/cashflow.js", "calc/money.js", "device/keep.js"} < set(asked)
    assert "store.js" not in asked
    assert len(asked) == len(set(asked))


def test_a_project_without_modules_names_them_all_the_same(tmp_path: Path) -> None:
    """A project that is made up for measuring has none: its pages are built as any other."""
    assert ["shell.js", "check-list.js"] == scripts.load(tmp_path).asked(["check-list.js"])


def test_a_calculator_asks_for_its_own_modules_at_once(built: Path) -> None:
    """Its function's module and the comparison with the lines are named in the page, not found out by its form."""
    page = (built / "tools/instalment-rate/index.html").read_text("utf-8")
    assert 'calc/real_rate.js"></script>' in page
    assert 'calc/lines.js"></script>' in page
