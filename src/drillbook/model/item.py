"""Items and forms: what the quiz layer makes and the site shows. Plain data, all text in one language, no Markdown."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

ItemType = Literal["single_choice", "true_false", "ordering"]
Level = Literal["recall", "apply", "judge"]


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Option(_Data):
    """Any choice offered, or one element to put into order."""

    id: str = Field(description="Opaque, unique in the item: `a`, `b` ...; the same in every language.")
    text: str = Field(description="What the learner reads.")
    key: bool = Field(description="Whether choosing it is right. For `ordering` always true.")
    rationale: str = Field(description="Why it is right or wrong.")
    link: str = Field(description="The id of the step, rule or entity that proves the rationale.")


class Item(_Data):
    """One question with all its parts."""

    id: str = Field(description="Fact id and template: stable over rebuilds and rewordings.")
    type: ItemType
    level: Level
    lang: str
    stem: str = Field(description="The asking text.")
    options: tuple[Option, ...]
    answer: tuple[str, ...] = Field(description="The option ids of the key; for `ordering` all of them in one right order.")
    before: tuple[tuple[str, str], ...] = Field(default=(), description="For `ordering`: pairs of option ids of which the first must stand before the second; every order that respects them is right.")
    facts: tuple[str, ...] = Field(description="The ids of the facts it rests on.")
    source: str = Field(description="`file:line` of the statement that makes the key right.")
    hash: str = Field(description="Changes when what it rests on changes.")
    link: str = Field(description="The id of the step, rule or entity the item is about.")
    topic: str = Field(default="", description="What `link` is called: `Contract signing › Countersign`.")
    template: str = Field(default="", description="How it was made: relation and template, `step_actor.ask`; for statistics.")
    critical: bool = Field(default=False, description="Whether it rests on a step or rule marked `critical`.")


class Form(_Data):
    """A fixed, ordered set of items drawn by a blueprint and a seed."""

    id: str = Field(description="The blueprint's id, or the process's id for `check yourself`.")
    title: str
    lang: str
    items: tuple[Item, ...]
    cut_score: int = Field(default=80, description="Per cent of the points needed to pass.")
