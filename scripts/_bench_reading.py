"""How the first visit feels on a slow phone network: first paint, what moves, and what is transferred; measured in Chromium."""

from __future__ import annotations

import gzip
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

NETWORK = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 96_000}
"""Fast 3G: 1.6 Mbit/s down, 0.77 up, 150 ms for every round trip."""

TARGETS = {"paint": 1.0, "shift": 0.05, "kilobytes": 400.0}
"""Seconds to first paint, sum of layout shifts, what is transferred without the search index."""

WAYS = ("compressed", "as they are")
"""How servers send texts; the targets are for the first way, and nearly reached in the second."""

PLACES = (
    "index.html",
    "process/manufacturer-contract-flow.html",
    "role/sales-consultant.html",
    "talk-track/talk-closing.html",
    "reference/kpis.html",
    "quiz/quiz-part-b.html",
    "practice/drill.html",
)
"""Home, and heavy pages of each sort."""

_OBSERVE = """
window.__shift = 0;
new PerformanceObserver(list => { for (const e of list.getEntries()) if (!e.hadRecentInput) window.__shift += e.value; })
  .observe({type: "layout-shift", buffered: true});
"""
_PAINT = "() => (performance.getEntriesByName('first-contentful-paint')[0] || {startTime: 0}).startTime"
_PACKED = (".html", ".css", ".js", ".svg", ".json")


class _Handler(SimpleHTTPRequestHandler):
    """Serves files as any web server for a site does: texts compressed."""

    packs = True

    def log_message(self, format: str, *args: Any) -> None:
        return

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if not self.packs or path.suffix not in _PACKED or not path.is_file():
            super().do_GET()
            return
        body = gzip.compress(path.read_bytes(), 6)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def served(site: Path, *, packs: bool) -> Iterator[str]:
    """The site on this computer, texts compressed or not."""
    handler = type("Handler", (_Handler,), {"packs": packs})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


def first_visits(site: Path, *, packs: bool, width: int = 390) -> dict[str, dict[str, float]]:
    """For each place: seconds to first paint, sum of layout shifts, KB transferred without the search index."""
    from playwright.sync_api import sync_playwright

    found = {}
    chromium = os.environ.get("DRILLBOOK_BROWSER") or shutil.which("chromium") or shutil.which("google-chrome")
    with served(site, packs=packs) as root, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for place in PLACES:
            context = browser.new_context(viewport={"width": width, "height": 844})
            page = context.new_page()
            page.add_init_script(_OBSERVE)
            network = context.new_cdp_session(page)
            names: dict[str, str] = {}
            sizes: dict[str, float] = {}
            network.on(
                "Network.requestWillBeSent", lambda e, names=names: names.update({e["requestId"]: e["request"]["url"]})
            )
            network.on(
                "Network.loadingFinished", lambda e, sizes=sizes: sizes.update({e["requestId"]: e["encodedDataLength"]})
            )
            network.send("Network.enable")
            network.send("Network.emulateNetworkConditions", NETWORK)
            page.goto(root + place, wait_until="load")
            page.wait_for_timeout(2500)
            total = sum(size for id_, size in sizes.items() if "/search/" not in names.get(id_, ""))
            found[place] = {
                "paint": page.evaluate(_PAINT) / 1000,
                "shift": page.evaluate("window.__shift"),
                "kilobytes": total / 1024,
            }
            context.close()
        browser.close()
    return found


def report(found: dict[str, dict[str, dict[str, float]]]) -> None:
    """Prints the figures beside their targets."""
    for how, visits in found.items():
        print(f"\nFirst visit at fast 3G, texts {how}")
        _report(visits)


def _report(visits: dict[str, dict[str, float]]) -> None:
    for place, figures in visits.items():
        shown = ", ".join(f"{name} {figures[name]:.2f} (at most {most})" for name, most in TARGETS.items())
        is_met = all(figures[name] <= most for name, most in TARGETS.items())
        print(f"  {place}: {shown}: {'reached' if is_met else 'MISSED'}")
