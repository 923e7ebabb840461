"""`python -m hooks.build`: the site that is being read changes only after a whole, clean build."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

#: Stops in the middle of a build, with a page already written, until it is killed.
STUCK = """
def on_post_page(output, page, config):
    if page.file.src_path == "second.md":
        print("midway", flush=True)
        input()
    return output
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small MkDocs project with two pages and a site from an earlier build."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text("# 首页\n", encoding="utf-8")
    (tmp_path / "docs/second.md").write_text("# 第二页\n", encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text("site_name: x\ntheme: mkdocs\nplugins: []\n", encoding="utf-8")
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text("old", encoding="utf-8")
    return tmp_path


def start(project: Path, *, stdin: int = subprocess.DEVNULL, **settings: str) -> subprocess.Popen[str]:
    """Start a build in `project` with the environment's SITE_DATE replaced by `settings`."""
    environ = os.environ | {"PYTHONPATH": str(ROOT), "SITE_DATE": ""} | settings
    return subprocess.Popen(
        [sys.executable, "-m", "hooks.build"],
        cwd=project,
        env=environ,
        stdin=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def finish(process: subprocess.Popen[str]) -> tuple[int, str]:
    """Wait for a build; return its exit code and what it printed."""
    output, _ = process.communicate(timeout=60)
    return process.returncode, output


def kill_midway(project: Path) -> None:
    """Start a build that stops between two pages, and kill it there."""
    config = project / "mkdocs.yml"
    clean = config.read_text(encoding="utf-8")
    (project / "stuck.py").write_text(STUCK, encoding="utf-8")
    config.write_text(clean + "hooks: [stuck.py]\n", encoding="utf-8")
    with start(project, stdin=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert any("midway" in line for line in process.stdout)
        process.kill()
    config.write_text(clean, encoding="utf-8")


def test_a_clean_build_takes_the_place_of_the_old_site(project: Path) -> None:
    """After a build the new pages stand in site/, and nothing else is left beside it but the lock."""
    assert finish(start(project))[0] == 0
    assert "首页" in (project / "site/index.html").read_text(encoding="utf-8")
    assert ["docs", "mkdocs.yml", "site", "site.lock"] == sorted(path.name for path in project.iterdir())


def test_the_first_build_needs_no_old_site(project: Path) -> None:
    """Without an earlier site the build makes one."""
    (project / "site/index.html").unlink()
    (project / "site").rmdir()
    assert finish(start(project))[0] == 0
    assert (project / "site/second/index.html").exists()


def test_a_killed_build_leaves_the_old_site(project: Path) -> None:
    """Killed when the first page is already written, a build has not touched the site that readers see."""
    kill_midway(project)
    assert (project / "site.new/index.html").exists()
    assert ["index.html"] == [path.name for path in (project / "site").iterdir()]
    assert (project / "site/index.html").read_text(encoding="utf-8") == "old"


def test_the_next_build_clears_what_a_killed_one_left(project: Path) -> None:
    """The build after a killed one works as always, and its leftovers are gone."""
    kill_midway(project)
    (project / "site.new/leftover.html").touch()
    assert finish(start(project))[0] == 0
    assert not (project / "site.new").exists()
    assert not (project / "site/leftover.html").exists()


def test_a_build_killed_during_the_swap_loses_nothing(project: Path) -> None:
    """If only site.old is there, the next run puts it back, even when it then fails itself."""
    (project / "site").rename(project / "site.old")
    (project / "docs/index.md").write_text("[x](not-there.md)\n", encoding="utf-8")
    assert finish(start(project))[0] == 1
    assert (project / "site/index.html").read_text(encoding="utf-8") == "old"


def test_a_warning_is_a_failure_and_keeps_the_old_site(project: Path) -> None:
    """A broken link makes the strict build fail; the old site stays."""
    (project / "docs/index.md").write_text("[x](not-there.md)\n", encoding="utf-8")
    code, output = finish(start(project))
    assert code == 1
    assert "not-there.md" in output
    assert (project / "site/index.html").read_text(encoding="utf-8") == "old"


def test_the_given_day_is_the_day_of_the_build(project: Path) -> None:
    """SITE_DATE reaches the dates that MkDocs itself writes."""
    with (project / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write("site_url: https://example.invalid/\n")
    assert finish(start(project, SITE_DATE="2027-01-02"))[0] == 0
    assert "<lastmod>2027-01-02</lastmod>" in (project / "site/sitemap.xml").read_text(encoding="utf-8")


def test_a_wrong_day_is_refused_in_one_line(project: Path) -> None:
    """A SITE_DATE that is no date ends the run with a sentence, not a traceback."""
    code, output = finish(start(project, SITE_DATE="明天"))
    assert code == 2
    assert "SITE_DATE 要写成 2026-11-22 这样的日期，现在写的是“明天”。\n" == output
