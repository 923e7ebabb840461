"""What the search sees of the site: its pages; questions and glossary entries one by one, with their own address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from hooks import search
from hooks.assemble import Site
from hooks.content import Library, Page, Term
from hooks.render import GLOSSARY

_HEADING = re.compile(r'<h(?P<level>[2-6])(?: id="(?P<id>[^"]*)")?[^>]*>(?P<title>.*?)</h(?P=level)>', re.DOTALL)


@dataclass(frozen=True)
class Section:
    """A heading of a page with what stands below it, as readable text."""

    id: str
    title: str
    text: str


def documents(site: Site, texts: Mapping[str, str]) -> Iterator[search.Document]:
    """Yield all pages that may be found, by `texts`, their HTML; questions and terms stand for their page's text."""
    library = site.library
    for path, page in sorted(library.pages.items()):
        if path not in texts or page.meta.noindex:
            continue
        if page.meta.kind == "answer":
            intro, sections = split(texts[path])
            yield _page(page, library, intro)
            yield from (_question(page, section) for section in sections)
        elif path == f"{GLOSSARY}index.md":
            intro, sections = split(texts[path], level=3)
            yield _page(page, library, intro)
            yield from (_term(page, library.terms[section.id], section) for section in sections)
        else:
            titles = [] if page.folder == "law" else headings(texts[path])  # the register's say only article and topic
            yield _page(page, library, search.text_of(texts[path]), titles)


def split(html: str, level: int = 2) -> tuple[str, list[Section]]:
    """Return the text before the first heading, and the sections of one level; a higher heading ends them too."""
    found = [heading for heading in _HEADING.finditer(html) if int(heading["level"]) <= level and heading["id"]]
    ends = [heading.start() for heading in found] + [len(html)]
    sections = [
        Section(heading["id"], search.text_of(heading["title"]), search.text_of(html[heading.end() : end]))
        for heading, end in zip(found, ends[1:], strict=True)
        if int(heading["level"]) == level
    ]
    return search.text_of(html[: ends[0]]), sections


def headings(html: str) -> list[str]:
    """Return the headings of a page in order."""
    return [search.text_of(heading["title"]) for heading in _HEADING.finditer(html)]


def _page(page: Page, library: Library, text: str, titles: Iterable[str] = ()) -> search.Document:
    kind = library.kinds.get(page.meta.kind)
    shared = {part.title for part in kind.parts} if kind else set()  # every page of the kind has them
    return search.Document(
        url=page.url,
        title=page.meta.title,
        kind="law" if page.folder == "law" else page.meta.kind,
        description=page.meta.description,
        aliases=page.meta.aliases,
        headings=tuple(title for title in titles if title not in shared),
        text=text,
    )


def _question(page: Page, section: Section) -> search.Document:
    answer, *_ = section.text.split("\n")
    return search.Document(f"{page.url}#{section.id}", section.title, page.meta.kind, answer, text=section.text)


def _term(page: Page, term: Term, section: Section) -> search.Document:
    words = (*term.colloquial, *term.misspellings, *((term.formal,) if term.formal else ()))
    answer, *_ = section.text.split("\n")
    return search.Document(f"{page.url}#{term.id}", term.term, "term", answer, words, text=section.text)
