"""What is written beside the pages: open data and the search index."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from hooks import assemble, check_pages, content, open_data, publish
from hooks.assemble import Settings
from hooks.content import Library
from tests.hooks.conftest import BASE, DAY

BOM = b"\xef\xbb\xbf"


@pytest.fixture(scope="module")
def files(small: Library) -> dict[str, bytes]:
    """The open data of the small project."""
    return open_data.files(small, "1")


def rows(data: bytes) -> list[list[str]]:
    """Read a CSV back."""
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def written(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Build what stands beside the pages from a fresh reading of the small project; yield every file."""
    site = assemble.site(content.collect(BASE, DAY)[0], Settings(version="1"))
    texts = check_pages.rendered(site, site.library.pages)
    for path, text in texts.items():
        page = folder / site.library.pages[path].url / "index.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(f'<article class="page">{text}</article>', "utf-8")
    publish.write(site, folder, texts)
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def test_the_same_inputs_give_the_same_bytes(tmp_path: Path) -> None:
    """Two runs over the same sources write the same files, byte for byte."""
    first = dict(written(tmp_path / "a"))
    assert first == dict(written(tmp_path / "b"))
    assert {"data/index.json", "data/tables/rates.csv", "search/meta.json", "offline/version.json"} <= set(first)


def test_every_csv_opens_in_a_spreadsheet(files: dict[str, bytes]) -> None:
    """The byte order mark is there once, lines end as RFC 4180 asks, and every row of a dataset has all columns."""
    sheets = {path: data for path, data in files.items() if path.endswith(".csv")}
    assert sheets
    for path, data in sheets.items():
        assert data.startswith(BOM), path
        assert 1 == data.count(BOM), path
        assert data.count(b"\n") == data.count(b"\r\n") or b'"' in data, path
        if not path.startswith("data/tables/"):
            assert 1 == len({len(row) for row in rows(data)}), path


def test_the_csv_of_a_table_says_what_it_means(files: dict[str, bytes]) -> None:
    """Below the cells stand title, convention, unit and the day up to which the data were confirmed."""
    found = rows(files["data/tables/rates.csv"])
    end = found.index([])
    assert ["哪天成立的合同", "利率", "上限"] == found[0]
    assert ["2026-10-20 起", "3.1%", "24%"] == found[end - 1]
    notes = {row[0]: row[1] for row in found[end + 1 :]}
    assert {
        "表": "样例利率表",
        "口径": "按简单利率比较。",
        "单位": "% / 年",
        "数据": "截至 2026-11-20 最近核到",
    } == notes


def test_words_in_open_data_carry_values_not_labels(project: Path) -> None:
    """A cell that refers to a figure is printed with the figure: a label alone would say nothing."""
    (project / "docs/_data/tables/words.yaml").write_text(
        "id: words\ntitle: 表\nkind: rows\nconvention: 见 [民法典第670条](law:civil-code-670)。\n"
        "sources: [civil-code-670]\ncolumns: [看什么, 多少]\n"
        'rows:\n  - [利率, "现在 [利率值](fig:sample-rate)"]\n',
        "utf-8",
    )
    found = rows(open_data.files(content.collect(project, DAY)[0], "1")["data/tables/words.csv"])
    assert ["利率", "现在 3.1%（截至 2026-11-20 最近核到）"] == found[1]
    assert ["口径", "见 民法典第670条。"] in found


def test_a_table_with_a_fault_is_left_out(project: Path) -> None:
    """What cannot be worked out is not published half; the others are."""
    path = project / "docs/_data/tables/rates.yaml"
    path.write_text(path.read_text("utf-8").replace("value: sample-line", "value: sample-lane"), "utf-8")
    found = open_data.files(content.collect(project, DAY)[0], "1")
    assert "data/tables/rates.csv" not in found
    assert "data/register.csv" in found


def test_the_index_names_every_file_with_its_size_and_sum(files: dict[str, bytes]) -> None:
    """A program that follows the index gets exactly what the index says."""
    listed = [
        file
        for dataset in json.loads(files["data/index.json"])["datasets"]
        for file in dataset["files"].values()
    ]
    assert set(files) - {"data/index.json"} == {file["path"] for file in listed}
    for file in listed:
        data = files[file["path"]]
        assert (len(data), sha256(data).hexdigest()) == (file["bytes"], file["sha256"])


def test_no_address_of_evidence_is_published(real: Library) -> None:
    """Pages that were read to check a fact are named by their host only, so that nobody follows them by mistake."""
    files = open_data.files(real, "1")
    published = b"".join(data for path, data in files.items() if not path.endswith(".xlsx")).decode("utf-8")
    addresses = {
        piece.url
        for rule in real.rules.values()
        for piece in rule.provision.evidence
        if piece.url and piece.url not in (rule.provision.official_url, rule.instrument.official_url)
    } - {channel.url for channel in real.channels.values()}
    shown = {one.official_url for one in real.instruments.values()}
    assert set() == {address for address in addresses - shown if address in published}


def test_a_page_that_may_not_be_indexed_is_not_found(small: Library) -> None:
    """noindex keeps a page out of our own search too."""
    site = assemble.site(small, Settings())
    page = site.library.pages["index.md"]
    hidden = replace(page, meta=page.meta.model_copy(update={"noindex": True}))
    pages = {**site.library.pages, "index.md": hidden}
    texts = {path: f"<p>{path}</p>" for path in pages}
    for library, found in ((site.library, True), (replace(site.library, pages=pages), False)):
        data = b"".join(publish.search_files(replace(site, library=library), texts).values()).decode("utf-8")
        assert found == ("样例首页" in data)
