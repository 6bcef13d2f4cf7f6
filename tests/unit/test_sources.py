"""Lists of source documents: ranges of ids, coverage, the register, and the line that `check` prints."""

from __future__ import annotations

import pytest
from builders import check_texts, graph_of, role
from hypothesis import given
from hypothesis import strategies as st

from drillbook.coverage import coverage
from drillbook.model.sources import MAX_RANGE, IdRange
from drillbook.site.sources import LINKS_PER_PAGE, source_pages


def _list(holds: str, omitted: str = "[]", id_: str = "source-list") -> str:
    return (
        f"kind: source-list\nid: {id_}\ntitle: Sources\nowner: seller\nomitted: {omitted}\n"
        f"documents:\n  - {{id: rules, title: Rules, holds: {holds}}}\n"
    )


@given(
    prefix=st.sampled_from(["", "S2-", "A", "甲-", "x_"]),
    first=st.integers(0, 10**6),
    length=st.integers(0, 300),
    width=st.integers(1, 7),
)
def test_a_range_reads_what_it_prints(prefix: str, first: int, length: int, width: int) -> None:
    """Whatever a range stands for, its text stands for the same ids, each once and in order."""
    held = IdRange(prefix, first, first + length, width)

    ids = list(IdRange.parse(str(held)).ids())

    assert ids == list(held.ids())
    assert len(set(ids)) == length + 1


@pytest.mark.parametrize(
    "text", ["", "S", "S2-001..", "S2-9..S2-1", "S2-1..S3-9", "S2-1...S2-9", "S2-１", f"S2-0..{MAX_RANGE}"]
)
def test_what_is_no_range_is_refused(text: str) -> None:
    """Half ranges, backward ranges, two documents in one and endless ranges are no ranges."""
    with pytest.raises(ValueError, match=r"^"):
        IdRange.parse(text)


def test_short_end_of_a_range() -> None:
    """The end of a range may leave the beginning of the id away."""
    assert list(IdRange.parse("S2-008..010").ids()) == ["S2-008", "S2-009", "S2-010"]


def test_coverage_counts_each_fact_once() -> None:
    """Used, left out and open facts add up to what the documents hold; a draft uses nothing."""
    covered = coverage(
        graph_of(
            role(sources="[A-1, A-2]"),
            role("other", sources="[A-1, A-4]", status="draft"),
            _list("A-1..A-4", "[{id: A-3, reason: A heading.}]"),
        )
    )

    assert (covered.used, covered.left_out, covered.unplaced, len(covered.declared)) == (2, 1, 1, 4)


def test_a_manual_without_lists_hears_nothing() -> None:
    """Sources of any form are fine where no document lists its facts."""
    assert check_texts({"playbooks/x.yml": role(sources="[A-1, S2-999, a book]")}) == []


@pytest.mark.parametrize("written", ["a1-01", "A1-1", "A1_001", "Ａ1-01"])
def test_a_misspelt_id_is_guessed(written: str) -> None:
    """Case, width, leading zeros and the kind of hyphen do not keep the right id from being found."""
    problems = check_texts({"playbooks/x.yml": role(sources=f"[A1-01, {written}]"), "playbooks/s.yml": _list("A1-01")})

    assert [(p.code, p.suggestion) for p in problems] == [("DB313", "A1-01")]


def test_register_shows_every_fact_with_its_fate() -> None:
    """Facts stand in the order of their document, with their places, the reason they are left out, or neither."""
    graph = graph_of(role(sources="[A-2, book]"), _list("A-1..A-3", "[{id: A-1, reason: A heading.}]"))

    pages = list(source_pages(coverage(graph)))

    assert [(row.id, row.places, row.reason) for row in pages[0].rows] == [
        ("A-1", (), "A heading."),
        ("A-2", ("seller",), ""),
        ("A-3", (), ""),
    ]
    assert [node.id if node else None for page in pages for node, _ in page.documents] == ["source-list.rules", None]


def test_register_pages_do_not_grow() -> None:
    """A document with thousands of open facts is spread over pages, and no fact is lost."""
    graph = graph_of(role(), _list("A-0001..A-2000"))

    pages = list(source_pages(coverage(graph)))

    assert max(len(page.rows) for page in pages) <= LINKS_PER_PAGE
    assert [row.id for page in pages for row in page.rows] == [f"A-{n:04}" for n in range(1, 2001)]
