"""One self-contained file per section, to read and print without a network or a browser that can save sites.

Made of the built pages: their articles follow one another, what needs the network or a script is left out. Links inside
the section lead to their place in the file; all others say where they lead.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from posixpath import normpath
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from hooks import offline, pages
from hooks.assemble import Site
from hooks.content import Library, Page

#: Sections nobody reads from beginning to end on a phone: files to download, and how to edit.
LEFT_OUT = frozenset({"data", "contribute"})
#: The file with the first page and the way to the right one.
START = "start"
STYLES = """.page + .page { margin-top: 3rem; border-top: 2px solid; } .out { text-decoration: none; color: inherit; }
.out[data-to]::after, .body a.out[data-to]::after { content: "〔" attr(data-to) "〕"; font-size: .85em; color: var(--soft); }
@media print {
  .page + .page { break-before: page; border: 0; }
}"""
POLICY = "default-src 'none'; script-src 'none'; style-src 'sha256-{}'; img-src data:; base-uri 'none'; form-action 'none'"
_ARTICLE = re.compile(r"<article\b[^>]*>(?P<inside>.*?)</article>", re.DOTALL)
_SCREEN_ONLY = re.compile(
    r'<(?P<tag>script|form|button|template)\b.*?</(?P=tag)>|<nav class="(?:crumbs|toc|after)".*?</nav>'
    r'|<a href="#fix">.*?</a>|\s(?:data-copy|data-module)="[^"]*"',
    re.DOTALL,
)
#: Without a script nobody unfolds what is folded before it is printed.
_FOLDED = re.compile(r"(?<=<details)(?![^>]*\sopen\b)")
_IDS = re.compile(r'\s(?P<name>id|for|aria-labelledby|aria-describedby|aria-controls)="(?P<ids>[^"]*)"')
_LINK = re.compile(r'<a\b(?P<before>[^>]*?)\shref="(?P<href>[^"]*)"(?P<after>[^>]*)>')
_CLASS = re.compile(r'\sclass="([^"]*)"')


@dataclass(frozen=True)
class Section:
    """What goes into one file, and under which names its pages stand there."""

    id: str
    title: str
    pages: tuple[Page, ...]

    @property
    def path(self) -> str:
        """Where the file stands, from the site's root."""
        return f"{offline.FOLDER}{self.id}.html"

    @property
    def names(self) -> dict[str, str]:
        """The id of each page's place in the file, by its address."""
        return {page.url: page.url.strip("/").replace("/", "-") or "home" for page in self.pages}


@dataclass(frozen=True)
class Book:
    """What links need to know: the pages in the file (address -> id), all pages' titles by address, the site's address."""

    names: Mapping[str, str]
    titles: Mapping[str, str]
    site_url: str | None


def listed(library: Library) -> list[Section]:
    """Give the sections that have a file, in the order of the menu, the first page before them."""
    start = tuple(library.pages[path] for path in ("index.md", "start.md") if path in library.pages)
    found = [Section(START, "首页和分诊", start)]
    for section in library.sections:
        inside = tuple(pages.in_order(section.folder, library))
        if section.folder not in LEFT_OUT and inside:
            found.append(Section(section.id, section.title, inside))
    return found


def files(site: Site, folder: Path) -> dict[str, bytes]:
    """Give each section's file for the site built in `folder`, by its path below it."""
    return {section.path: _file(section, site, folder).encode() for section in listed(site.library)}


def _file(section: Section, site: Site, folder: Path) -> str:
    titles = {page.url: page.meta.title for page in site.library.pages.values()}
    book = Book(section.names, titles, site.settings.site_url)
    articles = [
        (book.names[page.url], page.meta.title, Markup(article(page.url, _built(folder, page), book)))
        for page in section.pages
    ]
    sheet = site.styles.sheet("".join(html for *_, html in articles), forms=True)
    styles = f"{sheet.styles}\n{STYLES}"
    return site.templates.get_template("section.html.j2").render(
        section=section,
        styles=Markup(styles),
        csp=POLICY.format(b64encode(sha256(styles.encode()).digest()).decode()),
        articles=articles,
        address=site.settings.site_url or "",
        version=site.settings.version,
        today=site.library.today,
    )


def _built(folder: Path, page: Page) -> str:
    return (folder / page.url / "index.html").read_text("utf-8")


def article(url: str, built: str, book: Book) -> str:
    """Give what a built page has to read, with ids and links as they must be in the section's file.

    Raise ValueError for a page without an article.
    """
    found = _ARTICLE.search(built)
    if not found:
        raise ValueError(f"{url}：构建出来的页面里没有 <article>，做不出“每一栏一个文件”")
    name = book.names[url]
    html = _FOLDED.sub(" open", _SCREEN_ONLY.sub("", found["inside"]))
    html = _IDS.sub(lambda ids: f' {ids["name"]}="{" ".join(f"{name}--{one}" for one in ids["ids"].split())}"', html)
    return _LINK.sub(lambda link: _link(link, url, book), html)


def _link(link: re.Match[str], here: str, book: Book) -> str:
    href = link["href"]
    parts = urlsplit(href)
    if parts.scheme in ("tel", "mailto"):
        return link[0]
    if parts.scheme:
        return _out(link, href, parts.hostname or href)
    url, place = _address(here, parts.path), parts.fragment
    if url in book.names:
        return f'<a{link["before"]} href="#{book.names[url]}{"--" + place if place else ""}"{link["after"]}>'
    online = f"{escape(book.site_url)}{url}{'#' + place if place else ''}" if book.site_url else ""
    return _out(link, online, book.titles.get(url, "文件，在网上"))


def _address(url: str, path: str) -> str:
    """Resolve a relative path on the page at `url` to an address from the site's root."""
    if not path:
        return url
    found = normpath(f"{url}{path}")
    end = "/" if path.endswith(("/", ".")) else ""
    return "" if found == "." else found + end


def _out(link: re.Match[str], href: str, where: str) -> str:
    """A link that leaves the file says where it leads; without an address (which is HTML already) it is words only."""
    rest = link["before"] + link["after"]
    own = _CLASS.search(rest)
    classes = f"{own[1]} out" if own else "out"
    address = f' href="{href}" rel="noreferrer"' if href else ""
    rest = re.sub(r'\s(?:class|download|rel|aria-current)(?:="[^"]*")?', "", rest)
    return f'<a class="{classes}"{address}{rest} data-to="{escape(where)}">'
