"""What is looked up: policies, models, forms, KPIs and terms."""

from typing import Literal

from pydantic import Field

from drillbook.model.base import Entity, Figure, Part
from drillbook.model.fields import CategoryRef, DurationText, KpiRef, Many, Plain, QuantityText, RoleRef, TermRef, Text
from drillbook.model.record import Model


class Rule(Part):
    """One rule that can be kept or broken."""

    rule: Text = Field(description="The rule, one sentence.")
    modality: Literal["must", "may", "must-not"] = Field(
        default="must", description="Whether it commands, allows or forbids."
    )
    who: Many[RoleRef] = Field(default=(), description="Whom it binds; none means everybody.")
    decides: RoleRef | None = Field(default=None, description="Who may grant an exception or decides.")
    figures: tuple[Figure, ...] = Field(default=(), description="Its numbers and limits.")
    reason: Text | None = Field(default=None, description="Why the rule exists.")
    exceptions: Many[Text] = Field(default=(), description="When it does not hold.")
    do: Many[Text] = Field(default=(), description="How it is kept.")
    dont: Many[Text] = Field(default=(), description="How it is typically broken.")
    critical: bool = Field(default=False, description="Whether breaking it costs money, trust or safety.")
    note: Text | None = Field(default=None, description="A visible remark.")
    sources: Many[Plain] = Field(default=(), description="Where it comes from.")


class Policy(Entity):
    """A policy: numbered rules with figures, reasons and exceptions."""

    kind: Literal["policy"]
    summary: Text = Field(description="One sentence: what the policy settles.")
    purpose: Text | None = Field(default=None, description="Why the policy exists.")
    rules: tuple[Rule, ...] = Field(min_length=1, description="The rules, in their order.")


class Dimension(Part):
    """A question by which categories are compared: a row of the comparison table."""

    title: Text = Field(description="The row's heading.")


class Category(Part):
    """One class, type, style or stage of a model."""

    title: Text = Field(description="What it is called.")
    definition: Text = Field(description="What belongs to it.")
    criteria: Many[Text] = Field(default=(), description="How to recognise it.")
    figures: tuple[Figure, ...] = Field(default=(), description="Its thresholds and frequencies.")
    examples: Many[Text] = Field(default=(), description="Examples.")
    treatment: Many[Text] = Field(default=(), description="What to do with it.")
    compared: dict[str, Text] = Field(
        default_factory=dict, description="Its cell for each dimension: `dimension id: text`."
    )
    note: Text | None = Field(default=None, description="A visible remark.")
    sources: Many[Plain] = Field(default=(), description="Where it comes from.")


class Choice(Part):
    """One line of a decision aid."""

    when: Text = Field(description="What one sees.")
    choose: CategoryRef = Field(description="The category that fits.")


class ConceptModel(Entity):
    """A model: a classification, scale or comparison."""

    kind: Literal["model"]
    summary: Text = Field(description="One sentence: what the model helps to decide.")
    use_when: Text = Field(description="When this model is the right one.")
    complete: bool = Field(default=False, description="Whether every case belongs to exactly one of the categories.")
    ordered: bool = Field(
        default=False, description="Whether the categories stand in a meaningful order (a scale, stages)."
    )
    dimensions: tuple[Dimension, ...] = Field(default=(), description="The rows of the comparison table.")
    categories: tuple[Category, ...] = Field(
        min_length=1, description="The categories: the columns of the comparison table."
    )
    decision_aid: tuple[Choice, ...] = Field(default=(), description="From what one sees to the category.")


class FormField(Part):
    """One field of a form."""

    title: Text = Field(description="The field's label.")
    meaning: Text | None = Field(default=None, description="What is written there.")
    required: bool = Field(default=True, description="Whether it must be filled in.")
    example: Text | None = Field(default=None, description="A filled-in example.")


class Form(Entity):
    """A form or document: its fields, who fills it in, where it goes."""

    kind: Literal["form"]
    filled_by: Many[RoleRef] = Field(default=(), description="Who fills it in.")
    when: Text | None = Field(default=None, description="When it is filled in.")
    goes_to: Many[RoleRef] = Field(default=(), description="Who receives it.")
    kept: DurationText | None = Field(default=None, description="How long it is kept: `3年`.")
    kept_note: Text | None = Field(default=None, description="Where or until which event it is kept.")
    fields: tuple[FormField, ...] = Field(default=(), description="Its fields, in their order.")


class Kpi(Entity):
    """A KPI: how it is calculated, in which unit, who answers for it."""

    kind: Literal["kpi"]
    definition: Text = Field(description="What it measures.")
    formula: Text | None = Field(default=None, description="How it is calculated.")
    unit: Text | None = Field(default=None, description="Its unit.")
    target: QuantityText | None = Field(default=None, description="The value to reach.")
    measured: Literal["day", "week", "month", "quarter", "year"] | None = Field(
        default=None, description="How often it is measured."
    )
    data_source: Text | None = Field(default=None, description="Where the numbers come from.")
    part_of: KpiRef | None = Field(default=None, description="The KPI above it in the tree.")


class Wording(Model):
    """How one language names a term, and which words it must not use for it."""

    forbidden: Many[Plain] = Field(default=(), description="Words not to use for it.")
    abbreviations: Many[Plain] = Field(default=(), description="Short forms.")
    synonyms: Many[Plain] = Field(default=(), description="Words readers may search for.")


class Term(Entity):
    """A term of the glossary; its title is the preferred wording."""

    kind: Literal["term"]
    definition: Text = Field(description="What it means, in one or two sentences.")
    wording: dict[str, Wording] = Field(
        default_factory=dict, description="For each language (`zh-CN`, `en`): forbidden words, abbreviations, synonyms."
    )
    see_also: Many[TermRef] = Field(default=(), description="Related terms.")
