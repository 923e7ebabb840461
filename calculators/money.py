"""Amounts and rates as people write them, and as we print them.

Amounts are yuan, percentages are percent (``24`` means 24%). Reading is exact (``Decimal``); calculations run
in floats; ``fen`` rounds an amount once, at the end, half up.
"""

from __future__ import annotations

import math
import re
from decimal import Decimal

_WIDTH = str.maketrans("０１２３４５６７８９．，％＋－−￥\u3000", "0123456789.,%+--¥ ")
_NUMBER = re.compile(r"([+-]?)([0-9]+(?:,[0-9]{3})*|[0-9]{1,4}(?:,[0-9]{4})+)(\.[0-9]+)?\Z")
_SCALES = {"": 1, "万": 10_000, "亿": 100_000_000}
# A tie that floats miss by a hair still rounds up: 1.005 is stored as 1.00499999999999989…
# The hair grows with the amount as its noise does, but never to a part of a fen that could be meant.
_HAIR = 1e-6
_RELATIVE_HAIR = 1e-13
_WIDEST_HAIR = 1e-3


def parse_number(text: str) -> Decimal:
    """Read ``１，２３４．５０`` as 1234.50; raise ValueError with the reason in Chinese."""
    plain = re.sub(r"\s", "", text.translate(_WIDTH))
    if not plain:
        raise ValueError("要填数字")
    match = _NUMBER.match(plain)
    if match is None:
        bare = plain.replace(",", "")
        wrong_commas = "," in plain and _NUMBER.match(bare) is not None
        raise ValueError("逗号位置不对，去掉逗号再试" if wrong_commas else "要填数字")
    sign, whole, fraction = match.groups()
    return Decimal(sign + whole.replace(",", "") + (fraction or ""))


def parse_amount(text: str) -> Decimal:
    """Read an amount in yuan: ``¥12,000``, ``1.2万``, ``１２０００ 元``; no finer than one fen."""
    plain = re.sub(r"\s", "", text.translate(_WIDTH)).removeprefix("¥").removesuffix("元").removesuffix("块")
    scale = plain[-1:] if plain[-1:] in ("万", "亿") else ""
    amount = parse_number(plain.removesuffix(scale)) * _SCALES[scale]
    if amount != amount.quantize(Decimal("0.01")):
        raise ValueError("最多精确到分（两位小数）")
    return amount


def parse_percent(text: str) -> Decimal:
    """Read a rate in percent: ``24``, ``24%``, ``0.5‰`` and ``万分之5`` (both 0.05)."""
    plain = re.sub(r"\s", "", text.translate(_WIDTH))
    if plain.startswith("万分之"):
        return parse_number(plain.removeprefix("万分之")) / 100
    if plain.endswith("‰"):
        return parse_number(plain.removesuffix("‰")) / 10
    return parse_number(plain.removesuffix("%"))


def half_up(value: float, decimals: int) -> float:
    """Round half away from zero; a tie missed by float noise counts as one. No infinity, no NaN."""
    scaled = abs(value) * 10.0**decimals
    if not math.isfinite(scaled):
        raise ValueError("数字大到无法计算")
    hair = _HAIR + min(scaled * _RELATIVE_HAIR, _WIDEST_HAIR)
    rounded = math.floor(scaled + 0.5 + hair) / 10.0**decimals
    return -rounded if value < 0 and rounded else rounded


def fen(amount: float | Decimal) -> Decimal:
    """Round an amount in yuan to the fen, half up, and give it with two decimals."""
    return Decimal(repr(half_up(float(amount), 2))).quantize(Decimal("0.01"))


def show_amount(amount: float | Decimal) -> str:
    """Print an amount in yuan: ``12,345.60 元``."""
    return f"{fen(amount):,} 元"


def show_percent(fraction: float, decimals: int = 2) -> str:
    """Print a rate given as a fraction: 0.126825 as ``12.68%``; large rates get separators."""
    return f"{half_up(fraction * 100, decimals):,.{decimals}f}%"
