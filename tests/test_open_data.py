"""A stranger's program: it reads /data/ of the built site and the calculators, and rebuilds every table of the site.

Nothing of `hooks` is used to rebuild; the tables are worked out day by day and cell by cell in another way than there.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import partial
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from calculators import registry
from calculators.dated import NotCovered
from calculators.holidays import Holidays
from calculators.parameters import Law, Parameter
from tests.hooks.test_schemas import faults

LINK = re.compile(r"\[((?:[^\[\]\\]|\\.)*)\]\((?:(fig):([^)\s]+)|[^)]*)\)")
DIGITS = {"percent2": 2, "percent1": 1, "yuan": 2, "times": 1}
UNITS = {"percent2": "%", "percent1": "%", "yuan": "", "times": " 倍"}
DAYS = ("from", "until", "confirmed")


@dataclass
class Data:
    """What was read from /data/."""

    index: dict[str, Any]
    tables: dict[str, dict[str, Any]]
    law: Law
    today: date


def read(folder: Path, path: str) -> Any:
    """Read one published file."""
    return json.loads((folder / path).read_text("utf-8"))


def dated(value: Any) -> Any:
    """Turn the days of a published record back into days."""
    if isinstance(value, dict):
        return {
            key: as_day(one) if key in DAYS and isinstance(one, str) else dated(one)
            for key, one in value.items()
        }
    return [dated(one) for one in value] if isinstance(value, list) else value


def as_day(text: str) -> date:
    """Read a day."""
    return date.fromisoformat(text)


def parameter(record: dict[str, Any]) -> Parameter:
    """Read a figure: what its values are follows from its unit."""
    kind = {"clock": lambda text: text.removesuffix(":00"), "date": as_day}.get(record["unit"], Decimal)
    values = [{**dated(entry), "value": kind(entry["value"])} for entry in record["values"]]
    return Parameter.model_validate({**dated(record), "values": values})


@pytest.fixture(scope="module")
def data(built: Path) -> Data:
    """Everything a program needs, from the index on."""
    index = read(built, "data/index.json")
    files = {one["id"]: one["files"] for one in index["datasets"]}
    figures = {one["id"]: parameter(one) for one in read(built, files["figures"]["json"]["path"])}
    [calendar] = read(built, files["holidays"]["json"]["path"])
    days = {**dated(calendar), "work": [as_day(one) for one in calendar["work"]]}
    tables = {
        name.removeprefix("tables/"): read(built, found["json"]["path"])
        for name, found in files.items()
        if name.startswith("tables/")
    }
    return Data(index, tables, Law(figures, Holidays.model_validate(days)), as_day(index["site_date"]))


# ── Rebuilding ───────────────────────────────────────────────────────────────────────────────────────

Row = tuple[str, list[tuple[str, str]]]  # its head, and the text and crossed line of each cell


def shown(name: str, data: Data, day: date | None = None) -> str:
    """Print a figure on a day; without one, as a page of the site's day prints it."""
    one = data.law[name]
    if day is not None or not one.confirmed or data.today <= one.confirmed:
        return one.shown(one.at(day or data.today))
    return f"{one.shown(one.series.last_confirmed().value)}（截至 {one.confirmed} 最近核到）"


def plain(text: str, data: Data) -> str:
    """Print a text: labels for links, values for figures, no marks."""
    words = LINK.sub(lambda found: shown(found[3], data) if found[2] else found[1], text)
    return words.replace("**", "")


def by_day(spec: dict[str, Any], data: Data) -> Iterator[Row]:
    """Walk through every day of a series; a new row begins where any column changes."""
    series = data.law[spec["parameter"]].series
    names = [column["value"] for column in spec["columns"]]
    day, last = series.points[0].since, series.until or series.confirmed or data.today
    stretches: list[tuple[date, list[str]]] = []
    while day <= last:
        cells = [on_day(name, data, day) for name in names]
        if not stretches or stretches[-1][1] != cells:
            stretches.append((day, cells))
        day += timedelta(days=1)
    ends = [since - timedelta(days=1) for since, _ in stretches[1:]] + [series.until]
    for (since, cells), end in zip(stretches, ends, strict=True):
        yield f"{since} 至 {end}" if end else f"{since} 起", [(cell, "") for cell in cells]


def on_day(name: str, data: Data, day: date) -> str:
    """Print a figure on a day, or a dash."""
    try:
        return shown(name, data, day)
    except NotCovered:
        return "—"


def limits(spec: dict[str, Any], data: Data) -> list[tuple[Decimal, str]]:
    """The lines that cells are compared with, the highest first."""
    found = []
    for mark in spec.get("marks", ()):
        one = data.law[mark["figure"]]
        late = one.confirmed and data.today > one.confirmed
        found.append((one.last_number() if late else one.number_at(data.today), mark["name"]))
    return sorted(found, reverse=True)


def cell(answer: Any, show: str, lines: list[tuple[Decimal, str]]) -> tuple[str, str]:
    """Print a figure of an answer, and name the line that it crosses."""
    if answer is None:
        return "—", ""
    exact = Decimal(str(answer)) * (100 if show.startswith("percent") else 1)
    value = exact.quantize(Decimal(1).scaleb(-DIGITS[show]), ROUND_HALF_UP)
    return f"{value:,}{UNITS[show]}", next((name for limit, name in lines if value > limit), "")


def head(axis: dict[str, Any], value: str) -> str:
    """Print a header of an axis."""
    return axis["head"].replace("{}", f"{Decimal(value).normalize():f}")


def worked(spec: dict[str, Any], data: Data) -> Iterator[Row]:
    """Ask the calculator for each row (and column), as a reader would type it."""
    lines = limits(spec, data)
    ask = partial(registry.run, spec["calculator"], law=data.law)
    for row in spec["rows"]["values"]:
        given = {**spec.get("given", {}), spec["rows"]["input"]: row}
        if spec["kind"] == "grid":
            columns = spec["columns"]
            answers = [
                ask(data={**given, columns["input"]: value})[spec["cell"]] for value in columns["values"]
            ]
            cells = [cell(answer, spec["show"], lines) for answer in answers]
        else:
            answer = ask(data=given)
            cells = [cell(answer[column["cell"]], column["show"], lines) for column in spec["columns"]]
        yield head(spec["rows"], row), cells


def rebuilt(spec: dict[str, Any], data: Data) -> list[Row]:
    """Rebuild a table from its specification."""
    if spec["kind"] == "series":
        return list(by_day(spec, data))
    if spec["kind"] == "rows":
        rows = [[plain(text, data) for text in row] for row in spec["rows"]]
        return [(row[0], [(text, "") for text in row[1:]]) for row in rows]
    return list(worked(spec, data))


# ── Against what is published ────────────────────────────────────────────────────────────────────────


def test_every_published_table_can_be_rebuilt(data: Data) -> None:
    """Figures, calendar and specifications are enough: the same heads, texts and crossed lines."""
    assert len(data.tables) >= 12
    assert {"series", "grid", "outputs", "rows"} >= {
        one["specification"]["kind"] for one in data.tables.values()
    }
    for name, published in data.tables.items():
        rows = [
            (row["head"], [(one["text"], one["mark"] or "") for one in row["cells"]])
            for row in published["rows"]
        ]
        assert rebuilt(published["specification"], data) == rows, name


@dataclass
class Cell:
    """A cell of a page: its words, and the hidden name of the line that it crosses."""

    words: str = ""
    mark: str = ""


@dataclass
class Tables(HTMLParser):
    """The tables of a page that bear an id: rows of cells, repeated headers and labels of state left out."""

    found: dict[str, list[list[Cell]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__init__()
        self.name = ""
        self.body = self.skip = False
        self.inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        given = {name: value or "" for name, value in attrs}
        if tag == "table":
            self.name = given.get("id", "")
            self.found.setdefault(self.name, [])
        elif tag in ("thead", "tbody"):  # their end tags are implied
            self.body = tag == "tbody"
        elif tag == "tr":
            self.skip = "again" in given.get("class", "")
            if self.counts():
                self.found[self.name].append([])
        elif tag in ("td", "th") and self.counts():
            self.found[self.name][-1].append(Cell())
        elif tag == "span":
            self.inside.append(given.get("class", ""))

    def handle_endtag(self, tag: str) -> None:
        """Close an element."""
        if tag == "span" and self.inside:
            self.inside.pop()
        if tag == "tbody":
            self.body = False
        if tag == "table":
            self.name = ""

    def handle_data(self, data: str) -> None:
        """Take in words."""
        if not self.counts() or not self.found[self.name] or not self.found[self.name][-1]:
            return
        last = self.found[self.name][-1][-1]
        if "vh" in self.inside:
            last.mark += data
        elif not {"sign", "was", "unsure"} & set(self.inside):
            last.words += data

    def counts(self) -> bool:
        """Say whether the place belongs to a table's body."""
        return bool(self.name and self.body and not self.skip)


def pages(built: Path) -> Iterator[tuple[str, Mapping[str, list[list[Cell]]]]]:
    """Yield every page with the tables on it."""
    for path in sorted(built.rglob("index.html")):
        reader = Tables()
        reader.feed(path.read_text("utf-8"))
        yield path.relative_to(built).as_posix(), {name: rows for name, rows in reader.found.items() if name}


def test_every_table_on_a_page_can_be_rebuilt(built: Path, data: Data) -> None:
    """What readers see is what the data give; a page may leave out the older rows of a series."""
    seen = set()
    for path, tables in pages(built):
        for name, rows in tables.items():
            wanted = rebuilt(data.tables[name]["specification"], data)
            printed = [
                (row[0].words.strip(), [(one.words.strip(), one.mark) for one in row[1:]]) for row in rows
            ]
            assert printed == wanted[-len(printed) :], (path, name)
            seen.add(name)
    assert set(data.tables) == seen


def test_the_files_are_what_the_index_says(built: Path, data: Data) -> None:
    """Size and SHA-256 of every file, and nothing under /data/ that the index does not name but the page for people."""
    listed = [file for one in data.index["datasets"] for file in one["files"].values()]
    for file in listed:
        content = (built / file["path"]).read_bytes()
        assert (len(content), sha256(content).hexdigest()) == (file["bytes"], file["sha256"]), file["path"]
    there = {path.relative_to(built).as_posix() for path in (built / "data").rglob("*") if path.is_file()}
    assert {"data/index.json", "data/index.html"} == there - {file["path"] for file in listed}


def test_every_file_is_accepted_by_its_published_schema(built: Path, data: Data) -> None:
    """Datasets by their own schema, tables by the one for tables."""
    common = read(built, "data/tables.schema.json")
    for one in data.index["datasets"]:
        files = one["files"]
        if "json" in files and one["id"] != "as-of":
            schema = read(built, files["schema.json"]["path"]) if "schema.json" in files else common
            assert [] == faults(read(built, files["json"]["path"]), schema, schema), one["id"]


def test_the_page_for_people_links_every_file(built: Path, data: Data) -> None:
    """Each file can be fetched from the page, which names the licence."""
    html = (built / "data/index.html").read_text("utf-8")
    for one in data.index["datasets"]:
        for file in one["files"].values():
            assert f'href="../{file["path"]}"' in html, file["path"]
    assert data.index["licence"] in html
