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
from drillbook.model.item import Item, Option, Prompt
from drillbook.quiz.shelf import Translated

_Row: TypeAlias = tuple[Any, ...]


def harvest(entities: Sequence[str], make: Callable[[str], Iterable[Translated]]) -> list[Translated]:
    """The items of all entities, in their order.

    Args:
        entities: The entities.
        make: Makes the items of one.
    """
    with _no_garbage_collection(), Crew() as crew:
        crew.start(workers(len(entities)), len(entities))
        found = crew.work(lambda number: list(make(entities[number])), _packed, _unpacked)
    return [told for number in range(len(entities)) for told in found[number]]


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Nothing of a bank is garbage before its end, and looking for it takes longer the larger the bank is."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _packed(made: list[Translated]) -> list[tuple[_Row | None, ...]]:
    return [tuple(map(_row, told)) for told in made]


def _unpacked(rows: list[tuple[_Row | None, ...]]) -> list[Translated]:
    return [tuple(map(_item, told)) for told in rows]


def _row(item: Item | None) -> _Row | None:
    if item is None:
        return None
    values = item.__dict__ | {
        "options": tuple(tuple(option.__dict__.values()) for option in item.options),
        "prompts": tuple(tuple(prompt.__dict__.values()) for prompt in item.prompts),
    }
    return tuple(values[name] for name in Item.model_fields)


def _item(row: _Row | None) -> Item | None:
    if row is None:
        return None
    values = dict(zip(Item.model_fields, row, strict=True))
    values["options"] = tuple(Option.made(**dict(zip(Option.model_fields, o, strict=True))) for o in values["options"])
    values["prompts"] = tuple(Prompt.made(**dict(zip(Prompt.model_fields, p, strict=True))) for p in values["prompts"])
    return Item.made(**values)
