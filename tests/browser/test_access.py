"""Accessibility of one page of each kind, by axe, in both languages and both colour schemes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from browser.access import violations
from browser.conftest import Opener
from browser.test_reading import CLOSED, LANGUAGES, one_of_each_kind

FADING = """<!doctype html><html lang="en"><title>x</title><main><h1 style="opacity: .1; transition: opacity 60s">Faded</h1></main>
<script>requestAnimationFrame(() => { document.querySelector("h1").style.opacity = OPACITY; })</script>"""


@pytest.mark.parametrize(("opacity", "seen"), [("1", []), (".2", ["color-contrast"])])
def test_axe_judges_a_page_at_rest(tmp_path: Path, opacity: str, seen: list[str], open_page: Opener) -> None:
    """A text is judged as it looks when it has faded in, not on the way; one that stays faded is found."""
    (tmp_path / "fading.html").write_text(FADING.replace("OPACITY", opacity), "utf-8")
    page = open_page((tmp_path / "fading.html").as_uri())
    assert [rule for rule, *_ in violations(page)] == seen


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("folder", LANGUAGES)
def test_axe_finds_nothing(site: Path, http_root: str, folder: str, scheme: str, open_page: Opener) -> None:
    """Axe reports no violation on one page of each kind."""
    page = open_page(f"{http_root}index.html", color_scheme=scheme)
    found: dict[str, Any] = {}
    printed = [f"{folder}print/{name}.html" for name in ("index", "role-catering-officer")]
    for place in [*one_of_each_kind(site, folder), *printed]:
        page.goto(http_root + place)
        if seen := violations(page):
            found[place] = seen
    assert found == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_what_opens(http_root: str, scheme: str, open_page: Opener) -> None:
    """Axe reports no violation while a process is done step by step, its drawing fills the screen, a role is picked out, on a phone."""
    page = open_page(f"{http_root}process/approval-flow.html", color_scheme=scheme)
    found: dict[str, Any] = {}

    def look(state: str) -> None:
        if seen := violations(page):
            found[state] = seen

    page.get_by_label("我的岗位", exact=True).select_option("finance-officer")
    page.locator('[data-drillbook="marks"] > button').nth(1).click()
    page.locator('[data-drillbook="marks"] > button').nth(2).click()
    page.locator(".md-nav .db-tick").wait_for()
    look("role, read and note")
    page.locator('[data-drillbook="process"] > .db-button--main').click()
    page.locator(".db-walk h2").wait_for()
    look("step by step")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="全屏看流程图").click()
    page.locator(".db-full .db-lanes").wait_for()
    look("whole screen")
    page.keyboard.press("Escape")
    page.wait_for_function(CLOSED)
    page.set_viewport_size({"width": 320, "height": 640})
    for place in ("process/approval-flow.html", "part/part-c/index.html", "practice/marks.html", "guide/manager.html"):
        page.goto(http_root + place)
        look(f"phone {place}")
    assert found == {}


def test_nothing_moves_on_arrival(site: Path, http_root: str, open_page: Opener) -> None:
    """What scripts add stands in places kept free: layout shifts stay under 0.05 on a phone and on a desktop."""
    for width in (390, 1280):
        page = open_page(f"{http_root}index.html", viewport={"width": width, "height": 844})
        page.add_init_script(
            "window.__shift = 0; new PerformanceObserver(list => { for (const e of list.getEntries())"
            " if (!e.hadRecentInput) window.__shift += e.value; }).observe({type: 'layout-shift', buffered: true});"
        )
        for place in one_of_each_kind(site, ""):
            page.goto(http_root + place)
            page.wait_for_timeout(300)
            assert page.evaluate("window.__shift") < 0.05, place
