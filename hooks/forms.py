"""Forms of the calculators: what a page must carry so that the reader's own browser answers as Python does.

The fields with every sentence about what they do not take, the figures of the answer, the dated numbers of the law, wordings:
all of it stands in the page, written from the models and the law. No module in the browser types any of it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import time
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from calculators import caps, cashflow, fields, instalment, registry
from calculators.fields import RefusedError
from calculators.parameters import Law, Parameter, Value
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
#: Wordings that a calculator's function takes from constants of its module.
TEXTS: Mapping[str, Mapping[str, Any]] = {
    "instalment-irr": NO_RATE,
    "dated-irr": NO_RATE,
    "withheld-interest": NO_RATE,
    "repayment-methods": {"methods": instalment.METHODS},
}
#: Numbers of the law that a calculator's function asks for.
LAW: Mapping[str, tuple[str, ...]] = {}
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
    page.modules.add(MODULE)
    told = data(name, page.library.law)
    lines = _lines(page) if has_lines(calculator) else []
    rules = page.library.rules
    return page.template(
        "calculator",
        f={
            "name": name,
            "title": calculator.title,
            "fields": told["fields"],
            "figures": fields.describe(calculator.answer),
            "working": words.working,
            "lines": lines,
            "chart": words.curve or ("bars" if lines else None),
            "answer": told["answer"],
            "basis": [
                (key, page.cite("law", key, rules[key].label)) for key in provisions(name, page.library.law)
            ],
            "data": Markup(
                json.dumps(told, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
            ),
        },
    )


def data(name: str, law: Law) -> dict[str, Any]:
    """Give what the browser needs to answer: fields, figures, law, wordings, module and function."""
    calculator, words = registry.find(name), WORDS[name]
    compute = calculator.compute
    return {
        "module": compute.__module__.rpartition(".")[2],
        "function": compute.__name__,
        "fields": with_sentences(calculator),
        "answer": {key: calculator.answer.model_fields[key].default for key in fields.Answer.model_fields},
        "words": TEXTS.get(name, {}),
        "law": {key: _parameter(law[key]) for key in LAW.get(name, ())},
        "headline": words.headline,
        "example": {**example(fields.describe(calculator.form)), **words.example},
    }


def has_lines(calculator: Calculator) -> bool:
    """Say whether a yearly rate comes out that the page compares with the lines of today."""
    own = {figure["name"] for figure in fields.describe(calculator.answer)}
    return issubclass(calculator.answer, YearlyRates) and "lines" not in own


def provisions(name: str, law: Law) -> list[str]:
    """Give every provision that an answer may rest on, in order, once each."""
    defaults = registry.find(name).answer.model_fields["basis"].default
    return list(dict.fromkeys([*defaults, *(one for key in LAW.get(name, ()) for one in law[key].basis)]))


def _parameter(parameter: Parameter) -> dict[str, Any]:
    days = {"confirmed": parameter.confirmed, "until": parameter.series.until}
    return {
        "title": parameter.title,
        "basis": parameter.basis,
        "values": [(str(entry.since), _plain(entry.value)) for entry in parameter.values],
        **{name: str(day) for name, day in days.items() if day},
    }


def _plain(value: Value) -> float | str:
    if isinstance(value, Decimal):
        return float(value)
    return f"{value:%H:%M}" if isinstance(value, time) else str(value)


# ── fields with their sentences ──────────────────────────────────────────────────────────────────────


def example(described: list[dict[str, Any]]) -> dict[str, Any]:
    """Fill in a form with the examples that its fields print."""
    return {
        field["name"]: [example(field["rows"])] * max(1, field["least"])
        if "rows" in field
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
        return _sentence(calculator, {**whole, name: value})

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
        return _sentence(calculator, {**whole, name: [{**row, field["name"]: value}] * len(whole[name])})

    says = {key: sentence(typed) for key, typed in PROVOKED[field["kind"]].items()}
    if "default" not in field:
        says["missing"] = sentence("")
    return {**field, "says": says}


def _sentence(calculator: Calculator, typed: dict[str, Any]) -> str:
    """Give what Python says of an input that it refuses."""
    try:
        fields.read(calculator.form, typed)
    except RefusedError as refusal:
        return refusal.message
    raise ValueError(f"{calculator.form.__name__} takes {typed}")


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
