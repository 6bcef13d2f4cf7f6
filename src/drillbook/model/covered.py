"""What of a manual has items: counts and ids only, never a question or an answer. The site publishes it as ``coverage.json``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, NonNegativeInt

_STRICT = ConfigDict(frozen=True, extra="forbid")


class Counts(BaseModel):
    """How much there is to ask about, and how much of it has items."""

    model_config = _STRICT

    facts: NonNegativeInt = Field(description="Statements that can be asked about.")
    facts_with_items: NonNegativeInt = Field(description="Those of them that an item rests on.")
    items: NonNegativeInt = Field(description="How many items there are.")
    steps: NonNegativeInt = Field(description="Steps of processes.")
    steps_with_items: NonNegativeInt = Field(description="Steps with an item.")
    critical_steps: NonNegativeInt = Field(description="Critical steps.")
    critical_steps_with_two_levels: NonNegativeInt = Field(description="Critical steps with items at two levels.")


class PlaybookCoverage(Counts):
    """What of one playbook has items."""

    id: str = Field(description="The playbook.")
    steps_without_items: tuple[str, ...] = Field(default=(), description="The steps without any item.")
    critical_steps_to_mend: tuple[str, ...] = Field(
        default=(), description="The critical steps without items at two different levels."
    )


class CoverageReport(BaseModel):
    """What of a manual has items."""

    model_config = _STRICT

    total: Counts = Field(description="The sums over all playbooks.")
    playbooks: tuple[PlaybookCoverage, ...] = Field(
        description="Every playbook that states something, in reading order."
    )

    def as_dict(self) -> dict[str, Any]:
        """The report as data."""
        return self.model_dump(mode="json")


def summed(rows: Sequence[Counts]) -> Counts:
    """The sums over several playbooks."""
    return Counts(**{name: sum(getattr(row, name) for row in rows) for name in Counts.model_fields})


def report(rows: Sequence[PlaybookCoverage]) -> CoverageReport:
    """A report of these playbooks."""
    return CoverageReport(total=summed(rows), playbooks=tuple(rows))
