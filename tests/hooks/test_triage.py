"""The one-minute triage: every path of the real file leads to an end in four taps; broken ones are named."""

from datetime import date
from pathlib import Path

import pytest

from hooks import content, triage
from hooks.triage import End, Option, Question, Triage

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def library() -> content.Library:
    """The real data."""
    return content.collect(ROOT, date(2026, 11, 22))[0]


def test_every_path_ends_within_four_taps(library: content.Library) -> None:
    """No way through the questions is longer than four taps, and each stops at an end."""
    assert library.triage
    ways = list(triage.paths(library.triage))
    assert len(ways) > 25
    assert [] == [way for way in ways if way[-1] not in library.triage.by_end or len(way) - 1 > triage.LONGEST]


def test_every_end_leads_on(library: content.Library) -> None:
    """Pages and channels of all ends exist, and nothing is out of reach."""
    assert library.triage
    assert [] == list(triage.faults(library.triage, library.pages, library.channels))


def _made(*options: Option) -> Triage:
    end = End(id="end", title="到了", today="做。", keep="留。", call=("110",), page="a.md")
    question = Question(id="q", ask="？", options=options)
    return Triage(start="q", names={"110": "110（有危险）"}, questions=(question,), ends=(end,))


def test_a_dead_end_is_named() -> None:
    """An answer that leads nowhere, and one that goes in circles, are both reported."""
    found = dict(triage.faults(_made(Option(say="a", to="gone")), {"a.md": 1}, {"110": 1}))
    assert {"gone", "end"} == set(found)
    circles = triage.faults(_made(Option(say="a", to="q"), Option(say="b", to="end")), {"a.md": 1}, {"110": 1})
    assert ["q"] == [name for name, message in circles if "超过 4 步" in message][:1]


def test_unknown_pages_and_channels_are_named() -> None:
    """An end must lead to a page and a channel that exist."""
    messages = [message for _, message in triage.faults(_made(Option(say="a", to="end")), {}, {})]
    assert ["end 要看的页面 a.md 不存在", "end 要打的 110 不在渠道里"] == messages


def test_a_channel_without_words_is_named() -> None:
    """A bare number does not say whom it is for: each channel needs a short name that does."""
    bare = _made(Option(say="a", to="end")).model_copy(update={"names": {}})
    messages = [message for _, message in triage.faults(bare, {"a.md": 1}, {"110": 1})]
    assert ["end 要打的 110 还没有短名：在 names 里写它管什么，例如“12378（银行、消金）”"] == messages
