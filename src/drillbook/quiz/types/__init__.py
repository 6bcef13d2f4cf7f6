"""The item types, one module each. A new type is a module with ``plans`` and a line in ``PLANNERS``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Final, TypeAlias

from drillbook.facts import Fact
from drillbook.model.item import ItemType
from drillbook.quiz.shelf import Offer
from drillbook.quiz.stems import Sheet, sheets
from drillbook.quiz.types import classification, cloze, matching, multiple_response, ordering, single_choice, true_false
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
}


@lru_cache
def planners(relation: str) -> Mapping[ItemType, Planner]:
    """The item types that ask about a relation."""
    sheet = sheets().get(relation)
    return {
        type_: planner
        for type_, (fields, planner) in PLANNERS.items()
        if any(getattr(sheet, name, None) for name in fields)
    }


__all__ = ["PLANNERS", "Bench", "planners"]
