"""Work shared between copies of a process."""

from __future__ import annotations

import errno
import os
import time

import pytest

from drillbook.crew import Crew
from drillbook.errors import DrillbookError

SIZES = (1, 2, 3)


def slow_square(number: int) -> tuple[int, int]:
    """A piece of work, and who did it."""
    time.sleep(0.01)
    return number * number, os.getpid()


@pytest.mark.parametrize("size", SIZES)
def test_pieces_come_in_their_order(size: int) -> None:
    """Whoever does a piece, each comes once and in order; with copies, this process does not do everything itself."""
    with Crew(20, slow_square) as crew:
        crew.start(size)
        found = list(crew.each())
    assert [square for square, _ in found] == [number * number for number in range(20)]
    assert (found[0][1] == os.getpid()) == (size == 1)


@pytest.mark.parametrize("size", SIZES)
def test_the_first_piece_may_be_asked_for_before(size: int) -> None:
    """Asked for by itself, the first piece comes all the same with the others, and is done once."""
    done: list[int] = []
    with Crew(3, lambda number: done.append(number) or number) as crew:
        crew.start(size)
        assert crew.first() == 0
        assert list(crew.each()) == [0, 1, 2]
    assert done.count(0) <= 1


def test_pieces_are_used_while_others_are_made() -> None:
    """The first pieces come before the last ones are done."""
    with Crew(16, slow_square) as crew:
        crew.start(2)
        start = time.perf_counter()
        next(pieces := crew.each())
        first = time.perf_counter() - start
        list(pieces)
        assert first < (time.perf_counter() - start) / 2


def test_a_copy_that_fails_is_told() -> None:
    """What stops a copy stops the whole, with the reason."""

    def failing(number: int) -> int:
        if number == 1:  # in the first share, which a copy takes
            raise ValueError("one is too many")
        time.sleep(0.01)
        return number

    with pytest.raises(DrillbookError, match="one is too many"), Crew(8, failing) as crew:
        crew.start(2)
        list(crew.each())


def test_a_full_disk_is_told_as_one() -> None:
    """A copy that cannot write for lack of room stops the whole with that very error, not with one of its own."""

    def failing(number: int) -> int:
        if number == 1:
            raise OSError(errno.ENOSPC, "No space left on device", "page.html")
        time.sleep(0.01)
        return number

    with pytest.raises(OSError) as caught, Crew(20, failing) as crew:
        crew.start(2)
        crew.finish()
    assert caught.value.errno == errno.ENOSPC
