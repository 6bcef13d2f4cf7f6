"""Coverage: which facts, steps and critical steps of a manual have items, playbook by playbook."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from drillbook.errors import Problem
from drillbook.facts import Fact
from drillbook.graph import Graph
from drillbook.model.covered import CoverageReport, PlaybookCoverage, report
from drillbook.model.item import Item
from drillbook.model.process import Process, Step
from drillbook.quiz.generate import Bank
from drillbook.quiz.shelf import Shelf, Stack
from drillbook.quiz.stems import sheets

LEVELS: Final = 2
"""So many levels must ask about a critical step: who only remembers it has not shown that he can do it."""
_ENOUGH: Final = 2


def coverage(graph: Graph, facts: Iterable[Fact], items: Iterable[Item]) -> CoverageReport:
    """What of each playbook is asked about, in the order of files.

    Args:
        graph: The manual.
        facts: What it states.
        items: The bank in one language; what needs a new review does not count.
    """
    of_entity: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.relation in sheets():
            of_entity[fact.entity].append(fact)
    places = {fact.id: fact.place for told in of_entity.values() for fact in told}
    found, number = _Asked(), dict.fromkeys(of_entity, 0)
    for item in (item for item in items if not item.needs_review):
        found.add(item, places)
        entity = item.link.partition(".")[0]
        number[entity] = number.get(entity, 0) + 1
    return report([_row(graph, id_, told, found, number[id_]) for id_, told in of_entity.items()])


def measure(bank: Bank) -> CoverageReport:
    """What the whole bank asks about. Which facts no item can be made of is known only when all have been tried."""
    view = bank.views[0]
    return coverage(view.graph, view.facts.values(), bank.items(view.lang))


@dataclass(frozen=True, slots=True)
class _Asked:
    """The facts that items rest on, and the levels at which each place is asked about."""

    facts: set[str] = field(default_factory=set)
    levels: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, item: Item, places: Mapping[str, str]) -> None:
        self.facts.update(item.facts)
        for place in {item.link, *(places[fact] for fact in item.facts[:1] if fact in places)}:
            self.levels[place].add(item.level)

    def has(self, place: str, levels: int) -> bool:
        return len(self.levels.get(place, ())) >= levels


def _row(graph: Graph, id_: str, facts: Sequence[Fact], found: _Asked, items: int) -> PlaybookCoverage:
    steps = _steps(graph, id_)
    bare = tuple(step for step in steps if not found.has(step, 1))
    critical = [step for step, is_critical in steps.items() if is_critical]
    thin = tuple(step for step in critical if not found.has(step, LEVELS))
    return PlaybookCoverage(
        id=id_,
        facts=len(facts),
        facts_with_items=sum(fact.id in found.facts for fact in facts),
        items=items,
        steps=len(steps),
        steps_with_items=len(steps) - len(bare),
        steps_without_items=bare,
        critical_steps=len(critical),
        critical_steps_with_two_levels=len(critical) - len(thin),
        critical_steps_to_mend=thin,
    )


def _steps(graph: Graph, id_: str) -> dict[str, bool]:
    """The steps of a playbook, and whether each is critical."""
    entity = graph.entities[id_].entity
    steps: tuple[Step, ...] = entity.steps if isinstance(entity, Process) else ()
    return {f"{id_}.{step.id}": step.critical for step in steps}


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
