"""Sharing work between forked copies of this process, where the system can: page after page is independent of the others.

Each copy runs the same code and takes the next piece of work when it has done one, so that none waits for a slower one. What a piece
gives, the copy writes into a file, which the first process reads when the copy has ended.
"""

from __future__ import annotations

import gc
import marshal
import os
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from typing import IO, Any, Final, TypeVar

from drillbook.errors import DrillbookError

FEWEST_PAGES: Final = 64
"""With fewer pages the copying costs more than it saves."""

_MOST_SHARES: Final = 8_000
"""So many numbers of two bytes fit into a pipe that nobody reads yet (64 KB on Linux), with room to spare."""

_FAILED: Final = -1
T = TypeVar("T")


def processors() -> int:
    """How many processes may work at a time: one where forking is not safe.

    The environment variable ``DRILLBOOK_JOBS`` sets another number.
    """
    if sys.platform != "linux":
        return 1
    wanted = os.environ.get("DRILLBOOK_JOBS", "")
    return int(wanted) if wanted.isdigit() and int(wanted) else min(len(os.sched_getaffinity(0)), 4)


def workers(pieces: int) -> int:
    """How many processes share so many pieces of work: one where it is not worth it."""
    return 1 if pieces < FEWEST_PAGES else processors()


class Crew:
    """This process and its copies.

    As a context, it waits for the copies when something fails, so that nobody writes any more when the first process clears up.

    Attributes:
        is_copy: Whether this process is a copy.
    """

    def __init__(self) -> None:
        self.is_copy = False
        self._pieces, self._step, self._shares = 0, 1, -1
        self._copies: dict[int, IO[bytes]] = {}
        self._told: IO[bytes] | None = None

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *failure: object) -> None:
        self._wait()

    def start(self, size: int, pieces: int) -> None:
        """Makes the copies; from here on, so many processes run the same code.

        Args:
            size: How many processes.
            pieces: How many pieces of work are to be shared.
        """
        self._pieces, self._step = pieces, max(1, -(-pieces // _MOST_SHARES))
        if size > 1:
            self._shares = _numbers(-(-pieces // self._step))
        sys.stdout.flush()
        sys.stderr.flush()
        gc.freeze()  # a copy that looked through what it shares for garbage would have to copy all of it
        for _ in range(size - 1):
            told = tempfile.TemporaryFile()  # noqa: SIM115 - closed when it was read
            copy = os.fork()
            if copy == 0:
                self.is_copy, self._told, self._copies = True, told, {}
                signal.signal(signal.SIGINT, signal.SIG_DFL)
                return
            self._copies[copy] = told

    def work(
        self, do: Callable[[int], T], pack: Callable[[T], Any] | None = None, unpack: Callable[[Any], T] | None = None
    ) -> dict[int, T]:
        """Does this process's share. A copy ends here; the first process waits for the copies.

        Args:
            do: Does a piece, given by its number. What it gives must be a thing ``marshal`` can write, unless there is ``pack``.
            pack: Makes it one, in a copy.
            unpack: Undoes that, in the first process.

        Returns:
            What each piece gave.

        Raises:
            DrillbookError: A copy did not do its share.
        """
        if self._told:
            self._work_and_end(do, pack, self._told)
        found = {number: do(number) for number in self._taken()}
        for given, went_wrong in self._wait():
            if went_wrong:
                hint = "A part of the pages could not be made. Run again with DRILLBOOK_JOBS=1 to see why."
                raise DrillbookError(f"{hint}\n{given.get(_FAILED, '')}".rstrip())
            found |= {number: unpack(each) for number, each in given.items()} if unpack else given
        return found

    def _work_and_end(self, do: Callable[[int], T], pack: Callable[[T], Any] | None, told: IO[bytes]) -> None:
        code = 1
        try:
            given: dict[int, Any] = {}
            for number in self._taken():
                made = do(number)
                given[number] = pack(made) if pack else made
            told.write(marshal.dumps(given))
            code = 0
        except BaseException as error:  # whatever it is, a copy must not go on as if it were the first process
            told.write(marshal.dumps({_FAILED: f"{type(error).__name__}: {error}"}))
        finally:
            told.flush()
            os._exit(code)

    def _taken(self) -> Iterator[int]:
        """The pieces of work, by number, that fall to this process: the next one nobody has taken yet, again and again."""
        if self._shares < 0:
            yield from range(self._pieces)
            return
        while taken := os.read(self._shares, 2):
            start = int.from_bytes(taken, "little") * self._step
            yield from range(start, min(start + self._step, self._pieces))

    def _wait(self) -> list[tuple[dict[int, Any], bool]]:
        """Waits for the copies; what the pieces of each gave, and whether it failed."""
        found = []
        while self._copies:
            copy, told = next(iter(self._copies.items()))
            went_wrong = os.waitpid(copy, 0)[1] != 0
            del self._copies[copy]
            with told:
                told.seek(0)
                found.append((marshal.loads(told.read() or marshal.dumps({})), went_wrong))
        if self._shares >= 0:
            os.close(self._shares)
            self._shares = -1
        return found


def _numbers(count: int) -> int:
    """The end of a pipe from which every process takes the next number: two bytes are read in one piece or not at all."""
    shares, filling = os.pipe()
    os.write(filling, b"".join(number.to_bytes(2, "little") for number in range(count)))
    os.close(filling)
    return shares
