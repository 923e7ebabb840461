"""What `make serve` keeps from one build to the next is never older than what it was made from."""

import json
import logging
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from hooks import memory
from hooks.assemble import Settings, Site
from hooks.content import Library
from tests.conftest import ROOT, SETTINGS

#: Builds the preview of the folder it runs in, then again after each of the edits; prints what was rendered each time.
BUILDS = """
import json, sys
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.structure.pages import Page
from pathlib import Path

plain, rendered = Page.render, []

def render(page, config, files):
    rendered[-1].append(page.file.src_uri)
    plain(page, config, files)

Page.render = render
for path, old, new in [["mkdocs.yml", "", ""], *json.loads(sys.argv[2])]:
    Path(path).write_text(Path(path).read_text("utf-8").replace(old, new, 1), "utf-8")
    rendered.append([])
    config = load_config("mkdocs.yml", site_dir=sys.argv[1])
    config.plugins.on_startup(command="serve", dirty=False)
    build(config, serve_url="http://127.0.0.1:8000/")
print(json.dumps(rendered))
"""
PAGE, TERMS = "docs/faq/index.md", "docs/_data/terms.yaml"
SAID = "多存的一句，依据 [民法典第670条](law:civil-code-670)。"


def previews(project: Path, folder: str, *edits: tuple[str, str, str]) -> tuple[list[list[str]], dict[str, bytes]]:
    """Build in one process, again after each edit (file, old, new): the pages rendered each time, and the last site."""
    target = project.parent / folder
    words = [sys.executable, "-c", BUILDS, str(target), json.dumps(edits)]
    environ = os.environ | SETTINGS | {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(project)}
    ended = subprocess.run(words, cwd=project, env=environ, check=True, capture_output=True, text=True)
    files = {path.relative_to(target).as_posix(): path for path in target.rglob("*") if path.is_file()}
    return json.loads(ended.stdout.splitlines()[-1]), {name: path.read_bytes() for name, path in files.items()}


def test_a_site_built_from_memory_is_the_site_built_afresh(tmp_path: Path) -> None:
    """After a data file and then a page is saved, every byte is that of a new process; a page renders what it touches."""
    project = tmp_path / "project"
    for part in ("docs", "hooks", "calculators"):
        shutil.copytree(ROOT / part, project / part)
    shutil.copy(ROOT / "mkdocs.yml", project)
    term = (TERMS, "  - id: ", "  - id: made-up\n    term: 新词\n    meaning: 刚加的一个词。\n  - id: ")
    page = (PAGE, "\n## ", f"\n{SAID}\n\n## ")
    (first, second, third), saved = previews(project, "saved", term, page)
    assert 100 < len(first) <= len(second)
    assert ["faq/index.md", "law/civil-code.md"] == sorted(third)
    assert saved == previews(project, "fresh")[1]


def rendered(site: Site, known: dict[str, memory.Rendered], words: str, said: str = "") -> bool:
    """Render a page that says `words` while the engine says `said`; tell whether the engine had to."""
    asked = []

    class Page(SimpleNamespace):
        def render(self, config: object, files: object) -> None:
            asked.append(self)
            vars(self).update(dict.fromkeys(memory.SET, words))
            if said:
                logging.getLogger("mkdocs.structure.pages").warning(said)

    page = Page(file=SimpleNamespace(src_uri="index.md"), markdown=words)
    memory.render(page, site.begin("index.md"), known, None, None)
    assert words == page.content
    return bool(asked)


def test_a_page_is_rendered_anew_when_its_words_change_or_something_is_said_of_it(site: Site) -> None:
    """Unchanged words are recalled; a page with a warning is rendered each time, so that the editor hears it again."""
    known: dict[str, memory.Rendered] = {}
    assert [True, False, True, False] == [rendered(site, known, words) for words in ("甲", "甲", "乙", "乙")]
    assert [True, True] == [rendered(site, known, "丙", "没有这一页") for _ in range(2)]


def test_only_the_words_of_pages_are_no_input(project: Path, small: Library) -> None:
    """Another day, another setting, a changed data file: other inputs. Not served live: none, and nothing is kept."""
    serving, library = Settings(serving=True), small
    assert "" == memory.inputs(library, Settings())
    assert [1, 2] == [memory.recall("", "x", lambda made=made: made) for made in (1, 2)]
    assert [1, 1] == [memory.recall("a", "x", lambda made=made: made) for made in (1, 2)]
    assert 3 == memory.recall("b", "x", lambda: 3)
    assert 4 == memory.recall("a", "x", lambda: 4)
    assert memory.inputs(library, serving) != memory.inputs(library, Settings(serving=True, version="2"))


@pytest.mark.parametrize(("path", "same"), [("docs/index.md", True), ("docs/_data/terms.yaml", False)])
def test_a_file_of_data_is_an_input(project: Path, small: Library, path: str, same: bool) -> None:
    """A changed page leaves the inputs as they are, a changed data file does not."""
    library = replace(small, root=project)
    before = memory.inputs(library, Settings(serving=True))
    (project / path).write_text((project / path).read_text("utf-8") + "\n# 一行\n", "utf-8")
    assert same == (before == memory.inputs(library, Settings(serving=True)))
