"""What has changed: mistakes that were published and mended, and changes of data, rules and pages. Models of two lists."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, RootModel, model_validator

from calculators.source import Day, Record, Wrong

Text = Annotated[str, Field(min_length=1)]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$")]
ChangeKind = Literal["page", "rule", "data", "site"]


class Dated(Record):
    """What both lists share: an id that readers' feeds know it by, a day, and the page (from docs) it is about."""

    id: Slug
    date: Day
    page: Text | None = None


class Amendment(Dated):
    """A statement that was published, could mislead, and was mended."""

    page: Text
    since: Day
    was: Text
    now: Text
    affects: Text
    why: Text

    @model_validator(mode="after")
    def _in_order(self) -> Amendment:
        if self.date < self.since:
            raise Wrong(f"改的日子 {self.date} 早于错的开始 {self.since}", "date", rule="date-order")
        return self


class Change(Dated):
    """A new page, a change of a rule or of data, or of the site itself, that readers may want to know of."""

    kind: ChangeKind
    title: Text
    text: Text


class Amendments(RootModel[tuple[Amendment, ...]]):
    """docs/_data/corrections.yaml."""


class Changes(RootModel[tuple[Change, ...]]):
    """docs/_data/changes.yaml."""
