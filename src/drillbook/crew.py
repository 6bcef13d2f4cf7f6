"""Sharing work between forked copies of this process, where the system can: page after page is independent of the others.

Each copy runs the same code and takes the next piece of work when it has done one, so that none waits for a slower one. What a piece
gives, the copy writes into a file. The first process reads it in between its own pieces: what is left to read when the last piece is
done, nobody helps with.
"""

from __future__ import annotations

import gc
import marshal
import os
import signal
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import IO, Any, Final, TypeVar

from drillbook.errors import DrillbookError

FEWEST_PAGES: Final = 64
"""With fewer pages the copying costs more than it saves."""

_MOST_SHARES: Final = 8_000
"""So many numbers of two bytes fit into a pipe that nobody reads yet (64 KB on Linux), with room to spare."""

_FAILED: Final = -1
_BATCH: Final = 8
"""So many pieces are handed over at a time."""
_HEAD: Final = 8
T = TypeVar("T")


@dataclass
class _Copy:
    """What the first process knows of a copy: its number, where it tells what pieces gave, and how much of that was read."""

    process: int
    told: IO[bytes]
    read: int = 0

    def __del__(self) -> None:
        self.told.close()

    def news(self) -> Iterator[dict[int, Any]]:
        """What pieces gave, as far as it has not been read."""
        written = os.fstat(self.told.fileno()).st_size
        while self.read + _HEAD <= written:
            size = int.from_bytes(os.pread(self.told.fileno(), _HEAD, self.read), "little")
            if self.read + _HEAD + size > written:
                return
            data = os.pread(self.told.fileno(), size, self.read + _HEAD)
            self.read += _HEAD + size
            yield marshal.loads(data)


def _tell(told: IO[bytes], given: dict[int, Any]) -> None:
    data = marshal.dumps(given)
    told.write(len(data).to_bytes(_HEAD, "little") + data)
    told.flush()


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
        self._copies: list[_Copy] = []
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
        if size == 1:
            return
        self._shares = _numbers(-(-pieces // self._step))
        sys.stdout.flush()
        sys.stderr.flush()
        gc.freeze()  # a copy that looked through what it shares for garbage would have to copy all of it
        for _ in range(size - 1):
            told = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the object that reads it
            copy = os.fork()
            if copy == 0:
                self.is_copy, self._told, self._copies = True, told, []
                signal.signal(signal.SIGINT, signal.SIG_DFL)
                return
            self._copies.append(_Copy(copy, told))

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
        found: dict[int, T] = {}
        complaints: list[str] = []

        def read(copies: Iterable[_Copy]) -> None:
            for number, given in (each for copy in copies for news in copy.news() for each in news.items()):
                if number == _FAILED:
                    complaints.append(given)
                else:
                    found[number] = unpack(given) if unpack else given

        for number in self._taken():
            found[number] = do(number)
            read(self._copies)
        copies, went_wrong = list(self._copies), self._wait()
        read(copies)
        if went_wrong:
            hint = "A part of the pages could not be made. Run again with DRILLBOOK_JOBS=1 to see why."
            raise DrillbookError("\n".join([hint, *complaints]))
        return found

    def _work_and_end(self, do: Callable[[int], T], pack: Callable[[T], Any] | None, told: IO[bytes]) -> None:
        code = 1
        try:
            given: dict[int, Any] = {}
            for number in self._taken():
                made = do(number)
                given[number] = pack(made) if pack else made
                if len(given) == _BATCH:
                    _tell(told, given)
                    given.clear()
            _tell(told, given)
            code = 0
        except BaseException as error:  # whatever it is, a copy must not go on as if it were the first process
            _tell(told, {_FAILED: f"{type(error).__name__}: {error}"})
        finally:
            os._exit(code)

    def _taken(self) -> Iterator[int]:
        """The pieces of work, by number, that fall to this process: the next one nobody has taken yet, again and again."""
        if self._shares < 0:
            yield from range(self._pieces)
            return
        while taken := os.read(self._shares, 2):
            start = int.from_bytes(taken, "little") * self._step
            yield from range(start, min(start + self._step, self._pieces))

    def _wait(self) -> bool:
        """Waits for the copies; whether one of them failed."""
        went_wrong = False
        while self._copies:
            went_wrong |= os.waitpid(self._copies[0].process, 0)[1] != 0
            del self._copies[0]
        if self._shares >= 0:
            os.close(self._shares)
            self._shares = -1
        return went_wrong


def _numbers(count: int) -> int:
    """The end of a pipe from which every process takes the next number: two bytes are read in one piece or not at all."""
    shares, filling = os.pipe()
    os.write(filling, b"".join(number.to_bytes(2, "little") for number in range(count)))
    os.close(filling)
    return shares
