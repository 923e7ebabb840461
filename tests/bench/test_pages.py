"""The weights that `make bench` prints: a wrong budget or a file not counted would make a heavy page look light."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.bench.host import sent
from tests.bench.pages import SAMPLES, Load, beside, group, kind_of, measure, pages, report


def load(path: str, html: int, more: int, requests: int) -> Load:
    """A page of `html` bytes that fetches `more` bytes in the other requests."""
    names = (path, *(f"/{number}.js" for number in range(1, requests)))
    sizes = {path: html, **dict.fromkeys(names[1:], 0), names[-1]: more}
    return Load(path, names, sizes, sizes)


@pytest.mark.parametrize(
    ("path", "expected"),
    [("/", "首页"), ("/rules/", "其他"), ("/rules/collection/", "指南"), ("/law/civil-code/", "其他")],
)
def test_each_page_has_one_budget(path: str, expected: str) -> None:
    """The home page and the guides have budgets of their own; a section's first page is an index."""
    assert expected == group(path)


def test_small_files_are_counted_as_they_are(tmp_path: Path) -> None:
    """Compression is not used where it adds bytes, and is where it saves them."""
    (tmp_path / "short").write_bytes(b"x")
    (tmp_path / "long").write_bytes(b"x" * 10_000)
    for encoding in ("br", "gzip"):
        assert 1 == len(sent(tmp_path / "short", encoding))
        assert len(sent(tmp_path / "long", encoding)) < 100


def test_what_is_over_budget_is_said() -> None:
    """A group over its budget is marked, one within is not."""
    lines = list(report([load("/", 14_001, 5_999, 3), load("/rules/a/", 13_000, 17_000, 5)]))
    assert lines[0] == "首页：1 页，HTML 中位 14001 字节（预算 14000，超出），最大 14001 字节（预算 14000，超出）"
    assert lines[1] == "指南：1 页，HTML 中位 13000 字节（预算 14000，合格），最大 13000 字节（预算 20000，合格）"
    assert lines[-1] == "打开一页：中位 25000 字节（预算 24000，超出），4 次请求"


@pytest.mark.parametrize(
    ("path", "expected"), [("/a/", "HTML"), ("/a.css", "CSS"), ("/b/a.js", "JS"), ("/a.json", "其他")]
)
def test_each_file_has_one_kind(path: str, expected: str) -> None:
    """By its ending; an address that ends in a slash is a page."""
    assert expected == kind_of(path)


def test_a_page_is_set_beside_the_same_page() -> None:
    """Its parts, then its share of what the other transfers."""
    ours, other = load("/", 900, 100, 2), load("/", 1_000, 9_000, 2)
    lines = list(beside([ours] * len(SAMPLES), [other] * len(SAMPLES)))
    assert "  本站：HTML 900/900，CSS 0/0，JS 100/100，其他 0/0，共 1000/1000，2 次请求" == lines[1]
    assert "  本站是它的 0.1 倍（目标 ≤ 0.05，超出）" == lines[3]


def test_everything_that_a_page_fetches_is_counted(tmp_path: Path, browser: Browser) -> None:
    """Modules of modules and what a worker asks for, in each page anew; the icon too."""
    (tmp_path / "a").mkdir()
    head = '<!doctype html><link rel="icon" href="/icon.svg"><title>t</title>'
    (tmp_path / "index.html").write_text(head + '<script type="module" src="/one.js"></script>', encoding="utf-8")
    (tmp_path / "a/index.html").write_text(head, encoding="utf-8")
    (tmp_path / "one.js").write_text('import "./two.js"; new Worker("/worker.js");', encoding="utf-8")
    (tmp_path / "worker.js").write_text('fetch("/data.json");', encoding="utf-8")
    for name in ("two.js", "data.json", "icon.svg"):
        (tmp_path / name).write_text(" ", encoding="utf-8")
    assert ["/", "/a/"] == pages(tmp_path)
    home, other = measure(tmp_path, browser)
    assert {"/", "/one.js", "/two.js", "/worker.js", "/data.json", "/icon.svg"} == set(home.names)
    assert {"/a/", "/icon.svg"} == set(other.names)
    assert home.html + sum(len(sent(tmp_path / name)) for name in ("one.js", "worker.js")) + 3 == home.total
