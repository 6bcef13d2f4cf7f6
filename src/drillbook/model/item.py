"""Items and forms: what the quiz layer makes and the site shows. Plain data, all text in one language, no Markdown."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from typing import Any, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field

ItemType = Literal[
    "single_choice",
    "multiple_response",
    "true_false",
    "ordering",
    "matching",
    "classification",
    "cloze",
    "find_mistake",
    "who_may_decide",
    "next_best_move",
]
Level = Literal["recall", "apply", "judge"]
Interaction = Literal["choose_one", "choose_many", "order", "match", "write"]

INTERACTIONS: Final[Mapping[ItemType, Interaction]] = {
    "single_choice": "choose_one",
    "multiple_response": "choose_many",
    "true_false": "choose_one",
    "ordering": "order",
    "matching": "match",
    "classification": "match",
    "cloze": "write",
    "find_mistake": "choose_one",
    "who_may_decide": "choose_one",
    "next_best_move": "choose_one",
}
"""What the learner does with an item of each type; players, sheets and exports go by this."""

GAP: Final = "____"
"""Where something is to be written in the stem of a `cloze` item."""


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    @classmethod
    def made(cls, **values: Any) -> Self:
        """An object from values known to be valid; nothing is checked, what is left out has its default.

        A bank is hundreds of thousands of these; ``model_construct`` would take half of its time, and a set of field names
        for each of them a third of its memory.
        """
        made = cls.__new__(cls)
        object.__setattr__(made, "__dict__", _defaults(cls) | values)
        object.__setattr__(made, "__pydantic_fields_set__", _names(cls))
        object.__setattr__(made, "__pydantic_extra__", None)
        object.__setattr__(made, "__pydantic_private__", None)
        return made


@cache
def _defaults(model: type[BaseModel]) -> dict[str, Any]:
    return {name: field.default for name, field in model.model_fields.items() if not field.is_required()}


@cache
def _names(model: type[BaseModel]) -> set[str]:
    return set(model.model_fields)


class Option(_Data):
    """Any choice offered, or one element to put into order."""

    id: str = Field(description="Opaque, unique in the item: `a`, `b` ...; the same in every language.")
    text: str = Field(description="What the learner reads.")
    key: bool = Field(
        description="Whether choosing it is right. For `ordering` always true; for `matching` and `classification` whether any prompt belongs to it."
    )
    rationale: str = Field(description="Why it is right or wrong.")
    link: str = Field(description="The id of the step, rule or entity that proves the rationale.")


class Prompt(_Data):
    """One element to match with an option or to put into a category."""

    id: str = Field(description="Opaque, unique in the item: `1`, `2` ...; the same in every language.")
    text: str = Field(description="What the learner reads.")
    rationale: str = Field(description="Why its option is the right one.")
    link: str = Field(description="The id of the step, rule or entity that proves the rationale.")


class Item(_Data):
    """One question with all its parts."""

    id: str = Field(description="Fact id and template: stable over rebuilds and rewordings.")
    type: ItemType
    level: Level
    lang: str
    stem: str = Field(description="The asking text.")
    options: tuple[Option, ...] = Field(
        description="The choices; for `find_mistake` the lines of the procedure in their order; for `cloze` only the key in full."
    )
    prompts: tuple[Prompt, ...] = Field(
        default=(),
        description="For `matching` and `classification`: what is matched; the options are what it is matched with.",
    )
    answer: tuple[str, ...] = Field(
        description=(
            "The option ids of the key. `ordering`: all of them in one right order. `matching` and `classification`: "
            "`prompt=option` for every prompt. `cloze`: every accepted text for the gap `____` of the stem, the number itself "
            "first; full-width forms, Chinese numerals, spaces and case do not count."
        )
    )
    before: tuple[tuple[str, str], ...] = Field(
        default=(),
        description="For `ordering`: pairs of option ids of which the first must stand before the second; every order that respects them is right.",
    )
    facts: tuple[str, ...] = Field(description="The ids of the facts it rests on.")
    source: str = Field(description="`file:line` of the statement that makes the key right; empty in a form on a page.")
    hash: str = Field(description="Changes when what it rests on changes.")
    link: str = Field(description="The id of the step, rule or entity the item is about.")
    topic: str = Field(default="", description="What `link` is called: `Contract signing › Countersign`.")
    template: str = Field(
        default="", description="How it was made: relation and template, `step_actor.ask`; for statistics."
    )
    critical: bool = Field(default=False, description="Whether it rests on a step or rule marked `critical`.")
    needs_review: bool = Field(
        default=False, description="For a hand-written item: what it tests has changed since it was read through."
    )


class Form(_Data):
    """A fixed, ordered set of items drawn by a blueprint and a seed."""

    id: str = Field(description="The blueprint's id, or the process's id for `check yourself`.")
    name: str = Field(default="", description="`A`, `B` ... where a blueprint has several forms of equal composition.")
    title: str
    lang: str
    items: tuple[Item, ...]
    cut_score: int = Field(
        default=80, description="Per cent of the points needed to pass; 0 when nothing is passed or failed."
    )
    all_critical: bool = Field(default=False, description="Whether nobody passes with a critical item wrong.")
    minutes: int = Field(default=0, description="How long answering may take; 0 without a limit.")
    facts: dict[str, tuple[str, str]] = Field(
        default_factory=dict, description="The hash and the statement of every fact an item rests on; for practice."
    )

    @property
    def hash(self) -> str:
        """Changes when an item of the form changes, or the set of them."""
        return hashlib.sha256("\n".join(f"{item.id} {item.hash}" for item in self.items).encode()).hexdigest()[:16]
