"""Where a page leads on to in its section; a page costs the same however long the section is."""

from dataclasses import replace

import pytest

from hooks.content import Library, Page
from hooks.neighbours import NONE, SHORT, Around, neighbours


def section(small: Library, count: int, kind: str = "rule") -> tuple[Library, list[Page]]:
    """The small project with one section of `count` pages in order, besides its first page."""
    model = small.pages["rules/lending.md"]
    names = ["index", *(f"page-{number:03}" for number in range(count))]
    pages = [
        replace(model, path=f"rules/{name}.md", meta=model.meta.model_copy(update={"order": order, "kind": kind}))
        for order, name in enumerate(names)
    ]
    return replace(small, pages={page.path: page for page in pages}), pages[1:]


def test_a_short_section_is_listed_whole(small: Library) -> None:
    """Every page of it leads to all of them, in order; its first page lists them in its words."""
    library, pages = section(small, SHORT)
    expected = dict.fromkeys((page.path for page in pages), Around(all=tuple(pages)))
    assert expected == neighbours(library, ())


def test_in_a_long_section_a_page_leads_to_those_beside_it(small: Library) -> None:
    """One before and one after; the last one leads back only, the first page of the section lists them itself."""
    library, pages = section(small, SHORT + 1)
    found = neighbours(library, ())
    assert "rules/index.md" not in found
    assert Around(after=pages[1]) == found[pages[0].path]
    assert Around(before=pages[2], after=pages[4]) == found[pages[3].path]
    assert Around(before=pages[-2]) == found[pages[-1].path]


def test_a_page_alone_leads_nowhere(small: Library) -> None:
    """Neither a section of one page nor generated pages have neighbours; a page that lists the section needs none."""
    assert {} == neighbours(section(small, 1)[0], ())
    library, pages = section(small, 3)
    assert {} == neighbours(library, library.pages)
    listing, pages = section(small, 3, kind="index")
    assert NONE == neighbours(listing, ()).get(pages[0].path, NONE)


@pytest.mark.parametrize("count", [SHORT + 1, 20 * SHORT])
def test_links_of_a_page_do_not_grow_with_the_section(count: int, small: Library) -> None:
    """A page of a long section never has more than two neighbours."""
    library, _ = section(small, count)
    assert all(not around.all for around in neighbours(library, ()).values())
