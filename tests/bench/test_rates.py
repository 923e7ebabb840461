"""The plans that methods are compared on, and how their answers are judged."""

import math

import pytest

from calculators import cashflow
from tests.bench.rates import Plan, plans, residual, run


def test_the_known_rate_makes_each_plan_worth_nothing() -> None:
    """The truth that answers are compared with is one."""
    assert max(residual(plan.amounts, plan.rate) for plan in plans(500)) < 1e-12


def test_plans_are_the_same_each_time_and_of_every_kind() -> None:
    """Figures of two runs can be compared; short and high rates and second roots are among them."""
    made = list(plans(200))
    assert made == list(plans(200))
    assert {"普通分期", "超过 1,000%", "押金最后退回"} == {plan.kind for plan in made}


def test_our_solver_finds_every_rate() -> None:
    """None is missing and none is wrong."""
    assert {} == run(cashflow.irr, list(plans(2_000))).failures


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        (lambda _: math.nan, "没有答案（NaN 或报错）"),
        (lambda _: None, "没有答案（NaN 或报错）"),
        (lambda _: 1 / 0, "没有答案（NaN 或报错）"),
        (lambda _: 0.2, "错根"),
    ],
)
def test_a_failure_is_counted_by_its_kind(method, expected: str) -> None:
    """No number, an exception and a wrong number are failures."""
    tally = run(method, [Plan(0.1, (100.0, -110.0), "普通分期")])
    assert {("普通分期", expected): 1} == tally.failures
