"""Reading what editors write."""

from datetime import date
from pathlib import Path

import pytest

from hooks import content
from hooks.content import Library
from tests.hooks.conftest import DAY, ROOT


def rules(problems: list[content.Problem]) -> set[str]:
    """The rules that were broken."""
    return {one.rule for one in problems}


# ── Pages ────────────────────────────────────────────────────────────────────────────────────────────

FRONT = "---\ntitle: 题\ndescription: 答。\nkind: rule\nreviewed: 2026-11-22\n---\n"


@pytest.mark.parametrize("gap", ["", "\n", "\n\n\n"])
def test_the_body_begins_where_the_file_says(gap: str) -> None:
    """The first line of the body is counted from the top of the file, blank lines included."""
    page, problems = content.read_page("a.md", f"{FRONT}{gap}字\n")
    assert page is not None
    assert [] == problems
    assert 7 == page.first_line
    assert 7 + len(gap) == page.first_line + page.body.split("\n").index("字")


@pytest.mark.parametrize(
    "text", ["", "字\n", "---\ntitle: 题\n", "--- \ntitle: 题\n---\n", "字\n---\ntitle: 题\n---\n"]
)
def test_a_page_without_front_matter_is_refused(text: str) -> None:
    """MkDocs would build such a page without a word; here it is a problem on line 1."""
    page, problems = content.read_page("a.md", text)
    assert page is None
    assert [("docs/a.md", 1, "front-matter")] == [(one.path, one.line, one.rule) for one in problems]


def test_a_mark_that_editors_put_first_is_no_mistake(project: Path) -> None:
    """Windows programs begin files with a byte order mark: it changes neither page nor data."""
    for name in ("docs/index.md", "docs/_data/terms.yaml", "docs/_data/sources/civil-code.yaml"):
        path = project / name
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert [] == content.collect(project, DAY)[1]


def test_windows_line_ends_are_no_mistake(project: Path) -> None:
    """Lines are counted the same, and front matter is found."""
    for name in ("docs/rules/lending.md", "docs/_data/channels.yaml"):
        path = project / name
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    library, problems = content.collect(project, DAY)
    assert [] == problems
    assert 9 == library.pages["rules/lending.md"].first_line


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("index.md", ""),
        ("rules/index.md", "rules/"),
        ("rules/a.md", "rules/a/"),
        ("contents.md", "contents/"),
    ],
)
def test_addresses_are_folders(path: str, url: str) -> None:
    """The address of a page follows from its path."""
    assert url == content.page_url(path)


# ── Data ─────────────────────────────────────────────────────────────────────────────────────────────


def test_ids_that_stand_twice_keep_the_first(project: Path) -> None:
    """The second entry is reported with the place of the first, and does not replace it."""
    path = project / "docs/_data/channels.yaml"
    path.write_text(path.read_text("utf-8").replace('id: "110"', 'id: "12378"', 1), "utf-8")
    library, problems = content.collect(project, DAY)
    assert {"duplicate-id"} == rules(problems)
    assert "docs/_data/channels.yaml:2" in problems[0].message
    assert "样例热线" == library.channels["12378"].name


def test_a_file_with_a_mistake_is_left_out_and_the_rest_is_read(project: Path) -> None:
    """One broken file does not hide what is wrong in the others."""
    (project / "docs/_data/checklists/before.yaml").write_text("id: [", "utf-8")
    (project / "docs/_data/sources/draft-rules.yaml").write_text("id: draft-rules\n", "utf-8")
    library, problems = content.collect(project, DAY)
    assert {"yaml-syntax", "missing-key"} == rules(problems)
    assert {} == library.checklists
    assert {"civil-code", "old-rules", "coming-rules"} == set(library.instruments)


@pytest.mark.parametrize("written", ['"2026-11-21"', "20261121", "昨天", "2026-11"])
def test_a_day_is_a_day(written: str, project: Path) -> None:
    """Quotes, bare numbers and words are refused where a day is asked for, never turned into some other day."""
    path = project / "docs/_data/sources/draft-rules.yaml"
    path.write_text(path.read_text("utf-8").replace("checked: 2026-11-21", f"checked: {written}"), "utf-8")
    assert {"wrong-type"} == rules(content.collect(project, DAY)[1])


@pytest.mark.parametrize(
    ("written", "read", "first"),
    [
        ("2017-08", "2017-08", date(2017, 8, 1)),
        ("2017-08-04", date(2017, 8, 4), date(2017, 8, 4)),
    ],
)
def test_a_month_may_stand_for_a_day(written: str, read: object, first: date, project: Path) -> None:
    """Where only a month is known it is kept as a month and compared by its first day."""
    path = project / "docs/_data/sources/old-rules.yaml"
    text = path.read_text("utf-8").replace("effective: 2015-09-01", f"effective: {written}")
    path.write_text(text, "utf-8")
    library, problems = content.collect(project, DAY)
    assert [] == problems
    assert (read, first) == (library.rules["old-rules-26"].effective, library.rules["old-rules-26"].since)


def test_a_month_that_does_not_exist_is_refused(project: Path) -> None:
    """2017-13 is no month."""
    path = project / "docs/_data/sources/old-rules.yaml"
    path.write_text(path.read_text("utf-8").replace("effective: 2015-09-01", "effective: 2015-13"), "utf-8")
    assert content.collect(project, DAY)[1]


def test_a_bare_number_may_be_a_name(small: Library) -> None:
    """12378 without quotes is the name of a hotline, not an amount."""
    text = "channels:\n  - {id: 12378, name: 12378, tel: 12378, contact: x, use_for: y, confidence: high,"
    text += " checked: 2026-11-21, evidence: [{mirrors: 1}]}\ngroups: {}\n"
    loaded, problems = content.source.load(text, content.Channels)
    assert [] == problems
    assert loaded is not None
    assert ("12378", "12378") == (loaded.channels[0].id, loaded.channels[0].tel)


def test_places_lead_to_the_line_of_each_entry(small: Library) -> None:
    """Whatever is wrong with an entry can be shown where it stands."""
    for (kind, key), place in small.places.items():
        lines = (small.root / place.path).read_text("utf-8").split("\n")
        if kind != "figures":
            assert key in lines[place.line - 1], (kind, key)


@pytest.mark.parametrize(
    ("status", "since", "until", "day", "expected"),
    [
        ("in_force", "2020-01-02", None, "2020-01-01", "upcoming"),
        ("in_force", "2020-01-02", None, "2020-01-02", "in_force"),
        ("in_force", None, None, "2020-01-01", "in_force"),
        ("in_force", "2020-01-02", "2020-12-31", "2020-12-31", "in_force"),
        ("in_force", "2020-01-02", "2020-12-31", "2021-01-01", "expired"),
        ("superseded", "2020-01-02", "2020-12-31", "2021-01-01", "superseded"),
        ("superseded", "2020-01-02", "2020-12-31", "2020-06-01", "in_force"),
        ("superseded", "2020-01-02", None, "2020-06-01", "superseded"),
        ("expired", "2020-01-02", None, "2020-06-01", "expired"),
        ("upcoming", "2020-01-02", None, "2020-01-02", "in_force"),
        ("upcoming", None, None, "2030-01-01", "upcoming"),
        ("draft", None, None, "2030-01-01", "draft"),
        ("draft", "2020-01-01", None, "2030-01-01", "draft"),
        ("informal", "2020-01-01", "2020-02-01", "2030-01-01", "informal"),
    ],
)
def test_what_a_text_is_follows_from_its_dates(
    status: content.Status, since: str | None, until: str | None, day: str, expected: str
) -> None:
    """Dates decide where they are known; where they are not, the register's word does; a draft stays a draft."""
    days = [date.fromisoformat(one) if one else None for one in (since, until, day)]
    assert expected == content.standing(status, days[0], days[1], days[2])  # type: ignore[arg-type]  # day is given


# ── The real project ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("folder", ["sources", "checklists", "tables", "claims"])
def test_every_file_of_a_folder_is_read(folder: str, real: Library) -> None:
    """No data file of the project is left out: each is found under the name of its file."""
    read = {
        "sources": real.instruments,
        "checklists": real.checklists,
        "tables": real.tables,
        "claims": real.claims,
    }
    files = {path.stem for path in (ROOT / "docs/_data" / folder).glob("*.yaml")}
    assert files == set(read[folder])


def test_every_parameter_and_page_is_read(real: Library) -> None:
    """No figure and no page is left out either."""
    figures = {path.stem for path in (ROOT / "calculators/parameters").glob("*.yaml")}
    assert figures | {"private-lending-cap"} == set(real.law)
    docs = ROOT / "docs"
    written = {path.relative_to(docs).as_posix() for path in docs.rglob("*.md")}
    assert {path for path in written if not path.startswith(("_data/", "assets/"))} == set(real.pages)


def test_no_file_of_data_is_left_unread() -> None:
    """A file that is put where nobody reads it would change nothing: the reader names each file or its folder."""
    data = ROOT / "docs/_data"
    readers = [(ROOT / f"hooks/{name}.py").read_text("utf-8") for name in ("content", "release")]
    reader = "".join(readers) + '"coverage.yaml"'  # read by its own test
    strays = [
        path.relative_to(data).as_posix()
        for path in sorted(data.rglob("*.*"))
        if f'"{path.name if path.parent == data else path.parent.name}"' not in reader
    ]
    assert [] == strays


@pytest.mark.parametrize("field", ["url", "official_url"])
@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "//example.invalid/", 'https://example.invalid/" onclick=x', "https://x/<b>"],
)
def test_an_address_of_the_data_is_a_web_address(field: str, address: str, project: Path) -> None:
    """It becomes a link that readers tap: of a channel, of a law."""
    file, before = {
        "url": ("channels.yaml", "    contact: "),
        "official_url": ("sources/coming-rules.yaml", "status: "),
    }[field]
    path = project / "docs/_data" / file
    text = path.read_text("utf-8")
    assert before in text
    indent = " " * (len(before) - len(before.lstrip()))
    path.write_text(text.replace(before, f"{indent}{field}: '{address}'\n{before}", 1), "utf-8")
    assert "wrong-value" in {one.rule for one in content.collect(project, DAY)[1]}
