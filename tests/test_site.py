"""The built site as files: the same every time, nothing from elsewhere, nothing inline, no link into the void."""

import os
import re
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from tests.conftest import ROOT, SETTINGS

SITE = SETTINGS["SITE_URL"]
#: Links that name an address without loading it.
NAMED = {"canonical", "alternate", "license", "author", "me"}
LOADED_BY_CODE = re.compile(
    r"""(?:\bfrom|\bimport|\bfetch|\bWorker|importScripts|sendBeacon|WebSocket|EventSource|\.open|\.src\s*=|\.href\s*=)"""
    r"""\s*\(?\s*["'`](?P<url>(?:[a-z]+:)?//[^"'`]*)"""
)
LEFTOVERS = re.compile(r"\{\{|\{%|wzxhzdk|klzzwxh|[\x02\x03]|\]\((?:law|fig|term|claim|channel):")


@dataclass
class Html:
    """What one page consists of."""

    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    loaded: list[str] = field(default_factory=list)
    acting: list[str] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)
    sheets: list[str] = field(default_factory=list)
    policies: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)


class Reader(HTMLParser):
    """Notes everything in a page that a browser would load, run or follow."""

    def __init__(self) -> None:
        super().__init__()
        self.page = Html()
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at one element."""
        given = {name: value or "" for name, value in attrs}
        page = self.page
        if "id" in given:
            page.ids.append(given["id"])
        page.acting += [f"<{tag} {name}>" for name in given if name.startswith("on") or name == "style"]
        if tag in ("a", "area"):
            page.links += [given[name] for name in ("href",) if name in given]
        elif tag == "link" and not NAMED & set(given.get("rel", "").split()):
            page.loaded.append(given["href"])
        page.loaded += [
            given[name] for name in ("src", "data", "poster", "action", "formaction", "ping") if name in given
        ]
        page.loaded += [one.split()[0] for one in given.get("srcset", "").split(",") if one.strip()]
        if tag == "meta" and given.get("http-equiv", "").lower() == "content-security-policy":
            page.policies.append(given["content"])
        if tag == "meta" and given.get("http-equiv", "").lower() == "refresh":
            page.loaded.append(given["content"].partition("=")[2])
        if tag == "script" and "src" not in given and "json" not in given.get("type", ""):
            page.inline.append(self.get_starttag_text() or tag)
        self.inside = tag if tag in ("style", "script") else ""

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        self.inside = ""

    def handle_data(self, data: str) -> None:
        """Keep sheets and words apart."""
        if self.inside == "style":
            self.page.sheets.append(data)
        elif self.inside != "script":
            self.page.words.append(data)


@pytest.fixture(scope="module")
def pages(built: Path) -> Mapping[str, Html]:
    """Every HTML file of the site by its address from the root."""
    found = {}
    for path in sorted(built.rglob("*.html")):
        reader = Reader()
        reader.feed(path.read_text("utf-8"))
        reader.close()
        found[path.relative_to(built).as_posix().removesuffix("index.html")] = reader.page
    return found


def files(folder: Path) -> dict[str, bytes]:
    """All files below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def foreign(address: str) -> bool:
    """Say whether loading an address leaves the site."""
    parts = urlsplit(address)
    return bool(parts.netloc or parts.scheme not in ("", "data"))


def test_two_builds_are_byte_for_byte_the_same(built: Path, tmp_path: Path) -> None:
    """The same sources and the same day give the same site, on another day of the machine's clock and in another folder."""
    environ = os.environ | SETTINGS | {"PYTHONHASHSEED": "7", "TZ": "America/New_York"}
    command = [sys.executable, "-m", "hooks.build", str(tmp_path / "again")]
    result = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)
    assert 0 == result.returncode, result.stdout + result.stderr
    first, second = files(built), files(tmp_path / "again")
    assert set(first) == set(second)
    assert [] == [path for path in first if first[path] != second[path]]


def test_pages_load_nothing_from_elsewhere(pages: Mapping[str, Html]) -> None:
    """No sheet, script, picture, form or refresh leads to another host."""
    assert [] == [(path, one) for path, page in pages.items() for one in page.loaded if foreign(one)]


def test_sheets_and_scripts_load_nothing_from_elsewhere(built: Path, pages: Mapping[str, Html]) -> None:
    """Neither url() nor @import in a style, nor an import or request in a script, names another host."""
    sheets = {path: page.sheets for path, page in pages.items()}
    sheets |= {path.name: [path.read_text("utf-8")] for path in built.rglob("*.css")}
    for path, texts in sheets.items():
        for text in texts:
            urls = re.findall(r"url\(\s*[\"']?([^)\"']+)|@import\s+[\"']([^\"']+)", text)
            assert [] == [one for pair in urls for one in pair if one and foreign(one)], path
    for script in built.rglob("*.js"):
        urls = [found["url"] for found in LOADED_BY_CODE.finditer(script.read_text("utf-8"))]
        assert [] == urls, script.name


def test_nothing_runs_or_styles_inline(pages: Mapping[str, Html]) -> None:
    """No inline script but JSON, no event attribute, no style attribute."""
    assert [] == [(path, one) for path, page in pages.items() for one in (*page.inline, *page.acting)]


def test_every_page_has_a_policy_that_fits_it(pages: Mapping[str, Html]) -> None:
    """Scripts from our own files only, none in the files to take along; the one inlined sheet is allowed by its sum alone.

    The empty page behind 马上离开 loads nothing at all and needs none.
    """
    for path, page in pages.items():
        if path == "leave.html":
            assert ([], [], ["data:,"]) == (page.sheets, page.inline, page.loaded)
            continue
        assert 1 == len(page.policies), path
        rules = dict(rule.strip().split(" ", 1) for rule in page.policies[0].split(";"))
        scripts = "'none'" if path.startswith("offline/") else "'self'"
        assert ("'none'", scripts) == (rules["default-src"], rules["script-src"]), path
        sums = {f"'sha256-{b64encode(sha256(sheet.encode()).digest()).decode()}'" for sheet in page.sheets}
        assert sums <= set(rules["style-src"].split()), path
        assert "unsafe" not in page.policies[0], path


def test_no_id_stands_twice_on_a_page(pages: Mapping[str, Html]) -> None:
    """An address with # leads to one place."""
    assert [] == [
        (path, name) for path, page in pages.items() for name in set(page.ids) if page.ids.count(name) > 1
    ]


def targets(pages: Mapping[str, Html]) -> Iterator[tuple[str, str, str]]:
    """Yield each link to the site itself: the page it stands on, the path it leads to, the heading."""
    for path, page in pages.items():
        for link in page.links:
            address = urlsplit(urljoin(SITE + path, link))
            if f"{address.scheme}://{address.netloc}/" == SITE:
                yield path, unquote(address.path).lstrip("/"), unquote(address.fragment)


def test_every_link_inside_the_site_leads_somewhere(built: Path, pages: Mapping[str, Html]) -> None:
    """Pages, files and headings that links name are there."""
    found = list(targets(pages))
    assert len(found) > 1000
    assert [] == sorted(
        {(path, to) for path, to, _ in found if to not in pages and not (built / to).is_file()}
    )
    ids = {path: set(page.ids) for path, page in pages.items()}
    assert [] == sorted(
        {(path, f"{to}#{name}") for path, to, name in found if name and to in ids and name not in ids[to]}
    )


def test_every_file_that_pages_load_is_there(built: Path, pages: Mapping[str, Html]) -> None:
    """Scripts, sheets, pictures and manifests that pages name exist in the site."""
    for path, page in pages.items():
        for one in page.loaded:
            address = urlsplit(urljoin(SITE + path, one))
            if address.scheme != "data":
                assert (built / unquote(address.path).lstrip("/")).is_file(), (path, one)


def test_every_page_can_be_reached(built: Path, pages: Mapping[str, Html]) -> None:
    """From the home page, link by link, a reader can get to every page; only error and exit pages stand alone."""
    ways: dict[str, set[str]] = {}
    for path, to, _ in targets(pages):
        ways.setdefault(path, set()).add(to)
    seen, todo = {""}, [""]
    while todo:
        for to in ways.get(todo.pop(), set()) - seen:
            seen.add(to)
            todo.append(to)
    assert {"404.html", "leave.html"} >= set(pages) - seen


def test_nothing_of_the_workshop_is_left_in_a_page(pages: Mapping[str, Html]) -> None:
    """No template brackets, placeholders, unanswered references or paths of the machine."""
    for path, page in pages.items():
        words = "".join(page.words)
        if not path.startswith("contribute/"):  # where references are explained, they are shown as they are typed
            assert LEFTOVERS.search(words) is None, (path, LEFTOVERS.search(words))
        assert str(ROOT) not in words, path


def test_data_and_workshop_are_not_published_as_files(built: Path) -> None:
    """The raw data folder, Markdown and Python stay out of the site."""
    assert not (built / "_data").exists()
    kinds = {path.suffix for path in built.rglob("*") if path.is_file()}
    assert set() == kinds & {".md", ".yaml", ".yml", ".py", ".j2"}
