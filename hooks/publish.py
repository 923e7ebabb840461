"""What is written after the pages: open data, the feed, the search index, Word files, what is saved to read offline.

Same inputs, same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from hooks import (
    headers,
    history_pages,
    letter_pages,
    memory,
    offline,
    open_data,
    redirects,
    search,
    sections,
)
from hooks.assemble import Site
from hooks.search_documents import documents


def write(site: Site, folder: Path, texts: Mapping[str, str], inputs: str = "") -> None:
    """Write all files below the built site; `texts` maps a page's path to its HTML, for `inputs` see `memory`."""
    data = memory.recall(inputs, "open data", lambda: open_data.datasets_files(site.library))
    found = {
        **data.files,
        **open_data.index_file(data, site.library, site.settings.version),
        **search_files(site, texts),
        **letter_pages.files(site.library),
        **redirects.files(site.library),
        "robots.txt": robots(site.settings.site_url).encode(),
        "_headers": headers.headers_file(site.scripts.folder).encode(),
    }
    if site.settings.site_url:
        found[history_pages.FEED] = history_pages.feed(site.library, site.settings.site_url)
    _put(folder, found)
    if site.settings.serving:
        _put(folder, {offline.WORKER: offline.GONE.encode()})
        return
    _put(folder, sections.files(site, folder))
    _put(folder, offline.files(folder, site.library.today))


def _put(folder: Path, found: Mapping[str, bytes]) -> None:
    for parent in {(folder / path).parent for path in found}:
        parent.mkdir(parents=True, exist_ok=True)
    for path, data in found.items():
        (folder / path).write_bytes(data)


def robots(site_url: str | None) -> str:
    """Let every search engine read everything; name the list of pages where there is one."""
    return "User-agent: *\nAllow: /\n" + (f"Sitemap: {site_url}sitemap.xml\n" if site_url else "")


def search_files(site: Site, texts: Mapping[str, str]) -> dict[str, bytes]:
    """Build the search index over all pages that may be found."""
    library = site.library
    groups = [
        (term.term, *term.colloquial, *term.misspellings, *((term.formal,) if term.formal else ()))
        for term in library.terms.values()
    ]
    wrong = [(one.wrong, one.right) for one in library.corrections]
    return search.build(documents(site, texts), groups, wrong)
