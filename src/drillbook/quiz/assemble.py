"""Blueprint + seed -> form: which items stand in a quiz, and in which order."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, zip_longest
from math import ceil
from typing import Final

from drillbook.errors import Problem
from drillbook.graph import Graph
from drillbook.model.item import Form, Item, ItemType
from drillbook.model.organisation import ManualPart
from drillbook.model.training import Blueprint
from drillbook.quiz.chance import lots, shuffled
from drillbook.quiz.lint.form import LONGEST_RUN
from drillbook.quiz.shelf import Offer, Shelf, Stack, shelf_of
from drillbook.text import plain
from drillbook.words import words
from drillbook.words.phrases import phrase

# The scarcest first: what they rest on must not be taken by others.
_TYPES: Final[tuple[ItemType, ...]] = ("ordering", "true_false", "single_choice")
_CHECK_YOURSELF: Final[tuple[ItemType, ...]] = ("single_choice", "true_false", "ordering")
_DRAWN_FIRST: Final[tuple[ItemType, ...]] = ("ordering", "single_choice", "true_false")
_SIZE = 3
_UNNOTICED = 2
# How many of a kind come in one round, where that is not one: what people do all day is asked most.
_WEIGHTS: Final = {"process": 3, "policy": 2, "talk-track": 2}


def form(blueprint: Blueprint, items: Shelf | Iterable[Item], graph: Graph) -> Form:
    """Draws the form of a blueprint: spread over the playbooks it covers, no fact twice, keys and truth in balance.

    Args:
        blueprint: What to draw.
        items: The bank, in the language of the form.
        graph: The manual in that language.
    """
    shelf = shelf_of(items)
    drawing = _Drawing(f"{blueprint.id} {blueprint.seed}")
    entities = _spread(graph, _covered(blueprint, graph), drawing.seed)
    lot = lots(drawing.seed)
    sources = [_Source(shelf, entity, lot, place) for entity, place in entities]
    for type_ in _TYPES:
        drawing.add(type_, getattr(blueprint.draw, type_), sources)
    title = plain(graph.nodes[blueprint.id].title, lambda id_: graph.nodes[id_].title if id_ in graph.nodes else id_)
    return Form(id=blueprint.id, title=title, lang=shelf.lang, items=drawing.arranged(), cut_score=blueprint.cut_score)


def check_yourself(process_id: str, items: Shelf | Iterable[Item]) -> Form:
    """Draws three items on one process (or any other entity), of different types where there are such; critical ones first.

    Args:
        process_id: The entity.
        items: The bank; a shelf is looked through at once, a list as a whole.
    """
    shelf = shelf_of(items)
    drawing = _Drawing(f"check {process_id}")
    source = [_Source(shelf, process_id, lots(drawing.seed), whole=False)]
    for type_ in _DRAWN_FIRST:
        drawing.add(type_, 1, source)
    drawing.add("single_choice", _SIZE - len(drawing.items), source)
    drawing.add("true_false", _SIZE - len(drawing.items), source)
    order = sorted(drawing.items, key=lambda item: _CHECK_YOURSELF.index(item.type))
    title = words(shelf.lang or "en")["quiz_check_yourself"]
    return Form(id=process_id, title=title, lang=shelf.lang, items=tuple(order), cut_score=0)


def blueprint_problems(graph: Graph, items: Shelf | Iterable[Item]) -> Iterator[Problem]:
    """Reports every blueprint that asks for more than its playbooks yield."""
    shelf = shelf_of(items)
    for blueprint in graph.of(Blueprint):
        drawn = Counter(item.type for item in form(blueprint, shelf, graph).items)
        for type_ in _TYPES:
            wanted, found = getattr(blueprint.draw, type_), drawn[type_]
            if found < wanted:
                item = graph.entities[blueprint.id]
                yield item.problem(
                    "DB801", ("draw", type_), wanted=str(wanted), found=str(found), type=phrase(f"quiz_type_{type_}")
                )


def _covered(blueprint: Blueprint, graph: Graph) -> dict[str, str]:
    """The entities a blueprint covers, with the part of the entity where only that is meant."""
    found: dict[str, str] = {}
    for reference in blueprint.covers:
        id_ = graph.former.get(reference, reference)
        node = graph.nodes.get(id_)
        if node is None:
            continue
        if isinstance(node.entity, ManualPart):
            inside = (e for e, item in graph.entities.items() if graph.part_for(item) is node.entity)
            found |= dict.fromkeys(inside, "")
        else:
            found.setdefault(node.entity.id, id_ if node.part else "")
    return {entity: place for entity, place in found.items() if graph.entities[entity].entity.status == "active"}


def _spread(graph: Graph, covered: dict[str, str], seed: str) -> list[tuple[str, str]]:
    """The entities in drawing order: some of each kind, then again some of each kind, and so on."""
    kinds: dict[str, list[tuple[str, tuple[str, str]]]] = defaultdict(list)
    for entity, place in covered.items():
        kinds[graph.entities[entity].entity.kind].append((entity, (entity, place)))
    rows: list[list[tuple[str, str]]] = []
    for kind, entities in shuffled(((kind, (kind, entities)) for kind, entities in kinds.items()), seed):
        order = shuffled(entities, seed)
        weight = _WEIGHTS.get(kind, 1)
        rows += [order[start::weight] for start in range(weight)]
    return [entity for entity in chain.from_iterable(zip_longest(*rows)) if entity]


class _Source:
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
        self._of_type: dict[ItemType, list[Stack]] = {}
        self._offers: dict[tuple[str, ItemType], list[Offer]] = {}

    @cached_property
    def _stacks(self) -> list[Stack]:
        stacks = (stack for stack in self.shelf.stacks_of(self.entity) if stack.place.startswith(self._place))
        return sorted(stacks, key=lambda stack: (not stack.critical, self._lot(stack.fact)))

    def stacks(self, type_: ItemType) -> list[Stack]:
        """The facts asked by items of a type: those on critical steps first, else in an order of chance."""
        if type_ not in self._of_type:
            self._of_type[type_] = [stack for stack in self._stacks if type_ in stack.types]
        return self._of_type[type_]

    def offers(self, stack: Stack, type_: ItemType) -> list[Offer]:
        """The items of a type that ask for a fact, in an order of chance."""
        key = (stack.fact, type_)
        if key not in self._offers:
            hidden = "~name" if stack.place == self.entity and not self._whole else " "
            offers = (offer for offer in stack.offers(type_) if hidden not in offer.id)
            self._offers[key] = sorted(offers, key=lambda offer: self._lot(offer.id))
        return self._offers[key]


@dataclass
class _Drawing:
    """A form in the making."""

    seed: str
    items: list[Item] = field(default_factory=list)
    _facts: set[str] = field(default_factory=set)
    _places: set[str] = field(default_factory=set)
    _entities: set[str] = field(default_factory=set)
    _relations: Counter[str] = field(default_factory=Counter)
    _answers: Counter[tuple[str, ...]] = field(default_factory=Counter)

    def add(self, type_: ItemType, count: int, sources: Sequence[_Source]) -> None:
        """Draws items of one type, going round the sources; when that is not enough, with less variety and balance."""
        wanted = count
        for strictness in (2, 1, 0):
            fruitful = list(sources)
            while wanted > 0 and fruitful:
                fruitful, visited = [], fruitful
                for source in visited:
                    if wanted > 0 and self._take(source, type_, count, strictness):
                        wanted -= 1
                        fruitful.append(source)

    def _take(self, source: _Source, type_: ItemType, count: int, strictness: int) -> bool:
        if strictness == 2 and source.entity in self._entities:
            return False
        for stack in self._preferred(source.stacks(type_)):
            if stack.fact in self._facts or (strictness and stack.place in self._places):
                continue
            for offer in source.offers(stack, type_):
                item = source.shelf.take(offer)
                if item and self._suits(item, count, strictness):
                    self._add(item)
                    return True
        return False

    def _preferred(self, stacks: Sequence[Stack]) -> Iterator[Stack]:
        """What was asked at most once in this form, critical steps first; for the rest the order stays."""

        def asked(stack: Stack) -> int:
            return self._relations.get(stack.relation, 0)

        for critical in (True, False):
            for often in (0, 1):
                yield from (s for s in stacks if s.critical is critical and asked(s) == often)
        late = [stack for stack in stacks if asked(stack) > 1]
        yield from sorted(late, key=lambda stack: (not stack.critical, asked(stack)))

    def _suits(self, item: Item, count: int, strictness: int) -> bool:
        if not self._facts.isdisjoint(item.facts):
            return False
        if not strictness or item.type == "ordering":
            return True
        # No place of the key, and neither true nor false, may take more than its share; two keys in one place are no pattern.
        share = max(ceil(count / len(item.options)), _UNNOTICED if item.type == "single_choice" else 0)
        return self._answers[(item.type, *item.answer)] < share

    def _add(self, item: Item) -> None:
        self.items.append(item)
        self._facts.update(item.facts)
        self._places.add(item.link)
        self._entities.add(item.link.partition(".")[0])
        self._relations[_relation(item.id)] += 1
        self._answers[(item.type, *item.answer)] += 1

    def arranged(self) -> tuple[Item, ...]:
        """The items in an order of chance, without long runs of keys in the same place."""
        left = shuffled(((item.id, item) for item in self.items), self.seed)
        found: list[Item] = []
        while left:
            best = next((item for item in left if not _prolongs(found, item)), left[0])
            found.append(best)
            left.remove(best)
        return tuple(found)


def _relation(item_id: str) -> str:
    return item_id.partition(":")[0]


def _prolongs(found: Sequence[Item], item: Item) -> bool:
    """Whether an item would make the run of keys in one place too long."""
    if item.type != "single_choice":
        return False
    last = [other.answer for other in found if other.type == "single_choice"][-LONGEST_RUN:]
    return len(last) == LONGEST_RUN and all(answer == item.answer for answer in last)
