"""Where the time of a build went."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from itertools import pairwise

from drillbook.cli.terminal import err, step_name


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a build.

    Attributes:
        name: What began.
        seconds: How long it took.
        work: Seconds of computing, all processes together.
    """

    name: str
    seconds: float
    work: float


class Stopwatch:
    """Is told what begins, and so knows how long everything took."""

    def __init__(self) -> None:
        self._marks = [("settings", time.perf_counter(), _work())]

    def __call__(self, step: str) -> None:
        """A step begins, and with it the one before ends."""
        self._marks.append((step, time.perf_counter(), _work()))

    def seconds(self) -> float:
        """The time since the start."""
        return time.perf_counter() - self._marks[0][1]

    def finished(self) -> list[Step]:
        """All steps, the last one ending now."""
        marks = [*self._marks, ("", time.perf_counter(), _work())]
        return [Step(a[0], b[1] - a[1], b[2] - a[2]) for a, b in pairwise(marks)]


def _work() -> float:
    """Seconds of computing of this process and of those it has waited for."""
    return sum(os.times()[:4])


def print_profile(steps: list[Step], lang: str) -> None:
    """Prints a table of the steps: seconds, share, computing."""
    from rich.table import Table

    from drillbook.cli.terminal import say

    whole = sum(step.seconds for step in steps) or 1.0
    table = Table(box=None, pad_edge=False)
    for heading in ("step", "seconds", "share", "work"):
        table.add_column(
            say(f"profile_{heading}", lang), no_wrap=True, justify="left" if heading == "step" else "right"
        )
    total = Step("whole", whole, sum(step.work for step in steps))
    for step in (*steps, total):
        name = step_name(step.name, lang)
        table.add_row(name, f"{step.seconds:.2f}", f"{step.seconds / whole:.0%}", f"{step.work:.2f}")
    err().print(table)
