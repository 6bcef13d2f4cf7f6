"""The builds that ``bench.py`` compares: Drillbook, and other generators on the same text and navigation."""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import _bench_editing

Run = tuple[float, float]
Timed = Callable[[list[str]], Run]

_LAYOUT = """\
<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body>{{ partialCached "nav.html" . }}<main>{{ .Content }}</main></body></html>
"""
_NAV = (
    "<nav><ul>{{ range .Site.Sections }}<li><a href='{{ .RelPermalink }}'>{{ .Title }}</a></li>{{ end }}</ul></nav>\n"
)


def sides(
    ours: Path, theirs: Path, timed: Timed, *, with_default: bool
) -> tuple[dict[str, Callable[[], Run]], list[str]]:
    """The builds to time, in the order in which they take turns; and what is left out, with the reason.

    Args:
        ours: The manual.
        theirs: The same pages as Markdown.
        timed: Runs a command: seconds, megabytes.
        with_default: Whether Material as it comes takes part: with thousands of pages it needs minutes.
    """
    python = sys.executable
    found: dict[str, Callable[[], Run]] = {
        "drillbook": lambda: _cold(
            ours / "site", [python, "-m", "drillbook", "build", "--clean", "-C", str(ours)], timed
        ),
        "pages only": lambda: _cold(ours / "site-bare", pages_only(ours), timed),
        "nothing changed": lambda: timed([python, "-m", "drillbook", "build", "-C", str(ours)]),
    }
    left_out = []
    if with_default:
        found["material"] = lambda: _cold(
            theirs / "site", [python, "-m", "mkdocs", "build", "-q", "-f", str(theirs / "mkdocs.yml")], timed
        )
    pruned = theirs / "prune.yml"
    _variant(theirs, pruned)
    found["prune"] = lambda: _cold(
        theirs / "site-prune", [python, "-m", "mkdocs", "build", "-q", "-f", str(pruned)], timed
    )
    if importlib.util.find_spec("zensical"):
        found["zensical"] = lambda: _cold(
            theirs / "site-prune", [python, "-m", "zensical", "build", "--clean", "-f", str(pruned)], timed
        )
    else:
        left_out.append("Zensical is not installed (requirements/zensical.txt)")
    hugo = shutil.which("hugo")
    if hugo:
        _write_hugo(theirs, theirs / "hugo")
        found["hugo"] = lambda: _cold(
            theirs / "hugo" / "public", [hugo, "--quiet", "--source", str(theirs / "hugo")], timed
        )
    else:
        left_out.append("Hugo is not on the path")
    return found, left_out


_PAGES_ONLY = """
import sys
from drillbook.building import practice
practice.Practice.files = lambda self, entity: ()
from drillbook.cli import main
main()
"""


def pages_only(ours: Path) -> list[str]:
    """Builds without the items for practice, which nobody else makes; the questions on the pages stay."""
    command = [sys.executable, "-c", _PAGES_ONLY, "build", "--clean", "-C", str(ours)]
    return [*command, "--output", str(ours / "site-bare")]


def _cold(site: Path, command: list[str], timed: Timed) -> Run:
    shutil.rmtree(site, ignore_errors=True)
    return timed(command)


def _variant(theirs: Path, file: Path) -> None:
    """The same site with Material's answer to large navigations."""
    config = json.loads((theirs / "mkdocs.yml").read_text("utf-8"))
    config["theme"]["features"] = ["navigation.prune", "navigation.tabs", "navigation.indexes"]
    config["site_dir"] = "site-prune"
    file.write_text(json.dumps(config, ensure_ascii=False), "utf-8")


def _write_hugo(theirs: Path, folder: Path) -> None:
    """The same Markdown for Hugo, with the smallest layout that has a navigation."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(theirs / "docs", folder / "content")
    for path in (folder / "content").rglob("*.md"):
        text = path.read_text("utf-8")
        title = next((line[2:] for line in text.splitlines() if line.startswith("# ")), path.stem)
        path.write_text(f"---\ntitle: {json.dumps(title, ensure_ascii=False)}\n---\n{text}", "utf-8")
    for place, text in {
        "config.toml": 'baseURL = "/"\ndisableKinds = ["taxonomy", "term", "RSS", "sitemap"]\n',
        "layouts/_default/single.html": _LAYOUT,
        "layouts/_default/list.html": _LAYOUT,
        "layouts/partials/nav.html": _NAV,
    }.items():
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        (folder / place).write_text(text, "utf-8")


def time_edits(manual: Path, edits: int = 5) -> tuple[float, float]:
    """Seconds from saving a playbook until the new text comes from ``drillbook serve``, and until an open browser shows it.

    Both are the middle of several.
    """
    port = _free_port()
    command = [sys.executable, "-m", "drillbook", "serve", "-C", str(manual), "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    file = next((manual / "playbooks").rglob("process-5.yml"))
    before = file.read_text("utf-8")
    try:
        _wait(lambda: bool(_get(port, "index.html")))
        _wait(
            lambda: _edit(port, file, before, "热身") < 3
        )  # until the manual is loaded, an edit waits for the whole build
        served = statistics.median(_edit(port, file, before, f"第{number}次改") for number in range(edits))
        return served, _bench_editing.edits_seen(f"http://127.0.0.1:{port}/", file, edits)
    finally:
        file.write_text(before, "utf-8")
        server.terminate()
        server.wait()


def _edit(port: int, file: Path, before: str, text: str) -> float:
    page = "process/process-5.html"
    text += str(time.monotonic_ns())
    epoch = re.search(r'data-live="(\d+)"', _get(port, page))
    assert epoch, "the page does not wait for changes"
    start = time.perf_counter()
    file.write_text(before.replace("summary: ", f"summary: {text}", 1), "utf-8")
    _get(port, f"livereload/{epoch[1]}/1")
    _wait(lambda: text in _get(port, page))
    return time.perf_counter() - start


def _wait(is_done: Callable[[], bool], seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while not is_done():
        if time.monotonic() > end:
            raise TimeoutError("drillbook serve does not answer")
        time.sleep(0.02)


def _get(port: int, place: str) -> str:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/{place}", timeout=90) as answer:
            return str(answer.read().decode())
    except (OSError, urllib.error.URLError):
        return ""


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
