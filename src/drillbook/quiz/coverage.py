"""Coverage: which facts, steps and critical steps of a manual have items, playbook by playbook."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from drillbook.errors import Problem
from drillbook.facts import Fact
from drillbook.graph import Graph
from drillbook.model.item import Item
from drillbook.model.process import Process, Step
from drillbook.quiz.shelf import Shelf, Stack
from drillbook.quiz.stems import sheets

LEVELS: Final = 2
"""So many levels must ask about a critical step: who only remembers it has not shown that he can do it."""


_ENOUGH: Final = 2


@dataclass(frozen=True, slots=True)
class Row:
    """What of one playbook is asked about.

    Attributes:
        id: The playbook.
        facts: How many statements it makes that can be asked about.
        asked: How many of them have an item.
        items: How many items there are.
        steps: The steps of a process.
        with_items: The steps that have an item.
        critical: The critical steps.
        thin: The critical steps without items at two different levels.
    """

    id: str
    facts: int
    asked: int
    items: int
    steps: tuple[str, ...] = ()
    with_items: tuple[str, ...] = ()
    critical: tuple[str, ...] = ()
    thin: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The row as data."""
        return {
            "id": self.id, "facts": self.facts, "facts_with_items": self.asked, "items": self.items, "steps": len(self.steps),
            "steps_with_items": len(self.with_items), "steps_without_items": sorted({*self.steps} - {*self.with_items}),
            "critical_steps": len(self.critical), "critical_steps_with_two_levels": len(self.critical) - len(self.thin),
            "critical_steps_to_mend": list(self.thin),
        }  # fmt: skip


def coverage(graph: Graph, facts: Iterable[Fact], items: Iterable[Item]) -> list[Row]:
    """What of each playbook is asked about, in the order of files.

    Args:
        graph: The manual.
        facts: What it states.
        items: The bank.
    """
    of_entity: dict[str, list[Fact]] = defaultdict(list)
    places: dict[str, str] = {}
    for fact in facts:
        if fact.relation in sheets():
            of_entity[fact.entity].append(fact)
            places[fact.id] = fact.place
    levels: dict[str, set[str]] = defaultdict(set)
    asked: set[str] = set()
    count: dict[str, int] = defaultdict(int)
    for item in items:
        asked.update(item.facts)
        count[item.link.partition(".")[0]] += 1
        for place in {item.link, *(places[fact] for fact in item.facts[:1] if fact in places)}:
            levels[place].add(item.level)
    return [_row(graph, entity, told, asked, count[entity], levels) for entity, told in of_entity.items()]


def _row(
    graph: Graph, id_: str, facts: Sequence[Fact], asked: set[str], items: int, levels: Mapping[str, set[str]]
) -> Row:
    entity = graph.entities[id_].entity
    steps: tuple[Step, ...] = entity.steps if isinstance(entity, Process) else ()
    ids = {f"{id_}.{step.id}": step.critical for step in steps}
    critical = tuple(step for step, is_critical in ids.items() if is_critical)
    return Row(
        id=id_,
        facts=len(facts),
        asked=sum(fact.id in asked for fact in facts),
        items=items,
        steps=tuple(ids),
        with_items=tuple(step for step in ids if levels.get(step)),
        critical=critical,
        thin=tuple(step for step in critical if len(levels.get(step, ())) < LEVELS),
    )


def thin_steps(graph: Graph, shelf: Shelf) -> Iterator[Problem]:
    """Reports every critical step that says little and cannot be asked about at two levels.

    In a manual of few playbooks there are few wrong options, and authors can do nothing about that: a step that says what makes it
    critical is not reported. ``coverage`` counts it all the same.
    """
    for process in graph.of(Process):
        bare = {n: step for n, step in enumerate(process.steps) if step.critical and _says_little(step)}
        wanted = {f"{process.id}.{step.id}": n for n, step in bare.items()}
        stacks: dict[str, list[Stack]] = defaultdict(list)
        for stack in shelf.stacks_of(process.id) if wanted else ():
            stacks[stack.place].append(stack)
        for step, number in wanted.items():
            if not _has_two_levels(stacks[step], shelf):
                problem = graph.entities[process.id].problem
                yield problem("DB821", ("steps", number, "critical"), step=str(graph.nodes[step].title))


def _says_little(step: Step) -> bool:
    return sum(map(bool, (step.check, step.why, step.approval, step.branches, step.do, step.dont))) < _ENOUGH


def _has_two_levels(stacks: Iterable[Stack], shelf: Shelf) -> bool:
    offers = (offer for stack in stacks for type_ in stack.types for offer in stack.offers(type_))
    found: set[str] = set()
    for item in filter(None, map(shelf.take, offers)):
        found.add(item.level)
        if len(found) >= LEVELS:
            return True
    return False


def totals(rows: Iterable[Row]) -> dict[str, int]:
    """The sums over all playbooks."""
    told = list(rows)
    return {
        "facts": sum(r.facts for r in told),
        "facts_with_items": sum(r.asked for r in told),
        "items": sum(r.items for r in told),
        "steps": sum(len(r.steps) for r in told),
        "steps_with_items": sum(len(r.with_items) for r in told),
        "critical_steps": sum(len(r.critical) for r in told),
        "critical_steps_with_two_levels": sum(len(r.critical) - len(r.thin) for r in told),
    }
