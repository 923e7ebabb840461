"""What every page carries: a way to edit it, words to report a mistake, numbers only where they are configured."""

from dataclasses import replace
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

from hooks import assemble, filing
from hooks.assemble import Settings
from hooks.content import Library

ROOT = Path(__file__).resolve().parents[2]
REPO = "https://code.invalid/some/where/"
ICP = "京ICP备12345678号"  # made up


def footer(library: Library, settings: Settings, path: str = "index.md") -> str:
    """The footer of a page as the theme prints it."""
    site = assemble.site(library, settings)
    site.begin(path)
    theme = Environment(loader=FileSystemLoader(ROOT / "hooks/theme"), trim_blocks=True, lstrip_blocks=True)
    return theme.get_template("partials/footer.html").render(view=site.view(path, []))


def test_every_page_can_be_edited_where_it_was_written(real: Library) -> None:
    """A written page opens its file, a generated one its data file, a list of many entries the folder of these."""
    site = assemble.site(real, Settings(repo_url=REPO))
    wrong = []
    for path in site.library.pages:
        site.begin(path)
        url = site.view(path, []).edit_url or ""
        way, _, source = url.removeprefix(REPO).partition("/main/")
        there = {"edit": Path.is_file, "tree": Path.is_dir}[way](ROOT / source)
        if not (source and there):
            wrong.append((path, url))
    assert [] == wrong


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("rules/lending.md", "edit/main/docs/rules/lending.md"),
        ("fact-check/no-need-to-pay.md", "edit/main/docs/_data/claims/no-need-to-pay.yaml"),
        ("glossary/index.md", "edit/main/docs/_data/terms.yaml"),
        ("fact-check/index.md", "tree/main/docs/_data/claims"),
    ],
)
def test_the_footer_leads_to_the_source(small: Library, path: str, source: str) -> None:
    """As a link that is named as the editors' pages name it."""
    link = f'href="{REPO}{source}" rel="noreferrer">编辑本页</a>'
    assert link in footer(small, Settings(repo_url=REPO), path)


def test_without_a_repository_there_is_no_such_link(small: Library) -> None:
    """But the words to copy are there."""
    words = footer(small, Settings())
    assert "编辑本页" not in words
    assert 'data-copy="fix-text"' in words


@pytest.mark.parametrize("contact", [None, "fix@example.invalid"])
def test_every_reader_can_copy_a_report(small: Library, contact: str | None) -> None:
    """Page, version, sentence, what is wrong; where to send it only when there is an address."""
    words = footer(small, Settings(version="1.2.3", contact=contact))
    report = words[words.index('id="fix-text"') :].partition("</p>")[0]
    title = small.pages["index.md"].meta.title
    assert [True] * 4 == [part in report for part in (f"页面：{title}（", "版本：1.2.3", "哪一句：", "哪里不对")]
    assert (f"发到 {contact}" in words) == bool(contact)
    assert ("发到" in words) == bool(contact)


def test_filing_numbers_stand_on_pages_only_when_they_are_given(small: Library) -> None:
    """Also on the page for addresses that do not exist."""
    given = filing.filings({"ICP": ICP})
    assert f'<a href="https://beian.miit.gov.cn/" rel="noreferrer">{ICP}</a>' in footer(small, Settings(filings=given))
    assert "备案" not in footer(small, Settings())
    site = assemble.site(small, Settings())
    assert (given, ()) == (replace(site, settings=Settings(filings=given)).nowhere().filings, site.nowhere().filings)
