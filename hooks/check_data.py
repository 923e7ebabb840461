"""What an editor can get wrong in docs/_data beyond what the models see: ids of other files, days, references, words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

from pydantic import BaseModel

from calculators import registry
from calculators.source import Problem
from hooks import content, letters, located, never_print, pages, prose, redirects, references, tables, triage
from hooks.content import Claim, GridTable, Library, MonthOrDay, OutputsTable, Page, Place, SeriesTable
from hooks.history import Change

#: What `make new` leaves to be written.
_GAP = re.compile(r"【待写[:：](?P<what>[^】\n]*)】?")


def problems(library: Library) -> list[Problem]:
    """Find what the models cannot see: ids of other files, dates out of order, references in texts.

    Nothing of this depends on the words of hand-written pages; what does is in `with_words`.
    """
    return [
        *_dates(library),
        *_ids(library),
        *_tables(library),
        *_letters(library),
        *_texts_of_data(library),
        *_never_in_data(library),
        *_triage(library),
    ]


def with_words(library: Library) -> list[Problem]:
    """Find what must be set against the words of all pages: data that none shows, gaps that are not yet written."""
    return [*_unused(library), *_gaps(library.root)]


def _dates(library: Library) -> Iterator[Problem]:
    for rule in library.rules.values():
        provision, instrument = rule.provision, rule.instrument
        announced = provision.promulgated or instrument.promulgated
        own = provision.promulgated or provision.effective or provision.expires
        place = library.places["law", rule.id] if own else library.places["sources", instrument.id]
        name = rule.id if own else instrument.id
        if announced and rule.effective and _earlier(rule.effective, announced):
            message = f"{name} 施行日 {rule.effective} 早于公布日 {announced}"
            yield located.at_words(library, place, "effective:", "date-order", message)
        if rule.effective and rule.until and _earlier(rule.until, rule.effective):
            message = f"{name} 失效日 {rule.until} 早于施行日 {rule.effective}"
            yield located.at_words(library, place, "expires:", "date-order", message)
        if provision.review_by and provision.review_by < provision.checked:
            message = f"{rule.id} 的复核日期 {provision.review_by} 早于核对日期 {provision.checked}"
            yield located.at_words(library, library.places["law", rule.id], "review_by:", "date-order", message)


def _earlier(one: MonthOrDay, other: MonthOrDay) -> bool:
    """Compare two days; when only the month of one is known, the months."""
    length = min(len(str(one)), len(str(other)))
    return str(one)[:length] < str(other)[:length]


def in_future(library: Library) -> Iterator[Problem]:
    """Find days of checking that are still to come. A build as of an earlier day does not ask this."""
    checked = [
        *(
            (library.places["law", rule.id], rule.id, rule.provision.checked)
            for rule in library.rules.values()
        ),
        *((library.places["channels", one.id], one.id, one.checked) for one in library.channels.values()),
        *((library.places["claims", one.id], one.id, one.checked) for one in library.claims.values()),
        *((library.places["figures", name], name, library.law[name].confirmed) for name in _filed(library)),
        *((Place(f"docs/{page.path}", 1), page.path, page.meta.reviewed) for page in library.pages.values()),
        *((library.places["corrections", name], name, one.date) for name, one in library.amendments.items()),
        *((library.places["changes", name], name, one.date) for name, one in library.changes.items()),
    ]
    for place, name, day in checked:
        if day and day > library.today:
            yield located.at_words(library, place, str(day), "future-date", f"{name} 的日期 {day} 在今天之后")


def _filed(library: Library) -> list[str]:
    """Figures that have a file of their own; the others follow from them."""
    return [name for name in library.law if ("figures", name) in library.places]


def _ids(library: Library) -> Iterator[Problem]:
    """Check the ids that data files give as bare names."""
    rules, names = library.rules, library.law
    docs = library.root / "docs"
    written = {path.relative_to(docs).as_posix() for path in docs.rglob("*.md")}
    for name in _filed(library):
        yield from _known(
            library.law[name].basis, rules, library.places["figures", name], "规则", library.root
        )
    for term in library.terms.values():
        place = library.places["terms", term.id]
        yield from _known(term.law, rules, place, "规则", library.root)
        yield from _in_force(term.law, place, library)
        yield from _known([term.page] if term.page else [], written, place, "页面", library.root)
    for rule in library.rules.values():
        successor = rule.provision.superseded_by
        place = library.places["law", rule.id]
        yield from _known([successor] if successor else [], rules, place, "规则", library.root)
    for group in library.groups.values():
        listed = [entry.channel for entry in group.entries]
        yield from _known(
            listed, library.channels, Place(f"{content.DATA}/channels.yaml", 1), "渠道", library.root
        )
    for name, table in library.tables.items():
        place = library.places["tables", name]
        yield from _known(table.sources, rules, place, "规则", library.root)
        yield from _in_force(table.sources, place, library)
        if isinstance(table, SeriesTable):
            wanted = [table.parameter, *(column.value for column in table.columns)]
            yield from _known(wanted, names, place, "法律数字", library.root)
        if isinstance(table, GridTable | OutputsTable):
            yield from _known([table.calculator], registry.CALCULATORS, place, "计算器", library.root)
            yield from _known([mark.figure for mark in table.marks], names, place, "法律数字", library.root)
    for name, checklist in library.checklists.items():
        place = library.places["checklists", name]
        sources = [source for item in checklist.items for source in item.sources]
        provisions = [source for source in sources if ":" not in source]
        channels = [source.removeprefix("channel:") for source in sources if source.startswith("channel:")]
        yield from _known(provisions, rules, place, "规则", library.root)
        yield from _known(channels, library.channels, place, "渠道", library.root)
        yield from _in_force(provisions, place, library)
        yield from _twice([item.id for item in checklist.items], place, library.root)
    for name, claim in library.claims.items():
        laws = [piece.law for piece in claim.evidence if piece.law]
        place = library.places["claims", name]
        yield from _known(laws, rules, place, "规则", library.root)
        yield from _in_force(laws, place, library)
        yield from _known(claim.related, written, place, "页面", library.root)
        yield from _cited(claim, place)
    for name, instrument in library.instruments.items():
        successor = instrument.superseded_by
        if successor and successor in rules and successor not in library.instruments:
            message = f"{successor} 是条文的编号，这里写它所在文件的编号 {rules[successor].instrument.id}"
            yield located.at_words(library, library.places["sources", name], successor, "unknown-id", message)
        elif successor:
            yield from _known([successor], library.instruments, library.places["sources", name], "文件", library.root)
    everything = [*written, *(one.page.path for one in pages.made(library))]
    for one in (*library.amendments.values(), *library.changes.values()):
        place = library.places["changes" if isinstance(one, Change) else "corrections", one.id]
        yield from _known([one.page] if one.page else [], everything, place, "页面", library.root)
    for kind in library.kinds.values():
        place = Place(f"{content.DATA}/kinds.yaml", 1)
        yield from _known(kind.strict, [part.id for part in kind.parts], place, "部分", library.root)


def _known(
    ids: Iterable[str], known: Iterable[str], place: Place, what: str, root: Path
) -> Iterator[Problem]:
    """Report each id that is not in `known`, on the line of the file where it stands."""
    listed = set(known)
    for name in ids:
        if name not in listed and not _GAP.search(name):
            line = located.line_with(root, place, name)
            close = references.closest(name, listed)
            yield Problem(place.path, line, f"没有叫 {name} 的{what}", close, "unknown-id")


def _twice(ids: Sequence[str], place: Place, root: Path) -> Iterator[Problem]:
    """Report each id that stands twice in a list."""
    for name in sorted({name for name in ids if ids.count(name) > 1}):
        line = located.line_with(root, place, f"id: {name}", last=True)
        yield Problem(place.path, line, f"id {name} 写了两次，换一个", "", "duplicate-id")


def _in_force(ids: Iterable[str], place: Place, library: Library) -> Iterator[Problem]:
    """Report each rule of a list that is not in force, or will not be after a day that is known already."""
    for name in ids:
        rule = library.rules.get(name)
        word = references.status_word(rule, library) if rule else None
        if rule and word:
            successor = references.successors(rule, library)
            instead = f"换成 {successor}" if successor else "换成现行的"
            message = f"依据里的 {name} 在 {library.today} {word}，请{instead}"
            for line in located.lines_listing(library.root, place, name):
                yield Problem(place.path, line, message, "", "not-in-force")
        elif rule and references.ends(rule):
            message = f"依据里的 {name} 只到 {rule.until}：从依据里去掉，要讲它就在文字里引用，并注明“到期”"
            yield located.at_words(library, place, name, "known-end", message)


def _letters(library: Library) -> Iterator[Problem]:
    """Check the letters' and reply cards' bare ids, and that a letter's words fit its fields and its basis."""
    for name, letter in library.letters.items():
        place = library.places["letters", name]
        yield from _known(letter.basis, library.rules, place, "规则", library.root)
        yield from _in_force(letter.basis, place, library)
        one = [letter.checklist] if letter.checklist else []
        yield from _known(one, library.checklists, place, "清单", library.root)
        one = [letter.calculator] if letter.calculator else []
        yield from _known(one, registry.CALCULATORS, place, "计算器", library.root)
        written = [path.relative_to(library.root / "docs").as_posix() for path in _page_files(library)]
        yield from _known(letter.pages, written, place, "页面", library.root)
        yield from _twice([blank.id for blank in letter.fields], place, library.root)
        cited = [library.rules[rule].label for rule in letter.basis if rule in library.rules]
        articles = frozenset(number for label in cited for number in letters.articles_in(label))
        for fault in letters.faults(letter, articles):
            line = letter.first_line + fault.line - 1 if fault.line else place.line
            yield Problem(place.path, line, fault.message, "", fault.rule)
    for name, card in library.reply_cards.items():
        claim = [card.claim] if card.claim else []
        yield from _known(claim, library.claims, library.places["reply_cards", name], "说法核查", library.root)


def _page_files(library: Library) -> Iterator[Path]:
    return (library.root / "docs").rglob("*.md")


def _tables(library: Library) -> Iterator[Problem]:
    for name, table in library.tables.items():
        try:
            tables.work_out(table, library)
        except tables.UnworkableError as error:
            yield located.at(library.places["tables", name], "bad-table", str(error))


def _cited(claim: Claim, place: Place) -> Iterator[Problem]:
    """A fact-check cites what it rests on where it is said; only one with nothing to cite may say so in a note instead."""
    said = references.scan(f"{claim.why}\n\n{claim.right}")
    if any(one.scheme in ("law", "fig", "channel") for one in said):
        return
    found = any(piece.law for piece in claim.evidence)
    if found or not any(piece.note for piece in claim.evidence):
        message = "why 和 right 里没有一处引用。请在讲到依据的那句话里加 [名称](law:…)"
        hint = "" if found else "；确实没有可以引用的，在 evidence 里写一条 note，说明查过什么、没有查到什么"
        yield Problem(place.path, place.line, message, hint, "unreferenced")


def _texts_of_data(library: Library) -> Iterator[Problem]:
    """Check the references and characters inside the texts of all data files."""
    for place, words in texts(library):
        for reference in references.scan(words):
            fault = references.fault(reference, library)
            if fault:
                written = f"{reference.scheme}:{reference.id}"
                yield located.at_words(library, place, written, fault.rule, fault.message)
        for finding in prose.odd_characters(words):
            written = words.split("\n")[finding.line - 1].strip()
            yield located.at_words(library, place, written, finding.rule, finding.message)


def _never_in_data(library: Library) -> Iterator[Problem]:
    """Find in the texts of the data what is never said as ours, and addresses that are not released."""
    addresses = never_print.released(library)
    found = [
        *(
            (place, words, one)
            for place, words in texts(library, never_print.QUOTING)
            for one in never_print.in_text(words, library)
        ),
        *(
            (place, words, one)
            for place, words in texts(library, never_print.REGISTER)
            for one in never_print.links(words, addresses)
        ),
    ]
    for place, words, finding in found:
        written = words.split("\n")[finding.line - 1].strip()
        yield located.at_words(library, place, written, finding.rule, finding.message)


def texts(library: Library, skipped: frozenset[str] = frozenset()) -> Iterator[tuple[Place, str]]:
    """Yield every text of the data, but for the fields skipped, with the place of the entry it belongs to."""
    groups: list[tuple[str, Mapping[str, BaseModel]]] = [
        ("channels", library.channels),
        ("checklists", library.checklists),
        ("tables", library.tables),
        ("claims", library.claims),
        ("terms", library.terms),
        ("letters", library.letters),
        ("reply_cards", library.reply_cards),
        ("corrections", library.amendments),
        ("changes", library.changes),
        ("figures", {name: library.law[name] for name in _filed(library)}),
        ("law", {rule.id: rule.provision for rule in library.rules.values()}),
    ]
    for kind, group in groups:
        for key, entry in group.items():
            yield from ((library.places[kind, key], words) for words in _texts(entry, skipped))
    for key, instrument in library.instruments.items():
        yield library.places["sources", key], instrument.summary
    for listed in library.groups.values():
        yield from ((Place(f"{content.DATA}/channels.yaml", 1), words) for words in _texts(listed, skipped))
    if library.triage:
        yield from ((Place(f"{content.DATA}/triage.yaml", 1), words) for words in _texts(library.triage, skipped))


def old_addresses(library: Library) -> Iterator[Problem]:
    """Check that each old address is free and leads to a page, generated ones included."""
    place = Place(f"{content.DATA}/redirects.yaml", 1)
    for one, rule, message in redirects.faults(library):
        yield located.at_words(library, place, one.old, rule, message)


def switches(library: Library) -> Iterator[str]:
    """Say of each day to come on which another rule takes the place of one in force how to see what must change."""
    days: dict[date, set[str]] = {}
    for rule in library.rules.values():
        if rule.until and rule.until >= library.today and references.successors(rule, library):
            days.setdefault(rule.until + timedelta(days=1), set()).add(rule.instrument.short)
    for day, names in sorted(days.items()):
        old = "、".join(sorted(names))
        yield f"{day} 起，{old}由别的规定接着。到那天要改的地方：make check SITE_DATE={day}"


def stale_exceptions(library: Library) -> Iterator[Problem]:
    """Find exceptions whose sentence no longer stands on the page."""
    place = Place(f"{content.DATA}/exceptions.yaml", 1)
    for one in (*library.exceptions.figures, *library.exceptions.unreferenced):
        page = library.pages.get(one.page)
        if page is None and (library.root / "docs" / one.page).exists():
            continue  # its front matter is wrong; that has been reported
        if page is None or not any(one.text in found for found in _wordings(page)):
            message = f"这条例外用不上了：{one.page} 里没有“{one.text}”。删掉它，或者改成现在的原文"
            yield located.at_words(library, place, one.text, "unused", message)


def _wordings(page: Page) -> Iterator[str]:
    """Yield what an exception may quote: the lines, and the paragraphs as readers see them."""
    yield from page.body.split("\n")
    yield from (paragraph.words for paragraph in prose.paragraphs(page.body))


def _texts(value: object, skipped: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield every text inside a model, but for the fields skipped."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, BaseModel):
        for name, item in value:
            if item is not None and name not in skipped:
                yield from _texts(item, skipped)
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item, skipped)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _texts(item, skipped)


def _triage(library: Library) -> Iterator[Problem]:
    """Walk every path of the triage."""
    place = Place(f"{content.DATA}/triage.yaml", 1)
    for name, message in triage.faults(library.triage, library.pages, library.channels) if library.triage else ():
        line = located.line_with(library.root, place, f"id: {name}")
        yield Problem(place.path, line, message, "", "dead-end")


def _gaps(root: Path) -> Iterator[Problem]:
    """Find what a file begun with `make new` still lacks, in pages and data, comments included."""
    docs = root / "docs"
    for path in sorted((*docs.rglob("*.md"), *docs.rglob("*.yaml"))):
        for number, line in enumerate(path.read_text("utf-8", errors="replace").split("\n"), 1):
            for gap in _GAP.finditer(line):
                shown = path.relative_to(root).as_posix()
                yield Problem(shown, number, f"还没有写：{gap['what']}", "", "unfinished")


def _unused(library: Library) -> Iterator[Problem]:
    """Find tables and checklists that no page shows, and letters that no guide leads to.

    Pages that cannot be read count too, and for tables and checklists the generated ones.
    """
    data = library.root / content.DATA
    files = [path for path in _page_files(library) if not path.is_relative_to(data)]
    written = [path.read_text("utf-8", errors="replace") for path in files]
    everything = "\n".join([*written, *(one.page.body for one in pages.made(library))])
    for kind, fence, known in (
        ("tables", "rate-table", library.tables),
        ("checklists", "checklist", library.checklists),
    ):
        for name in known:
            if not re.search(rf"(?:```|~~~)\s*{fence} +{re.escape(name)}\s*$", everything, re.MULTILINE):
                place = library.places[kind, name]
                yield located.at(place, "unused", f"没有页面用到 {name}。在页面里写 ```{fence} {name} ，或者删掉它")
    guides = "\n".join(written)
    for name, letter in library.letters.items():
        if not re.search(rf"letters/{name}\.md|(?:```|~~~)\s*letter +{name}\s*$", guides, re.MULTILINE):
            link = f"[{letter.title}](../letters/{name}.md)"
            yield located.at(library.places["letters", name], "unused", f"没有页面引到这份文书。在用得上它的步骤里写 {link}")


def unused_terms(library: Library) -> Iterator[Problem]:
    """Find glossary terms that no page links to: advice, since they still serve the search."""
    used = {found.id for page in library.pages.values() for found in references.scan(page.body)}
    for name in library.terms:
        if name not in used:
            yield located.at(library.places["terms", name], "unused", f"没有页面链接到词条 {name}（term:{name}）")
