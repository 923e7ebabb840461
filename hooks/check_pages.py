"""What an editor can get wrong on a page: its parts and their order, references, links, ids, words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from posixpath import dirname, join, normpath

from markdown import Markdown

from calculators.source import Problem
from hooks import blocks, check_data, content, extension, located, never_print, prose, references, text
from hooks.assemble import Site
from hooks.content import Library, Page, Place
from hooks.render import Context
from hooks.words import CONFIDENCE

_LINK = re.compile(
    r"\[(?:[^\[\]\\]|\\.)*\]\((?P<target>[^)\s]+)(?:\s+\"[^\"]*\")?\)|^\s*\[[^\]]+\]:\s*(?P<defined>\S+)"
)
_SENTENCE_END = re.compile(r"[。！？；|\n]")
_DOUBTS = {word: level for level, word in CONFIDENCE.items() if word}
_ID = re.compile(r'\sid="([^"]+)"')


def rendered_page(site: Site, path: str) -> str:
    """Render a page as the build does, without MkDocs."""
    return rendered(site, [path])[path]


def rendered(site: Site, paths: Iterable[str]) -> dict[str, str]:
    """Render pages as the build does, without MkDocs: path -> HTML.

    One Markdown serves them all: making it costs as much as a page.
    """
    context: Context
    requests = extension.RequestExtension(
        frozenset(blocks.KINDS),
        lambda request: blocks.render(request, context),
        lambda *reference: context.link(*reference),
        lambda *fault: context.report(*fault),
    )
    options = extension.options(site.library.part_ids)
    markdown = Markdown(extensions=[*extension.EXTENSIONS, requests], extension_configs=options)
    found = {}
    for path in paths:
        context = site.begin(path)
        found[path] = markdown.reset().convert(site.library.pages[path].body)
    return found


def problems(page: Page, site: Site, rendered: Mapping[str, str]) -> Iterator[Problem]:
    """Check one hand-written page; `rendered` holds all pages' HTML."""
    yield from _parts(page, site.library)
    yield from _references(page, site.library)
    yield from _links(page, site.library, rendered)
    yield from _twice_on_page(page, rendered[page.path], site.library)
    yield from _words(page, site.library)


def unreferenced(page: Page, library: Library) -> Iterator[tuple[bool, Problem]]:
    """Find what is said of rights and duties without a source; True where the part must not leave it out."""
    kind = library.kinds.get(page.meta.kind)
    strict = {part.title for part in kind.parts if part.id in kind.strict} if kind else set()
    excepted = [one.text for one in library.exceptions.unreferenced if one.page == page.path]
    for paragraph in prose.unreferenced(page.body):
        if not any(words in paragraph.words or words in paragraph.raw for words in excepted):
            message = f"这里讲了权利或义务，却没有引用依据：{paragraph.words[:30]}…。请加 [名称](law:…)"
            yield paragraph.part in strict, _on(page, paragraph.line, "unreferenced", message)


def _on(page: Page, line: int, rule: str, message: str, hint: str = "") -> Problem:
    """A problem at a line of the page's body."""
    return Problem(f"docs/{page.path}", page.first_line + line - 1, message, hint, rule)


def _front(page: Page, words: str, rule: str, message: str, library: Library) -> Problem:
    """A problem in the front matter, at the first line with `words`."""
    place = Place(f"docs/{page.path}", 1)
    return located.at_words(library, place, words, rule, message)


def front_matter(page: Page, library: Library) -> Iterator[Problem]:
    """Check what the page says of itself."""
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
        line = located.line_with(library.root, place, name.removeprefix("table-"), last=True)
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
    for number, line in references.prose_lines(page.body):
        for _, message in _doubts(line, library):
            yield _on(page, number, "confidence-word", message)
    addresses = never_print.released(library)
    for finding in (*never_print.in_page(page.body, library), *never_print.links(page.body, addresses)):
        yield _on(page, finding.line, finding.rule, finding.message)
    for finding in never_print.in_text(page.meta.description, library):
        yield _front(page, "description:", finding.rule, finding.message, library)


def links_in_data(site: Site, rendered: Mapping[str, str]) -> Iterator[Problem]:
    """Check the links to pages inside the texts of all data files."""
    for place, words in check_data.texts(site.library):
        for target in text.page_links(words):
            fault = _link_fault(target, "", site.library, rendered)
            if fault:
                yield replace(fault, path=place.path, line=located.line_with(site.library.root, place, target))


def doubts_in_data(library: Library) -> Iterator[Problem]:
    """Check how well the texts of all data files say their sources are known."""
    for place, said in check_data.texts(library):
        for sentence, message in _doubts(said, library):
            yield located.at_words(library, place, sentence, "confidence-word", message)


def _doubts(said: str, library: Library) -> Iterator[tuple[str, str]]:
    """Find each sentence that names a doubt which the card of none of its rules names, and what to say of it."""
    for sentence in _SENTENCE_END.split(said) if any(word in said for word in _DOUBTS) else ():
        cited = [one.id for one in references.scan(sentence) if one.scheme == "law" and one.id in library.rules]
        known = {library.rules[name].provision.confidence for name in cited}
        for word, level in _DOUBTS.items():
            if known and word in sentence and level not in known:
                shown = "、".join(f"law:{name}" for name in cited)
                words = "或".join(f"“{CONFIDENCE[one]}”" for one in sorted(known) if CONFIDENCE[one])
                instead = f"照卡片写{words}" if words else "依据都核实过了，删掉这几个字"
                message = f"写了“{word}”，引用的 {shown} 却没有一条 confidence 是 {level}：{instead}"
                yield sentence.strip(), message
