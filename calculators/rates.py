"""Quotes by the day, month and year, and the two ways to turn them into a yearly rate.

A rate is a fraction (0.24 is 24 %). 单利年化: rate of one period times the periods of a year. 复利年化: what
the same rate grows to in a year. Plain floats; a rate beyond all numbers is given as None, never as infinity.
"""

from __future__ import annotations

import math

SIMPLE = "单利年化 = 每期利率 × 一年的期数"
COMPOUND = "复利年化 = 每期利率按内部收益率滚满一年，(1 + 每期利率) 的期数次方 − 1"
USED = "两个都列出，不能混着比：法院一般比单利年化；监管的综合融资成本按内部收益率折算，没有说明是单利还是复利。"
BOTH = f"{SIMPLE}；{COMPOUND}。{USED}"
_LARGEST_LOG = 690.0


def simple_annual(rate: float, periods: float) -> float:
    """Give rate × periods: the nominal yearly rate of a rate per period."""
    return rate * periods


def compound_annual(rate: float, periods: float) -> float | None:
    """Give (1 + rate)^periods - 1, or None where it is beyond all numbers."""
    exponent = periods * _log(rate)
    return math.expm1(exponent) if exponent < _LARGEST_LOG else None


def nominal_from_effective(effective: float, periods: float) -> float:
    """Give the nominal yearly rate whose compounding over ``periods`` gives ``effective``."""
    return periods * math.expm1(_log(effective) / periods)


def _log(rate: float) -> float:
    """Give ln(1 + rate); a rate so near to -1 that a float cannot tell it apart loses everything at once."""
    return math.log1p(rate) if rate > -1 else -math.inf


def single_simple(received: float, repaid: float, days: float, basis: float = 365) -> float:
    """Give the simple yearly rate of one loan repaid in one sum after ``days``."""
    return (repaid / received - 1) * basis / days


def single_compound(received: float, repaid: float, days: float, basis: float = 365) -> float | None:
    """Give the effective yearly rate of one loan repaid in one sum after ``days``, or None (see module)."""
    return compound_annual(repaid / received - 1, basis / days)
