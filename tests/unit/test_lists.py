"""The pages of long lists, and how one leads to another."""

from __future__ import annotations

import pytest

from drillbook.site.lists import pager, sheets


def named(count: int, here: int) -> str:
    """What a page shows of the others; itself in brackets."""
    return " ".join(f"({text})" if own else text for _, text, own in pager(str, count, here))


@pytest.mark.parametrize(
    ("count", "here", "shown"),
    [
        (1, 1, ""),
        (2, 2, "1 (2)"),
        (12, 5, "1 2 3 4 (5) 6 7 8 9 10 11 12"),
        (13, 1, "(1) 2 3 … 11 12 13"),
        (125, 1, "(1) 2 3 … 11 … 101 … 125"),
        (125, 60, "1 … 50 … 58 59 (60) 61 62 … 70 … 125"),
        (125, 5, "1 2 3 4 (5) 6 7 … 15 … 105 … 125"),
        (125, 125, "1 … 25 … 115 … 123 124 (125)"),
    ],
)
def test_a_page_names_its_neighbours_the_ends_and_some_between(count: int, here: int, shown: str) -> None:
    """Short lists name every page; of long ones each page names few, and a single page is never left out."""
    assert named(count, here) == shown


def test_every_page_is_few_steps_away() -> None:
    """In a list of a thousand pages no page names many others, and from the first page to any other are at most a dozen steps."""
    leads = {
        here: [int(place) for place, _, own in pager(str, 1000, here) if place and not own] for here in range(1, 1001)
    }
    assert max(map(len, leads.values())) <= 14
    reached, steps = {1}, 0
    while len(reached) < 1000:
        reached |= {there for here in reached for there in leads[here]}
        steps += 1
    assert steps <= 12


def test_sheets_name_each_other_by_their_places() -> None:
    """The places that a pager leads to are those of the sheets."""
    made = [(place, *sheet()) for place, sheet in sheets("reference/x", range(100), 40)]
    assert [place for place, *_ in made] == ["reference/x", "reference/x-2", "reference/x-3"]
    assert [next(iter(rows)) for _, rows, _ in made] == [0, 40, 80]
    assert made[1][2] == [("x.html", "1", False), ("x-2.html", "2", True), ("x-3.html", "3", False)]
    assert [pages for _, _, pages in [(place, *sheet()) for place, sheet in sheets("x", [], 40)]] == [[]]
