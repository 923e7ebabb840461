"""How hard the site is to read: figures of each hand-written page, and of the sentences that come from data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import median

from hooks import prose
from hooks.content import Page
from hooks.prose import Measured

WORST = 5


@dataclass(frozen=True)
class Figures:
    """What there is to read on a page: average sentence, longest paragraph with its line, short answer; characters."""

    path: str
    average: float
    line: int
    paragraph: int
    description: int

    def __str__(self) -> str:
        return (
            f"docs/{self.path}:{self.line}: 平均每句 {self.average:.1f} 字，最长一段 {self.paragraph} 字，"
            f"一句话结论 {self.description} 字"
        )


def of_pages(pages: Mapping[str, Page]) -> list[Figures]:
    """Measure the pages; those with the longest sentences come first."""
    found = [_of_page(page) for page in pages.values()]
    return sorted(found, key=lambda one: (-one.average, one.path))


def of_data(texts: Iterable[str]) -> Measured:
    """Measure the texts of the data that are sentences; names, labels and addresses are none."""
    return prose.measured("\n\n".join(words for words in texts if "。" in words))


def report(pages: list[Figures], data: Measured, *, every: bool) -> list[str]:
    """Say it in lines: the medians, the data's figures, and the hardest pages, or `every` page."""
    if not pages:
        return []
    long = sum(length > prose.LONGEST_PARAGRAPH for _, length in data.paragraphs)
    return [
        f"好不好读（各页的中位数）：平均每句 {median(one.average for one in pages):.1f} 字（最多 {prose.AVERAGE_SENTENCE}），"
        f"最长一段 {median(one.paragraph for one in pages):.0f} 字（最多 {prose.LONGEST_PARAGRAPH}），"
        f"一句话结论 {median(one.description for one in pages):.0f} 字（最多 {prose.LONGEST_DESCRIPTION}）。",
        f"数据里的文字：平均每句 {data.average:.1f} 字，超过 {prose.LONGEST_PARAGRAPH} 字的有 {long} 段。",
        "每一页：" if every else "句子最长的几页（每一页：make check READING=1）：",
        *(f"  {one}" for one in (pages if every else pages[:WORST])),
    ]


def _of_page(page: Page) -> Figures:
    found = prose.measured(page.body)
    line, length = found.longest
    description = prose.visible_length(page.meta.description)
    return Figures(page.path, found.average, page.first_line + line - 1, length, description)
