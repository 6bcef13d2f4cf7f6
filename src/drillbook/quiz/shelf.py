"""What forms are drawn from: items that are there, or that can be made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from drillbook.model.item import Item, ItemType


@dataclass(frozen=True, slots=True)
class Offer:
    """An item one can have.

    Attributes:
        id: The item's id.
        type: The item's type.
        place: The node it is about.
        critical: Whether it rests on a critical step or rule.
        take: Gives the item; None when it cannot be made.
    """

    id: str
    type: ItemType
    place: str
    critical: bool
    take: Callable[[], Item | None]


@dataclass(frozen=True, slots=True)
class Shelf:
    """The offers of each entity, in one language."""

    lang: str
    offers_of: Callable[[str], Iterable[Offer]]


def shelf_of(items: Shelf | Iterable[Item]) -> Shelf:
    """A shelf with finished items; a shelf stays as it is."""
    if isinstance(items, Shelf):
        return items
    table: dict[str, list[Item]] = {}
    lang = ""
    for item in items:
        lang = item.lang
        table.setdefault(item.link.partition(".")[0], []).append(item)
    return Shelf(lang, lambda entity: _offers(table.get(entity, ())))


def _offers(items: Iterable[Item]) -> Iterator[Offer]:
    for item in items:
        yield Offer(item.id, item.type, item.link, item.critical, lambda item=item: item)  # type: ignore[misc]
