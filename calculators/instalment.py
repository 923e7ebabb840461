"""Repayment plans: what falls due in each period, and the rate that a plan really costs.

Amounts are yuan, rates fractions per period, times are counted in periods from the pay-out. Nothing is
rounded here. Balances come from closed formulas, not from step to step, so that 360 periods at 2,000 % a year
stay exact.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from calculators import cashflow
from calculators.cashflow import Flow

Method = Literal["level", "equal-principal", "interest-first", "flat", "bullet"]
METHODS: dict[Method, str] = {
    "level": "等额本息",
    "equal-principal": "等额本金",
    "interest-first": "先息后本",
    "flat": "等本等息",
    "bullet": "一次还清",
}


@dataclass(frozen=True)
class Period:
    """What falls due at the end of one period; ``balance`` is the principal still owed afterwards."""

    number: int
    principal: float
    interest: float
    fee: float
    balance: float

    @property
    def payment(self) -> float:
        """Give principal, interest and fee together."""
        return self.principal + self.interest + self.fee


def discount(rate: float, periods: float) -> float:
    """Give (1 + rate)^-periods."""
    return math.exp(-periods * math.log1p(rate))


def annuity(rate: float, periods: float) -> float:
    """Give the value today of 1 at the end of each of ``periods`` periods."""
    return periods if rate == 0 else -math.expm1(-periods * math.log1p(rate)) / rate


def level_payment(
    principal: float, rate: float, periods: int, balloon: float = 0.0, first: float = 1.0, due: int = 0
) -> float:
    """Give the equal payment that pays off ``principal`` down to ``balloon`` after ``periods`` payments.

    ``first``: length of the first period in periods; its interest is principal × rate × first.
    ``due``: 1 when payments fall at the start of the periods, the first one at the pay-out.
    """
    if due:
        return (principal - balloon * discount(rate, periods)) / (annuity(rate, periods) * (1 + rate))
    start = principal * (1 + rate * first) / (1 + rate)
    return (start - balloon * discount(rate, periods)) / annuity(rate, periods)


def schedule(
    method: Method,
    principal: float,
    rate: float,
    periods: int,
    fee: float = 0.0,
    fee_end: float = 0.0,
    first: float = 1.0,
) -> list[Period]:
    """Give the plan: ``fee`` falls due every period, ``fee_end`` with the last one.

    ``first`` is the length of the first period in periods (1.5 for 45 days of a 30-day month): it lengthens
    the interest of the first period only.
    """
    balances = _balances(method, principal, rate, periods, first)
    interests = _interests(method, balances, rate, periods, first)
    return [
        Period(
            number=k,
            principal=balances[k - 1] - balances[k],
            interest=interests[k - 1],
            fee=fee + (fee_end if k == periods else 0.0),
            balance=balances[k],
        )
        for k in range(1, periods + 1)
    ]


def _balances(method: Method, principal: float, rate: float, periods: int, first: float) -> list[float]:
    """Give the principal owed after 0, 1 … ``periods`` payments."""
    if method == "level":
        payment = level_payment(principal, rate, periods, first=first)
        return [principal, *(payment * annuity(rate, periods - k) for k in range(1, periods)), 0.0]
    if method in ("equal-principal", "flat"):
        return [principal * (periods - k) / periods for k in range(periods + 1)]
    return [principal] * periods + [0.0]


def _interests(
    method: Method, balances: Sequence[float], rate: float, periods: int, first: float
) -> list[float]:
    """Give the interest that falls due in each period."""
    lengths = [first] + [1.0] * (periods - 1)
    if method == "bullet":
        return [0.0] * (periods - 1) + [balances[0] * rate * (first + periods - 1)]
    if method == "flat":
        return [balances[0] * rate * length for length in lengths]
    return [balances[k] * rate * lengths[k] for k in range(periods)]


def flows(received: float, plan: Sequence[Period], first: float = 1.0) -> list[Flow]:
    """Give the borrower's timed flows: ``received`` at 0, then the payments at first, first + 1 …"""
    return [(0.0, received)] + [(first + period.number - 1, -period.payment) for period in plan]


def real_rate(received: float, plan: Sequence[Period], first: float = 1.0) -> float:
    """Give the rate per period that the plan costs on what was really received (after what was kept back).

    Raises cashflow.NoRateError where there is no single rate.
    """
    return cashflow.timed_irr(flows(received, plan, first))
