"""The item types, one module each. A new type is a module with ``plans`` and a line in ``PLANNERS``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Final, TypeAlias

from drillbook.facts import Fact
from drillbook.model.item import ItemType
from drillbook.quiz.shelf import Offer
from drillbook.quiz.stems import Sheet, sheets
from drillbook.quiz.types import (
    classification,
    cloze,
    find_mistake,
    matching,
    multiple_response,
    next_best_move,
    ordering,
    single_choice,
    true_false,
    who_may_decide,
)
from drillbook.quiz.types.bench import Bench

Planner: TypeAlias = Callable[[Bench, Fact, Sheet], Iterator[Offer]]
# Each with the fields of a sheet it needs one of.
PLANNERS: Final[Mapping[ItemType, tuple[tuple[str, ...], Planner]]] = {
    "single_choice": (("ask", "name"), single_choice.plans),
    "true_false": (("judge",), true_false.plans),
    "multiple_response": (("many",), multiple_response.plans),
    "ordering": (("order",), ordering.plans),
    "matching": (("match",), matching.plans),
    "classification": (("sort",), classification.plans),
    "cloze": (("gap",), cloze.plans),
    "find_mistake": (("mistake",), find_mistake.plans),
    "who_may_decide": (("ask",), who_may_decide.plans),
    "next_best_move": (("ask",), next_best_move.plans),
}


@lru_cache
def planners(relation: str) -> Mapping[ItemType, Planner]:
    """The item types that ask about a relation."""
    sheet = sheets().get(relation)
    return {
        type_: planner
        for type_, (fields, planner) in PLANNERS.items()
        if sheet and any(getattr(sheet, name) for name in fields) and _is_asked_so(type_, fields, sheet)
    }


def _is_asked_so(type_: ItemType, fields: tuple[str, ...], sheet: Sheet) -> bool:
    return "ask" not in fields or sheet.ask_type == type_ or bool("name" in fields and sheet.name)


__all__ = ["PLANNERS", "Bench", "planners"]
