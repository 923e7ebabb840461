"""Data texts on their way to HTML: little Markdown, everything else escaped."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from hooks import text


def link(scheme: str, name: str, label: str, title: str | None) -> Markup:
    """Show what was asked for."""
    return Markup("<a>{}</a>").format("|".join((scheme, name, label, title or "")))


@pytest.mark.parametrize(
    ("written", "html"),
    [
        ("字", "字"),
        ("**粗**", "<strong>粗</strong>"),
        ("看 [民法典](law:a)。", "看 <a>law|a|民法典|</a>。"),
        ('[旧](law:a "历史")', "<a>law|a|旧|历史</a>"),
        ("[页](rules/a.md)", "<a>page|rules/a.md|页|</a>"),
        ("[节](rules/a.md#b)", "<a>page|rules/a.md#b|节|</a>"),
        ("**看 [民法典](law:a)**", "<strong>看 <a>law|a|民法典|</a></strong>"),
        ("**[页](a.md)** [数](fig:b)", "<strong><a>page|a.md|页|</a></strong> <a>fig|b|数|</a>"),
        ("二 * 三 * 四", "二 * 三 * 四"),
        ("[ ] 没勾", "[ ] 没勾"),
    ],
)
def test_a_line_knows_bold_references_and_pages(written: str, html: str) -> None:
    """Nothing more of Markdown is read in data, and references work inside bold too."""
    assert html == text.inline(written, link)


@pytest.mark.parametrize(
    "written",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "**<b>粗</b>**",
        "[<i>字</i>](law:a)",
        "[字](law:<i>)",
        '[字](law:a "<i>")',
        "[字](javascript:alert(1))",
        "[字](https://example.invalid/)",
        "<javascript:alert(1)>",
        '" onmouseover="alert(1)',
        "' & <",
    ],
)
def test_data_can_never_bring_html(written: str) -> None:
    """Tags, quotes and addresses stay words; the only tags are ours."""
    html = str(text.block(written, link))
    left = html.replace("<p>", "").replace("</p>", "").replace("<a>", "").replace("</a>", "")
    left = left.replace("<strong>", "").replace("</strong>", "")
    assert "<" not in left
    assert '"' not in left
    assert "href" not in left


@given(st.text(alphabet="<>\"'&*[]()`:/#.- \nabl粗law", max_size=60))
def test_no_text_breaks_out(written: str) -> None:
    """Whatever is typed, every angle bracket in the output belongs to one of our own tags."""
    html = str(text.block(written, link))
    for tag in ("p", "a", "strong", "ul", "ol", "li"):
        html = html.replace(f"<{tag}>", "").replace(f"</{tag}>", "")
    assert "<" not in html


def test_lines_are_paragraphs_and_lists() -> None:
    """Each line is a paragraph; dashes and numbers make lists."""
    written = "一\n\n二\n- 甲\n- **乙**\n1. 子\n2、丑\n三"
    expected = "<p>一</p><p>二</p><ul><li>甲</li><li><strong>乙</strong></li></ul><ol><li>子</li><li>丑</li></ol><p>三</p>"
    assert expected == text.block(written, link)


def test_plain_words_keep_labels_only() -> None:
    """For CSV, titles and search: labels instead of links, no marks."""
    assert "看 民法典 和 页，粗 字。" == text.plain("看 [民法典](law:a) 和 [页](a.md)，**粗 [字](term:b)**。")


def test_plain_words_can_carry_values() -> None:
    """Where the words leave the site, a figure is its value, not its label."""
    assert "上限 12%" == text.plain("上限 [四倍值](fig:cap)", {"cap": "12%"}.__getitem__)


def test_links_to_pages_are_listed() -> None:
    """All of them, those in bold included."""
    assert ["a.md", "b/c.md#d"] == list(text.page_links("[甲](a.md) [乙](law:x) **[丙](b/c.md#d)**"))


def test_several_lines_become_one() -> None:
    """A first sentence that runs through a list is read in one line, without the list's marks."""
    assert text.one_line("两点：\n\n1. 先核实；\n- 再还钱。") == "两点：先核实；再还钱。"
