"""Blocks: a fence's kind -> the HTML that stands in its place. One small function per kind.

A mistake in a fence is reported with its line and leaves an empty place; the build fails at the end.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TypeVar

from markdown import Markdown
from markupsafe import Markup
from pydantic import Field

from calculators import registry, source
from calculators.dated import NotCovered
from calculators.source import Day, Record
from hooks import forms, letter_pages, open_data, sections, tables, text, tool_data, words
from hooks.content import Channel, Checklist, Claim
from hooks.extension import Request, RequestExtension
from hooks.references import closest
from hooks.render import Context

TRIAGE_PAGE = "start.md"
SEVERITY = ("high", "medium", "low")
MOST_CLAIMS = 5
#: A collection of texts, then which of its texts was read: what the whole page is about already.
_COLLECTION = re.compile(r"^(LawRefBook/Laws) .*", re.DOTALL)
R = TypeVar("R", bound=Record)
T = TypeVar("T")


class BadRequestError(ValueError):
    """A fence that cannot be answered; the message says what to write instead. Line 0 is that of the fence."""

    def __init__(self, message: str, rule: str = "bad-block", line: int = 0) -> None:
        super().__init__(message)
        self.rule = rule
        self.line = line


class TableOptions(Record):
    """Body of a `rate-table` fence: the first day to show of a series."""

    since: Day | None = Field(default=None, alias="from")


class NoOptions(Record):
    """Body of a fence that takes none."""


def render(request: Request, page: Context) -> Markup:
    """Answer a fence; report what is wrong with it at its line and give nothing."""
    page.line = request.line
    try:
        return KINDS[request.kind](request, page)
    except BadRequestError as error:
        page.report(request.line + error.line, error.rule, str(error))
        return Markup("")
    except tables.UnworkableError as error:
        page.report(request.line, "bad-table", str(error))
        return Markup("")
    finally:
        page.line = 1


def _rate_table(request: Request, page: Context) -> Markup:
    spec = _find(request, page.library.tables, "表")
    options = _options(request, TableOptions)
    worked = tables.work_out(spec, page.library, options.since)
    rows = [
        {
            "head": page.inline(row.head),
            "since": row.since,
            "until": row.until,
            "cells": [
                {"text": page.inline(cell.text), "value": cell.value, "mark": cell.mark} for cell in row.cells
            ],
        }
        for row in worked.rows
    ]
    marks = getattr(spec, "marks", ())
    return page.template(
        "table",
        t={
            "id": spec.id,
            "caption": spec.title,
            "unit": spec.unit,
            "convention": page.inline(spec.convention),
            "as_of": _as_of(worked.as_of, page.library.today),
            "corner": worked.corner,
            "columns": worked.columns,
            "rows": rows,
            "marks": [
                {"sign": m.sign, "name": m.name, "figure": m.figure, "note": page.link("fig", m.figure, m.name)}
                for m in marks
            ],
            "formulas": any(cell.exact is not None for row in worked.rows for cell in row.cells),
            "files": [
                (open_data.KIND[kind], f"{page.base}data/tables/{spec.id}.{kind}") for kind in open_data.TABLE_FILES
            ],
            "sources": [source_link(name, page) for name in spec.sources],
            "long": worked.long,
            "note": page.block(spec.note) if spec.note else None,
        },
    )


def _as_of(confirmed: date | None, today: date) -> str:
    return f"截至 {confirmed} 最近核到" if confirmed else f"按 {today} 的规则计算"


def _checklist(request: Request, page: Context) -> Markup:
    checklist = _find(request, page.library.checklists, "清单")
    _options(request, NoOptions)
    page.modules.add("check-list.js")
    return checklist_html(checklist, page)


def checklist_html(checklist: Checklist, page: Context) -> Markup:
    """Render a checklist: a printable list that check-list.js makes tickable."""
    items = [
        {
            "id": item.id,
            "question": item.question,
            "good": item.good,
            "severity": item.severity,
            "why": page.block(item.why),
            "how": page.block(item.how),
            "red_flag": page.block(item.red_flag) if item.red_flag else None,
            "sources": [source_link(name, page) for name in item.sources],
        }
        for item in checklist.items
    ]
    return page.template(
        "checklist",
        c={
            "id": checklist.id,
            "title": checklist.title,
            "intro": "" if page.url == f"checklists/{checklist.id}/" else page.block(checklist.intro),
            "items": items,
            "verdicts": {key: text.plain(words) for key, words in checklist.verdict.model_dump().items()},
        },
    )


def source_link(name: str, page: Context) -> Markup:
    """Link the source of an item: `channel:ID`, or the id of a provision."""
    scheme, _, key = name.rpartition(":")
    library = page.library
    if scheme == "channel":
        return page.cite("channel", key, library.channels[key].name if key in library.channels else key)
    return page.cite("law", key, library.rules[key].label if key in library.rules else key)


def _channels(request: Request, page: Context) -> Markup:
    _options(request, NoOptions)
    library = page.library
    if not request.words:
        raise BadRequestError("```channels 后面要写渠道名或一组的名字，如 ```channels crisis")
    if request.words[0] in library.groups:
        group = library.groups[request.words[0]]
        listed = [(_named(entry.channel, library.channels, "渠道"), entry.guide) for entry in group.entries]
        return channels_html(listed, page, group.title)
    known = library.channels
    return channels_html([(_named(name, known, "渠道"), "") for name in request.words], page)


def channels_html(listed: Sequence[tuple[Channel, str]], page: Context, title: str = "") -> Markup:
    """Render hotlines and sites, each with a line of guidance."""
    return page.template(
        "channels",
        title=title,
        short=bool(title),
        named=page.url != "help/channels/",
        channels=[
            {
                "id": channel.id,
                "more": page.address("channel", channel.id),
                "name": channel.name,
                "guide": page.inline(guide),
                "tel": channel.tel,
                "url": channel.url,
                "contact": page.block(channel.contact),
                "use_for": page.inline(channel.use_for),
                "not_for": page.inline(channel.not_for) if channel.not_for else None,
                "prepare": channel.prepare,
                "reply_time": page.inline(channel.reply_time) if channel.reply_time else None,
                "hours": page.inline(channel.hours) if channel.hours else None,
                "checked": channel.checked,
                "confidence_word": words.CONFIDENCE[channel.confidence],
            }
            for channel, guide in listed
        ],
    )


def _myth(request: Request, page: Context) -> Markup:
    scheme, _, name = (request.words or ("",))[0].partition(":")
    if scheme not in ("claim", "law"):
        raise BadRequestError("```myth 后面要写核查它的条目，如 ```myth claim:must-pay-first")
    if scheme == "claim":
        claim = _named(name, page.library.claims, "说法核查")
        truth, label = claim.right, claim.title
    else:
        rule = _named(name, page.library.rules, "规则")
        truth, label = rule.provision.rule, rule.label
    return page.template(
        "myth",
        claim=text.plain(request.body.strip()),
        truth=page.block(truth),
        ref=page.link(scheme, name, label, request.words[1] if len(request.words) > 1 else None),
    )


def _example(request: Request, page: Context) -> Markup:
    def report(line: int, rule: str, message: str) -> None:
        page.report(request.line + line, rule, message)

    plain = RequestExtension(frozenset(), lambda _request: "", page.link, report)
    return page.template("example", body=Markup(Markdown(extensions=["tables", plain]).convert(request.body)))


def _calculator(request: Request, page: Context) -> Markup:
    _options(request, NoOptions)
    _find(request, registry.CALCULATORS, "计算器")
    return forms.html(request.words[0], page)


def _claims(request: Request, page: Context) -> Markup:
    _options(request, NoOptions)
    known = page.library.claims
    found = [one for name in request.words for one in _claims_for(name, known)]
    if not found:
        raise BadRequestError("```claims 后面要写条目的名字，或者写主题，如 ```claims topic:collection")
    return page.template("claims", claims=claim_rows(found, page))


def _claims_for(name: str, known: Mapping[str, Claim]) -> list[Claim]:
    """Give the fact-check of this name; for `topic:NAME` those of the topic that do most harm, few enough to read."""
    topic = name.removeprefix("topic:")
    if topic == name:
        return [_named(name, known, "说法核查")]
    topics: dict[str, None] = {one.topic: None for one in known.values()}
    _named(topic, topics, "主题")
    listed = [one for one in known.values() if one.topic == topic]
    return sorted(listed, key=lambda one: (SEVERITY.index(one.severity), one.id))[:MOST_CLAIMS]


def claim_rows(claims: Sequence[Claim], page: Context) -> list[dict[str, object]]:
    """Values of fact-checks as a list shows them: the verdict's sign and word, the title, the address."""
    return [
        {
            "title": claim.title,
            "sign": words.VERDICT[claim.verdict][0],
            "word": words.VERDICT[claim.verdict][1],
            "url": page.address("claim", claim.id),
            "right": page.inline(claim.right.split("\n")[0]),
        }
        for claim in claims
    ]


def _provision(request: Request, page: Context) -> Markup:
    rule = _find(request, page.library.rules, "规则")
    provision = rule.provision
    names = [_COLLECTION.sub(r"公开法律文本库 \1", piece.named) for piece in provision.evidence]
    return page.template(
        "provision",
        rule=rule,
        text=page.quiet(provision.rule),
        force=words.force(rule.level, rule.binding),
        status=words.STATUS[rule.status(page.library.today)],
        applies=page.quiet(provision.applies_to),
        not_applies=page.quiet(provision.not_applies_to) if provision.not_applies_to else None,
        misused=page.quiet(provision.often_misused_as) if provision.often_misused_as else None,
        notes=page.quiet(provision.notes) if provision.notes else None,
        dates=rule.effective and (rule.effective, rule.until) != (rule.instrument.effective, rule.instrument.expires),
        lenders="、".join(words.LENDER[lender] for lender in provision.lenders if lender != "any"),
        confidence_word=words.CONFIDENCE[provision.confidence] or "已核实",
        official_url=provision.official_url or rule.instrument.official_url,
        evidence="、".join(dict.fromkeys(filter(None, names))).removeprefix("另见 "),
    )


def _verdict(request: Request, page: Context) -> Markup:
    claim = _find(request, page.library.claims, "说法核查")
    sign, word = words.VERDICT[claim.verdict]
    return page.template(
        "verdict", claim=claim, sign=sign, word=word, confidence_word=words.CONFIDENCE[claim.confidence]
    )


def _letter(request: Request, page: Context) -> Markup:
    _options(request, NoOptions)
    return letter_pages.link_html(_find(request, page.library.letters, "文书"), page)


def _letter_form(request: Request, page: Context) -> Markup:
    _options(request, NoOptions)
    return letter_pages.form_html(_find(request, page.library.letters, "文书"), page)


def _evidence_log(request: Request, page: Context) -> Markup:
    _options(request, NoOptions)
    return tool_data.log_html(page)


def _debts(request: Request, page: Context) -> Markup:
    _options(request, NoOptions)
    return tool_data.debts_html(page)


def _reply_cards(request: Request, page: Context) -> Markup:
    _options(request, NoOptions)
    return letter_pages.cards_html(page)


def _find(request: Request, known: Mapping[str, T], what: str) -> T:
    if len(request.words) != 1:
        raise BadRequestError(f"```{request.kind} 后面要写一个{what}的名字")
    return _named(request.words[0], known, what)


def _named(name: str, known: Mapping[str, T], what: str) -> T:
    if name not in known:
        some = f"已有的{what}：{'、'.join(sorted(known)[:8])}" if known else ""
        hint = closest(name, known) or some
        raise BadRequestError(f"没有叫 {name} 的{what}。{hint}", "unknown-block")
    return known[name]


def _options(request: Request, model: type[R]) -> R:
    """Read a fence's body as YAML; the first mistake is the message."""
    document, problems = source.parse(request.body, "", 1)
    found = None
    if not problems:
        document = source.Document("", document.value or {}, 1, document.lines)
        found, problems = source.validate(document, model)
    if found is None:
        first = problems[0]
        message = f"```{request.kind} 里面的选项写错了：{first.message}。{first.hint}"
        raise BadRequestError(message, "bad-block", first.line)
    return found


def _triage(request: Request, page: Context) -> Markup:
    """The whole triage; with the word `first` only its first question, which leads to the page that holds it all."""
    _options(request, NoOptions)
    triage = page.library.triage
    if triage is None:
        raise BadRequestError("还没有 docs/_data/triage.yaml，没有分诊可印")
    if request.words == ("first",):
        first = triage.by_question[triage.start]
        return page.template("triage", questions=[first], ends=[], more=page.address("page", TRIAGE_PAGE))
    ends = [
        {
            **end.model_dump(),
            "call": [_call(name, page, triage.names.get(name, name)) for name in end.call],
            "page": page.link("page", end.page, page.library.pages[end.page].meta.title)
            if end.page in page.library.pages
            else "",
        }
        for end in triage.ends
    ]
    return page.template("triage", questions=triage.questions, ends=ends, more="")


def _call(name: str, page: Context, words: str) -> Markup:
    """A channel to tap: it dials, or leads to where it is explained."""
    channel = _named(name, page.library.channels, "渠道")
    address = f"tel:{channel.tel}" if channel.tel else page.address("channel", name)
    return Markup('<a class="hit" href="{}">{}</a>').format(address, words)


def _open_data(request: Request, page: Context) -> Markup:
    _options(request, NoOptions)
    try:
        groups = open_data.listing(page.library)
    except NotCovered as error:
        raise BadRequestError(f"开放数据写不出来：{error}", "not-covered") from error
    return page.template("open-data", groups=groups)


def _offline(request: Request, page: Context) -> Markup:
    _options(request, NoOptions)
    return page.template("offline", sections=sections.listed(page.library))


KINDS: Mapping[str, Callable[[Request, Context], Markup]] = {
    "rate-table": _rate_table,
    "checklist": _checklist,
    "channels": _channels,
    "myth": _myth,
    "example": _example,
    "calculator": _calculator,
    "claims": _claims,
    "open-data": _open_data,
    "offline": _offline,
    "provision": _provision,
    "verdict": _verdict,
    "letter": _letter,
    "letter-form": _letter_form,
    "reply-cards": _reply_cards,
    "evidence-log": _evidence_log,
    "debts": _debts,
    "triage": _triage,
}
