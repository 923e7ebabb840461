"""What editors write: models of docs/_data and of a page's front matter, and one loader for all of it.

Knows nothing of MkDocs or HTML. `collect` reports every problem of every file in one go.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Literal, TypeVar
from urllib.parse import urlsplit

from pydantic import BaseModel, BeforeValidator, Field, RootModel, model_validator

from calculators import caps, parameters, source
from calculators.dated import NotCovered
from calculators.parameters import Law
from calculators.source import Day, Document, Number, Problem, Record, Wrong
from hooks.history import Amendment, Amendments, Change, Changes
from hooks.letters import Letter, ReplyCard
from hooks.triage import Triage

Level = Literal[
    "law", "judicial-interpretation", "judicial-document", "administrative-regulation", "local-regulation",
    "department-rule", "normative-document", "policy-notice", "recommended-standard", "self-regulation",
    "guidance", "other",
]  # fmt: skip
Binding = Literal["binding", "recommended", "self-discipline", "court-guidance", "case", "none"]
Status = Literal["in_force", "upcoming", "draft", "superseded", "expired", "informal"]
Confidence = Literal["high", "medium", "low"]
Lender = Literal["bank", "consumer-finance", "microloan", "assist", "private", "unlicensed", "any"]
Topic = Literal[
    "collection", "interest-cap", "fees", "contract", "privacy", "credit-report", "litigation", "enforcement",
    "limitation", "crime", "fraud", "guarantee", "insolvency", "legal-aid", "negotiation", "complaint",
    "licensing", "disclosure",
]  # fmt: skip

ClaimTopic = Literal[
    "collection", "rates", "credit-report", "negotiation", "court", "fraud", "platform", "personal-data",
    "products", "market", "budget", "complaint",
]  # fmt: skip
ClaimVerdict = Literal[
    "accurate", "incomplete", "outdated", "misleading", "false", "harmful", "unverifiable"
]  # fmt: skip


def _text(value: object) -> object:
    """Accept a bare YAML number where words are meant (`12378`, `30`)."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _word(value: object) -> object:
    """Accept a bare `false` where the word is meant, which YAML takes for a truth value."""
    return "false" if value is False else value


Text = Annotated[str, BeforeValidator(_text), Field(min_length=1)]
Slug = Annotated[str, BeforeValidator(_text), Field(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$")]
#: What may become a link or a name of a host; a script or a mark of HTML is no address.
Address = Annotated[str, Field(pattern=r"^https?://[^\s<>\"]+$")]
MonthOrDay = Day | Annotated[str, Field(pattern=r"^\d{4}-(?:0[1-9]|1[0-2])$")]


class Evidence(Record):
    """Where a fact was read: a named text, an address that may be shown, or a count of mirrors that may not."""

    source: Text | None = None
    url: Address | None = None
    mirrors: int | None = Field(default=None, ge=1)
    law: Text | None = None
    note: Text | None = None

    @property
    def named(self) -> str:
        """Name where the fact was read, without an address that readers could follow."""
        if self.url:
            return urlsplit(self.url).hostname or self.url
        if self.mirrors:
            return f"另见 {self.mirrors} 处转载（不作外链）"
        return self.source or self.note or ""


class Provision(Record):
    """One rule of an instrument, in plain words, with its scope and how well it was checked."""

    id: Slug
    article: Text
    label: Text | None = None
    topics: tuple[Topic, ...] = Field(min_length=1)
    lenders: tuple[Lender, ...] = Field(min_length=1)
    rule: Text
    applies_to: Text
    not_applies_to: Text | None = None
    often_misused_as: Text | None = None
    confidence: Confidence
    checked: Day
    review_by: Day | None = None
    evidence: tuple[Evidence, ...] = Field(min_length=1)
    promulgated: MonthOrDay | None = None
    effective: MonthOrDay | None = None
    expires: Day | None = None
    status: Status | None = None
    binding: Binding | None = None
    level: Level | None = None
    superseded_by: Text | None = None
    official_url: Address | None = None
    notes: Text | None = None


class Instrument(Record):
    """A law, rule, standard, guide or practice: one file of docs/_data/sources."""

    id: Slug
    title: Text
    short: Text
    doc_no: Text | None = None
    issuer: Text
    level: Level
    binding: Binding
    promulgated: MonthOrDay | None = None
    effective: MonthOrDay | None = None
    expires: Day | None = None
    status: Status
    superseded_by: Text | None = None
    official_url: Address | None = None
    summary: Text
    provisions: tuple[Provision, ...] = Field(min_length=1)


class Channel(Record):
    """A hotline or official site: what it takes, what it does not take, what to have ready."""

    id: Slug
    name: Text
    tel: Annotated[str, BeforeValidator(_text), Field(pattern=r"^\d{3,12}$")] | None = None
    url: Address | None = None
    contact: Text
    use_for: Text
    not_for: Text | None = None
    prepare: tuple[Text, ...] = ()
    reply_time: Text | None = None
    hours: Text | None = None
    confidence: Confidence
    checked: Day
    evidence: tuple[Evidence, ...] = Field(min_length=1)
    notes: Text | None = None


class GroupEntry(Record):
    """One channel of a group, with a line of guidance for that group's readers."""

    channel: Slug
    guide: Text


class Group(Record):
    """Channels for one kind of lender or problem, in the order to try them."""

    title: Text
    entries: tuple[GroupEntry, ...] = Field(min_length=1)


class Channels(Record):
    """docs/_data/channels.yaml."""

    channels: tuple[Channel, ...]
    groups: dict[Slug, Group]


TermGroup = Literal[
    "collection", "credit", "lending", "cost", "negotiation", "guarantee", "court", "crime", "privacy", "force", "help",
    "other",
]  # fmt: skip


class Term(Record):
    """A glossary entry: the formal word, what people say instead, and one sentence of meaning."""

    id: Slug
    group: TermGroup = "other"
    term: Text
    formal: Text | None = None
    colloquial: tuple[Text, ...] = ()
    misspellings: tuple[Text, ...] = ()
    meaning: Text
    law: tuple[Slug, ...] = ()
    page: Text | None = None


class Correction(Record):
    """A common slip of the keyboard and what was meant, for the search."""

    wrong: Text
    right: Text


class Terms(Record):
    """docs/_data/terms.yaml."""

    terms: tuple[Term, ...]
    corrections: tuple[Correction, ...] = ()


class Part(Record):
    """A required H2 of a page kind, with the fixed id it gets."""

    id: Slug
    title: Text


class Kind(Record):
    """A kind of page and the parts it must have, in order."""

    name: Text
    crisis: bool = False
    parts: tuple[Part, ...] = ()
    strict: tuple[Slug, ...] = ()


class Section(Record):
    """A top-level folder of the site."""

    id: Slug
    folder: Slug
    title: Text
    summary: Text
    secondary: bool = False


class Item(Record):
    """One question of a checklist: why it matters, how to check, what means stop."""

    id: Slug
    question: Text
    good: Literal["yes", "no"]
    severity: Literal["stop", "warn", "info"]
    why: Text
    how: Text
    red_flag: Text | None = None
    sources: tuple[Text, ...] = Field(min_length=1)


class Verdict(Record):
    """What a checklist says at the end."""

    stop: Text
    warn: Text
    ok: Text


class Checklist(Record):
    """docs/_data/checklists/*.yaml; `order` is its place in the list of all, those without one last."""

    id: Slug
    title: Text
    order: int = Field(default=100, ge=1)
    intro: Text
    verdict: Verdict
    items: tuple[Item, ...] = Field(min_length=1)


class Claim(Record):
    """docs/_data/claims/*.yaml: something that circulates, what is true, and why."""

    id: Slug
    title: Text
    claim: Text
    variants: tuple[Text, ...] = ()
    topic: ClaimTopic
    verdict: Annotated[ClaimVerdict, BeforeValidator(_word)]
    why: Text
    right: Text
    severity: Literal["low", "medium", "high"]
    related: tuple[Text, ...] = ()
    confidence: Confidence
    checked: Day
    evidence: tuple[Evidence, ...] = Field(min_length=1)


Show = Literal["percent2", "percent1", "yuan", "times"]


class Mark(Record):
    """A line that cells of a table are compared with; a crossed line is shown by its sign and its name."""

    figure: Slug
    sign: Annotated[str, Field(min_length=1, max_length=2)]
    name: Text


class Column(Record):
    """A column of a series table: a figure at each row's day."""

    head: Text
    value: Slug


class Axis(Record):
    """One axis of a grid: an input of the calculator and the values it takes."""

    input: Text
    head: Text
    values: tuple[Number, ...] = Field(min_length=1)


class _Table(Record):
    id: Slug
    title: Text
    convention: Text
    unit: Text | None = None
    note: Text | None = None
    sources: tuple[Slug, ...] = Field(min_length=1)


class SeriesTable(_Table):
    """A row for each stretch of days on which a parameter keeps its value."""

    kind: Literal["series"]
    parameter: Slug
    columns: tuple[Column, ...] = Field(min_length=1)


class GridTable(_Table):
    """A cell for each pair of inputs, worked out by a calculator."""

    kind: Literal["grid"]
    calculator: Slug
    rows: Axis
    columns: Axis
    given: dict[str, Number | str] = Field(default_factory=dict)
    cell: Text
    show: Show
    marks: tuple[Mark, ...] = ()


class Output(Record):
    """A column of an outputs table: one figure of the calculator's answer."""

    head: Text
    cell: Text
    show: Show


class OutputsTable(_Table):
    """A row for each value of one input, a column for each figure of the calculator's answer."""

    kind: Literal["outputs"]
    calculator: Slug
    rows: Axis
    columns: tuple[Output, ...] = Field(min_length=1)
    given: dict[str, Number | str] = Field(default_factory=dict)
    marks: tuple[Mark, ...] = ()


class RowsTable(_Table):
    """Rows of words, each cell of which may hold references."""

    kind: Literal["rows"]
    columns: tuple[Text, ...] = Field(min_length=2)
    rows: tuple[tuple[Text, ...], ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _even(self) -> RowsTable:
        for index, row in enumerate(self.rows):
            if len(row) != len(self.columns):
                raise Wrong(f"这一行有 {len(row)} 格，表头有 {len(self.columns)} 格", "rows", index)
        return self


Table = SeriesTable | GridTable | OutputsTable | RowsTable


class Exemption(Record):
    """A sentence that a wording rule would refuse although it is right, and why."""

    page: Text
    text: Text
    reason: Text


class Exceptions(Record):
    """docs/_data/exceptions.yaml, by the id of the rule that is excepted."""

    figures: tuple[Exemption, ...] = ()
    unreferenced: tuple[Exemption, ...] = ()


class Redirect(Record):
    """An address that a page once had, and the one it has now: from the site's root, with the slash at the end."""

    old: Annotated[str, Field(alias="from", pattern=r"^(?:[a-z0-9-]+/)+$")]
    new: Annotated[str, Field(alias="to", pattern=r"^(?:[a-z0-9-]+/)*$")]


class Mirror(Record):
    """A copy of the site that somebody else keeps: where, who, since when, when its checksums were compared."""

    url: Annotated[str, Field(pattern=r"^https://[^\s<>\"]+/$")]
    operator: Text
    since: Day
    checked: Day


class PageMeta(Record):
    """The front matter of a page."""

    title: Text
    description: Text
    kind: Slug
    reviewed: Day
    review_by: Day | None = None
    aliases: tuple[Text, ...] = ()
    order: int | None = None
    related: tuple[Text, ...] = Field(default=(), max_length=3)
    sources: tuple[Text, ...] = ()
    omit: dict[Slug, Text] = Field(default_factory=dict)
    noindex: bool = False


@dataclass(frozen=True, order=True)
class Place:
    """Where something is written: a path from the project's root and a line."""

    path: str
    line: int


@dataclass(frozen=True)
class Rule:
    """A provision together with its instrument: what a `law:` reference resolves to."""

    instrument: Instrument
    provision: Provision

    @property
    def id(self) -> str:
        """The provision's id."""
        return self.provision.id

    @property
    def label(self) -> str:
        """How the rule is named in a text: 民法典第670条."""
        return self.provision.label or f"{self.instrument.short}{self.provision.article}"

    @property
    def effective(self) -> MonthOrDay | None:
        """When it came into force, as far as that is known: a day, or only a month."""
        return self.provision.effective or self.instrument.effective

    @property
    def since(self) -> date | None:
        """First day in force; the first of the month where only the month is known."""
        return first_day(self.effective)

    @property
    def until(self) -> date | None:
        """Last day in force, where one is known."""
        return self.provision.expires or self.instrument.expires

    @property
    def binding(self) -> Binding:
        """Whether it must, should or may be followed."""
        return self.provision.binding or self.instrument.binding

    @property
    def level(self) -> Level:
        """What kind of text it stands in."""
        return self.provision.level or self.instrument.level

    def status(self, day: date) -> Status:
        """What the rule is on `day`: in force, not yet, no longer, a draft, or a practice without force."""
        return standing(self.provision.status or self.instrument.status, self.since, self.until, day)


@dataclass(frozen=True)
class Page:
    """A Markdown file under docs: its front matter, its text and where that text starts in the file."""

    path: str
    meta: PageMeta
    body: str
    first_line: int

    @property
    def url(self) -> str:
        """Address from the site's root: `rules/collection/`."""
        return page_url(self.path)

    @property
    def folder(self) -> str:
        """Top-level folder; empty for the home page."""
        return self.path.split("/")[0] if "/" in self.path else ""


@dataclass(frozen=True)
class Library:
    """Everything the pages can refer to, frozen, as read on one day."""

    root: Path
    today: date
    law: Law
    instruments: Mapping[str, Instrument] = field(default_factory=dict)
    rules: Mapping[str, Rule] = field(default_factory=dict)
    channels: Mapping[str, Channel] = field(default_factory=dict)
    groups: Mapping[str, Group] = field(default_factory=dict)
    terms: Mapping[str, Term] = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    sections: tuple[Section, ...] = ()
    checklists: Mapping[str, Checklist] = field(default_factory=dict)
    tables: Mapping[str, Table] = field(default_factory=dict)
    claims: Mapping[str, Claim] = field(default_factory=dict)
    triage: Triage | None = None
    letters: Mapping[str, Letter] = field(default_factory=dict)
    reply_cards: Mapping[str, ReplyCard] = field(default_factory=dict)
    amendments: Mapping[str, Amendment] = field(default_factory=dict)
    changes: Mapping[str, Change] = field(default_factory=dict)
    exceptions: Exceptions = field(default_factory=Exceptions)
    redirects: tuple[Redirect, ...] = ()
    mirrors: tuple[Mirror, ...] = ()
    pages: Mapping[str, Page] = field(default_factory=dict)
    places: Mapping[tuple[str, str], Place] = field(default_factory=dict)

    @cached_property
    def part_ids(self) -> Mapping[str, str]:
        """Heading text -> fixed id, over all page kinds."""
        return {part.title: part.id for kind in self.kinds.values() for part in kind.parts}

    @cached_property
    def last_checked(self) -> date:
        """The day on which anything of the data was last checked: what generated lists go by."""
        rules = [rule.provision.checked for rule in self.rules.values()]
        channels = [channel.checked for channel in self.channels.values()]
        claims = [claim.checked for claim in self.claims.values()]
        return max([*rules, *channels, *claims], default=self.today)


# ── Reading ──────────────────────────────────────────────────────────────────────────────────────────

DATA = "docs/_data"
M = TypeVar("M", bound=BaseModel)
E = TypeVar("E", Channel, Term)
L = TypeVar("L", ReplyCard, Amendment, Change)
_DERIVED_FROM = {"lpr-1y", "private-lending-multiple", "private-lending-cutover"}
# Files whose contents are remembered as read: under `make serve`, all but one are the same at the next save.
_REMEMBERED = 4096
_FRONT = re.compile(r"\A---\n(?P<yaml>.*?)\n---\n", re.DOTALL)


class Kinds(RootModel[dict[Slug, Kind]]):
    """docs/_data/kinds.yaml."""


class Sections(RootModel[tuple[Section, ...]]):
    """docs/_data/sections.yaml."""


class ReplyCards(RootModel[tuple[ReplyCard, ...]]):
    """docs/_data/reply-cards.yaml."""


class Redirects(RootModel[tuple[Redirect, ...]]):
    """docs/_data/redirects.yaml."""


class Mirrors(RootModel[tuple[Mirror, ...]]):
    """docs/_data/mirrors.yaml."""


class AnyTable(RootModel[Annotated[Table, Field(discriminator="kind")]]):
    """docs/_data/tables/*.yaml."""


def collect(root: Path, today: date) -> tuple[Library, list[Problem]]:
    """Read docs and calculators/parameters below `root`: what could be read, and every problem found.

    A file with a problem is left out of the library; whoever builds a site from it must see that there is none.
    """
    reader = _Reader(root)
    law = reader.law()
    instruments = reader.folder("sources", Instrument)
    channels = reader.needed("channels.yaml", Channels) or Channels(channels=(), groups={})
    terms = reader.needed("terms.yaml", Terms) or Terms(terms=())
    cards = reader.file("reply-cards.yaml", ReplyCards)
    redirects = reader.file("redirects.yaml", Redirects)
    mirrors = reader.file("mirrors.yaml", Mirrors)
    amendments = reader.file("corrections.yaml", Amendments)
    changes = reader.file("changes.yaml", Changes)
    kinds, sections = reader.needed("kinds.yaml", Kinds), reader.needed("sections.yaml", Sections)
    library = Library(
        root=root,
        today=today,
        law=law,
        instruments=instruments,
        rules={rule.id: rule for rule in reader.rules(instruments.values())},
        channels={channel.id: channel for channel in reader.entries("channels", channels.channels)},
        groups=channels.groups,
        terms={term.id: term for term in reader.entries("terms", terms.terms)},
        corrections=terms.corrections,
        kinds=kinds.root if kinds else {},
        sections=sections.root if sections else (),
        checklists=reader.folder("checklists", Checklist),
        tables={key: table.root for key, table in reader.folder("tables", AnyTable).items()},
        claims=reader.folder("claims", Claim),
        triage=reader.file("triage.yaml", Triage),
        letters=reader.letters(),
        reply_cards={card.id: card for card in reader.listed("reply-cards", cards.root if cards else ())},
        amendments={one.id: one for one in reader.listed("corrections", amendments.root if amendments else ())},
        changes={one.id: one for one in reader.listed("changes", changes.root if changes else ())},
        exceptions=reader.file("exceptions.yaml", Exceptions) or Exceptions(),
        redirects=redirects.root if redirects else (),
        mirrors=mirrors.root if mirrors else (),
        pages=reader.pages(),
        places=MappingProxyType(reader.places),
    )
    return library, reader.problems


def standing(written: Status, since: date | None, until: date | None, day: date) -> Status:
    """What a text is on `day`: its dates decide where they are known, else what the register says of it."""
    if written in ("draft", "informal"):
        return written
    if since and day < since:
        return "upcoming"
    if until and day > until:
        return "superseded" if written == "superseded" else "expired"
    if (written == "upcoming" and not since) or (written in ("superseded", "expired") and not until):
        return written
    return "in_force"


def first_day(day: MonthOrDay | None) -> date | None:
    """Turn 2017-08 into its first day; days stay what they are."""
    return date.fromisoformat(f"{day}-01") if isinstance(day, str) else day


def page_url(path: str) -> str:
    """Address of a Markdown file with directory URLs, from the site's root: `a/b.md` -> `a/b/`."""
    stem = path.removesuffix(".md")
    if stem == "index":
        return ""
    return stem.removesuffix("/index") + "/"


@lru_cache(maxsize=_REMEMBERED)
def read_page(path: str, text: str) -> tuple[Page | None, list[Problem]]:
    """Split a page into front matter and body; None with the problems when the front matter is wrong."""
    front = _FRONT.match(text)
    if not front:
        message = "页面开头没有完整的信息栏（两行 --- 之间的 title、description、kind、reviewed）"
        return None, [Problem(f"docs/{path}", 1, message, "", "front-matter")]
    meta, problems = source.load(front["yaml"], PageMeta, f"docs/{path}", first_line=2)
    body = text[front.end() :]
    if meta is None:
        return None, problems
    return Page(path, meta, body, text.count("\n", 0, front.end()) + 1), problems


@lru_cache(maxsize=_REMEMBERED)
def _read_data(text: str, path: str, model: type[M]) -> tuple[M | None, Document, list[Problem]]:
    document, problems = source.parse(text, path)
    if problems:
        return None, document, problems
    loaded, problems = source.validate(document, model)
    return loaded, document, problems


class _Reader:
    """Reads the files one after the other; remembers every problem and where each id stands."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []
        self.places: dict[tuple[str, str], Place] = {}
        self.documents: dict[str, Document] = {}

    def law(self) -> Law:
        """Read the figures of the law and work out those that follow from others."""
        folder = self.root / "calculators"
        law, problems = parameters.collect(folder / "parameters", folder / "holidays.yaml")
        for one in problems:
            path = Path(source.ROOT, one.path)
            inside = path.is_relative_to(self.root)
            self.problems.append(replace(one, path=path.relative_to(self.root).as_posix()) if inside else one)
        for name in law:
            self.places["figures", name] = Place(f"calculators/parameters/{name}.yaml", 1)
        try:
            return caps.with_derived(law) if set(law) >= _DERIVED_FROM else law
        except NotCovered as error:
            place = self.places["figures", "lpr-1y"]
            self.problems.append(Problem(place.path, place.line, f"算不出四倍线：{error}", "", "not-covered"))
            return law

    def needed(self, name: str, model: type[M]) -> M | None:
        """Read a file that every site has; report that it is missing."""
        if not (self.root / DATA / name).exists():
            self.problems.append(Problem(f"{DATA}/{name}", 1, "没有这个文件", "", "file-missing"))
        return self.file(name, model)

    def text(self, path: Path) -> str | None:
        """Read a file; report one that is not UTF-8. The mark that some editors put first is left out."""
        try:
            return path.read_text("utf-8-sig")
        except UnicodeDecodeError:
            shown = path.relative_to(self.root).as_posix()
            message = "文件不是 UTF-8 编码，请另存为 UTF-8"
            self.problems.append(Problem(shown, 1, message, "", "file-encoding"))
            return None

    def file(self, name: str, model: type[M]) -> M | None:
        """Read one file of docs/_data; None when it is missing or wrong."""
        path = self.root / DATA / name
        text = self.text(path) if path.exists() else None
        if text is None:
            return None
        loaded, document, problems = _read_data(text, f"{DATA}/{name}", model)
        self.problems.extend(problems)
        self.documents[name] = document
        return loaded

    def folder(self, name: str, model: type[M]) -> dict[str, M]:
        """Read all files of a folder of docs/_data, by id; the id must be the file's name."""
        found: dict[str, M] = {}
        for path in sorted((self.root / DATA / name).glob("*.yaml")):
            loaded = self.file(f"{name}/{path.name}", model)
            if loaded is None:
                continue
            own = str(getattr(getattr(loaded, "root", loaded), "id"))  # noqa: B009 - models differ, all have an id
            place = Place(f"{DATA}/{name}/{path.name}", self.documents[f"{name}/{path.name}"].line_of(["id"]))
            if own != path.stem:
                message = f"id 是 {own}，文件名却是 {path.name}，两者要一致"
                self.problems.append(Problem(place.path, place.line, message, "", "id-file-name"))
            found[own] = loaded
            self.places[name, own] = place
        return found

    def letters(self) -> dict[str, Letter]:
        """Read all letters, by id; the id must be the file's name."""
        found: dict[str, Letter] = {}
        for path in sorted((self.root / DATA / "letters").glob("*.md")):
            name = f"{DATA}/letters/{path.name}"
            front = _FRONT.match(self.text(path) or "")
            if not front:
                message = "文书开头没有完整的信息栏（两行 --- 之间的 id、title、group、fields 等）"
                self.problems.append(Problem(name, 1, message, "", "front-matter"))
                continue
            letter = self._letter(name, front)
            if letter is None:
                continue
            place = Place(name, 2)
            if letter.id != path.stem:
                message = f"id 是 {letter.id}，文件名却是 {path.name}，两者要一致"
                self.problems.append(Problem(name, place.line, message, "", "id-file-name"))
            found[letter.id] = letter
            self.places["letters", letter.id] = place
        return found

    def _letter(self, name: str, front: re.Match[str]) -> Letter | None:
        """Read one letter: its words are a value beside those of the front matter."""
        document, problems = source.parse(front["yaml"], name, 2)
        letter = None
        if not problems:
            words = {"body": front.string[front.end() :].strip("\n")}
            first = front.string[: front.end()].count("\n") + 1
            blank = len(front.string[front.end() :]) - len(front.string[front.end() :].lstrip("\n"))
            values = {**document.value, **words, "first_line": first + blank} if document.value else None
            letter, problems = source.validate(replace(document, value=values), Letter)
        self.problems.extend(problems)
        return letter

    def listed(self, name: str, listed: Sequence[L]) -> Iterator[L]:
        """Yield the entries of a file that is one list once each; report a second one of the same id."""
        document = self.documents.get(f"{name}.yaml")
        for index, entry in enumerate(listed):
            line = document.line_of([index, "id"]) if document else 1
            if self._new(name.replace("-", "_"), entry.id, Place(f"{DATA}/{name}.yaml", line)):
                yield entry

    def entries(self, name: str, listed: Sequence[E]) -> Iterator[E]:
        """Yield the entries of a list file such as channels.yaml once each; report a second one of the same id."""
        document = self.documents.get(f"{name}.yaml")
        for index, entry in enumerate(listed):
            line = document.line_of([name, index, "id"]) if document else 1
            if self._new(name, entry.id, Place(f"{DATA}/{name}.yaml", line)):
                yield entry

    def rules(self, instruments: Iterable[Instrument]) -> Iterator[Rule]:
        """Yield the provisions of all instruments; a second provision of one id is a problem."""
        for instrument in instruments:
            document = self.documents[self.places["sources", instrument.id].path.removeprefix(f"{DATA}/")]
            for index, provision in enumerate(instrument.provisions):
                place = Place(document.path, document.line_of(["provisions", index, "id"]))
                if self._new("law", provision.id, place):
                    yield Rule(instrument, provision)

    def pages(self) -> dict[str, Page]:
        """Read every Markdown page below docs, by path."""
        found: dict[str, Page] = {}
        docs = self.root / "docs"
        for file in sorted(docs.rglob("*.md")):
            path = file.relative_to(docs).as_posix()
            if path.startswith(("_data/", "assets/")):
                continue
            text = self.text(file)
            if text is None:
                continue
            page, problems = read_page(path, text)
            self.problems.extend(problems)
            if page:
                found[path] = page
        return found

    def _new(self, name: str, key: str, place: Place) -> bool:
        first = self.places.setdefault((name, key), place)
        if first is place:
            return True
        message = f"id {key} 已经在 {first.path}:{first.line} 用过了，换一个"
        self.problems.append(Problem(place.path, place.line, message, "", "duplicate-id"))
        return False
