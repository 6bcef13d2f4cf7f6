"""One function per kind: what its template needs besides the entity itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, NamedTuple

from drillbook.graph import Graph, Node
from drillbook.model import Entity
from drillbook.model.fields import END
from drillbook.model.item import Form as QuizForm
from drillbook.model.organisation import Industry, ManualPart, Rhythm, Role
from drillbook.model.process import Process, Step
from drillbook.model.quiz import Blueprint
from drillbook.model.reference import Form
from drillbook.model.talk import TalkTrack
from drillbook.model.training import Milestone, OnboardingPath, PathItem
from drillbook.site.flow import flow_of
from drillbook.site.lists import MOST_SHOWN, packed
from drillbook.site.page import Draft, has_page
from drillbook.site.raci import Performed, performances, process_raci
from drillbook.site.swimlane import Box, Chip, draw
from drillbook.site.urls import page_suffix
from drillbook.text import plain
from drillbook.ways import Way, below, successors
from drillbook.words import Words

MOST_STEPS: Final = 100
"""How many steps a role card lists itself, and how many a page does that lists them for it."""

Values = dict[str, Any]
Maker = Callable[[Draft, Any, QuizForm | None], Values]


def process_values(p: Draft, e: Process, form: QuizForm | None) -> Values:
    """The swimlane, the steps by phase, where each step leads, and the RACI table."""
    leads = successors(e)
    flow = flow_of(e, leads)
    lanes = [(p.title(role), p.url(role)) for role in flow.lanes]
    boxes = [
        _box(p, e, step, flow.lanes.index(step.actor[0]), exits)
        for step, exits in zip(e.steps, flow.exits, strict=True)
    ]
    labels = {"end": p.words["end"], "refused": p.words["if_refused"]}
    follows = below(e.steps)
    return {
        "swimlane": draw(flow, boxes, lanes, labels.__getitem__, p.words["flow_of"].format(title=p.title(e.id))),
        "groups": _by_phase(e),
        "ways": {id_: _ways(p, e, ways, follows[id_]) for id_, ways in leads.items()},
        "raci": process_raci(e),
        "form": form,
    }


def _box(p: Draft, e: Process, step: Step, lane: int, exits: Iterable[str]) -> Box:
    chips = [Chip(p.short_deadline(step.deadline), "dl")] if step.deadline else []
    if step.approval:
        chips += [Chip(p.words["approval_by"].format(role=p.title(step.approval.by[-1])), "ap")]
    if len(step.actor) > 1:
        chips += [
            Chip(p.words["others_take_part"].format(roles=p.words["comma"].join(map(p.title, step.actor[1:]))), "ot")
        ]
    chips += [Chip("→ " + p.title(goto), "go") for goto in exits]
    phase = next((p.plain(ph.title) for ph in e.phases if ph.id == step.phase), "")
    title = (f"{step.code} " if step.code else "") + p.plain(step.title)
    labels = len(step.branches) + bool(step.approval and step.approval.if_refused)
    return Box(title, f"#{step.id}", lane, tuple(chips), phase, step.critical, labels)


def _by_phase(e: Process) -> list[tuple[Any, list[tuple[int, Step]]]]:
    """Steps in their order, cut where the phase changes; a phase that comes back shows its heading only once."""
    phases = {phase.id: phase for phase in e.phases}
    groups: list[tuple[Any, list[tuple[int, Step]]]] = []
    shown: set[str | None] = set()
    current: object = object()
    for number, step in enumerate(e.steps, 1):
        if step.phase != current:
            current = step.phase
            groups.append((phases.get(step.phase or "") if step.phase not in shown else None, []))
            shown.add(step.phase)
        groups[-1][1].append((number, step))
    return groups


def _ways(p: Draft, e: Process, ways: Sequence[Way], follows: str) -> list[tuple[str, str, str]]:
    """Condition, address and title of every way on; nothing where it simply goes on to the next step."""
    if len(ways) == 1 and ways[0].goto == follows != END:
        return []
    labels = {"refused": p.words["if_refused"], "next": p.words["ordinary_way"] if len(ways) > 1 else ""}
    return [(way.when or labels[way.kind], *_target(p, e, way.goto, "end_of_process")) for way in ways]


def _target(p: Draft, e: Entity, goto: str, end_word: str) -> tuple[str, str]:
    """Address and title of a goto."""
    own = f"{e.id}.{goto}"
    if goto == END:
        return "#section-steps" if isinstance(e, Process) else "#section-turns", p.words[end_word]
    if own in p.graph.nodes:
        return f"#{goto}", p.title(own)
    return p.url(goto), p.title(goto)


def role_values(p: Draft, e: Role, form: QuizForm | None) -> Values:
    """Everything the manual says about a role elsewhere: its steps, forms, rhythms, paths and reports."""
    graph = p.graph
    forms = list(graph.of(Form))
    performs = p.table(performances).get(e.id, [])
    return {
        "reports": [r.id for r in graph.of(Role) if r.reports_to == e.id],
        "performs": performs,
        "steps_page": _steps_pages(e.id, performs) if has_many_steps(performs) else None,
        "fills": [f.id for f in forms if e.id in f.filled_by],
        "receives": [f.id for f in forms if e.id in f.goes_to],
        "rhythms": [r for r in graph.of(Rhythm) if e.id == r.lead or e.id in r.participants],
        "paths": [path.id for path in graph.of(OnboardingPath) if path.role == e.id],
    }


class _StepsPages(NamedTuple):
    """Where the steps of a role are listed: of its first processes each, and of all."""

    processes: list[tuple[str, int, str]]
    more: bool
    first: str


def _steps_pages(role: str, performs: Performed) -> _StepsPages:
    name = f"{role}.steps"
    rows = [
        (process, len(steps), f"{name}{page_suffix(number, 1)}.html#{process}")
        for number, page in enumerate(packed(performs, MOST_STEPS))
        for process, steps in page
    ]
    return _StepsPages(rows[:MOST_SHOWN], len(rows) > MOST_SHOWN, f"{name}.html")


def has_many_steps(performs: Performed) -> bool:
    """Whether the steps of a role need a page of their own, so that its card stays light."""
    return sum(len(steps) for _, steps in performs) > MOST_STEPS


def talk_values(p: Draft, e: TalkTrack, form: QuizForm | None) -> Values:
    """Where every signal leads."""
    gotos = {s.goto for t in e.turns for s in t.listen_for} | {t.next for t in e.turns if t.next}
    return {"hrefs": {goto: _target(p, e, goto, "end_of_talk") for goto in gotos}, "own": {t.id for t in e.turns}}


def path_values(p: Draft, e: OnboardingPath, form: QuizForm | None) -> Values:
    """Jinja takes ``milestone.items`` for a method of dicts; this gives it by function."""

    def milestone_items(milestone: Milestone) -> tuple[PathItem, ...]:
        return milestone.items

    return {"milestone_items": milestone_items}


_PART_ORDER = ("process", "policy", "model", "talk-track", "objection", "role", "form", "path", "scenario", "rubric")


def part_values(p: Draft, e: ManualPart, form: QuizForm | None) -> Values:
    """The entities of a part that have a page, by kind."""
    entities = p.table(part_contents)[e.id]
    return {"groups": [(kind, found) for kind in _PART_ORDER if (found := [x for x in entities if x.kind == kind])]}


def part_contents(graph: Graph) -> dict[str, list[Entity]]:
    """The published entities of every part, in reading order."""
    contents: dict[str, list[Entity]] = defaultdict(list)
    for node in graph.nodes.values():
        part = graph.part_for(node.loaded) if node.part is None else None
        if part and has_page(node) and not isinstance(node.entity, ManualPart | Industry):
            contents[part.id].append(node.entity)
    for part in graph.of(ManualPart):
        order = {id_: i for i, id_ in enumerate(part.contents)}
        contents[part.id].sort(key=lambda entity: order.get(entity.id, len(order)))
    return contents


def blueprint_values(p: Draft, e: Blueprint, form: QuizForm | None) -> Values:
    """The drawn form."""
    return {"form": form}


MAKERS: dict[str, Maker] = {
    "process": process_values,
    "role": role_values,
    "talk-track": talk_values,
    "path": path_values,
    "part": part_values,
    "blueprint": blueprint_values,
}


_NO_USE: Final = frozenset({"owner", "audience", "applies_to", "contents", "start_with", "covers"})
"""The fields that say whom or what something is for, not what it needs."""


def used_by(graph: Graph, node: Node, words: Words) -> list[tuple[str, str]]:
    """Who refers to an entity: the referring part, and the entity it belongs to where that says more."""
    if node.entity.kind == "role":  # a role is named all over the manual; its card says where
        return []
    found: dict[str, str] = {}
    for link in graph.links_to.get(node.id, ()):
        if link.source == node.id or link.field in _NO_USE:
            continue
        holder = graph.nodes.get(link.part) or graph.nodes[link.source]
        if holder.id in found or not has_page(holder):
            continue
        found[holder.id] = (
            plain(graph.entities[link.source].entity.title, str)
            if holder.part is not None
            else words[f"kind_{holder.entity.kind}"]
        )
    return list(found.items())
