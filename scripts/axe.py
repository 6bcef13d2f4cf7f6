"""Runs axe over every page of the bundled manual, in both languages and both colour schemes; exit code 1 when it finds anything.

    python3 scripts/axe.py                     # builds the manual into a temporary folder first
    python3 scripts/axe.py --site site         # a site that is built already
    python3 scripts/axe.py --only process,role

The colours alone are looked at a second time for the dark scheme: nothing else depends on it. ``tests/browser/test_access.py`` does the
same for one page of each kind with every test run.
"""

from __future__ import annotations

import argparse
import collections
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import _common

sys.path.insert(0, str(_common.ROOT / "tests"))
DARK = "document.querySelector('.md-container') && document.body.setAttribute('data-md-color-scheme', 'slate')"
"""What the button for the scheme does to a page; pages without a frame follow the computer, or are paper."""
_LARGEST_PRINTED = 60_000


def main() -> int:
    """Looks at every page, inside the checkout's environment."""
    if Path(sys.prefix).resolve() != _common.VENV.resolve() and not os.environ.get("DRILLBOOK_BROWSER"):
        python = _common.environment("test")
        return _common.run([str(python), str(Path(__file__).resolve()), *sys.argv[1:]])
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--site", type=Path, help="a built site; without it, the bundled manual is built first")
    parser.add_argument("--every", type=int, default=1, help="look at every n-th page only")
    parser.add_argument("--only", default="", help="folders, with commas: process,role")
    parser.add_argument("--part", default="1/1", help="2/5 looks at the second of five parts of all pages only")
    arguments = parser.parse_args()
    part, parts = map(int, arguments.part.split("/"))
    with tempfile.TemporaryDirectory() as folder:
        site = arguments.site or _built(Path(folder) / "site")
        pages = _pages(site, [name for name in arguments.only.split(",") if name])
        pages = pages[part - 1 :: parts][:: arguments.every]
        start = time.perf_counter()
        found = look(site, pages)
    rules = collections.Counter(rule for violations in found.values() for rule, _, _ in violations)
    print(
        f"{len(pages)} pages in two colour schemes, {time.perf_counter() - start:.0f} s: {dict(rules) or 'no violations'}"
    )
    return 1 if found else 0


def _built(target: Path) -> Path:
    _common.say("Building the bundled manual ...")
    command = [sys.executable, "-m", "drillbook", "build", "-C", str(_common.ROOT), "--output", str(target)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return target


def _pages(site: Path, only: list[str]) -> list[str]:
    """Every page of the manual; the small pages under ``id/`` are one template, of which three are looked at.

    Pages to print hold what others hold, up to a thousand pages in one: of those the small ones are looked at.
    """
    places = sorted(p.relative_to(site).as_posix() for p in site.rglob("*.html"))
    places = [place for place in places if "print/" not in place or (site / place).stat().st_size < _LARGEST_PRINTED]
    stubs = [place for place in places if place.startswith("id/")]
    pages = [place for place in places if not place.startswith("id/") and "schemas/" not in place]
    pages = [place for place in pages if not place.endswith("404.html")]  # its addresses need a server
    pages = [place for place in pages if not only or set(only) & set(place.split("/")[:-1])]
    return pages + ([] if only else [f"{stub}?stay" for stub in stubs[:: max(1, len(stubs) // 3)]])


def look(site: Path, pages: list[str]) -> dict[str, list[Any]]:
    """What axe finds, for each page where it finds anything."""
    from playwright.sync_api import sync_playwright

    from browser.access import AXE, violations

    chromium = os.environ.get("DRILLBOOK_BROWSER") or shutil.which("chromium") or shutil.which("google-chrome")
    found: dict[str, list[Any]] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.add_init_script(AXE)
        for number, place in enumerate(pages, 1):
            page.emulate_media(color_scheme="light")
            page.goto(site.resolve().as_uri() + "/" + place)
            seen = violations(page)
            page.emulate_media(color_scheme="dark")
            page.evaluate(DARK)
            if seen := seen + violations(page, rules=["color-contrast"]):
                found[place] = seen
                print(place, *seen, sep="\n    ", flush=True)
            if number % 100 == 0:
                _common.say(f"{number} of {len(pages)} pages, {len(found)} with violations")
        browser.close()
    return found


if __name__ == "__main__":
    sys.exit(main())
