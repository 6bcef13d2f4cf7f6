"""Sharing work between forked copies of this process, where the system can: page after page is independent of the others.

Each copy runs the same code and takes the next piece of work when it has done one, so that none waits for a slower one; what they
make goes into files, so nothing has to be sent back but what went wrong.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from typing import Final

from drillbook.errors import DrillbookError

FEWEST_PAGES: Final = 64
"""With fewer pages the copying costs more than it saves."""

_MOST_SHARES: Final = 8_000
"""So many numbers of two bytes fit into a pipe that nobody reads yet (64 KB on Linux), with room to spare."""


def processors() -> int:
    """How many processes may work at a time: one where forking is not safe.

    The environment variable ``DRILLBOOK_JOBS`` sets another number.
    """
    if sys.platform != "linux":
        return 1
    wanted = os.environ.get("DRILLBOOK_JOBS", "")
    return int(wanted) if wanted.isdigit() and int(wanted) else min(len(os.sched_getaffinity(0)), 4)


def workers(pages: int, most: int | None = None) -> int:
    """How many processes share so many pages: one where it is not worth it.

    Args:
        pages: How many pages there are.
        most: How many processes there may be; ``processors()`` by default.
    """
    return 1 if pages < FEWEST_PAGES else most or processors()


class Crew:
    """This process and its copies, each with a number from 0; 0 is the one that was there before.

    Args:
        size: How many processes go on from here.
        work: How many pieces of work there are to be shared.
    """

    def __init__(self, size: int, work: int) -> None:
        self.size, self.number = size, 0
        self._work, self._step = work, max(1, -(-work // _MOST_SHARES))
        self._children: list[int] = []
        if size > 1:
            self._shares, self._complaints = _numbers(-(-work // self._step)), os.pipe()
            self._fork()

    def _fork(self) -> None:
        sys.stdout.flush()
        sys.stderr.flush()
        for number in range(1, self.size):
            child = os.fork()
            if child == 0:
                self.number, self._children = number, []
                signal.signal(signal.SIGINT, signal.SIG_DFL)
                break
            self._children.append(child)

    def shares(self) -> Iterator[int]:
        """The pieces of work, by number, that fall to this process: the next one nobody has taken yet, again and again."""
        if self.size == 1:
            yield from range(self._work)
            return
        while taken := os.read(self._shares, 2):
            start = int.from_bytes(taken, "little") * self._step
            yield from range(start, min(start + self._step, self._work))

    def finish(self) -> None:
        """Ends a copy; in the first process, waits for the copies.

        Raises:
            DrillbookError: A copy did not do its share.
        """
        if self.number:
            os._exit(0)
        failed = self._wait()
        if self.size == 1:
            return
        os.close(self._complaints[1])
        with os.fdopen(self._complaints[0], encoding="utf-8", errors="replace") as stream:
            told = stream.read()
        os.close(self._shares)
        if failed:
            hint = "A part of the pages could not be made. Run again with DRILLBOOK_JOBS=1 to see why."
            raise DrillbookError(f"{hint}\n{told}".rstrip())

    def fail(self, error: BaseException | None = None) -> None:
        """Ends a copy that cannot go on; the first process waits, so that nobody writes any more when it clears up."""
        if self.number:
            if error is not None:
                os.write(self._complaints[1], f"{type(error).__name__}: {error}\n".encode(errors="replace")[:4000])
            os._exit(1)
        self._wait()

    def _wait(self) -> bool:
        """Whether a copy failed."""
        codes = [os.waitpid(child, 0)[1] for child in self._children]
        self._children = []
        return any(codes)


def _numbers(count: int) -> int:
    """The end of a pipe from which every process takes the next number: two bytes are read in one piece or not at all."""
    shares, filling = os.pipe()
    os.write(filling, b"".join(number.to_bytes(2, "little") for number in range(count)))
    os.close(filling)
    return shares
