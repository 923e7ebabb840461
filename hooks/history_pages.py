"""The pages about what has changed, and the feed: corrections, changes, and rules that came into force or ended.

What rules did follows from their dates in the register; nobody has to write it down a second time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from urllib.parse import urljoin
from xml.etree import ElementTree

from hooks import text, words
from hooks.content import DATA, Instrument, Library, Rule, page_url
from hooks.history import Amendment, Change, ChangeKind
from hooks.made import Made, first_sentence, made_meta, made_page
from hooks.structured import SITE

CORRECTIONS = "about/corrections.md"
CHANGES = "about/changes.md"
FEED = "feed.xml"
KIND: Mapping[ChangeKind, str] = {"page": "页面", "rule": "规定", "data": "数据", "site": "网站"}
WINDOW = timedelta(days=730)
MOST = 50  # entries of the feed


@dataclass(frozen=True)
class Event:
    """Something that happened on a day: what kind, its name, a sentence, and the page (from docs) that says more."""

    id: str
    day: date
    kind: str
    title: str
    text: str
    page: str | None


def made(library: Library) -> Iterator[Made]:
    """Yield the two pages; none in a project that records no changes."""
    if library.changes or library.amendments:
        yield _corrections(library)
        yield _changes(library)


def events(library: Library) -> list[Event]:
    """Give everything that happened up to the library's day, the latest first."""
    found = [
        *map(_of_amendment, library.amendments.values()),
        *map(_of_change, library.changes.values()),
        *_of_instruments(library),
        *_of_rules(library),
    ]
    return sorted(
        (one for one in found if one.day <= library.today), key=lambda one: (one.day, one.id), reverse=True
    )


def _of_amendment(one: Amendment) -> Event:
    return Event(one.id, one.date, "更正", text.plain(one.was), f"现在：{text.plain(one.now)}", CORRECTIONS)


def _of_change(one: Change) -> Event:
    return Event(one.id, one.date, KIND[one.kind], one.title, text.plain(one.text), one.page)


def _of_instruments(library: Library) -> Iterator[Event]:
    """Yield the coming into force of each instrument whose day is known, within the last two years."""
    for one in library.instruments.values():
        day = one.effective
        if isinstance(day, date) and day > library.today - WINDOW and one.status not in ("draft", "informal"):
            yield Event(f"{one.id}-in-force", day, "施行", one.title, _force(one), f"law/{one.id}.md")


def _force(one: Instrument) -> str:
    return f"{words.force(one.level, one.binding)}。{first_sentence(one.summary)}"


def _of_rules(library: Library) -> Iterator[Event]:
    """Yield what has ended within the last two years, the day after: an instrument once, not each of its provisions."""
    for one in library.instruments.values():
        if one.expires and one.expires > library.today - WINDOW:
            next_day = one.expires + timedelta(days=1)
            yield Event(f"{one.id}-ended", next_day, "失效", one.title, _last(one, library), f"law/{one.id}.md")
    for rule in library.rules.values():
        until = rule.provision.expires
        if until and until != rule.instrument.expires and until > library.today - WINDOW:
            yield _ended(rule, until, library)


def _last(one: Instrument, library: Library) -> str:
    newer = library.instruments.get(one.superseded_by or "")
    until = f"只到 {one.expires}"
    return f"{until}，由{newer.short}接着。" if newer else f"{until}。{first_sentence(one.summary)}"


def _ended(rule: Rule, until: date, library: Library) -> Event:
    newer = library.rules.get(rule.provision.superseded_by or "")
    last = f"只到 {until}"
    said = f"{last}，由{newer.label}接着。" if newer else f"{last}。{first_sentence(rule.provision.rule)}"
    return Event(
        f"{rule.id}-ended",
        until + timedelta(days=1),
        "失效",
        rule.label,
        said,
        f"law/{rule.instrument.id}.md",
    )


# ── Pages ────────────────────────────────────────────────────────────────────────────────────────────


def _corrections(library: Library) -> Made:
    meta = made_meta(
        library,
        "更正记录",
        "发布以后发现会误导人的话：原来怎么写，从哪天起，谁要留意，哪天改的。",
        "about",
        reviewed=_last_work(library),
        aliases=["勘误", "更正", "写错了", "改了什么"],
    )
    lines = ["错字、排版和措辞不记在这里。规定本身的变化，看 [改动和新规](changes.md)。", ""]
    if not library.amendments:
        lines.append("到现在还没有要更正的。发现错误，请用每一页最下面的“这一页有错？告诉我们”。")
    for one in sorted(library.amendments.values(), key=lambda one: (one.date, one.id), reverse=True):
        lines += [f"## {one.date} {_title(one.page, library)} {{#{one.id}}}", "", *_amended(one, library), ""]
    return made_page(CORRECTIONS, f"{DATA}/corrections.yaml", meta, lines)


def _amended(one: Amendment, library: Library) -> Iterator[str]:
    yield f"- **原来**：{one.was}"
    yield f"- **现在**：{one.now}"
    yield f"- **错了多久**：{one.since} 至 {one.date}"
    yield f"- **谁要留意**：{one.affects}"
    yield f"- **为什么改**：{one.why}"
    yield f"- **在哪一页**：[{_title(one.page, library)}](../{one.page})"


def _changes(library: Library) -> Made:
    meta = made_meta(
        library,
        "改动和新规",
        "新写的页面、更正过的话、开始施行和已经失效的规定，按日期排列。",
        "about",
        reviewed=_last_work(library),
        aliases=["更新记录", "最近更新", "新规", "改了什么"],
    )
    lines: list[str] = []
    for month, group in groupby(events(library), key=lambda one: one.day.isoformat()[:7]):
        lines += [f"## {month} {{#m-{month}}}", ""]
        for one in group:
            lines += [
                f"### {one.kind}：{one.title} {{#{one.id}}}",
                "",
                f"{one.day}。{one.text}{_more(one)}",
                "",
            ]
    return made_page(CHANGES, f"{DATA}/changes.yaml", meta, lines)


def _more(one: Event) -> str:
    return f"[看这一页](../{one.page})" if one.page else ""


def _title(path: str, library: Library) -> str:
    """Name a page: its title where it is written by hand or made from one file, else its address."""
    if path in library.pages:
        return library.pages[path].meta.title
    folder, _, file = path.partition("/")
    key = file.removesuffix(".md")
    if folder == "fact-check" and key in library.claims:
        return library.claims[key].title
    if folder == "law" and key in library.instruments:
        return library.instruments[key].short
    return page_url(path)


def _last_work(library: Library) -> date:
    """The last day on which something was written into these lists or checked in the data, up to the library's day."""
    days = [one.date for one in (*library.amendments.values(), *library.changes.values())]
    return min(max([library.last_checked, *days]), library.today)


# ── Feed ─────────────────────────────────────────────────────────────────────────────────────────────


def feed(library: Library, site_url: str) -> bytes:
    """Write the Atom feed; `site_url` ends in a slash."""
    latest = events(library)[:MOST]
    root = ElementTree.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": "zh-CN"})
    _put(root, "title", f"{SITE}：新规、更正和新页面")
    _put(root, "id", site_url)
    _put(root, "link", rel="self", type="application/atom+xml", href=urljoin(site_url, FEED))
    _put(root, "link", rel="alternate", type="text/html", href=urljoin(site_url, page_url(CHANGES)))
    _put(root, "updated", _moment(latest[0].day if latest else library.last_checked))
    _put(_put(root, "author"), "name", SITE)
    _put(root, "rights", "CC BY 4.0")
    for one in latest:
        entry = _put(root, "entry")
        _put(entry, "title", f"{one.kind}：{one.title}")
        _put(entry, "id", urljoin(site_url, f"{page_url(CHANGES)}#{one.id}"))
        _put(
            entry,
            "link",
            rel="alternate",
            type="text/html",
            href=urljoin(site_url, page_url(one.page or CHANGES)),
        )
        _put(entry, "updated", _moment(one.day))
        _put(entry, "category", term=one.kind)
        _put(entry, "summary", f"{one.day}。{one.text}")
    ElementTree.indent(root, " ")
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _put(
    parent: ElementTree.Element, name: str, words: str | None = None, **attributes: str
) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, name, attributes)
    element.text = words
    return element


def _moment(day: date) -> str:
    """The beginning of a day in China, as Atom writes moments."""
    return f"{day}T00:00:00+08:00"
