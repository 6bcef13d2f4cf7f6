"""HTML on disk -> PDF, printed by a browser that is installed: it knows Chinese line breaking and embeds the fonts."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from html import unescape
from pathlib import Path
from typing import Final

from drillbook.errors import DrillbookError
from drillbook.pdf.pages import pages_of_anchors
from drillbook.pdf.text import with_text_as_written
from drillbook.rules import Phrase
from drillbook.storage.whole import write_whole

VARIABLE: Final = "DRILLBOOK_BROWSER"
_COMMANDS: Final = (
    "chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome", "microsoft-edge-stable", "microsoft-edge", "msedge",
)  # fmt: skip
_MAC: Final = ("Google Chrome", "Chromium", "Microsoft Edge")
_WINDOWS: Final = (r"Google\Chrome\Application\chrome.exe", r"Microsoft\Edge\Application\msedge.exe")
_SECONDS = 900
_ENTRY_OF_CONTENTS: Final = re.compile(r'(?<=<a href="#)([^"]*)" data-page="')
"""An entry of the contents of a document to print, with room for the number of its page."""
_DAY: Final = re.compile(r" hidden>([^<]*<time>)(?=</time>)")
"""Room for the day on its cover."""


def find_browser() -> Path | None:
    """The browser named by ``DRILLBOOK_BROWSER``, else Chromium, Chrome or Edge where they are usually installed."""
    named = os.environ.get(VARIABLE)
    if named:
        found = shutil.which(named)
        return Path(found) if found else None
    return next((path for path in _usual_places() if path.is_file()), None)


def _usual_places() -> Iterator[Path]:
    yield from (Path(found) for name in _COMMANDS if (found := shutil.which(name)))
    if sys.platform == "darwin":
        yield from (Path("/Applications", f"{name}.app", "Contents", "MacOS", name) for name in _MAC)
    for variable in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
        if os.environ.get(variable):
            yield from (Path(os.environ[variable], place) for place in _WINDOWS)


def print_book(source: Path, target: Path, browser: Path) -> None:
    """Prints a long document into a PDF file: its headings become bookmarks, its contents name pages, and its cover the day.

    It is printed twice, because only what is printed shows where a page ends.

    Args:
        source: An HTML file that needs nothing from elsewhere but from its neighbours.
        target: The file to write.
        browser: A Chromium, Chrome or Edge.

    Raises:
        DrillbookError: The browser did not print it.
    """
    html = _DAY.sub(rf">\g<1>{date.today().isoformat()}", source.read_text("utf-8"), count=1)
    copy = source.with_name(f".{source.name}")
    try:
        copy.write_text(html, "utf-8")
        pages = pages_of_anchors(_printed(copy, browser))
        copy.write_text(_ENTRY_OF_CONTENTS.sub(lambda entry: f"{entry[0]}{pages.get(entry[1], '')}", html), "utf-8")
        print_pdf(copy, target, browser, outline=True)
    finally:
        copy.unlink(missing_ok=True)


def print_pdf(source: Path, target: Path, browser: Path, *, outline: bool = False) -> None:
    """Prints a page into a PDF file.

    Args:
        source: An HTML file that needs nothing from elsewhere.
        target: The file to write.
        browser: A Chromium, Chrome or Edge.
        outline: Whether the headings become bookmarks, for a long document.

    Raises:
        DrillbookError: The browser did not print it.
    """
    written = unescape(source.read_text("utf-8"))
    write_whole(target, with_text_as_written(_printed(source, browser, outline=outline), written))


def _printed(source: Path, browser: Path, *, outline: bool = False) -> bytes:
    with tempfile.TemporaryDirectory(prefix="drillbook-pdf-") as profile:
        made = Path(profile, "print.pdf")
        command = [
            str(browser), "--headless=new", "--disable-gpu", "--no-first-run", "--disable-extensions", "--no-pdf-header-footer",
            f"--user-data-dir={profile}", f"--print-to-pdf={made}", *(["--generate-pdf-document-outline"] if outline else []), *_without_sandbox(), source.resolve().as_uri(),
        ]  # fmt: skip
        try:
            run = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
            reason = run.stderr.decode("utf-8", "replace").strip().splitlines()[-1:] or [str(run.returncode)]
        except (OSError, subprocess.TimeoutExpired) as error:
            reason = [str(error)]
        if not made.is_file():
            page = source.name.removeprefix(".")  # a copy for the browser is gone by the time this is read
            raise DrillbookError(
                Phrase(
                    f"{browser.name} could not print {page}: {reason[0]}. Print the HTML file from any browser, or name another with {VARIABLE}.",
                    f"{browser.name} 没能打印 {page}：{reason[0]}。请用浏览器打开 HTML 文件打印，或用 {VARIABLE} 指定别的浏览器。",
                )
            )
        return made.read_bytes()


def _without_sandbox() -> list[str]:
    """Chromium refuses to run as root with its sandbox, as in most containers."""
    return ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
