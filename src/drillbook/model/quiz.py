"""What authors write for quizzes: blueprints, and items of their own beside the generated ones."""

from typing import ClassVar, Literal

from pydantic import Field

from drillbook.model.base import Entity
from drillbook.model.fields import AnyRef, DurationText, Many, Plain, Text
from drillbook.model.item import ItemType, Level
from drillbook.model.record import Model

Origin = Literal["generated", "written"]


class Draw(Model):
    """One row of a blueprint: so many items of this type and level, from here."""

    count: int = Field(ge=1, le=200, description="How many items.")
    type: ItemType | None = Field(default=None, description="The type of the items; any, when it is left out.")
    level: Level | None = Field(default=None, description="What the items ask for; any, when it is left out.")
    origin: Origin | None = Field(
        default=None,
        description="Only items made from the manual, or only those written by hand; either, when it is left out.",
    )
    covers: Many[AnyRef] = Field(
        default=(),
        description="Only from these parts of the manual, playbooks or steps; else from all the blueprint covers.",
    )


class Blueprint(Entity):
    """A blueprint: what a quiz draws from the bank."""

    kind: Literal["blueprint"]
    summary: Text = Field(description="One sentence: what the quiz tells you.")
    covers: Many[AnyRef] = Field(min_length=1, description="The parts of the manual and the playbooks it draws from.")
    draw: tuple[Draw, ...] = Field(min_length=1, description="The rows: how many items of which type and level.")
    cut_score: int = Field(default=80, ge=0, le=100, description="Per cent of the points needed to pass.")
    all_critical: bool = Field(
        default=False, description="Whether every item on a critical step or rule must be right to pass."
    )
    time_limit: DurationText | None = Field(
        default=None,
        description="How long learners should need, shown to them and on the sheets: `20分钟`. Nobody is stopped.",
    )
    forms: int = Field(
        default=1, ge=1, le=8, description="How many forms of equal composition there are: 3 gives A, B and C."
    )
    seed: Plain = Field(default="1", description="Any word; another one draws other forms.")

    @property
    def total(self) -> int:
        """The number of items in a form."""
        return sum(row.count for row in self.draw)


class WrittenOption(Model):
    """Something offered in a hand-written item."""

    text: Text = Field(description="What the learner reads.")
    key: bool = Field(default=False, description="Whether choosing it is right.")
    rationale: Text = Field(description="Why it is right or wrong; shown after answering.")
    link: AnyRef | None = Field(default=None, description="What proves the rationale; else the first of `tests`.")


class WrittenPair(Model):
    """A prompt with the option that belongs to it."""

    prompt: Text = Field(description="What is to be matched or classified.")
    option: Text = Field(description="What belongs to it; several pairs may share a category.")
    rationale: Text = Field(description="Why they belong together; shown after answering.")
    link: AnyRef | None = Field(default=None, description="What proves the rationale; else the first of `tests`.")


class WrittenItem(Entity):
    """A hand-written item: a question no fact of the manual can make, kept true by what it tests."""

    is_shown: ClassVar[bool] = False

    kind: Literal["item"]
    type: ItemType = Field(description="The type of the item.")
    level: Level = Field(default="judge", description="What it asks for: `recall`, `apply` or `judge`.")
    stem: Text = Field(description="The asking text; for `cloze` with the gap `____`.")
    options: tuple[WrittenOption, ...] = Field(
        default=(),
        description="The choices; for `ordering` and `find_mistake` in their order; for `cloze` the full answer.",
    )
    pairs: tuple[WrittenPair, ...] = Field(
        default=(), description="For `matching` and `classification`: what belongs together."
    )
    accept: Many[Text] = Field(default=(), description="For `cloze`: every answer that counts as right.")
    tests: Many[AnyRef] = Field(min_length=1, description="The steps, rules or playbooks it rests on.")
    reviewed: Plain | None = Field(
        default=None,
        description="The mark of what it rests on when it was last read through; `drillbook check` tells it.",
    )
    critical: bool = Field(default=False, description="Whether mistakes here cost money, trust or safety.")
