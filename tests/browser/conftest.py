"""The bundled manual, built once, served at a sub-path, and opened in a browser that tolerates no error."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from drillbook.building.build import build
from drillbook.plugin import frame
from drillbook.settings import read_settings

ROOT = Path(__file__).parents[2]
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str:
    """The Chromium that ``scripts/test.py`` found, or the one on the path."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = os.environ.get("DRILLBOOK_BROWSER") or next(filter(None, map(shutil.which, names)), None)
    if not found:
        pytest.fail("No Chromium found. Run the tests with: python3 scripts/test.py")
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, started once."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled manual in both languages."""
    output = tmp_path_factory.mktemp("built") / "site"
    build(read_settings(ROOT), output, frame=frame)
    return output


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        return


@pytest.fixture(scope="session")
def http_root(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site under a sub-path of a server on this machine."""
    base = tmp_path_factory.mktemp("served")
    (base / "team").mkdir()
    shutil.copytree(site, base / "team" / "manual")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(base)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/team/manual/"
    server.shutdown()


@pytest.fixture(params=["http", "file"])
def root(request: pytest.FixtureRequest, site: Path) -> str:
    """The address of the site: once served, once opened from disk."""
    if request.param == "file":
        return site.as_uri() + "/"
    return str(request.getfixturevalue("http_root"))


@dataclass
class Watched:
    """A context whose pages may not show any error or ask another host."""

    context: BrowserContext
    tolerate: str
    errors: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        """Notes everything that goes wrong on a page."""
        page.on("console", lambda m: self.errors.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda e: self.errors.append(str(e)))
        page.on(
            "request",
            lambda r: None if r.url.startswith(("file:", "data:", "http://127.0.0.1")) else self.errors.append(r.url),
        )
        # A request that the next page cuts off is no fault of the page.
        page.on(
            "requestfailed", lambda r: None if "ABORTED" in str(r.failure) else self.errors.append(f"failed: {r.url}")
        )


Opener = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Opener]:
    """Opens an address in a fresh context; fails the test on any console error or request to another host.

    ``tolerate`` names the one error that the test provokes itself.
    """
    opened: list[Watched] = []

    def opener(url: str, tolerate: str = "", **options: Any) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        watched = Watched(context, tolerate)
        context.on("page", watched.watch)
        opened.append(watched)
        page = context.new_page()
        page.goto(url)
        return page

    yield opener
    for watched in opened:
        watched.context.close()
    assert [
        error for watched in opened for error in watched.errors if not watched.tolerate or watched.tolerate not in error
    ] == []
