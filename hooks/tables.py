"""Tables worked out from their specification: every number comes from a parameter or a calculator."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import singledispatch

from calculators import registry
from calculators.dated import NotCovered, Series
from calculators.fields import RefusedError
from calculators.parameters import Law, Value
from hooks import figures
from hooks.content import GridTable, Library, Mark, OutputsTable, RowsTable, SeriesTable, Show, Table

LONG = 15
PRINTED: Mapping[Show, tuple[int, str]] = {
    "percent2": (2, "%"),
    "percent1": (1, "%"),
    "yuan": (2, ""),
    "times": (1, " 倍"),
}


@dataclass(frozen=True)
class Cell:
    """What a cell prints, the number as printed, the line it crosses, and the number before rounding (a rate as a fraction)."""

    text: str
    value: Decimal | None = None
    mark: Mark | None = None
    exact: float | None = None


@dataclass(frozen=True)
class Row:
    """A row header and its cells."""

    head: str
    cells: tuple[Cell, ...]
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Worked:
    """A table with all its numbers, before it is printed or written to a file."""

    spec: Table
    corner: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    as_of: date | None

    @property
    def long(self) -> bool:
        """Whether the column headers must be repeated."""
        return len(self.rows) > LONG


class UnworkableError(ValueError):
    """A table whose cells cannot be worked out from its specification; the message says which and why."""


def work_out(spec: Table, library: Library, since: date | None = None) -> Worked:
    """Work out all cells of a table; `since` leaves out the rows of a series that end before that day.

    Raises UnworkableError when the calculator refuses, or when a figure has no value or is no number.
    """
    try:
        return _work_out(spec, library, since)
    except RefusedError as error:
        raise UnworkableError(f"表 {spec.id} 算不出来：{error.field}：{error.message}") from error
    except (NotCovered, KeyError, ArithmeticError) as error:
        raise UnworkableError(f"表 {spec.id} 算不出来：{error.args[0]}") from error


@singledispatch
def _work_out(spec: Table, library: Library, since: date | None = None) -> Worked:
    raise TypeError(f"no table of kind {type(spec).__name__}")


@_work_out.register
def _series(spec: SeriesTable, library: Library, since: date | None = None) -> Worked:
    rows = tuple(
        row for row in _stretches(spec, library.law) if not (since and row.until and row.until < since)
    )
    return Worked(
        spec,
        "哪天成立的合同",
        tuple(column.head for column in spec.columns),
        rows,
        library.law[spec.parameter].confirmed,
    )


def _stretches(spec: SeriesTable, law: Law) -> Iterator[Row]:
    """Yield a row for each stretch of days of the parameter on which none of the columns changes."""
    series = law[spec.parameter].series
    first, end = series.points[0].since, series.until
    starts: list[tuple[date, tuple[Cell, ...]]] = []
    for day in sorted({day for column in spec.columns for day in _turns(law[column.value].series)} | {first}):
        cells = tuple(_on(column.value, law, day) for column in spec.columns)
        if first <= day and (end is None or day <= end) and (not starts or starts[-1][1] != cells):
            starts.append((day, cells))
    for (day, cells), following in zip(starts, [*starts[1:], None], strict=True):
        until = following[0] - timedelta(days=1) if following else end
        yield Row(f"{day} 至 {until}" if until else f"{day} 起", cells, day, until)


def _turns(series: Series[Value]) -> Iterator[date]:
    """Yield the days on which what a series says changes: each new value, and the day after the last."""
    yield from (point.since for point in series.points)
    if series.until:
        yield series.until + timedelta(days=1)


def _on(name: str, law: Law, day: date) -> Cell:
    try:
        figure = figures.on(name, law, day)
    except NotCovered:
        return Cell("—")
    if not isinstance(figure.value, Decimal):
        return Cell(figure.text)
    rate = law[name].unit in ("percent", "percent_per_year")
    return Cell(figure.text, figure.value, None, float(figure.value / 100 if rate else figure.value))


@_work_out.register
def _grid(spec: GridTable, library: Library, since: date | None = None) -> Worked:
    crossed = lines(spec.marks, library)
    rows = []
    for row in spec.rows.values:
        answers = [
            registry.run(
                spec.calculator, {**spec.given, spec.rows.input: row, spec.columns.input: column}, library.law
            )
            for column in spec.columns.values
        ]
        cells = tuple(_cell(answer[spec.cell], spec.show, crossed) for answer in answers)
        rows.append(Row(_head(spec.rows.head, row), cells))
    columns = tuple(_head(spec.columns.head, value) for value in spec.columns.values)
    return Worked(spec, "", columns, tuple(rows), _confirmed(crossed))


@_work_out.register
def _outputs(spec: OutputsTable, library: Library, since: date | None = None) -> Worked:
    crossed = lines(spec.marks, library)
    rows = []
    for row in spec.rows.values:
        answer = registry.run(spec.calculator, {**spec.given, spec.rows.input: row}, library.law)
        cells = tuple(_cell(answer[column.cell], column.show, crossed) for column in spec.columns)
        rows.append(Row(_head(spec.rows.head, row), cells))
    return Worked(spec, "", tuple(column.head for column in spec.columns), tuple(rows), _confirmed(crossed))


def lines(marks: Sequence[Mark], library: Library) -> list[tuple[figures.Figure, Mark]]:
    """Give the lines that cells are compared with, the highest first."""
    found = [(figures.today(mark.figure, library.law, library.today), mark) for mark in marks]
    return sorted(found, key=lambda line: Decimal(str(line[0].value)), reverse=True)


def _confirmed(lines: Sequence[tuple[figures.Figure, Mark]]) -> date | None:
    return min((line.as_of for line, _ in lines if line.as_of), default=None)


def _cell(answer: object, show: Show, lines: Sequence[tuple[figures.Figure, Mark]]) -> Cell:
    """Print one figure of an answer. Rates come as fractions and are shown and compared in percent."""
    if answer is None:
        return Cell("—")
    value = _rounded(Decimal(str(answer)) * (100 if show.startswith("percent") else 1), show)
    crossed = next((mark for line, mark in lines if value > Decimal(str(line.value))), None)
    return Cell(f"{value:,f}{PRINTED[show][1]}", value, crossed, float(str(answer)))


def _rounded(value: Decimal, show: Show) -> Decimal:
    """Round half up to the printed places: what a reader compares with a line is what the reader sees."""
    return value.quantize(Decimal(1).scaleb(-PRINTED[show][0]), ROUND_HALF_UP)


def _head(pattern: str, value: Decimal) -> str:
    return pattern.replace("{}", f"{value.normalize():f}")


@_work_out.register
def _rows(spec: RowsTable, library: Library, since: date | None = None) -> Worked:
    rows = tuple(Row(row[0], tuple(Cell(cell) for cell in row[1:])) for row in spec.rows)
    return Worked(spec, spec.columns[0], spec.columns[1:], rows, None)
