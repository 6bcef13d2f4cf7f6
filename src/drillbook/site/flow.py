"""The geometry of a process: who does what in which row, and which ways lead where. Drawn by ``swimlane``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from drillbook import ways
from drillbook.model.fields import END
from drillbook.model.process import Process, Step


class Way(NamedTuple):
    """One way from a step to another row.

    Attributes:
        kind: ``next`` the ordinary way, ``branch`` under a condition, ``refused`` after a no.
    """

    source: int
    target: int
    label: str
    kind: Literal["next", "branch", "refused"]


class Flow(NamedTuple):
    """Rows of steps over lanes of roles; the last row is the end.

    Attributes:
        lanes: Role ids in the order in which they first act.
        rows: The steps, one a row.
        ways: How it goes on.
        exits: For each row, the ids of what it leads to outside this process.
    """

    lanes: tuple[str, ...]
    rows: tuple[Step, ...]
    ways: tuple[Way, ...]
    exits: tuple[tuple[str, ...], ...]


def flow_of(process: Process, leads: Mapping[str, Sequence[ways.Way]]) -> Flow:
    """Lays out a process: the rows are the steps as the author wrote them.

    Args:
        process: The process.
        leads: Where it can go after each step, as ``successors`` gives it.
    """
    row = {step.id: index for index, step in enumerate(process.steps)} | {END: len(process.steps)}
    drawn = tuple(
        Way(index, row[way.goto], way.when, way.kind)
        for index, step in enumerate(process.steps)
        for way in leads[step.id]
        if way.goto in row
    )
    exits = tuple(tuple(way.goto for way in leads[step.id] if way.goto not in row) for step in process.steps)
    lanes = dict.fromkeys(step.actor[0] for step in process.steps if step.actor)
    return Flow(tuple(lanes), process.steps, drawn, exits)
