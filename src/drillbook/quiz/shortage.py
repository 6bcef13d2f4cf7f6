"""What the bank lacks for a blueprint: how many items there are, and which statements give none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from drillbook.errors import Problem
from drillbook.graph import Graph
from drillbook.model.item import Item
from drillbook.model.quiz import Blueprint, Draw
from drillbook.quiz.assemble import drawn, wishes_of
from drillbook.quiz.drawing import offered
from drillbook.quiz.shelf import Shelf, shelf_of
from drillbook.rules import Phrase
from drillbook.words.phrases import phrase

_NAMED: Final = 5


def blueprint_problems(graph: Graph, items: Shelf | Iterable[Item]) -> Iterator[Problem]:
    """Reports every row of a blueprint that asks for more than its playbooks yield."""
    shelf = shelf_of(items)
    for blueprint in graph.of(Blueprint):
        forms = list(drawn(blueprint, shelf, graph))
        for number, row in enumerate(blueprint.draw):
            found = sum(each.found[number] for each in forms)
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
    wish = next(wish for wish in wishes_of(blueprint, shelf, graph) if blueprint.draw[wish.row] is row)
    stacks = [(source, stack) for source in wish.sources for stack in source.stacks(wish.types) if wish.fits(stack)]
    empty = [stack.fact for source, stack in stacks if not any(offered(wish, source, stack))]
    if not stacks:
        return phrase("quiz_no_facts")
    if not empty:
        return phrase("quiz_all_asked", count=str(len(stacks)))
    named = ", ".join(empty[:_NAMED])
    return phrase("quiz_lacking" if len(empty) <= _NAMED else "quiz_lacking_more", facts=named, count=str(len(empty)))
