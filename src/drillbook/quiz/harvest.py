"""All items of a bank at once, made by as many processes as there are cores.

Every entity's items are made without regard to the others', so the processes share the entities among them. What a copy of
this process makes is handed over as plain tuples, which are read several times faster than pickled objects.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeAlias

from drillbook.crew import Crew, workers
from drillbook.model.item import Item
from drillbook.quiz.shelf import Translated

_Row: TypeAlias = tuple[Any, ...]


def harvest(entities: Sequence[str], make: Callable[[str], Iterable[Translated]]) -> list[Translated]:
    """The items of all entities, in their order.

    Args:
        entities: The entities.
        make: Makes the items of one.
    """
    crew = Crew(len(entities), lambda number: list(make(entities[number])), _packed, _unpacked)
    with _no_garbage_collection(), crew:
        crew.start(workers(len(entities)))
        found = crew.finish()
    return [told for number in range(len(entities)) for told in found[number]]


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Nothing of a bank is garbage before its end, and looking for it takes longer the larger the bank is."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()  # else the next look for garbage would go through all items
        if was_enabled:
            gc.enable()


def _packed(made: list[Translated]) -> list[tuple[_Row | None, ...]]:
    return [tuple([item.row() if item else None for item in told]) for told in made]


def _unpacked(rows: list[tuple[_Row | None, ...]]) -> list[Translated]:
    return [tuple([Item.of_row(row) if row else None for row in told]) for told in rows]
