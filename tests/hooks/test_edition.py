"""A copy of the site tells which edition it is and where to compare it, and asks nobody."""

import json
from pathlib import Path

from hooks import edition, open_data
from hooks.content import Library
from hooks.view import Nav


def test_the_fingerprint_follows_the_sources_and_nothing_else(project: Path) -> None:
    """A changed word changes it; what an editor's machine leaves behind does not."""
    first = edition.fingerprint(project)
    assert 16 == len(first)
    (project / "docs/.page.md.swp").write_text("x", "utf-8")
    (project / "docs/notes.txt").write_text("x", "utf-8")
    assert first == edition.fingerprint(project)
    (project / "docs/index.md").write_text("x", "utf-8")
    assert first != edition.fingerprint(project)


def test_a_moved_file_changes_the_fingerprint(project: Path) -> None:
    """The same bytes under another name are another site."""
    first = edition.fingerprint(project)
    (project / "docs/index.md").rename(project / "docs/other.md")
    assert first != edition.fingerprint(project)


def test_programs_read_the_fingerprint_too(small: Library) -> None:
    """index.json of a copy carries what its page prints."""
    index = json.loads(open_data.files(small, "1")["data/index.json"])
    assert edition.fingerprint(small.root) == index["fingerprint"]


def test_a_copy_names_only_places_that_are_configured() -> None:
    """The same page of the main site and of each mirror, and the releases; without addresses, none."""
    url = "about/this-copy/"
    mirrors = [("https://mirror.invalid/a/", "某社团")]
    assert (
        Nav("主站的这一页", "https://example.invalid/about/this-copy/"),
        Nav("仓库里的发布", "https://code.invalid/x/y/releases"),
        Nav("镜像（某社团）", "https://mirror.invalid/a/about/this-copy/"),
    ) == edition.elsewhere(url, "https://example.invalid/", "https://code.invalid/x/y/", mirrors)
    assert () == edition.elsewhere(url, None, None, [])
