"""`python -m hooks.check`: everything an editor can get wrong, found in one run, in seconds, without MkDocs.

Each problem is printed as `path:line: message (rule)`; in GitHub Actions also as an annotation on that line.
`--scheduled` also fails on what is past its day of review; `--notes` lists what is only advice.
"""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from posixpath import dirname, join, normpath

from markdown import Markdown
from pydantic import BaseModel

from calculators import registry
from calculators.source import Problem
from hooks import assemble, blocks, content, extension, pages, prose, references, review
from hooks.assemble import Settings, Site
from hooks.content import GridTable, Library, OutputsTable, Page, Place, SeriesTable, first_day
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
    # References
    "unknown-reference": "引用了没有登记的条目",
    "empty-label": "引用没有标签",
    "figure-label": "数字引用的标签像数字",
    "not-covered": "数据不包含这一天",
    "not-in-force": "引用了不在有效期的规定",
    "heading-reference": "标题里有引用",
    # Pages
    "front-matter": "页面没有完整的信息栏",
    "unknown-kind": "没有这种页面",
    "missing-part": "缺少必有的部分",
    "part-order": "各部分顺序不对",
    "unknown-omit": "omit 里的部分不存在",
    "fence-open": "代码块没有结束",
    "fence-indent": "代码块缩进不对",
    "bad-block": "块写得不对",
    "unknown-block": "块要的条目不存在",
    "unsafe-link": "链接的写法不安全",
    "broken-link": "站内链接指向不存在的页面",
    "broken-anchor": "站内链接指向不存在的标题",
    "raw-html": "写了 HTML",
    # Words
    "bare-figure": "法律数字直接写在正文里",
    "unreferenced": "讲权利义务却没有引用依据",
    "long-title": "标题太长",
    "long-description": "一句话结论太长",
    "long-paragraph": "段落太长",
    "long-sentences": "句子平均太长",
    "typography": "中文排版",
    "odd-character": "看不见或形近的字符",
    # Time
    "review-due": "已过复核日期",
}
REFERENCE_RULES = frozenset(
    {"unknown-reference", "empty-label", "figure-label", "not-covered", "not-in-force"}
)
_LINK = re.compile(r"\[(?:[^\[\]\\]|\\.)*\]\((?P<target>[^)\s]+)(?:\s+\"[^\"]*\")?\)")
_ID = re.compile(r'\sid="([^"]+)"')


@dataclass
class Report:
    """What a run found: problems fail it, notes are advice, due lists what is past its day of review."""

    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    due: list[review.Due] = field(default_factory=list)
    pages: int = 0
    omissions: list[str] = field(default_factory=list)


def run(root: Path, day: date) -> Report:
    """Check everything below `root` as seen on `day`."""
    library, problems = content.collect(root, day)
    report = Report([*problems, *data_problems(library)], due=sorted(review.due(library)))
    report.notes += unused_terms(library)
    site = assemble.site(library, Settings())
    rendered = {path: _rendered(site, path) for path in site.library.pages}
    for page in library.pages.values():
        _page(page, site, rendered, report)
    for path in site.made:
        report.problems += site.contexts[path].problems
    report.problems = sorted(set(report.problems))
    report.pages = len(library.pages)
    return report


# ── Data ─────────────────────────────────────────────────────────────────────────────────────────────


def data_problems(library: Library) -> list[Problem]:
    """Find what the models cannot see: ids of other files, dates out of order, references in texts."""
    return [
        *_dates(library),
        *_ids(library),
        *_text_references(library),
        *_unused(library),
        *(problem for page in library.pages.values() for problem in _meta(page, library)),
    ]


def _dates(library: Library) -> Iterator[Problem]:
    for rule in library.rules.values():
        place = library.places["law", rule.id]
        announced = first_day(rule.provision.promulgated or rule.instrument.promulgated)
        if announced and rule.since and rule.since < announced:
            yield _at(place, "date-order", f"{rule.id} 施行日 {rule.since} 早于公布日 {announced}")
        if rule.since and rule.until and rule.until < rule.since:
            yield _at(place, "date-order", f"{rule.id} 失效日 {rule.until} 早于施行日 {rule.since}")
        if rule.provision.checked > library.today:
            yield _at(place, "future-date", f"{rule.id} 的核对日期 {rule.provision.checked} 在今天之后")
    for channel in library.channels.values():
        if channel.checked > library.today:
            place = library.places["channels", channel.id]
            yield _at(place, "future-date", f"{channel.id} 的核对日期 {channel.checked} 在今天之后")


def _ids(library: Library) -> Iterator[Problem]:
    """Check the ids that data files give as bare names."""
    rules, names = library.rules, library.law
    for parameter in library.law.values():
        place = Place(f"calculators/parameters/{parameter.id}.yaml", 1)
        yield from _known(parameter.basis, rules, place, "规则", library.root)
    for term in library.terms.values():
        yield from _known(term.law, rules, library.places["terms", term.id], "规则", library.root)
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
    for name, claim in library.claims.items():
        laws = [piece.law for piece in claim.evidence if piece.law]
        yield from _known(laws, rules, library.places["claims", name], "规则", library.root)
    for name, instrument in library.instruments.items():
        if instrument.superseded_by:
            place = library.places["sources", name]
            yield from _known([instrument.superseded_by], library.instruments, place, "文件", library.root)


def _known(
    ids: Iterable[str], known: Iterable[str], place: Place, what: str, root: Path
) -> Iterator[Problem]:
    """Report each id that is not in `known`, on the line of the file where it stands."""
    listed = set(known)
    for name in ids:
        if name not in listed:
            line = _line_with(root, place, name)
            close = references.closest(name, listed)
            yield Problem(place.path, line, f"没有叫 {name} 的{what}", close, "unknown-id")


def _in_force(ids: Iterable[str], place: Place, library: Library) -> Iterator[Problem]:
    for name in ids:
        rule = library.rules.get(name)
        word = references.status_word(rule, library) if rule else None
        if word in ("已被取代", "已失效", "草案，未生效"):
            line = _line_with(library.root, place, name)
            yield Problem(
                place.path,
                line,
                f"依据里的 {name} 在 {library.today} {word}，请换成现行的",
                "",
                "not-in-force",
            )


def _text_references(library: Library) -> Iterator[Problem]:
    """Check the references inside the texts of all data files."""
    groups: list[tuple[str, Mapping[str, BaseModel]]] = [
        ("channels", library.channels),
        ("checklists", library.checklists),
        ("tables", library.tables),
        ("claims", library.claims),
        ("terms", library.terms),
    ]
    entries = [(library.places[kind, key], entry) for kind, group in groups for key, entry in group.items()]
    entries += [(library.places["law", rule.id], rule.provision) for rule in library.rules.values()]
    for place, entry in entries:
        for reference in (found for words in _texts(entry) for found in references.scan(words)):
            fault = references.fault(reference, library)
            if fault and not (
                place.path.startswith(f"{content.DATA}/sources/") and fault.rule == "not-in-force"
            ):
                line = _line_with(library.root, place, f"{reference.scheme}:{reference.id}")
                yield Problem(place.path, line, fault.message, "", fault.rule)


def _texts(value: object) -> Iterator[str]:
    """Yield every text inside a model."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, BaseModel):
        yield from (text for name in type(value).model_fields for text in _texts(getattr(value, name)))
    elif isinstance(value, Mapping):
        yield from (text for item in value.values() for text in _texts(item))
    elif isinstance(value, tuple):
        yield from (text for item in value for text in _texts(item))


def _unused(library: Library) -> Iterator[Problem]:
    """Find tables and checklists that no page shows, generated pages included."""
    bodies = [page.body for page in library.pages.values()] + [one.page.body for one in pages.made(library)]
    text = "\n".join(bodies)
    for kind, fence, known in (
        ("tables", "rate-table", library.tables),
        ("checklists", "checklist", library.checklists),
    ):
        for name in known:
            if not re.search(rf"```\s*{fence} {re.escape(name)}\s*$", text, re.MULTILINE):
                place = library.places[kind, name]
                yield _at(place, "unused", f"没有页面用到 {name}。在页面里写 ```{fence} {name} ，或者删掉它")


def unused_terms(library: Library) -> Iterator[Problem]:
    """Find glossary terms that no page links to: advice, since they still serve the search."""
    used = {found.id for page in library.pages.values() for found in references.scan(page.body)}
    for name in library.terms:
        if name not in used:
            yield _at(library.places["terms", name], "unused", f"没有页面链接到词条 {name}（term:{name}）")


def _line_with(root: Path, place: Place, words: str) -> int:
    """Give the first line at or after the place on which `words` stand; the place's line when there is none."""
    try:
        lines = (root / place.path).read_text("utf-8").split("\n")
    except OSError:
        return place.line
    return next((n for n, line in enumerate(lines, 1) if n >= place.line and words in line), place.line)


def _at(place: Place, rule: str, message: str) -> Problem:
    return Problem(place.path, place.line, message, "", rule)


# ── Pages ────────────────────────────────────────────────────────────────────────────────────────────


def _rendered(site: Site, path: str) -> str:
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
        *_words(page, library),
    ]
    found += [one for one in site.contexts[page.path].problems if one.rule not in REFERENCE_RULES]
    report.problems += found
    kind = library.kinds.get(page.meta.kind)
    strict = {part.title for part in kind.parts if part.id in kind.strict} if kind else set()
    excepted = [one.text for one in library.exceptions.unreferenced if one.page == page.path]
    for paragraph in prose.unreferenced(page.body):
        if any(text in paragraph.words for text in excepted):
            continue
        message = f"这里讲了权利或义务，却没有引用依据：{paragraph.words[:30]}…。请加 [名称](law:…)"
        problem = _on(page, paragraph.line, "unreferenced", message)
        (report.problems if paragraph.part in strict else report.notes).append(problem)
    report.omissions += [f"{page.path}: {part}（{reason}）" for part, reason in page.meta.omit.items()]


def _on(page: Page, line: int, rule: str, message: str, hint: str = "") -> Problem:
    """A problem at a line of the page's body."""
    return Problem(f"docs/{page.path}", page.first_line + line - 1, message, hint, rule)


def _front(page: Page, key: str, rule: str, message: str, library: Library) -> Problem:
    """A problem in the front matter, at the line of its key."""
    place = Place(f"docs/{page.path}", 1)
    return Problem(place.path, _line_with(library.root, place, f"{key}:"), message, "", rule)


def _meta(page: Page, library: Library) -> Iterator[Problem]:
    meta = page.meta
    if meta.kind not in library.kinds:
        hint = references.closest(meta.kind, library.kinds)
        yield _front(page, "kind", "unknown-kind", f"没有 {meta.kind} 这种页面。{hint}", library)
    if meta.reviewed > library.today:
        yield _front(page, "reviewed", "future-date", f"核对日期 {meta.reviewed} 在今天之后", library)
    if prose.visible_length(meta.title) > prose.LONGEST_TITLE:
        yield _front(page, "title", "long-title", f"标题超过 {prose.LONGEST_TITLE} 字", library)
    length = prose.visible_length(meta.description)
    if length > prose.LONGEST_DESCRIPTION:
        message = f"一句话结论有 {length} 字，超过 {prose.LONGEST_DESCRIPTION} 字"
        yield _front(page, "description", "long-description", message, library)
    for name in meta.related:
        if name not in library.pages:
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
                page, name, "unknown-omit", f"omit 里的 {name} 不是“{kind.name}”页的部分。{hint}", library
            )
    lines = {heading.text: heading.line for heading in prose.headings(page.body) if heading.level == 2}
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
    """Check links to other pages of the site and to headings."""
    for number, line in references.prose_lines(page.body):
        for found in _LINK.finditer(line):
            target, _, anchor = found["target"].partition("#")
            if ":" in target or target.startswith("//"):
                continue
            path = normpath(join(dirname(page.path), target)) if target else page.path
            if path not in library.pages:
                hint = references.closest(path, library.pages)
                yield _on(page, number, "broken-link", f"没有页面 {path}（从 docs 算起）。{hint}")
            elif anchor and anchor not in _ID.findall(rendered[path]):
                message = f"{path} 里没有 id 是 {anchor} 的标题；在那个标题后面写 {{#{anchor}}}"
                yield _on(page, number, "broken-anchor", message)


def _words(page: Page, library: Library) -> Iterator[Problem]:
    excepted = [one.text for one in library.exceptions.figures if one.page == page.path]
    lines = page.body.split("\n")
    for finding in prose.bare_figures(page.body):
        if not any(text in lines[finding.line - 1] for text in excepted):
            yield _on(page, finding.line, finding.rule, finding.message)
    for search in (prose.raw_html, prose.odd_characters, prose.typography, prose.reading):
        for finding in search(page.body):
            yield _on(page, finding.line, finding.rule, finding.message)


# ── Command ──────────────────────────────────────────────────────────────────────────────────────────


def main(words: list[str]) -> int:
    """Run the check on the current directory; return the exit code."""
    start = time.perf_counter()
    try:
        day = today(os.environ)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    report = run(Path.cwd(), day)
    scheduled = "--scheduled" in words
    problems = report.problems + ([_due(one) for one in report.due] if scheduled else [])
    for problem in problems:
        print(problem)
        if os.environ.get("GITHUB_ACTIONS") == "true":
            print(_annotation(problem))
    if "--notes" in words:
        print("\n".join(f"提示：{note}" for note in report.notes))
    for omission in report.omissions:
        print(f"省略：{omission}")
    seconds = time.perf_counter() - start
    print(
        f"查了 {report.pages} 页，用 {seconds:.1f} 秒；{len(problems)} 处要改，{len(report.notes)} 处提示（--notes 列出），"
        f"{len(report.due)} 项已过复核日期{'' if scheduled else '（不影响构建）'}。"
    )
    return 1 if problems else 0


def _due(one: review.Due) -> Problem:
    return Problem(one.place.path, one.place.line, f"{one.what} 应在 {one.day} 前复核", "", "review-due")


def _annotation(problem: Problem) -> str:
    """Give the line that GitHub shows beside the code."""
    text = f"{problem.message} {problem.hint}".strip().replace("%", "%25").replace("\n", "%0A")
    return f"::error file={problem.path},line={problem.line}::{text} ({problem.rule})"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
