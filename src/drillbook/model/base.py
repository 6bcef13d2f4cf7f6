"""What every kind shares: the header, and the pieces that several kinds are made of.

Modules with models do without ``from __future__ import annotations``: pydantic would evaluate every type again for every kind that
inherits it, which takes a sixth of the time of importing them.
"""

from typing import Annotated, Any, ClassVar, Final, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from drillbook.model.fields import (
    Day,
    DurationText,
    EntityRef,
    Id,
    IndustryRef,
    Many,
    Plain,
    QuantityText,
    RoleRef,
    Text,
    Version,
    WhenText,
)
from drillbook.model.record import Model
from drillbook.model.values import Duration, When


class Part(Model):
    """A piece of an entity with an id of its own, so that it can be linked and asked about."""

    id: Id = Field(description="A short name in ASCII, unique inside this playbook, never changed: `countersign`.")
    former_ids: Many[Id] = Field(
        default=(), description="Ids it had before in this playbook; links to them still work."
    )


NAMING: Final = ("title", "rule", "name", "decision", "text", "what", "when", "move", "good")
"""The fields that can name a part; the first it has does."""


class Figure(Part):
    """A number that the manual commits to. The register of figures collects it."""

    name: Text = Field(description="What the number measures.")
    value: QuantityText = Field(description="The number: `60%`, `≥60%`, `40`, `2-3`.")
    unit: Text | None = Field(
        default=None, description="What is counted, unless the value is in per cent: `台`, `元`, `人`."
    )
    note: Text | None = Field(default=None, description="A condition or a doubt, shown beside the figure.")
    sources: Many[Plain] = Field(default=(), description="Where the figure comes from.")


class Deadline(Model):
    """Until when something must be done: a time from an event on, or a moment of the calendar."""

    within: DurationText | None = Field(default=None, description="A length of time: `当天`, `2小时`, `3个工作日`.")
    by: WhenText | None = Field(default=None, description="A moment of the calendar: `monthly 20`.")
    after: Text | None = Field(default=None, description="The event that starts the clock.")
    note: Text | None = Field(default=None, description="A condition or a doubt.")


def _read_deadline(value: Any) -> Any:
    if isinstance(value, str):
        for key, parse in (("within", Duration.parse), ("by", When.parse)):
            try:
                parse(value)
            except ValueError:
                continue
            return {key: value}
        raise PydanticCustomError("bad_duration", "unreadable deadline", {"value": value})
    return value


DeadlineField = Annotated[Deadline, BeforeValidator(_read_deadline)]


class Review(Model):
    """When a playbook was last checked against practice, and how often it must be."""

    every: DurationText = Field(description="The longest time between two checks: `6个月`.")
    verified_on: Day | None = Field(default=None, description="The day of the last check: `2026-11-01`.")
    verified_by: Plain | None = Field(default=None, description="Who checked: a post, not a person's name.")


class Entity(Model):
    """The header that every kind has.

    Attributes:
        is_shown: Whether readers may come upon it: a page, a search result, a link. Questions must not be read beforehand.
    """

    is_shown: ClassVar[bool] = True

    kind: str = Field(description="What this is.")
    id: Id = Field(
        description="ASCII, lower case, words joined by `-`; frozen and never used again for something else."
    )
    title: Text = Field(description="What readers call it.")
    summary: Text | None = Field(default=None, description="One sentence: what it is good for.")
    version: Version = Field(
        default="1.0", description="`major.minor`: major when somebody must act differently, minor for wording."
    )
    status: Literal["draft", "active", "retired"] = Field(
        default="active", description="`draft` is not published; `retired` leaves a page that says so."
    )
    owner: RoleRef = Field(description="The role that answers for the content.")
    audience: Many[RoleRef] = Field(default=(), description="The roles that must know it.")
    applies_to: Many[IndustryRef] = Field(default=(), description="The industries it is for; none means all.")
    review: Review | None = Field(default=None, description="How often and when it was last checked against practice.")
    asked: bool = Field(
        default=True, description="Whether questions are made from it; `false` for what is only looked up."
    )
    tags: Many[Plain] = Field(
        default=(), description="Free words by which authors group and find files; readers do not see them."
    )
    aliases: Many[Text] = Field(default=(), description="Other names readers use for the same thing.")
    former_ids: Many[Id] = Field(default=(), description="Ids it had before; links to them still work.")
    replaced_by: EntityRef | None = Field(default=None, description="For `retired`: what to use now.")
    retired_on: Day | None = Field(default=None, description="For `retired`: since when.")
    retired_because: Text | None = Field(default=None, description="For `retired`: why.")
    note: Text | None = Field(
        default=None, description="A visible remark: what is inferred, doubtful or missing in the source."
    )
    sources: Many[Plain] = Field(
        default=(), description="Where it comes from; `editorial` for what we added ourselves."
    )
