"""What each page says of itself to search engines and to whoever it is shared with."""

import json
import re
from collections import Counter
from collections.abc import Mapping
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import SETTINGS

SITE = SETTINGS["SITE_URL"]
TITLE = re.compile(r"<title>([^<]*)</title>")
META = re.compile(r'<meta (?:name|property)="([^"]+)" content="([^"]*)"')
CANONICAL = re.compile(r'<link rel="canonical" href="([^"]*)"')
DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
#: What search engines ask for; the date of a review and of an article in the form they read.
ASKED = {
    "Article": {"headline", "dateModified", "url"},
    "ClaimReview": {"url", "claimReviewed", "reviewRating", "author", "datePublished", "itemReviewed"},
}


@pytest.fixture(scope="module")
def heads(built: Path) -> Mapping[str, str]:
    """The head of every page by the page's address."""
    return {
        SITE + file.parent.relative_to(built).as_posix().strip(".") + ("/" if file.parent != built else ""): file.read_text(
            "utf-8"
        ).partition("</head>")[0]
        for file in sorted(built.rglob("index.html"))
    }


def metas(head: str) -> dict[str, str]:
    """The page's own statements by name; each stands once."""
    found = [(name, unescape(words)) for name, words in META.findall(head)]
    assert len(found) == len(dict(found))
    return dict(found)


def graph(head: str) -> list[dict[str, Any]]:
    """The structured data of a page."""
    [data] = DATA.findall(head)
    found = json.loads(data)
    assert "https://schema.org" == found["@context"]
    return list(found["@graph"])


def test_each_page_has_a_title_and_a_description_of_its_own(heads: Mapping[str, str]) -> None:
    """No shared title stands on two pages, no page is without a description, and each has a title for its tab.

    Tabs of letters and tools all bear the same neutral words: whoever looks over a shoulder learns nothing.
    """
    titles = Counter(metas(head)["og:title"] for head in heads.values())
    assert [] == [title for title, count in titles.items() if count > 1]
    for address, head in heads.items():
        said = metas(head)
        assert said["description"], address
        assert said["description"] == said["og:description"], address
        assert 1 == len(TITLE.findall(head)), address


def test_each_page_names_its_address_and_the_one_picture(built: Path, heads: Mapping[str, str]) -> None:
    """The address is the one it has; the picture for sharing is in the site."""
    assert (built / "assets/images/share.png").read_bytes().startswith(b"\x89PNG")
    for address, head in heads.items():
        said = metas(head)
        assert [address] == CANONICAL.findall(head)
        assert (address, f"{SITE}assets/images/share.png") == (said["og:url"], said["og:image"])


def test_structured_data_are_whole(heads: Mapping[str, str]) -> None:
    """An article or a review with all that is asked for, and the way to the page, step by step, to its own address."""
    for address, head in heads.items():
        main, way = graph(head)
        assert set() == ASKED[main["@type"]] - {name for name, value in main.items() if value}, address
        assert address == main["url"]
        assert "BreadcrumbList" == way["@type"]
        steps = way["itemListElement"]
        assert list(range(1, len(steps) + 1)) == [step["position"] for step in steps]
        assert (SITE, address) == (steps[0]["item"], steps[-1]["item"])
        assert all(step["name"] and step["item"] in heads for step in steps), address


def test_a_review_stands_on_fact_checks_and_nowhere_else(heads: Mapping[str, str]) -> None:
    """ClaimReview is said only where a claim is checked."""
    reviews = {address for address, head in heads.items() if "ClaimReview" == graph(head)[0]["@type"]}
    assert len(reviews) > 100
    assert all(re.fullmatch(f"{SITE}fact-check/[a-z0-9-]+/", address) for address in reviews)


def test_the_map_lists_the_pages(built: Path, heads: Mapping[str, str]) -> None:
    """Every page that may be found, each once; robots.txt names the map and forbids nothing."""
    listed = re.findall(r"<loc>([^<]*)</loc>", (built / "sitemap.xml").read_text("utf-8"))
    assert sorted(address for address, head in heads.items() if "noindex" not in metas(head).get("robots", "")) == sorted(listed)
    assert f"User-agent: *\nAllow: /\nSitemap: {SITE}sitemap.xml\n" == (built / "robots.txt").read_text("utf-8")


def test_icons_are_what_they_say(built: Path) -> None:
    """An SVG that loads nothing, and a square picture for home screens."""
    icon = (built / "assets/images/favicon.svg").read_text("utf-8")
    assert icon.lstrip().startswith("<svg")
    assert [] == re.findall(r"href=|url\(|<script|<style", icon)
    touch = (built / "assets/images/touch-icon.png").read_bytes()
    assert touch[16:20] == touch[20:24]
