"""One build: the library with the generated pages, and for each page the values its template receives."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from urllib.parse import urljoin, urlsplit

from jinja2 import Environment
from markupsafe import Markup

from hooks import edition, neighbours, pages, render, review, scripts, structured, styles
from hooks.content import Library, Page, Place, page_url
from hooks.edition import Edition
from hooks.made import Made
from hooks.render import Context
from hooks.scripts import Scripts
from hooks.styles import Styles
from hooks.view import Nav, Toc, View

PLAIN = frozenset({"check-list.js", edition.MODULE})  # modules of pages without forms
#: What the tab and the browser's history say of a page on which readers write about themselves, by its module.
TABS = {"letter.js": "文书", "evidence-log.js": "记录", "debts.js": "计划", "reply-cards.js": "便签"}
CRISIS_KINDS = frozenset({"situation", "crisis"})
LINKS = {
    "contents": "contents/",
    "about": "about/",
    "disclaimer": "about/disclaimer/",
    "privacy": "about/privacy/",
    "help": "help/",
    "edition": page_url(edition.PAGE),
}


@dataclass(frozen=True)
class Settings:
    """Addresses and names from outside; None means that the site does not have one."""

    site_url: str | None = None
    repo_url: str | None = None
    contact: str | None = None
    filings: tuple[Nav, ...] = ()
    version: str = "dev"
    serving: bool = False


@dataclass(frozen=True)
class Site:
    """Everything one build needs; made once in `on_config` and never changed."""

    library: Library
    settings: Settings
    templates: Environment
    made: Mapping[str, Made]
    styles: Styles
    scripts: Scripts
    contexts: dict[str, Context] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)

    def begin(self, path: str, body: str | None = None) -> Context:
        """Start rendering the page at `path` below docs; `body` is its text as the engine cut it, lines included."""
        page = self.library.pages[path]
        generated = self.made.get(path)
        cut = 0 if body is None else page.body.count("\n") - body.count("\n")
        place = Place(generated.source if generated else f"docs/{path}", page.first_line + cut)
        context = Context(self._shown, self.templates, page.url, place)
        if path == edition.PAGE:
            context.modules.add(edition.MODULE)
        self.contexts[path] = context
        return context

    def view(self, path: str, headings: Iterable[tuple[str, str]]) -> View:
        """Give a rendered page's template everything it prints."""
        page, context = self.library.pages[path], self.contexts[path]
        kind = self.library.kinds.get(page.meta.kind)
        around = self._neighbours.get(path, neighbours.NONE)
        source_path = context.place.path
        sheet = self.styles.sheet(self.texts.get(path, ""), forms=bool(context.modules - PLAIN))
        pages_by_path = self.library.pages
        return View(
            kind=page.meta.kind,
            kind_name=kind.name if kind else "",
            title=page.meta.title,
            home=path == "index.md",
            today=self.library.today,
            version=self.settings.version,
            description=page.meta.description,
            source_path=source_path,
            styles=sheet.styles,
            csp=sheet.csp,
            sections=self._sections(page.folder, context.base),
            siblings=tuple(self._nav(one, context.base, page) for one in around.all),
            before=self._nav(around.before, context.base) if around.before else None,
            after=self._nav(around.after, context.base) if around.after else None,
            crumbs=self._crumbs(page, context.base),
            toc=tuple(Toc(key, title) for key, title in headings),
            related=tuple(
                self._nav(pages_by_path[name], context.base)
                for name in page.meta.related
                if name in pages_by_path
            ),
            cards=tuple(context.cards.values()),
            modules=tuple(f"{context.base}{self.scripts.folder}{name}" for name in self.scripts.asked(context.modules)),
            tab=next((TABS[name] for name in sorted(context.modules) if name in TABS), None),
            answer=Markup("<p>{}</p>").format(page.meta.description),
            reviewed=page.meta.reviewed,
            review_by=review.page_due(page),
            crisis=self._crisis(page, context),
            edit_url=self._edit_url(source_path),
            edition=self._edition(page),
            filings=self.settings.filings,
            contact=self.settings.contact,
            canonical=urljoin(self.settings.site_url, page.url) if self.settings.site_url else None,
            json_ld=self._json_ld(page),
            links={name: context.base + url for name, url in LINKS.items()},
            scripts=context.base + self.scripts.folder,
            base=context.base,
        )

    def nowhere(self) -> View:
        """Give the 404 page its values: links from the host's root, since nobody knows how deep the address is."""
        base = urlsplit(self.settings.site_url or "/").path or "/"
        sheet = self.styles.sheet()
        return View(
            kind="not-found",
            kind_name="",
            title="没有找到这一页",
            home=False,
            today=self.library.today,
            version=self.settings.version,
            description="地址可能写错了，或者这一页换了位置。",
            source_path="hooks/theme/404.html",
            styles=sheet.styles,
            csp=sheet.csp,
            sections=self._sections("", base),
            modules=(f"{base}{self.scripts.folder}{scripts.SHELL}",),
            contact=self.settings.contact,
            filings=self.settings.filings,
            links={name: base + url for name, url in LINKS.items()},
            scripts=base + self.scripts.folder,
            base=base,
        )

    def _edition(self, page: Page) -> Edition | None:
        """Give the page that tells which edition this copy is what it shows."""
        if page.path != edition.PAGE:
            return None
        settings, mirrors = self.settings, [(one.url, one.operator) for one in self.library.mirrors]
        return Edition(
            settings.version,
            self.library.today,
            edition.fingerprint(self.library.root),
            edition.FRESH_DAYS,
            edition.elsewhere(page.url, settings.site_url, settings.repo_url, mirrors),
        )

    def _sections(self, folder: str, base: str) -> tuple[Nav, ...]:
        return tuple(
            Nav(section.title, f"{base}{section.folder}/", section.folder == folder, section.summary)
            for section in self.library.sections
            if section.folder in self._folders and not section.secondary
        )

    @cached_property
    def _shown(self) -> Library:
        """What a page sees while it is rendered: the words of other pages are not among it."""
        pages = {path: replace(page, body="") for path, page in self.library.pages.items()}
        return replace(self.library, pages=pages)

    @cached_property
    def _folders(self) -> frozenset[str]:
        return frozenset(page.folder for page in self.library.pages.values())

    @cached_property
    def _neighbours(self) -> Mapping[str, neighbours.Around]:
        return neighbours.neighbours(self.library, self.made)

    def _crumbs(self, page: Page, base: str) -> tuple[Nav, ...]:
        home = Nav("首页", base or "./")
        if not page.folder:
            return () if page.path == "index.md" else (home,)
        title = next((one.title for one in self.library.sections if one.folder == page.folder), page.folder)
        section = Nav(title, f"{base}{page.folder}/")
        return (home,) if page.path == f"{page.folder}/index.md" else (home, section)

    def _nav(self, page: Page, base: str, current: Page | None = None) -> Nav:
        return Nav(page.meta.title, base + page.url or "./", page is current, page.meta.description)

    def _crisis(self, page: Page, context: Context) -> Markup | None:
        group = self.library.groups.get("crisis")
        if page.meta.kind not in CRISIS_KINDS or not group:
            return None
        channels = [self.library.channels[entry.channel] for entry in group.entries]
        return context.template("crisis", channels=[one for one in channels if one.tel])

    def _edit_url(self, source_path: str) -> str | None:
        """Where a page is edited: its file, or the folder of data files that it was made from."""
        if not self.settings.repo_url:
            return None
        way = "tree" if (self.library.root / source_path).is_dir() else "edit"
        return f"{self.settings.repo_url.rstrip('/')}/{way}/main/{source_path}"

    def _json_ld(self, page: Page) -> Markup | None:
        if not self.settings.site_url:
            return None
        graph = structured.graph(page, self.library, self.settings.site_url)
        return Markup(json.dumps(graph, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c"))


def site(library: Library, settings: Settings) -> Site:
    """Add the generated pages to the library and prepare what all pages share."""
    made = {one.page.path: one for one in pages.made(library)}
    everything = {**{path: one.page for path, one in made.items()}, **library.pages}
    return Site(
        replace(library, pages=everything),
        settings,
        render.environment(),
        {path: one for path, one in made.items() if path not in library.pages},
        styles.load(library.root, settings.serving),
        scripts.load(library.root),
    )
