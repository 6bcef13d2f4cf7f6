"""What forms are drawn from: items that are there, or that can be made."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from drillbook.model.item import Item, ItemType

Translated: TypeAlias = tuple[Item | None, ...]
"""An item in every language; None where something it rests on is not translated; empty when there is no such item."""


class Offer(NamedTuple):
    """An item that can be had, or made: making it may turn out to be impossible without a flaw.

    Attributes:
        id: The item's id.
        type: The item's type.
        place: The node it is about.
        critical: Whether it rests on a critical step or rule.
        make: Makes it, in every language.
    """

    id: str
    type: ItemType
    place: str
    critical: bool
    make: Callable[[], Translated]


@dataclass(frozen=True, slots=True)
class Shelf:
    """What can be had, in one language.

    Attributes:
        lang: The language.
        offers_of: Gives the offers of an entity.
        take: Gives the item of an offer; None when it cannot be made.
    """

    lang: str
    offers_of: Callable[[str], Iterable[Offer]]
    take: Callable[[Offer], Item | None]


def shelf_of(items: Shelf | Iterable[Item]) -> Shelf:
    """A shelf with finished items; a shelf stays as it is."""
    if isinstance(items, Shelf):
        return items
    table: dict[str, list[Offer]] = {}
    lang = ""
    for item in items:
        lang = item.lang
        made = (item,)
        offer = Offer(item.id, item.type, item.link, item.critical, lambda made=made: made)  # type: ignore[misc]
        table.setdefault(item.link.partition(".")[0], []).append(offer)
    return Shelf(lang, lambda entity: table.get(entity, ()), lambda offer: offer.make()[0])
