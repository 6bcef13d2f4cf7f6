"""The page on item coverage, for trainers: figures, sorting, access."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from browser.access import violations
from browser.conftest import Opener

FOLDERS = ("", "en/")
HEAD = 'table[data-drillbook="sorted"] thead th'


def figures(page_texts: list[str]) -> list[int]:
    """The shares of a column, in percent; 200 for what has nothing to ask about."""
    return [int(text.rpartition(" ")[2].rstrip("%")) if "%" in text else 200 for text in page_texts]


@pytest.mark.parametrize("folder", FOLDERS)
def test_parts_are_sorted_by_any_column(root: str, folder: str, open_page: Opener) -> None:
    """By keyboard, a head sorts its column up and, once more, down, and says so to screen readers."""
    page = open_page(f"{root}{folder}practice/coverage.html")
    button = page.locator(f"{HEAD}:nth-child(3) button")
    cells = page.locator('table[data-drillbook="sorted"] tbody td:nth-child(3)')
    for direction in ("ascending", "descending"):
        button.focus()
        page.keyboard.press("Enter")
        assert page.locator(f"{HEAD}:nth-child(3)").get_attribute("aria-sort") == direction
        shown = figures(cells.all_inner_texts())
        assert shown == sorted(shown, reverse=direction == "descending") and len(shown) > 3


@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_are_accessible(http_root: str, folder: str, scheme: str, open_page: Opener) -> None:
    """Axe finds nothing on the overview and on a page of playbooks, on a desktop and on a phone, and nothing scrolls sideways."""
    page = open_page(f"{http_root}index.html", color_scheme=scheme)
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 800})
        for name in ("coverage", "coverage-1"):
            page.goto(f"{http_root}{folder}practice/{name}.html")
            page.locator(f"{HEAD} button").first.wait_for()
            assert violations(page) == []
            assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_page_says_what_the_file_says(site: Path) -> None:
    """Totals of the page, and the playbooks that are linked, agree with ``coverage.json``; the navigation leads there."""
    told = json.loads((site / "practice/coverage.json").read_text("utf-8"))
    page = (site / "practice/coverage.html").read_text("utf-8")
    assert all(str(number) in page for number in told["total"].values())
    rows = "".join(path.read_text("utf-8") for path in site.glob("practice/coverage-*.html"))
    processes = [row["id"] for row in told["playbooks"] if row["steps"]]
    assert len(processes) > 40
    assert [id_ for id_ in processes if f'<th scope="row"><a href="../process/{id_}.html">' not in rows] == []
    assert "coverage.html" in (site / "practice/drill.html").read_text("utf-8")
