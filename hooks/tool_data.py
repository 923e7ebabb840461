"""What the reader's own tools need from the rules, as JSON inside their page: no request is made, no rule is typed twice.

The log measures entries with the tables of calculators/collection.py; the rules' names and addresses come from the register.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, time
from typing import Any

from markupsafe import Markup

from calculators import caps, collection
from calculators.parameters import Law
from hooks import letter_pages, text
from hooks.content import Library
from hooks.render import Context

#: Which group of channels a log about this kind of lender is written to.
BODIES: Mapping[str, str] = {
    "bank": "bank",
    "consumer-finance": "consumer-finance",
    "microloan": "microloan",
    "assist": "assist",
    "private": "unlicensed",
    "unlicensed": "unlicensed",
}
#: Letters that take over what the log holds.
LETTERS = ("complaint-to-lender", "complaint-12378", "complaint-local-finance", "report-to-police", "stop-third-party-contact")
CONDUCT: Mapping[str, tuple[collection.Rule, ...]] = {
    "others": collection.OTHERS,
    "asked": collection.ASKED,
    "revealed": collection.REVEALED,
    "impersonated": collection.IMPERSONATED,
    "threatened": collection.THREATENED,
    "extra_fee": collection.EXTRA_FEE,
}


def log_html(page: Context) -> Markup:
    """Render the evidence log's frame: the rules as a table for everyone, and as data for evidence-log.js."""
    page.modules.add("evidence-log.js")
    library = page.library
    data = log_data(page)
    return page.template("evidence-log", data=data_block("log-data", data), rules=_rule_rows(library, page), entries=range(3))


def debts_html(page: Context) -> Markup:
    """Render the frame of the list of debts: a table to write on, which debts.js turns into a form and a plan."""
    page.modules.add("debts.js")
    data = {"lenders": caps.LENDERS}
    return page.template(
        "debts", data=data_block("debts-data", data), template_file=page.base + letter_pages.WORKBOOK_FILE, rows=range(6)
    )


def data_block(name: str, data: object) -> Markup:
    """Give data to a module: a script element that is never run; `<` is written so that nothing can end it early."""
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=_plain).replace("<", "\\u003c")
    return Markup('<script type="application/json" id="{}">{}</script>').format(name, Markup(written))


def log_data(page: Context) -> dict[str, Any]:
    """Give the rules as the log applies them: hours, counts, conduct, whom each instrument concerns and since when."""
    library, law = page.library, page.library.law
    cited = {rule for rule in _provisions() if rule in library.rules}
    return {
        "lenders": caps.LENDERS,
        "called": collection.CALLED,
        "verdicts": collection.VERDICTS,
        "hours": [
            {
                "provision": rule.provision,
                "force": rule.force,
                "lenders": rule.lenders,
                "start": _series(law, f"{rule.name}-quiet-hours-start"),
                "end": _series(law, f"{rule.name}-quiet-hours-end"),
            }
            for rule in collection.HOURS
        ],
        "counts": [
            {
                "provision": rule.provision,
                "force": rule.force,
                "lenders": rule.lenders,
                "field": rule.field,
                "counted": rule.counted,
                "limit": _series(law, rule.parameter),
            }
            for rule in collection.COUNTS
        ],
        "instruments": _instruments(law),
        "conduct": CONDUCT,
        "rules": {name: {"label": library.rules[name].label, "url": page.address("law", name)} for name in sorted(cited)},
        "bodies": {lender: list(_bodies(group, library, page)) for lender, group in BODIES.items()},
        "letters": [
            {"title": library.letters[name].title, "url": f"{page.base}letters/{name}/"}
            for name in LETTERS
            if name in library.letters
        ],
    }


def _provisions() -> Iterator[str]:
    yield from (rule.provision for rule in (*collection.HOURS, *collection.COUNTS))
    yield from (rule[1] for rules in CONDUCT.values() for rule in rules)


def _series(law: Law, name: str) -> list[tuple[date, object, date | None]]:
    """Give a figure's values as [since, value, until]; none where it is not registered."""
    return [(entry.since, entry.value, entry.until) for entry in law[name].values] if name in law else []


def _instruments(law: Law) -> dict[str, dict[str, object]]:
    """Say whom each instrument concerns (None: everybody) and from which day on, as `collection.call_check` does."""
    licensed, members = collection.LICENSED, collection.MEMBERS
    return {
        "standard": {"lenders": licensed, "since": _first(law, "gbt-quiet-hours-start")},
        "guide": {"lenders": members, "since": _first(law, "cba-quiet-hours-start")},
        "consumer-finance": {"lenders": ["consumer-finance"], "since": collection.CFC_FROM},
        "microloan": {"lenders": ["microloan"], "since": collection.MICROLOAN_FROM},
        "consumer": {"lenders": members, "since": collection.CONSUMER_FROM},
        "police": {"lenders": None, "since": collection.POLICE_FROM},
        "always": {"lenders": None, "since": None},
    }


def _first(law: Law, name: str) -> date | None:
    return law[name].values[0].since if name in law else None


def _bodies(group: str, library: Library, page: Context) -> Iterator[dict[str, object]]:
    for entry in library.groups[group].entries if group in library.groups else ():
        channel = library.channels.get(entry.channel)
        if channel:
            url = page.address("channel", channel.id)
            yield {"name": channel.name, "tel": channel.tel, "guide": text.plain(entry.guide), "url": url}


def _rule_rows(library: Library, page: Context) -> list[dict[str, object]]:
    """List every rule that the log applies, once, with its force."""
    forces = {rule.provision: rule.force for rule in (*collection.HOURS, *collection.COUNTS)}
    forces |= {rule[1]: rule[2] for rules in CONDUCT.values() for rule in rules}
    return [
        {"link": page.cite("law", name, library.rules[name].label), "force": force}
        for name, force in forces.items()
        if name in library.rules
    ]


def _plain(value: object) -> object:
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    return float(str(value))
