"""Accessibility of one page of each kind, by axe, in both languages and both colour schemes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest

from browser.conftest import Opener
from browser.test_reading import LANGUAGES, one_of_each_kind

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
RUN = """async rules => (await axe.run(document, {runOnly: rules})).violations.map(
  v => [v.id, v.nodes.length, v.nodes.slice(0, 3).map(n => n.html.slice(0, 160))])"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("folder", LANGUAGES)
def test_axe_finds_nothing(site: Path, http_root: str, folder: str, scheme: str, open_page: Opener) -> None:
    """Axe reports no violation on one page of each kind."""
    page = open_page(f"{http_root}index.html", color_scheme=scheme)
    found: dict[str, Any] = {}
    for place in one_of_each_kind(site, folder):
        page.goto(http_root + place)
        page.evaluate(AXE)
        if violations := page.evaluate(RUN, RULES):
            found[place] = violations
    assert found == {}
