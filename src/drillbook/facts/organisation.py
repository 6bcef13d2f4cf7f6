"""Facts of roles and rhythms: who reports to whom, who may decide, what recurs when."""

from __future__ import annotations

from drillbook.facts.fact import Reader, Value
from drillbook.model.organisation import Authority, Rhythm, Role


def role_facts(read: Reader, role: Role) -> None:
    """Everything a role card states; what is outside the company is nobody's post to know."""
    if role.external:
        return
    read.fact("role_mission", None, [read.text(role.mission)], "mission")
    read.fact("reports_to", None, read.ref(role.reports_to), "reports_to", excluded=read.ref(role.id))
    read.fact("role_kpi", None, read.refs(role.kpis), "kpis")
    for authority in role.authority:
        _authority(read, authority)
    for routine in role.routine:
        read.fact("routine_when", routine, [Value(amount=routine.when)], "when")


def _authority(read: Reader, authority: Authority) -> None:
    relation = "may_decide" if authority.may_decide else "may_not_decide"
    limit = read.texts([authority.limit] if authority.limit else [])
    read.fact(relation, authority, read.ref(read.id), "may_decide", given=limit)
    if not authority.may_decide:
        excluded = read.ref(read.id)
        read.fact("decides_otherwise", authority, read.ref(authority.otherwise), "otherwise", excluded=excluded)


def rhythm_facts(read: Reader, rhythm: Rhythm) -> None:
    """Everything a meeting, report or plan states."""
    lead, others = read.ref(rhythm.lead), read.refs(rhythm.participants)
    read.fact("rhythm_when", None, [Value(amount=rhythm.when)], "when")
    read.fact("rhythm_lead", None, lead, "lead", excluded=others)
    inputs, outputs = read.refs(rhythm.inputs), read.refs(rhythm.outputs)
    read.fact("rhythm_output", None, outputs, "outputs", excluded=inputs)
