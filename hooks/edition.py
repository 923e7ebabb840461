"""Which edition of the site a copy is: its version, its day, a fingerprint of its sources, and where other copies stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from urllib.parse import urljoin

from hooks.view import Nav

#: The page that shows it, and its module.
PAGE = "about/this-copy.md"
MODULE = "edition.js"
#: The LPR is published once a month: after so many days a copy very likely lacks a figure.
FRESH_DAYS = 40
FOLDERS = ("calculators", "docs", "hooks")
KINDS = frozenset({".css", ".html", ".j2", ".js", ".json", ".md", ".png", ".py", ".svg", ".yaml"})


@dataclass(frozen=True)
class Edition:
    """What the page of an edition shows."""

    version: str
    day: date
    fingerprint: str
    fresh_days: int
    elsewhere: tuple[Nav, ...]


def fingerprint(root: Path) -> str:
    """Give a short sum over all sources: two copies with the same one were made from the same words and figures."""
    digest = sha256()
    for path in sorted(path for folder in FOLDERS for path in (root / folder).rglob("*")):
        if path.suffix in KINDS and path.is_file():
            digest.update(path.relative_to(root).as_posix().encode() + b"\0" + sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def elsewhere(
    url: str, site_url: str | None, repo_url: str | None, mirrors: Sequence[tuple[str, str]]
) -> tuple[Nav, ...]:
    """Give what a reader can compare with by hand: the page at `url` of the main site and of each (address, who)."""
    main = (Nav("主站的这一页", urljoin(site_url, url)),) if site_url else ()
    releases = (Nav("仓库里的发布", f"{repo_url.rstrip('/')}/releases"),) if repo_url else ()
    return (*main, *releases, *(Nav(f"镜像（{who}）", urljoin(address, url)) for address, who in mirrors))
