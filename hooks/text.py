"""Words from data to HTML: paragraphs, lists, bold, references and links to pages; everything else is escaped.

Data texts are read by more than the site (open data, letters), so they use no more of Markdown than this.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import groupby

from markupsafe import Markup, escape

LinkTo = Callable[[str, str, str, str | None], Markup]
_TOKEN = re.compile(
    r"\[(?P<label>(?:[^\[\]\\]|\\.)*)\]"
    r"\((?:(?P<scheme>law|fig|term|claim|channel):(?P<id>[^)\s]*)|(?P<page>[a-z0-9/-]+\.md(?:#[a-z0-9-]+)?))"
    r"(?:\s+\"(?P<title>[^\"]*)\")?\)"
    r"|\*\*(?P<bold>[^*]+)\*\*"
)
_ITEM = re.compile(r"^(?:(?P<bullet>[-*])\s+|\d+(?:\.\s+|、\s*))(?P<text>.*)$")


def inline(text: str, link: LinkTo) -> Markup:
    """Render one line of data text. `link` gets (scheme or "page", id or path, label, title)."""
    return Markup("").join(_pieces(text, link))


def block(text: str, link: LinkTo) -> Markup:
    """Render data text that may hold several paragraphs and lists."""
    out: list[Markup] = []
    lines = [line.strip() for line in text.strip().split("\n")]
    for kind, group in groupby((line for line in lines if line), key=_kind):
        if kind == "p":
            out.extend(Markup("<p>{}</p>").format(inline(line, link)) for line in group)
        else:
            items = [Markup("<li>{}</li>").format(inline(_item_text(line), link)) for line in group]
            out.append(Markup(f"<{kind}>{{}}</{kind}>").format(Markup("").join(items)))
    return Markup("").join(out)


def plain(text: str, figure: Callable[[str], str] | None = None) -> str:
    """Give the words alone: labels instead of links, no marks; `figure` gives the value behind a `fig:` link."""

    def words(token: re.Match[str]) -> str:
        if token["bold"]:
            return plain(token["bold"], figure)
        return figure(token["id"]) if figure and token["scheme"] == "fig" else token["label"]

    return _TOKEN.sub(words, text)


def one_line(text: str) -> str:
    """Give the words of several paragraphs and lists as one line, without the marks of lists."""
    return "".join(_item_text(line.strip()) for line in text.split("\n"))


def page_links(text: str) -> Iterator[str]:
    """Yield the links to pages of the site: paths below docs, some with #anchor."""
    for token in _TOKEN.finditer(text):
        if token["bold"]:
            yield from page_links(token["bold"])
        elif token["page"]:
            yield token["page"]


def _pieces(text: str, link: LinkTo) -> Iterator[Markup]:
    end = 0
    for token in _TOKEN.finditer(text):
        yield escape(text[end : token.start()])
        end = token.end()
        if token["bold"]:
            yield Markup("<strong>{}</strong>").format(inline(token["bold"], link))
        elif token["page"]:
            yield link("page", token["page"], token["label"], token["title"])
        else:
            yield link(token["scheme"], token["id"], token["label"], token["title"])
    yield escape(text[end:])


def _kind(line: str) -> str:
    item = _ITEM.match(line)
    if not item:
        return "p"
    return "ul" if item["bullet"] else "ol"


def _item_text(line: str) -> str:
    item = _ITEM.match(line)
    return item["text"] if item else line
