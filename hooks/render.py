"""Turns references and data texts into HTML for one page, and collects the cards that the page must carry."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import cast

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from calculators.source import Problem
from hooks import figures, references, text, words
from hooks.content import Channel, Library, Page, Place, Rule, page_url
from hooks.references import Reference, Scheme
from hooks.view import Card

TEMPLATES = Path(__file__).parent / "templates"
GLOSSARY = "glossary/"


def environment() -> Environment:
    """Jinja for blocks: everything escaped, an unknown variable is an error."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # each build has its own
    )


class Context:
    """One page while it is rendered: where it lies, what it refers to, what is wrong with it."""

    def __init__(self, library: Library, templates: Environment, url: str, place: Place) -> None:
        self.library = library
        self.templates = templates
        self.url = url
        self.place = place
        self.base = "../" * url.count("/")
        self.cards: dict[str, Card] = {}
        self.modules: set[str] = set()
        self.problems: list[Problem] = []
        self.line = 1  # of the block that is being rendered

    def report(self, line: int, rule: str, message: str) -> None:
        """Note a problem at a line of the page's text (0 = that of the block being rendered)."""
        line = self.place.line + (line or self.line) - 1
        self.problems.append(Problem(self.place.path, line, message, "", rule))

    def template(self, name: str, **values: object) -> Markup:
        """Render a block's template; `base` leads from the page to the site's root."""
        return Markup(self.templates.get_template(f"{name}.html.j2").render(base=self.base, **values).strip())

    def inline(self, words: str) -> Markup:
        """Render one line of data text; its references join the page's cards."""
        return text.inline(words, self.link)

    def block(self, words: str) -> Markup:
        """Render data text of several paragraphs; its references join the page's cards."""
        return text.block(words, self.link)

    def quiet(self, words: str) -> Markup:
        """Render data text whose references lead to the register instead of adding cards."""
        return (
            text.block(words, self.plain_link)
            if "\n" in words.strip()
            else text.inline(words, self.plain_link)
        )

    def link(self, scheme: str, name: str, label: str, title: str | None = None) -> Markup:
        """Render a reference (or a link to a page) and keep its card for the end of the page."""
        if not self._known(scheme, name, label, title):
            return Markup("<span>{}</span>").format(label)
        return _LINKS[scheme](self, name, label) + self._was(scheme, name)

    def cite(self, scheme: str, name: str, label: str) -> Markup:
        """Render a source from a list of ids; whether it may be cited is checked where the list is written."""
        if name not in references.names(cast(Scheme, scheme), self.library):
            return Markup("<span>{}</span>").format(label)
        return _LINKS[scheme](self, name, label) + self._was(scheme, name)

    def plain_link(self, scheme: str, name: str, label: str, title: str | None = None) -> Markup:
        """Render a reference inside a card: the value or label, linked to where the data are shown."""
        if not self._known(scheme, name, label, title):
            return Markup("<span>{}</span>").format(label)
        if scheme == "fig":
            return Markup("{}").format(_figure_text(self.library, name))
        if scheme == "channel":
            return Markup("{}").format(label)
        return Markup('<a href="{}">{}</a>').format(self.address(scheme, name), label) + self._was(
            scheme, name
        )

    def _was(self, scheme: str, name: str) -> Markup:
        """Say after a rule that it is not in force; what it is comes from the data, not from the page."""
        word = references.status_word(self.library.rules[name], self.library) if scheme == "law" else None
        return Markup('<span class="was">（{}）</span>').format(word) if word else Markup("")

    def address(self, scheme: str, name: str) -> str:
        """Where the data behind a reference are shown, relative to the page."""
        if scheme == "law":
            rule = self.library.rules[name]
            return f"{self.base}law/{rule.instrument.id}/#{name}"
        if scheme == "page":
            path, _, anchor = name.partition("#")
            return self.base + page_url(path) + (f"#{anchor}" if anchor else "")
        folder = {
            "term": f"{GLOSSARY}#",
            "claim": "fact-check/",
            "channel": "help/channels/#channel-",
            "fig": "law/figures/#",
        }
        return f"{self.base}{folder[scheme]}{name}" + ("/" if scheme == "claim" else "")

    def _known(self, scheme: str, name: str, label: str, title: str | None) -> bool:
        if scheme == "page":
            path = name.partition("#")[0]
            if path in self.library.pages:
                return True
            self.report(0, "broken-link", f"没有页面 {path}")
            return False
        reference = Reference(cast(Scheme, scheme), name, label, title, 0)
        fault = references.fault(reference, self.library)
        if fault:
            self.report(0, fault.rule, fault.message)
        return fault is None

    def _with_card(self, kind: str, name: str, make: Callable[[Context, str], Card]) -> Markup:
        """Keep the card; give the address of its links, which is its number, and the number for paper's footnote."""
        key = f"card-{kind}-{name}"
        if key not in self.cards:
            self.cards[key] = make(self, name)
        return Markup('href="#{0}" data-n="{0}"').format(list(self.cards).index(key) + 1)


def _law(page: Context, name: str, label: str) -> Markup:
    to_card = page._with_card("law", name, _law_card)
    link = Markup('<a class="ref ref-law" {}>{}</a>').format(to_card, label)
    unsure = page.library.rules[name].provision.confidence == "low"
    return link + Markup('<span class="unsure">（未完全核实）</span>') if unsure else link


def _fig(page: Context, name: str, label: str) -> Markup:
    to_card = page._with_card("fig", name, _fig_card)
    return Markup('<a class="ref ref-fig" {}>{}</a>').format(to_card, _figure_text(page.library, name))


def _channel(page: Context, name: str, label: str) -> Markup:
    to_card = page._with_card("channel", name, _channel_card)
    return Markup('<a class="ref ref-channel" {}>{}</a>').format(to_card, label)


def _term(page: Context, name: str, label: str) -> Markup:
    meaning = text.plain(page.library.terms[name].meaning)
    return Markup('<a class="ref ref-term" href="{}" title="{}">{}</a>').format(
        page.address("term", name), meaning, label
    )


def _claim(page: Context, name: str, label: str) -> Markup:
    return Markup('<a class="ref ref-claim" href="{}">{}</a>').format(page.address("claim", name), label)


def _page(page: Context, name: str, label: str) -> Markup:
    return Markup('<a href="{}">{}</a>').format(page.address("page", name), label)


_LINKS: Mapping[str, Callable[[Context, str, str], Markup]] = {
    "law": _law,
    "fig": _fig,
    "channel": _channel,
    "term": _term,
    "claim": _claim,
    "page": _page,
}


def _figure_text(library: Library, name: str) -> Markup:
    figure = figures.today(name, library.law, library.today)
    if figure.as_of is None:
        return Markup('<data value="{}">{}</data>').format(figure.value, figure.text)
    return Markup('<data value="{}">{}</data><span class="as-of">（截至 {} 最近核到）</span>').format(
        figure.value, figure.text, figure.as_of
    )


def _law_card(page: Context, name: str) -> Card:
    rule = page.library.rules[name]
    provision = rule.provision
    return Card(
        kind="law",
        label=rule.label,
        title=rule.instrument.title,
        checked=provision.checked,
        url=page.address("law", name),
        article=provision.article,
        force=words.force(rule.level, rule.binding),
        since=rule.effective,
        until=rule.until,
        status_word=references.status_word(rule, page.library),
        applies=page.quiet(provision.applies_to),
        not_applies=page.quiet(provision.not_applies_to) if provision.not_applies_to else None,
        confidence_word=words.CONFIDENCE[provision.confidence],
    )


def _fig_card(page: Context, name: str) -> Card:
    figure = figures.today(name, page.library.law, page.library.today)
    basis: Rule = page.library.rules[figure.basis[0]]
    return Card(
        kind="fig",
        label=figure.title,
        title=basis.instrument.title,
        text=page.quiet(figure.scope),
        checked=figure.as_of or basis.provision.checked,
        url=page.address("fig", name),
        article=basis.provision.article,
        force=words.force(basis.level, basis.binding),
        since=figure.since,
        status_word=references.status_word(basis, page.library),
        confidence_word=words.CONFIDENCE[basis.provision.confidence],
        value=figure.text,
    )


def _channel_card(page: Context, name: str) -> Card:
    channel: Channel = page.library.channels[name]
    return Card(
        kind="channel",
        label=channel.tel or channel.name,
        title=channel.name,
        text=page.quiet(channel.contact),
        checked=channel.checked,
        url=page.address("channel", name),
        applies=page.quiet(channel.use_for),
        not_applies=page.quiet(channel.not_for) if channel.not_for else None,
        confidence_word=words.CONFIDENCE[channel.confidence],
        value=channel.tel,
    )


def start(library: Library, templates: Environment, page: Page) -> Context:
    """Begin a page."""
    return Context(library, templates, page.url, Place(f"docs/{page.path}", page.first_line))
