"""Open data: every dataset and table as JSON and CSV with its JSON Schema, tables as Excel too, and an index for programs.

What is published is what the pages show: addresses that readers must not follow stay out. Same inputs, same bytes.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from hashlib import sha256
from typing import Any

from pydantic import BaseModel, TypeAdapter

from calculators.dated import NotCovered
from calculators.holidays import Holidays
from calculators.parameters import Parameter
from hooks import as_of, edition, figures, sheets, tables, text
from hooks.content import (
    Channel,
    Checklist,
    Claim,
    Evidence,
    GridTable,
    Instrument,
    Library,
    OutputsTable,
    RowsTable,
    SeriesTable,
    Table,
    Term,
)
from hooks.history import Amendment, Change
from hooks.letters import Letter, ReplyCard
from hooks.triage import Triage

LICENCE = "CC BY 4.0"
KIND = {"json": "JSON", "csv": "CSV", "xlsx": "Excel", "schema.json": "Schema"}
TABLE_FILES = ("xlsx", "csv", "json")  # in the order in which a page offers them
BOM = "\ufeff"  # without it spreadsheet programs on Chinese Windows misread the file


@dataclass(frozen=True)
class Dataset:
    """One dataset: what it holds, its model, its records, and the columns of its CSV."""

    id: str
    title: str
    model: type[BaseModel] | object
    records: Sequence[BaseModel]
    columns: tuple[str, ...]
    rows: Iterable[Sequence[object]]


def datasets(library: Library) -> list[Dataset]:
    """Give all datasets of the library in the order in which the index lists them."""
    return [
        _register(library),
        _figures(library),
        _simple(library, "channels", "求助渠道", Channel, library.channels.values(),
                "id name tel url use_for not_for reply_time confidence checked"),
        _simple(library, "claims", "说法核查", Claim, library.claims.values(),
                "id title claim topic verdict why right severity confidence checked"),
        _checklists(library),
        _simple(library, "letters", "文书模板", Letter, library.letters.values(),
                "id title group summary use_when not_when send_to basis body"),
        _simple(library, "reply-cards", "怎么回话", ReplyCard, library.reply_cards.values(),
                "id group collector_says means lawful why reply record"),
        _triage(library),
        _simple(library, "terms", "词语解释", Term, library.terms.values(), "id term formal colloquial meaning"),
        _holidays(library),
        _simple(library, "corrections", "更正记录", Amendment, library.amendments.values(),
                "id date page since was now affects why"),
        _simple(library, "changes", "改动记录", Change, library.changes.values(), "id date kind title text page"),
    ]  # fmt: skip


def _simple(
    library: Library,
    name: str,
    title: str,
    model: type[BaseModel],
    entries: Iterable[BaseModel],
    columns: str,
) -> Dataset:
    """A dataset whose CSV has one line per record and one column for each of these of its fields."""
    records, fields = tuple(entries), tuple(columns.split())
    rows = ([_cell(getattr(record, field), library) for field in fields] for record in records)
    return Dataset(name, title, model, records, fields, rows)


def _cell(value: object, library: Library) -> object:
    """Print a field in a CSV: texts without marks, lists as one text."""
    if isinstance(value, str):
        return _words(library, value)
    return "；".join(_words(library, one) for one in value) if isinstance(value, tuple) else value


def _register(library: Library) -> Dataset:
    columns = (
        "id", "instrument", "article", "level", "binding", "status", "from", "until", "rule", "applies_to",
        "not_applies_to", "confidence", "checked",
    )  # fmt: skip
    words = partial(_words, library)
    rows = (
        (r.id, r.instrument.title, r.provision.article, r.level, r.binding, r.status(library.today), r.effective,
         r.until, words(r.provision.rule), words(r.provision.applies_to),
         words(r.provision.not_applies_to or ""), r.provision.confidence, r.provision.checked)
        for r in library.rules.values()
    )  # fmt: skip
    return Dataset(
        "register", "法规库：文件和条文", Instrument, tuple(library.instruments.values()), columns, rows
    )


def _figures(library: Library) -> Dataset:
    columns = ("id", "title", "unit", "from", "value", "until", "confirmed", "scope", "basis")
    rows = (
        (
            p.id,
            p.title,
            p.unit,
            entry.since,
            entry.value,
            entry.until,
            p.confirmed,
            p.scope,
            " ".join(p.basis),
        )
        for p in library.law.values()
        for entry in p.values
    )
    return Dataset("figures", "法律数字", Parameter, tuple(library.law.values()), columns, rows)


def _checklists(library: Library) -> Dataset:
    columns = ("checklist", "id", "question", "good", "severity", "why", "how", "red_flag")
    rows = (
        [one.id, *(_cell(getattr(item, field), library) for field in columns[1:])]
        for one in library.checklists.values()
        for item in one.items
    )
    return Dataset("checklists", "清单", Checklist, tuple(library.checklists.values()), columns, rows)


def _triage(library: Library) -> Dataset:
    columns = ("id", "title", "today", "keep", "call", "page")
    records = (library.triage,) if library.triage else ()
    rows = ([_cell(getattr(end, field), library) for field in columns] for one in records for end in one.ends)
    return Dataset("triage", "一分钟分诊", Triage, records, columns, rows)


def _holidays(library: Library) -> Dataset:
    days = library.law.holidays
    rows = [*((one.since, one.until, "放假", one.name) for one in days.rest)]
    rows += [(day, day, "上班", "调休") for day in days.work]
    columns = ("from", "until", "kind", "name")
    return Dataset("holidays", "节假日和调休上班", Holidays, (days,), columns, sorted(rows))


@dataclass(frozen=True)
class OpenData:
    """The files by their path below the site's root, and what the index says of each dataset and table."""

    files: Mapping[str, bytes]
    index: Sequence[Mapping[str, Any]]


def files(library: Library, version: str) -> dict[str, bytes]:
    """Give all files of the open data by their path below the site's root, index.json included."""
    data = datasets_files(library)
    return {**data.files, **index_file(data, library, version)}


def datasets_files(library: Library) -> OpenData:
    """Give all files but the index, which is of one version and one state of all sources."""
    found: dict[str, bytes] = {}
    index: list[dict[str, Any]] = []
    words = partial(_words, library)
    for dataset in datasets(library):
        paths = {kind: f"data/{dataset.id}.{kind}" for kind in ("json", "csv", "schema.json")}
        found[paths["json"]] = _json([_public(record) for record in dataset.records])
        found[paths["csv"]] = csv_bytes(dataset.columns, dataset.rows)
        found[paths["schema.json"]] = _json(TypeAdapter(list[dataset.model]).json_schema())  # type: ignore[name-defined]
        index.append(_entry(dataset.id, dataset.title, len(dataset.records), paths, found))
    for name, spec in library.tables.items():
        try:
            worked = tables.work_out(spec, library)
        except (tables.UnworkableError, NotCovered, KeyError):
            continue  # the page that shows it has reported why
        paths = {kind: f"data/tables/{name}.{kind}" for kind in TABLE_FILES}
        found[paths["json"]] = _json(table(spec, worked, words))
        found[paths["csv"]] = csv_bytes((worked.corner, *worked.columns), _table_rows(worked, words))
        found[paths["xlsx"]] = sheets.workbook(worked, library, words)
        index.append(_entry(f"tables/{name}", spec.title, len(worked.rows), paths, found))
    found["data/tables.schema.json"] = _json(PublishedTable.model_json_schema())
    index.append(_entry("tables", "表格的格式", 1, {"schema.json": "data/tables.schema.json"}, found))
    found[as_of.PATH] = _json(as_of.versions(library), indent=None)
    index.append(
        _entry("as-of", "各日期适用的利率数字和规定", len(library.rules), {"json": as_of.PATH}, found)
    )
    return OpenData(found, index)


def index_file(data: OpenData, library: Library, version: str) -> dict[str, bytes]:
    """Give index.json: what there is, which edition it is, how it may be used."""
    index = _json(
        {
            "site_date": library.today,
            "version": version,
            "fingerprint": edition.fingerprint(library.root),
            "licence": LICENCE,
            "changes": "data/changes.json",
            "note": "法规内容为转述，不是原文；有效期和核对日期见每条记录。数字以元、百分数或每条的 unit 为准。",
            "datasets": data.index,
        }
    )
    return {"data/index.json": index}


def listing(library: Library) -> list[dict[str, object]]:
    """Give what the page for people lists: each dataset and table with its files and their sizes."""
    index = datasets_files(library).index
    rows = [
        {
            "title": one["title"],
            "records": one["records"],
            "files": [
                {"kind": KIND[kind], "path": file["path"], "size": _size(file["bytes"])}
                for kind, file in one["files"].items()
            ],
            "table": one["id"].startswith("tables/"),
        }
        for one in index
    ]
    return [
        {"title": "数据", "rows": [row for row in rows if not row["table"]]},
        {"title": "表格", "rows": [row for row in rows if row["table"]]},
    ]


def _size(count: int) -> str:
    return f"{max(1, round(count / 1000))} kB"


class PublishedCell(BaseModel):
    """A cell: what the page prints, the exact number behind it, the line that it crosses."""

    text: str
    value: Decimal | None
    mark: str | None


class PublishedRow(BaseModel):
    """A row of a table."""

    head: str
    cells: tuple[PublishedCell, ...]


class PublishedTable(BaseModel):
    """A table as it is published: its specification, and what was worked out from it."""

    specification: SeriesTable | GridTable | OutputsTable | RowsTable
    as_of: date | None
    corner: str
    columns: tuple[str, ...]
    rows: tuple[PublishedRow, ...]


def table(spec: Table, worked: tables.Worked, words: Callable[[str], str]) -> dict[str, object]:
    """Give a table as data: its specification, and what was worked out from it."""
    return {
        "specification": spec.model_dump(mode="json", by_alias=True, exclude_none=True),
        "as_of": worked.as_of,
        "corner": worked.corner,
        "columns": worked.columns,
        "rows": [
            {
                "head": words(row.head),
                "cells": [
                    {
                        "text": words(cell.text),
                        "value": cell.value,
                        "mark": cell.mark.name if cell.mark else None,
                    }
                    for cell in row.cells
                ],
            }
            for row in worked.rows
        ],
    }


def csv_bytes(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Write a CSV that spreadsheet programs open as it is."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(["" if value is None else value for value in row] for row in rows)
    return (BOM + out.getvalue()).encode("utf-8")


def _table_rows(worked: tables.Worked, words: Callable[[str], str]) -> Iterable[Sequence[object]]:
    spec = worked.spec
    for row in worked.rows:
        yield [words(row.head), *(words(cell.text) for cell in row.cells)]
    yield ()
    yield ("表", spec.title)
    yield ("口径", words(spec.convention))
    if spec.unit:
        yield ("单位", spec.unit)
    if worked.as_of:
        yield ("数据", f"截至 {worked.as_of} 最近核到")
    if spec.note:
        yield ("说明", words(spec.note))


def _words(library: Library, written: str) -> str:
    """Give a data text without marks, with the values of its figures."""
    return text.plain(written, lambda name: _figure_words(name, library))


def _figure_words(name: str, library: Library) -> str:
    """Give a figure's value; on a day that the data do not reach, say so (the check refuses to publish that day)."""
    try:
        return figures.today(name, library.law, library.today).in_words
    except NotCovered:
        return "（这一天没有数值）"


def _public(record: BaseModel) -> dict[str, object]:
    """Dump a record; evidence becomes the words that pages print, so that no address is followed by mistake."""
    data = record.model_dump(mode="json", by_alias=True, exclude_none=True)
    _replace_evidence(record, data)
    return data


def _replace_evidence(record: BaseModel, data: dict[str, object]) -> None:
    if isinstance(record, Instrument):
        for provision, dumped in zip(record.provisions, _dicts(data["provisions"]), strict=True):
            dumped["evidence"] = _named(provision.evidence)
    elif isinstance(record, Channel | Claim):
        data["evidence"] = _named(record.evidence)


def _named(evidence: Iterable[Evidence]) -> list[dict[str, str]]:
    return [{"source": piece.named} for piece in evidence if piece.named]


def _dicts(value: object) -> list[dict[str, object]]:
    assert isinstance(value, list)
    return value


def _entry(
    name: str, title: str, records: int, paths: Mapping[str, str], found: Mapping[str, bytes]
) -> dict[str, object]:
    return {
        "id": name,
        "title": title,
        "records": records,
        "files": {
            kind: {"path": path, "bytes": len(found[path]), "sha256": sha256(found[path]).hexdigest()}
            for kind, path in paths.items()
        },
    }


def _json(value: object, indent: int | None = 1) -> bytes:
    separators = (",", ": " if indent else ":")
    text_of = json.dumps(value, ensure_ascii=False, indent=indent, separators=separators, default=_plain)
    return (text_of + "\n").encode("utf-8")


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no JSON for {type(value).__name__}")
