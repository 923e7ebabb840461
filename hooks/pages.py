"""Pages made from data: the law register, the glossary, the fact-checks and the contents. Path -> Markdown text.

They go through the same Markdown, checks and templates as hand-written pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from hooks import history_pages, law_pages, letter_pages, review, text, words
from hooks.content import Claim, ClaimTopic, ClaimVerdict, Library, Page, Term
from hooks.made import Made, first_sentence, from_folder, made_meta, made_page
from hooks.render import GLOSSARY

TOPIC_OF_CLAIM: Mapping[ClaimTopic, str] = {
    "collection": "催收",
    "rates": "利率和费用",
    "credit-report": "征信",
    "negotiation": "协商",
    "court": "法院",
    "fraud": "诈骗",
    "platform": "平台",
    "personal-data": "个人信息",
    "products": "产品宣称",
    "market": "市场和行业",
    "budget": "钱怎么安排",
    "complaint": "投诉",
}


def made(library: Library) -> Iterator[Made]:
    """Yield every generated page."""
    yield from law_pages.made(library)
    yield from letter_pages.made(library)
    yield from history_pages.made(library)
    if library.terms:
        yield _glossary(library)
    if library.claims:
        yield _claim_index(library)
        yield from (_verdict(verdict, found, library) for verdict, found in _by_verdict(library))
        yield from (_claim(claim, library) for claim in library.claims.values())
    yield from _checklists(library)
    if library.channels:
        yield _channels(library)
    if library.instruments:
        yield _open_data(library)
    yield _contents(library)


# ── Glossary ─────────────────────────────────────────────────────────────────────────────────────────


def _glossary(library: Library) -> Made:
    meta = made_meta(
        library,
        "词语解释",
        "网上的叫法和规范的说法对照，每个词一句话讲清楚。",
        "index",
        aliases=["术语", "黑话", "是什么意思"],
    )
    lines: list[str] = []
    for group, word in words.TERM_GROUP.items():
        terms = [term for term in library.terms.values() if term.group == group]
        if terms:
            lines += [f"## {word} {{#group-{group}}}", ""]
        for term in terms:
            lines += [*_term(term, library), ""]
    return made_page(f"{GLOSSARY}index.md", "docs/_data/terms.yaml", meta, lines)


def _term(term: Term, library: Library) -> Iterator[str]:
    yield f"### {term.term} {{#{term.id}}}"
    yield ""
    yield text.plain(term.meaning)
    said = f"也有人说：{'、'.join(term.colloquial)}。" if term.colloquial else ""
    formal = f"规范的说法：{term.formal}。" if term.formal and term.formal != term.term else ""
    if said or formal:
        yield f"\n{said}{formal}"
    page = library.pages.get(term.page or "")
    more = f"详细看：[{page.meta.title}](../{page.path})。" if page else ""
    rules = [library.rules[name] for name in term.law if name in library.rules]
    links = "、".join(f"[{r.label}](../law/{r.instrument.id}.md#{r.id})" for r in rules)
    basis = f"依据：{links}。" if rules else ""
    if more or basis:
        yield f"\n{more}{basis}"


# ── Fact-checks ──────────────────────────────────────────────────────────────────────────────────────


def _claim_index(library: Library) -> Made:
    meta = made_meta(
        library,
        "说法核查",
        "网上流传的说法，一条条核对：对在哪里，错在哪里，正确的是什么。",
        "index",
        aliases=["辟谣", "真的假的", "是真的吗"],
        order=0,
    )
    lines = ["## 按结论看 {#verdicts .rows}", ""]
    for verdict, found in _by_verdict(library):
        sign, word = words.VERDICT[verdict]
        lines.append(f"- [{sign} {word}](verdict-{verdict}.md) {len(found)} 条")
    order = list(TOPIC_OF_CLAIM)
    ordered = sorted(library.claims.values(), key=lambda one: (order.index(one.topic), one.title))
    for topic, group in groupby(ordered, key=lambda one: one.topic):
        lines += ["", f"## {TOPIC_OF_CLAIM[topic]} {{#{topic} .rows}}", ""]
        for one in group:
            sign, word = words.VERDICT[one.verdict]
            # The title is the truth and the verdict is of the saying: without its subject it would deny the title.
            lines.append(f"- [{one.title}]({one.id}.md) 流传的说法 {sign} {word}")
    return made_page("fact-check/index.md", "docs/_data/claims", meta, lines)


def _by_verdict(library: Library) -> Iterator[tuple[ClaimVerdict, list[Claim]]]:
    """Yield each verdict that was given, with its fact-checks."""
    for verdict in words.VERDICT:
        found = [one for one in library.claims.values() if one.verdict == verdict]
        if found:
            yield found[0].verdict, found


def _verdict(verdict: ClaimVerdict, claims: list[Claim], library: Library) -> Made:
    """Make the list of one verdict, by topic: what the index shows by topic, the other way round."""
    word = words.VERDICT[verdict][1]
    meta = made_meta(
        library,
        f"结论是“{word}”的说法",
        f"有 {len(claims)} 条流传的说法，结论是“{word}”；下面每行写的是正确的说法。",
        "index",
    )
    order = list(TOPIC_OF_CLAIM)
    lines = ["## 正确的说法 {#claims .rows}", ""]
    for one in sorted(claims, key=lambda one: (order.index(one.topic), one.title)):
        lines.append(f"- [{one.title}]({one.id}.md) {TOPIC_OF_CLAIM[one.topic]}")
    return made_page(f"fact-check/verdict-{verdict}.md", "docs/_data/claims", meta, lines)


def _claim(one: Claim, library: Library) -> Made:
    meta = made_meta(
        library,
        one.title,
        first_sentence(one.right),
        "fact-check",
        reviewed=one.checked,
        review_by=review.claim_due(one),
        aliases=list(one.variants),
        related=[path for path in one.related if path in library.pages][:3],
    )
    place = library.places.get(("claims", one.id))
    lines = [
        "## 流传的说法",
        "",
        f"> {text.plain(one.claim)}",
        "",
        "## 结论",
        "",
        f"```verdict {one.id}",
        "```",
        "",
    ]
    lines += ["## 为什么", "", from_folder(one.why), "", "## 正确的说法", "", from_folder(one.right), ""]
    lines += [
        "## 依据",
        "",
        *_claim_basis(one, library),
        "",
        "## 核对日期",
        "",
        f"{one.checked}。规定会变，发现变化请告诉我们。",
    ]
    return made_page(f"fact-check/{one.id}.md", place.path if place else "", meta, lines)


def _claim_basis(one: Claim, library: Library) -> Iterator[str]:
    laws = [piece.law for piece in one.evidence if piece.law and piece.law in library.rules]
    labels: set[str] = set()
    for name in laws:
        rule = library.rules[name]
        if rule.label not in labels:
            yield f"- [{rule.label}](../law/{rule.instrument.id}.md#{name})"
        labels.add(rule.label)
    others = sum(1 for piece in one.evidence if piece.url or piece.source) + sum(
        piece.mirrors or 0 for piece in one.evidence
    )
    if others:
        yield f"- 另外核对过 {others} 处公开资料；转载页面不作外链"
    yield from (f"- {piece.note}" for piece in one.evidence if piece.note)


# ── Checklists ───────────────────────────────────────────────────────────────────────────────────────


def _checklists(library: Library) -> Iterator[Made]:
    if not library.checklists:
        return
    meta = made_meta(
        library, "清单", "一项一项勾：借款前、被催时、协商前、应诉前，该查什么、该备什么。", "index", order=0
    )
    lines = ["## 全部清单 {#all .rows}", ""]
    lines += [
        f"- [{one.title}]({one.id}.md) {first_sentence(one.intro)}"
        for one in sorted(library.checklists.values(), key=lambda one: one.order)
    ]
    yield made_page("checklists/index.md", "docs/_data/checklists", meta, lines)
    for one in library.checklists.values():
        meta = made_meta(
            library,
            f"清单：{one.title}",
            text.plain(one.intro),
            "checklist",
            aliases=[one.title],
            related=_with_checklist(one.id, library),
            order=one.order,
        )
        place = library.places.get(("checklists", one.id))
        yield made_page(
            f"checklists/{one.id}.md", place.path if place else "", meta, [f"```checklist {one.id}", "```"]
        )


def _with_checklist(name: str, library: Library) -> list[str]:
    """Find three pages to go on with: those that hold the checklist, then those that lead to it, situations first."""
    said = (f"```checklist {name}\n", f"checklists/{name}.md")
    pages = sorted(library.pages.values(), key=lambda page: page.folder != "situations")
    return list(dict.fromkeys(page.path for words in said for page in pages if words in page.body))[:3]


# ── Channels ─────────────────────────────────────────────────────────────────────────────────────────


def _channels(library: Library) -> Made:
    meta = made_meta(
        library,
        "全部渠道",
        "本站写到的每个电话和官方网站：能办什么，不能办什么，打之前备好什么。",
        "index",
        review_by=min(map(review.channel_due, library.channels.values())),
        aliases=["电话大全"],
        order=1,
    )
    lines: list[str] = []
    for channel in library.channels.values():
        lines += [f"## {channel.name} {{#channel-{channel.id}}}", "", f"```channels {channel.id}", "```", ""]
    return made_page("help/channels.md", "docs/_data/channels.yaml", meta, lines)


# ── Open data ────────────────────────────────────────────────────────────────────────────────────────


def _open_data(library: Library) -> Made:
    meta = made_meta(
        library,
        "开放数据",
        "法规库、法律数字、表格、清单和说法核查，都可以整份下载，注明来源就能用。",
        "about",
        aliases=["数据下载", "API", "JSON", "CSV", "授权", "转载"],
    )
    lines = [
        "不用登录，不用申请。每次更新网站，这里的文件跟着更新。",
        "",
        "## 怎么用 {#use}",
        "",
        "- **授权**：CC BY 4.0。转载、改编、商用都可以，请写明“网贷自救手册”和核对日期。",
        "- **格式**：JSON 给程序，CSV 用表格软件直接打开，Schema 说明 JSON 的每一项是什么。",
        "- **不是原文**：规定是我们转述的，要引用请看官方公布的原文。效力和有效期写在每一条里。",
        *(["- **改了什么**：看 [改动和新规](../about/changes.md)。"] if library.changes else []),
        "",
        "## 下载 {#files}",
        "",
        "```open-data",
        "```",
    ]
    return made_page("data/index.md", "docs/_data", meta, lines)


# ── Contents ─────────────────────────────────────────────────────────────────────────────────────────


def _contents(library: Library) -> Made:
    meta = made_meta(
        library,
        "全部内容",
        "按栏目列出页面；文书、清单、说法、法规、词语，各有自己的目录。",
        "index",
        aliases=["目录", "网站地图"],
    )
    lines: list[str] = []
    made_folders = {
        folder
        for folder, data in (
            ("law", library.instruments),
            ("glossary", library.terms),
            ("fact-check", library.claims),
            ("checklists", library.checklists),
            ("letters", library.letters),
        )
        if data
    }
    for section in library.sections:
        inside = [(page.meta.title, page.path) for page in in_order(section.folder, library)]
        inside = inside or [(section.title, f"{section.folder}/index.md")] * (section.folder in made_folders)
        if inside:
            lines += ["", f"## {section.title} {{#{section.id} .rows}}", "", section.summary, ""]
            lines += [f"- [{title}]({path})" for title, path in inside]
    return made_page("contents.md", "docs/_data/sections.yaml", meta, lines)


def in_order(folder: str, library: Library) -> list[Page]:
    """Pages of a section: by `order`, then by title; the section's index first."""
    inside = [page for page in library.pages.values() if page.folder == folder]
    return sorted(
        inside,
        key=lambda page: (
            not page.path.endswith("/index.md"),
            page.meta.order if page.meta.order is not None else 999,
            page.meta.title,
        ),
    )
