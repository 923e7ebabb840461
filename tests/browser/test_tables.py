"""Tables on a phone: names of rows stay in sight, long ones repeat their headers, and what can be downloaded can be copied."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.conftest import DESKTOP, Visit

Open = Callable[..., Visit]
ACROSS = "/tools/instalment-fee-rate/"  # more columns than a phone is wide
LONG = 15  # rows, after which the headers come again


def test_the_names_of_rows_stay_while_a_table_moves_sideways(page: Open) -> None:
    """Moved as far as it goes, each row's name still begins at the left edge, and the last cells are on the screen."""
    visit = page(ACROSS).page
    table = visit.locator("figure.tbl .scroll").first
    table.scroll_into_view_if_needed()
    table.evaluate("element => { element.scrollLeft = element.scrollWidth; }")
    moved, left = table.evaluate("element => [element.scrollLeft, element.getBoundingClientRect().left]")
    assert moved > 40
    for name in table.locator("tbody th").all():
        box = name.bounding_box()
        assert box is not None
        assert abs(box["x"] - left) <= 2
    last = table.locator("tbody tr").first.locator("td").last.bounding_box()
    assert last is not None
    assert last["x"] + last["width"] <= 360


def test_no_long_table_is_without_repeated_headers(built: Path) -> None:
    """Over fifteen rows they come again, for the eye alone: whoever listens hears them once."""
    pages = {file.parent.relative_to(built).as_posix(): file.read_text("utf-8") for file in built.rglob("index.html")}
    tables = [(name, table) for name, text in pages.items() for table in re.findall(r"<table.*?</table>", text, re.DOTALL)]
    assert len(tables) > 50
    long = [(name, table) for name, table in tables if table.count("<tr") - 1 > LONG]
    assert long
    assert [] == [name for name, table in long if 'class="again"' not in table]


def test_a_table_can_be_copied_beside_its_downloads(page: Open) -> None:
    """Its title, then a line for each row with the cells parted by tabs, the repeated headers left out."""
    visit = page("/tools/lpr-cap/", permissions=["clipboard-read", "clipboard-write"]).page
    figure = visit.locator("figure.tbl", has=visit.locator("table#lpr-cap"))
    figure.get_by_role("button", name="复制这张表").click()
    expect(figure.get_by_role("status")).to_have_text("已复制。")
    title, head, *lines = visit.evaluate("navigator.clipboard.readText()").split("\n")
    assert title == figure.locator("caption strong").inner_text()
    rows = visit.locator("table#lpr-cap tbody tr:not(.again)")
    assert rows.count() == len(lines)
    assert {head.count("\t")} == {line.count("\t") for line in lines}
    assert lines[0].split("\t")[0] == rows.first.locator("th").inner_text()


def test_every_download_has_something_to_copy_beside_it(built: Path) -> None:
    """On pages for readers; the whole datasets and the files of whole sections are for programs and for keeping."""
    whole = {"data", "about/offline"}
    pages = {file.parent.relative_to(built).as_posix(): file.read_text("utf-8") for file in built.rglob("index.html")}
    tables = {name: text for name, text in pages.items() if " download>" in text and name not in whole}
    assert len(tables) > 10
    lacking = [
        name
        for name, text in tables.items()
        if text.count(">复制这张表<") != text.count("下载这张表：") and not name.startswith("letters/")
    ]
    assert [] == lacking


def test_a_line_is_not_longer_than_an_eye_can_follow(page: Open) -> None:
    """On a wide screen a full line of a paragraph has between 25 and 40 characters."""
    visit = page("/rules/collection/", viewport=DESKTOP).page
    lengths = visit.evaluate(
        """[...document.querySelectorAll("main p")].filter((p) => p.getClientRects().length && p.textContent.length > 60)
          .map((p) => p.clientWidth / parseFloat(getComputedStyle(p).fontSize))"""
    )
    assert lengths
    assert max(lengths) <= 40
    assert 25 <= max(lengths)
