"""Who works here: roles, their rhythms, and the two structural kinds parts and industries."""

from typing import Literal

from pydantic import Field

from drillbook.model.base import Entity, Part
from drillbook.model.fields import AnyRef, EntityRef, FormRef, KpiRef, Many, Plain, RoleRef, Text, WhenText


class Responsibility(Part):
    """One thing a role answers for."""

    text: Text = Field(description="The responsibility.")
    sources: Many[Plain] = Field(default=(), description="Where it comes from.")


class Authority(Part):
    """Something a role may decide, or may not decide alone."""

    decision: Text = Field(description="What is decided.")
    may_decide: bool = Field(default=True, description="Whether the role decides alone.")
    limit: Text | None = Field(default=None, description="Up to where, or under which condition.")
    otherwise: RoleRef | None = Field(default=None, description="Who decides beyond that.")
    sources: Many[Plain] = Field(default=(), description="Where it comes from.")


class Routine(Part):
    """What a role does again and again."""

    when: WhenText = Field(description="`every day 8:30`, `every Saturday morning`, `monthly 20`.")
    what: Text = Field(description="What is done.")
    sources: Many[Plain] = Field(default=(), description="Where it comes from.")


class Role(Entity):
    """A role card: what a post is for, whom it reports to, what it may decide."""

    kind: Literal["role"]
    summary: Text = Field(description="The role in one sentence.")
    mission: Text = Field(description="What the role is there for.")
    external: bool = Field(default=False, description="Whether it is outside the company, such as the customer.")
    department: Text | None = Field(default=None, description="The department it belongs to.")
    reports_to: RoleRef | None = Field(default=None, description="The role above it.")
    includes: Many[RoleRef] = Field(
        default=(),
        description="Roles it stands for as well, where it is a name for several, such as the company leaders.",
    )
    responsibilities: tuple[Responsibility, ...] = Field(default=(), description="What it answers for.")
    authority: tuple[Authority, ...] = Field(default=(), description="What it may decide, and what not.")
    kpis: Many[KpiRef] = Field(default=(), description="What it is measured by.")
    routine: tuple[Routine, ...] = Field(default=(), description="Its days, weeks and months.")
    skills: Many[Text] = Field(default=(), description="What one must be able to do.")


class Rhythm(Entity):
    """A meeting, report or plan that comes again and again."""

    kind: Literal["rhythm"]
    type: Literal["meeting", "report", "plan", "review", "training"] = Field(description="What it is.")
    when: WhenText = Field(description="`every day 8:30`, `every Saturday morning`, `monthly 20`.")
    lead: RoleRef = Field(description="Who runs or writes it.")
    participants: Many[RoleRef] = Field(default=(), description="Who takes part or receives it.")
    what: Text = Field(description="What is done.")
    inputs: Many[FormRef] = Field(default=(), description="Forms needed.")
    outputs: Many[FormRef] = Field(default=(), description="Forms made.")


class ManualPart(Entity):
    """A part of the manual: the folder its file lies in."""

    kind: Literal["part"]
    summary: Text = Field(description="One sentence: what the part is about.")
    contents: Many[EntityRef] = Field(
        default=(), description="The playbooks in reading order; those not named follow by file name."
    )


class Industry(Entity):
    """A line of business that playbooks may be restricted to."""

    kind: Literal["industry"]
    examples: Many[Text] = Field(default=(), description="Typical firms or goods.")
    start_with: Many[AnyRef] = Field(default=(), description="What a newcomer of this industry should read first.")
