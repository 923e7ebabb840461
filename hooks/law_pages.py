"""Pages of the law register: one per instrument, one per topic, kind of lender and force, figures, and a timeline.

The lists need no script: each way of filtering is a page of its own. Path -> Markdown, like all generated pages.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from hooks import figures, references, review, text, words
from hooks.content import Instrument, Library, Page, Rule, first_day, standing
from hooks.made import Made, first_sentence, made_meta, made_page

SOURCES = "docs/_data/sources"
FIRST_YEAR = 2018
#: The guide that says what to do about a topic, and which rules a kind of lender has: a list of rules names it first.
GUIDES: Mapping[str, Mapping[str, str]] = {
    "topic": {
        "collection": "rules/collection.md",
        "interest-cap": "rules/interest-lines.md",
        "fees": "self-rescue/real-cost.md",
        "contract": "platform-vetting/contract-and-payout.md",
        "privacy": "rules/personal-information.md",
        "credit-report": "rules/credit-reporting.md",
        "litigation": "self-rescue/defend.md",
        "enforcement": "self-rescue/enforcement.md",
        "limitation": "situations/overdue-90-days.md",
        "crime": "faq/court-and-law.md",
        "fraud": "platform-vetting/fake-apps.md",
        "guarantee": "situations/guarantee-trap.md",
        "insolvency": "self-rescue/insolvency.md",
        "legal-aid": "self-rescue/defend.md",
        "negotiation": "self-rescue/negotiate.md",
        "complaint": "self-rescue/complain.md",
        "licensing": "platform-vetting/licence.md",
        "disclosure": "rules/cost-disclosure.md",
    },
    "lender": {
        "bank": "rules/interest-lines.md",
        "consumer-finance": "rules/consumer-finance.md",
        "microloan": "rules/microloan.md",
        "assist": "rules/assisted-lending.md",
        "private": "rules/interest-lines.md",
        "unlicensed": "platform-vetting/licence.md",
        "any": "rules/index.md",
    },
    "force": dict.fromkeys(words.BINDING, "rules/force-of-rules.md"),
}
#: What stands last in a list, under a heading of its own: it cannot be relied on today.
NOT_NOW = ("upcoming", "draft", "superseded", "expired")
#: Which of two figures of one kind comes first: their ids differ in the last word.
STEPS = {"start": 0, "min": 0, "low": 0, "end": 1, "max": 1, "high": 1, "large": 1, "huge": 2}


def made(library: Library) -> Iterator[Made]:
    """Yield every page of the register."""
    if not library.instruments:
        return
    users = relied_on(library)
    yield _index(library)
    yield _figures(library)
    yield _timeline(library)
    yield from _lists(library)
    yield from (_instrument(instrument, library, users) for instrument in library.instruments.values())


def relied_on(library: Library) -> Mapping[str, list[Page]]:
    """Give, for each provision, the hand-written pages that cite it or a figure that rests on it."""
    users: dict[str, list[Page]] = defaultdict(list)
    for page in library.pages.values():
        cited = dict.fromkeys(
            name for found in references.scan(page.body) for name in _behind(found, library)
        )
        for name in cited:
            users[name].append(page)
    return users


def _behind(found: references.Reference, library: Library) -> tuple[str, ...]:
    if found.scheme == "law":
        return (found.id,)
    if found.scheme == "fig" and found.id in library.law:
        return library.law[found.id].basis
    return ()


# ── Lists ────────────────────────────────────────────────────────────────────────────────────────────


def _index(library: Library) -> Made:
    meta = made_meta(
        library,
        "法规库",
        "本站引用的法律、规章、标准和自律规范都在这里，每条写明管谁、效力多大、核到哪天。",
        aliases=["法条", "法律依据", "新规全文"],
        order=0,
    )
    lines = [
        f"现在共收 {len(library.instruments)} 份文件、{len(library.rules)} 条规则，用我们自己的话转述，不是原文。"
        "要引用时请看官方公布的原文。",
        "",
        "- [法律数字一览](figures.md)",
        "- [时间轴：哪年起有哪份规定](timeline.md)",
        "",
        "## 按主题看 {#topics .rows}",
        "",
        *(
            f"- [{word}]({_list_path('topic', key)})"
            for key, word in words.TOPIC.items()
            if _with_topic(key, library)
        ),
        "",
        "## 按放款人看 {#lenders .rows}",
        "",
        *(
            f"- [{word}]({_list_path('lender', key)})"
            for key, word in words.LENDER.items()
            if _with_lender(key, library)
        ),
        "",
        "## 按效力看 {#forces .rows}",
        "",
        *(
            f"- [{word}]({_list_path('force', key)})"
            for key, word in words.BINDING.items()
            if _with_force(key, library)
        ),
    ]
    order = list(words.LEVEL)
    ordered = sorted(library.instruments.values(), key=lambda one: (order.index(one.level), one.short))
    level = ""
    for one in ordered:
        if one.level != level:
            level = one.level
            lines += ["", f"## {words.LEVEL[level]} {{#{level} .rows}}", ""]
        lines.append(f"- [{one.short}]({one.id}.md) {first_sentence(one.summary)}")
    return made_page("law/index.md", SOURCES, meta, lines)


def _lists(library: Library) -> Iterator[Made]:
    for key, word in words.TOPIC.items():
        yield from _list("topic", key, f"主题：{word}", _with_topic(key, library), library)
    for key, word in words.LENDER.items():
        yield from _list("lender", key, f"放款人：{word}", _with_lender(key, library), library)
    for key, word in words.BINDING.items():
        yield from _list("force", key, f"效力：{word}", _with_force(key, library), library)


def _list(way: str, key: str, title: str, rules: list[Rule], library: Library) -> Iterator[Made]:
    """Yield the page of one topic, lender or force; nothing where no rule belongs to it."""
    if not rules:
        return
    word = title.partition("：")[2]
    about = f"归为“{word}”的" if way == "force" else f"和“{word}”有关的规则"
    meta = made_meta(library, title, f"法规库里{about}共 {len(rules)} 条，每条写明效力。")
    lines: list[str] = []
    guide = library.pages.get(GUIDES[way][key])
    if guide:
        why = "这一类有多硬、怎么用" if way == "force" else "想知道怎么办"
        lines += [f"{why}，先看[{guide.meta.title}](../{guide.path})。下面是逐条的规则。", ""]
    kinds = words.LEVEL if way == "force" else words.BINDING
    for kind, heading in kinds.items():
        now = [
            rule
            for rule in rules
            if kind == (rule.level if way == "force" else rule.binding) and rule.status(library.today) not in NOT_NOW
        ]
        lines += _rows(kind, heading, now, library)
    lines += _rows(
        "not-now",
        "旧规、草案和还没施行的",
        [rule for rule in rules if rule.status(library.today) in NOT_NOW],
        library,
    )
    yield made_page(f"law/{_list_path(way, key)}", SOURCES, meta, lines)


def _rows(anchor: str, heading: str, rules: list[Rule], library: Library) -> Iterator[str]:
    """Yield the rules of one group, laws before what stands below them; nothing when there are none."""
    if not rules:
        return
    order = list(words.LEVEL)
    labels = Counter(rule.label for rule in rules)
    yield from (f"## {heading} {{#{anchor} .rows}}", "")
    for rule in sorted(_by_article(rules), key=lambda one: order.index(one.level)):
        name = rule.label if labels[rule.label] == 1 else _told_apart(rule)
        unsure = f"，{words.CONFIDENCE['low']}" if rule.provision.confidence == "low" else ""
        yield (
            f"- [{name}]({rule.instrument.id}.md#{rule.id}) {words.force(rule.level, rule.binding)}"
            f"{_state(rule.status(library.today))}{unsure}。{first_sentence(rule.provision.rule)}"
        )
    yield ""


def _told_apart(rule: Rule) -> str:
    """Name a rule that shares its label with another one of the same list: 第70条（停止催收）."""
    article = rule.provision.article
    return f"{rule.label}{article[article.index('（'):]}" if "（" in article else f"{rule.label}·{article}"


def _by_article(rules: Iterable[Rule]) -> Iterator[Rule]:
    """Yield the rules of each text by the number of their article; what has none stays where it was written."""
    texts: dict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        texts[rule.instrument.id].append(rule)
    for written in texts.values():
        numbered = iter(sorted((rule for rule in written if _numbers(rule)), key=_numbers))
        yield from (next(numbered) if _numbers(rule) else rule for rule in written)


def _numbers(rule: Rule) -> list[int]:
    """Give the numbers of an article with its paragraph and item: [50, 1, 6] for 第50条第1款第6项; none without 条."""
    article = rule.provision.article
    return [int(number) for number in re.findall(r"\d+", article)] if re.match(r"第\d+条", article) else []


def _state(status: str) -> str:
    """Say what readers must know of a text that is not simply in force; its force already says that it is no law."""
    return "" if status in ("in_force", "informal") else f"，{words.STATUS[status]}"


def _list_path(way: str, key: str) -> str:
    return f"{way}-{key}.md"


def _with_topic(key: str, library: Library) -> list[Rule]:
    return [rule for rule in library.rules.values() if key in rule.provision.topics]


def _with_lender(key: str, library: Library) -> list[Rule]:
    return [rule for rule in library.rules.values() if key in rule.provision.lenders]


def _with_force(key: str, library: Library) -> list[Rule]:
    return [rule for rule in library.rules.values() if rule.binding == key]


# ── Instruments ──────────────────────────────────────────────────────────────────────────────────────


def _instrument(one: Instrument, library: Library, users: Mapping[str, list[Page]]) -> Made:
    rules = list(_by_article(library.rules[found.id] for found in one.provisions if found.id in library.rules))
    meta = made_meta(
        library,
        one.short,
        first_sentence(one.summary),
        reviewed=max(rule.provision.checked for rule in rules),
        review_by=min(map(review.rule_due, rules)),
        aliases=[one.title],
    )
    place = library.places.get(("sources", one.id))
    rest = text.plain(one.summary).partition("。")[2]
    lines = [rest, "", *_facts(one, library), ""] if rest else [*_facts(one, library), ""]
    for rule in rules:
        topics = "、".join(words.TOPIC[topic] for topic in rule.provision.topics)
        lines += [f"## {rule.provision.article}：{topics} {{#{rule.id}}}", ""]
        lines += [f"```provision {rule.id}", "```", ""]
    relying = dict.fromkeys(page.path for rule in rules for page in users.get(rule.id, ()))
    if relying:
        lines += ["## 哪些页面用到它 {#used-by .rows}", ""]
        lines += [f"- [{library.pages[path].meta.title}](../{path})" for path in relying]
    return made_page(f"law/{one.id}.md", place.path if place else "", meta, lines)


def _facts(one: Instrument, library: Library) -> Iterator[str]:
    yield f"- 全称：{one.title}" + (f"（{one.doc_no}）" if one.doc_no and one.doc_no not in one.title else "")
    yield "- 发布：" + (f"{one.promulgated}，" if one.promulgated else "") + one.issuer
    status = standing(one.status, first_day(one.effective), one.expires, library.today)
    yield f"- 效力：{words.force(one.level, one.binding)}" + ("" if status == "informal" else f"，{words.STATUS[status]}")
    if one.effective and not _only_told(one):
        yield f"- 施行：{one.effective} 起" + (f"，至 {one.expires}" if one.expires else "")
    newer = library.instruments.get(one.superseded_by or "")
    if newer:
        ended = one.expires is None or one.expires < library.today
        word = "正式文件" if one.status == "draft" else "取代它的" if ended else "到时取代它的"
        yield f"- {word}：[{newer.title}]({newer.id}.md)"
    for older in library.instruments.values():
        if older.superseded_by == one.id:
            ended = older.expires is None or older.expires < library.today
            word = "它的征求意见稿" if older.status == "draft" else "它取代了" if ended else "到时它取代"
            yield f"- {word}：[{older.title}]({older.id}.md)"


def _only_told(one: Instrument) -> bool:
    """Say whether a text is news, a warning or a case: it has a day, and nothing in it comes into force."""
    return one.binding in ("none", "case") or (one.status == "informal" and one.effective == one.promulgated)


# ── Figures and timeline ─────────────────────────────────────────────────────────────────────────────


def _figures(library: Library) -> Made:
    meta = made_meta(
        library,
        "法律数字一览",
        "本站用到的每个法律数字：是多少、管谁、不代表什么、从哪天起。",
        review_by=min(filter(None, map(review.figure_due, library.law.values())), default=None),
        aliases=["上限是多少", "期限"],
        order=1,
    )
    lines: list[str] = []
    for topic, word in words.TOPIC.items():
        names = sorted((name for name in library.law if topic == _topic_of(name, library)), key=_step)
        if names:
            lines += [f"## {word} {{#topic-{topic}}}", ""]
        for name in names:
            lines += _figure(name, library)
    return made_page("law/figures.md", "calculators/parameters", meta, lines)


def _step(name: str) -> tuple[str, int]:
    """Let the start of a span come before its end and the least before the most, else sort by id."""
    kind, _, last = name.rpartition("-")
    return (kind, STEPS[last]) if last in STEPS else (name, 0)


def _topic_of(name: str, library: Library) -> str:
    """Give the topic a figure is listed under: the first one of the first rule it rests on."""
    topics = (library.rules[one].provision.topics[0] for one in library.law[name].basis if one in library.rules)
    return next(topics, list(words.TOPIC)[-1])


def _figure(name: str, library: Library) -> Iterator[str]:
    figure, until = figures.latest(name, library.law, library.today)
    value = figure.text if until is None else f"{figure.text}（只用到 {until}）"
    as_of = f"，截至 {figure.as_of} 最近核到" if figure.as_of else ""
    yield from (f"### {figure.title} {{#{name}}}", "")
    yield from (f"**{value}**，自 {figure.since} 起{as_of}。{figure.scope}", "")
    rules = [library.rules[basis] for basis in figure.basis if basis in library.rules]
    if rules:
        links = "、".join(f"[{rule.label}]({rule.instrument.id}.md#{rule.id})" for rule in rules)
        yield from (f"依据：{links}。", "")


def _timeline(library: Library) -> Made:
    meta = made_meta(
        library,
        "规定的时间轴",
        f"{FIRST_YEAR} 年以来与网贷有关的规定，按施行日期排列，每份写明效力。",
        aliases=["时间轴", "哪年的新规"],
        order=2,
    )
    by_year: dict[int, list[tuple[date, Instrument]]] = defaultdict(list)
    for one in library.instruments.values():
        day = first_day(one.effective) or first_day(one.promulgated)
        if day and day.year >= FIRST_YEAR:
            by_year[day.year].append((day, one))
    lines: list[str] = []
    for year in sorted(by_year, reverse=True):
        lines += ["", f"## {year} 年 {{#year-{year} .rows}}", ""]
        lines += [_event(day, one, library) for day, one in sorted(by_year[year], key=_day, reverse=True)]
    return made_page("law/timeline.md", SOURCES, meta, lines)


def _day(event: tuple[date, Instrument]) -> tuple[date, str]:
    return event[0], event[1].id


def _event(day: date, one: Instrument, library: Library) -> str:
    note = _state(standing(one.status, first_day(one.effective), one.expires, library.today))
    verb = "施行" if one.effective and not _only_told(one) else "公布"
    force = words.force(one.level, one.binding)
    return f"- [{one.short}]({one.id}.md) {one.effective or one.promulgated} {verb}，{force}{note}"
