"""Facts of processes: who does what, in which order, until when, with which form and whose approval."""

from __future__ import annotations

from collections.abc import Iterator

from drillbook.facts.fact import Fact, Pairs, Reader, Value, in_this_order
from drillbook.graph import reachable, successors
from drillbook.model.base import Deadline
from drillbook.model.process import Difference, Process, Step


def process_facts(read: Reader, process: Process) -> Iterator[Fact]:
    """Everything a process states."""
    yield from read.fact("process_trigger", None, [read.text(process.trigger)], "trigger")
    if process.outcome:
        yield from read.fact("process_outcome", None, [read.text(process.outcome)], "outcome")
    yield from read.fact("process_do", None, read.texts(process.do), "do")
    yield from read.fact("process_dont", None, read.texts(process.dont), "dont")
    for step in process.steps:
        differs = [d for variant in process.variants for d in variant.differs if d.step == step.id]
        yield from _people(read, step, differs)
        yield from _documents(read, step)
        yield from _time(read, step, differs)
        yield from _ways(read, process, step)
        yield from _quality(read, step)
    yield from _orders(read, process)


def _people(read: Reader, step: Step, differs: list[Difference]) -> Iterator[Fact]:
    elsewhere = read.refs(actor for d in differs for actor in d.actor)
    approvers = read.refs(step.approval.by) if step.approval else ()
    actors, consulted, informed = read.refs(step.actor), read.refs(step.consult), read.refs(step.inform)
    everybody = (*actors, *consulted, *informed, *approvers, *elsewhere)
    for relation, values, field in (
        ("step_actor", actors, "actor"),
        ("step_consult", consulted, "consult"),
        ("step_inform", informed, "inform"),
        ("step_approver", approvers, "approval"),
    ):
        yield from read.fact(relation, step, values, field, excluded=everybody, critical=step.critical)
    if len(approvers) > 1:
        order = in_this_order(approvers)
        yield from read.fact("approval_order", step, approvers, "approval", before=order, critical=step.critical)


def _documents(read: Reader, step: Step) -> Iterator[Fact]:
    inputs, outputs = read.refs(step.inputs), read.refs(step.outputs)
    both = (*inputs, *outputs)
    yield from read.fact("step_input", step, inputs, "inputs", excluded=both, critical=step.critical)
    yield from read.fact("step_output", step, outputs, "outputs", excluded=both, critical=step.critical)


def _amount(deadline: Deadline | None) -> tuple[Value, ...]:
    amount = (deadline.within or deadline.by) if deadline else None
    return (Value(amount=amount),) if amount else ()


def _time(read: Reader, step: Step, differs: list[Difference]) -> Iterator[Fact]:
    approval = _amount(step.approval.deadline if step.approval else None)
    own = _amount(step.deadline)
    others = tuple(value for d in differs for value in _amount(d.deadline))
    every = (*own, *approval, *others)
    yield from read.fact("step_deadline", step, own, "deadline", excluded=every, critical=step.critical)
    yield from read.fact("approval_deadline", step, approval, "approval", excluded=every, critical=step.critical)


def _ways(read: Reader, process: Process, step: Step) -> Iterator[Fact]:
    """Where it goes on: ordinarily, under a condition, after a refusal."""
    conditions = [branch.goto for branch in step.branches]
    refused = step.approval.if_refused if step.approval else None
    ordinary = [goto for goto, when in successors(process, step) if not when and goto not in (refused, *conditions)]
    # Going on under a condition is no mistake either, so neither may serve as a wrong answer to the question for what comes next.
    sideways = [value for goto in (*conditions, refused) for value in read.way(goto)]
    following = [value for goto in ordinary for value in read.way(goto)]
    yield from read.fact("step_next", step, following, "next", excluded=sideways, critical=step.critical)
    for qualifier, target, when in read.under((branch.goto, branch.when) for branch in step.branches):
        given = read.texts(when)
        yield from read.fact(
            "step_branch", step, target, "branches", given=given, qualifier=qualifier, critical=step.critical
        )
    yield from read.fact("step_refused", step, read.way(refused), "approval", critical=step.critical)


def _quality(read: Reader, step: Step) -> Iterator[Fact]:
    if step.phase:
        yield from read.fact("phase_of_step", step, read.way(step.phase), "phase", critical=step.critical)
    if step.check:
        yield from read.fact("step_check", step, [read.text(step.check)], "check", critical=step.critical)
    if step.why:
        yield from read.fact("step_why", step, [read.text(step.why)], "why", critical=step.critical)
    yield from read.fact("step_do", step, read.texts(step.do), "do", critical=step.critical)
    yield from read.fact("step_dont", step, read.texts(step.dont), "dont", critical=step.critical)


def partial_order(process: Process) -> dict[str, set[str]]:
    """For each step the steps that certainly come later.

    A step comes before another when every way to the other leads through it, or when the other can be reached from it
    and never leads back. The first half keeps the order of steps inside a loop, where both can be reached from each other.
    """
    ids = [step.id for step in process.steps]
    edges = {s.id: [goto for goto, _ in successors(process, s) if goto in ids] for s in process.steps}
    reach = {id_: reachable(id_, edges) - {id_} for id_ in ids}
    known = reachable(ids[0], edges)
    later: dict[str, set[str]] = {}
    for step in ids:
        without = {key: [t for t in targets if t != step] for key, targets in edges.items()}
        missed = known - {step} - (reachable(ids[0], without) if step != ids[0] else set())
        later[step] = {other for other in reach[step] if other in missed or step not in reach[other]}
    return later


def _orders(read: Reader, process: Process) -> Iterator[Fact]:
    steps = {step.id: read.parts([step])[0] for step in process.steps}
    later = partial_order(process)
    for step in process.steps:
        following = [steps[id_] for id_ in steps if id_ in later[step.id]]
        yield from read.fact("step_before", step, following, critical=step.critical)
    pairs = frozenset((read.node(s), f"{read.id}.{other}") for s in process.steps for other in later[s.id])
    yield from read.fact("process_order", None, _several(list(steps.values())), "steps", before=pairs)
    for phase in process.phases:
        inside = [steps[step.id] for step in process.steps if step.phase == phase.id]
        yield from read.fact("phase_order", phase, _several(inside), before=_among(pairs, inside))
    phases = read.parts(process.phases)
    yield from read.fact("phases_order", None, _several(list(phases)), "phases", before=in_this_order(phases))


def _several(values: list[Value]) -> list[Value]:
    """The values, if there are enough of them to speak of an order."""
    return values if len(values) > 2 else []


def _among(pairs: Pairs, values: list[Value]) -> Pairs:
    ids = {value.id for value in values}
    return frozenset(pair for pair in pairs if ids.issuperset(pair))
