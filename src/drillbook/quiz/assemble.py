"""Blueprint + seed -> form: which items stand in a quiz, and in which order."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Set
from dataclasses import replace
from functools import reduce
from itertools import chain, zip_longest
from operator import and_
from typing import Final, NamedTuple

from drillbook.graph import Graph
from drillbook.model.item import Form, Item, ItemType
from drillbook.model.organisation import ManualPart
from drillbook.model.quiz import Blueprint, Draw
from drillbook.quiz.amounts import span
from drillbook.quiz.chance import lots, shuffled
from drillbook.quiz.drawing import Drawing, Source, Wish, grant
from drillbook.quiz.shelf import Shelf, shelf_of
from drillbook.text import plain
from drillbook.words import words

# The scarcest first: what they rest on must not be taken by others.
_SCARCE: Final[tuple[ItemType, ...]] = (
    "next_best_move", "who_may_decide", "find_mistake", "classification", "matching", "ordering", "cloze", "multiple_response",
    "true_false", "single_choice",
)  # fmt: skip
CHECK_YOURSELF: Final[tuple[tuple[ItemType, ...], ...]] = (
    ("single_choice", "who_may_decide", "next_best_move"),
    ("true_false", "cloze", "multiple_response"),
    ("ordering", "find_mistake", "matching"),
)
"""Three ways of thinking, one item each: to choose, to recall or judge, to see the whole."""
_NAMES = "ABCDEFGH"
_ATTEMPTS: Final = 4
# How many of a kind come in one round, where that is not one: what people do all day is asked most.
_WEIGHTS: Final = {"process": 3, "policy": 2, "talk-track": 2}


def form(blueprint: Blueprint, items: Shelf | Iterable[Item], graph: Graph) -> Form:
    """Draws the first form of a blueprint; see ``forms``."""
    return forms(blueprint, items, graph)[0]


def forms(blueprint: Blueprint, items: Shelf | Iterable[Item], graph: Graph) -> tuple[Form, ...]:
    """Draws all forms of a blueprint: A, B, C ... of equal composition, without a fact in common.

    Each is spread over the playbooks it covers, asks for no fact twice, keeps enemies apart, and has keys and truth in
    balance. Where form A has an item, B has one of the same row, type and level, critical if that is. Where the bank does
    not yield that, they are filled up with what there is; ``blueprint_problems`` tells.

    Args:
        blueprint: What to draw.
        items: The bank, in the language of the forms.
        graph: The manual in that language.
    """
    shelf = shelf_of(items)
    return tuple(
        _form(blueprint, name, drawing, shelf, graph)
        for name, drawing in zip(_NAMES, drawn(blueprint, shelf, graph).forms, strict=False)
    )


class Drawn(NamedTuple):
    """The forms of a blueprint in the making, and what they lack.

    Attributes:
        forms: The forms.
        lacking: Row -> how many items of it each form has too few, or not of the same kind as the others.
    """

    forms: tuple[Drawing, ...]
    lacking: Counter[int]

    def found(self, row: int) -> int:
        """How many items all forms have of a row."""
        return sum(number == row for form in self.forms for number in form.rows.values())


def drawn(blueprint: Blueprint, shelf: Shelf, graph: Graph) -> Drawn:
    """Draws the forms of a blueprint; when something is lacking, again in another order, what was lacking first."""
    best: Drawn | None = None
    short: set[int] = set()
    for attempt in range(_ATTEMPTS):
        found = _drawn(blueprint, shelf, graph, str(attempt or ""), short)
        if best is None or found.lacking.total() < best.lacking.total():
            best = found
        if not found.lacking.total():
            break
        short |= set(+found.lacking)
    assert best
    return best


def _drawn(blueprint: Blueprint, shelf: Shelf, graph: Graph, again: str, short: Set[int]) -> Drawn:
    asked: set[str] = set()
    seed = f"{blueprint.id} {blueprint.seed}"
    made = tuple(Drawing(seed + (f" {name}" if name != "A" else ""), asked) for name in _NAMES[: blueprint.forms])
    wishes = sorted(wishes_of(blueprint, shelf, graph, again), key=lambda wish: wish.row not in short)
    lacking: Counter[int] = Counter()
    for wish in wishes:
        for drawing in made:
            drawing.plan(wish)
        left = replace(wish, count=grant(made, wish))
        for drawing in made:
            grant((drawing,), left)
        alike = reduce(and_, (drawing.kinds(wish.row) for drawing in made))
        lacking[wish.row] = wish.count - alike.total()
    return Drawn(made, lacking)


def _form(blueprint: Blueprint, name: str, drawing: Drawing, shelf: Shelf, graph: Graph) -> Form:
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


def wishes_of(blueprint: Blueprint, shelf: Shelf, graph: Graph, again: str = "") -> list[Wish]:
    """The rows of a blueprint, the scarcest first.

    Args:
        blueprint: The blueprint.
        shelf: The bank.
        graph: The manual.
        again: Any word, for another order of what can be drawn.
    """
    seed = f"{blueprint.id} {blueprint.seed}{again and f' again {again}'}"
    lot = lots(seed)
    made: dict[tuple[str, ...], list[Source]] = {}
    wishes = []
    for number, row in enumerate(blueprint.draw):
        covers = row.covers or blueprint.covers
        if covers not in made:
            made[covers] = [
                Source(shelf, entity, lot, place) for entity, place in _spread(graph, covered(covers, graph), seed)
            ]
        types = (row.type,) if row.type else _in_turn(_SCARCE, f"{seed} {number}")
        wishes.append(Wish(number, types, row.count, made[covers], row.level, row.origin))
    return sorted(wishes, key=lambda wish: _plenty(wish, blueprint.draw[wish.row]))


def _plenty(wish: Wish, row: Draw) -> tuple[bool, bool, bool, int]:
    """How easily a row is filled: what asks for something particular comes first."""
    rank = _SCARCE.index(wish.types[0]) if len(wish.types) == 1 else len(_SCARCE)
    return row.origin != "written", row.level is None, not row.covers, rank


def check_yourself(process_id: str, items: Shelf | Iterable[Item]) -> Form:
    """Draws three items on one process (or any other entity), of different types where there are such; critical ones first.

    Args:
        process_id: The entity.
        items: The bank; a shelf is looked through at once, a list as a whole.
    """
    shelf = shelf_of(items)
    drawing = Drawing(f"check {process_id}")
    source = [Source(shelf, process_id, lots(drawing.seed), whole=False)]
    for types in CHECK_YOURSELF:
        grant((drawing,), Wish(0, _in_turn(types, drawing.seed), 1, source))
    rest = tuple(type_ for types in CHECK_YOURSELF for type_ in types)
    grant((drawing,), Wish(0, rest, len(CHECK_YOURSELF) - len(drawing.items), source))
    title = words(shelf.lang or "en")["quiz_check_yourself"]
    return Form(id=process_id, title=title, lang=shelf.lang, items=tuple(drawing.items), cut_score=0)


def _in_turn(types: tuple[ItemType, ...], seed: str) -> tuple[ItemType, ...]:
    return tuple(shuffled(((type_, type_) for type_ in types), seed))


def covered(covers: Iterable[str], graph: Graph) -> dict[str, str]:
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
