"""What all generated pages share: a page together with the data file that an editor opens to change it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from hooks import text
from hooks.content import Library, Page, PageMeta


@dataclass(frozen=True)
class Made:
    """A generated page and the data file that an editor opens to change it."""

    page: Page
    source: str


def made_page(path: str, source: str, meta: PageMeta, lines: Iterable[str]) -> Made:
    """Make a page of Markdown lines."""
    return Made(Page(path, meta, "\n".join(lines) + "\n", 1), source)


def made_meta(
    library: Library, title: str, description: str, kind: str = "index", **more: object
) -> PageMeta:
    """Give a generated page its front matter; reviewed when the data last were, unless `more` says otherwise."""
    return PageMeta.model_validate(
        {"title": title, "description": description, "kind": kind, "reviewed": library.last_checked, **more}
    )


def first_sentence(words: str) -> str:
    """Give the first sentence of a data text in one line, without its links and the marks of lists."""
    return text.one_line(text.plain(words)).partition("。")[0] + "。"


def from_folder(words: str) -> str:
    """Let links to pages, which data write from docs on, lead there from a page in a folder."""
    return re.sub(r"\]\((?=[a-z0-9/-]+\.md[#)])", "](../", words.strip())
