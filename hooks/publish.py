"""What is written after the pages: the tables as CSV, and the search index. Same inputs, same bytes."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path

from calculators.dated import NotCovered
from hooks import figures, search, tables, text
from hooks.assemble import Site
from hooks.content import Library

BOM = "\ufeff"  # without it spreadsheet programs on Chinese Windows misread the file


def write(site: Site, folder: Path, texts: Mapping[str, str]) -> None:
    """Write all files below the built site; `texts` maps a page's path to its HTML."""
    for path, data in {**table_files(site.library), **search_files(site, texts)}.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


def table_files(library: Library) -> dict[str, bytes]:
    """Give each table as CSV: data/tables/ID.csv. A table that cannot be worked out has been reported."""
    files = {}
    for name, spec in library.tables.items():
        with suppress(tables.UnworkableError, NotCovered, KeyError):
            files[f"data/tables/{name}.csv"] = _csv(tables.work_out(spec, library), partial(_words, library))
    return files


def search_files(site: Site, texts: Mapping[str, str]) -> dict[str, bytes]:
    """Build the search index over all pages that may be found."""
    library = site.library
    documents = [
        search.Document(
            url=page.url,
            title=page.meta.title,
            kind="law" if page.folder == "law" else page.meta.kind,
            description=page.meta.description,
            aliases=page.meta.aliases,
            text=search.text_of(texts[path]),
        )
        for path, page in sorted(library.pages.items())
        if path in texts and not page.meta.noindex
    ]
    groups = [
        (term.term, *term.colloquial, *((term.formal,) if term.formal else ()))
        for term in library.terms.values()
    ]
    wrong = [(one.wrong, one.right) for one in library.corrections]
    return search.build(documents, groups, wrong)


def _words(library: Library, written: str) -> str:
    """Give a data text without marks, with the values of its figures."""
    return text.plain(written, lambda name: figures.today(name, library.law, library.today).in_words)


def _csv(worked: tables.Worked, words: Callable[[str], str]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([worked.corner, *worked.columns])
    for row in worked.rows:
        writer.writerow([words(row.head), *(words(cell.text) for cell in row.cells)])
    writer.writerows(_notes(worked, words))
    return (BOM + out.getvalue()).encode("utf-8")


def _notes(worked: tables.Worked, words: Callable[[str], str]) -> Iterable[tuple[str, ...]]:
    spec = worked.spec
    yield ()
    yield ("表", spec.title)
    yield ("口径", words(spec.convention))
    if spec.unit:
        yield ("单位", spec.unit)
    if worked.as_of:
        yield ("数据", f"截至 {worked.as_of} 最近核到")
    if spec.note:
        yield ("说明", words(spec.note))
