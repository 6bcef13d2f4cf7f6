"""Lists that grow with the manual: short where they belong, whole on pages of their own, so that every page stays light."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, Final, TypeAlias

from drillbook.site.urls import page_suffix

MOST_SHOWN: Final = 40
"""How many entries a page names of what may be hundreds."""

LIST_ROWS: Final = 200
"""How many entries a page has that is nothing but a list."""

Line: TypeAlias = tuple[str, str]
"""The id of what is linked, and a few words on it."""

Pager: TypeAlias = list[tuple[str, str, bool]]
"""Address, number and whether it is this one, of pages of a list; an address is empty where pages are left out."""

_ALL_NAMED: Final = 12
"""Of so many pages each is named; of more, those around this one, the ends, and some on the way there."""


def pager(address: Callable[[int], str], count: int, here: int) -> Pager:
    """What leads from one page of a list to the others; nothing where there is only one.

    It hardly grows with the list, and every page is a few steps away.

    Args:
        address: Gives the address of a page, by its number.
        count: How many pages there are.
        here: The number of this page.
    """
    if count == 1:
        return []
    found: Pager = []
    last = 0
    for number in _named(count, here):
        if number - last == 2:  # a gap of one page is no shorter than the page
            found.append((address(last + 1), str(last + 1), False))
        elif number - last > 2:
            found.append(("", "…", False))
        found.append((address(number), str(number), number == here))
        last = number
    return found


def _named(count: int, here: int) -> list[int]:
    """The numbers of the pages that a page names."""
    if count <= _ALL_NAMED:
        return list(range(1, count + 1))
    leaps = [0, 1, 2, *(10**power for power in range(1, len(str(count))))]
    near = {place for leap in leaps for place in (here - leap, here + leap)}
    return sorted(number for number in {1, count, *near} if 1 <= number <= count)


def sheets(
    src: str, rows: Sequence[Any], size: int = LIST_ROWS
) -> Iterator[tuple[str, Callable[[], tuple[Sequence[Any], Pager]]]]:
    """The pages of a list: place without ending, and what gives its rows and its pager.

    These are made when the page is.

    Args:
        src: The place of the first page, without ending.
        rows: All rows.
        size: How many rows a page has.
    """
    name = src.rpartition("/")[2]
    starts = range(0, max(len(rows), 1), size)

    def address(number: int) -> str:
        return f"{name}{page_suffix(starts[number - 1], size)}.html"

    def sheet(start: int) -> tuple[Sequence[Any], Pager]:
        return rows[start : start + size], pager(address, len(starts), start // size + 1)

    for start in starts:
        yield f"{src}{page_suffix(start, size)}", partial(sheet, start)


def packed(groups: Sequence[tuple[str, Sequence[Any]]], most: int) -> list[list[tuple[str, Sequence[Any]]]]:
    """Groups on pages of at most so many rows; a group that is larger has a page of its own."""
    pages: list[list[tuple[str, Sequence[Any]]]] = [[]]
    room = most
    for group in groups:
        if len(group[1]) > room and pages[-1]:
            pages.append([])
            room = most
        pages[-1].append(group)
        room -= len(group[1])
    return pages
