"""The one-minute triage: questions with a few answers each, and ends that say what to do today. One YAML file.

Every path leads from the start to an end in at most four taps; `faults` says where one does not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated

from pydantic import Field

from calculators.source import Record

LONGEST = 4
Text = Annotated[str, Field(min_length=1)]


class Option(Record):
    """An answer, and the question or end it leads to."""

    say: Text
    to: Text


class Question(Record):
    """One question."""

    id: Text
    ask: Text
    options: tuple[Option, ...]


class End(Record):
    """Where a path ends: one thing to do today, what to keep, whom to call, which page to read."""

    id: Text
    title: Text
    today: Text
    keep: Text
    call: tuple[Text, ...]
    page: Text


class Triage(Record):
    """docs/_data/triage.yaml: `names` says each channel in a few words, and for whom it is."""

    start: Text
    names: Mapping[str, Text]
    questions: tuple[Question, ...]
    ends: tuple[End, ...]

    @property
    def by_question(self) -> Mapping[str, Question]:
        """Questions by id."""
        return {question.id: question for question in self.questions}

    @property
    def by_end(self) -> Mapping[str, End]:
        """Ends by id."""
        return {end.id: end for end in self.ends}


def paths(triage: Triage) -> Iterator[tuple[str, ...]]:
    """Yield every way through, from the start to an end, to an unknown id, or to one tap too many."""
    waiting: list[tuple[str, ...]] = [(triage.start,)]
    while waiting:
        way = waiting.pop()
        question = triage.by_question.get(way[-1])
        if question is None or len(way) > LONGEST + 1:
            yield way
            continue
        waiting += [(*way, option.to) for option in question.options]


def faults(triage: Triage, pages: Mapping[str, object], channels: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Yield (id, what is wrong): dead ends, paths that are too long, what no path reaches, unknown pages and channels."""
    ways = list(paths(triage))
    for way in ways:
        if way[-1] not in triage.by_end:
            yield way[-1], f"“{' → '.join(way)}”走不到结果：没有叫 {way[-1]} 的问题或结果，或者超过 {LONGEST} 步"
    reached = {name for way in ways for name in way}
    for name in [*triage.by_question, *triage.by_end]:
        if name not in reached:
            yield name, f"没有一条路走到 {name}"
    for end in triage.ends:
        if end.page not in pages:
            yield end.id, f"{end.id} 要看的页面 {end.page} 不存在"
        for channel in end.call:
            if channel not in channels:
                yield end.id, f"{end.id} 要打的 {channel} 不在渠道里"
            if channel not in triage.names:
                yield end.id, f"{end.id} 要打的 {channel} 还没有短名：在 names 里写它管什么，例如“12378（银行、消金）”"
