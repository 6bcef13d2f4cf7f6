"""Facts of what is looked up: rules, categories, figures, forms, KPIs and terms."""

from __future__ import annotations

import re

from drillbook.facts.fact import Reader, Value, in_this_order
from drillbook.model.base import Entity, Figure
from drillbook.model.reference import Category, ConceptModel, Form, Kpi, Policy, Rule, Term
from drillbook.model.walk import Path, parts_of

# A cell that only says it is empty states nothing worth asking.
_SAYS_NOTHING = re.compile(
    r"(?:无|没有|未单列|未列出?|没有列出|not listed(?: separately)?|none|n/a|[—–-])[。.]?", re.IGNORECASE
)
# Nobody has to know a figure that only illustrates; “regularly” is right at any time.
_ONLY_AN_EXAMPLE = re.compile(r"[（(](?:例|例示|示例|推算|example|derived)[）)]", re.IGNORECASE)
_AT_ANY_TIME = re.compile(
    r"(?:定期|不定期|随时|按计划周期|按需|需要时|regularly|at any time|as needed)[。.]?", re.IGNORECASE
)


def policy_facts(read: Reader, policy: Policy) -> None:
    """Everything a policy states."""
    if policy.purpose:
        read.fact("policy_purpose", None, [read.text(policy.purpose)], "purpose")
    for rule in policy.rules:
        _rule(read, rule)


def _rule(read: Reader, rule: Rule) -> None:
    modality = Value(word=f"quiz_modality_{rule.modality.replace('-', '_')}")
    read.fact("rule_modality", rule, [modality], "modality", critical=rule.critical)
    decides, bound = read.ref(rule.decides), read.refs(rule.who)
    read.fact("rule_decides", rule, decides, "decides", excluded=bound, critical=rule.critical)
    if rule.reason:
        read.fact("rule_reason", rule, [read.text(rule.reason)], "reason", critical=rule.critical)
    read.fact("rule_exception", rule, read.texts(rule.exceptions), "exceptions", critical=rule.critical)
    read.fact("rule_do", rule, read.texts(rule.do), "do", critical=rule.critical)
    read.fact("rule_dont", rule, read.texts(rule.dont), "dont", critical=rule.critical)


def model_facts(read: Reader, model: ConceptModel) -> None:
    """Everything a model states."""
    read.fact("model_use_when", None, [read.text(model.use_when)], "use_when")
    titles = {dimension.id: read.text(dimension.title) for dimension in model.dimensions}
    for category in model.categories:
        _category(read, category, titles)
    for choice in model.decision_aid:
        given = [read.text(choice.when)]
        read.fact("category_choice", choice, read.way(choice.choose), "choose", given=given)
    categories = read.parts(model.categories)
    if model.ordered and len(categories) > 2:
        read.fact("categories_order", None, categories, "categories", before=in_this_order(categories))


def _category(read: Reader, category: Category, dimensions: dict[str, Value]) -> None:
    read.fact("category_definition", category, [read.text(category.definition)], "definition")
    read.fact("category_criterion", category, read.texts(category.criteria), "criteria")
    read.fact("category_treatment", category, read.texts(category.treatment), "treatment")
    read.fact("category_example", category, read.texts(category.examples), "examples")
    for id_, cell in category.compared.items():
        if id_ in dimensions and not _SAYS_NOTHING.fullmatch(cell) and not _ONLY_AN_EXAMPLE.search(cell):
            values, given = [read.text(cell)], [dimensions[id_]]
            read.fact("category_compared", category, values, "compared", given=given, qualifier=id_)


def form_facts(read: Reader, form: Form) -> None:
    """Everything a form states."""
    filled_by, goes_to = read.refs(form.filled_by), read.refs(form.goes_to)
    read.fact("form_filled_by", None, filled_by, "filled_by", excluded=goes_to)
    read.fact("form_goes_to", None, goes_to, "goes_to", excluded=filled_by)
    if form.when and not _AT_ANY_TIME.fullmatch(form.when):
        read.fact("form_when", None, [read.text(form.when)], "when")
    if form.kept:
        read.fact("form_kept", None, [Value(amount=form.kept, is_length=True)], "kept")
    if form.kept_note:
        read.fact("form_kept_where", None, [read.text(form.kept_note)], "kept_note")
    read.fact("form_field", None, read.parts(form.fields), "fields")
    for field in form.fields:
        if field.meaning:
            read.fact("field_meaning", field, [read.text(field.meaning)], "meaning")
        read.fact("field_required", field, [Value(word=f"quiz_field_{str(field.required).lower()}")], "required")


def kpi_facts(read: Reader, kpi: Kpi) -> None:
    """Everything a KPI states."""
    read.fact("kpi_definition", None, [read.text(kpi.definition)], "definition")
    if kpi.formula:
        read.fact("kpi_formula", None, [read.text(kpi.formula)], "formula")
    if kpi.target:
        unit = read.text(kpi.unit) if kpi.unit and not kpi.target.is_percent else Value()
        read.fact("kpi_target", None, [Value(unit.text, amount=kpi.target, state=unit.state)], "target")
    if kpi.measured:
        read.fact("kpi_measured", None, [Value(word=f"every_{kpi.measured}")], "measured")
    if kpi.data_source:
        read.fact("kpi_source", None, [read.text(kpi.data_source)], "data_source")
    read.fact("kpi_part_of", None, read.ref(kpi.part_of), "part_of", excluded=read.ref(kpi.id))


def term_facts(read: Reader, term: Term) -> None:
    """Everything a term states."""
    read.fact("term_definition", None, [read.text(term.definition)], "definition")


def figure_facts(read: Reader, entity: Entity) -> None:
    """The figures of an entity of any kind; each is shown where the part that holds it is."""
    holders: list[tuple[Path, str, bool]] = [((), read.id, False)]
    for path, part in parts_of(entity):
        if isinstance(part, Figure) and _ONLY_AN_EXAMPLE.search(part.name):
            continue
        if not isinstance(part, Figure):
            holders.append((path, read.node(part), getattr(part, "critical", False)))
            continue
        _, place, critical = max((h for h in holders if path[: len(h[0])] == h[0]), key=lambda h: len(h[0]))
        unit = read.text(part.unit) if part.unit else Value()
        value = Value(unit.text, amount=part.value, state=unit.state)
        # Steps and categories may all have a figure of the same name: their title belongs to the statement.
        holder = getattr(read.graph.nodes[place].part, "title", None)
        relation, given = ("part_figure", [read.text(holder)]) if holder else ("figure_value", [])
        read.fact(relation, part, [value], "value", given=given, critical=critical, place=place)
