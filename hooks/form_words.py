"""What a calculator's answer says first, and how it got there: sentences in whose braces the reader's figures stand.

A sentence is a pair (condition, words). The condition is the name of a figure or field that must be true, with ``!`` in
front one that must be false, or nothing. Of a headline the first sentence that holds is said, of the working every one.
No figure of the law stands here: those come in braces, from the answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Sentence = tuple[str, str]


@dataclass(frozen=True)
class Words:
    """One calculator's sentences; what 填入例子 fills in where the fields' own examples do not fit together; its curve.

    A curve names the rows of the answer, their figures for time and amount, the unit of time, and what is seen.
    """

    headline: tuple[Sentence, ...]
    working: tuple[Sentence, ...] = ()
    example: Mapping[str, Any] = field(default_factory=dict)
    curve: Mapping[str, str] | None = None


RATES = (("", "这笔钱的单利年化约 {simple_annual}"),)

WORDS: Mapping[str, Words] = {
    "short-loan": Words(
        RATES,
        (
            ("", "单利年化：({repaid} ÷ {received} − 1) × 365 ÷ {days} = {simple_annual}"),
            ("", "复利年化：({repaid} ÷ {received}) 的 365 ÷ {days} 次方 − 1 = {compound_annual}"),
        ),
    ),
}
