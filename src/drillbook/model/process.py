"""A process: what is done, by whom, in which order, until when, with which form and whose approval."""

from typing import Literal

from pydantic import Field

from drillbook.model.base import DeadlineField, Entity, Figure, Part
from drillbook.model.fields import (
    Code,
    FormRef,
    IndustryRef,
    Many,
    ObjectionRef,
    PhaseRef,
    Plain,
    RoleRef,
    StepGoto,
    TalkTrackRef,
    Text,
)
from drillbook.model.record import Model


class Phase(Part):
    """A group of steps that belong together."""

    title: Text = Field(description="What the phase is called.")
    goal: Text | None = Field(default=None, description="What is reached when it is over.")


class Approval(Model):
    """A decision somebody must take before the process goes on."""

    by: Many[RoleRef] = Field(min_length=1, description="Who approves; several stand in the order in which they sign.")
    what: Text = Field(description="What is decided.")
    deadline: DeadlineField | None = Field(default=None, description="Until when the decision must be there.")
    if_refused: StepGoto | None = Field(
        default=None, description="Where it goes on after a no: a step id, another process, or `end`."
    )


class Branch(Model):
    """A way to go on that is taken only under a condition."""

    when: Text = Field(description="The condition.")
    goto: StepGoto = Field(description="A step id, another process, or `end`.")


class Step(Part):
    """One action of one actor."""

    title: Text = Field(description="The step in a few words, beginning with the verb.")
    phase: PhaseRef | None = Field(default=None, description="The id of the phase it belongs to.")
    code: Code | None = Field(default=None, description="The step's code in the source or on paper, such as `E2`.")
    actor: Many[RoleRef] = Field(
        default=(),
        description="The role that does it (required); with several, the first is responsible and the others take part.",
    )
    action: Text = Field(description="What exactly is done.")
    consult: Many[RoleRef] = Field(default=(), description="Roles asked before.")
    inform: Many[RoleRef] = Field(default=(), description="Roles told afterwards.")
    inputs: Many[FormRef] = Field(default=(), description="Forms and documents needed.")
    outputs: Many[FormRef] = Field(default=(), description="Forms and documents filled in or made.")
    deadline: DeadlineField | None = Field(default=None, description="Until when: `当天`, `2-3天`, or with details.")
    approval: Approval | None = Field(default=None, description="The decision needed before the next step.")
    check: Text | None = Field(default=None, description="How anybody can see that the step was done well; measurable.")
    branches: tuple[Branch, ...] = Field(default=(), description="Other ways to go on.")
    next: Many[StepGoto] = Field(
        default=(),
        description="What follows, when it is not the next step in the list; several run side by side; `end` ends the process.",
    )
    do: Many[Text] = Field(default=(), description="Good practice.")
    dont: Many[Text] = Field(default=(), description="Mistakes to avoid.")
    figures: tuple[Figure, ...] = Field(default=(), description="Numbers that hold in this step.")
    talk_tracks: Many[TalkTrackRef] = Field(default=(), description="What to say here.")
    objections: Many[ObjectionRef] = Field(default=(), description="What customers object here.")
    critical: bool = Field(default=False, description="Whether a mistake here costs money, trust or safety.")
    why: Text | None = Field(default=None, description="The reason for the step.")
    note: Text | None = Field(
        default=None, description="A visible remark: inferred, doubtful, contradictory in the source."
    )
    sources: Many[Plain] = Field(default=(), description="Where the step comes from.")


class Difference(Part):
    """What is otherwise in a variant, at one step or for the whole process."""

    step: StepGoto | None = Field(default=None, description="The step of this process that differs.")
    text: Text = Field(description="What is otherwise.")
    actor: Many[RoleRef] = Field(default=(), description="Who does the step there.")
    deadline: DeadlineField | None = Field(default=None, description="The deadline there.")
    sources: Many[Plain] = Field(default=(), description="Where it comes from.")


class Variant(Part):
    """The same process as another industry or another source has it."""

    title: Text = Field(description="What the variant is called.")
    applies_to: Many[IndustryRef] = Field(default=(), description="The industries it is for.")
    summary: Text = Field(description="When to use it.")
    stages: Many[Text] = Field(default=(), description="The names of its stages in their order, where it has others.")
    differs: tuple[Difference, ...] = Field(default=(), description="The differences.")
    sources: Many[Plain] = Field(default=(), description="Where it comes from.")


class Process(Entity):
    """A process (SOP): steps of roles, with branches, approvals and forms."""

    kind: Literal["process"]
    summary: Text = Field(description="One sentence: what the process brings about.")
    purpose: Text = Field(description="Why the process exists.")
    trigger: Text = Field(description="What starts it.")
    outcome: Text | None = Field(default=None, description="What is there at its end.")
    phases: tuple[Phase, ...] = Field(default=(), description="Groups of steps, in their order.")
    steps: tuple[Step, ...] = Field(min_length=1, description="The steps, in their order.")
    do: Many[Text] = Field(default=(), description="Good practice over the whole process.")
    dont: Many[Text] = Field(default=(), description="Mistakes to avoid over the whole process.")
    variants: tuple[Variant, ...] = Field(default=(), description="How other industries or sources do the same.")
