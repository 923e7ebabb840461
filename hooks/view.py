"""What templates receive: frozen values, no logic. Texts that are HTML already are `Markup`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from hooks.edition import Edition


@dataclass(frozen=True)
class Nav:
    """A link of the navigation."""

    title: str
    url: str
    current: bool = False
    summary: str = ""


@dataclass(frozen=True)
class Toc:
    """An H2 of the page."""

    id: str
    title: str


@dataclass(frozen=True)
class Card:
    """Where a statement of the page comes from, shown one tap away and printed as a footnote."""

    kind: str
    label: str
    title: str
    checked: date
    url: str
    text: Markup | None = None
    article: str | None = None
    force: str | None = None
    since: date | str | None = None
    until: date | None = None
    status_word: str | None = None
    applies: Markup | None = None
    not_applies: Markup | None = None
    confidence_word: str | None = None
    value: str | None = None


@dataclass(frozen=True)
class View:
    """Everything `main.html` needs besides MkDocs' own `page` and `config`."""

    kind: str
    kind_name: str
    title: str
    home: bool
    today: date
    version: str
    description: str
    source_path: str
    styles: Markup
    sections: tuple[Nav, ...] = ()
    siblings: tuple[Nav, ...] = ()
    before: Nav | None = None
    after: Nav | None = None
    crumbs: tuple[Nav, ...] = ()
    toc: tuple[Toc, ...] = ()
    related: tuple[Nav, ...] = ()
    cards: tuple[Card, ...] = ()
    modules: tuple[str, ...] = ()
    tab: str | None = None
    answer: Markup | None = None
    reviewed: date | None = None
    review_by: date | None = None
    crisis: Markup | None = None
    edit_url: str | None = None
    edition: Edition | None = None
    filings: tuple[Nav, ...] = ()
    contact: str | None = None
    csp: Markup | None = None
    canonical: str | None = None
    json_ld: Markup | None = None
    links: dict[str, str] = field(default_factory=dict)
    scripts: str = ""
    base: str = ""

    def asset(self, path: str) -> str:
        """Address of a file under assets, relative to the page."""
        return f"{self.base}assets/{path}"

    @property
    def dated(self) -> bool:
        """Whether the page shows rules or figures, which are those of a day. Pages for the worst hour are left alone."""
        return self.kind != "crisis" and any(card.kind in ("law", "fig") for card in self.cards)

    @property
    def contents_url(self) -> str:
        """The page that lists all pages."""
        return self.links["contents"]

    @property
    def search_url(self) -> str:
        """Where the search button leads without JavaScript."""
        return self.links["contents"]

    @property
    def about_url(self) -> str:
        """Who makes the site."""
        return self.links["about"]

    @property
    def disclaimer_url(self) -> str:
        """The full notice that this is no legal advice."""
        return self.links["disclaimer"]

    @property
    def edition_url(self) -> str:
        """Which edition of the site this copy is."""
        return self.links["edition"]

    @property
    def privacy_url(self) -> str:
        """The privacy promise."""
        return self.links["privacy"]

    @property
    def help_url(self) -> str:
        """The hotlines."""
        return self.links["help"]
