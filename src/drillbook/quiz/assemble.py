"""Blueprint + seed -> form: which items stand in a quiz, and in which order."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain, zip_longest
from typing import Final, NamedTuple

from drillbook.graph import Graph
from drillbook.model.item import Form, Item, ItemType
from drillbook.model.organisation import ManualPart
from drillbook.model.quiz import Blueprint, Draw
from drillbook.quiz.amounts import span
from drillbook.quiz.chance import lots, shuffled
from drillbook.quiz.drawing import Drawing, Source, Wish
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
# How many of a kind come in one round, where that is not one: what people do all day is asked most.
_WEIGHTS: Final = {"process": 3, "policy": 2, "talk-track": 2}


def form(blueprint: Blueprint, items: Shelf | Iterable[Item], graph: Graph) -> Form:
    """Draws the first form of a blueprint; see ``forms``."""
    return next(drawn(blueprint, shelf_of(items), graph)).form


def forms(blueprint: Blueprint, items: Shelf | Iterable[Item], graph: Graph) -> tuple[Form, ...]:
    """Draws all forms of a blueprint: A, B, C ... of equal composition, without a fact in common.

    Each is spread over the playbooks it covers, asks for no fact twice, keeps enemies apart, and has keys and truth in
    balance. Where form A has an item, B has one of the same row, type and level, critical if that is.

    Args:
        blueprint: What to draw.
        items: The bank, in the language of the forms.
        graph: The manual in that language.
    """
    return tuple(each.form for each in drawn(blueprint, shelf_of(items), graph))


class Drawn(NamedTuple):
    """A form, and how many items it has of each row of its blueprint."""

    form: Form
    found: Counter[int]


def drawn(blueprint: Blueprint, shelf: Shelf, graph: Graph) -> Iterator[Drawn]:
    """Draws one form after the other."""
    wishes = wishes_of(blueprint, shelf, graph)
    used: set[str] = set()
    for name in _NAMES[: blueprint.forms]:
        drawing = Drawing(f"{blueprint.id} {blueprint.seed}" + (f" {name}" if name != "A" else ""), used=used)
        for wish in wishes:
            drawing.add(wish)
        yield Drawn(_form(blueprint, name, drawing, shelf, graph), Counter(drawing.rows.values()))
        used = used.union(*(item.facts for item in drawing.items))
        wishes = [wish.like(item) for wish, item in drawing.granted]


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


def wishes_of(blueprint: Blueprint, shelf: Shelf, graph: Graph) -> list[Wish]:
    """The rows of a blueprint, the scarcest first."""
    seed = f"{blueprint.id} {blueprint.seed}"
    lot = lots(seed)
    made: dict[tuple[str, ...], list[Source]] = {}
    wishes = []
    for number, row in enumerate(blueprint.draw):
        covers = row.covers or blueprint.covers
        if covers not in made:
            made[covers] = [
                Source(shelf, entity, lot, place) for entity, place in _spread(graph, _covered(covers, graph), seed)
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
        drawing.add(Wish(0, _in_turn(types, drawing.seed), 1, source))
    rest = tuple(type_ for types in CHECK_YOURSELF for type_ in types)
    drawing.add(Wish(0, rest, len(CHECK_YOURSELF) - len(drawing.items), source))
    title = words(shelf.lang or "en")["quiz_check_yourself"]
    return Form(id=process_id, title=title, lang=shelf.lang, items=tuple(drawing.items), cut_score=0)


def _in_turn(types: tuple[ItemType, ...], seed: str) -> tuple[ItemType, ...]:
    return tuple(shuffled(((type_, type_) for type_ in types), seed))


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
