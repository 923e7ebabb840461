"""The same answer everywhere: thousands of generated inputs, answered by Python and by the modules in a real browser."""

import math
from collections.abc import Callable, Iterator
from typing import Any

from calculators import caps, parameters, registry
from calculators.fields import RefusedError
from hooks import forms
from tests.conftest import Visit
from tests.vectors.generate import vectors

Open = Callable[..., Visit]
LAW = caps.with_derived(parameters.load())
NEAR = 1e-9
IN_BROWSER = """async ({forms, cases}) => {
  const base = document.querySelector("script[src$='calc/form.js']").src;
  const { Refused, read } = await import(new URL("fields.js", base));
  const compute = {};
  for (const name in forms) compute[name] = (await import(new URL(`${forms[name].module}.js`, base)))[forms[name].function];
  return cases.map(([name, typed]) => {
    const form = forms[name];
    try {
      const { values, refusals } = read(form.fields, typed);
      if (refusals.length) throw refusals[0];
      return { ...form.answer, ...compute[name](values, form) };
    } catch (error) {
      return error instanceof Refused ? { refused: [error.field, error.message] } : { crashed: String(error) };
    }
  });
}"""


def in_python(name: str, typed: dict[str, Any]) -> dict[str, Any]:
    """Answer as the command line does, or give field and sentence of the refusal."""
    try:
        return registry.run(name, typed, LAW)
    except RefusedError as refusal:
        return {"refused": [refusal.field, refusal.message]}


def agree(expected: Any, actual: Any) -> bool:
    """Say whether two answers are the same: figures within NEAR, everything else exactly."""
    if isinstance(expected, dict):
        return (
            isinstance(actual, dict)
            and expected.keys() == actual.keys()
            and all(agree(expected[key], actual[key]) for key in expected)
        )
    if isinstance(expected, list):
        return (
            isinstance(actual, list)
            and len(expected) == len(actual)
            and all(agree(one, other) for one, other in zip(expected, actual, strict=True))
        )
    if isinstance(expected, float) and not isinstance(actual, bool) and isinstance(actual, int | float):
        return math.isfinite(actual) and abs(expected - actual) <= NEAR * max(1.0, abs(expected))
    return type(expected) is type(actual) and expected == actual


def test_python_and_the_browser_give_the_same_answers(page: Open) -> None:
    """Figures to the fen, rates to 1e-9, sentences, provisions and refusals: all of it is the same."""
    cases = list(vectors())
    assert len(cases) >= 3000
    expected = [in_python(name, typed) for name, typed in cases]
    told = {name: forms.data(name, LAW) for name in registry.CALCULATORS}
    actual = page("/tools/payoff/").page.evaluate(IN_BROWSER, {"forms": told, "cases": cases})
    differing = [
        (case, one, other)
        for case, one, other in zip(cases, expected, actual, strict=True)
        if not agree(one, other)
    ]
    assert [] == differing[:3], len(differing)
    refusals = {name for (name, _), answer in zip(cases, expected, strict=True) if "refused" in answer}
    answered = {name for (name, _), answer in zip(cases, expected, strict=True) if "refused" not in answer}
    assert refusals == answered == set(registry.CALCULATORS)


def typed_values(typed: Any) -> Iterator[str]:
    """Give every value of a form, rows included."""
    for value in typed.values() if isinstance(typed, dict) else typed:
        if isinstance(value, dict | list):
            yield from typed_values(value)
        else:
            yield str(value)


def test_the_edges_are_among_the_inputs_that_are_answered() -> None:
    """A fen, 0 %, one day, 2,000 % a year, 360 periods, leap days, ends of months, a loss of everything: none is only refused."""
    answered = [(typed, in_python(name, typed)) for name, typed in vectors()]
    answered = [(typed, answer) for typed, answer in answered if "refused" not in answer]
    values = {value for typed, _ in answered for value in typed_values(typed)}
    assert set() == {"0.01", "0", "1000", "100000000", "2024-02-29", "2020-02-29", "2023-01-31", "2028-02-29"} - values
    for field, edge in (("days", "1"), ("periods", "360"), ("rate", "0"), ("months", "24")):
        assert any(edge == typed.get(field) for typed, _ in answered), field
    yearly = [answer["simple_annual"] for _, answer in answered if "simple_annual" in answer]
    assert max(yearly) > 20
    assert 0 in yearly
    assert -1 in [answer["compound_annual"] for _, answer in answered if "compound_annual" in answer]


def test_every_provision_of_an_answer_stands_on_its_page() -> None:
    """What an answer can name as its basis is among the links that the form carries."""
    named = {name: set(forms.provisions(name, LAW)) for name in registry.CALCULATORS}
    missing = {
        (name, provision)
        for name, typed in vectors()
        for provision in in_python(name, typed).get("basis", [])
        if provision not in named[name]
    }
    assert set() == missing
