"""Facts of roles and rhythms: who reports to whom, who may decide, what recurs when."""

from __future__ import annotations

from drillbook.facts.fact import Reader, Value
from drillbook.graph import Graph
from drillbook.model.organisation import Authority, Rhythm, Role


def role_facts(read: Reader, role: Role) -> None:
    """Everything a role card states; what is outside the company is nobody's post to know."""
    if role.external:
        return
    read.fact("role_mission", None, [read.text(role.mission)], "mission")
    read.fact("reports_to", None, read.ref(role.reports_to), "reports_to", excluded=read.ref(role.id))
    read.fact("role_kpi", None, read.refs(role.kpis), "kpis")
    if role.department:
        read.fact("role_department", None, [read.text(role.department)], "department")
    near = read.refs(_same_house(read, role)) if role.responsibilities else ()
    for duty in role.responsibilities:
        read.fact("role_duty", duty, read.ref(read.id), "text", excluded=near)
    for authority in role.authority:
        _authority(read, authority)
    for routine in role.routine:
        read.fact("routine_when", routine, [Value(amount=routine.when)], "when")


def namesakes(graph: Graph) -> dict[str, list[str]]:
    """For each role those that may be meant by the same name: who says “the company leaders” may mean the general manager."""
    found: dict[str, list[str]] = {}
    for role in graph.of(Role):
        for other in role.includes:
            id_ = graph.former.get(other, other)
            found.setdefault(role.id, []).append(id_)
            found.setdefault(id_, []).append(role.id)
    return found


def _same_house(read: Reader, role: Role) -> list[str]:
    """The roles that may have a duty of this one too: all but those of another department; of managers all managers."""
    others = [other for other in read.graph.of(Role) if other.id != role.id]
    leading = {read.graph.former.get(r.reports_to, r.reports_to) for r in (role, *others) if r.reports_to}
    return [
        other.id for other in others if not _is_elsewhere(role, other) or (role.id in leading and other.id in leading)
    ]


def _is_elsewhere(role: Role, other: Role) -> bool:
    return bool(role.department and other.department) and role.department != other.department and not other.external


def _authority(read: Reader, authority: Authority) -> None:
    own, otherwise = read.ref(read.id), read.ref(authority.otherwise)
    if not authority.may_decide:
        read.fact("may_not_decide", authority, own, "may_decide")
        read.fact("decides_otherwise", authority, otherwise, "otherwise", excluded=_above(read, authority.otherwise))
        return
    # Whoever stands above may decide as well, though no role card says so; so may any manager of whom that is not known.
    above = (*otherwise, *_above(read, read.id), *read.refs(_managers(read)))
    if authority.limit:
        limit = [read.text(authority.limit)]
        read.fact("may_decide_within", authority, own, "decision", given=limit, excluded=above)
    else:
        read.fact("may_decide", authority, own, "decision", excluded=above)


def _managers(read: Reader) -> list[str]:
    """The roles others report to, but for those below this one."""
    roles = {id_: item.entity for id_, item in read.graph.entities.items() if isinstance(item.entity, Role)}
    managers = dict.fromkeys(read.graph.former.get(r.reports_to, r.reports_to) for r in roles.values() if r.reports_to)
    return [id_ for id_ in managers if id_ != read.id and all(v.id != read.id for v in _above(read, id_))]


def _above(read: Reader, role: str | None) -> tuple[Value, ...]:
    """The superiors of a role, from the next to the last."""
    found: dict[str, tuple[Value, ...]] = {}
    while role and role not in found:
        entity = read.graph.nodes[role].entity if role in read.graph.nodes else None
        role = entity.reports_to if isinstance(entity, Role) else None
        if role:
            role = read.graph.former.get(role, role)
            if role in found:
                break
            found[role] = read.ref(role)
    return tuple(value for values in found.values() for value in values)


def rhythm_facts(read: Reader, rhythm: Rhythm) -> None:
    """Everything a meeting, report or plan states."""
    lead, others = read.ref(rhythm.lead), read.refs(rhythm.participants)
    read.fact("rhythm_when", None, [Value(amount=rhythm.when)], "when")
    read.fact("rhythm_lead", None, lead, "lead", excluded=others)
    inputs, outputs = read.refs(rhythm.inputs), read.refs(rhythm.outputs)
    read.fact("rhythm_output", None, outputs, "outputs", excluded=inputs)
    read.fact("rhythm_input", None, inputs, "inputs", excluded=outputs)
    read.fact("rhythm_participant", None, others, "participants", excluded=lead)
    read.fact("rhythm_what", None, [read.text(rhythm.what)], "what")
