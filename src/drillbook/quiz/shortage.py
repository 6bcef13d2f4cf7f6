"""What the bank lacks for a blueprint: how many items there are, which statements give none, of which kinds are too few."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from drillbook.errors import Problem
from drillbook.graph import Graph
from drillbook.model.item import Item
from drillbook.model.quiz import Blueprint, Draw
from drillbook.quiz.assemble import covered, drawn, wishes_of
from drillbook.quiz.drawing import Kind, Source, Wish, kind_of, offered
from drillbook.quiz.shelf import WRITTEN, Shelf, Stack, shelf_of
from drillbook.rules import Phrase
from drillbook.words.phrases import listing, phrase

_NAMED: Final = 5


def blueprint_problems(graph: Graph, items: Shelf | Iterable[Item], waiting: Iterable[Item] = ()) -> Iterator[Problem]:
    """Reports every row of a blueprint that asks for more than its playbooks yield, or for forms that cannot be alike.

    Args:
        graph: The manual.
        items: What is drawn from.
        waiting: Items that are not asked until they have been reviewed. What only they leave short is no error: whoever
            mends a sentence of the manual need not write quizzes first.
    """
    shelf, waiting = shelf_of(items), list(waiting)
    for blueprint in graph.of(Blueprint):
        made = drawn(blueprint, shelf, graph)
        for number, row in enumerate(blueprint.draw):
            found, lacking = made.found(number), made.lacking[number]
            short = row.count * blueprint.forms - found
            if not short and not lacking:
                continue
            missed = [item.id for item in waiting if _would_fill(item, row, blueprint, graph)]
            if len(missed) >= max(short, lacking):
                yield _waits(number, missed, blueprint, graph)
            elif short:
                yield _too_few(number, found, blueprint, shelf, graph)
            else:
                yield _not_alike(number, row.count - lacking, blueprint, shelf, graph)


def _would_fill(item: Item, row: Draw, blueprint: Blueprint, graph: Graph) -> bool:
    """Whether a row may take a hand-written item."""
    place = covered(row.covers or blueprint.covers, graph).get(item.link.partition(".")[0])
    return (
        place is not None
        and item.link.startswith(place)
        and row.type in (None, item.type)
        and row.level in (None, item.level)
        and row.origin in (None, WRITTEN)
    )


def _waits(number: int, missed: list[str], blueprint: Blueprint, graph: Graph) -> Problem:
    row = blueprint.draw[number]
    return graph.entities[blueprint.id].problem(
        "DB803", ("draw", number, "count"), count=str(row.count), kind=_kind(row), items=listing(missed)
    )


def _too_few(number: int, found: int, blueprint: Blueprint, shelf: Shelf, graph: Graph) -> Problem:
    row = blueprint.draw[number]
    return graph.entities[blueprint.id].problem(
        "DB801",
        ("draw", number, "count"),
        wanted=str(row.count * blueprint.forms),
        found=str(found),
        kind=_kind(row),
        lacking=_lacking(row, _wish(number, blueprint, shelf, graph)),
    )


def _not_alike(number: int, alike: int, blueprint: Blueprint, shelf: Shelf, graph: Graph) -> Problem:
    row, wish = blueprint.draw[number], _wish(number, blueprint, shelf, graph)
    kinds = Counter(kind for each in _asked(wish) for kind in {kind_of(item) for item in offered(wish, *each)})
    named = [_counted(kind, count) for kind, count in kinds.most_common(_NAMED)]
    return graph.entities[blueprint.id].problem(
        "DB802",
        ("draw", number, "count"),
        forms=str(blueprint.forms),
        count=str(row.count),
        alike=str(alike),
        kind=_kind(row),
        kinds=Phrase(", ".join(each.en for each in named), "、".join(each.zh for each in named)),
    )


def _counted(kind: Kind, count: int) -> Phrase:
    """So many items of a kind, in words."""
    type_ = phrase("quiz_of_level", type=phrase(f"quiz_type_{kind.type}"), level=phrase(f"quiz_level_{kind.level}"))
    return phrase("quiz_counted_critical" if kind.critical else "quiz_counted", count=str(count), kind=type_)


def _kind(row: Draw) -> Phrase:
    """What a row asks for, in words."""
    type_ = phrase(f"quiz_type_{row.type or 'any'}")
    if row.origin:
        type_ = (
            phrase(f"quiz_origin_{row.origin}_of_type", type=type_) if row.type else phrase(f"quiz_origin_{row.origin}")
        )
    return phrase("quiz_of_level", type=type_, level=phrase(f"quiz_level_{row.level}")) if row.level else type_


def _wish(number: int, blueprint: Blueprint, shelf: Shelf, graph: Graph) -> Wish:
    return next(wish for wish in wishes_of(blueprint, shelf, graph) if wish.row == number)


def _asked(wish: Wish) -> list[tuple[Source, Stack]]:
    """The facts that can be asked for a wish."""
    return [(source, stack) for source in wish.sources for stack in source.stacks(wish)]


def _lacking(row: Draw, wish: Wish) -> Phrase:
    """The facts of a row's playbooks for which there is no such item."""
    asked = _asked(wish)
    empty = [stack.fact for source, stack in asked if not any(offered(wish, source, stack))]
    written = "_written" if row.origin == "written" else ""
    if len(asked) == (len(empty) if written else 0):
        return phrase(f"quiz_no_facts{written}")
    if not empty or written:
        return phrase(f"quiz_all_asked{written}", count=str(len(asked) - len(empty)))
    named = ", ".join(empty[:_NAMED])
    return phrase("quiz_lacking" if len(empty) <= _NAMED else "quiz_lacking_more", facts=named, count=str(len(empty)))
