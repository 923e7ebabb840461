"""Excel files of the tables: every number beside the formula that gives it, so that a reader can check and change the inputs.

A formula is written with functions of Excel, in another way than our own code finds the number; the number in the cell is ours.
Same inputs, same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from calculators import fields, registry
from hooks import documents, tables
from hooks.content import Axis, GridTable, Library, OutputsTable, SeriesTable, Show
from hooks.figures import Figure
from hooks.tables import Cell, Worked

Words = Callable[[str], str]

_CREATED = datetime(2026, 1, 1)
_RATE = "RATE({periods},-{principal}*(1/{periods}+{rate}/100),{principal})*12"
#: Figure of a calculator -> the same as Excel finds it; in braces the inputs, rates in percent.
FORMULAS: Mapping[tuple[str, str], str] = {
    ("monthly-rate", "simple_annual"): "{rate}/100*12",
    ("monthly-rate", "compound_annual"): "EFFECT({rate}/100*12,12)",
    ("daily-rate", "simple_annual"): "{rate}/100*{days_per_year}",
    ("daily-rate", "compound_annual"): "(1+{rate}/100)^{days_per_year}-1",
    ("flat-fee", "simple_annual"): _RATE,
    ("flat-fee", "compound_annual"): f"EFFECT({_RATE},12)",
    ("withheld-interest", "simple_annual"): "RATE({periods},-{payment},{contract}-{withheld})*12",
    ("short-loan", "simple_annual"): "({repaid}/{received}-1)*365/{days}",
}
#: Figure that follows from others -> how.
DERIVED: Mapping[str, str] = {"private-lending-cap": "{lpr-1y}*{private-lending-multiple}"}
FORMATS: Mapping[Show, str] = {"percent2": "#,##0.00%", "percent1": "#,##0.0%", "yuan": "#,##0.00", "times": '0.0" 倍"'}
CHECK = "带公式的格子可以自己验算：改上面的数，或者改表头里的数，结果会跟着变。"


@dataclass(frozen=True)
class Input:
    """A number above the table that its formulas read."""

    name: str
    label: str
    value: float


def workbook(worked: Worked, library: Library, words: Words) -> bytes:
    """Write a table as an Excel file: title, method and inputs, the table, what its signs mean."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"created": _CREATED, "title": worked.spec.title})
        _Sheet(book, worked, library, words).write()
    return documents.same_bytes(out)


class _Sheet:
    """The one sheet of the file; knows in which cell each input stands."""

    def __init__(self, book: xlsxwriter.Workbook, worked: Worked, library: Library, words: Words) -> None:
        self.sheet = book.add_worksheet("表格")
        self.format: Callable[..., Any] = lambda **told: book.add_format(told)
        self.worked, self.law, self.words = worked, library.law, words
        self.lines = tables.lines(getattr(worked.spec, "marks", ()), library)
        self.cells: dict[str, str] = {}
        self.row = 0

    def write(self) -> None:
        """Write everything from top to bottom."""
        spec = self.worked.spec
        self.line(spec.title + (f"（{spec.unit}）" if spec.unit else ""), bold=True)
        self.line(f"口径：{self.words(spec.convention)}")
        if self.worked.as_of:
            self.line(f"数据：截至 {self.worked.as_of} 最近核到")
        for one in inputs(self.worked, self.law):
            self.cells[one.name] = xl_rowcol_to_cell(self.row, 1, row_abs=True, col_abs=True)
            self.sheet.write_string(self.row, 0, one.label)
            self.sheet.write_number(self.row, 1, one.value, self.format(align="left"))
            self.row += 1
        self.row += 1
        self.table()
        for line in self.under():
            self.line(line)

    def line(self, words: str, **told: Any) -> None:
        """Write a line of words; they may run over the columns beside."""
        self.sheet.write_string(self.row, 0, words, self.format(**told))
        self.row += 1

    def table(self) -> None:
        """Write headers and rows."""
        worked, heads = self.worked, self.row
        wordy = all(cell.exact is None for row in worked.rows for cell in row.cells)
        self.sheet.set_column(0, len(worked.columns), 32 if wordy else 16)
        self.sheet.set_column(0, 0, 26)
        bold = {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}
        self.sheet.write_string(heads, 0, worked.corner, self.format(**bold))
        for at, words in enumerate(worked.columns, 1):
            self.head(heads, at, words, self.axis("columns", at - 1), bold)
        for number, row in enumerate(worked.rows, heads + 1):
            self.head(number, 0, self.words(row.head), self.axis("rows", number - heads - 1), {"bold": True, "valign": "top"})
            for at, cell in enumerate(row.cells, 1):
                self.cell(heads, number, at, cell)
        self.sheet.freeze_panes(heads + 1, 1)
        self.row = heads + len(worked.rows) + 2

    def axis(self, name: str, at: int) -> tuple[str, Decimal] | None:
        """Give the pattern and the number of a header that formulas read."""
        axis = getattr(self.worked.spec, name, None)
        return (axis.head, axis.values[at]) if isinstance(axis, Axis) else None

    def head(self, row: int, at: int, words: str, axis: tuple[str, Decimal] | None, told: dict[str, Any]) -> None:
        """Write a header: a number that is shown within its words, where it is an input."""
        if axis is None:
            self.sheet.write_string(row, at, words, self.format(**told))
            return
        before, after = (f'"{part}"' if part else "" for part in axis[0].split("{}"))
        shown = self.format(num_format=f"{before}General{after}", align="left", **told)
        self.sheet.write_number(row, at, float(axis[1]), shown)

    def cell(self, heads: int, row: int, at: int, cell: Cell) -> None:
        """Write one cell: our number under its formula, or words."""
        if cell.exact is None:
            self.sheet.write_string(row, at, self.words(cell.text), self.format(text_wrap=True, valign="top"))
            return
        shown, formula = self.format(num_format=self.number_format(at)), self.formula(heads, row, at)
        if formula is None:
            self.sheet.write_number(row, at, cell.exact, shown)
        else:
            self.sheet.write_formula(row, at, f"={formula}", shown, cell.exact)

    def formula(self, heads: int, row: int, at: int) -> str | None:
        """Give the formula of a cell, with the cells of its inputs."""
        spec, places = self.worked.spec, dict(self.cells)
        if isinstance(spec, SeriesTable):
            pattern = DERIVED.get(spec.columns[at - 1].value)
            places |= {one.value: xl_rowcol_to_cell(row, place) for place, one in enumerate(spec.columns, 1)}
        elif isinstance(spec, GridTable):
            pattern = FORMULAS.get((spec.calculator, spec.cell))
            places[spec.columns.input] = xl_rowcol_to_cell(heads, at, row_abs=True)
        elif isinstance(spec, OutputsTable):
            pattern = FORMULAS.get((spec.calculator, spec.columns[at - 1].cell))
        else:
            return None
        if not isinstance(spec, SeriesTable):
            places[spec.rows.input] = xl_rowcol_to_cell(row, 0, col_abs=True)
        return None if pattern is None else _filled(pattern, places)

    def number_format(self, at: int) -> str:
        """Give the format of a column: digits as the page prints them, the sign of the line that the number crosses."""
        spec = self.worked.spec
        if isinstance(spec, SeriesTable):
            return FORMATS["percent2"]
        show = spec.columns[at - 1].show if isinstance(spec, OutputsTable) else spec.show  # type: ignore[union-attr]
        digits = FORMATS[show]
        return ";".join([*(f'[>={_above(line, show)}]{digits}" {mark.sign}"' for line, mark in self.lines), digits])

    def under(self) -> Iterable[str]:
        """Yield what stands below the table."""
        spec = self.worked.spec
        yield from (f"{mark.sign} {mark.name}（{line.in_words}）" for line, mark in self.lines)
        if self.cells or not all(cell.exact is None for row in self.worked.rows for cell in row.cells):
            yield CHECK
        yield from self.words(spec.note or "").splitlines()


def inputs(worked: Worked, law: Mapping[str, Any]) -> list[Input]:
    """Give the inputs that stand above a table: what its specification gives, what its form has by itself, numbers of the law."""
    spec = worked.spec
    if isinstance(spec, SeriesTable):
        shown = [column.value for column in spec.columns]
        read = [name for column in shown for name in _names(DERIVED.get(column, "")) if name not in shown]
        return [Input(name, law[name].title, float(law[name].last_number())) for name in read]
    if not isinstance(spec, GridTable | OutputsTable):
        return []
    figures = [spec.cell] if isinstance(spec, GridTable) else [column.cell for column in spec.columns]
    asked = {name for figure in figures for name in _names(FORMULAS.get((spec.calculator, figure), ""))}
    asked -= {spec.rows.input, spec.columns.input if isinstance(spec, GridTable) else ""}
    return [
        Input(field["name"], _label(field), float(spec.given.get(field["name"], field.get("default", ""))))
        for field in fields.describe(registry.find(spec.calculator).form)
        if field["name"] in asked
    ]


def _label(field: Mapping[str, Any]) -> str:
    return f"{field['label']}（{field['unit']}）" if "unit" in field else str(field["label"])


def _names(pattern: str) -> list[str]:
    """Give what stands in the braces of a pattern."""
    return [part.partition("}")[0] for part in pattern.split("{")[1:]]


def _filled(pattern: str, places: Mapping[str, str]) -> str:
    for name in _names(pattern):
        pattern = pattern.replace("{" + name + "}", places[name])
    return pattern


def _above(line: Figure, show: Show) -> str:
    """Give the smallest number that is printed as more than a line, as a table compares them."""
    value, places = Decimal(str(line.value)), tables.PRINTED[show][0]
    scale = 100 if show.startswith("percent") else 1
    return f"{(value + Decimal(5).scaleb(-places - 1)) / scale:f}"
