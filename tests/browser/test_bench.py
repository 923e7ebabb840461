"""The figures of `make bench`: a wrong budget or a file not counted would make a heavy page look light."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.bench import Load, compressed, group, measure, pages, report


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
    assert 1 == compressed(tmp_path / "short")
    assert compressed(tmp_path / "long") < 100


def test_what_is_over_budget_is_said() -> None:
    """A group over its budget is marked, one within is not."""
    lines = list(report([Load("/", 14_001, 20_000, 3), Load("/rules/a/", 13_000, 30_000, 5)]))
    assert lines[0] == "首页：1 页，HTML 中位 14001 字节（预算 14000，超出），最大 14001 字节（预算 14000，超出）"
    assert lines[1] == "指南：1 页，HTML 中位 13000 字节（预算 14000，合格），最大 13000 字节（预算 20000，合格）"
    assert lines[-1] == "打开一页：中位 25000 字节（预算 24000，超出），4 次请求"


def test_modules_that_modules_fetch_are_counted(tmp_path: Path, browser: Browser) -> None:
    """Everything that a page fetches by itself counts, in each page anew; the icon too."""
    (tmp_path / "a").mkdir()
    head = '<!doctype html><link rel="icon" href="/icon.svg"><title>t</title>'
    (tmp_path / "index.html").write_text(head + '<script type="module" src="/one.js"></script>', encoding="utf-8")
    (tmp_path / "a/index.html").write_text(head, encoding="utf-8")
    (tmp_path / "one.js").write_text('import "./two.js"; import("./three.js");', encoding="utf-8")
    for name in ("two.js", "three.js", "icon.svg"):
        (tmp_path / name).write_text(" ", encoding="utf-8")
    assert ["/", "/a/"] == pages(tmp_path)
    home, other = measure(tmp_path, browser)
    assert (5, 2) == (home.requests, other.requests)
    assert home.html + compressed(tmp_path / "one.js") + 3 == home.total
