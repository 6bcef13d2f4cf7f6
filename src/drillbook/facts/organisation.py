"""Facts of roles and rhythms: who reports to whom, who may decide, what recurs when."""

from __future__ import annotations

from collections.abc import Iterator

from drillbook.facts.fact import Fact, Reader, Value
from drillbook.model.organisation import Authority, Rhythm, Role


def role_facts(read: Reader, role: Role) -> Iterator[Fact]:
    """Everything a role card states; what is outside the company is nobody's post to know."""
    if role.external:
        return
    yield from read.fact("role_mission", None, [read.text(role.mission)], "mission")
    yield from read.fact("reports_to", None, read.ref(role.reports_to), "reports_to", excluded=read.ref(role.id))
    yield from read.fact("role_kpi", None, read.refs(role.kpis), "kpis")
    for authority in role.authority:
        yield from _authority(read, authority)
    for routine in role.routine:
        yield from read.fact("routine_when", routine, [Value(amount=routine.when)], "when")


def _authority(read: Reader, authority: Authority) -> Iterator[Fact]:
    relation = "may_decide" if authority.may_decide else "may_not_decide"
    limit = read.texts([authority.limit] if authority.limit else [])
    yield from read.fact(relation, authority, read.ref(read.id), "may_decide", given=limit)
    if not authority.may_decide:
        excluded = read.ref(read.id)
        yield from read.fact(
            "decides_otherwise", authority, read.ref(authority.otherwise), "otherwise", excluded=excluded
        )


def rhythm_facts(read: Reader, rhythm: Rhythm) -> Iterator[Fact]:
    """Everything a meeting, report or plan states."""
    lead, others = read.ref(rhythm.lead), read.refs(rhythm.participants)
    yield from read.fact("rhythm_when", None, [Value(amount=rhythm.when)], "when")
    yield from read.fact("rhythm_lead", None, lead, "lead", excluded=others)
    inputs, outputs = read.refs(rhythm.inputs), read.refs(rhythm.outputs)
    yield from read.fact("rhythm_output", None, outputs, "outputs", excluded=inputs)
