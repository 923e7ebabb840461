"""Pages of the letters and the reply cards: one page for each letter, an index by purpose, one page with all cards."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from markupsafe import Markup

from hooks import documents, letters, references, text
from hooks.content import Library
from hooks.letters import GROUPS, LAWFUL, REPLY_GROUPS, Letter, ReplyCard
from hooks.made import Made, first_sentence, from_folder, made_meta, made_page
from hooks.render import Context

LETTERS = "docs/_data/letters"
CARDS = "docs/_data/reply-cards.yaml"
TEMPLATE_FILE = "assets/letter.docx"
WORKBOOK_FILE = "assets/debts.xlsx"
HONEST = "只写真的，拿不准的空着，不要猜。"
HONEST_HARDSHIP = "只写真的：编造困难、伪造材料会害了自己。拿不准的空着，不要猜。"


def made(library: Library) -> Iterator[Made]:
    """Yield the generated pages."""
    if library.letters:
        yield _index(library)
        yield from (_letter(one, library) for one in library.letters.values())
    if library.reply_cards:
        yield _cards(library)


def files(library: Library) -> dict[str, bytes]:
    """Give the Word and Excel files: a blank one of each letter, and the templates that the browser fills in."""
    blank = {f"letters/{one.id}.docx": documents.blank_letter(one) for one in library.letters.values()}
    return {**blank, TEMPLATE_FILE: documents.template(), WORKBOOK_FILE: documents.workbook()}


# ── Letters ──────────────────────────────────────────────────────────────────────────────────────────


def _index(library: Library) -> Made:
    meta = made_meta(
        library,
        "文书模板",
        "选一份，边填边成文，可以复制、打印、存成 Word；填的内容只在你的设备上。",
        aliases=["模板", "申请书", "投诉信", "异议书", "答辩状", "怎么写"],
        order=0,
    )
    lines = [
        "先看每份“什么时候用”和“不要用”。只写真的，不群发，不抄别人的情节。",
        "",
    ]
    for group, title in GROUPS.items():
        inside = [one for one in library.letters.values() if one.group == group]
        if inside:
            lines += ["", f"## {title} {{#{group} .rows}}", ""]
            lines += [f"- [{one.title}]({one.id}.md) {one.summary}" for one in inside]
    return made_page("letters/index.md", LETTERS, meta, lines)


def _letter(one: Letter, library: Library) -> Made:
    meta = made_meta(
        library,
        one.title,
        one.summary,
        "letter",
        aliases=[f"{one.title}模板", f"{one.title}怎么写", *one.aliases],
        related=[path for path in one.pages if path in library.pages][:3],
    )
    lines = [
        "## 什么时候用 {#when}",
        "",
        *_list(one.use_when),
        "",
        '!!! warning "不要用的时候"',
        "",
        *(f"    {line}" for line in _list(one.not_when)),
        "",
        *_before(one, library),
        "## 正文 {#text}",
        "",
        f"```letter-form {one.id}",
        "```",
        "",
        *_after(one),
        "## 依据 {#basis}",
        "",
        *_basis(one, library),
    ]
    place = library.places.get(("letters", one.id))
    return made_page(f"letters/{one.id}.md", place.path if place else LETTERS, meta, lines)


def _before(one: Letter, library: Library) -> Iterator[str]:
    """The checklist and the calculation that come before writing, in one line."""
    found = []
    checklist = library.checklists.get(one.checklist or "")
    if checklist:
        found.append(f"先看清单 [{checklist.title}](../checklists/{checklist.id}.md)")
    page = calculator_page(one.calculator, library)
    if page:
        found.append(f"{'再' if found else '先'}到 [{library.pages[page].meta.title}](../{page}) 算一算")
    if found:
        yield from (f"写以前，{'，'.join(found)}。", "")


def _after(one: Letter) -> Iterator[str]:
    yield from ("## 寄出以后 {#after-sending}", "", "**寄给谁**", "", *_sentences(one.send_to), "")
    if one.attachments:
        yield from ("**附上什么**", "", *_list(one.attachments), "")
    yield from ("**接下来**", "", *_sentences(one.next), "")


def calculator_page(name: str | None, library: Library) -> str | None:
    """Find the page that carries a calculator's form."""
    fence = re.compile(rf"^\s*```calculator +{re.escape(name)}\s*$", re.MULTILINE) if name else None
    return next((path for path, page in library.pages.items() if fence and fence.search(page.body)), None)


def _sentences(words: Iterable[str]) -> Iterator[str]:
    for sentence in words:
        yield from (from_folder(sentence), "")


def _list(words: Iterable[str]) -> list[str]:
    return [f"- {from_folder(sentence)}" for sentence in words]


def _basis(one: Letter, library: Library) -> Iterator[str]:
    for name in one.basis:
        rule = library.rules.get(name)
        if rule and not references.status_word(rule, library):
            yield f"- [{rule.label}](law:{name})：{first_sentence(rule.provision.rule)}"


def link_html(one: Letter, page: Context) -> Markup:
    """Render the link to a letter, with when to use it."""
    use = page.inline(one.use_when[0])
    return page.template(
        "letter-link", letter={"title": one.title, "url": f"{page.base}letters/{one.id}/", "use": use}
    )


def form_html(one: Letter, page: Context) -> Markup:
    """Render a letter's fields and its words with blanks; letter.js fills them in."""
    page.modules.add("letter.js")
    blanks = {blank.id: letters.blank_words(blank) for blank in one.fields}
    return page.template(
        "letter-form",
        letter=one,
        lines=letters.lines(one),
        blanks=blanks,
        warnings=[page.inline(sentence) for sentence in one.warnings],
        honest=HONEST_HARDSHIP if one.hardship else HONEST,
        file=f"{page.base}letters/{one.id}.docx",
        template_file=page.base + TEMPLATE_FILE,
    )


# ── Reply cards ──────────────────────────────────────────────────────────────────────────────────────


def _cards(library: Library) -> Made:
    meta = made_meta(
        library,
        "怎么回话",
        "催收常说的话是什么意思、能不能这样说，怎么平静地回一句，记下什么。",
        "tool",
        aliases=["话术", "催收话术", "怎么回催收", "接到催收电话怎么说"],
        related=[
            path for path in ("situations/nonstop-calls.md", "rules/collection.md") if path in library.pages
        ],
    )
    lines = [
        "## 怎么用 {#use}",
        "",
        "接电话时只做三件事：问清对方是谁、记下来、不当场答应。找到对方说的那一句，照着回。",
        "",
        "有人要动手、要闯进来，不用回话，先打 [110](channel:110)。",
        "",
        "卡片可以打印，剪下来放在钱包里。",
        "",
        "```reply-cards",
        "```",
    ]
    return made_page("tools/reply-cards.md", CARDS, meta, lines)


def cards_html(page: Context) -> Markup:
    """Render all reply cards by group; reply-cards.js filters them by what the collector said.

    Their references lead to the register: cards for all of them would be half of the page.
    """
    page.modules.add("reply-cards.js")
    cards = page.library.reply_cards.values()
    groups = [
        (key, title, [_card(card, page) for card in cards if card.group == key])
        for key, title in REPLY_GROUPS.items()
    ]
    return page.template("reply-cards", groups=[group for group in groups if group[2]])


def _card(card: ReplyCard, page: Context) -> dict[str, object]:
    claim = page.library.claims.get(card.claim or "")
    return {
        "id": card.id,
        "says": text.plain(card.collector_says),
        "variants": [text.plain(words) for words in card.variants],
        "means": page.quiet(card.means),
        "lawful": card.lawful,
        "sign": LAWFUL[card.lawful][0],
        "lawful_word": LAWFUL[card.lawful][1],
        "why": page.quiet(card.why),
        "reply": text.plain(card.reply),
        "record": page.quiet(card.record),
        "claim": page.link("claim", claim.id, claim.title) if claim else None,
    }
