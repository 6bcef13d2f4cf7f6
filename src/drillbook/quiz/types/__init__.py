"""The item types, one module each. A new type is a module with ``plans`` and a line in ``PLANNERS``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Final, TypeAlias

from drillbook.facts import Fact
from drillbook.quiz.shelf import Offer
from drillbook.quiz.stems import Sheet, sheets
from drillbook.quiz.types import ordering, single_choice, true_false
from drillbook.quiz.types.bench import Bench

Planner: TypeAlias = Callable[[Bench, Fact, Sheet], Iterator[Offer]]
# Each with the fields of a sheet it needs one of.
PLANNERS: Final[tuple[tuple[tuple[str, ...], Planner], ...]] = (
    (("ask", "name"), single_choice.plans),
    (("judge",), true_false.plans),
    (("order",), ordering.plans),
)


@lru_cache
def planners(relation: str) -> tuple[Planner, ...]:
    """The planners of the item types that ask about a relation."""
    sheet = sheets().get(relation)
    return tuple(planner for fields, planner in PLANNERS if any(getattr(sheet, name, None) for name in fields))


__all__ = ["PLANNERS", "Bench", "planners"]
