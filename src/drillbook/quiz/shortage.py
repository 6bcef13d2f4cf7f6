"""What the bank lacks for a blueprint: how many items there are, which statements give none, of which kinds are too few."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from drillbook.errors import Problem
from drillbook.graph import Graph
from drillbook.model.item import Item
from drillbook.model.quiz import Blueprint, Draw
from drillbook.quiz.assemble import Drawn, drawn, wishes_of
from drillbook.quiz.drawing import Kind, Source, Wish, kind_of, offered
from drillbook.quiz.shelf import Shelf, Stack, shelf_of, with_items
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
        short = [number for number in range(len(blueprint.draw)) if not _is_full(number, blueprint, made)]
        reviewed = drawn(blueprint, with_items(shelf, waiting), graph) if short and waiting else made
        for number in short:
            row, found = blueprint.draw[number], made.found(number)
            if _is_full(number, blueprint, reviewed):
                yield _waits(number, _drawn_of(waiting, number, reviewed), blueprint, graph)
            elif found < row.count * blueprint.forms:
                yield _too_few(number, found, blueprint, shelf, graph)
            else:
                yield _not_alike(number, row.count - made.lacking[number], blueprint, shelf, graph)


def _is_full(number: int, blueprint: Blueprint, made: Drawn) -> bool:
    """Whether all forms have what a row asks for, and alike."""
    return made.found(number) == blueprint.draw[number].count * blueprint.forms and not made.lacking[number]


def _drawn_of(items: Sequence[Item], number: int, made: Drawn) -> list[str]:
    """Those of some items that stand in forms for a row; where they only make room for it elsewhere, all that stand in forms."""
    rows = {id_: row for form in made.forms for id_, row in form.rows.items()}
    used = [item.id for item in items if item.id in rows]
    return [id_ for id_ in used if rows[id_] == number] or used


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
