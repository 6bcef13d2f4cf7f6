"""The registers: tables computed over the whole manual."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any, Final

from drillbook.graph import Graph, Node
from drillbook.model import Entity
from drillbook.model.base import Deadline, Figure
from drillbook.model.organisation import Industry, ManualPart, Rhythm, Role
from drillbook.model.process import Process, Variant
from drillbook.model.quiz import Blueprint
from drillbook.model.reference import Form, Kpi, Term, Wording
from drillbook.model.talk import Objection
from drillbook.model.training import OnboardingPath, Scenario
from drillbook.site.page import Draft, has_page
from drillbook.site.raci import process_letters
from drillbook.site.urls import ROWS_PER_PAGE
from drillbook.text import Untranslated

Values = dict[str, Any]


def roles(p: Draft) -> Values:
    """The reporting lines, and roles against processes."""
    everyone = list(p.graph.of(Role))

    def matrix(processes: list[Process]) -> list[tuple[str, list[str]]]:
        letters = [process_letters(process) for process in processes]
        found = [(role.id, [row.get(role.id, "") for row in letters]) for role in everyone]
        return [(role, row) for role, row in found if any(row)]

    chart = _tree([(r.id, r.reports_to) for r in everyone])
    return {"chart": chart, "rows": list(p.graph.of(Process)), "matrix": matrix}


def _tree(pairs: list[tuple[str, str | None]]) -> list[tuple[str, Any]]:
    known = {id_ for id_, _ in pairs}

    def below(top: str | None) -> list[tuple[str, Any]]:
        return [(id_, below(id_)) for id_, parent in pairs if (parent if parent in known else None) == top]

    return below(None)


def forms(p: Draft) -> Values:
    """All forms; which processes use one is looked up when its row is written."""

    def used(form: Form) -> list[str]:
        links = p.graph.links_to.get(form.id, ())
        return list(
            dict.fromkeys(
                link.source
                for link in links
                if link.field in ("inputs", "outputs") and has_page(p.graph.nodes[link.source])
            )
        )

    return {"rows": list(p.graph.of(Form)), "used": used}


def kpis(p: Draft) -> Values:
    """Every KPI; one that is part of another stands below it where it comes right behind it or its other parts."""

    def nested(rows: list[Kpi]) -> list[tuple[Kpi, int]]:
        above: list[str] = []
        found = []
        for kpi in rows:
            while above and above[-1] != kpi.part_of:
                above.pop()
            found.append((kpi, len(above)))
            above.append(kpi.id)
        return found

    return {"rows": list(p.graph.of(Kpi)), "nested": nested}


def deadlines(p: Draft) -> Values:
    """Every deadline of the manual, with where it stands."""
    return {"rows": list(_deadlines(p.graph))}


def figures(p: Draft) -> Values:
    """Every figure of the manual, with where it stands."""
    return {"rows": [(node.part, _place(node)) for node in _figures(p.graph)]}


def _figures(graph: Graph) -> Iterator[Node]:
    for node in graph.nodes.values():
        if isinstance(node.part, Figure) and node.entity.status == "active":
            yield node


def _place(figure: Node) -> str:
    """The part around a figure, which readers know by its title."""
    holder: Any = figure.entity
    entity = part_id = figure.entity.id
    for step in figure.path[:-2]:
        holder = holder[step] if isinstance(step, int) else getattr(holder, step)
        part_id = f"{entity}.{holder.id}" if hasattr(holder, "id") and holder.id != entity else part_id
    return part_id


def _deadlines(graph: Graph) -> Iterator[tuple[str, Deadline, tuple[str, ...], tuple[str, ...]]]:
    for process in graph.of(Process):
        for step in process.steps:
            id_ = graph.nodes[f"{process.id}.{step.id}"].id
            if step.deadline:
                yield id_, step.deadline, step.actor, step.sources
            if step.approval and step.approval.deadline:
                yield id_, step.approval.deadline, step.approval.by, step.sources
        yield from _variant_deadlines(process)


def _variant_deadlines(process: Process) -> Iterator[tuple[str, Deadline, tuple[str, ...], tuple[str, ...]]]:
    variants: tuple[Variant, ...] = process.variants
    for variant in variants:
        for difference in variant.differs:
            if difference.deadline:
                yield f"{process.id}.{variant.id}", difference.deadline, difference.actor, difference.sources


_PERIODS = ("day", "week", "month", "quarter", "year", "as-needed")


def calendar(p: Draft) -> Values:
    """Every rhythm by its period."""

    def place(r: Rhythm) -> tuple[int, ...]:
        return (r.when.weekday or 0, r.when.first_day or 0, r.when.workday or 0, 1 if r.when.edge == "end" else 0)

    rhythms = sorted(p.graph.of(Rhythm), key=place)
    return {
        "periods": [
            (period, found) for period in _PERIODS if (found := [r for r in rhythms if r.when.period == period])
        ]
    }


def glossary(p: Draft) -> Values:
    """All terms with the wording of the page's language."""
    empty = Wording()
    return {"rows": [(term, term.wording.get(p.words.lang, empty)) for term in p.graph.of(Term)]}


def industries(p: Draft) -> Values:
    """What applies to each industry in particular."""
    fits = defaultdict(list)
    for item in p.graph.entities.values():
        for industry in item.entity.applies_to if item.entity.status == "active" else ():
            fits[industry].append(item.entity.id)
    return {"industries": [(i, fits[i.id]) for i in p.graph.of(Industry)]}


def objections(p: Draft) -> Values:
    """Objections by speaker and category."""

    def grouped(rows: list[Objection]) -> list[tuple[str, list[tuple[str, list[Objection]]]]]:
        groups: dict[str, dict[str, list[Objection]]] = {"customer": {}, "staff": {}}
        for objection in rows:
            groups[objection.raised_by].setdefault(objection.category, []).append(objection)
        return [(speaker, list(found.items())) for speaker, found in groups.items() if found]

    rows = [o for _, categories in grouped(list(p.graph.of(Objection))) for _, found in categories for o in found]
    return {"rows": rows, "grouped": grouped}


def quizzes(p: Draft) -> Values:
    """Everything to practise with."""
    return {
        "blueprints": [(quiz, _lacks_questions(p, quiz.id)) for quiz in p.graph.of(Blueprint)],
        "scenarios": list(p.graph.of(Scenario)),
        "paths": list(p.graph.of(OnboardingPath)),
    }


def _lacks_questions(p: Draft, quiz: str) -> bool:
    """Whether nothing that a quiz rests on is translated; where all playbooks are, that need not be found out, which takes long."""
    if not any(isinstance(item.entity.title, Untranslated) for item in p.graph.loaded):
        return False
    form = p.form(quiz)
    return form is not None and not form.items


REGISTERS: dict[str, Callable[[Draft], Values]] = {
    "roles": roles,
    "forms": forms,
    "objections": objections,
    "kpis": kpis,
    "deadlines": deadlines,
    "figures": figures,
    "calendar": calendar,
    "glossary": glossary,
    "industries": industries,
    "quizzes": quizzes,
}
"""Name -> what its template needs. The sources have pages of their own."""

PAGED: Final = {
    **dict.fromkeys(("roles", "forms", "deadlines", "figures", "glossary", "kpis"), ROWS_PER_PAGE),
    "objections": 100,
}
"""The registers whose ``rows`` are spread over pages, with how many a page has; the others are made when they are written."""

_MOST_PARTS: Final = 40
"""How many parts the home page shows with what lies in them; of more, it shows those at the top."""


_FOR_MANAGERS: Final = ("roles", "deadlines", "figures", "calendar", "forms", "kpis", "sources")
_OF_ENTITIES: Final[dict[str, type[Entity]]] = {
    "calendar": Rhythm,
    "forms": Form,
    "kpis": Kpi,
    "glossary": Term,
    "objections": Objection,
}
_OF_PARTS: Final[dict[str, Callable[[Graph], Iterator[object]]]] = {"deadlines": _deadlines, "figures": _figures}


def _holds(graph: Graph, name: str) -> bool:
    """Whether a register has anything to show; those of neither sort always have."""
    if name in _OF_ENTITIES:
        return any(True for _ in graph.of(_OF_ENTITIES[name]))
    return name not in _OF_PARTS or any(True for _ in _OF_PARTS[name](graph))


def home(p: Draft) -> Values:
    """Three doors, to what there is, and ways in by role, part and industry."""
    root = p.root
    register = {name: (f"{root}reference/{name}.html", p.words[f"register_{name}"]) for name in (*REGISTERS, "sources")}
    first = [(p.url(path.id), p.title(path.id)) for path in p.graph.of(OnboardingPath)]
    parts = list(p.graph.of(ManualPart))
    if len(parts) > _MOST_PARTS:
        parts = [part for part in parts if p.graph.part_for(p.graph.entities[part.id]) is None]
    new_hire = [
        *first,
        *((p.url(parts[0].id), p.title(parts[0].id)) for _ in parts[:1]),
        *(register[name] for name in ("glossary", "objections") if _holds(p.graph, name)),
        (f"{root}practice/drill.html", p.words["practice_drill"]),
        (f"{root}practice/cards.html", p.words["practice_cards"]),
    ]
    trainer = [register["quizzes"], *((p.url(s.id), p.title(s.id)) for s in list(p.graph.of(Scenario))[:3])]
    manager = [register[name] for name in _FOR_MANAGERS if _holds(p.graph, name)]
    manager += [(f"{root}print/index.html", p.words["print_door"])] if p.printed else []
    manager += [(f"{root}print/manual.pdf", p.words["print_pdf"])] if p.pdf else []
    return {
        "doors": [("new_hire", new_hire), ("trainer", trainer), ("manager", manager)],
        "has_path": bool(first),
        "roles": [role for role in p.graph.of(Role) if not role.external],
        "parts": parts,
        "industries": list(p.graph.of(Industry)),
    }
