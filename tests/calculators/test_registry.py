import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from calculators import fields, parameters, registry
from calculators.fields import RefusedError

ROOT = Path(__file__).resolve().parents[2]
LAW = parameters.load()
BAD = {
    "amount": [
        ("一万", "要填数字"),
        ("1,23", "逗号位置不对"),
        ("0.001", "精确到分"),
        ("-5", "要在"),
        ("100000001", "要在"),
    ],
    "percent": [("abc", "要填数字"), ("-1", "要在"), ("9999999", "要在")],
    "whole": [("1.5", "要填整数"), ("x", "要填数字"), ("-1", "要在"), ("99999999", "要在")],
    "day": [("2026-02-30", "没有这一天"), ("昨天", "要填日期"), ("1900-01-01", "要在")],
    "clock": [("25:00", "要填钟点"), ("晚上", "要填钟点")],
    "flag": [("也许", "只能选“是”或“否”")],
    "choice": [("nobody", "只能选")],
    "words": [("长" * 41, "最多 40 个字")],
    "rows": [("x", "要写成列表")],
}


def example(told: list[dict[str, Any]]) -> dict[str, Any]:
    """Fill in a form with the examples its fields print."""
    filled: dict[str, Any] = {}
    for field in told:
        if field["kind"] == "rows":
            filled[field["name"]] = [example(field["rows"])] * max(2, field["least"])
        elif field["kind"] == "choice":
            filled[field["name"]] = field["example"]
        else:
            filled[field["name"]] = field["example"]
    return filled


def mistakes() -> list[tuple[str, str, dict[str, Any], str]]:
    """Give (calculator, field, data, words) for every field of every form and every kind of bad input."""
    found = []
    for name, calculator in registry.CALCULATORS.items():
        told = fields.describe(calculator.form)
        for field in told:
            good = example(told)
            found += [
                (name, field["name"], {**good, field["name"]: bad}, words)
                for bad, words in BAD[field["kind"]]
            ]
            if "default" not in field:
                found.append((name, field["name"], {**good, field["name"]: ""}, "请填写"))
            for inner in field.get("rows", []):
                row = good[field["name"]][0]
                found += [
                    (
                        name,
                        f"{field['name']}.0.{inner['name']}",
                        {**good, field["name"]: [{**row, inner["name"]: bad}] * 2},
                        words,
                    )
                    for bad, words in BAD[inner["kind"]]
                ]
    return found


@pytest.mark.parametrize(("name", "field", "data", "words"), mistakes())
def test_every_field_refuses_bad_input(name, field, data, words):
    """Each field of each calculator refuses what it cannot use, at its own place, in one Chinese sentence."""
    with pytest.raises(RefusedError) as refusal:
        registry.run(name, data, LAW)
    assert refusal.value.field == field
    assert words in refusal.value.message


@pytest.mark.parametrize("name", registry.CALCULATORS)
def test_the_examples_beside_the_fields_work(name):
    """Filling in every printed example gives an answer that JSON can carry and that keeps its promises."""
    calculator = registry.CALCULATORS[name]
    told = fields.describe(calculator.form)
    data = example(told)
    if name == "dated-irr":
        data["flows"][0] = {"day": "2025-12-15", "direction": "in", "amount": "900"}
    answer = registry.run(name, data, LAW)
    assert json.loads(json.dumps(answer, allow_nan=False)) == answer
    assert answer["notes"]
    assert calculator.question in registry.QUESTIONS
    figures = [figure["name"] for figure in fields.describe(calculator.answer)]
    assert list(answer) == [*figures, "convention", "basis", "notes"]


@pytest.mark.parametrize("name", registry.CALCULATORS)
def test_every_field_is_described(name):
    """Labels, kinds, ranges and examples stand in the model, so that forms need no words of their own."""
    for field in fields.describe(registry.CALCULATORS[name].form):
        inner = field.get("rows", [])
        for told in [field, *inner]:
            assert told["label"]
            assert told["kind"] in BAD
            assert told["kind"] in ("rows", "words", "clock", "flag", "choice") or {
                "low",
                "high",
                "example",
            } <= set(told)
    for figure in fields.describe(registry.CALCULATORS[name].answer):
        assert figure["label"]


def test_every_basis_is_an_id_of_the_law():
    """An answer names provisions by ids in the one shape they have."""
    for name in registry.CALCULATORS:
        basis = registry.CALCULATORS[name].answer.model_fields["basis"].default
        assert all(part.replace("-", "").isalnum() and part.islower() for part in basis)


def command(*arguments: str, typed: str = "") -> tuple[int, Any]:
    """Run the command line and give its exit code and what it printed, as JSON."""
    done = subprocess.run(
        [sys.executable, "-m", "calculators", *arguments],
        input=typed,
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    return done.returncode, json.loads(done.stdout)


def test_the_command_line_answers():
    """JSON in, JSON out, exit code 0."""
    code, answer = command("monthly-rate", typed='{"rate": "１％"}')
    assert code == 0
    assert answer["simple_annual"] == 0.12
    assert answer["convention"].startswith("单利年化")


@pytest.mark.parametrize(
    ("arguments", "typed", "field", "words"),
    [
        (["short-lon"], "{}", "", "你是不是要 “short-loan”？"),
        ([], "", "", "用法"),
        (["short-loan"], "{", "", "不是 JSON"),
        (["short-loan"], "[]", "", "JSON 对象"),
        (["short-loan"], "[" * 100_000, "", "套得太深"),
        (["short-loan"], '{"days": 7, "days": 30}', "days", "写了两遍"),
        (["short-loan"], '{"received": NaN, "repaid": 2, "days": 7}', "received", "要填数字"),
        (["short-loan"], '{"received": 1e999, "repaid": 2, "days": 7}', "received", "要填数字"),
        (["short-loan"], '{"received": 1, "repaid": 2, "days": [7]}', "days", "要填数字"),
        (["debt-order"], '{"debts": [1], "budget": 3}', "debts.0", "每一行是一个对象"),
        (["call-check"], '{"lender": ["bank"], "day": "2026-1-1", "time": "9:00"}', "lender", "只能选：bank（银行）"),
        (["short-loan"], '{"recieved": 1}', "recieved", "你是不是要写 “received”？"),
        (["short-loan"], '{"received": 1, "repaid": 2, "days": 0}', "days", "要在 1 到 3650 天 之间"),
        (["short-loan"], '{"received": true, "repaid": 2, "days": 7}', "received", "要填数字"),
    ],
)
def test_the_command_line_refuses(arguments, typed, field, words):
    """Wrong input prints the field and one Chinese sentence, and exits with 2."""
    code, answer = command(*arguments, typed=typed)
    assert code == 2
    assert answer["error"]["field"] == field
    assert words in answer["error"]["message"]
