"""Items and forms: what the quiz layer makes and the site shows. Plain data, all text in one language, no Markdown."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
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

        Its fields stand in their order, whatever the order of the values: what is printed does not tell how it was made.

        A bank is hundreds of thousands of these; ``model_construct`` would take half of its time, and a set of field names
        for each of them a third of its memory.
        """
        return cls._of(_blank(cls) | values)

    @classmethod
    def of_row(cls, row: Sequence[Any]) -> Self:
        """An object from the valid values of all its fields, in their order."""
        return cls._of(dict(zip(_blank(cls), row, strict=True)))

    @classmethod
    def _of(cls, values: dict[str, Any]) -> Self:
        made = cls.__new__(cls)
        _put(made, "__dict__", values)
        _put(made, "__pydantic_fields_set__", _names(cls))
        _put(made, "__pydantic_extra__", None)
        _put(made, "__pydantic_private__", None)
        return made

    def row(self) -> tuple[Any, ...]:
        """The values of all fields, in their order."""
        return tuple(self.__dict__.values())


_put: Final = object.__setattr__


@cache
def _names(model: type[BaseModel]) -> set[str]:
    return set(model.model_fields)


@cache
def _blank(model: type[BaseModel]) -> dict[str, Any]:
    """All fields in their order, with the defaults of those that have one."""
    return {name: field.default for name, field in model.model_fields.items()}


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
    topic: str = Field(default="", description="What `link` is called: `Contract signing › Countersign`.")
    fact: str = Field(default="", description="The id of the fact it asks for.")


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

    def row(self) -> tuple[Any, ...]:
        """The values of all fields in their order, options and prompts as rows too."""
        options, prompts = tuple([o.row() for o in self.options]), tuple([p.row() for p in self.prompts])
        return tuple((self.__dict__ | {"options": options, "prompts": prompts}).values())

    @classmethod
    def of_row(cls, row: Sequence[Any]) -> Self:
        """An item from its row."""
        item = super().of_row(row)
        options, prompts = map(Option.of_row, item.options), map(Prompt.of_row, item.prompts)  # type: ignore[arg-type]
        return cls._of(item.__dict__ | {"options": tuple(options), "prompts": tuple(prompts)})

    def at(self, source: str) -> Self:
        """The same item with its source."""
        return self._of(self.__dict__ | {"source": source})


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
