"""How long an author waits who saves a playbook while its page is open: measured in Chromium, live reload included."""

from __future__ import annotations

import os
import re
import shutil
import statistics
import time
from pathlib import Path
from typing import Any

PAGE = "process/process-5.html"
DEPENDENT = "part/part-0-0/index.html"
"""A page that shows the summary of the playbook that is edited."""


def edits_seen(root: str, file: Path, edits: int = 5) -> float:
    """Seconds from saving a playbook until the open page shows the new text: the middle of several.

    Args:
        root: The address of a running ``drillbook serve``, already warm.
        file: The playbook of ``PAGE``.
        edits: How often.
    """
    from playwright.sync_api import sync_playwright

    before = file.read_text("utf-8")
    chromium = os.environ.get("DRILLBOOK_BROWSER") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page, other = browser.new_page(), browser.new_page()
        try:
            page.goto(root + PAGE)
            found = [_edit(page, file, before, f"第{n}次改{time.monotonic_ns()}") for n in range(edits + 1)]
            last = re.search(r"第\d+次改\d+", file.read_text("utf-8"))
            other.goto(root + DEPENDENT)
            assert last and last[0] in other.inner_text("article"), "a page that depends on it is old"
        finally:
            file.write_text(before, "utf-8")
            browser.close()
    return statistics.median(found[1:])


def _edit(page: Any, file: Path, before: str, text: str) -> float:
    start = time.perf_counter()
    file.write_text(before.replace("summary: ", f"summary: {text}", 1), "utf-8")
    page.wait_for_function("text => document.body && document.body.textContent.includes(text)", arg=text, polling=10)
    seconds = time.perf_counter() - start
    page.wait_for_load_state("load")
    return seconds
