"""Forms of the calculators: what a page must carry so that the reader's own browser answers as Python does.

The fields with every sentence about what they do not take, the figures of the answer, the dated numbers of the law, wordings:
all of it stands in the page, written from the models and the law. No module in the browser types any of it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date, time, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from markupsafe import Markup

from calculators import (
    caps,
    cashflow,
    collection,
    court,
    credit,
    deadlines,
    fields,
    instalment,
    interest_line,
    payoff,
    registry,
)
from calculators.fields import RefusedError
from calculators.parameters import Law, Parameter
from calculators.real_rate import YearlyRates
from calculators.registry import Calculator
from hooks.form_words import WORDS
from hooks.render import Context

MODULE = "calc/form.js"
#: Kind of field -> name of a sentence -> what a reader might type for Python to say it.
PROVOKED: Mapping[str, Mapping[str, str]] = {
    "amount": {"number": "?", "commas": "1,2", "fen": "0.001", "range": "-1"},
    "percent": {"number": "?", "commas": "1,2", "range": "-1"},
    "whole": {"number": "?", "commas": "1,2", "whole": "0.5", "range": "-1"},
    "day": {"day": "?", "calendar": "2026-02-30", "range": "1900-01-01"},
    "clock": {"clock": "?"},
    "flag": {"flag": "?"},
    "choice": {"choice": "?"},
    "words": {"long": "长" * 41},
    "rows": {},
}
NO_RATE: Mapping[str, Any] = {"no_rate": cashflow.MESSAGES}
#: Refusals of whole inputs: name of the sentence -> (what the example is changed to, the figure in the sentence or none).
REFUSED: Mapping[str, Mapping[str, tuple[Mapping[str, Any], str]]] = {
    "instalment-irr": {"fee_upfront": ({"fee_upfront": "10000"}, "")},
    "withheld-interest": {"withheld": ({"withheld": "10000"}, "")},
    "total-cost": {"membership": ({"membership": "10000"}, "")},
    "excess-interest": {"cap": ({"lender": "microloan", "contract": "2020-01-01", "cap": ""}, "")},
    "interest-line-timeline": {"filed": ({"filed": "2019-01-01"}, "")},
    "debt-order": {
        "minimum": ({"budget": "1"}, "150.00"),
        "never": ({"debts": [{"balance": "30000", "rate": "24"}], "budget": "1"}, "600.00"),
        "century": ({"debts": [{"balance": "30000", "rate": "0"}], "budget": "1"}, ""),
    },
    "payoff-time": {
        "never": ({"payment": "1"}, "600.00"),
        "century": ({"rate": "0", "payment": "1"}, ""),
    },
    "consolidation": {"fee": ({"fee": "6000"}, "")},
    "emergency-fund": {"century": ({"monthly": "0.01"}, "")},
    "credit-repair-check": {"settled": ({"settled": "2020-01-01"}, "")},
}
PRIVATE = {"lender": "private", "contract": "2100-01-01"}
#: Notes that an answer has only sometimes: name of the note -> (what the example is changed to, its place among the notes).
SAID: Mapping[str, Mapping[str, tuple[Mapping[str, Any], int]]] = {
    "private-lending-cap": {"late": ({"contract": "2100-01-01"}, -1)},
    "which-line": {"late": (PRIVATE, 2), "none": ({"lender": "microloan", "contract": "2020-01-01"}, 2)},
    "total-cost": {"late": (PRIVATE, 2)},
    "excess-interest": {"late": ({**PRIVATE, "cap": ""}, 2), "last": ({}, -1)},
    "interest-line-timeline": {"late": ({"filed": "2100-01-01"}, 2), "last": ({}, -1)},
    "limitation": {
        "early": ({"due": "1990-01-01", "events": []}, -1),
        "longest": ({"due": "2022-01-01", "events": [{"day": "2050-01-01", "kind": "promise"}]}, -1),
    },
}
#: Wordings that a calculator's function takes from constants of its module.
TEXTS: Mapping[str, Mapping[str, Any]] = {
    "instalment-irr": NO_RATE,
    "dated-irr": NO_RATE,
    "withheld-interest": NO_RATE,
    "repayment-methods": {"methods": instalment.METHODS},
    "private-lending-cap": {
        "cap_notes": interest_line.CAP_NOTES,
        "old_contract": interest_line.OLD_CONTRACT,
    },
    "which-line": {"extra_basis": interest_line.EXTRA_BASIS, "notes": interest_line.NOTES},
    "total-cost": {"extra_basis": interest_line.EXTRA_BASIS, "notes": interest_line.NOTES, **NO_RATE},
    "debt-order": {"orders": payoff.ORDERS},
    "limitation": {"events": deadlines.EVENTS},
    "small-claims": {"procedures": court.PROCEDURES},
    "call-check": {
        "verdicts": collection.VERDICTS,
        "hours": [asdict(rule) for rule in collection.HOURS],
        "counts": [asdict(rule) for rule in collection.COUNTS],
        "licensed": collection.LICENSED,
        "members": collection.MEMBERS,
        "from": {
            "cfc": str(collection.CFC_FROM),
            "microloan": str(collection.MICROLOAN_FROM),
            "consumer": str(collection.CONSUMER_FROM),
            "police": str(collection.POLICE_FROM),
        },
        "rules": {
            "others": collection.OTHERS,
            "asked": collection.ASKED,
            "revealed": collection.REVEALED,
            "impersonated": collection.IMPERSONATED,
            "threatened": collection.THREATENED,
            "extra_fee": collection.EXTRA_FEE,
        },
    },
}
LINE_LAW = (
    "lpr-1y",
    "microloan-cost-target",
    "private-lending-cap",
    "private-lending-cutover",
)
#: Numbers of the law that a calculator's function asks for.
LAW: Mapping[str, tuple[str, ...]] = {
    "private-lending-cap": ("lpr-1y", "private-lending-multiple", "private-lending-cutover"),
    "which-line": LINE_LAW,
    "total-cost": LINE_LAW,
    "excess-interest": LINE_LAW,
    "interest-line-timeline": LINE_LAW,
    "penalty-test": ("liquidated-damages-excess",),
    "defence-deadline": ("defence-days",),
    "payment-order-deadline": ("payment-order-objection-days",),
    "limitation": ("limitation-years", "limitation-longest-years"),
    "small-claims": ("small-claims-ratio", "small-claims-agreed-multiple"),
    "credit-record-end": ("credit-record-years",),
    "credit-repair-check": tuple(f"credit-repair-{name}" for name in ("amount", *credit.WINDOW)),
    "call-check": (
        *(f"{rule.name}-quiet-hours-{edge}" for rule in collection.HOURS for edge in ("start", "end")),
        *(rule.parameter for rule in collection.COUNTS),
    ),
}
#: Calculators that ask for days of rest.
CALENDAR = frozenset({"defence-deadline", "payment-order-deadline", "limitation"})
LINE_IDS = (
    "assist-cost-line",
    "court-reduction-24",
    "criminal-lending-rate",
    "microloan-cost-line",
    "private-lending-old-24",
    "private-lending-old-36",
)
#: Provisions that an answer may name beside its own and those of the law's numbers.
MORE_BASIS: Mapping[str, tuple[str, ...]] = {
    "private-lending-cap": ("private-lending-29", "private-lending-31"),
    "which-line": ("private-lending-29", "civil-code-680-1"),
    "total-cost": ("private-lending-29",),
    "excess-interest": ("private-lending-29", "civil-code-680-1"),
    "interest-line-timeline": ("private-lending-29", "private-lending-31"),
    "defence-deadline": ("cpl-85-86",),
    "payment-order-deadline": ("cpl-85-86",),
}
#: Short names of the lines that every yearly rate is compared with.
LINES: Mapping[str, str] = {
    "assist-cost-line": "助贷口径",
    "microloan-cost-line": "小贷监管线",
    "court-reduction-24": "诉讼调减线",
    "private-lending-cap": "民间借贷四倍 LPR",
}


def html(name: str, page: Context) -> Markup:
    """Render a calculator: the form, the places of its answer, and the data its module reads."""
    calculator, words = registry.find(name), WORDS[name]
    told = data(name, page.library.law)
    lines = _lines(page) if has_lines(calculator) else []
    page.modules |= {MODULE, f"calc/{told['module']}.js", *(["calc/lines.js"] if lines else [])}
    rules = page.library.rules
    return page.template(
        "calculator",
        f={
            "name": name,
            "title": calculator.title,
            "fields": told["fields"],
            "figures": [_laid_out(figure) for figure in fields.describe(calculator.answer)],
            "working": words.working,
            "lines": lines,
            "curve": words.curve,
            "answer": told["answer"],
            "basis": [
                (key, page.cite("law", key, rules[key].label)) for key in provisions(name, page.library.law)
            ],
            "data": Markup(
                json.dumps(told, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
            ),
        },
    )


def _laid_out(figure: dict[str, Any]) -> dict[str, Any]:
    """Say of a figure whether its rows make a table, which can be saved; rows of words become a list."""
    rows = [_laid_out(one) for one in figure.get("rows", ())]
    words = [one for one in rows if one["kind"] == "text" and one["label"] != "代号"]
    table = bool(rows) and len(words) < 2 and not any("rows" in one for one in rows)
    return {**figure, "table": table, **({"rows": rows} if rows else {})}


def data(name: str, law: Law) -> dict[str, Any]:
    """Give what the browser needs to answer: fields, law, wordings, module and function."""
    calculator, words = registry.find(name), WORDS[name]
    filled = {**example(fields.describe(calculator.form)), **words.example}
    answer = {key: calculator.answer.model_fields[key].default for key in ("basis", "notes")}
    return {
        "module": calculator.compute.__module__.rpartition(".")[2],
        "function": calculator.compute.__name__,
        "fields": with_sentences(calculator),
        "answer": {"convention": registry.run(name, filled, law)["convention"], **answer},
        "words": {
            **TEXTS.get(name, {}),
            **(_line_words(law) if LAW.get(name) == LINE_LAW else {}),
            "refused": _refusals(name, law),
            "said": _notes(name, law),
        },
        "law": {key: _parameter(law[key]) for key in LAW.get(name, ())},
        "headline": words.headline,
        "example": filled,
        **({"holidays": _calendar(law)} if name in CALENDAR else {}),
    }


def has_lines(calculator: Calculator) -> bool:
    """Say whether a yearly rate comes out that the page compares with the lines of today."""
    own = {figure["name"] for figure in fields.describe(calculator.answer)}
    return issubclass(calculator.answer, YearlyRates) and "lines" not in own


def provisions(name: str, law: Law) -> list[str]:
    """Give every provision that an answer may rest on, in order, once each."""
    words, numbers = TEXTS.get(name, {}), LAW.get(name, ())
    numbers += LINE_IDS if numbers == LINE_LAW else ()
    named = [
        *registry.find(name).answer.model_fields["basis"].default,
        *(one for key in numbers for one in law[key].basis),
        *(one for several in words.get("extra_basis", {}).values() for one in several),
        *(rule["provision"] for rule in (*words.get("hours", ()), *words.get("counts", ()))),
        *(rule[1] for rules in words.get("rules", {}).values() for rule in rules),
        *MORE_BASIS.get(name, ()),
    ]
    return list(dict.fromkeys(named))


def _refusals(name: str, law: Law) -> dict[str, str]:
    """Give the sentences with which a calculator refuses inputs that do not go together, {} for the figure in them."""
    whole = example(fields.describe(registry.find(name).form))
    said = {
        key: (_refusal(partial(registry.run, name, {**whole, **change}, law)), figure)
        for key, (change, figure) in REFUSED.get(name, {}).items()
    }
    return {key: words.replace(figure, "{}") if figure else words for key, (words, figure) in said.items()}


def _refusal(attempt: Callable[[], object]) -> str:
    """Give what Python says when it refuses."""
    try:
        attempt()
    except RefusedError as refusal:
        return refusal.message
    raise ValueError("an input that was to be refused has been taken")


def _notes(name: str, law: Law) -> dict[str, str]:
    """Give the notes that a calculator's answer has only sometimes."""
    whole = example(fields.describe(registry.find(name).form))
    return {
        key: registry.run(name, {**whole, **change}, law)["notes"][place]
        for key, (change, place) in SAID.get(name, {}).items()
    }


def _line_words(law: Law) -> dict[str, Any]:
    """Give every line as it stands, whatever its lender and its day, and what is said beside lines."""
    before = caps.cutover(law) - timedelta(days=1)
    days = (before, max(entry.since for entry in law["lpr-1y"].values))
    found = [line for lender in caps.LENDERS for day in days for line in caps.lines(lender, day, law)]
    early = partial(registry.run, "which-line", {"lender": "private", "contract": "1990-01-01"}, law)
    return {
        "lines": {line.id: {name: _plain(value) for name, value in vars(line).items()} for line in found},
        "roles": caps.ROLES,
        "safe": (fields.ESTIMATE, interest_line.SAFE),
        "too_early": _refusal(early),
    }


def _calendar(law: Law) -> dict[str, Any]:
    calendar = law.holidays
    return {
        "since": str(calendar.since),
        "until": str(calendar.until),
        "rest": [(str(rest.since), str(rest.until)) for rest in calendar.rest],
        "work": [str(day) for day in calendar.work],
    }


def _parameter(parameter: Parameter) -> dict[str, Any]:
    days = {"confirmed": parameter.confirmed, "until": parameter.series.until}
    return {
        "title": parameter.title,
        "basis": parameter.basis,
        "values": [(str(entry.since), _plain(entry.value)) for entry in parameter.values],
        **{name: str(day) for name, day in days.items() if day},
    }


def _plain(value: object) -> object:
    """Give a value as JSON has it: numbers as they are, days and clock times as text."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return str(value) if isinstance(value, date) else value


# ── fields with their sentences ──────────────────────────────────────────────────────────────────────


def example(described: list[dict[str, Any]]) -> dict[str, Any]:
    """Fill in a form with the examples that its fields print."""
    return {
        field["name"]: [example(field["rows"])] * max(1, field["least"])
        if "rows" in field
        else ("是" if field["default"] else "否")
        if field["kind"] == "flag"
        else field["example"]
        for field in described
    }


def with_sentences(calculator: Calculator) -> list[dict[str, Any]]:
    """Give the fields of a form, each with the sentences that Python says of what it does not take."""
    described = fields.describe(calculator.form)
    whole = example(described)
    return [_with_sentences(calculator, field, whole) for field in described]


def _with_sentences(calculator: Calculator, field: dict[str, Any], whole: dict[str, Any]) -> dict[str, Any]:
    name = field["name"]

    def sentence(value: Any) -> str:
        return _refusal(partial(fields.read, calculator.form, {**whole, name: value}))

    says = {key: sentence(typed) for key, typed in PROVOKED[field["kind"]].items()}
    if "default" not in field:
        says["missing"] = sentence("")
    if "rows" not in field:
        return {**field, "says": says}
    row = whole[name][0]
    says["rows"] = sentence([row] * (field["most"] + 1))
    inner = [_row_field(calculator, one, name, whole) for one in field["rows"]]
    return {**field, "says": says, "rows": inner}


def _row_field(
    calculator: Calculator, field: dict[str, Any], name: str, whole: dict[str, Any]
) -> dict[str, Any]:
    row = whole[name][0]

    def sentence(value: str) -> str:
        rows = [{**row, field["name"]: value}] * len(whole[name])
        return _refusal(partial(fields.read, calculator.form, {**whole, name: rows}))

    says = {key: sentence(typed) for key, typed in PROVOKED[field["kind"]].items()}
    if "default" not in field:
        says["missing"] = sentence("")
    return {**field, "says": says}


# ── the lines of today ───────────────────────────────────────────────────────────────────────────────


def _lines(page: Context) -> list[dict[str, Any]]:
    """Give the lines that hold for a loan of today: once each, with the lenders they concern."""
    law, today = page.library.law, page.library.today
    found: dict[str, caps.Line] = {}
    lenders: dict[str, list[str]] = {}
    for lender, word in caps.LENDERS.items():
        for line in caps.lines(lender, today, law):
            if line.id in LINES:
                found[line.id] = line
                lenders.setdefault(line.id, []).append(word)
    return [
        {
            "id": key,
            "name": LINES[key],
            "rate": float(found[key].rate),
            "shown": law[key].shown(found[key].rate),
            "lenders": "、".join(lenders[key]),
            "figure": page.link("fig", key, LINES[key]),
            "law": page.cite("law", found[key].basis[0], page.library.rules[found[key].basis[0]].label),
            "effect": found[key].effect,
            "not_meaning": found[key].not_meaning,
        }
        for key in LINES
        if key in found
    ]
