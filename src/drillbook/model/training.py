"""What training is made of besides quizzes: scenarios, rubrics and onboarding paths."""

from typing import Literal

from pydantic import Field

from drillbook.model.base import Entity, Part
from drillbook.model.fields import AnyRef, DurationText, Many, ObjectionRef, RoleRef, RubricRef, TalkTrackRef, Text
from drillbook.model.record import Model


class Scenario(Entity):
    """A role-play: what both sides know, and what only one of them knows."""

    kind: Literal["scenario"]
    summary: Text = Field(description="One sentence: what is practised.")
    situation: Text = Field(description="What both sides know.")
    trainee_role: RoleRef = Field(description="The role the trainee plays.")
    trainee_brief: Text = Field(description="What the trainee is told and must reach.")
    customer_brief: Text = Field(description="What only the customer's side knows.")
    customer_lines: Many[Text] = Field(default=(), description="What the customer says in the course of the talk.")
    duration: DurationText | None = Field(default=None, description="How long it takes.")
    practises: Many[AnyRef] = Field(default=(), description="The steps, rules and playbooks it practises.")
    talk_tracks: Many[TalkTrackRef] = Field(default=(), description="The talk tracks it practises.")
    objections: Many[ObjectionRef] = Field(default=(), description="The objections that come up.")
    rubric: RubricRef = Field(description="The rubric it is scored with.")


class RubricLevel(Model):
    """What is seen at one score of a criterion."""

    score: int = Field(ge=0, le=10, description="The points.")
    behaviour: Text = Field(description="What the trainee visibly does.")


class Criterion(Part):
    """One thing an observer scores."""

    title: Text = Field(description="What is observed.")
    critical: bool = Field(default=False, description="Whether nobody passes without it.")
    levels: tuple[RubricLevel, ...] = Field(
        min_length=2, description="The scores, each with the behaviour that earns it."
    )


class Rubric(Entity):
    """A rubric: what is scored, with the behaviour that earns each score."""

    kind: Literal["rubric"]
    criteria: tuple[Criterion, ...] = Field(min_length=1, description="What is scored.")
    cut_score: int | None = Field(default=None, ge=0, description="The least sum that passes.")

    @property
    def best(self) -> int:
        """The highest sum there can be."""
        return sum(max(level.score for level in criterion.levels) for criterion in self.criteria)


class PathItem(Part):
    """One thing to do on the way."""

    do: Literal["read", "practise", "quiz", "role-play", "shadow", "sign-off"] = Field(
        description="What kind of thing."
    )
    link: AnyRef | None = Field(default=None, description="The playbook, step, scenario or blueprint.")
    text: Text | None = Field(default=None, description="What exactly, when the link does not say it all.")
    evidence: Text | None = Field(default=None, description="What shows that it was done.")
    signer: RoleRef | None = Field(default=None, description="Who confirms it.")


class Milestone(Part):
    """A day by which several things are done."""

    day: int = Field(ge=1, le=400, description="The day, counted from the first.")
    title: Text = Field(description="What the milestone is called.")
    goal: Text = Field(description="What the newcomer can do by then.")
    items: tuple[PathItem, ...] = Field(min_length=1, description="What is to be done.")


class OnboardingPath(Entity):
    """The way of a newcomer into a role, by days."""

    kind: Literal["path"]
    summary: Text = Field(description="One sentence: for whom and how long.")
    role: RoleRef = Field(description="The role it leads to.")
    milestones: tuple[Milestone, ...] = Field(min_length=1, description="The milestones, in their order.")
