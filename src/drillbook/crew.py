"""Sharing work between forked copies of this process, where the system can: page after page is independent of the others.

Each copy runs the same code and takes the next share of the work when it has done one; shares become smaller, so that in the end none
waits for a slower one. What a piece gives, the copy writes into a file. The first process reads it in between its own pieces: what is left to read when the last piece is
done, nobody helps with.
"""

from __future__ import annotations

import gc
import marshal
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO, Any, Final, Generic, NoReturn, TypeVar

from drillbook.errors import DrillbookError
from drillbook.rules import Phrase
from drillbook.storage.whole import DISK_FULL

FEWEST_PAGES: Final = 64
"""With fewer pages the copying costs more than it saves."""

_FAILED: Final = -1
_HEAD: Final = 8
_PAUSE: Final = 0.002
"""Seconds between two looks at what a copy has told."""
T = TypeVar("T")


@dataclass
class _Copy:
    """What the first process knows of a copy: its number, where it tells what pieces gave, and how much of that was read."""

    process: int
    told: IO[bytes]
    read: int = 0
    is_done: bool = False
    has_failed: bool = False

    def __del__(self) -> None:
        self.told.close()

    def news(self) -> Iterator[tuple[int, Any]]:
        """What pieces gave, by number, as far as it has not been read."""
        written = os.fstat(self.told.fileno()).st_size
        while self.read + _HEAD <= written:
            size = int.from_bytes(os.pread(self.told.fileno(), _HEAD, self.read), "little")
            if self.read + _HEAD + size > written:
                return
            data = os.pread(self.told.fileno(), size, self.read + _HEAD)
            self.read += _HEAD + size
            yield marshal.loads(data)

    def wait(self, how: int = 0) -> None:
        """Waits for its end, or only looks (``os.WNOHANG``)."""
        if not self.is_done:
            process, status = os.waitpid(self.process, how)
            self.is_done, self.has_failed = process != 0, status != 0


def _tell(told: IO[bytes], number: int, given: Any) -> None:
    data = marshal.dumps((number, given))
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


class Crew(Generic[T]):
    """This process and its copies.

    As a context, it ends the copies that are not done, so that nobody writes any more when something fails and is cleared up.

    Args:
        pieces: How many pieces of work are to be shared.
        do: Does a piece, given by its number. What it gives must be a thing ``marshal`` can write, unless there is ``pack``.
        pack: Makes it one, in a copy.
        unpack: Undoes that, in the first process.
    """

    def __init__(
        self,
        pieces: int,
        do: Callable[[int], T],
        pack: Callable[[T], Any] | None = None,
        unpack: Callable[[Any], T] | None = None,
    ) -> None:
        self._cuts, self._shares = [0, pieces], -1
        self._do, self._pack, self._unpack = do, pack, unpack
        self._copies: list[_Copy] = []
        self._found: dict[int, T] = {}
        self._complaints: list[tuple[int, str]] = []

    def __enter__(self) -> Crew[T]:
        return self

    def __exit__(self, *failure: object) -> None:
        for copy in self._copies:
            if not copy.is_done:
                os.kill(copy.process, signal.SIGKILL)
            copy.wait()
        self._close()

    def start(self, size: int) -> None:
        """Makes the copies; each does its share and ends within.

        Args:
            size: How many processes work, this one included.
        """
        if size == 1:
            return
        self._cuts = _cuts(self._cuts[-1], size)
        self._shares = _numbers(len(self._cuts) - 1)
        sys.stdout.flush()
        sys.stderr.flush()
        gc.freeze()  # a copy that looked through what it shares for garbage would have to copy all of it
        for _ in range(size - 1):
            told = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the object that reads it
            copy = os.fork()
            if copy == 0:
                for number in (signal.SIGINT, signal.SIGTERM):
                    signal.signal(number, signal.SIG_DFL)
                self._work_and_end(told)
            self._copies.append(_Copy(copy, told))

    def first(self) -> T:
        """What the first piece gives. The copies begin with it: this process does it only where there are none.

        Raises:
            DrillbookError: A copy has failed.
        """
        if not self._copies and 0 not in self._found:
            self._found[0] = self._do(0)
        while 0 not in self._found:
            self._look()
        return self._found[0]

    def _look(self) -> None:
        """Waits a moment for what copies tell."""
        time.sleep(_PAUSE)
        for copy in self._copies:
            copy.wait(os.WNOHANG)
        self._read()
        if any(copy.has_failed for copy in self._copies):
            self._complain()

    def each(self) -> Iterator[T]:
        """Yields what each piece gives, in their order, as soon as it is there, and lets go of it.

        Where that is not yet so, this process does another piece meanwhile, but for the first, with which a copy begins.

        Raises:
            DrillbookError: A copy did not do its share.
            OSError: A copy found the disk full.
        """
        self.first()
        own = self._taken() if self._copies else iter(range(1, self._cuts[-1]))
        for number in range(self._cuts[-1]):
            self._read()
            while number not in self._found:
                self._help(own)
            yield self._found.pop(number)
        if self._copies:
            self.finish()

    def _help(self, own: Iterator[int]) -> None:
        """Does a piece nobody has taken; waits a moment where there is none."""
        number = next(own, None)
        if number is None:
            self._look()
        else:
            self._found[number] = self._do(number)
            self._read()

    def finish(self) -> dict[int, T]:
        """Does this process's share and waits for the copies.

        Returns:
            What each piece gave.

        Raises:
            DrillbookError: A copy did not do its share.
        """
        for number in self._taken():
            if number not in self._found:
                self._found[number] = self._do(number)
            self._read()
        for copy in self._copies:
            copy.wait()
        self._read()
        self._close()
        if any(copy.has_failed for copy in self._copies):
            self._complain()
        return self._found

    def _read(self) -> None:
        for number, given in (news for copy in self._copies for news in copy.news()):
            if number == _FAILED:
                self._complaints.append(given)
            else:
                self._found[number] = self._unpack(given) if self._unpack else given

    def _complain(self) -> NoReturn:
        for reason, _ in self._complaints:
            if reason in DISK_FULL:
                raise OSError(reason, os.strerror(reason))
        told = [text for _, text in self._complaints]
        hint = "A part of the pages could not be made. Run again with DRILLBOOK_JOBS=1 to see why."
        hint_zh = "有一部分页面没能生成。设 DRILLBOOK_JOBS=1 再运行一次，可以看到原因。"
        raise DrillbookError(Phrase("\n".join([hint, *told]), "\n".join([hint_zh, *told])))

    def _work_and_end(self, told: IO[bytes]) -> NoReturn:
        code = 1
        try:
            for number in self._taken():
                made = self._do(number)
                _tell(told, number, self._pack(made) if self._pack else made)
            code = 0
        except BaseException as error:  # whatever it is, a copy must not go on as if it were the first process
            reason = error.errno if isinstance(error, OSError) else None
            _tell(told, _FAILED, (reason or 0, f"{type(error).__name__}: {error}"))
        finally:
            os._exit(code)

    def _taken(self) -> Iterator[int]:
        """The pieces of work, by number, that fall to this process: those of the next share nobody has taken yet, again and again."""
        if self._shares < 0:
            yield from range(self._cuts[-1])
            return
        while taken := os.read(self._shares, 2):
            share = int.from_bytes(taken, "little")
            yield from range(self._cuts[share], self._cuts[share + 1])

    def _close(self) -> None:
        if self._shares >= 0:
            os.close(self._shares)
            self._shares = -1


def _cuts(pieces: int, size: int) -> list[int]:
    """Where shares begin, and the end of the last: each is a part of what is left, down to single pieces.

    Neighbouring pieces have much in common, and who does them one after the other works it out once.
    """
    cuts = [0]
    while cuts[-1] < pieces:
        cuts.append(cuts[-1] + max(1, (pieces - cuts[-1]) // (2 * size)))
    return cuts


def _numbers(count: int) -> int:
    """The end of a pipe from which every process takes the next number: two bytes are read in one piece or not at all."""
    shares, filling = os.pipe()
    os.write(filling, b"".join(number.to_bytes(2, "little") for number in range(count)))
    os.close(filling)
    return shares
