"""Ways through processes and talks, and trees that must not run in circles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from drillbook.errors import Problem
from drillbook.graph import Graph
from drillbook.load import Loaded
from drillbook.model.fields import END
from drillbook.model.organisation import Role
from drillbook.model.process import Process
from drillbook.model.reference import Kpi
from drillbook.model.talk import TalkTrack
from drillbook.model.training import OnboardingPath, PathItem
from drillbook.model.walk import parts_of
from drillbook.ways import below, reachable, successors

Edges = dict[str, list[str]]


def steps_without_actor(graph: Graph) -> Iterator[Problem]:
    """DB406: every step is somebody's."""
    for item in graph.entities.values():
        if isinstance(item.entity, Process):
            for index, step in enumerate(item.entity.steps):
                if not step.actor:
                    yield item.problem("DB406", ("steps", index), value=step.id)


def things_to_do_unsaid(graph: Graph) -> Iterator[Problem]:
    """DB410: a newcomer is told what to read, practise or do."""
    for item in graph.entities.values():
        for path, part in parts_of(item.entity) if isinstance(item.entity, OnboardingPath) else ():
            if isinstance(part, PathItem) and not (part.link or part.text):
                yield item.problem("DB410", path, value=part.id)


def phases_without_steps(graph: Graph) -> Iterator[Problem]:
    """DB408: a phase is made of steps."""
    for item in graph.entities.values():
        if isinstance(item.entity, Process) and item.entity.phases:
            used = {step.phase for step in item.entity.steps}
            for index, phase in enumerate(item.entity.phases):
                if phase.id not in used:
                    yield item.problem("DB408", ("phases", index), value=phase.id)


@dataclass(frozen=True, slots=True)
class _Flow:
    """The ways between the parts of one entity. ``end`` stands for every way out of it.

    Attributes:
        is_broken: Whether a way leads nowhere. Then what lies behind it only seems to be out of reach.
    """

    order: list[str]
    edges: Edges
    is_broken: bool


def process_flow(graph: Graph) -> Iterator[Problem]:
    """DB403, DB402: every step is reached, and from every step the process can end."""
    for item in graph.entities.values():
        if isinstance(item.entity, Process):
            ways = {id_: [way.goto for way in ways] for id_, ways in successors(item.entity).items()}
            yield from _flow_problems(
                item, "steps", _flow(graph, item, ways), never_reached="DB403", no_way_out="DB402"
            )


def talk_flow(graph: Graph) -> Iterator[Problem]:
    """DB404, DB407: every turn is reached, and from every turn the talk can end."""
    for item in graph.entities.values():
        if isinstance(item.entity, TalkTrack):
            follows = below(item.entity.turns)
            ways = {
                turn.id: [turn.next or follows[turn.id], *(signal.goto for signal in turn.listen_for)]
                for turn in item.entity.turns
            }
            yield from _flow_problems(
                item, "turns", _flow(graph, item, ways), never_reached="DB404", no_way_out="DB407"
            )


def _flow(graph: Graph, item: Loaded, ways: Mapping[str, Iterable[str]]) -> _Flow:
    order = list(ways)
    prefix = f"{item.entity.id}."
    own = {id_: id_ for id_ in order} | {prefix + id_: id_ for id_ in order} | {item.entity.id: order[0], END: END}
    gotos = {goto for group in ways.values() for goto in group} - own.keys()
    is_broken = any(graph.former.get(goto, goto) not in graph.nodes for goto in gotos)
    return _Flow(order, {id_: [own.get(goto, END) for goto in group] for id_, group in ways.items()}, is_broken)


def _flow_problems(item: Loaded, field: str, flow: _Flow, *, never_reached: str, no_way_out: str) -> Iterator[Problem]:
    place = {id_: index for index, id_ in enumerate(flow.order)}
    for id_ in _never_reached(flow):
        yield item.problem(never_reached, (field, place[id_]), value=id_)
    for id_ in _without_end(flow):
        yield item.problem(no_way_out, (field, place[id_]), value=id_)


def _never_reached(flow: _Flow) -> Iterator[str]:
    """The parts nothing leads to; of those that only follow one another, the first."""
    lost = set() if flow.is_broken else set(flow.order) - reachable(flow.order[0], flow.edges)
    followed = {goto for id_ in lost for goto in flow.edges[id_] if goto != id_}
    for id_ in [*(i for i in flow.order if i in lost - followed), *flow.order]:
        if id_ in lost:
            yield id_
            lost -= reachable(id_, flow.edges)


def _without_end(flow: _Flow) -> Iterator[str]:
    """The last part of every circle that cannot be left."""
    back: Edges = {}
    for id_, gotos in flow.edges.items():
        for goto in gotos:
            back.setdefault(goto, []).append(id_)
    trapped = set(flow.order) - reachable(END, back)
    for id_ in flow.order:
        if id_ in trapped:
            last = _last_of_circle(id_, flow, back)
            yield last
            trapped -= reachable(last, back)


def _last_of_circle(start: str, flow: _Flow, back: Edges) -> str:
    """Follows the ways from a trapped part into a set of parts that lead to each other and nowhere else."""
    while True:
        ahead = reachable(start, flow.edges)
        deeper = ahead - reachable(start, back)
        last = next(id_ for id_ in reversed(flow.order) if id_ in (deeper or ahead))
        if not deeper:
            return last
        start = last


def reports_in_circles(graph: Graph) -> Iterator[Problem]:
    """DB401: somebody is at the top."""
    above = {i: item.entity.reports_to for i, item in graph.entities.items() if isinstance(item.entity, Role)}
    yield from _circles(graph, "DB401", "reports_to", above)


def kpis_in_circles(graph: Graph) -> Iterator[Problem]:
    """DB409: some KPI is at the top."""
    above = {i: item.entity.part_of for i, item in graph.entities.items() if isinstance(item.entity, Kpi)}
    yield from _circles(graph, "DB409", "part_of", above)


def _circles(graph: Graph, code: str, field: str, above: Mapping[str, str | None]) -> Iterator[Problem]:
    seen: set[str] = set()
    for start in above:
        trail: list[str] = []
        here = start
        while here in above and here not in seen:
            seen.add(here)
            trail.append(here)
            written = above[here] or ""
            here = graph.former.get(written, written)
        if here in trail:
            circle = trail[trail.index(here) :]
            yield graph.entities[circle[0]].problem(code, (field,), cycle=" → ".join([*circle, circle[0]]))
