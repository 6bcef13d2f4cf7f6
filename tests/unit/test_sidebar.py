"""The navigation and table of contents beside a page."""

from __future__ import annotations

import pytest

from drillbook.site.page import Heading
from drillbook.site.sidebar import Entry, Sidebar


@pytest.mark.parametrize(("sections", "below", "shown"), [(4, 2, 12), (5, 2, 5), (13, 0, 13)])
def test_a_long_table_of_contents_lists_sections_only(sections: int, below: int, shown: int) -> None:
    """What is below the sections is listed where everything together is at most a dozen; nothing deeper ever is."""
    deepest = Heading("c", "c", 4)
    toc = [Heading(str(n), str(n), 2, [Heading("b", "b", 3, [deepest])] * below) for n in range(sections)]
    found = Sidebar([], "", "").toc(toc)
    assert found.count("href=") == shown
    assert "#c" not in found


@pytest.mark.parametrize(("base", "link"), [("..", "../part/a.html"), (".", "./part/a.html"), ("/", "/part/a.html")])
def test_tabs_and_navigation_lead_to_the_page_from_everywhere(base: str, link: str) -> None:
    """Links begin with the way to the root, which on the page for missing pages is one slash; only the tab of a page is active."""
    part = Entry("A", "part/a.html")
    part.children = [Entry("B", "part/a.html", parent=part)]
    sidebar = Sidebar([part, Entry("C", "c.html")], "", "")
    tabs = sidebar.tabs(part.children[0], base)
    assert f'href="{link}"' in tabs
    assert tabs.count("md-tabs__item--active") == 1
    assert "md-tabs__item--active" not in sidebar.tabs(None, base)
    assert f'href="{link}"' in sidebar.nav(None, base, "")


def test_hundreds_of_pages_beside_one_another_are_named_around_the_page() -> None:
    """Of many pages in a section those near the page are named, with a link on to the rest on either side."""
    pages = [Entry(f"P{n}", f"p{n}.html") for n in range(300)]
    section = Entry("S", "p0.html", pages)
    for page in pages:
        page.parent = section
    sidebar = Sidebar([section], "", "{count} more")
    middle = sidebar.nav(pages[150], ".", "")
    assert middle.count("<li") == 1 + 60 + 2
    assert (
        '"./p119.html" class="md-nav__link">… 120 more</a>' in middle
        and '"./p180.html" class="md-nav__link">… 120 more</a>' in middle
    )
    assert sidebar.nav(pages[0], ".", "").count("more</a>") == 1
    assert "more</a>" not in Sidebar([Entry("S", "", pages[:60])], "", "{count} more").nav(None, ".", "")
