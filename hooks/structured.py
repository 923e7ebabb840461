"""Structured data for search engines (schema.org): Article or ClaimReview, and the way to the page."""

from __future__ import annotations

from urllib.parse import urljoin

from hooks import text, words
from hooks.content import Claim, Library, Page

SITE = "网贷自救手册"


def graph(page: Page, library: Library, site_url: str) -> dict[str, object]:
    """Describe one page; `site_url` ends in a slash."""
    url = urljoin(site_url, page.url)
    claim = library.claims.get(page.path.removeprefix("fact-check/").removesuffix(".md"))
    fact_check = claim is not None and page.folder == "fact-check"
    main = _review(claim, page, url) if claim and fact_check else _article(page, url)
    return {"@context": "https://schema.org", "@graph": [main, _way(page, library, site_url)]}


def _article(page: Page, url: str) -> dict[str, object]:
    return {
        "@type": "Article",
        "headline": page.meta.title,
        "description": page.meta.description,
        "dateModified": str(page.meta.reviewed),
        "inLanguage": "zh-CN",
        "url": url,
    }


def _review(claim: Claim, page: Page, url: str) -> dict[str, object]:
    """A fact-check: the claim in our words, the verdict in words without a scale, nobody named as its author."""
    return {
        "@type": "ClaimReview",
        "url": url,
        "datePublished": str(claim.checked),
        "inLanguage": "zh-CN",
        "headline": page.meta.title,
        "author": {"@type": "Organization", "name": SITE},
        "claimReviewed": text.plain(claim.claim),
        "itemReviewed": {"@type": "Claim"},
        "reviewRating": {"@type": "Rating", "alternateName": words.VERDICT[claim.verdict][1]},
    }


def _way(page: Page, library: Library, site_url: str) -> dict[str, object]:
    """The path from the home page: section, then page."""
    steps = [("首页", site_url)]
    section = next((one for one in library.sections if one.folder == page.folder), None)
    if section:
        steps.append((section.title, urljoin(site_url, f"{section.folder}/")))
    if page.url and not page.path.endswith("index.md"):
        steps.append((page.meta.title, urljoin(site_url, page.url)))
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "item": url}
            for number, (name, url) in enumerate(steps, 1)
        ],
    }
