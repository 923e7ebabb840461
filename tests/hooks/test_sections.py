"""One file per section: links inside lead inside, all others say where they lead, and nothing has to be loaded."""

import re
from collections import Counter
from pathlib import Path

import pytest

from hooks import sections
from hooks.sections import Book

BOOK = Book({"rules/": "rules", "rules/a/": "rules-a"}, {"help/": "求助", "": "首页"}, "https://example.invalid/")
BARE = Book(BOOK.names, BOOK.titles, None)


def article(html: str, book: Book = BOOK) -> str:
    """Give what becomes of a page at rules/a/ that holds `html`."""
    return sections.article("rules/a/", f'<main><article class="page side">{html}</article></main>', book)


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ('<a href="#x">', '<a href="#rules-a--x">'),
        ('<a class="ref ref-law" href="#3" data-n="3">', '<a class="ref ref-law" href="#rules-a--3" data-n="3">'),
        ('<a class="c" href="../" title="t">', '<a class="c" href="#rules" title="t">'),
        ('<a href="../#y">', '<a href="#rules--y">'),
        ('<a href="tel:110">', '<a href="tel:110">'),
        (
            '<a class="ref" href="../../help/#z">',
            '<a class="ref out" href="https://example.invalid/help/#z" rel="noreferrer" data-to="求助">',
        ),
        ('<a href="../../">', '<a class="out" href="https://example.invalid/" rel="noreferrer" data-to="首页">'),
        (
            '<a href="../../b.csv" download>',
            '<a class="out" href="https://example.invalid/b.csv" rel="noreferrer" data-to="文件，在网上">',
        ),
        (
            '<a href="https://court.example/?a=1&amp;b">',
            '<a class="out" href="https://court.example/?a=1&amp;b" rel="noreferrer" data-to="court.example">',
        ),
    ],
)
def test_every_link_leads_inside_or_says_where(link: str, expected: str) -> None:
    """To pages of the section: to their place in the file; elsewhere: with the page's title or the host's name."""
    assert expected == article(link)


def test_without_an_address_a_link_out_is_words() -> None:
    """Nobody knows where such a site is: the link says the page's title and leads nowhere."""
    assert '<a class="out" data-to="求助">' == article('<a href="../../help/">', BARE)


def test_ids_are_kept_apart_and_what_needs_a_script_is_left_out() -> None:
    """Two pages may use the same id; buttons, forms and navigation of the site would do nothing here."""
    html = '<p id="a" aria-labelledby="b c">甲</p><button id="d">按</button><script>1</script><nav class="toc">x</nav>'
    assert '<p id="rules-a--a" aria-labelledby="rules-a--b rules-a--c">甲</p>' == article(html)


def test_nothing_is_folded() -> None:
    """Without a script nobody would unfold it for paper."""
    assert '<details open class="a"><details open>' == article('<details class="a"><details open>')


def test_a_page_without_an_article_stops_the_build() -> None:
    """A changed template must not leave empty files behind."""
    with pytest.raises(ValueError, match="rules/a/"):
        sections.article("rules/a/", "<main></main>", BOOK)


def test_in_the_real_files_every_inner_link_has_a_place(built: Path) -> None:
    """Each file: no id twice, no link to an id that is not there, nothing that a browser would have to load."""
    files = sorted((built / "offline").glob("*.html"))
    assert {"rules.html", "situations.html", "start.html"} <= {path.name for path in files}
    for path in files:
        html = path.read_text("utf-8")
        ids = Counter(re.findall(r'\sid="([^"]*)"', html))
        assert [] == [name for name, times in ids.items() if times > 1], path.name
        assert set() == set(re.findall(r'\shref="#([^"]*)"', html)) - set(ids), path.name
        assert [] == re.findall(r'\s(?:src|srcset)="|<script|<link rel="(?!icon)', html), path.name
        assert set() == {found for found in re.findall(r'\shref="([^"#]*)', html) if found and ":" not in found}, path.name
