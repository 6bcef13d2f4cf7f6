"""Forms in the making: wishes are granted from the bank, with variety, balance and no item that answers another.

All forms of a quiz are drawn together, item by item: what one form gets must have its like for every other, or none gets it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby
from math import ceil
from typing import Final, NamedTuple

from drillbook.model.item import Item, ItemType, Level
from drillbook.model.quiz import Origin
from drillbook.quiz.chance import shuffled
from drillbook.quiz.lint.form import LONGEST_RUN, are_enemies, has_place
from drillbook.quiz.shelf import WRITTEN, Offer, Shelf, Stack

_UNNOTICED: Final = 2
_ATTEMPTS: Final = 30
# So often a kind of item is tried before it counts as one of which there are not enough for all forms.
_PATIENCE: Final = 3


STRICTNESSES: Final = (2, 1, 0)
"""How much variety and balance is asked for: first all, then less, then none."""


class Kind(NamedTuple):
    """What items that stand for each other in the forms of a quiz have in common."""

    type: ItemType
    level: Level
    critical: bool


def kind_of(item: Item) -> Kind:
    """The kind of an item."""
    return Kind(item.type, item.level, item.critical)


@dataclass(frozen=True)
class Wish:
    """So many items of these types, from here.

    Attributes:
        row: The row of the blueprint.
        critical: Whether they must rest on critical steps; None when that is all the same.
    """

    row: int
    types: tuple[ItemType, ...]
    count: int
    sources: Sequence[Source]
    level: Level | None = None
    origin: Origin | None = None
    critical: bool | None = None

    def fits(self, stack: Stack) -> bool:
        """Whether items on a fact can be what is wished."""
        origin = "written" if stack.relation == WRITTEN else "generated"
        return (
            self.origin in (None, origin)
            and self.critical in (None, stack.critical)
            and any(type_ in stack.types for type_ in self.types)
        )

    def like(self, item: Item) -> Wish:
        """The wish for one more item such as this."""
        return replace(self, types=(item.type,), count=1, level=item.level, critical=item.critical)


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
        self._fitting: dict[tuple[object, ...], list[Stack]] = {}
        self._offers: dict[tuple[str, ItemType], list[Offer]] = {}

    @cached_property
    def all(self) -> list[Stack]:
        """The facts asked by items of any type: those on critical steps first, else in an order of chance."""
        stacks = self.shelf.stacks_of(self.entity)
        if self._place:
            stacks = (stack for stack in stacks if stack.place.startswith(self._place))
        return sorted(stacks, key=lambda stack: (not stack.critical, self._lot(stack.fact)))

    def stacks(self, wish: Wish) -> list[Stack]:
        """The facts that can be asked for a wish."""
        key = wish.types, wish.origin, wish.critical
        if key not in self._fitting:
            self._fitting[key] = [stack for stack in self.all if wish.fits(stack)]
        return self._fitting[key]

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
        seed: Settles the order.
        asked: The facts that are asked for, in this form or another of the quiz, which share the set.
        rows: Item -> the row of the blueprint it was drawn for.
    """

    seed: str
    asked: set[str] = field(default_factory=set)
    items: list[Item] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    _places: set[str] = field(default_factory=set)
    _entities: Counter[str] = field(default_factory=Counter)
    _relations: Counter[str] = field(default_factory=Counter)
    _answers: Counter[tuple[str, ...]] = field(default_factory=Counter)
    _planned: Counter[ItemType] = field(default_factory=Counter)

    def plan(self, wish: Wish) -> None:
        """Notes what is to come, so that keys are kept in balance from the first item on."""
        if len(wish.types) == 1:
            self._planned[wish.types[0]] += wish.count

    def best(self, wish: Wish, besides: Set[str]) -> Item | None:
        """The item that suits best, from what was asked about least.

        Args:
            wish: What it must be.
            besides: Facts it must not rest on.
        """
        sources = sorted(wish.sources, key=lambda source: self._entities[source.entity])
        found = (
            item
            for strictness in STRICTNESSES
            for source in sources
            for item in self.candidates(source, wish, strictness)
            if besides.isdisjoint(item.facts)
        )
        return next(found, None)

    def candidates(self, source: Source, wish: Wish, strictness: int) -> Iterator[Item]:
        """The items of a source that suit this form, the best first."""
        if strictness == 2 and source.entity in self._entities:
            return
        free = [stack for stack in source.stacks(wish) if not self._is_taken(stack, strictness)]
        for stack in sorted(free, key=self._preference):
            yield from (item for item in offered(wish, source, stack) if self._suits(item, strictness))

    def _is_taken(self, stack: Stack, strictness: int) -> bool:
        return stack.fact in self.asked or (strictness > 0 and stack.place in self._places)

    def _preference(self, stack: Stack) -> tuple[bool, bool, int]:
        """What was asked at most once in this form comes first, of that critical steps."""
        asked = self._relations.get(stack.relation, 0)
        return asked > 1, not stack.critical, asked

    def _suits(self, item: Item, strictness: int) -> bool:
        if not self.asked.isdisjoint(item.facts) or any(are_enemies(item, other) for other in self.items):
            return False
        if not strictness or not (has_place(item) or item.type == "true_false"):
            return True
        # No place of the key, and neither true nor false, may take more than its share; two keys in one place are no pattern.
        alike = max(self._planned[item.type], 1 + sum(other.type == item.type for other in self.items))
        share = max(ceil(alike / len(item.options)), 1 if item.type == "true_false" else _UNNOTICED)
        return self._answers[(item.type, *item.answer)] < share

    def add(self, item: Item, wish: Wish) -> None:
        """Takes an item."""
        self.items.append(item)
        self.rows[item.id] = wish.row
        self.asked.update(item.facts)
        self._places.add(item.link)
        self._entities[item.link.partition(".")[0]] += 1
        self._relations[_relation(item.id)] += 1
        self._answers[(item.type, *item.answer)] += 1

    def kinds(self, row: int) -> Counter[Kind]:
        """How many items of each kind were drawn for a row."""
        return Counter(kind_of(item) for item in self.items if self.rows[item.id] == row)

    def arranged(self) -> tuple[Item, ...]:
        """The items in an order of chance, without long runs of keys in the same place."""
        orders = (
            shuffled(((item.id, item) for item in self.items), f"{self.seed} {attempt}") for attempt in range(_ATTEMPTS)
        )
        return tuple(min(orders, key=_run_too_long))


def grant(forms: Sequence[Drawing], wish: Wish) -> int:
    """Grants a wish to all forms, item by item: each gets one of the same type and level, critical if the others' is.

    Goes round the sources; when that is not enough, with less variety and balance.

    Returns:
        How many items of each form are lacking.
    """
    wanted = wish.count
    scarce: Counter[Kind] = Counter()
    for strictness in STRICTNESSES:
        fruitful = list(wish.sources)
        while wanted > 0 and fruitful:
            fruitful, visited = [], fruitful
            for source in visited:
                if wanted > 0 and _grant_one(forms, wish, forms[0].candidates(source, wish, strictness), scarce):
                    wanted -= 1
                    fruitful.append(source)
    return wanted


def _grant_one(forms: Sequence[Drawing], wish: Wish, candidates: Iterable[Item], scarce: Counter[Kind]) -> bool:
    for item in candidates:
        kind = kind_of(item)
        if scarce[kind] < _PATIENCE:
            found = _with_companions(forms[1:], wish, item)
            if len(found) == len(forms):
                for form, each in zip(forms, found, strict=True):
                    form.add(each, wish)
                return True
            scarce[kind] += 1
    return False


def _with_companions(others: Iterable[Drawing], wish: Wish, item: Item) -> list[Item]:
    """The item, and for each other form one like it, as far as there are such; none rests on a fact of another."""
    found, facts = [item], set(item.facts)
    for form in others:
        companion = form.best(wish.like(item), facts)
        if companion is None:
            break
        found.append(companion)
        facts.update(companion.facts)
    return found


def _relation(item_id: str) -> str:
    return item_id.partition(":")[0]


def _run_too_long(items: Iterable[Item]) -> int:
    """By how many keys the longest run in one place is too long."""
    runs = groupby(item.answer for item in items if has_place(item))
    return max(0, max((len(list(run)) for _, run in runs), default=0) - LONGEST_RUN)
