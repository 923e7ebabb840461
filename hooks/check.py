"""`python -m hooks.check`: everything an editor can get wrong, found in one run, in seconds, without MkDocs.

Each problem is printed as `path:line: message (rule)`; in GitHub Actions also as an annotation on that line.
`--scheduled` also fails on what is past its day of review, and `--issue=FILE` then writes the most dangerous of it as
Markdown; `--notes` lists what is only advice, `--reading` how hard each page is to read.
"""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from posixpath import dirname, join, normpath

from markdown import Markdown
from pydantic import BaseModel

from calculators import registry
from calculators.source import Problem
from hooks import (
    assemble,
    blocks,
    content,
    extension,
    letters,
    never_print,
    pages,
    prose,
    reading,
    redirects,
    references,
    review,
    tables,
    text,
    triage,
)
from hooks.assemble import Settings, Site
from hooks.content import Claim, GridTable, Library, MonthOrDay, OutputsTable, Page, Place, SeriesTable
from hooks.history import Change
from hooks.render import Context
from hooks.today import today

RULES: Mapping[str, str] = {
    # Files and data
    "file-missing": "文件读不出来",
    "file-encoding": "文件不是 UTF-8",
    "yaml-syntax": "YAML 写法有错",
    "yaml-duplicate-key": "同一个键写了两遍",
    "yaml-alias": "用了锚点或引用",
    "yaml-tag": "用了 YAML 标签",
    "yaml-date": "日历上没有的日期",
    "yaml-key": "键不是一个词",
    "unknown-key": "多余的键",
    "missing-key": "缺少必填的键",
    "wrong-type": "值的类型不对",
    "wrong-value": "值不在允许的范围里",
    "id-file-name": "id 和文件名不一致",
    "parameter-id": "法律数字的 id 和文件名不一致",
    "duplicate-id": "同一个 id 用了两次",
    "date-order": "日期先后不对",
    "future-date": "核对日期在将来",
    "unknown-id": "引用了没有登记的 id",
    "unused": "登记了却没有页面用",
    "dead-end": "分诊里有走不通的路",
    # References
    "unknown-reference": "引用了没有登记的条目",
    "empty-label": "引用没有标签",
    "figure-label": "数字引用的标签像数字",
    "not-covered": "数据不包含这一天",
    "not-in-force": "引用了不在有效期的规定",
    "known-end": "引用了会到期的规定却没有注明",
    "reference-title": "引用后面引号里的词不认识",
    "heading-reference": "标题里有引用",
    # Pages
    "front-matter": "页面没有完整的信息栏",
    "unknown-kind": "没有这种页面",
    "missing-part": "缺少必有的部分",
    "part-order": "各部分顺序不对",
    "extra-title": "正文里写了一级标题",
    "unknown-omit": "omit 里的部分不存在",
    "fence-open": "代码块没有结束",
    "fence-indent": "代码块缩进不对",
    "bad-block": "块写得不对",
    "unknown-block": "块或者块要的条目不存在",
    "bad-table": "表格算不出来",
    "unsafe-link": "链接的写法不安全",
    "broken-link": "站内链接指向不存在的页面",
    "broken-anchor": "站内链接指向不存在的标题",
    "raw-html": "写了 HTML",
    # Letters
    "letter-blank": "文书正文的空格和字段对不上",
    "letter-article": "文书正文写了依据里没有的条文",
    # Words
    "unfinished": "还有没写的地方",
    "bare-figure": "法律数字直接写在正文里",
    "unreferenced": "讲权利义务却没有引用依据",
    "long-title": "标题太长",
    "long-description": "一句话结论太长",
    "long-paragraph": "段落太长",
    "long-sentences": "句子平均太长",
    "typography": "中文排版",
    "odd-character": "看不见或形近的字符",
    "never-print": "不许当成自己的话来说的话，和没有登记的网址",
    # Time
    "review-due": "已过复核日期",
}
_LINK = re.compile(
    r"\[(?:[^\[\]\\]|\\.)*\]\((?P<target>[^)\s]+)(?:\s+\"[^\"]*\")?\)|^\s*\[[^\]]+\]:\s*(?P<defined>\S+)"
)
#: What `make new` leaves to be written.
_GAP = re.compile(r"【待写[:：](?P<what>[^】\n]*)】?")
_ID = re.compile(r'\sid="([^"]+)"')
OPTIONS = ("--scheduled", "--notes", "--reading")
ISSUE = "--issue="


@dataclass
class Report:
    """What a run found: problems fail it, notes are advice, due lists what is past its day of review."""

    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    due: list[review.Due] = field(default_factory=list)
    pages: int = 0
    omissions: list[str] = field(default_factory=list)
    exceptions: int = 0
    figures: list[reading.Figures] = field(default_factory=list)
    data: prose.Measured = field(default_factory=lambda: prose.Measured((), ()))


def run(root: Path, day: date) -> Report:
    """Check everything below `root` as seen on `day`."""
    library, problems = content.collect(root, day)
    report = Report([*problems, *data_problems(library)], due=sorted(review.due(library)))
    report.problems += [*_in_future(library), *_stale_exceptions(library)]
    report.notes += unused_terms(library)
    site = assemble.site(library, Settings())
    rendered = {path: rendered_page(site, path) for path in site.library.pages}
    for page in library.pages.values():
        _page(page, site, rendered, report)
    report.problems += [*_page_links_in_data(site, rendered), *_redirects(site.library)]
    report.problems += _while_rendering(site, report.problems)
    report.problems = sorted(set(report.problems))
    report.pages = len(library.pages)
    report.exceptions = len(library.exceptions.figures) + len(library.exceptions.unreferenced)
    report.figures = reading.of_pages(library.pages)
    report.data = reading.of_data(words for _, words in _data_texts(library, never_print.QUOTING))
    return report


def _while_rendering(site: Site, known: Iterable[Problem]) -> list[Problem]:
    """Give what only rendering has found: the same fault in a source text has been reported where it is written."""
    said = {(one.rule, one.message) for one in known}
    found = [one for context in site.contexts.values() for one in context.problems]
    return [one for one in found if (one.rule, one.message) not in said]


# ── Data ─────────────────────────────────────────────────────────────────────────────────────────────


def data_problems(library: Library) -> list[Problem]:
    """Find what the models cannot see: ids of other files, dates out of order, references in texts."""
    return [
        *_dates(library),
        *_ids(library),
        *_tables(library),
        *_letters(library),
        *_texts_of_data(library),
        *_never_in_data(library),
        *_unused(library),
        *_triage(library),
        *_gaps(library.root),
        *(problem for page in library.pages.values() for problem in _meta(page, library)),
    ]


def _dates(library: Library) -> Iterator[Problem]:
    for rule in library.rules.values():
        provision, instrument = rule.provision, rule.instrument
        announced = provision.promulgated or instrument.promulgated
        own = provision.promulgated or provision.effective or provision.expires
        place = library.places["law", rule.id] if own else library.places["sources", instrument.id]
        name = rule.id if own else instrument.id
        if announced and rule.effective and _earlier(rule.effective, announced):
            message = f"{name} 施行日 {rule.effective} 早于公布日 {announced}"
            yield _with(library, place, "effective:", "date-order", message)
        if rule.effective and rule.until and _earlier(rule.until, rule.effective):
            message = f"{name} 失效日 {rule.until} 早于施行日 {rule.effective}"
            yield _with(library, place, "expires:", "date-order", message)
        if provision.review_by and provision.review_by < provision.checked:
            message = f"{rule.id} 的复核日期 {provision.review_by} 早于核对日期 {provision.checked}"
            yield _with(library, library.places["law", rule.id], "review_by:", "date-order", message)


def _earlier(one: MonthOrDay, other: MonthOrDay) -> bool:
    """Compare two days; when only the month of one is known, the months."""
    length = min(len(str(one)), len(str(other)))
    return str(one)[:length] < str(other)[:length]


def _in_future(library: Library) -> Iterator[Problem]:
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
            yield _with(library, place, str(day), "future-date", f"{name} 的日期 {day} 在今天之后")


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
            yield _with(library, library.places["sources", name], successor, "unknown-id", message)
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
            line = _line_with(root, place, name)
            close = references.closest(name, listed)
            yield Problem(place.path, line, f"没有叫 {name} 的{what}", close, "unknown-id")


def _twice(ids: Sequence[str], place: Place, root: Path) -> Iterator[Problem]:
    """Report each id that stands twice in a list."""
    for name in sorted({name for name in ids if ids.count(name) > 1}):
        line = _line_with(root, place, f"id: {name}", last=True)
        yield Problem(place.path, line, f"id {name} 写了两次，换一个", "", "duplicate-id")


def _in_force(ids: Iterable[str], place: Place, library: Library) -> Iterator[Problem]:
    """Report each rule of a list that is not in force, or will not be after a day that is known already."""
    for name in ids:
        rule = library.rules.get(name)
        word = references.status_word(rule, library) if rule else None
        if word:
            message = f"依据里的 {name} 在 {library.today} {word}，请换成现行的"
            yield _with(library, place, name, "not-in-force", message)
        elif rule and references.ends(rule):
            message = f"依据里的 {name} 只到 {rule.until}：从依据里去掉，要讲它就在文字里引用，并注明“到期”"
            yield _with(library, place, name, "known-end", message)


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
            yield _at(library.places["tables", name], "bad-table", str(error))


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
    for place, words in _data_texts(library):
        for reference in references.scan(words):
            fault = references.fault(reference, library)
            if fault:
                written = f"{reference.scheme}:{reference.id}"
                yield _with(library, place, written, fault.rule, fault.message)
        for finding in prose.odd_characters(words):
            written = words.split("\n")[finding.line - 1].strip()
            yield _with(library, place, written, finding.rule, finding.message)


def _never_in_data(library: Library) -> Iterator[Problem]:
    """Find in the texts of the data what is never said as ours, and addresses that are not released."""
    addresses = never_print.released(library)
    found = [
        *(
            (place, words, one)
            for place, words in _data_texts(library, never_print.QUOTING)
            for one in never_print.in_text(words, library)
        ),
        *(
            (place, words, one)
            for place, words in _data_texts(library, never_print.REGISTER)
            for one in never_print.links(words, addresses)
        ),
    ]
    for place, words, finding in found:
        written = words.split("\n")[finding.line - 1].strip()
        yield _with(library, place, written, finding.rule, finding.message)


def _data_texts(library: Library, skipped: frozenset[str] = frozenset()) -> Iterator[tuple[Place, str]]:
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


def _page_links_in_data(site: Site, rendered: Mapping[str, str]) -> Iterator[Problem]:
    """Check the links to pages inside the texts of all data files."""
    for place, words in _data_texts(site.library):
        for target in text.page_links(words):
            fault = _link_fault(target, "", site.library, rendered)
            if fault:
                yield replace(fault, path=place.path, line=_line_with(site.library.root, place, target))


def _redirects(library: Library) -> Iterator[Problem]:
    """Check that each old address is free and leads to a page, generated ones included."""
    place = Place(f"{content.DATA}/redirects.yaml", 1)
    for one, rule, message in redirects.faults(library):
        yield _with(library, place, one.old, rule, message)


def _stale_exceptions(library: Library) -> Iterator[Problem]:
    """Find exceptions whose sentence no longer stands on the page."""
    place = Place(f"{content.DATA}/exceptions.yaml", 1)
    for one in (*library.exceptions.figures, *library.exceptions.unreferenced):
        page = library.pages.get(one.page)
        if page is None and (library.root / "docs" / one.page).exists():
            continue  # its front matter is wrong; that has been reported
        if page is None or not any(one.text in found for found in _wordings(page)):
            message = f"这条例外用不上了：{one.page} 里没有“{one.text}”。删掉它，或者改成现在的原文"
            yield _with(library, place, one.text, "unused", message)


def _wordings(page: Page) -> Iterator[str]:
    """Yield what an exception may quote: the lines, and the paragraphs as readers see them."""
    yield from page.body.split("\n")
    yield from (paragraph.words for paragraph in prose.paragraphs(page.body))


def _texts(value: object, skipped: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield every text inside a model, but for the fields skipped."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, BaseModel):
        fields = [name for name in type(value).model_fields if name not in skipped]
        yield from (words for name in fields for words in _texts(getattr(value, name), skipped))
    elif isinstance(value, Mapping):
        yield from (words for item in value.values() for words in _texts(item, skipped))
    elif isinstance(value, tuple):
        yield from (words for item in value for words in _texts(item, skipped))


def _triage(library: Library) -> Iterator[Problem]:
    """Walk every path of the triage."""
    place = Place(f"{content.DATA}/triage.yaml", 1)
    for name, message in triage.faults(library.triage, library.pages, library.channels) if library.triage else ():
        line = _line_with(library.root, place, f"id: {name}")
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
                yield _at(place, "unused", f"没有页面用到 {name}。在页面里写 ```{fence} {name} ，或者删掉它")
    guides = "\n".join(written)
    for name, letter in library.letters.items():
        if not re.search(rf"letters/{name}\.md|(?:```|~~~)\s*letter +{name}\s*$", guides, re.MULTILINE):
            link = f"[{letter.title}](../letters/{name}.md)"
            yield _at(library.places["letters", name], "unused", f"没有页面引到这份文书。在用得上它的步骤里写 {link}")


def unused_terms(library: Library) -> Iterator[Problem]:
    """Find glossary terms that no page links to: advice, since they still serve the search."""
    used = {found.id for page in library.pages.values() for found in references.scan(page.body)}
    for name in library.terms:
        if name not in used:
            yield _at(library.places["terms", name], "unused", f"没有页面链接到词条 {name}（term:{name}）")


def _line_with(root: Path, place: Place, words: str, *, last: bool = False) -> int:
    """Give the first (or last) line from the place on where `words` stand alone; the place's line when there is none."""
    try:
        lines = (root / place.path).read_text("utf-8-sig").split("\n")
    except OSError:
        return place.line
    pattern = re.compile(rf"(?<![A-Za-z0-9_-]){re.escape(words)}(?![A-Za-z0-9_-])")
    found = [n for n, line in enumerate(lines, 1) if n >= place.line and pattern.search(line)]
    return (found[-1] if last else found[0]) if found else place.line


def _with(library: Library, place: Place, words: str, rule: str, message: str) -> Problem:
    """A problem at the first line from the place on where `words` stand."""
    return Problem(place.path, _line_with(library.root, place, words), message, "", rule)


def _at(place: Place, rule: str, message: str) -> Problem:
    return Problem(place.path, place.line, message, "", rule)


# ── Pages ────────────────────────────────────────────────────────────────────────────────────────────


def rendered_page(site: Site, path: str) -> str:
    """Render a page as the build does, without MkDocs."""
    context = site.begin(path)
    requests = extension.RequestExtension(
        frozenset(blocks.KINDS), partial(_block, context), context.link, context.report
    )
    options = extension.options(site.library.part_ids)
    markdown = Markdown(extensions=[*extension.EXTENSIONS, requests], extension_configs=options)
    return markdown.convert(site.library.pages[path].body)


def _block(context: Context, request: extension.Request) -> str:
    return blocks.render(request, context)


def _page(page: Page, site: Site, rendered: Mapping[str, str], report: Report) -> None:
    """Check one hand-written page."""
    library = site.library
    found = [
        *_parts(page, library),
        *_references(page, library),
        *_links(page, library, rendered),
        *_twice_on_page(page, rendered[page.path], library),
        *_words(page, library),
    ]
    report.problems += found
    kind = library.kinds.get(page.meta.kind)
    strict = {part.title for part in kind.parts if part.id in kind.strict} if kind else set()
    excepted = [one.text for one in library.exceptions.unreferenced if one.page == page.path]
    for paragraph in prose.unreferenced(page.body):
        if any(words in paragraph.words or words in paragraph.raw for words in excepted):
            continue
        message = f"这里讲了权利或义务，却没有引用依据：{paragraph.words[:30]}…。请加 [名称](law:…)"
        problem = _on(page, paragraph.line, "unreferenced", message)
        (report.problems if paragraph.part in strict else report.notes).append(problem)
    report.omissions += [f"{page.path}: {part}（{reason}）" for part, reason in page.meta.omit.items()]


def _on(page: Page, line: int, rule: str, message: str, hint: str = "") -> Problem:
    """A problem at a line of the page's body."""
    return Problem(f"docs/{page.path}", page.first_line + line - 1, message, hint, rule)


def _front(page: Page, words: str, rule: str, message: str, library: Library) -> Problem:
    """A problem in the front matter, at the first line with `words`."""
    place = Place(f"docs/{page.path}", 1)
    return _with(library, place, words, rule, message)


def _meta(page: Page, library: Library) -> Iterator[Problem]:
    meta = page.meta
    if meta.kind not in library.kinds:
        hint = references.closest(meta.kind, library.kinds)
        yield _front(page, "kind:", "unknown-kind", f"没有 {meta.kind} 这种页面。{hint}", library)
    if meta.review_by and meta.review_by < meta.reviewed:
        message = f"复核日期 {meta.review_by} 早于核对日期 {meta.reviewed}"
        yield _front(page, "review_by:", "date-order", message, library)
    if prose.visible_length(meta.title) > prose.LONGEST_TITLE:
        yield _front(page, "title:", "long-title", f"标题超过 {prose.LONGEST_TITLE} 字", library)
    length = prose.visible_length(meta.description)
    if length > prose.LONGEST_DESCRIPTION:
        message = f"一句话结论有 {length} 字，超过 {prose.LONGEST_DESCRIPTION} 字"
        yield _front(page, "description:", "long-description", message, library)
    for name in meta.related:
        if name not in library.pages and not (library.root / "docs" / name).is_file():
            hint = references.closest(name, library.pages)
            yield _front(page, name, "broken-link", f"related 里没有页面 {name}。{hint}", library)


def _parts(page: Page, library: Library) -> Iterator[Problem]:
    kind = library.kinds.get(page.meta.kind)
    if kind is None:
        return
    ids = {part.id for part in kind.parts}
    for name in page.meta.omit:
        if name not in ids:
            hint = references.closest(name, ids)
            yield _front(
                page,
                f"{name}:",
                "unknown-omit",
                f"omit 里的 {name} 不是“{kind.name}”页的部分。{hint}",
                library,
            )
    headings = prose.headings(page.body)
    for heading in headings:
        if heading.level == 1:
            message = f"正文里不写一级标题“# {heading.text}”：它由信息栏的 title 印出来，这里改成 ##"
            yield _on(page, heading.line, "extra-title", message)
    lines = {heading.text: heading.line for heading in headings if heading.level == 2}
    last = 0
    for part in kind.parts:
        line = lines.get(part.title)
        if line is None and part.id not in page.meta.omit:
            message = (
                f"“{kind.name}”页缺少“## {part.title}”；确实不需要时在信息栏写 omit: {{{part.id}: 理由}}"
            )
            yield _on(page, 1, "missing-part", message)
        elif line is not None and line < last:
            yield _on(page, line, "part-order", f"“{part.title}”的位置不对，顺序应是：{_order(kind)}")
        last = max(last, line or 0)


def _order(kind: content.Kind) -> str:
    return " → ".join(part.title for part in kind.parts)


def _references(page: Page, library: Library) -> Iterator[Problem]:
    titles = {heading.line for heading in prose.headings(page.body)}
    for reference in references.scan(page.body):
        if reference.line in titles:
            message = f"标题里不能有引用（{reference.scheme}:{reference.id}），请写在正文里"
            yield _on(page, reference.line, "heading-reference", message)
        fault = references.fault(reference, library)
        if fault:
            yield _on(page, reference.line, fault.rule, fault.message)


def _links(page: Page, library: Library, rendered: Mapping[str, str]) -> Iterator[Problem]:
    """Check links to other pages and files of the site, and to headings."""
    for number, line in references.prose_lines(page.body):
        for found in _LINK.finditer(references.without_code(line)):
            target = found["target"] or found["defined"]
            fault = _link_fault(target, page.path, library, rendered)
            if fault:
                yield _on(page, number, fault.rule, fault.message)


def _link_fault(target: str, origin: str, library: Library, rendered: Mapping[str, str]) -> Problem | None:
    """Say why a link written on the page `origin` leads nowhere; None when it leads somewhere, or off the site."""
    file, _, anchor = target.partition("#")
    if ":" in file or file.startswith("//"):
        return None
    path = normpath(join(dirname(origin), file)) if file else origin
    if path not in library.pages:
        if (library.root / "docs" / path).is_file() and not path.startswith("_data/"):
            return None  # a picture or file, or a page with faults of its own
        hint = references.closest(path, library.pages)
        return Problem("", 1, f"没有页面 {path}（从 docs 算起）。{hint}", "", "broken-link")
    if anchor and anchor not in _ID.findall(rendered[path]):
        message = f"{path} 里没有 id 是 {anchor} 的标题；在那个标题后面写 {{#{anchor}}}"
        return Problem("", 1, message, "", "broken-anchor")
    return None


def _twice_on_page(page: Page, html: str, library: Library) -> Iterator[Problem]:
    """Find ids that a page carries twice: a heading named twice, or one block asked for twice."""
    ids = _ID.findall(html)
    place = Place(f"docs/{page.path}", page.first_line)
    for name in sorted({name for name in ids if ids.count(name) > 1}):
        line = _line_with(library.root, place, name.removeprefix("table-"), last=True)
        yield Problem(
            place.path,
            line,
            f"这一页有两处 id 都是 {name}：换一个名字，或者同一块只用一次",
            "",
            "duplicate-id",
        )


def _words(page: Page, library: Library) -> Iterator[Problem]:
    excepted = [one.text for one in library.exceptions.figures if one.page == page.path]
    lines = page.body.split("\n")
    for finding in prose.bare_figures(page.body):
        if not any(words in lines[finding.line - 1] for words in excepted):
            yield _on(page, finding.line, finding.rule, finding.message)
    for search in (prose.raw_html, prose.odd_characters, prose.typography, prose.reading):
        for finding in search(page.body):
            yield _on(page, finding.line, finding.rule, finding.message)
    for key, words in (("title", page.meta.title), ("description", page.meta.description)):
        for search in (prose.bare_figures, prose.odd_characters, prose.typography):
            for finding in search(words):
                yield _front(page, f"{key}:", finding.rule, finding.message, library)
    for alias in page.meta.aliases:
        for finding in prose.odd_characters(alias):
            yield _front(page, alias, finding.rule, finding.message, library)
    addresses = never_print.released(library)
    for finding in (*never_print.in_page(page.body, library), *never_print.links(page.body, addresses)):
        yield _on(page, finding.line, finding.rule, finding.message)
    for finding in never_print.in_text(page.meta.description, library):
        yield _front(page, "description:", finding.rule, finding.message, library)


# ── Command ──────────────────────────────────────────────────────────────────────────────────────────


def main(words: list[str]) -> int:
    """Run the check on the current directory; return 0 when all is well, 1 with problems, 2 when called wrongly."""
    start = time.perf_counter()
    issues = [word.removeprefix(ISSUE) for word in words if word.startswith(ISSUE)]
    unknown = sorted(word for word in words if word not in OPTIONS and not word.startswith(ISSUE))
    if unknown:
        print(f"不认识 {' '.join(unknown)}；能用的只有 {'、'.join(OPTIONS)} 和 {ISSUE}文件。", file=sys.stderr)
        return 2
    try:
        day = today(os.environ)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    report = run(Path.cwd(), day)
    for file in issues if report.due else ():
        Path(file).write_text(review.issue(report.due), "utf-8")
    scheduled = "--scheduled" in words
    problems = report.problems + ([due_problem(one) for one in report.due] if scheduled else [])
    for problem in problems:
        print(problem)
        if os.environ.get("GITHUB_ACTIONS") == "true":
            print(_annotation(problem))
    for note in report.notes if "--notes" in words else ():
        print(f"提示：{note}")
    for omission in report.omissions:
        print(f"省略：{omission}")
    for line in reading.report(report.figures, report.data, every="--reading" in words):
        print(line)
    seconds = time.perf_counter() - start
    print(
        f"查了 {report.pages} 页，用 {seconds:.1f} 秒；{len(problems)} 处要改，{len(report.notes)} 处提示（NOTES=1 列出），"
        f"{report.exceptions} 条例外，{len(report.due)} 项已过复核日期{'' if scheduled else '（不影响构建）'}。"
    )
    return 1 if problems else 0


def due_problem(one: review.Due) -> Problem:
    """Say of something past its day of review what a scheduled run prints."""
    return Problem(one.place.path, one.place.line, review.sentence(one), "", "review-due")


def _annotation(problem: Problem) -> str:
    """Give the line that GitHub shows beside the code."""
    text = f"{problem.message} {problem.hint}".strip().replace("%", "%25").replace("\n", "%0A")
    return f"::error file={problem.path},line={problem.line}::{text} ({problem.rule})"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
