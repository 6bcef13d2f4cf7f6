"""Sharing work between forked copies of this process, where the system can: page after page is independent of the others.

Each copy runs the same code and does only its share; what they make goes into files, so nothing has to be sent back.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import Final

from drillbook.errors import DrillbookError

FEWEST_PAGES: Final = 64
"""With fewer pages the copying costs more than it saves."""


def workers(pages: int) -> int:
    """How many processes share so many pages: one where forking is not safe or not worth it.

    The environment variable ``DRILLBOOK_JOBS`` sets another number.
    """
    if sys.platform != "linux" or pages < FEWEST_PAGES:
        return 1
    wanted = os.environ.get("DRILLBOOK_JOBS", "")
    return int(wanted) if wanted.isdigit() and int(wanted) else min(len(os.sched_getaffinity(0)), 4)


class Crew:
    """This process and its copies, each with a number from 0; 0 is the one that was there before."""

    def __init__(self, size: int) -> None:
        """Forks, so that afterwards ``size`` processes go on from here."""
        self.size, self.number = size, 0
        self._children: list[int] = []
        for number in range(1, size):
            child = os.fork()
            if child == 0:
                self.number, self._children = number, []
                signal.signal(signal.SIGINT, signal.SIG_DFL)
                break
            self._children.append(child)

    def has(self, index: int) -> bool:
        """Whether a piece of work belongs to this process."""
        return index % self.size == self.number

    def finish(self) -> None:
        """Ends a copy; in the first process, waits for the copies.

        Raises:
            DrillbookError: A copy did not do its share.
        """
        if self.number:
            os._exit(0)
        failed = [child for child in self._children if os.waitpid(child, 0)[1]]
        self._children = []
        if failed:
            raise DrillbookError("A part of the pages could not be made. Run again with DRILLBOOK_JOBS=1 to see why.")

    def fail(self) -> None:
        """Ends a copy that cannot go on; the first process waits, so that nobody writes any more when it clears up."""
        if self.number:
            os._exit(1)
        while self._children:
            os.waitpid(self._children.pop(), 0)
