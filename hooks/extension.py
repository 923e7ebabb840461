"""A Python-Markdown extension: finds the requests in a page (fences, reference links), puts HTML in their place.

It knows how requests are written, not what they mean: fences go to `render_block`, references to
`render_reference`, both given by the caller. Raw HTML in a page stays text. Line numbers count from 1 in the page's body.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from hashlib import sha256
from html import unescape
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from hooks.references import LINK, Fence, closest, fences, outside

EXTENSIONS = (
    "admonition",
    "attr_list",
    "def_list",
    "tables",
    "toc",
    "pymdownx.details",
    "pymdownx.highlight",
    "pymdownx.superfences",
    "pymdownx.tabbed",
)
LANGUAGES = frozenset({"text", "markdown", "yaml", "json", "csv", "bash", "python"})
_ON_ITEM = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+(?:`{3,}[^`]*|~{3,}.*)$")
_LINK = re.compile(r"(?:https?://|mailto:|tel:|#|(?!//)[^:]*$)", re.IGNORECASE)
_IMAGE = re.compile(r"(?!//)[^:]*$")
# What Markdown itself writes, and what an attribute list may add: nothing that runs, styles or loads.
_ATTRIBUTES = frozenset(
    {
        *("alt", "class", "download", "href", "id", "lang", "rel", "src", "start", "title"),
        *("checked", "data-tabs", "for", "name", "open", "type"),
        *("aria-label", "role", "scope", "tabindex"),
    }
)


@dataclass(frozen=True)
class Request:
    """A fence that asks for a block: its kind, the words behind it, its body and its line."""

    kind: str
    words: tuple[str, ...]
    body: str
    line: int


ROWS = 15  # of a table by hand, after which its headers come again
BOX_TITLES = {"Note": "说明", "Warning": "注意", "Danger": "危险", "Tip": "提示"}
RenderBlock = Callable[[Request], str]
RenderReference = Callable[[str, str, str, str | None], str]
Report = Callable[[int, str, str], None]


def options(part_ids: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """Settings of the Markdown extensions; known part titles get their fixed ids."""
    return {
        "toc": {"slugify": lambda text, _separator: heading_id(text, part_ids), "permalink": False},
        "pymdownx.highlight": {"use_pygments": False},
        "pymdownx.tabbed": {"alternate_style": True},
    }


def heading_id(text: str, part_ids: Mapping[str, str]) -> str:
    """Give a heading an ASCII id that does not move when other headings are edited."""
    return part_ids.get(text.strip()) or f"s-{sha256(text.strip().encode()).hexdigest()[:8]}"


class RequestExtension(Extension):
    """Registers the two processors; one instance per build, no state of its own between pages."""

    def __init__(
        self,
        kinds: frozenset[str],
        render_block: RenderBlock,
        render_reference: RenderReference,
        report: Report,
    ) -> None:
        super().__init__()
        self.kinds = kinds
        self.render_block = render_block
        self.render_reference = render_reference
        self.report = report

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        """Hook in: fences before superfences (25), references before links (160), cleaning after attr_list (8)."""
        requests = _Fences(md, self)
        md.preprocessors.register(requests, "site-fences", 27)
        md.treeprocessors.register(_Misplaced(md, self, requests), "site-misplaced", 35)
        md.inlinePatterns.register(_References(LINK.pattern, md, self), "site-references", 165)
        md.treeprocessors.register(_Tables(md), "site-tables", 7)
        md.treeprocessors.register(_Titles(md), "site-titles", 5)
        md.treeprocessors.register(_LongTables(md), "site-long-tables", 4)
        md.block_level_elements.append("check-list")
        md.treeprocessors.register(_Safe(md, self, requests), "site-safe", 6)
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")


class _Fences(Preprocessor):
    """Answers the fences that ask for a block; keeps the line of each, so that a misplaced one can be named."""

    def __init__(self, md: Markdown, site: RequestExtension) -> None:
        super().__init__(md)
        self.site = site
        self.written: list[str] = []
        self.lines: dict[str, int] = {}

    def line_with(self, words: str) -> int:
        """Give the first line of the page, fences aside, on which `words` stand; 0 when there is none."""
        return next((number for number, line in outside(self.written) if words in line), 0)

    def run(self, lines: list[str]) -> list[str]:
        self.written, self.lines = lines, {}
        for number, line in outside(lines):
            if _ON_ITEM.match(line):
                self.site.report(
                    number, "fence-indent", "代码块不能写在列表的点后面：另起一行，缩进 4 个空格"
                )
        out: list[str] = []
        done = 0
        for fence in fences(lines):
            out += lines[done : fence.start]
            done = fence.end + 1
            self._check(fence, lines)
            if fence.kind in self.site.kinds:
                out += self._block(fence, lines) if fence.closed else []
            else:
                out += lines[fence.start : done]
        return out + lines[done:]

    def _check(self, fence: Fence, lines: list[str]) -> None:
        line, shown = fence.start + 1, f"```{fence.kind}"
        inside = next(fences(list(fence.body(lines))), None)
        if not fence.closed:
            self.site.report(line, "fence-open", f"{shown} 没有结束：请在下面加一行 ```")
        elif inside and inside.kind in self.site.kinds and not inside.closed:
            message = f"{shown} 没有结束，把下面的 ```{inside.kind} 吞掉了：请在它前面加一行 ```"
            self.site.report(line, "fence-open", message)
        if len(fence.indent) % 4:
            self.site.report(
                line,
                "fence-indent",
                f"{shown} 前面有 {len(fence.indent)} 个空格：列表和提示框里的代码块要缩进 4 的倍数个空格",
            )
        if fence.kind and fence.kind not in self.site.kinds | LANGUAGES:
            hint = (
                closest(fence.kind, self.site.kinds, "```")
                or f"能用的块：{'、'.join(sorted(self.site.kinds))}"
            )
            self.site.report(line, "unknown-block", f"没有叫 {fence.kind} 的块。{hint}")

    def _block(self, fence: Fence, lines: list[str]) -> list[str]:
        html = self.site.render_block(
            Request(fence.kind, fence.words, "\n".join(fence.body(lines)), fence.start + 1)
        )
        placeholder = self.md.htmlStash.store(html)
        self.lines[placeholder] = fence.start + 1
        return ["", fence.quote + fence.indent + placeholder, ""]


class _Misplaced(Treeprocessor):
    """Find blocks that were indented although no list or admonition holds them: Markdown takes them for code."""

    def __init__(self, md: Markdown, site: RequestExtension, requests: _Fences) -> None:
        super().__init__(md)
        self.site = site
        self.requests = requests

    def run(self, root: Element) -> None:
        for code in root.iter("code"):
            for placeholder, line in self.requests.lines.items():
                if placeholder in (code.text or ""):
                    message = "这一块前面空了 4 格，却不在列表或提示框里，会被当成代码：去掉空格"
                    self.site.report(line, "fence-indent", message)


class _References(InlineProcessor):
    def __init__(self, pattern: str, md: Markdown, site: RequestExtension) -> None:
        super().__init__(pattern, md)
        self.site = site

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # type: ignore[override]  # noqa: N802
        html = self.site.render_reference(m["scheme"], m["id"], m["label"], m["title"])
        return self.md.htmlStash.store(html), m.start(0), m.end(0)


class _Safe(Treeprocessor):
    """Take out what a page may not carry: targets that are no page, address or number, and attributes that act."""

    def __init__(self, md: Markdown, site: RequestExtension, requests: _Fences) -> None:
        super().__init__(md)
        self.site = site
        self.requests = requests

    def run(self, root: Element) -> None:
        for element in root.iter():
            for name in ("href", "src"):
                target = element.get(name, "")
                if not safe(target, image=name == "src"):
                    self.site.report(self.requests.line_with(target), *unsafe(target, image=name == "src"))
                    _to_text(element, name)
            for name in sorted(set(element.attrib) - _ATTRIBUTES):
                line = self.requests.line_with(name)
                self.site.report(
                    line, "raw-html", f"不能给文字加属性 {name}，已去掉；花括号里只写 #名字 或 .类名"
                )
                del element.attrib[name]


def _to_text(element: Element, name: str) -> None:
    """Leave the words of a link or picture whose target was taken out: MkDocs ends on one that has none."""
    del element.attrib[name]
    element.tag = "span"
    element.text = element.attrib.pop("alt", element.text)


def safe(target: str, *, image: bool = False) -> bool:
    """Say whether a link may lead there: a page, a heading, https, mailto, tel; an image must be our own."""
    bare = re.sub(r"[\x00-\x20]", "", unescape(target))
    return bool((_IMAGE if image else _LINK).match(bare))


def unsafe(target: str, *, image: bool = False) -> tuple[str, str]:
    """Give the rule that such a target breaks, and the sentence for the editor."""
    if image:
        return "unsafe-link", f"图片 {target} 不在本站：放进 docs/assets/images，不从别的网站取"
    return "unsafe-link", f"链接 {target} 不是网址、电话或站内页面，已去掉"


class _Tables(Treeprocessor):
    """Give hand-written tables header scopes, classes instead of style attributes, and a region that scrolls."""

    def run(self, root: Element) -> None:
        count = 0
        for parent in list(root.iter()):
            for position, child in enumerate(list(parent)):
                if child.tag == "table" and parent.get("class") != "scroll":
                    count += 1
                    parent[position] = _scrolling(child, count)


class _LongTables(Treeprocessor):
    """Repeat the headers of a long table after every fifteen rows, for the eye alone."""

    def run(self, root: Element) -> None:
        for table in root.iter("table"):
            head, body = table.find("thead/tr"), table.find("tbody")
            if head is None or body is None:
                continue
            for at in reversed(range(ROWS, len(body), ROWS)):
                again = Element("tr", {"class": "again", "aria-hidden": "true"})
                again.extend(deepcopy(list(head)))
                for cell in again:
                    cell.tag = "td"
                    cell.attrib.pop("scope", None)
                body.insert(at, again)


class _Titles(Treeprocessor):
    """Give boxes that were written without a title a Chinese one."""

    def run(self, root: Element) -> None:
        for title in root.iter("p"):
            if title.get("class") == "admonition-title" and title.text in BOX_TITLES:
                title.text = BOX_TITLES[title.text]


def _scrolling(table: Element, number: int) -> Element:
    for cell in table.iter():
        if cell.tag in ("th", "td"):
            align = cell.attrib.pop("style", "").removeprefix("text-align: ").rstrip(";")
            if align:
                cell.set("class", f"to-{align}")
        if cell.tag == "th":
            cell.set("scope", "col")
    for row in table.iterfind("tbody/tr"):
        if len(row):
            row[0].tag = "th"
            row[0].set("scope", "row")
    name = f"表格 {number}，可左右滑动"
    region = Element("div", {"class": "scroll", "role": "region", "tabindex": "0", "aria-label": name})
    region.append(table)
    region.tail, table.tail = table.tail, None
    return region
