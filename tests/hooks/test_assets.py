"""Modules stand in one folder named by all their bytes."""

import shutil
from pathlib import Path

from hooks import assemble

ROOT = Path(__file__).resolve().parents[2]


def test_the_folder_is_named_by_all_its_bytes(tmp_path: Path) -> None:
    """The name changes with a byte of any module or a file's name, and with nothing else."""
    scripts = tmp_path / "docs" / assemble.SCRIPTS
    shutil.copytree(ROOT / "docs" / assemble.SCRIPTS, scripts)
    first = assemble.scripts_folder(tmp_path)
    assert assemble.scripts_folder(ROOT) == first
    (tmp_path / "docs/index.md").write_text("other", "utf-8")
    assert first == assemble.scripts_folder(tmp_path)
    money = scripts / "calc/money.js"
    money.write_bytes(money.read_bytes() + b"\n")
    second = assemble.scripts_folder(tmp_path)
    (scripts / "copy.js").rename(scripts / "copied.js")
    assert 3 == len({first, second, assemble.scripts_folder(tmp_path)})


def test_pages_ask_for_modules_only_there(built: Path) -> None:
    """No page names the folder that editors see, every module a page names is there, files to take along name none."""
    written, folder = ROOT / "docs" / assemble.SCRIPTS, built / assemble.scripts_folder(ROOT)
    modules = {path.relative_to(written) for path in written.rglob("*.js")}
    assert modules == {path.relative_to(folder) for path in folder.rglob("*.js")}
    pages = {path.relative_to(built).as_posix(): path.read_text("utf-8") for path in built.rglob("*.html")}
    assert [] == [name for name, text in pages.items() if assemble.SCRIPTS in text]
    without = {name for name, text in pages.items() if assemble.scripts_folder(ROOT) not in text}
    assert {"leave.html", *(name for name in pages if name.startswith("offline/"))} == without
