"""Blueprint + seed -> form: which items stand in a quiz, and in which order."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain, zip_longest
from math import ceil
from typing import Final, NamedTuple

from drillbook.errors import Problem
from drillbook.graph import Graph
from drillbook.model.item import INTERACTIONS, Form, Item, ItemType, Level
from drillbook.model.organisation import ManualPart
from drillbook.model.quiz import Blueprint, Draw
from drillbook.quiz.chance import lots, shuffled
from drillbook.quiz.distractors import span
from drillbook.quiz.lint.form import LONGEST_RUN, are_enemies
from drillbook.quiz.shelf import Offer, Shelf, Stack, shelf_of
from drillbook.rules import Phrase
from drillbook.text import plain
from drillbook.words import words
from drillbook.words.phrases import phrase

# The scarcest first: what they rest on must not be taken by others.
_SCARCE: Final[tuple[ItemType, ...]] = (
    "next_best_move", "who_may_decide", "find_mistake", "classification", "matching", "ordering", "cloze", "multiple_response",
    "true_false", "single_choice",
)  # fmt: skip
_CHECK_YOURSELF: Final[tuple[ItemType, ...]] = ("single_choice", "true_false", "ordering")
_DRAWN_FIRST: Final[tuple[ItemType, ...]] = ("ordering", "single_choice", "true_false")
_SIZE = 3
_UNNOTICED = 2
_NAMES = "ABCDEFGH"
_NAMED = 5
# How many of a kind come in one round, where that is not one: what people do all day is asked most.
_WEIGHTS: Final = {"process": 3, "policy": 2, "talk-track": 2}


def form(blueprint: Blueprint, items: Shelf | Iterable[Item], graph: Graph) -> Form:
    """Draws the first form of a blueprint; see ``forms``."""
    return next(_drawn(blueprint, shelf_of(items), graph)).form


def forms(blueprint: Blueprint, items: Shelf | Iterable[Item], graph: Graph) -> tuple[Form, ...]:
    """Draws all forms of a blueprint: A, B, C ... of equal composition, without a fact in common.

    Each is spread over the playbooks it covers, asks for no fact twice, keeps enemies apart, and has keys and truth in
    balance. Where form A has an item, B has one of the same row, type and level, critical if that is.

    Args:
        blueprint: What to draw.
        items: The bank, in the language of the forms.
        graph: The manual in that language.
    """
    return tuple(drawn.form for drawn in _drawn(blueprint, shelf_of(items), graph))


class _Drawn(NamedTuple):
    """A form, and how many items it has of each row of its blueprint."""

    form: Form
    found: Counter[int]


def _drawn(blueprint: Blueprint, shelf: Shelf, graph: Graph) -> Iterator[_Drawn]:
    wishes = _wishes(blueprint, shelf, graph)
    used: set[str] = set()
    for name in _NAMES[: blueprint.forms]:
        drawing = _Drawing(f"{blueprint.id} {blueprint.seed}" + (f" {name}" if name != "A" else ""), used=used)
        for wish in wishes:
            drawing.add(wish)
        yield _Drawn(_form(blueprint, name, drawing, shelf, graph), Counter(drawing.rows.values()))
        used = used.union(*(item.facts for item in drawing.items))
        wishes = [wish.like(item) for wish, item in drawing.granted]


def _form(blueprint: Blueprint, name: str, drawing: _Drawing, shelf: Shelf, graph: Graph) -> Form:
    entity = graph.nodes[blueprint.id].entity
    title = plain(entity.title, graph.title_of)
    hours = span(blueprint.time_limit)
    return Form(
        id=blueprint.id if name == "A" else f"{blueprint.id}-{name.lower()}",
        name=name if blueprint.forms > 1 else "",
        title=title,
        lang=shelf.lang,
        items=drawing.arranged(),
        cut_score=blueprint.cut_score,
        all_critical=blueprint.all_critical,
        minutes=round(hours[1] * 60) if hours else 0,
    )


def _wishes(blueprint: Blueprint, shelf: Shelf, graph: Graph) -> list[_Wish]:
    """The rows of a blueprint, the scarcest first."""
    seed = f"{blueprint.id} {blueprint.seed}"
    lot = lots(seed)
    made: dict[tuple[str, ...], list[_Source]] = {}
    wishes = []
    for number, row in enumerate(blueprint.draw):
        covers = row.covers or blueprint.covers
        if covers not in made:
            made[covers] = [
                _Source(shelf, entity, lot, place) for entity, place in _spread(graph, _covered(covers, graph), seed)
            ]
        types = (row.type,) if row.type else tuple(shuffled(((type_, type_) for type_ in _SCARCE), f"{seed} {number}"))
        wishes.append(_Wish(number, types, row.count, made[covers], row.level))
    return sorted(wishes, key=lambda wish: (wish.level is None, not blueprint.draw[wish.row].covers, _rank(wish.types)))


def _rank(types: tuple[ItemType, ...]) -> int:
    return _SCARCE.index(types[0]) if len(types) == 1 else len(_SCARCE)


@dataclass(frozen=True)
class _Wish:
    """So many items of these types, from here.

    Attributes:
        row: The row of the blueprint.
        critical: Whether they must rest on critical steps; None when that is all the same.
    """

    row: int
    types: tuple[ItemType, ...]
    count: int
    sources: Sequence[_Source]
    level: Level | None = None
    critical: bool | None = None

    def like(self, item: Item) -> _Wish:
        """The wish for one more item such as this."""
        return replace(self, types=(item.type,), count=1, level=item.level, critical=item.critical)


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
        drawing.add(_Wish(0, (type_,), 1, source))
    drawing.add(_Wish(0, ("single_choice",), _SIZE - len(drawing.items), source))
    drawing.add(_Wish(0, ("true_false",), _SIZE - len(drawing.items), source))
    order = sorted(drawing.items, key=lambda item: _CHECK_YOURSELF.index(item.type))
    title = words(shelf.lang or "en")["quiz_check_yourself"]
    return Form(id=process_id, title=title, lang=shelf.lang, items=tuple(order), cut_score=0)


def blueprint_problems(graph: Graph, items: Shelf | Iterable[Item]) -> Iterator[Problem]:
    """Reports every row of a blueprint that asks for more than its playbooks yield."""
    shelf = shelf_of(items)
    for blueprint in graph.of(Blueprint):
        drawn = list(_drawn(blueprint, shelf, graph))
        for number, row in enumerate(blueprint.draw):
            found = sum(each.found[number] for each in drawn)
            wanted = row.count * blueprint.forms
            if found < wanted:
                lacking = _lacking(row, blueprint, shelf, graph)
                yield graph.entities[blueprint.id].problem(
                    "DB801",
                    ("draw", number, "count"),
                    wanted=str(wanted),
                    found=str(found),
                    kind=_kind(row),
                    lacking=lacking,
                )


def _kind(row: Draw) -> Phrase:
    """What a row asks for, in words."""
    type_ = phrase(f"quiz_type_{row.type}") if row.type else phrase("quiz_type_any")
    return phrase("quiz_of_level", type=type_, level=phrase(f"quiz_level_{row.level}")) if row.level else type_


def _lacking(row: Draw, blueprint: Blueprint, shelf: Shelf, graph: Graph) -> Phrase:
    """The facts of a row's playbooks for which there is no such item."""
    wish = next(wish for wish in _wishes(blueprint, shelf, graph) if blueprint.draw[wish.row] is row)
    stacks = [(source, stack) for source in wish.sources for stack in source.stacks(wish.types)]
    empty = [stack.fact for source, stack in stacks if not any(_offered(wish, source, stack))]
    if not stacks:
        return phrase("quiz_no_facts")
    if not empty:
        return phrase("quiz_all_asked", count=str(len(stacks)))
    named = ", ".join(empty[:_NAMED])
    return phrase("quiz_lacking" if len(empty) <= _NAMED else "quiz_lacking_more", facts=named, count=str(len(empty)))


def _offered(wish: _Wish, source: _Source, stack: Stack) -> Iterator[Item]:
    """The items a fact can give for a wish."""
    for type_ in wish.types:
        if type_ in stack.types:
            for offer in source.offers(stack, type_):
                item = source.shelf.take(offer)
                if item and wish.level in (None, item.level):
                    yield item


def _covered(covers: Iterable[str], graph: Graph) -> dict[str, str]:
    """The entities that are covered, with the part of the entity where only that is meant."""
    found: dict[str, str] = {}
    for reference in covers:
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


@dataclass
class _Drawing:
    """A form in the making.

    Attributes:
        used: The facts other forms ask for.
        granted: The wishes with the items they brought, one by one.
        rows: Item -> the row of the blueprint it was drawn for.
    """

    seed: str
    used: Collection[str] = ()
    items: list[Item] = field(default_factory=list)
    granted: list[tuple[_Wish, Item]] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    _facts: set[str] = field(default_factory=set)
    _places: set[str] = field(default_factory=set)
    _entities: set[str] = field(default_factory=set)
    _relations: Counter[str] = field(default_factory=Counter)
    _answers: Counter[tuple[str, ...]] = field(default_factory=Counter)
    _planned: Counter[ItemType] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._facts.update(self.used)

    def add(self, wish: _Wish) -> None:
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

    def _take(self, source: _Source, wish: _Wish, strictness: int) -> bool:
        if strictness == 2 and source.entity in self._entities:
            return False
        for stack in self._preferred(source.stacks(wish.types)):
            if self._is_taken(stack, strictness) or wish.critical not in (None, stack.critical):
                continue
            for item in _offered(wish, source, stack):
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
        if not strictness or INTERACTIONS[item.type] != "choose_one":
            return True
        # No place of the key, and neither true nor false, may take more than its share; two keys in one place are no pattern.
        alike = max(self._planned[item.type], 1 + sum(other.type == item.type for other in self.items))
        share = max(ceil(alike / len(item.options)), 1 if item.type == "true_false" else _UNNOTICED)
        return self._answers[(item.type, *item.answer)] < share

    def _add(self, item: Item, wish: _Wish) -> None:
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
    if not _has_place(item):
        return False
    last = [other.answer for other in found if _has_place(other)][-LONGEST_RUN:]
    return len(last) == LONGEST_RUN and all(answer == item.answer for answer in last)


def _has_place(item: Item) -> bool:
    """Whether somebody could guess by the place of the key."""
    return INTERACTIONS[item.type] == "choose_one" and item.type != "true_false"
