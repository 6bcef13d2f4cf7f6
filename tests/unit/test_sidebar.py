"""The navigation and table of contents beside a page."""

from __future__ import annotations

import pytest

from drillbook.site.sidebar import TocEntry, short


@pytest.mark.parametrize(("sections", "below", "shown"), [(4, 2, 12), (5, 2, 5), (13, 0, 13)])
def test_a_long_table_of_contents_lists_sections_only(sections: int, below: int, shown: int) -> None:
    """What is below the sections is listed where everything together is at most a dozen; nothing deeper ever is."""
    deepest = TocEntry("#c", "c", ())
    toc = [TocEntry(f"#{n}", str(n), [TocEntry("#b", "b", [deepest])] * below) for n in range(sections)]
    found = short(toc)
    assert len(found) + sum(len(entry.children) for entry in found) == shown
    assert all(not child.children for entry in found for child in entry.children)
