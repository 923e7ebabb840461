"""Excel files of the tables, read back and worked out again by a program that knows nothing of our calculators."""

import io
import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
import pyxirr
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from calculators import money, parameters, registry
from hooks import content, open_data, sheets
from hooks.content import GridTable, Library, OutputsTable

DAY = date(2026, 11, 22)
LAW = parameters.load()
SECTION = re.compile(r"\[>=([0-9.]+)]([^;]+);")
WORKED_OUT: dict[str, Callable[..., float]] = {
    "RATE": lambda periods, payment, present: pyxirr.rate(periods, payment, present),
    "EFFECT": lambda nominal, periods: (1 + nominal / periods) ** periods - 1,
}


@pytest.fixture(scope="module")
def files(real: Library) -> dict[str, bytes]:
    """The open data of the site."""
    return open_data.files(real, "1")


def opened(data: bytes, values: bool = False) -> Worksheet:
    """The one sheet of a file: its formulas, or the numbers that were written under them."""
    [sheet] = openpyxl.load_workbook(io.BytesIO(data), data_only=values).worksheets
    return sheet


def all_sheets(files: dict[str, bytes]) -> dict[str, bytes]:
    """Table -> its Excel file."""
    return {Path(path).stem: data for path, data in files.items() if path.endswith(".xlsx")}


def formulas(sheet: Worksheet) -> Iterator[Cell]:
    """All cells with a formula."""
    return (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f")


def worked_out(sheet: Worksheet, formula: str) -> float:
    """What a spreadsheet program makes of a formula: references, + - * / ^, and two functions."""
    plain = formula.removeprefix("=").replace("$", "").replace("^", "**")
    return float(eval(re.sub(r"\b[A-Z][0-9]+\b", lambda name: str(number(sheet[name[0]], sheet)), plain), {**WORKED_OUT}))


def number(cell: Cell, sheet: Worksheet) -> float:
    """The number in a cell, worked out where it is a formula."""
    return worked_out(sheet, str(cell.value)) if cell.data_type == "f" else float(str(cell.value))


def printed(value: float, number_format: str) -> str:
    """What a spreadsheet program shows of a percentage: digits, and the sign of the section whose condition holds first."""
    sections = [*SECTION.findall(number_format), ("-1", number_format.rpartition(";")[2])]
    shown = next(shown for limit, shown in sections if value >= float(limit))
    digits = len(shown.partition("%")[0].partition(".")[2])
    return f"{money.half_up(value * 100, digits):,.{digits}f}%" + shown.partition("%")[2].strip('"')


def test_every_table_has_its_sheet(real: Library, files: dict[str, bytes]) -> None:
    """Each table is offered as Excel, CSV and JSON."""
    kinds = {kind: {Path(path).stem for path in files if path.startswith("data/tables/") and path.endswith(f".{kind}")}
             for kind in ("xlsx", "csv", "json")}  # fmt: skip
    assert {kind: set(real.tables) for kind in kinds} == kinds


def test_every_number_of_a_calculator_has_its_formula(real: Library, files: dict[str, bytes]) -> None:
    """As many formulas as cells: a reader can check each number that a calculator found."""
    expected, found = {}, {}
    for name, spec in real.tables.items():
        if isinstance(spec, GridTable | OutputsTable):
            columns = spec.columns.values if isinstance(spec, GridTable) else spec.columns
            expected[name] = len(spec.rows.values) * len(columns)
            found[name] = sum(1 for _ in formulas(opened(all_sheets(files)[name])))
    assert expected == found
    assert len(expected) >= 6


def test_a_spreadsheet_program_finds_the_same_numbers(files: dict[str, bytes]) -> None:
    """Worked out again with other code, every formula gives the number that stands in its cell, to 1e-9."""
    count = 0
    for name, data in all_sheets(files).items():
        sheet, values = opened(data), opened(data, values=True)
        for cell in formulas(sheet):
            again = worked_out(sheet, str(cell.value))
            assert values[cell.coordinate].value == pytest.approx(again, rel=1e-9), (name, cell.coordinate)
            count += 1
    assert count > 150


def test_a_sheet_shows_what_the_page_shows(real: Library, files: dict[str, bytes]) -> None:
    """Digits and signs of crossed lines are those of the page, told by the format of each cell."""
    for name, data in all_sheets(files).items():
        sheet, values = opened(data), opened(data, values=True)
        shown = [printed(float(str(values[cell.coordinate].value)), cell.number_format) for cell in formulas(sheet)]
        spec = real.tables[name]
        signs = {mark.name: f" {mark.sign}" for mark in getattr(spec, "marks", ())}
        rows = json.loads(files[f"data/tables/{name}.json"])["rows"]
        page = [cell["text"] + signs.get(cell["mark"], "") for row in rows for cell in row["cells"] if cell["value"] is not None]
        if isinstance(spec, GridTable | OutputsTable):
            assert page == shown, name


def test_who_changes_an_input_gets_the_calculators_answer(real: Library, files: dict[str, bytes]) -> None:
    """Another number in a header or above the table, and the formulas give what our own page would say."""
    for name, data in all_sheets(files).items():
        spec = real.tables[name]
        if not isinstance(spec, GridTable):
            continue
        sheet = opened(data)
        cell = next(formulas(sheet))
        typed: dict[str, Any] = dict(spec.given)
        row_head, column_head = sheet.cell(cell.row, 1), sheet.cell(cell.row - 1, cell.column)
        row_head.value, column_head.value = float(str(row_head.value)) + 4, float(str(column_head.value)) * 2
        typed |= {spec.rows.input: Decimal(str(row_head.value)), spec.columns.input: Decimal(str(column_head.value))}
        answer = registry.run(spec.calculator, {key: str(value) for key, value in typed.items()}, LAW)
        assert answer[spec.cell] == pytest.approx(worked_out(sheet, str(cell.value)), rel=1e-9), name


def test_words_are_never_formulas(project: Path) -> None:
    """A cell of words that begins with = is text in the sheet too."""
    (project / "docs/_data/tables/words.yaml").write_text(
        "id: words\ntitle: 表\nkind: rows\nconvention: 说明\nsources: [civil-code-670]\n"
        'columns: [看什么, 多少]\nrows:\n  - [利率, "=1+1"]\n',
        "utf-8",
    )
    sheet = opened(open_data.files(content.collect(project, DAY)[0], "1")["data/tables/words.xlsx"])
    assert [("=1+1", "s")] == [(cell.value, cell.data_type) for row in sheet.iter_rows() for cell in row if cell.value == "=1+1"]


def test_a_sheet_asks_nobody(files: dict[str, bytes]) -> None:
    """No link, no macro and no outside data: only names of the format's own parts."""
    for name, data in all_sheets(files).items():
        with ZipFile(io.BytesIO(data)) as archive:
            words = "".join(archive.read(part).decode("utf-8") for part in archive.namelist())
        hosts = set(re.findall(r"https?://([^/\"]+)", words))
        assert hosts <= {"schemas.openxmlformats.org", "purl.org", "www.w3.org", "schemas.microsoft.com"}, name
        assert not re.search(r"externalLink|vbaProject|TargetMode", words), name


def test_every_formula_is_used(real: Library) -> None:
    """No formula is kept for a table that is gone."""
    used = {
        (spec.calculator, cell)
        for spec in real.tables.values()
        if isinstance(spec, GridTable | OutputsTable)
        for cell in ([spec.cell] if isinstance(spec, GridTable) else [column.cell for column in spec.columns])
    }
    assert set(sheets.FORMULAS) == used
