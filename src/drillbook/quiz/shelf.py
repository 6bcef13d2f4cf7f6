"""What forms are drawn from: items that are there, or that can be made."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from typing import Final, NamedTuple, TypeAlias

from drillbook.model.item import Item, ItemType

WRITTEN: Final = "written"
"""The template, and the relation, of what was written by hand: nothing about it is proven from facts."""

AGAIN: Final = "-2"
"""Ends the id of an item that asks for the same fact a second time in the same way."""

Translated: TypeAlias = tuple[Item | None, ...]
"""An item in every language; None where something it rests on is not translated; empty when there is no such item."""


class Offer(NamedTuple):
    """An item that can be had, or made: making it may turn out to be impossible without a flaw.

    Attributes:
        id: The item's id.
        make: Makes it, in every language.
        is_spare: Whether the bank does without it.
    """

    id: str
    make: Callable[[], Translated]
    is_spare: bool = False


class Stack(NamedTuple):
    """All items that ask for one fact.

    Attributes:
        fact: The fact's id.
        relation: What it states.
        place: The node it is about.
        critical: Whether it rests on a critical step or rule.
        types: The item types there may be.
        offers: Gives the offers of one type.
    """

    fact: str
    relation: str
    place: str
    critical: bool
    types: Collection[ItemType]
    offers: Callable[[ItemType], Iterable[Offer]]


def _nothing(_fact: str) -> None:
    return None


def _no_spares(_fact: str) -> Iterable[Offer]:
    return ()


@dataclass(frozen=True, slots=True)
class Shelf:
    """What can be had, in one language.

    Attributes:
        lang: The language.
        stacks_of: Gives the stacks of an entity.
        take: Gives the item of an offer; None when it cannot be made.
        statement: Gives a fact as a sentence; None when there is no such fact, or none that can be said in this language.
        hash_of: Gives the hash of a fact, which changes when what it states changes; None when there is no such fact.
        spares: Gives offers on a fact in ways in which the bank, to be short, does not ask for it.
    """

    lang: str
    stacks_of: Callable[[str], Iterable[Stack]]
    take: Callable[[Offer], Item | None]
    statement: Callable[[str], str | None] = _nothing
    hash_of: Callable[[str], str | None] = _nothing
    spares: Callable[[str], Iterable[Offer]] = _no_spares


def shelf_of(items: Shelf | Iterable[Item]) -> Shelf:
    """A shelf with finished items; a shelf stays as it is."""
    if isinstance(items, Shelf):
        return items
    items = list(items)
    stacks_of = _stacks_of(item for item in items if not item.needs_review)
    return Shelf(items[0].lang if items else "", stacks_of, lambda offer: offer.make()[0])


def with_items(shelf: Shelf, items: Iterable[Item]) -> Shelf:
    """A shelf with some finished items more."""
    more = {item.id: item for item in items}
    stacks_of = _stacks_of(more.values())
    return replace(
        shelf,
        stacks_of=lambda entity: chain(shelf.stacks_of(entity), stacks_of(entity)),
        take=lambda offer: more.get(offer.id) or shelf.take(offer),
    )


def _stacks_of(items: Iterable[Item]) -> Callable[[str], Iterable[Stack]]:
    """What finished items ask of each entity."""
    table: dict[str, dict[str, list[Item]]] = {}
    for item in items:
        table.setdefault(item.link.partition(".")[0], {}).setdefault(_asked(item), []).append(item)
    return lambda entity: map(_stack, table.get(entity, {}).values())


def _asked(item: Item) -> str:
    """The fact an item asks for; a hand-written one stands for itself."""
    return item.id if item.template == WRITTEN else item.facts[0]


def _stack(items: list[Item]) -> Stack:
    def offers(type_: ItemType) -> Iterator[Offer]:
        for item in items:
            if item.type == type_:
                yield Offer(item.id, partial(_itself, item))

    fact = _asked(items[0])
    relation = WRITTEN if items[0].template == WRITTEN else fact.partition(":")[0]
    types = {item.type for item in items}
    return Stack(fact, relation, items[0].link, items[0].critical, types, offers)


def _itself(item: Item) -> Translated:
    return (item,)
