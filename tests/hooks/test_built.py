"""A built site is read back as its readers see it, whatever built it."""

from pathlib import Path

import pytest

from hooks import built

PAGE = """<!doctype html><html><head><title>不看</title><style>p{}</style></head><body><nav>导航</nav>
<article class="page"><h1>催收 <em>红线</em></h1><p>第一句，<a href="x">有链接</a>。</p><nav>同一栏目</nav>
<ul><li>一</li><li>二</li></ul><script type="application/json">{"a": 1}</script></article><footer>页脚</footer></body></html>"""


def test_a_page_is_its_title_and_its_own_words() -> None:
    """Neither navigation, footer nor data; a link stands inside its sentence."""
    found = built.page(PAGE)
    assert "催收 红线" == found.title
    assert ("催收 红线", "第一句，有链接。", "一", "二") == found.words
    assert not found.leads_on


def test_a_page_without_an_article_is_its_body() -> None:
    """Other engines and small pages; one that leads on says so."""
    moved = '<meta http-equiv="refresh" content="0; url=../b/"><p>这一页换了地址：<a href="../b/">乙</a></p>'
    assert built.Built("", ("这一页换了地址：乙",), leads_on=True) == built.page(moved)


def test_unclosed_and_hostile_marks_are_read_to_the_end() -> None:
    """A page that is not well formed has words all the same."""
    assert ("甲", "乙 <b") == built.page("<p>甲</i></div></nav><p>乙 &lt;b").words


def test_what_moved_is_given_piece_by_piece() -> None:
    """Changed, added and taken away."""
    old, new = built.Built("", ("一", "二", "三")), built.Built("", ("一", "贰", "三", "四"))
    assert [("二", "贰"), ("", "四")] == built.moved(old, new)
    assert [] == built.moved(old, old)


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    """Two builds: one page differs, one is missing, one is new."""
    texts = {"a": {"": "首页", "x/": "旧", "gone/": "没了"}, "b": {"": "首页", "x/": "新", "more/": "多了"}}
    for name, pages in texts.items():
        for url, text in pages.items():
            path = tmp_path / name / url / "index.html"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"<article><h1>题</h1><p>{text}</p></article>", "utf-8")
    return tmp_path / "a", tmp_path / "b"


def test_two_builds_are_compared_page_by_page(two: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    """What the canaries print; the same build has no differences."""
    assert 1 == built.main([str(folder) for folder in two])
    said = capsys.readouterr().out.splitlines()
    assert ["少了 /gone/", "多了 /more/", "不同 /x/：1 处，先是“旧” → “新”", "比了 3 页和 3 页：3 页不同。"] == said
    assert 0 == built.main([str(two[0]), str(two[0])])
    assert "比了 3 页和 3 页：0 页不同。\n" == capsys.readouterr().out


def test_a_folder_that_is_not_there_is_a_wrong_call(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One sentence, not a traceback."""
    assert 2 == built.main([str(tmp_path), str(tmp_path / "nowhere")])
    assert capsys.readouterr().err.startswith("写法：")
