"""What is said to customers: talk tracks and answers to objections."""

from typing import Literal

from pydantic import Field

from drillbook.model.base import Entity, Part
from drillbook.model.fields import Many, Plain, RoleRef, Text, TurnGoto
from drillbook.model.record import Model

ObjectionCategory = Literal[
    "price",
    "trust",
    "need",
    "timing",
    "authority",
    "competitor",
    "product",
    "contract",
    "delivery",
    "after-sales",
    "mindset",
]


class Signal(Model):
    """Something the customer says or shows, and where the talk goes on then."""

    signal: Text = Field(description="What the customer says or shows.")
    goto: TurnGoto = Field(
        description="A turn of this talk track, an objection, another talk track, a process, or `end`."
    )


class Contrast(Part):
    """A bad and a good line side by side."""

    bad: Text = Field(description="What not to say.")
    good: Text = Field(description="What to say instead.")
    why: Text = Field(description="What makes the difference.")


class Turn(Part):
    """One thing our side says, and what to listen for afterwards."""

    title: Text = Field(description="The move in a few words: `先问候再提问`.")
    say: Many[Text] = Field(min_length=1, description="The words; several are alternatives.")
    why: Text | None = Field(default=None, description="Why it is said.")
    listen_for: tuple[Signal, ...] = Field(default=(), description="What the customer may answer, and where it leads.")
    next: TurnGoto | None = Field(
        default=None, description="The turn that follows, when it is not the next in the list; `end` ends the talk."
    )
    note: Text | None = Field(default=None, description="A visible remark.")
    sources: Many[Plain] = Field(default=(), description="Where it comes from.")


class TalkTrack(Entity):
    """A talk track: words for one situation, with branches on what the customer says."""

    kind: Literal["talk-track"]
    summary: Text = Field(description="One sentence: what the talk brings about.")
    goal: Text = Field(description="What is reached when the talk went well.")
    situation: Text = Field(description="When to use it.")
    channel: Literal["face-to-face", "phone", "online", "any"] = Field(default="any", description="How the two talk.")
    turns: tuple[Turn, ...] = Field(min_length=1, description="The turns, in their order.")
    must_say: Many[Text] = Field(default=(), description="What must be said in any case.")
    must_not_say: Many[Text] = Field(default=(), description="What must never be said.")
    contrast: tuple[Contrast, ...] = Field(default=(), description="Bad and good lines side by side.")


class Move(Part):
    """One move of the answer to an objection."""

    move: Text = Field(description="The move's name: `认同感受`.")
    how: Text = Field(description="How it is made.")


class Escalation(Model):
    """When the answer is somebody else's business."""

    when: Text = Field(description="The condition.")
    to: RoleRef = Field(description="The role it is handed to.")


class Objection(Entity):
    """An objection: what is said, what is meant, and how to answer."""

    kind: Literal["objection"]
    category: ObjectionCategory = Field(
        description="What it is about; `mindset` is what our own staff say to themselves."
    )
    raised_by: Literal["customer", "staff"] = Field(default="customer", description="Who says it.")
    says: Many[Text] = Field(
        min_length=1, description="The objection in the speaker's own words, several ways of saying it."
    )
    concern: Text = Field(description="What is really meant.")
    method: Text = Field(description="The name of the method the moves follow.")
    moves: tuple[Move, ...] = Field(min_length=1, description="The moves, in their order.")
    reply: Text = Field(description="A sample answer as one would speak it.")
    do_not_say: Many[Text] = Field(default=(), description="Answers that make it worse.")
    escalate: Escalation | None = Field(default=None, description="When to hand it over, and to whom.")
