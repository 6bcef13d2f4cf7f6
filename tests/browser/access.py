"""What axe finds on a page that has come to rest; the tests and ``scripts/axe.py`` look in the same way."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
PATIENCE = 3000
"""Milliseconds after which a page is looked at although something still moves on it."""

_REST = """async patience => {
  const frames = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  const finite = animation => animation.effect && Number.isFinite(animation.effect.getComputedTiming().endTime);
  const end = performance.now() + patience;
  for (let calm = 0, before = ""; calm < 2 && performance.now() < end;) {
    const moving = document.getAnimations().filter(one => one.playState !== "finished" && finite(one));
    for (const one of moving) one.finish();
    const now = [scrollX, scrollY, document.body.scrollHeight].join();
    calm = moving.length || now !== before ? 0 : calm + 1;
    before = now;
    await frames();
  }
}"""

_RUN = """async ([where, only]) => (await axe.run(where || document, {
  runOnly: only, resultTypes: ["violations"], preload: false,  // fetches style sheets, for a rule that is not among these
})).violations.map(v => [v.id, v.nodes.length, v.nodes.slice(0, 3).map(n => n.html.slice(0, 160))])"""


def rest(page: Page) -> None:
    """Waits until the page neither scrolls nor grows; transitions and animations are brought to their end.

    Half faded texts have no contrast, and half moved buttons cover each other: what is seen for a tenth of a second is not judged.
    """
    page.evaluate(_REST, PATIENCE)


def violations(page: Page, where: str | None = None, rules: list[str] | None = None) -> list[Any]:
    """Rule, count and the first elements of everything that axe finds on the page as it is now.

    Args:
        page: The page, in the state to be judged.
        where: A CSS selector of the part to look at; the whole page without it.
        rules: Ids of single rules; without them, all of WCAG 2.2 AA and what axe calls best practice.
    """
    rest(page)
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": RULES}
    found: list[Any] = page.evaluate(_RUN, [where, only])
    return found
