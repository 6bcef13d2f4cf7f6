"""How fast a quiz page of the bundled manual is ready to answer, and what it weighs; a part of bench.py."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import _common

TARGETS = {"quiz page ready (ms)": 200.0, "quiz page weight besides the theme (KB)": 150.0}
_READY = "performance.getEntriesByName('drillbook-quiz-ready')[0].startTime"


def practise(site: Path, rounds: int = 5) -> dict[str, Any]:
    """Opens every quiz page, each time in a fresh context.

    Args:
        site: The built manual.
        rounds: How often each page is opened; the fastest counts, because whatever else the machine does only adds.
    """
    from playwright.sync_api import sync_playwright

    names = ("chromium", "chromium-browser", "google-chrome")
    program = os.environ.get("DRILLBOOK_BROWSER") or next(filter(None, map(shutil.which, names)), None)
    if not program:
        _common.fail("No Chromium found; name its program in the variable DRILLBOOK_BROWSER.")
    pages = sorted((site / "quiz").glob("*.html"))
    _common.say(f"Opening {len(pages)} quiz pages, {rounds} times each ...")
    found = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        for path in pages:
            times, weight = [], 0.0
            for _ in range(rounds):
                context = browser.new_context()
                page = context.new_page()
                page.goto(path.as_uri())
                times.append(float(page.evaluate(_READY)))
                weight = _weight(
                    path,
                    site,
                    page.evaluate(
                        "[...document.querySelectorAll('script[src], link[rel=stylesheet]')].map(e => e.src || e.href)"
                    ),
                )
                context.close()
            found.append({"page": path.name, "milliseconds": min(times), "kilobytes": weight})
        browser.close()
    return {"pages": found}


def _weight(page: Path, site: Path, loaded: list[str]) -> float:
    """The kilobytes of a page with our own scripts and styles, uncompressed; those of the theme are left out."""
    own = [url for url in loaded if "/assets/drillbook/" in url]
    files = {site / url.partition("?")[0].removeprefix(site.as_uri() + "/") for url in own}
    return sum(file.stat().st_size for file in {page, *files}) / 1024


def report(figures: dict[str, Any]) -> dict[str, float]:
    """Prints the slowest and the heaviest; gives the values the targets are about."""
    pages = figures["pages"]
    print(f"\nQuiz pages of the bundled manual ({len(pages)}):")
    for page in pages:
        print(f"  {page['milliseconds']:6.0f} ms   {page['kilobytes']:6.1f} KB  {page['page']}")
    values = (max(p["milliseconds"] for p in pages), max(p["kilobytes"] for p in pages))
    return dict(zip(TARGETS, values, strict=True))
