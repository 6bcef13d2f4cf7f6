"""The item types, one module each. A new type is a module with ``plans`` and a line in ``PLANNERS``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from drillbook.facts import Fact
from drillbook.quiz.stems import Sheet
from drillbook.quiz.types import ordering, single_choice, true_false
from drillbook.quiz.types.bench import Bench, Plan, Translated

PLANNERS: Final[tuple[Callable[[Bench, Fact, Sheet], Iterator[Plan]], ...]] = (
    single_choice.plans,
    true_false.plans,
    ordering.plans,
)

__all__ = ["PLANNERS", "Bench", "Plan", "Translated"]
