"""Facts of processes: who does what, in which order, until when, with which form and whose approval."""

from __future__ import annotations

from collections.abc import Iterable

from drillbook.facts.fact import Pairs, Reader, Value, in_this_order
from drillbook.model.base import Deadline
from drillbook.model.process import Difference, Process, Step, Variant
from drillbook.ways import Way, later_steps, ordinary_course, successors


def process_facts(read: Reader, process: Process) -> None:
    """Everything a process states."""
    read.fact("process_purpose", None, [read.text(process.purpose)], "purpose")
    read.fact("process_trigger", None, [read.text(process.trigger)], "trigger")
    if process.outcome:
        read.fact("process_outcome", None, [read.text(process.outcome)], "outcome")
    read.fact("process_do", None, read.texts(process.do), "do")
    read.fact("process_dont", None, read.texts(process.dont), "dont")
    ways = successors(process)
    for phase in process.phases:
        read.fact("phase_goal", phase, read.texts([phase.goal] if phase.goal else []), "goal")
    involved: list[set[str]] = []
    for step in process.steps:
        differs = [d for variant in process.variants for d in variant.differs if d.step == step.id]
        involved.append(_people(read, step, differs))
        _documents(read, step)
        _time(read, step, differs)
        _ways(read, step, ways[step.id])
        _quality(read, step)
        _company(read, step)
    _shares(read, process, involved)
    _orders(read, process)
    for variant in process.variants:
        _variant(read, process, variant)


def _people(read: Reader, step: Step, differs: list[Difference]) -> set[str]:
    """Who does, approves or hears of a step; gives those who take part in it."""
    elsewhere = read.refs(actor for d in differs for actor in d.actor) if differs else ()
    approvers = read.refs(step.approval.by) if step.approval else ()
    actors, consulted, informed = read.refs(step.actor), read.refs(step.consult), read.refs(step.inform)
    everybody = (*actors, *consulted, *informed, *approvers, *elsewhere)
    for relation, values, field in (
        ("step_actor", actors, "actor"),
        ("step_consult", consulted, "consult"),
        ("step_inform", informed, "inform"),
        ("step_approver", approvers, "approval"),
    ):
        if values:
            read.fact(relation, step, values, field, excluded=everybody, critical=step.critical)
    if step.approval:
        what = [read.text(step.approval.what)]
        read.fact("approval_what", step, approvers, "approval", given=what, excluded=elsewhere, critical=step.critical)
    if len(approvers) > 1:
        order = in_this_order(approvers)
        read.fact("approval_order", step, approvers, "approval", before=order, critical=step.critical)
    return {value.id for value in (*actors, *consulted, *approvers, *elsewhere)}


def _documents(read: Reader, step: Step) -> None:
    if not (step.inputs or step.outputs):
        return
    inputs, outputs = read.refs(step.inputs), read.refs(step.outputs)
    both = (*inputs, *outputs)
    read.fact("step_input", step, inputs, "inputs", excluded=both, critical=step.critical)
    read.fact("step_output", step, outputs, "outputs", excluded=both, critical=step.critical)


def _amount(deadline: Deadline | None) -> tuple[Value, ...]:
    amount = (deadline.within or deadline.by) if deadline else None
    return (Value(amount=amount),) if amount else ()


def _time(read: Reader, step: Step, differs: list[Difference]) -> None:
    if not (step.deadline or step.approval):
        return
    approval = _amount(step.approval.deadline if step.approval else None)
    own = _amount(step.deadline)
    others = tuple(value for d in differs for value in _amount(d.deadline))
    every = (*own, *approval, *others)
    read.fact("step_deadline", step, own, "deadline", excluded=every, critical=step.critical)
    read.fact("approval_deadline", step, approval, "approval", excluded=every, critical=step.critical)
    if step.deadline and step.deadline.after:
        after = [read.text(step.deadline.after)]
        read.fact("deadline_after", step, after, "deadline", given=own, critical=step.critical)


def _ways(read: Reader, step: Step, ways: Iterable[Way]) -> None:
    """Where it goes on: ordinarily, under a condition, after a refusal."""
    aside = [way.goto for way in ways if way.kind != "next"]
    ordinary = [way.goto for way in ways if way.kind == "next" and way.goto not in aside]
    # Going on under a condition is no mistake either, so neither may serve as a wrong answer to the question for what comes next.
    sideways = [value for goto in aside for value in read.way(goto)]
    following = [value for goto in ordinary for value in read.way(goto)]
    read.fact("step_next", step, following, "next", excluded=sideways, critical=step.critical)
    if step.branches:
        for qualifier, target, when in read.under((branch.goto, branch.when) for branch in step.branches):
            given = read.texts(when)
            read.fact("step_branch", step, target, "branches", given=given, qualifier=qualifier, critical=step.critical)
    if step.approval and step.approval.if_refused:
        read.fact("step_refused", step, read.way(step.approval.if_refused), "approval", critical=step.critical)


def _quality(read: Reader, step: Step) -> None:
    if step.phase:
        read.fact("phase_of_step", step, read.way(step.phase), "phase", critical=step.critical)
    if step.check:
        read.fact("step_check", step, [read.text(step.check)], "check", critical=step.critical)
    if step.why:
        read.fact("step_why", step, [read.text(step.why)], "why", critical=step.critical)
    for relation, texts, field in (("step_do", step.do, "do"), ("step_dont", step.dont, "dont")):
        if texts:
            read.fact(relation, step, read.texts(texts), field, critical=step.critical)


def _company(read: Reader, step: Step) -> None:
    """What belongs to a step: its action in full, what is said there, what is objected there."""
    read.fact("step_action", step, [read.text(step.action)], "action", critical=step.critical)
    for relation, ids, field in (
        ("step_talk", step.talk_tracks, "talk_tracks"),
        ("step_objection", step.objections, "objections"),
    ):
        if ids:
            read.fact(relation, step, read.refs(ids), field, critical=step.critical)


def _shares(read: Reader, process: Process, involved: Iterable[set[str]]) -> None:
    """Who does which steps of a process; what somebody only takes part in is not called wrong."""
    leads: dict[str, list[Step]] = {}
    parts: dict[str, list[Step]] = {}
    for step, roles in zip(process.steps, involved, strict=True):
        for actor in read.refs(step.actor)[:1]:
            leads.setdefault(actor.id, []).append(step)
            roles.discard(actor.id)
        for role in roles:
            parts.setdefault(role, []).append(step)
    for role, own in leads.items():
        excluded = read.parts(parts.get(role, ()))
        read.fact(
            "steps_of_role", None, read.parts(own), "steps", given=read.ref(role), excluded=excluded, qualifier=role
        )


def _variant(read: Reader, process: Process, variant: Variant) -> None:
    """What is otherwise elsewhere: when it holds, who does it there, by when, in which stages."""
    read.fact("variant_when", variant, [read.text(variant.summary)], "summary")
    read.fact("variant_difference", variant, read.texts(d.text for d in variant.differs), "differs")
    stages = read.texts(variant.stages)
    if len(stages) > 2:
        read.fact("variant_stages", variant, stages, "stages", before=in_this_order(stages))
    steps = {step.id: step for step in process.steps}
    title = [read.text(variant.title)]
    for difference in variant.differs:
        step = steps.get(difference.step or "")
        if step:
            qualifier = f"{variant.id}-{difference.id}"
            actors, deadline = read.refs(difference.actor), _amount(difference.deadline)
            read.fact("variant_actor", step, actors, given=title, qualifier=qualifier, critical=step.critical)
            read.fact("variant_deadline", step, deadline, given=title, qualifier=qualifier, critical=step.critical)


def partial_order(process: Process) -> dict[str, set[str]]:
    """For each step the steps that come later; see ``ways.later_steps``."""
    ids = [step.id for step in process.steps]
    later = later_steps(process)
    return {id_: {other for n, other in enumerate(ids) if later[step] >> n & 1} for step, id_ in enumerate(ids)}


def _orders(read: Reader, process: Process) -> None:
    steps = list(read.parts(process.steps))
    later = later_steps(process)
    for place, step in enumerate(process.steps):
        following = [other for n, other in enumerate(steps) if later[place] >> n & 1]
        read.fact("step_before", step, following, critical=step.critical)
    # A step that is only done when something goes otherwise has no place in the ordinary course.
    course = ordinary_course(process)
    usual = [n for n, step in enumerate(process.steps) if step.id in course]
    pairs = frozenset((steps[n].id, steps[other].id) for n in usual for other in usual if later[n] >> other & 1)
    read.fact("process_order", None, _several([steps[n] for n in usual]), "steps", before=pairs)
    for phase in process.phases:
        inside = [steps[n] for n in usual if process.steps[n].phase == phase.id]
        read.fact("phase_order", phase, _several(inside), before=_among(pairs, inside))
    phases = read.parts(process.phases)
    read.fact("phases_order", None, _several(list(phases)), "phases", before=in_this_order(phases))


def _several(values: list[Value]) -> list[Value]:
    """The values, if there are enough of them to speak of an order."""
    return values if len(values) > 2 else []


def _among(pairs: Pairs, values: list[Value]) -> Pairs:
    ids = {value.id for value in values}
    return frozenset(pair for pair in pairs if ids.issuperset(pair))
