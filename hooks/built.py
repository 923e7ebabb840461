"""A built site read back, whatever built it: its pages by address, with their titles and words.

`python -m hooks.built A B` compares two built folders page by page (make canary): 0 when the pages are the same.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from html.parser import HTMLParser
from itertools import zip_longest
from pathlib import Path

#: What is no part of a page's own words.
ASIDE = frozenset({"nav", "script", "style", "template", "svg", "head", "header", "footer"})
#: What begins a new piece of text; everything else stands inside a sentence.
BREAKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "br", "dd", "details", "div", "dl", "dt", "figcaption", "figure",
     "form", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "label", "li", "main", "ol", "option", "p", "pre", "section",
     "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"}
)  # fmt: skip
LISTED = 50


@dataclass(frozen=True)
class Built:
    """A page as readers get it: its first heading, its words in pieces, and whether it only leads elsewhere."""

    title: str
    words: tuple[str, ...]
    leads_on: bool = False


class _Reader(HTMLParser):
    """Collects the words inside the page's article; without one, of the whole body."""

    def __init__(self) -> None:
        super().__init__()
        self.inside: list[str] = []
        self.pieces: list[tuple[bool, bool, list[str]]] = []  # in the article, in the first heading, the words
        self.leads_on = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "meta" and ("http-equiv", "refresh") in attrs:
            self.leads_on = True
        if tag in ASIDE or tag in ("article", "h1"):
            self.inside.append(tag)
        if tag in BREAKS:
            self._break()

    def handle_endtag(self, tag: str) -> None:
        if tag in self.inside:
            del self.inside[len(self.inside) - 1 - self.inside[::-1].index(tag) :]
        if tag in BREAKS:
            self._break()

    def handle_data(self, data: str) -> None:
        if ASIDE.isdisjoint(self.inside):
            if not self.pieces:
                self._break()
            self.pieces[-1][2].append(data)

    def _break(self) -> None:
        self.pieces.append(("article" in self.inside, "h1" in self.inside, []))

    def read(self) -> Built:
        """Give the page that was fed."""
        found = [(inside, title, " ".join("".join(words).split())) for inside, title, words in self.pieces]
        found = [piece for piece in found if piece[2]]
        own = [piece for piece in found if piece[0]] or found
        title = next((words for _, title, words in own if title), "")
        return Built(title, tuple(words for _, _, words in own), self.leads_on)


def page(html: str) -> Built:
    """Read one page."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.read()


def pages(folder: Path) -> Mapping[str, Built]:
    """Read all pages of a built site, by their address from its root: `rules/collection/`; the home page is ``""``."""
    return {
        path.relative_to(folder).as_posix().removesuffix("index.html"): page(path.read_text("utf-8"))
        for path in sorted(folder.rglob("index.html"))
    }


def moved(before: Built, after: Built) -> list[tuple[str, str]]:
    """Give the pieces that differ as (old, new); one that was added or taken away stands beside an empty text."""
    matcher = SequenceMatcher(None, before.words, after.words, autojunk=False)
    return [
        pair
        for kind, a, b, c, d in matcher.get_opcodes()
        if kind != "equal"
        for pair in zip_longest(before.words[a:b], after.words[c:d], fillvalue="")
    ]


def differences(before: Mapping[str, Built], after: Mapping[str, Built]) -> Iterator[str]:
    """Say in a line each which pages only one of the two has, and in how many pieces the others differ."""
    for url in sorted(before.keys() | after.keys()):
        if url not in after:
            yield f"少了 /{url}"
        elif url not in before:
            yield f"多了 /{url}"
        elif found := moved(before[url], after[url]):
            old, new = found[0]
            yield f"不同 /{url}：{len(found)} 处，先是“{old[:40]}” → “{new[:40]}”"


def main(words: list[str]) -> int:
    """Compare two built folders; return 0 when their pages are the same, 1 when not, 2 when called wrongly."""
    folders = [Path(word) for word in words]
    if len(folders) != 2 or not all(folder.is_dir() for folder in folders):
        print("写法：python -m hooks.built 构建好的文件夹 另一个构建好的文件夹", file=sys.stderr)
        return 2
    before, after = map(pages, folders)
    found = list(differences(before, after))
    print(*found[:LISTED], sep="\n", end="\n" if found else "")
    print(f"比了 {len(before)} 页和 {len(after)} 页：{len(found)} 页不同{'，上面是前面的' if len(found) > LISTED else ''}。")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
