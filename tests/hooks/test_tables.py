"""Tables worked out from their specification."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from calculators import registry
from calculators.parameters import Law, Parameter
from hooks import assemble, blocks, tables
from hooks.assemble import Settings
from hooks.content import GridTable, Library, OutputsTable, RowsTable, SeriesTable
from hooks.extension import Request

COMMON = {"id": "t", "title": "表", "convention": "单利", "sources": ("civil-code-670",)}


def parameter(name: str, values: list[tuple[str, str]], **more: object) -> Parameter:
    """A figure of the law with values from days on."""
    return Parameter.model_validate(
        {
            "id": name,
            "title": name,
            "unit": "percent_per_year",
            "display": "{value}%",
            "scope": "测试",
            "basis": ("civil-code-670",),
            "values": [
                {"from": date.fromisoformat(day), "value": Decimal(value), "source": "样例"}
                for day, value in values
            ],
            **more,
        }
    )


def with_law(library: Library, *parameters: Parameter) -> Library:
    """The library with these figures only."""
    return replace(library, law=Law({one.id: one for one in parameters}, library.law.holidays))


def series(*columns: str) -> SeriesTable:
    """A table over the first of these figures, with a column for each."""
    heads = [{"head": name, "value": name} for name in columns]
    return SeriesTable.model_validate({**COMMON, "kind": "series", "parameter": columns[0], "columns": heads})


def printed(worked: tables.Worked) -> list[tuple[str, ...]]:
    """Row heads and cells as words."""
    return [(row.head, *(cell.text for cell in row.cells)) for row in worked.rows]


# ── Series ───────────────────────────────────────────────────────────────────────────────────────────


def test_equal_neighbours_become_one_row(small: Library) -> None:
    """A rate that is published each month but stays the same stands in one row, up to the day before it changes."""
    rate = parameter("a", [("2020-01-20", "3.5"), ("2020-02-20", "3.50"), ("2020-03-20", "3.4")])
    assert [("2020-01-20 至 2020-03-19", "3.5%"), ("2020-03-20 起", "3.4%")] == printed(
        tables.work_out(series("a"), with_law(small, rate))
    )


def test_a_row_ends_when_any_column_changes(small: Library) -> None:
    """A second column that changes between two values of the first begins a row of its own."""
    library = with_law(
        small,
        parameter("a", [("2020-01-20", "3.5"), ("2020-06-20", "3.4")]),
        parameter("b", [("2020-03-01", "24")]),
    )
    assert [
        ("2020-01-20 至 2020-02-29", "3.5%", "—"),
        ("2020-03-01 至 2020-06-19", "3.5%", "24%"),
        ("2020-06-20 起", "3.4%", "24%"),
    ] == printed(tables.work_out(series("a", "b"), library))


def test_a_column_that_has_ended_is_a_dash(small: Library) -> None:
    """From the day after its last day a closed figure has no value; nothing is carried on."""
    ended = parameter("b", [("2020-01-20", "36")])
    values = (ended.values[0].model_copy(update={"until": date(2020, 8, 19)}),)
    library = with_law(
        small, parameter("a", [("2020-01-20", "4")]), ended.model_copy(update={"values": values})
    )
    assert [("2020-01-20 至 2020-08-19", "4%", "36%"), ("2020-08-20 起", "4%", "—")] == printed(
        tables.work_out(series("a", "b"), library)
    )


def test_a_closed_series_ends_on_its_last_day(small: Library) -> None:
    """The last row of a figure that is no longer used does not say 起."""
    closed = parameter("a", [("2020-01-20", "4")])
    values = (closed.values[0].model_copy(update={"until": date(2020, 8, 19)}),)
    worked = tables.work_out(series("a"), with_law(small, closed.model_copy(update={"values": values})))
    assert [("2020-01-20 至 2020-08-19", "4%")] == printed(worked)


@pytest.mark.parametrize(
    ("since", "first"),
    [
        ("2020-02-19", "2020-01-20"),
        ("2020-02-20", "2020-02-20"),
        ("2021-01-01", "2020-03-20"),
        ("2019-01-01", "2020-01-20"),
    ],
)
def test_rows_that_ended_before_a_day_can_be_left_out(since: str, first: str, small: Library) -> None:
    """`from` keeps the row that covers the day and all later ones."""
    rate = parameter("a", [("2020-01-20", "3"), ("2020-02-20", "2"), ("2020-03-20", "1")])
    worked = tables.work_out(series("a"), with_law(small, rate), date.fromisoformat(since))
    assert first == worked.rows[0].head[:10]


def test_the_day_of_the_last_confirmation_comes_with_an_open_series(small: Library) -> None:
    """A table of an open series says how far it is known; another one does not."""
    open_series = parameter(
        "a", [("2020-01-20", "3")], open=True, confirmed=date(2020, 9, 20), review_days=40
    )
    assert date(2020, 9, 20) == tables.work_out(series("a"), with_law(small, open_series)).as_of
    assert tables.work_out(series("a"), with_law(small, parameter("a", [("2020-01-20", "3")]))).as_of is None


def test_the_real_table_of_four_times_lpr(real: Library) -> None:
    """Contracts of 2020-08-20 to 2021-12-19 stand in one row: 3.85 % and 15.4 %; there is no line before."""
    rows = {head: set(cells) for head, *cells in printed(tables.work_out(real.tables["lpr-cap"], real))}
    assert {"3.85%", "15.4%"} == rows["2020-08-20 至 2021-12-19"]
    assert {"3.85%", "—"} == rows["2020-04-20 至 2020-08-19"]
    assert {"3.1%", "12.4%"} == rows["2024-10-21 至 2025-05-19"]


# ── Grids ────────────────────────────────────────────────────────────────────────────────────────────


def grid(**more: object) -> GridTable:
    """A table whose cells come from a calculator."""
    return GridTable.model_validate(
        {
            **COMMON,
            "kind": "grid",
            "calculator": "flat-fee",
            "rows": {"input": "periods", "head": "{} 期", "values": (Decimal(3), Decimal(12))},
            "columns": {"input": "rate", "head": "每期 {}%", "values": (Decimal("0.50"), Decimal(1))},
            "given": {"principal": Decimal(10000)},
            "cell": "simple_annual",
            "show": "percent2",
            **more,
        }
    )


@pytest.fixture
def lines(small: Library) -> Library:
    """Two lines to compare with: 12 and 20 percent; the lower one belongs to an open series."""
    return with_law(
        small,
        parameter("low", [("2020-01-01", "12")], open=True, confirmed=date(2026, 9, 20), review_days=40),
        parameter("high", [("2020-01-01", "20")]),
    )


LOW = {"figure": "low", "sign": "▲", "name": "低线"}
HIGH = {"figure": "high", "sign": "■", "name": "高线"}


def test_heads_carry_the_values_without_trailing_zeros(lines: Library) -> None:
    """Row and column heads are the inputs, printed as people write them."""
    worked = tables.work_out(grid(), lines)
    assert ("每期 0.5%", "每期 1%") == worked.columns
    assert ["3 期", "12 期"] == [row.head for row in worked.rows]


def test_cells_are_the_answers_of_the_calculator(lines: Library) -> None:
    """Twelve periods at one percent of the first principal: 21.46 % a year, as the calculator says."""
    worked = tables.work_out(grid(), lines)
    answer = registry.run("flat-fee", {"principal": 10000, "periods": 12, "rate": 1}, lines.law)
    assert "21.46%" == worked.rows[1].cells[1].text
    assert Decimal("21.46") == worked.rows[1].cells[1].value
    assert abs(Decimal(str(answer["simple_annual"])) * 100 - Decimal("21.46")) < Decimal("0.005")


@pytest.mark.parametrize("marks", [(LOW, HIGH), (HIGH, LOW)])
def test_the_highest_line_that_is_crossed_is_shown(marks: tuple[dict[str, str], ...], lines: Library) -> None:
    """A cell above two lines carries the sign of the higher one, in whatever order the lines are written."""
    cells = tables.work_out(grid(marks=marks), lines).rows[1].cells
    assert [None, "■"] == [cell.mark.sign if cell.mark else None for cell in cells]
    low = tables.work_out(grid(marks=(LOW,)), lines).rows[1].cells
    assert [None, "▲"] == [cell.mark.sign if cell.mark else None for cell in low]


def test_a_cell_on_the_line_has_not_crossed_it(small: Library) -> None:
    """What a reader compares is what is printed: 21.46 % does not exceed a line of 21.46 %."""
    for value, sign in (("21.46", None), ("21.45", "▲")):
        library = with_law(small, parameter("low", [("2020-01-01", value)]))
        cell = tables.work_out(grid(marks=(LOW,)), library).rows[1].cells[1]
        assert sign == (cell.mark.sign if cell.mark else None)


def test_a_comparison_with_an_open_line_says_how_far_it_is_known(lines: Library) -> None:
    """The table's day is that of the open line; without one there is none."""
    assert date(2026, 9, 20) == tables.work_out(grid(marks=(LOW, HIGH)), lines).as_of
    assert tables.work_out(grid(marks=(HIGH,)), lines).as_of is None


@pytest.mark.parametrize(
    ("share", "show", "text"),
    [
        ("0.125", "percent1", "12.5%"),
        ("0.12345", "percent2", "12.35%"),
        ("0.12335", "percent2", "12.34%"),
        ("0.00005", "percent2", "0.01%"),
        ("945.605", "yuan", "945.61"),
        ("1234567.5", "yuan", "1,234,567.50"),
        ("3.25", "times", "3.3 倍"),
    ],
)
def test_numbers_are_rounded_half_up(
    share: str, show: str, text: str, lines: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a unit goes up, as everybody learned at school; thousands are grouped."""
    monkeypatch.setattr(registry, "run", lambda *_: {"simple_annual": share})
    assert text == tables.work_out(grid(show=show), lines).rows[0].cells[0].text


def test_an_answer_that_does_not_exist_is_a_dash(lines: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a calculator has no figure to give, the cell says so."""
    monkeypatch.setattr(registry, "run", lambda *_: {"simple_annual": None})
    assert tables.Cell("—") == tables.work_out(grid(marks=(LOW,)), lines).rows[0].cells[0]


def test_outputs_have_a_column_for_each_figure(lines: Library) -> None:
    """A row for each input, columns printed each in its own way."""
    spec = OutputsTable.model_validate(
        {
            **COMMON,
            "kind": "outputs",
            "calculator": "flat-fee",
            "rows": {"input": "periods", "head": "{} 期", "values": (Decimal(12),)},
            "given": {"principal": Decimal(10000), "rate": Decimal(1)},
            "columns": (
                {"head": "名义", "cell": "simple_annual", "show": "percent2"},
                {"head": "名义，一位", "cell": "simple_annual", "show": "percent1"},
            ),
        }
    )
    assert [("12 期", "21.46%", "21.5%")] == printed(tables.work_out(spec, lines))


def test_rows_of_words_are_taken_as_written() -> None:
    """The first column is the head of each row."""
    spec = RowsTable.model_validate(
        {**COMMON, "kind": "rows", "columns": ("看什么", "左"), "rows": (("时间", "[民法典](law:a)"),)}
    )
    worked = tables.work_out(spec, None)  # type: ignore[arg-type]  # words need no data
    assert ("看什么", ("左",), [("时间", "[民法典](law:a)")]) == (
        worked.corner,
        worked.columns,
        printed(worked),
    )


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"given": {"principal": Decimal(-1)}}, "principal"),
        ({"cell": "nothing"}, "nothing"),
        ({"calculator": "flat-fees"}, "flat-fee"),
        ({"marks": ({"figure": "none", "sign": "▲", "name": "线"},)}, "none"),
    ],
)
def test_a_table_that_cannot_be_worked_out_says_why(
    more: dict[str, object], words: str, lines: Library
) -> None:
    """A wrong input, figure or calculator is one kind of refusal, with the name that is wrong."""
    with pytest.raises(tables.UnworkableError, match=words):
        tables.work_out(grid(**more), lines)


def test_a_clock_time_in_a_series_has_words_but_no_number(small: Library) -> None:
    """A time of day can be listed; it is not compared."""
    clock = parameter("a", [("2020-01-01", "1")]).model_dump(by_alias=True)
    clock |= {"unit": "clock", "display": "{value}"}
    clock["values"] = [{"from": date(2020, 1, 1), "value": "22:00", "source": "样例"}]
    worked = tables.work_out(series("a"), with_law(small, Parameter.model_validate(clock)))
    assert tables.Cell("22:00") == worked.rows[0].cells[0]


# ── On the page ──────────────────────────────────────────────────────────────────────────────────────


def test_a_crossed_cell_is_told_by_more_than_colour(lines: Library) -> None:
    """Sign for the eye, words for the ear, number for a script; heads have their scope."""
    library = replace(lines, tables={"t": grid(marks=(LOW, HIGH))})
    site = assemble.site(replace(library, pages={}), Settings())
    context = site.begin("contents.md")
    html = str(blocks.render(Request("rate-table", ("t",), "", 1), context))
    assert (
        '<td class="over"><data value="21.46">21.46%</data>'
        '<span class="sign" aria-hidden="true">■</span><span class="vh">高线</span></td>'
    ) in html
    assert '<th scope="row">12 期</th>' in html
    assert "截至 2026-09-20 最近核到" in html
    assert [] == context.problems
