"""Rates that make a stream of payments worth nothing today. Every root of the project is found here.

A rate is a fraction per period. The search runs over ``y = ln(1 + rate)``: all rates above -100 %, and
nothing overflows. The number of roots is counted, not hoped for: between two turning points of the value
there is at most one root, and the turning points are the roots of a stream with one change of sign less.

Plain floats only; written so that it can be carried over to JavaScript line by line.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from datetime import date

Flow = tuple[float, float]  # time in periods, amount (positive: received, negative: paid)

MAX_SIGN_CHANGES = 12
_FARTHEST = 690.0  # ln(1 + rate): e^690 is near the largest float
_NOTHING = 1e-11  # a value this small beside the sum of all amounts is zero

MESSAGES = {
    "no-sign-change": "钱只进不出或只出不进（没有正负变化），算不出利率",
    "several": "有多个解：这些进出的钱对应不止一个利率，算出来没有意义",
    "not-bracketed": "找不到区间：没有哪个利率能让进出的钱相等",
}


class NoRateError(ValueError):
    """There is no single rate; ``reason`` is a key of MESSAGES, the text says why in Chinese."""

    def __init__(self, reason: str) -> None:
        super().__init__(MESSAGES[reason])
        self.reason = reason


def npv(rate: float, amounts: Sequence[float]) -> float:
    """Give the value today of amounts at times 0, 1, 2 … at ``rate`` per period (above -1)."""
    factor = 1 / (1 + rate)
    total = 0.0
    for amount in reversed(amounts):
        total = total * factor + amount
    return total


def irr(amounts: Sequence[float]) -> float:
    """Give the one rate per period for amounts at times 0, 1, 2 …; raise NoRateError when there is none."""
    return timed_irr([(float(time), amount) for time, amount in enumerate(amounts)])


def xirr(flows: Sequence[tuple[date, float]], basis: float = 365) -> float:
    """Give the one effective annual rate of dated flows; exponent = days since the first day / ``basis``."""
    if not flows:
        raise NoRateError("no-sign-change")
    start = min(day for day, _ in flows)
    return timed_irr([((day - start).days / basis, amount) for day, amount in flows])


def timed_irr(flows: Sequence[Flow]) -> float:
    """Give the one rate per period of flows at any times.

    Of several roots the only positive one is taken where more is paid back than was received (a deposit
    returned at the end adds a second root near -100 % that means nothing). Raises NoRateError when there is
    no change of sign, no root, or no such single root.
    """
    found = all_rates(flows)
    if len(found) > 1:
        terms = _merged(flows)
        costs = sum(amount for _, amount in terms) * terms[0][1] < 0
        found = [rate for rate in found if rate > 0 and costs]
    if len(found) != 1:
        raise NoRateError("several")
    return found[0]


def all_rates(flows: Sequence[Flow]) -> list[float]:
    """Give every rate per period at which the flows are worth nothing, in increasing order; at least one.

    Raises NoRateError when there is no change of sign, no root, or too many changes of sign to look for them.
    """
    terms = _merged(flows)
    changes = _sign_changes(terms)
    if changes == 0 or changes > MAX_SIGN_CHANGES:
        raise NoRateError("several" if changes else "no-sign-change")
    roots = _roots(terms)
    if not roots:
        raise NoRateError("not-bracketed")
    return [math.expm1(root) for root in roots]


def find_root(value: Callable[[float], float], low: float, high: float) -> float:
    """Give a zero of ``value`` between ``low`` and ``high``, where its signs differ (Chandrupatla 1997)."""
    a, b = high, low
    fa, fb = value(a), value(b)
    c, fc = a, fa
    step = 0.5
    for _ in range(200):
        x = a + step * (b - a)
        fx = value(x)
        if (fx > 0) == (fa > 0):
            c, fc = a, fa
        else:
            c, fc, b, fb = b, fb, a, fa
        a, fa = x, fx
        best = a if abs(fa) < abs(fb) else b
        tolerance = (4e-16 * abs(best) + 1e-17) / abs(b - c) if b != c else 1.0
        if tolerance > 0.5 or fa == 0 or fb == 0:
            break
        step = min(1 - tolerance, max(tolerance, _next_step(a, b, c, fa, fb, fc)))
    return a if abs(fa) < abs(fb) else b


def _next_step(a: float, b: float, c: float, fa: float, fb: float, fc: float) -> float:
    """Give the next point as a part of the way from a to b: inverse quadratic where safe, else the middle."""
    xi = (a - b) / (c - b)
    phi = (fa - fb) / (fc - fb)
    if phi * phi < xi and (1 - phi) * (1 - phi) < 1 - xi:
        return fa / (fb - fa) * fc / (fb - fc) + (c - a) / (b - a) * fa / (fc - fa) * fb / (fc - fb)
    return 0.5


def _merged(flows: Sequence[Flow]) -> list[Flow]:
    """Sort flows by time, add up those of one time, leave out zeros."""
    sums: dict[float, float] = {}
    for time, amount in flows:
        sums[time] = sums.get(time, 0.0) + amount
    return [(time, sums[time]) for time in sorted(sums) if sums[time] != 0]


def _sign_changes(terms: Sequence[Flow]) -> int:
    changes = 0
    for index in range(1, len(terms)):
        changes += (terms[index - 1][1] > 0) != (terms[index][1] > 0)
    return changes


def _value(terms: Sequence[Flow], y: float) -> float:
    """Give the value of the terms at ln(1 + rate) = y, scaled so that no exponential exceeds 1."""
    reference = terms[0][0] if y >= 0 else terms[-1][0]
    total = 0.0
    for time, amount in terms:
        total += amount * math.exp((reference - time) * y)
    return total


def _roots(terms: Sequence[Flow]) -> list[float]:
    """Give all roots y of the terms, in increasing order. Terms have at least one change of sign."""
    if _sign_changes(terms) == 1:
        return _outer_root(terms, 0.0, -1) + _outer_root(terms, 0.0, 1)
    turning = _turning_points(terms)
    scale = sum(abs(amount) for _, amount in terms)
    values = [_value(terms, y) for y in turning]
    zeros = [abs(value) <= _NOTHING * scale for value in values]
    roots = [y for y, zero in zip(turning, zeros, strict=True) if zero]
    for index in range(1, len(turning)):
        between = (values[index - 1] > 0) != (values[index] > 0)
        if between and not zeros[index - 1] and not zeros[index]:
            roots.append(find_root(lambda y: _value(terms, y), turning[index - 1], turning[index]))
    if not zeros or not zeros[0]:
        roots += _outer_root(terms, turning[0] if turning else 0.0, -1)
    if not zeros or not zeros[-1]:
        roots += _outer_root(terms, turning[-1] if turning else 0.0, 1)
    return sorted(roots)


def _turning_points(terms: Sequence[Flow]) -> list[float]:
    """Give the points where e^(shift·y)·value turns; ``shift`` is chosen to lose one change of sign."""
    first = next(i for i in range(1, len(terms)) if (terms[i - 1][1] > 0) != (terms[i][1] > 0))
    shift = (terms[first - 1][0] + terms[first][0]) / 2
    return _roots([(time, amount * (shift - time)) for time, amount in terms])


def _outer_root(terms: Sequence[Flow], start: float, direction: int) -> list[float]:
    """Give the root between ``start`` and infinity in ``direction``, if any; the value is monotone there."""
    end_sign = terms[0][1] > 0 if direction > 0 else terms[-1][1] > 0
    here = _value(terms, start)
    if here == 0:
        return [start] if direction > 0 else []
    if (here > 0) == end_sign:
        return []
    width, low = 0.1, start
    while abs(low) < _FARTHEST:
        high = max(-_FARTHEST, min(_FARTHEST, low + direction * width))
        if (_value(terms, high) > 0) == end_sign:
            return [find_root(lambda y: _value(terms, y), low, high)]
        low, width = high, width * 2
    return []
