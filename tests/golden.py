"""Prove the calculators with figures that other people published.

``python tests/golden.py FILE [--family NAME …]`` runs every case of FILE through the public functions of
``calculators`` and compares with the printed figure. Foreign conventions (EU, US, spreadsheets, textbooks) are
translated into flows and plans here; every root comes from ``calculators.cashflow``. Exit code 1 when a case of
kind ``golden`` disagrees.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import reduce
from pathlib import Path
from typing import Any

import yaml

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from calculators import cashflow, instalment, interest_line, money, payoff, rates

Inputs = Mapping[str, Any]
Flow = tuple[float, float]


def number(value: object) -> float:
    """Read ``0.5``, ``14/365`` or ``1200`` exactly, then as a float."""
    return float(Fraction(str(value)))


def spread(rows: Sequence[Mapping[str, Any]]) -> list[Flow]:
    """Write ``{from, to, amount}`` out as one flow per time."""
    return [
        (float(time), number(row["amount"]))
        for row in rows
        for time in (range(row["from"], row["to"] + 1) if "from" in row else [number(row["t"])])
    ]


def period_rate(given: Inputs) -> float:
    """Give the rate of one period of a spreadsheet or loan case."""
    return number(given["rate"]) / given.get("rate_div", 1)


# ── rates of flows ───────────────────────────────────────────────────────────────────────────────────


def irr(given: Inputs) -> float:
    """Periodic flows: the rate itself, times n, or compounded n times.

    Of several roots spreadsheets and libraries print the one nearest zero; our own functions refuse.
    """
    rate = min(cashflow.all_rates(spread(given["flows"])), key=abs)
    return annualised(rate, given.get("annualise", "none"), given.get("periods_per_year", 12))


def annualised(rate: float, how: str, periods: float) -> float:
    """Turn a rate per period into a yearly one by the named convention."""
    if how == "none":
        return rate
    return rates.simple_annual(rate, periods) if how == "simple" else compounded(rate, periods)


def compounded(rate: float, periods: float) -> float:
    """Give the compound rate; a case without a finite one has no figure to compare."""
    yearly = rates.compound_annual(rate, periods)
    if yearly is None:
        raise ValueError("beyond all numbers")
    return yearly


def xirr(given: Inputs) -> float:
    """Dated flows, effective annual."""
    flows = [(date.fromisoformat(str(row["date"])), number(row["amount"])) for row in given["flows"]]
    return cashflow.xirr(flows, number(given.get("day_basis", 365)))


def year_irr(given: Inputs) -> float:
    """EU and UK: times in years; flows at the start stand at 0, the others are shifted by the offset."""
    if "rule" in given:
        return cashflow.timed_irr([(time / 12, amount) for time, amount in by_rule(given["rule"])])
    per_year, offset = number(given.get("t_per_year", 1)), number(given.get("offset", 0))
    flows = []
    for row in given["flows"]:
        for time, amount in spread([row]):
            received = amount > 0 and time == 0
            start = row.get("at_start") or received
            flows.append((0.0 if start else offset + time / per_year, amount))
    return cashflow.timed_irr(flows)


def by_rule(rule: Inputs) -> list[Flow]:
    """Generate monthly payments by a rule until the credit is repaid; payments are rounded, balances are not."""
    principal, rate = number(rule["principal"]), number(rule["nominal"]) / 12
    flows = [(0.0, principal - number(rule.get("upfront_fee", 0)))]
    balance, month = principal, 0
    while balance > 1e-6:
        month += 1
        interest = balance * rate
        part = min(capital_part(rule, balance, interest), balance)
        extra = number(rule["extra"]) if month in rule.get("extra_months", ()) else 0.0
        balance -= part
        flows.append((float(month), -(money.half_up(part + interest, 2) + extra)))
    return flows


def capital_part(rule: Inputs, balance: float, interest: float) -> float:
    """Give the capital repaid in one month under the rule."""
    kind = rule["kind"]
    if kind == "equal_principal":
        return number(rule["principal"]) / rule["n"]
    if kind == "fixed_principal_plus_interest":
        return number(rule["amount"])
    floor = number(rule.get("floor", 0))
    if kind == "pct_capital_plus_interest":
        return max(balance * number(rule["pct"]), floor)
    if kind == "pct_of_capital_and_interest":
        return max((balance + interest) * number(rule["pct"]), floor) - interest
    raise ValueError(f"unknown rule {kind}")


def regz(given: Inputs) -> float:
    """US: simple interest within the odd part of a unit period, compound over the full ones."""
    payments, fraction = spread(given["payments"]), number(given["fraction"])
    advance = number(given["advance"])

    def value(rate: float) -> float:
        odd = 1 + fraction * rate
        return advance - math.fsum(pay * instalment.discount(rate, time) / odd for time, pay in payments)

    high = 1.0
    while value(high) < 0:
        high *= 2
    low = -0.5 if value(0.0) > 0 else 0.0
    return cashflow.find_root(value, low, high) * given["unit_periods_per_year"]


def single(given: Inputs) -> float:
    """One repayment after some days; ``base`` is what simple interest is counted on."""
    net, repay, days = number(given["net"]), number(given["repay"]), number(given["days"])
    basis = number(given.get("day_basis", 365))
    if given["annualise"] == "simple":
        return rates.single_simple(net, repay, days, basis) * net / number(given.get("base", net))
    yearly = rates.single_compound(net, repay, days, basis)
    if yearly is None:
        raise ValueError("beyond all numbers")
    return yearly


def approx24(given: Inputs) -> float:
    """Folk formula, no root: fee × n × 24 / (n + 1)."""
    fee, n = number(given["fee_per_period"]), given["n"]
    return fee * n * 24 / (n + 1) / (1 - number(given.get("upfront", 0)))


def discounted(given: Inputs) -> float:
    """Interest taken in advance, or a part that must stay on the account: one period."""
    nominal, taken, kept = (number(given.get(key, 0)) for key in ("nominal", "discount", "compensating"))
    return cashflow.irr([1 - taken - kept, -(1 - kept + nominal - taken)])


def product(given: Inputs) -> float:
    """A product of factors: a rate times days, a multiple of the LPR."""
    return reduce(rates.simple_annual, [number(factor) for factor in given["factors"]])


def effect(given: Inputs) -> float:
    """Effective rate of a nominal one."""
    return compounded(number(given["nominal"]) / given["n"], given["n"])


def nominal(given: Inputs) -> float:
    """Nominal rate of an effective one."""
    return rates.nominal_from_effective(number(given["effective"]), given["n"])


# ── plans ────────────────────────────────────────────────────────────────────────────────────────────


def pmt(given: Inputs) -> float:
    """Payment of a loan (pv) or of savings (fv), at the end or the start of the periods."""
    balloon = -number(given.get("fv", 0))
    return instalment.level_payment(
        number(given.get("pv", 0)), period_rate(given), given["n"], balloon, due=given.get("type", 0)
    )


def plan_of(given: Inputs) -> list[instalment.Period]:
    """Give the plan of a spreadsheet case; payments at the start: the same, one discount later."""
    principal, rate = number(given.get("pv", given.get("principal"))), period_rate(given)
    method = "equal-principal" if given.get("plan") == "equal_principal" else "level"
    return instalment.schedule(method, principal, rate, given["n"])


def parts(given: Inputs, name: str, first: int, last: int) -> float:
    """Sum the interest or the principal of periods first to last."""
    plan = plan_of(given)
    if not given.get("type"):
        return sum(getattr(period, name) for period in plan[first - 1 : last])
    payment, rate = pmt(given), period_rate(given)
    interest = [0.0] + [period.interest / (1 + rate) for period in plan[1:]]
    chosen = interest[first - 1 : last]
    return sum(chosen) if name == "interest" else payment * len(chosen) - sum(chosen)


def nper(given: Inputs) -> float:
    """Number of payments that clear a loan (pv) or reach a sum (fv)."""
    rate = period_rate(given)
    payment = number(given.get("pmt", given.get("payment"))) * (1 + rate if given.get("type") else 1)
    if "pv" in given:
        return payoff.months_to_clear(number(given["pv"]), rate, payment)
    return math.log1p(number(given["fv"]) * rate / payment) / math.log1p(rate)


def wanted(plan: Sequence[instalment.Period], principal: float, want: str, rounded: bool) -> float:
    """Give one figure of a whole plan."""
    if want in ("payment", "first_payment"):
        return plan[0].payment
    total = sum(period.payment for period in plan)
    if rounded:
        total = money.half_up(plan[0].payment, 2) * len(plan)
    return total if want == "total_paid" else total - principal


def loan_total(given: Inputs) -> float:
    """Payment, interest or total of a loan."""
    rounded = given.get("round_payment", False)
    return wanted(plan_of(given), number(given["principal"]), given["want"], rounded)


def loan_diff(given: Inputs) -> float:
    """The same figure at the old rate less at the new rate."""
    old, new = ({**given, "rate": given[key]} for key in ("rate_old", "rate_new"))
    return loan_total(old) - loan_total(new)


def schedule_value(given: Inputs) -> float:
    """One cell of a plan."""
    return float(getattr(plan_of(given)[given["period"] - 1], given["want"]))


def interest_segments(given: Inputs) -> float:
    """Daily interest on stretches of balance."""
    return sum(
        interest_line.allowed_interest(
            [(number(part["balance"]), number(part["days"]))], number(part["daily_rate"]), 1
        )
        for part in given["segments"]
    )


def daily_compound(given: Inputs) -> float:
    """Interest compounded every day."""
    return number(given["principal"]) * compounded(number(given["daily_rate"]), number(given["days"]))


# ── paying off ───────────────────────────────────────────────────────────────────────────────────────


def fixed_payoff(given: Inputs) -> float:
    """Months or interest of a fixed payment; the last payment is what is left."""
    balance, rate, payment = number(given["balance"]), period_rate(given), number(given["payment"])
    months = payoff.whole_months(payoff.months_to_clear(balance, rate, payment))
    paid = payment * (months - 1) + payoff.last_payment(balance, rate, payment, months)
    return {"months": float(months), "total_paid": paid, "total_interest": paid - balance}[given["want"]]


def fixed_payoff_fractional(given: Inputs) -> float:
    """The same with a fraction of a month, as textbooks do: n × payment less the balance."""
    balance, payment = number(given["balance"]), number(given["payment"])
    months = payoff.months_to_clear(balance, period_rate(given), payment)
    return months if given.get("want", "months") == "months" else months * payment - balance


def daily_payoff_months(given: Inputs) -> float:
    """Interest by the day, a payment every 30 days."""
    month = compounded(number(given["apr"]) / 365, 30)
    return payoff.months_to_clear(number(given["balance"]), month, number(given["payment"]))


def min_balance_after(given: Inputs) -> float:
    """Least payments as a share of the balance, for some months."""
    balance, share, rate = number(given["balance"]), number(given["min_rate"]), number(given["apr"]) / 12
    cents = (lambda amount: money.half_up(amount, 2)) if given.get("round_cents") else (lambda amount: amount)
    for _ in range(given["months"]):
        payment = cents(balance * share)
        if given["interest_after_payment"]:
            balance = cents((balance - payment) * (1 + rate))
        else:
            balance = cents(balance - (payment - cents(balance * rate)))
    return balance


def lowest_payment(given: Inputs) -> float:
    """Smallest payment that clears a balance in time, or the smallest multiple of a step."""
    due = 1 if given["interest_after_payment"] else 0
    exact = instalment.level_payment(
        number(given["balance"]), number(given["apr"]) / 12, given["months"], due=due
    )
    step = given.get("multiple_of")
    return exact if step is None else float(math.ceil(exact / step - 1e-9) * step)


def debt_payoff(given: Inputs) -> float:
    """Several debts, least payments and one target after the other."""
    debts = [
        payoff.Debt(number(debt["balance"]), number(debt["apr"]) / 100, number(debt["minimum"]))
        for debt in given["debts"]
    ]
    budget = sum(debt.minimum for debt in debts) + number(given["extra"])
    plan = payoff.pay_down(debts, budget, given["order"])
    if given["want"] == "balance":
        return plan.balances[given["after_month"]][given["debt_index"]]
    paid = plan.interest + sum(debt.balance for debt in debts)
    return {"months": float(plan.months), "total_paid": paid, "total_interest": plan.interest}[given["want"]]


METHODS: dict[str, Callable[[Inputs], float]] = {
    "irr": irr,
    "xirr": xirr,
    "year_irr": year_irr,
    "regz": regz,
    "single": single,
    "approx24": approx24,
    "discount": discounted,
    "product": product,
    "effect": effect,
    "nominal": nominal,
    "pmt": pmt,
    "ipmt": lambda given: parts(given, "interest", given["per"], given["per"]),
    "ppmt": lambda given: parts(given, "principal", given["per"], given["per"]),
    "cumipmt": lambda given: parts(given, "interest", given["start"], given["end"]),
    "cumprinc": lambda given: parts(given, "principal", given["start"], given["end"]),
    "nper": nper,
    "loan_total": loan_total,
    "loan_diff": loan_diff,
    "schedule_value": schedule_value,
    "interest_segments": interest_segments,
    "daily_compound": daily_compound,
    "fixed_payoff": fixed_payoff,
    "fixed_payoff_fractional": fixed_payoff_fractional,
    "daily_payoff_months": daily_payoff_months,
    "min_balance_after": min_balance_after,
    "lowest_payment": lowest_payment,
    "debt_payoff": debt_payoff,
}
SCALES = {"percent": 100.0, "money": 1.0, "wan_cny": 1e-4, "periods": 1.0}


def compute(case: Inputs) -> float:
    """Give our figure for a case, in the unit in which it was printed."""
    given = case["inputs"]
    if given["method"] not in METHODS:
        raise ValueError(f"unknown method {given['method']}")
    return METHODS[given["method"]](given) * SCALES[case["expected"]["unit"]]


def as_printed(value: float, expected: Inputs) -> float:
    """Round a figure the way it was printed."""
    rounding = expected.get("rounding", "half_up")
    if rounding == "ceil_integer":
        return float(math.ceil(value - 1e-9))
    if rounding == "truncate":
        scale = 10.0 ** expected["decimals"]
        return math.trunc(value * scale + math.copysign(1e-9, value)) / scale
    return money.half_up(value, expected["decimals"])


def disagreement(case: Inputs) -> str:
    """Say how our figure differs, or give an empty string."""
    try:
        value = compute(case)
    except (ValueError, KeyError, TypeError, ArithmeticError) as error:
        return f"{type(error).__name__}: {error}"
    if case["kind"] == "published_mistake":
        right = number(case["recomputed"])
        close = math.isclose(value, right, rel_tol=1e-9, abs_tol=1e-9)
        return "" if close else f"{value!r}, recomputed {case['recomputed']}"
    printed = as_printed(value, case["expected"])
    same = math.isclose(printed, number(case["expected"]["value"]), rel_tol=1e-12, abs_tol=1e-12)
    return "" if same else f"{value!r}, printed {case['expected']['value']}"


def main(arguments: list[str]) -> int:
    """Run a file of cases and print how many agree."""
    parser = argparse.ArgumentParser(description="Compare the calculators with published figures.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--family", nargs="+", default=None, metavar="NAME")
    options = parser.parse_args(arguments)
    cases = yaml.safe_load(options.file.read_text(encoding="utf-8"))["cases"]
    chosen = [case for case in cases if options.family is None or case["family"] in options.family]
    found = [(case, disagreement(case)) for case in chosen]
    for case, difference in found:
        if difference:
            print(f"{case['id']} ({case['kind']}, {case['family']}): {difference}")
    print(f"{len(chosen)} cases, {sum(not difference for _, difference in found)} agree")
    return int(any(difference and case["kind"] == "golden" for case, difference in found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
