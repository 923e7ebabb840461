"""Runs tests/cases/*.yaml: sentences a lawyer can read, each with what is given and what must come out."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from calculators import money, parameters, registry, source
from calculators.fields import RefusedError

FOLDER = Path(__file__).resolve().parents[1] / "cases"
LAW = parameters.load()


def stories() -> list[dict[str, Any]]:
    """Give all cases of the folder that name a calculator."""
    found = []
    for path in sorted(FOLDER.glob("*.yaml")):
        if path.stem == "golden-open":
            continue
        document, problems = source.parse(path.read_text(encoding="utf-8"), path.name)
        assert problems == []
        found += document.value["cases"]
    return found


def plain(value: Any) -> Any:
    """Write what YAML read as JSON would carry it."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return str(value) if isinstance(value, Decimal | date) else value


def at(answer: Any, path: str) -> Any:
    """Follow ``lines.0.rate`` into an answer."""
    for part in path.split("."):
        answer = answer[int(part)] if part.isdigit() else answer[part]
    return answer


def same(expected: Any, actual: Any) -> bool:
    """Compare: a percentage by its printed digits, an amount to the fen, anything else as it is."""
    if isinstance(expected, str) and expected.endswith("%"):
        digits = len(expected.rstrip("%").partition(".")[2])
        return money.half_up(actual * 100, digits) == float(expected.rstrip("%"))
    if isinstance(expected, Decimal):
        return expected == Decimal(actual)
    return bool(plain(expected) == actual)


@pytest.mark.parametrize("case", stories(), ids=lambda case: f"{case['calculator']}: {case['sentence']}")
def test_the_sentence_is_true(case):
    """What the sentence says comes out of the public entry point."""
    if "refuse" in case:
        with pytest.raises(RefusedError) as refusal:
            registry.run(case["calculator"], plain(case["given"]), LAW)
        assert refusal.value.field == case["refuse"]["field"]
        assert case["refuse"]["words"] in refusal.value.message
        return
    answer = registry.run(case["calculator"], plain(case["given"]), LAW)
    wrong = {
        path: at(answer, path) for path, value in case["expect"].items() if not same(value, at(answer, path))
    }
    assert wrong == {}


def test_every_calculator_has_a_sentence():
    """No calculator goes without at least one case a person can check."""
    assert set(registry.CALCULATORS) - {case["calculator"] for case in stories()} == set()
