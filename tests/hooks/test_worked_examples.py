"""The worked examples in words: every result that an example prints is what its calculator answers."""

import re
from decimal import Decimal
from typing import Any

import pytest

from calculators import money, parameters, registry
from tests.conftest import ROOT

LAW = parameters.load()
IN_BRACES = re.compile(r"{([\w.]+)}")
LOAN = {"received": 10000, "periods": 12}
THREE = [
    {"name": "甲", "balance": 3000, "rate": 12, "minimum": 150},
    {"name": "乙", "balance": 12000, "rate": 24, "minimum": 400},
    {"name": "丙", "balance": 6000, "rate": 18, "minimum": 250},
]
OLD = {"loans": [{"balance": 6000, "rate": 24, "periods": 12}], "rate": 12, "periods": 24}
OWED = {"debts": [{"fees": 200, "interest": 800, "principal": 5000}], "payment": 1500}
OFFERS = {"owed": 45000, "payment": 2000, "periods": 24, "lump": 35000}
#: Page, calculator, what its example is about, and its sentences with the figures of the answer in braces.
EXAMPLES: list[tuple[str, str, dict[str, Any], list[str]]] = [
    ("instalment-rate", "instalment-irr", {**LOAN, "payment": 945.6},
     ["每月利率约 {period_rate}，单利年化 {simple_annual}，复利年化 {compound_annual}"]),
    ("instalment-rate", "instalment-irr", {**LOAN, "payment": 945.6, "fee": 60},
     ["单利年化变成 {simple_annual}，复利年化 {compound_annual}"]),
    ("instalment-fee-rate", "flat-fee", {"rate": 1, "periods": 12},
     ["一共 {payment} 元", "一共付费用 {total_fee} 元", "真实的单利年化是 {simple_annual}，复利年化是 {compound_annual}"]),
    ("rate-conversion", "daily-rate", {"rate": 0.05}, ["0.05% × 365 = {simple_annual}", "约 {compound_annual}"]),
    ("repayment-methods", "repayment-methods", {"principal": 10000, "rate": 1, "periods": 12},
     ["等额本息：每期 {methods.0.first_payment} 元，总利息 {methods.0.total_interest} 元",
      "前 11 期每期 {methods.2.first_payment} 元，最后一期 {methods.2.last_payment} 元，总利息 {methods.2.total_interest} 元",
      "等本等息：每期 {methods.3.first_payment} 元，总利息 {methods.3.total_interest} 元",
      "真实的单利年化是 {methods.3.simple_annual}"]),
    ("short-loans", "withheld-interest", {"contract": 10000, "withheld": 1000, "payment": 945.6, "periods": 12},
     ["合同上看：单利年化 {contract_simple_annual}", "单利年化 {simple_annual}，复利年化 {compound_annual}"]),
    ("total-cost", "total-cost", {**LOAN, "payment": 888.49, "guarantee": 60, "lender": "assist", "contract": "2026-01-05"},
     ["只算本息，单利年化 {interest_simple_annual}", "单利年化 {simple_annual}，复利年化 {compound_annual}"]),
    ("total-cost", "total-cost", {**LOAN, "payment": 888.49, "guarantee": 100, "lender": "assist", "contract": "2026-01-05"},
     ["单利年化变成 {simple_annual}"]),
    ("excess-interest", "excess-interest",
     {"stretches": [{"balance": 10000, "days": 365}], "paid": 3600, "lender": "private", "contract": "2025-06-01"},
     ["一年最多 {allowed} 元", "多出 {excess} 元"]),
    ("excess-interest", "penalty-test", {"agreed": 1000, "loss": 600}, ["600 元的 1.3 倍是 {threshold} 元"]),
    ("overdue-cost", "overdue-growth", {"principal": 8000, "rate": 24, "days": 30},
     ["每天多 {per_day} 元", "30 天是 {interest} 元"]),
    ("overdue-cost", "overdue-growth", {"principal": 8000, "rate": 24, "days": 365}, ["一年是 {interest} 元"]),
    ("overdue-cost", "overdue-growth", {"principal": 8000, "rate": 36, "days": 365}, ["如果是 36%，一年是 {interest} 元"]),
    ("payment-allocation", "payment-allocation", OWED,
     ["先抵费用 {rows.0.fees} 元，再抵利息 {rows.0.interest} 元，最后抵本金 {rows.0.principal} 元", "还完还欠本金 {left} 元"]),
    ("payoff", "debt-order", {"debts": THREE, "budget": 1500},
     ["雪崩法 {plans.0.months} 个月还清，利息 {plans.0.interest} 元",
      "雪球法也是 {plans.1.months} 个月，利息 {plans.1.interest} 元", "差的 {saved} 元"]),
    ("consolidation", "consolidation", OLD,
     ["照旧：每月 {old_monthly} 元，一共 {old_total} 元", "换了：每月 {new_monthly} 元，一共 {new_total} 元，只省 {saved} 元"]),
    ("compare-offers", "compare-offers", {**OFFERS, "rate": 1}, ["24 期值 {instalment_value} 元，一次性省 {difference} 元"]),
    ("compare-offers", "compare-offers", {**OFFERS, "rate": 2}, ["24 期值 {instalment_value} 元，一次性只省 {difference} 元"]),
    ("budget", "affordable-payment", {"income": 6000, "essentials": 4200, "reserve": 300}, ["能还 {affordable} 元"]),
    ("budget", "monthly-budget", {"stage": "recovered", "income": 8000, "essentials": 4000},
     ["必需 {buckets.0.amount} 元，想要的 {buckets.1.amount} 元，储蓄和多还款 {buckets.2.amount} 元"]),
    ("budget", "emergency-fund", {"essentials": 3000, "months": 3, "monthly": 600}, ["目标 {target} 元", "要 {months} 个月"]),
]  # fmt: skip


def printed(value: Any) -> str:
    """Write a figure as the guides do: amounts without needless zeros, rates with two decimals."""
    if isinstance(value, float):
        return money.show_percent(value).replace(",", "")
    return f"{Decimal(value):f}".removesuffix(".00")


def figure(answer: Any, path: str) -> Any:
    """Follow `rows.0.fees` into an answer."""
    for part in path.split("."):
        answer = answer[int(part)] if part.isdigit() else answer[part]
    return answer


@pytest.mark.parametrize(("page", "name", "given", "sentences"), EXAMPLES)
def test_an_example_says_what_its_calculator_answers(
    page: str, name: str, given: dict[str, Any], sentences: list[str]
) -> None:
    """Each sentence stands in an example of the page, with the figures of today's answer."""
    written = (ROOT / f"docs/tools/{page}.md").read_text("utf-8")
    examples = "".join(re.findall(r"^```example\n(.*?)^```$", written, re.MULTILINE | re.DOTALL))
    answer = registry.run(name, given, LAW)
    expected = [IN_BRACES.sub(lambda path: printed(figure(answer, path[1])), sentence) for sentence in sentences]
    assert [] == [sentence for sentence in expected if sentence not in examples]


def test_the_example_of_short_loans_in_one_decimal() -> None:
    """1,000 in the contract, 700 in the hand, seven days: the rate for the days and for a year."""
    answer = registry.run("short-loan", {"received": 700, "repaid": 1000, "days": 7}, LAW)
    written = (ROOT / "docs/tools/short-loans.md").read_text("utf-8")
    assert f"≈ {money.show_percent(answer['simple_annual'], 1).replace(',', '')}。" in written
    assert f"1000 ÷ 700 − 1 = {money.show_percent(answer['daily_rate'] * 7)}" in written


def test_every_page_with_a_calculator_has_an_example() -> None:
    """No calculator's page goes without an example in words."""
    pages = [path for path in sorted((ROOT / "docs/tools").glob("*.md")) if "```calculator " in path.read_text("utf-8")]
    assert [] == [path.name for path in pages if "```example\n" not in path.read_text("utf-8")]
    assert len(pages) >= 15
