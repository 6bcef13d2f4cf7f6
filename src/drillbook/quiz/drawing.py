"""One form in the making: wishes are granted from the bank, with variety, balance and no item that answers another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby
from math import ceil
from typing import Final

from drillbook.model.item import Item, ItemType, Level
from drillbook.model.quiz import Origin
from drillbook.quiz.chance import shuffled
from drillbook.quiz.lint.form import LONGEST_RUN, are_enemies, has_place
from drillbook.quiz.shelf import WRITTEN, Offer, Shelf, Stack

_UNNOTICED: Final = 2
_ATTEMPTS: Final = 30


@dataclass(frozen=True)
class Wish:
    """So many items of these types, from here.

    Attributes:
        row: The row of the blueprint.
        critical: Whether they must rest on critical steps; None when that is all the same.
        instead: What to draw when there is nothing like that.
    """

    row: int
    types: tuple[ItemType, ...]
    count: int
    sources: Sequence[Source]
    level: Level | None = None
    origin: Origin | None = None
    critical: bool | None = None
    instead: Wish | None = None

    def fits(self, stack: Stack) -> bool:
        """Whether items on a fact can be what is wished."""
        origin = "written" if stack.relation == WRITTEN else "generated"
        return self.origin in (None, origin) and self.critical in (None, stack.critical)

    def like(self, item: Item) -> Wish:
        """The wish for one more item such as this."""
        return replace(
            self, types=(item.type,), count=1, level=item.level, critical=item.critical, instead=self.instead or self
        )


class Source:
    """What one entity offers, or only one of its parts.

    Args:
        shelf: The bank.
        entity: The entity.
        lot: Gives the chance of an item to come first.
        place: The part, or nothing.
        whole: Whether to ask for the entity itself too: on its own page that would be no question.
    """

    def __init__(
        self, shelf: Shelf, entity: str, lot: Callable[[str], int], place: str = "", *, whole: bool = True
    ) -> None:
        self.shelf, self.entity = shelf, entity
        self._place, self._lot, self._whole = place, lot, whole
        self._of_types: dict[tuple[ItemType, ...], list[Stack]] = {}
        self._offers: dict[tuple[str, ItemType], list[Offer]] = {}

    @cached_property
    def all(self) -> list[Stack]:
        """The facts asked by items of any type: those on critical steps first, else in an order of chance."""
        stacks = (stack for stack in self.shelf.stacks_of(self.entity) if stack.place.startswith(self._place))
        return sorted(stacks, key=lambda stack: (not stack.critical, self._lot(stack.fact)))

    def stacks(self, types: tuple[ItemType, ...]) -> list[Stack]:
        """The facts asked by items of one of the types."""
        if types not in self._of_types:
            self._of_types[types] = [stack for stack in self.all if not set(types).isdisjoint(stack.types)]
        return self._of_types[types]

    def offers(self, stack: Stack, type_: ItemType) -> list[Offer]:
        """The items of a type that ask for a fact, in an order of chance."""
        key = (stack.fact, type_)
        if key not in self._offers:
            hidden = "~name" if stack.place == self.entity and not self._whole else " "
            offers = (offer for offer in stack.offers(type_) if hidden not in offer.id)
            self._offers[key] = sorted(offers, key=lambda offer: self._lot(offer.id))
        return self._offers[key]


def offered(wish: Wish, source: Source, stack: Stack) -> Iterator[Item]:
    """The items a fact can give for a wish."""
    for type_ in wish.types:
        if type_ in stack.types:
            for offer in source.offers(stack, type_):
                item = source.shelf.take(offer)
                if item and wish.level in (None, item.level):
                    yield item


@dataclass
class Drawing:
    """A form in the making.

    Attributes:
        used: The facts other forms ask for.
        granted: The wishes with the items they brought, one by one.
        rows: Item -> the row of the blueprint it was drawn for.
    """

    seed: str
    used: Collection[str] = ()
    items: list[Item] = field(default_factory=list)
    granted: list[tuple[Wish, Item]] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    _facts: set[str] = field(default_factory=set)
    _places: set[str] = field(default_factory=set)
    _entities: set[str] = field(default_factory=set)
    _relations: Counter[str] = field(default_factory=Counter)
    _answers: Counter[tuple[str, ...]] = field(default_factory=Counter)
    _planned: Counter[ItemType] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._facts.update(self.used)

    def add(self, wish: Wish) -> None:
        """Grants a wish, going round the sources; when that is not enough, with less variety and balance."""
        wanted = wish.count
        if len(wish.types) == 1:
            self._planned[wish.types[0]] += wanted
        for strictness in (2, 1, 0):
            fruitful = list(wish.sources)
            while wanted > 0 and fruitful:
                fruitful, visited = [], fruitful
                for source in visited:
                    if wanted > 0 and self._take(source, wish, strictness):
                        wanted -= 1
                        fruitful.append(source)
        if wanted and wish.critical is not None:
            self.add(replace(wish, count=wanted, critical=None))
        elif wanted and wish.instead:
            self.add(replace(wish.instead, count=wanted))

    def _take(self, source: Source, wish: Wish, strictness: int) -> bool:
        if strictness == 2 and source.entity in self._entities:
            return False
        for stack in self._preferred(source.stacks(wish.types)):
            if self._is_taken(stack, strictness) or not wish.fits(stack):
                continue
            for item in offered(wish, source, stack):
                if self._suits(item, strictness):
                    self._add(item, wish)
                    return True
        return False

    def _is_taken(self, stack: Stack, strictness: int) -> bool:
        return stack.fact in self._facts or (strictness > 0 and stack.place in self._places)

    def _preferred(self, stacks: Sequence[Stack]) -> Iterator[Stack]:
        """What was asked at most once in this form, critical steps first; for the rest the order stays."""

        def asked(stack: Stack) -> int:
            return self._relations.get(stack.relation, 0)

        for critical in (True, False):
            for often in (0, 1):
                yield from (s for s in stacks if s.critical is critical and asked(s) == often)
        late = [stack for stack in stacks if asked(stack) > 1]
        yield from sorted(late, key=lambda stack: (not stack.critical, asked(stack)))

    def _suits(self, item: Item, strictness: int) -> bool:
        if not self._facts.isdisjoint(item.facts) or any(are_enemies(item, other) for other in self.items):
            return False
        if not strictness or not (has_place(item) or item.type == "true_false"):
            return True
        # No place of the key, and neither true nor false, may take more than its share; two keys in one place are no pattern.
        alike = max(self._planned[item.type], 1 + sum(other.type == item.type for other in self.items))
        share = max(ceil(alike / len(item.options)), 1 if item.type == "true_false" else _UNNOTICED)
        return self._answers[(item.type, *item.answer)] < share

    def _add(self, item: Item, wish: Wish) -> None:
        self.items.append(item)
        self.granted.append((wish, item))
        self.rows[item.id] = wish.row
        self._facts.update(item.facts)
        self._places.add(item.link)
        self._entities.add(item.link.partition(".")[0])
        self._relations[_relation(item.id)] += 1
        self._answers[(item.type, *item.answer)] += 1

    def arranged(self) -> tuple[Item, ...]:
        """The items in an order of chance, without long runs of keys in the same place."""
        orders = (
            shuffled(((item.id, item) for item in self.items), f"{self.seed} {attempt}") for attempt in range(_ATTEMPTS)
        )
        return tuple(min(orders, key=_run_too_long))


def _relation(item_id: str) -> str:
    return item_id.partition(":")[0]


def _run_too_long(items: Iterable[Item]) -> int:
    """By how many keys the longest run in one place is too long."""
    runs = groupby(item.answer for item in items if has_place(item))
    return max(0, max((len(list(run)) for _, run in runs), default=0) - LONGEST_RUN)
