"""Lists that grow with the manual: short where they belong, whole on pages of their own, so that every page stays light."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, Final, TypeAlias

from drillbook.site.urls import ROWS_PER_PAGE, page_suffix

MOST_SHOWN: Final = 40
"""How many entries a page names of what may be hundreds."""

LIST_ROWS: Final = 200
"""How many entries a page has that is nothing but a list."""

Line: TypeAlias = tuple[str, str]
"""The id of what is linked, and a few words on it."""

Pager: TypeAlias = list[tuple[str, str, bool]]


def pager(name: str, rows: int, start: int, size: int = ROWS_PER_PAGE) -> Pager:
    """Address, number and whether it is this one, of every page of a list; nothing where there is only one.

    Args:
        name: The name of the first page, without folder and ending.
        rows: How many rows all pages have together.
        start: The first row of this page.
        size: How many rows a page has.
    """
    starts = range(0, rows, size)
    pages = [
        (f"{name}{page_suffix(first, size)}.html", str(number), first == start)
        for number, first in enumerate(starts, 1)
    ]
    return pages if len(pages) > 1 else []


def sheets(
    src: str, rows: Sequence[Any], size: int = LIST_ROWS
) -> Iterator[tuple[str, Callable[[], tuple[Sequence[Any], Pager]]]]:
    """The pages of a list: place without ending, and what gives its rows and its pager.

    These are made when the page is: all pagers together would be as large as the square of the number of pages.

    Args:
        src: The place of the first page, without ending.
        rows: All rows.
        size: How many rows a page has.
    """
    name = src.rpartition("/")[2]

    def sheet(start: int) -> tuple[Sequence[Any], Pager]:
        return rows[start : start + size], pager(name, len(rows), start, size)

    for start in range(0, max(len(rows), 1), size):
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
