"""Do readers find what they ask? queries.yaml, asked in the browser through the site's own search."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
import yaml

from hooks.search import squeeze

ROOT = Path(__file__).resolve().parents[2]
QUERIES = Path(__file__).with_name("queries.yaml")
FLOORS = Path(__file__).with_name("floors.yaml")

ASK = """
async ([module, queries]) => {
  const { search, stats } = await import(module);
  const before = stats().requests;
  const first = await search(queries[0]);
  const cost = stats();
  const answers = [];
  for (const query of queries) answers.push((await search(query)).map((result) => result.url));
  return { before, first: first.length, cost, answers };
}
"""


@dataclass(frozen=True)
class Query:
    """What a reader types, the pages that answer it, and whether it was kept out of all tuning."""

    text: str
    pages: tuple[str, ...]
    held: bool


def queries() -> list[Query]:
    """Return tests/search/queries.yaml."""
    entries = yaml.safe_load(QUERIES.read_text(encoding="utf-8"))
    return [Query(entry["query"], tuple(entry["pages"]), entry.get("held", False)) for entry in entries]


def slug_of(path: str) -> str:
    """Return the name of a page in queries.yaml: `/help/` is help/index, `/rules/x/#y` is rules/x."""
    slug = path.split("#")[0].strip("/")
    return {"help": "help/index", "": "index"}.get(slug, slug)


def is_right(slug: str, query: Query) -> bool:
    """Say whether a page answers; `letters/*` stands for any letter."""
    return any(fnmatchcase(slug, pattern) for pattern in query.pages)


def test_queries_are_many_and_a_part_is_held_back():
    """At least 200, each once, 60 of them never looked at while tuning."""
    asked = queries()
    assert len(asked) == len({squeeze(query.text) for query in asked})
    assert len(asked) >= 200
    assert 60 == sum(query.held for query in asked)


def test_held_queries_are_no_aliases():
    """A held query that an editor wrote into a page would measure nothing."""
    held = {squeeze(query.text) for query in queries() if query.held}
    found = []
    for path in sorted(ROOT.glob("docs/**/*.md")):
        match = re.match(r"---\n(.*?)\n---\n", path.read_text(encoding="utf-8"), re.DOTALL)
        aliases = (yaml.safe_load(match[1]) or {}).get("aliases", []) if match else []
        found += [(path.name, alias) for alias in aliases if squeeze(str(alias)) in held]
    assert [] == found


@pytest.mark.browser
def test_readers_find_the_right_page(
    page: Callable, built: Path, scripts: str, site_url: str, capsys: pytest.CaptureFixture[str]
):
    """Of the queries whose page is written, 95 % have it among the first three and 80 % first; no half gets worse."""
    slugs = {slug_of(path.parent.relative_to(built).as_posix()) for path in built.glob("**/index.html")}
    asked = [query for query in queries() if any(fnmatchcase(slug, query.pages[0]) for slug in slugs)]
    visit = page("/")
    module = f"{site_url}{scripts[1:]}search.js"
    told = visit.page.evaluate(ASK, [module, [query.text for query in asked]])
    ranks = [rank(query, answer, site_url) for query, answer in zip(asked, told["answers"], strict=True)]
    with capsys.disabled():
        report(asked, ranks, told["cost"])
        report_misses(asked, ranks, told["answers"], site_url)
    assert 0 == told["before"]
    assert [] == visit.foreign_requests(site_url)
    assert share(ranks, 3) >= 0.95
    assert share(ranks, 1) >= 0.80
    assert [] == fallen(asked, ranks)


def fallen(asked: list[Query], ranks: list[int]) -> list[str]:
    """Return the figures below those of floors.yaml."""
    floors = yaml.safe_load(FLOORS.read_text(encoding="utf-8"))
    return [
        f"{name}: 前 {most} 只有 {figure}，不得少于 {floor}"
        for name, held in (("open", False), ("held", True))
        for most, floor in floors[name].items()
        if (figure := within(asked, ranks, held, most)) < floor
    ]


def within(asked: list[Query], ranks: list[int], held: bool, most: int) -> int:
    """Return how many queries of a half are answered within the first `most` results."""
    return sum(rank <= most for query, rank in zip(asked, ranks, strict=True) if query.held is held)


def rank(query: Query, urls: list[str], site_url: str) -> int:
    """Return the place of the first right page, from 1; 99 if there is none."""
    right = [is_right(slug_of(url.removeprefix(site_url)), query) for url in urls]
    return right.index(True) + 1 if True in right else 99


def share(ranks: list[int], most: int) -> float:
    """Return the share of queries answered within the first `most` results."""
    return sum(rank <= most for rank in ranks) / max(1, len(ranks))


def report(asked: list[Query], ranks: list[int], cost: dict) -> None:
    """Print the figures of both halves, and how many queries were not asked."""
    print(f"\n首次搜索：{cost['requests']} 个请求，{cost['bytes']} 字节（未压缩）")
    for name, held in (("公开", False), ("留出", True)):
        half = [rank for query, rank in zip(asked, ranks, strict=True) if query.held is held]
        print(f"{name} {len(half)} 条：前三 {share(half, 3):.1%}，第一 {share(half, 1):.1%}")
    print(f"跳过 {len(queries()) - len(asked)} 条：应答的页面还没有写")


def report_misses(asked: list[Query], ranks: list[int], answers: list[list[str]], site_url: str) -> None:
    """Print which of the open queries led elsewhere, for those who write aliases; the held ones stay unseen."""
    for query, rank, urls in zip(asked, ranks, answers, strict=True):
        if rank > 1 and not query.held:
            found = "、".join(slug_of(url.removeprefix(site_url)) for url in urls[:3])
            print(f"  {query.text}：应到 {query.pages[0]}，最前是 {found}")
