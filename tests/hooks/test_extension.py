"""Fences and reference links in Markdown: where they are found, where they are left alone, on which line."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import dedent

import pytest
import yaml
from markdown import Markdown

from hooks import extension
from hooks.content import read_page
from hooks.extension import EXTENSIONS, Request, RequestExtension

BLOCK = "<div>块</div>"
LINK = "<b>引用</b>"


@dataclass
class Seen:
    """What a text asked for, what became of it, and what was reported."""

    html: str = ""
    requests: list[Request] = field(default_factory=list)
    references: list[tuple[str, str, str, str | None]] = field(default_factory=list)
    reports: list[tuple[int, str]] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)

    @property
    def lines(self) -> list[int]:
        """The lines on which blocks were asked for."""
        return [request.line for request in self.requests]


def convert(text: str) -> Seen:
    """Convert Markdown with the site's extensions; every block and reference becomes a fixed piece of HTML."""
    seen = Seen()

    def block(request: Request) -> str:
        seen.requests.append(request)
        return BLOCK

    def reference(scheme: str, name: str, label: str, title: str | None) -> str:
        seen.references.append((scheme, name, label, title))
        return LINK

    def report(line: int, rule: str, message: str) -> None:
        seen.reports.append((line, rule))
        seen.messages.append(message)

    requests = RequestExtension(frozenset({"box", "rate-table"}), block, reference, report)
    settings = extension.options({"依据": "basis", "怎么用": "use"})
    seen.html = Markdown(extensions=[*EXTENSIONS, requests], extension_configs=settings).convert(text)
    return seen


NESTINGS = {
    "top level": ("```box a\n```", 1, BLOCK),
    "after text without a blank line": ("字\n```box a\n```", 2, f"<p>字</p>\n{BLOCK}"),
    "tildes": ("~~~box a\n~~~", 1, BLOCK),
    "more than three marks": ("`````box a\n`````", 1, BLOCK),
    "bullet list": ("- 点\n\n    ```box a\n    ```", 3, f"{BLOCK}\n</li>"),
    "bullet list without a blank line": ("- 点\n    ```box a\n    ```", 2, f"{BLOCK}\n</li>"),
    "numbered list": ("1. 步\n\n    ```box a\n    ```\n\n2. 步", 3, f"{BLOCK}\n</li>"),
    "list in list": ("- 甲\n    - 乙\n\n        ```box a\n        ```", 4, f"{BLOCK}\n</li>\n</ul>\n</li>"),
    "admonition": ('!!! note "题"\n\n    ```box a\n    ```', 3, f"{BLOCK}\n</div>"),
    "admonition in a list": (
        '- 点\n\n    !!! note "题"\n        ```box a\n        ```',
        4,
        f"{BLOCK}\n</div>\n</li>",
    ),
    "details": ('??? note "题"\n\n    ```box a\n    ```', 3, f"{BLOCK}\n</details>"),
    "tab": ('=== "题"\n\n    ```box a\n    ```', 3, f"{BLOCK}\n</div>"),
    "quotation": ("> 话\n>\n> ```box a\n> ```", 3, f"{BLOCK}\n</blockquote>"),
    "quotation without a blank line": (
        "> 话\n> ```box a\n> ```\n> 话",
        2,
        f"{BLOCK}\n<p>话</p>\n</blockquote>",
    ),
    "quotation in a quotation": ("> > ```box a\n> > ```", 1, f"{BLOCK}\n</blockquote>\n</blockquote>"),
    "definition list": ("词\n:   义\n\n    ```box a\n    ```", 4, f"{BLOCK}\n</dd>"),
}


@pytest.mark.parametrize("nesting", NESTINGS)
def test_a_fence_is_answered_in_every_nesting(nesting: str) -> None:
    """The block stands where the fence stood, alone, and the line is the one the editor sees."""
    text, line, expected = NESTINGS[nesting]
    seen = convert(text)
    assert [Request("box", ("a",), "", line)] == seen.requests
    assert expected in seen.html
    assert 1 == seen.html.count(BLOCK)
    assert f"<p>{BLOCK}" not in seen.html
    assert [] == seen.reports


@pytest.mark.parametrize("indent", ["", "    ", "        ", "> ", "> > ", ">     "])
def test_the_body_comes_without_indent_and_quotation_marks(indent: str) -> None:
    """The options of a fence are read as if it stood at the margin; deeper lines stay deeper."""
    lines = ["```box a", "from: 2020-01-01", "", "list:", "  - b", "```"]
    seen = convert("- 甲\n    - 乙\n\n" + "\n".join(indent + line for line in lines))
    assert "from: 2020-01-01\n\nlist:\n  - b" == "\n".join(
        line.rstrip() for line in seen.requests[0].body.split("\n")
    )


LEFT_ALONE = {
    "inside a longer fence": "````\n```box a\n```\n````",
    "inside tildes": "~~~text\n```box a\n```\n~~~",
    "in back-ticks": "行里的 `` ```box a `` 不是块",
    "another language": "```yaml\nbox: a\n```",
    "no language": "```\nbox a\n```",
    "back-ticks in the opening line": "```box a``` 是行里的代码",
}


@pytest.mark.parametrize("place", LEFT_ALONE)
def test_what_only_looks_like_a_fence_is_left_alone(place: str) -> None:
    """Code that shows how a fence is written stays code, and what follows it is read as usual."""
    seen = convert(LEFT_ALONE[place] + "\n\n```box later\n```\n")
    assert [("later",)] == [request.words for request in seen.requests]
    assert [] == seen.reports


def test_several_fences_keep_their_lines() -> None:
    """Blocks of many lines above do not shift the lines of those below."""
    text = (
        "一\n\n```box a\nk: v\nk: v\n```\n\n- 二\n\n    ```box b\n    ```\n\n```text\nx\n```\n\n```box c\n```"
    )
    assert [3, 10, 17] == convert(text).lines


@pytest.mark.parametrize(
    "front", ["", "---\ntitle: 题\ndescription: 答。\nkind: rule\nreviewed: 2026-11-22\n---\n"]
)
@pytest.mark.parametrize("blank", ["", "\n\n"])
def test_lines_are_those_of_the_file(front: str, blank: str) -> None:
    """With or without front matter, the first line of the body plus the line in the body is the line in the file."""
    text = f"{front}{blank}字\n\n```box a\n```\n"
    expected = text.split("\n").index("```box a") + 1
    page, _ = read_page("x.md", text)
    body, first = (page.body, page.first_line) if page else (text, 1)
    assert [expected] == [first + line - 1 for line in convert(body).lines]


REFUSED = {
    "two blanks in a list": ("- 点\n\n  ```box a\n  ```", 3, "fence-indent", "前面有 2 个空格"),
    "one blank": ("字\n\n ```box a\n ```", 3, "fence-indent", "前面有 1 个空格"),
    "six blanks": ("- 甲\n    - 乙\n\n      ```box a\n      ```", 4, "fence-indent", "前面有 6 个空格"),
    "indented code": ("字\n\n    ```box a\n    ```", 3, "fence-indent", "不在列表或提示框里"),
    "on the bullet": ("- ```box a\n    ```", 1, "fence-indent", "不能写在列表的点后面"),
    "never closed": ("字\n\n```box a\nfrom: x", 3, "fence-open", "没有结束"),
    "closed by other marks": ("```box a\n~~~", 1, "fence-open", "没有结束"),
    "closed by too few marks": ("````box a\n```", 1, "fence-open", "没有结束"),
    "quotation ends first": ("> ```box a\n\n字", 1, "fence-open", "没有结束"),
    "plain code never closed": ("字\n\n```text\nx\n\n- y", 3, "fence-open", "没有结束"),
    "plain code swallows a block": ("```text\nx\n\n```box a\n```", 1, "fence-open", "把下面的 ```box 吞掉了"),
    "kind misspelt": ("```rate-tabel a\n```", 1, "unknown-block", "你是不是要写 ```rate-table"),
    "kind unknown": ("```圆形 a\n```", 1, "unknown-block", "能用的块：box、rate-table"),
}


@pytest.mark.parametrize("mistake", REFUSED)
def test_a_fence_that_cannot_work_is_reported_on_its_line(mistake: str) -> None:
    """Nothing turns into code silently: line, rule and what to write instead."""
    text, line, rule, words = REFUSED[mistake]
    seen = convert(text)
    assert (line, rule) in seen.reports
    assert any(words in message for message in seen.messages)


# ── References ───────────────────────────────────────────────────────────────────────────────────────

LAW = "[民法典](law:civil-code-670)"
PLACES = {
    "text": f"看 {LAW}。",
    "bold": f"**{LAW}**",
    "emphasis": f"*看 {LAW}*",
    "list": f"- {LAW}",
    "list in list": f"- 甲\n    - {LAW}",
    "table head": f"| {LAW} | 乙 |\n| --- | --- |\n| 甲 | 乙 |",
    "table cell": f"| 甲 | 乙 |\n| --- | --- |\n| 甲 | **{LAW}** |",
    "admonition": f'!!! note "题"\n    {LAW}',
    "details": f'??? note "题"\n    {LAW}',
    "tab": f'=== "题"\n    {LAW}',
    "quotation": f"> {LAW}",
    "definition": f"词\n:   {LAW}",
    "beside a fence": f"{LAW}\n```box a\n```",
}


@pytest.mark.parametrize("place", PLACES)
def test_a_reference_is_answered_in_every_nesting(place: str) -> None:
    """Wherever text may stand, a reference is asked for once and its answer stands in the page."""
    seen = convert(PLACES[place])
    assert [("law", "civil-code-670", "民法典", None)] == seen.references
    assert 1 == seen.html.count(LINK)


@pytest.mark.parametrize("scheme", ["law", "fig", "term", "claim", "channel"])
def test_every_scheme_is_a_reference(scheme: str) -> None:
    """All five kinds are found, with the words in quotes behind the name."""
    assert [(scheme, "a-1", "字", "历史")] == convert(f'[字]({scheme}:a-1 "历史")').references


def test_two_references_in_a_line_stay_two() -> None:
    """A line may hold several; a label never reaches into the next one."""
    seen = convert("[甲](law:a) 和 [乙](fig:b)、[丙](x.md)")
    assert [("law", "a", "甲", None), ("fig", "b", "乙", None)] == seen.references
    assert '<a href="x.md">丙</a>' in seen.html


def test_an_empty_label_still_asks() -> None:
    """A forgotten label is not lost: whoever answers can say so."""
    assert [("law", "a", "", None)] == convert("[](law:a)").references


@pytest.mark.parametrize("text", [f"`{LAW}`", f"```\n{LAW}\n```", f"`` ` {LAW} ``", f"字\n\n    {LAW}"])
def test_a_reference_in_code_is_left_alone(text: str) -> None:
    """Code that shows how a reference is written stays as typed."""
    seen = convert(text)
    assert [] == seen.references
    assert "(law:civil-code-670)" in seen.html


def test_a_reference_that_is_not_written_quite_right_loses_its_target() -> None:
    """Single quotes and brackets in brackets are no reference; the link is reported and leads nowhere."""
    seen = convert("[甲](law:a '历史') [[乙]](law:b)")
    assert [(1, "unsafe-link"), (1, "unsafe-link")] == seen.reports
    assert "href" not in seen.html


# ── Safety ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "字 <b onclick=x>粗</b>",
        "<div>\n字\n</div>",
        "<!-- 注 -->",
        "<img src=x onerror=y>",
    ],
)
def test_raw_html_stays_text(text: str) -> None:
    """No tag typed into a page reaches the browser as a tag; comments do not vanish either."""
    shown = convert(text).html.removeprefix("<p>").removesuffix("</p>")
    assert "<" not in shown
    assert "&lt;" in shown


BAD_TARGETS = {
    "script": "[字](javascript:alert)",
    "script in capitals": "[字](JavaScript:alert)",
    "colon as an entity": "[字](javascript&#58;alert)",
    "tab as an entity": "[字](java&Tab;script:alert)",
    "line break as an entity": "[字](&#10;javascript:alert)",
    "data address": "[字](data:text/html,x)",
    "no scheme": "[字](//example.invalid/)",
    "reference style": "[字][1]\n\n[1]: javascript:alert",
    "attribute list": "[字](x.md){href=javascript:alert}",
    "image from elsewhere": "![字](https://example.invalid/a.png)",
    "image without scheme": "![字](//example.invalid/a.png)",
    "image as an entity": "![字](https&#58;//example.invalid/a.png)",
}


@pytest.mark.parametrize("kind", BAD_TARGETS)
def test_an_unsafe_target_is_taken_out(kind: str) -> None:
    """A link that would run something, or a picture from another host, loses its target and is reported with its line."""
    text = BAD_TARGETS[kind]
    seen = convert(f"前面\n\n{text}")
    assert not re.search(r"\b(href|src)=|<(a|img)\b", seen.html)
    assert ">字</span>" in seen.html
    line = 5 if "[1]:" in text else 3
    assert [(line, "unsafe-link")] == seen.reports


@pytest.mark.parametrize(
    "target", ["https://example.invalid/", "http://example.invalid/", "mailto:a@example.invalid", "tel:12378", "#a",
               "a.md", "../b/c.md#d", "a/b.md?c=d"],
)  # fmt: skip
def test_an_ordinary_target_stays(target: str) -> None:
    """Addresses, numbers, pages and headings are left as written."""
    seen = convert(f"[字]({target})")
    assert f'href="{target}"' in seen.html
    assert [] == seen.reports


def test_a_picture_of_our_own_stays() -> None:
    """A relative path is a file of the site."""
    assert 'src="../assets/images/a.png"' in convert("![图](../assets/images/a.png)").html


@pytest.mark.parametrize(
    "attribute", ["onclick=x", "style=color:red", "srcset=x", "ping=https://example.invalid/"]
)
def test_attributes_that_act_are_taken_out(attribute: str) -> None:
    """Braces may name and class a piece of text, not style it or make it do something."""
    seen = convert(f"前面\n\n[字](x.md){{#name .kind {attribute}}}")
    assert '<a class="kind" href="x.md" id="name">' in seen.html
    assert attribute.partition("=")[0] + "=" not in seen.html
    assert [(3, "raw-html")] == seen.reports


def test_a_table_by_hand_gets_headers_and_a_region() -> None:
    """The first row and the first column are headers; alignment is a class, since the policy forbids style attributes."""
    html = convert("| 甲 | 乙 |\n| --- | --: |\n| 丙 | 丁 |").html
    assert '<th class="to-right" scope="col">乙</th>' in html
    assert '<th scope="row">丙</th>' in html
    assert '<td class="to-right">丁</td>' in html
    assert 'class="scroll"' in html
    assert "style=" not in html


def test_a_long_table_repeats_its_headers_for_the_eye() -> None:
    """After every fifteen rows, hidden from whoever listens; a table of fifteen has none, and none stands at the end."""
    head = "| 甲 | 乙 |\n| --- | --- |\n"
    assert "again" not in convert(head + "| 丙 | 丁 |\n" * 15).html
    html = convert(head + "| 丙 | 丁 |\n" * 30).html
    rows = re.findall(r"<tr[^>]*>", html)
    assert [16] == [at for at, row in enumerate(rows) if row == '<tr aria-hidden="true" class="again">']
    assert 1 == html.count('<td>甲</td>')


# ── Headings ─────────────────────────────────────────────────────────────────────────────────────────


def heading_ids(text: str) -> list[str]:
    """The ids of the headings, in order."""
    return re.findall(r'<h\d[^>]* id="([^"]+)"', convert(text).html)


def test_required_parts_have_fixed_ids() -> None:
    """A part that every page of a kind has can be linked by the id that the kinds file gives it."""
    assert ["basis", "use"] == heading_ids("## 依据\n\n## 怎么用")


def test_an_id_that_is_written_wins() -> None:
    """An editor names a heading that others link to."""
    assert ["mine"] == heading_ids("## 依据 {#mine}")


def test_other_headings_keep_their_id_when_others_change() -> None:
    """An id follows from the heading's own words: a new heading above does not move it."""
    alone, pushed = heading_ids("## 借款之前"), heading_ids("## 新的一节\n\n## 借款之前")
    assert alone[0] == pushed[1]
    assert re.fullmatch(r"s-[0-9a-f]{8}", alone[0])


def test_two_headings_of_the_same_words_differ() -> None:
    """A page never carries an id twice on its own account."""
    assert 2 == len(set(heading_ids("## 借款之前\n\n## 借款之前")))


def test_titles_of_parts_agree_on_their_ids() -> None:
    """A title that several kinds of page share has one id, so that one address works for all of them."""
    kinds = yaml.safe_load((Path(__file__).parents[2] / "docs/_data/kinds.yaml").read_text("utf-8"))
    ids: dict[str, set[str]] = {}
    for kind in kinds.values():
        for part in kind["parts"]:
            ids.setdefault(part["title"], set()).add(part["id"])
    assert {} == {title: found for title, found in ids.items() if len(found) > 1}


def test_a_converter_can_be_used_again() -> None:
    """One extension serves page after page: nothing of the first page is left in the second."""
    seen = Seen()
    requests = RequestExtension(
        frozenset({"box"}),
        lambda request: seen.requests.append(request) or BLOCK,
        lambda *_: LINK,
        lambda *_: None,
    )
    for _ in range(2):
        converter = Markdown(extensions=[*EXTENSIONS, requests], extension_configs=extension.options({}))
        assert BLOCK in converter.convert(
            dedent("""\
            ```box a
            ```
            """)
        )
    assert [1, 1] == [request.line for request in seen.requests]
