"""A Python-Markdown extension: finds the requests in a page (fences, reference links), puts HTML in their place.

It knows how requests are written, not what they mean: fences go to `render_block`, references to
`render_reference`, both given by the caller. Raw HTML in a page stays text. Line numbers count from 1 in the page's body.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from hooks.references import LINK

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
_FENCE = re.compile(r"^(?P<indent> *)(?P<mark>`{3,}|~{3,})\s*(?P<kind>[a-z][a-z-]*)?(?P<rest>.*)$")
_SAFE = re.compile(r"^(?:https?://|mailto:|tel:|[#./?]|[^:]*$)", re.IGNORECASE)


@dataclass(frozen=True)
class Request:
    """A fence that asks for a block: its kind, the words behind it, its body and its line."""

    kind: str
    words: tuple[str, ...]
    body: str
    line: int


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
        """Hook the processors in: fences before superfences (25), references before links (160)."""
        md.preprocessors.register(_Fences(md, self), "site-fences", 27)
        md.inlinePatterns.register(_References(LINK.pattern, md, self), "site-references", 165)
        md.treeprocessors.register(_SafeLinks(md, self), "site-links", 15)
        md.treeprocessors.register(_Tables(md), "site-tables", 3)
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")


class _Fences(Preprocessor):
    def __init__(self, md: Markdown, site: RequestExtension) -> None:
        super().__init__(md)
        self.site = site

    def run(self, lines: list[str]) -> list[str]:
        out: list[str] = []
        start = 0
        while start < len(lines):
            fence = _FENCE.match(lines[start])
            if not fence:
                out.append(lines[start])
                start += 1
                continue
            end = _closing(lines, start, fence["mark"])
            if fence["kind"] in self.site.kinds:
                out.extend(self._block(fence, lines[start + 1 : end], start + 1, closed=end < len(lines)))
            else:
                out.extend(lines[start : end + 1])
            start = end + 1
        return out

    def _block(self, fence: re.Match[str], body: list[str], line: int, *, closed: bool) -> list[str]:
        indent = len(fence["indent"])
        if not closed:
            self.site.report(line, "fence-open", f"```{fence['kind']} 没有结束：请在下面加一行 ```")
            return []
        if indent % 4:
            self.site.report(
                line,
                "fence-indent",
                f"```{fence['kind']} 前面有 {indent} 个空格：列表和提示框里的代码块要缩进 4 的倍数个空格",
            )
        request = Request(
            fence["kind"],
            tuple(fence["rest"].split()),
            "\n".join(row[indent:] if row[:indent].isspace() or not indent else row for row in body),
            line,
        )
        html = self.site.render_block(request)
        return ["", fence["indent"] + self.md.htmlStash.store(html), ""]


def _closing(lines: list[str], start: int, mark: str) -> int:
    """Index of the line that closes the fence opened at `start`; past the end when none does."""
    pattern = re.compile(rf"^ *{re.escape(mark[0])}{{{len(mark)},}}\s*$")
    return next((i for i in range(start + 1, len(lines)) if pattern.match(lines[i])), len(lines))


class _References(InlineProcessor):
    def __init__(self, pattern: str, md: Markdown, site: RequestExtension) -> None:
        super().__init__(pattern, md)
        self.site = site

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # type: ignore[override]  # noqa: N802
        html = self.site.render_reference(m["scheme"], m["id"], m["label"], m["title"])
        return self.md.htmlStash.store(html), m.start(0), m.end(0)


class _SafeLinks(Treeprocessor):
    """Take the target out of links and images that are neither pages, addresses nor telephone numbers."""

    def __init__(self, md: Markdown, site: RequestExtension) -> None:
        super().__init__(md)
        self.site = site

    def run(self, root: Element) -> None:
        for element in root.iter():
            for name in ("href", "src"):
                target = element.get(name, "")
                if not _SAFE.match(target):
                    self.site.report(0, "unsafe-link", f"链接 {target} 不是网址、电话或站内页面，已去掉")
                    del element.attrib[name]


class _Tables(Treeprocessor):
    """Give hand-written tables header scopes, classes instead of style attributes, and a region that scrolls."""

    def run(self, root: Element) -> None:
        for parent in list(root.iter()):
            for position, child in enumerate(list(parent)):
                if child.tag == "table" and parent.get("class") != "scroll":
                    parent[position] = _scrolling(child)


def _scrolling(table: Element) -> Element:
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
    region = Element(
        "div", {"class": "scroll", "role": "region", "tabindex": "0", "aria-label": "表格，可左右滑动"}
    )
    region.append(table)
    region.tail, table.tail = table.tail, None
    return region
