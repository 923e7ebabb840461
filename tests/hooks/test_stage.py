"""A copy of the site for an engine without hooks: every page, and nothing left that only our hooks understand."""

import re
from pathlib import Path

import pytest
import yaml

from hooks import stage
from hooks.assemble import Site


def test_every_page_is_staged_and_asks_for_nothing(site: Site, tmp_path: Path) -> None:
    """Generated pages too; no reference, no fence and no hook is left over."""
    assert len(site.library.pages) == stage.stage(site, tmp_path / "copy")
    docs = tmp_path / "copy/docs"
    texts = {path.relative_to(docs).as_posix(): path.read_text("utf-8") for path in docs.rglob("*.md")}
    assert set(site.library.pages) == set(texts)
    left = re.compile(r"\]\((?:law|fig|term|claim|channel):|href=\"(?:law|fig|term|claim|channel):|^```", re.MULTILINE)
    assert [] == [name for name, text in texts.items() if left.search(text)]
    assert "hooks" not in yaml.safe_load((tmp_path / "copy/mkdocs.yml").read_text("utf-8"))


def test_a_page_keeps_its_words(site: Site, tmp_path: Path) -> None:
    """Title, answer, and the value that the data give for a figure."""
    stage.stage(site, tmp_path / "copy")
    text = (tmp_path / "copy/docs/rules/lending.md").read_text("utf-8")
    meta = site.library.pages["rules/lending.md"].meta
    assert f"\n# {meta.title}\n\n{meta.description}\n" in text
    assert "3.1%" in text


def test_no_link_of_a_page_leads_to_a_card_that_is_not_there(site: Site, tmp_path: Path) -> None:
    """The copy has no cards: a reference leads to the register instead, as an engine's own link check asks."""
    stage.stage(site, tmp_path / "copy")
    texts = [path.read_text("utf-8") for path in (tmp_path / "copy/docs").rglob("*.md")]
    assert [] == [text for text in texts if 'href="#card-' in text]
    assert any('href="../../law/civil-code/#civil-code-670"' in text for text in texts)


def test_a_folder_with_something_in_it_is_left_alone(site: Site, tmp_path: Path) -> None:
    """Nobody loses files to a wrong word on the command line."""
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    with pytest.raises(ValueError, match="已经有东西"):
        stage.stage(site, tmp_path)
    assert ["mine.txt"] == [path.name for path in tmp_path.iterdir()]
