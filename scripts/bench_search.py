"""Measures the search: ``python3 scripts/bench_search.py``: how well it finds, how fast, and how much is loaded.

Quality: judged queries over the bundled manual (tests/search/queries.yml), by class, those tuned on and those held back apart.
Speed: sites of many pages, each page a playbook of the bundled manual with its parts, drawn at random; in Chromium, over http from
this machine. Beside it, where they can be had: Material's own search, Zensical's (requirements/zensical.txt) and Pagefind (npm) on the
same pages. A keystroke is the time
from the change of the field to the first change of the results; machines differ: quote the ratios.
"""

from __future__ import annotations

import argparse
import gzip
import html
import importlib.util
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import _common

TARGETS = {1000: (260, 400, 10), 5000: (600, 1000, 30)}
"""Pages -> compressed KB and ms before the first result, ms of a keystroke (95th percentile)."""
TYPED = (
    "客户投诉怎么处理",
    "合同审批",
    "kehu tousu",
    "优惠申请单",
    "客户嫌贵怎么办",
    "退货流程",
    "报价单",
    "逾期货款",
    "khbf",
    "新员工培训",
)
_PAGE = """<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title><link rel="icon" href="data:,"></head>
<body>{search}<main data-pagefind-body><h1>{title}</h1>{text}</main></body></html>"""


def main() -> int:
    """Runs the measurements inside the checkout's environment."""
    if Path(sys.prefix).resolve() != _common.VENV.resolve() and "DRILLBOOK_BENCH_HERE" not in os.environ:
        python = _common.environment("test", "zensical")
        return _common.run([str(python), str(Path(__file__).resolve()), *sys.argv[1:]])
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--pages", type=int, nargs="*", default=[1000, 5000], help="sizes of the sites (default: 1000 5000)"
    )
    parser.add_argument("--rivals-up-to", type=int, default=1000, help="larger sites are searched by Drillbook only")
    parser.add_argument("--pagefind", type=Path, help="the program pagefind; left out, it is looked for in the path")
    parser.add_argument("--json", type=Path, help="also write the figures into this file")
    parser.add_argument("--no-quality", action="store_true", help="leave out the judged queries")
    parser.add_argument(
        "--held-back", action="store_true", help="also score the queries that are held back from tuning"
    )
    options = parser.parse_args()
    figures: dict[str, Any] = {}
    if not options.no_quality:
        figures["quality"] = quality(held_back=options.held_back)
    with tempfile.TemporaryDirectory(prefix="drillbook-bench-") as name:
        figures["speed"] = [measure(pages, Path(name), options) for pages in options.pages]
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", "utf-8")
    return 0


# How well it finds.


def quality(*, held_back: bool) -> dict[str, Any]:
    """recall@5 and MRR@10 of the bundled manual by part and class, with the number of queries."""
    import yaml

    from drillbook.building.finding import ManualSearch, read_graphs
    from drillbook.search.engine import Engine
    from drillbook.search.judge import Score, mean, score
    from drillbook.settings import read_settings

    settings = read_settings(_common.ROOT)
    search = ManualSearch(settings, read_graphs(settings)[0])
    engines = {lang: Engine(dict(search.files(lang))) for lang in settings.languages}
    scores: dict[tuple[str, str], list[Score]] = defaultdict(list)
    for query in yaml.safe_load((_common.ROOT / "tests/search/queries.yml").read_text("utf-8")):
        if query.get("held_back") and not held_back:
            continue
        lang = query.get("lang", "zh-CN")
        found = [result.id for result in engines[lang].search(query["query"])]
        for part in parts_of(query):
            for group in ("all", lang, query["class"]):
                scores[part, group].append(score(found, query["find"]))
    figures: dict[str, Any] = {}
    for (part, group), some in scores.items():
        found_mean = mean(some)
        figures[f"{part}: {group}"] = [len(some), *found_mean]
        print(
            f"{part:<21}{group:<12}{len(some):>4} queries   recall@5 {found_mean.recall:.3f}   MRR@10 {found_mean.rank:.3f}"
        )
    return figures


def parts_of(query: dict[str, Any]) -> list[str]:
    """The queries that are scored together: those of a round, the first three as one; all that are held back."""
    number = query.get("round", 1)
    if query.get("held_back"):
        return [f"round {number}, held back", "all held back"]
    return ["rounds 1 to 3" if number < 4 else f"round {number}"]


# How fast it finds.


def measure(pages: int, folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    """Writes the sites of one size and searches them in Chromium."""
    _common.say(f"Writing {pages} pages ...")
    entries = sampled(pages)
    sides = {"drillbook": folder / f"drillbook-{pages}"}
    write_drillbook(sides["drillbook"], entries)
    if pages <= options.rivals_up_to:
        sides |= write_rivals(folder, pages, entries, options)
    figures: dict[str, Any] = {"pages": pages}
    for side, site in sides.items():
        _common.say(f"Searching with {side} ...")
        with served(site) as address:
            figures[side] = found = in_browser(side, address, site)
        print(
            f"{pages} pages  {side:<10} first result {found['first_ms']:7.0f} ms after {found['first_kb']:6.0f} KB   "
            f"keystroke {found['key_median']:6.1f} ms, p95 {found['key_p95']:6.1f} ms   loaded in all {found['all_kb']:6.0f} KB"
        )
    if pages in TARGETS:
        ours = figures["drillbook"]
        for name, wanted, value in zip(
            ("KB", "ms", "ms a key"), TARGETS[pages], (ours["first_kb"], ours["first_ms"], ours["key_p95"]), strict=True
        ):
            print(f"  {value:.0f} {name} (at most {wanted}: {'reached' if value <= wanted else 'MISSED'})")
    return figures


def sampled(pages: int) -> list[Any]:
    """Entries of so many playbooks: those of the bundled manual in random order, again and again, their lines shuffled."""
    from drillbook.building.finding import read_graphs
    from drillbook.search.entries import entries
    from drillbook.settings import read_settings
    from drillbook.site.urls import url_of
    from drillbook.words import words

    graph = read_graphs(read_settings(_common.ROOT))[0]["zh-CN"]
    whole: list[list[Any]] = []
    for entry in entries(graph, words("zh-CN"), lambda id_: url_of(graph, id_)):
        if "." not in entry.id:
            whole.append([])
        whole[-1].append(entry)
    whole = [group for group in whole if len(group) > 3]  # playbooks with a page of their own
    lines = [line for group in whole for entry in group for line in entry.lines]
    chance, found = random.Random(1), []
    for number in range(pages):
        for entry in whole[chance.randrange(len(whole))]:
            head, dot, part = entry.id.partition(".")
            url = f"p/{head}-{number}.html" + (f"#{part}" if dot else "")
            mixed = tuple(chance.choice(lines) for _ in entry.lines)
            found.append(entry._replace(id=f"{head}-{number}{dot}{part}", url=url, lines=mixed))
    return found


def write_drillbook(site: Path, entries: Sequence[Any]) -> None:
    """A page with the search box, and its index."""
    from drillbook.assets import FOLDER, shipped
    from drillbook.search.index import each_file

    files = dict(each_file(entries, "zh-CN"))
    files[f"{FOLDER}/search-engine.js"] = shipped()["search-engine.js"]
    files["index.html"] = _PAGE.format(
        title="Start", text="", search='<script src="assets/drillbook/search.js"></script>'
    )
    write(site, files)


def write_rivals(folder: Path, pages: int, entries: Sequence[Any], options: argparse.Namespace) -> dict[str, Path]:
    """The same pages for the other searches, as far as they can be had."""
    texts = dict(as_pages(entries))
    material = folder / f"material-{pages}"
    write(material, {
        "mkdocs.yml": 'site_name: Bench\ntheme: {name: material, language: zh, font: false, features: [navigation.prune]}\nplugins:\n  - search: {lang: [zh]}\n',
        "docs/index.md": "# Start\n",
        **{f"docs/{name}.md": f"# {title}\n\n" + "\n\n".join(lines) + "\n" for name, (title, lines) in texts.items()},
    })  # fmt: skip
    _common.say(f"Material builds {pages} pages ...")
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(material / "mkdocs.yml")],
        check=True,
        capture_output=True,
    )
    sides = {"material": material / "site"}
    if importlib.util.find_spec("zensical"):
        write(material, {"zensical.yml": "site_dir: site-zensical\n" + (material / "mkdocs.yml").read_text("utf-8")})
        _common.say(f"Zensical builds {pages} pages ...")
        subprocess.run(
            [sys.executable, "-m", "zensical", "build", "--clean", "-f", str(material / "zensical.yml")],
            check=True,
            capture_output=True,
        )
        sides["zensical"] = material / "site-zensical"
    else:
        _common.say("Zensical is left out: it is not installed (requirements/zensical.txt)")
    program = str(options.pagefind or shutil.which("pagefind") or "")
    if program:
        site = folder / f"pagefind-{pages}"
        script = '<input id="q"><ol id="r"></ol><script type="module">' + _PAGEFIND + "</script>"
        write(site, {
            "index.html": _PAGE.format(title="Start", text="", search=script).replace(" data-pagefind-body", ""),
            **{f"{name}.html": _PAGE.format(title=html.escape(title), search="", text="".join(f"<p>{html.escape(line)}</p>" for line in lines)) for name, (title, lines) in texts.items()},
        })  # fmt: skip
        subprocess.run([program, "--site", str(site)], check=True, capture_output=True)
        sides["pagefind"] = site
    else:
        _common.say("Pagefind is left out: it is not in the path (npm install -g pagefind)")
    return sides


_PAGEFIND = """
let engine, turn = 0;
document.getElementById("q").addEventListener("input", async (event) => {
  const mine = ++turn;
  engine = engine || await import("/pagefind/pagefind.js");
  const found = await engine.search(event.target.value);
  const data = await Promise.all(found.results.slice(0, 5).map((result) => result.data()));
  if (mine !== turn) return;
  document.getElementById("r").replaceChildren(...data.map((each) => Object.assign(document.createElement("li"), { textContent: each.meta.title + each.plain_excerpt })), document.createElement("i"));
});
"""


def as_pages(entries: Sequence[Any]) -> Iterator[tuple[str, tuple[str, list[str]]]]:
    """Name, title and paragraphs of every page."""
    for entry in entries:
        if "." not in entry.id:
            name, title, lines = entry.id, entry.title, [*entry.names, *entry.lines]
            yield name, (title, lines)
        else:
            lines += [entry.title, *entry.names, *entry.lines]


def write(folder: Path, files: dict[str, str]) -> None:
    """Writes files below a folder."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        return


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serves a folder; yields its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


FIELDS = {
    "drillbook": (".db-search-input", ".db-search-list"),
    "material": (".md-search__input", ".md-search-result__list"),
    "zensical": ("dialog input[role=combobox]", "dialog ol[role=listbox]"),
    "pagefind": ("#q", "#r"),
}
_AT = """const at = (selector) => document.querySelector(selector)
    || [...document.querySelectorAll("*")].map((each) => each.shadowRoot && each.shadowRoot.querySelector(selector)).find(Boolean);"""
"""Finds an element, also where it stands in a shadow tree."""
_KEY = """([field, list, text]) => new Promise((done) => {
  AT
  const input = at(field), results = at(list), start = performance.now();
  const watch = new MutationObserver(() => { watch.disconnect(); done(performance.now() - start); });
  watch.observe(results, { childList: true, subtree: true });
  input.value = text;
  for (const name of ["input", "keyup"]) input.dispatchEvent(new Event(name, { bubbles: true }));
  setTimeout(() => { watch.disconnect(); done(null); }, 3000);
})""".replace("AT", _AT)

_FIRST = """([field, list, text]) => new Promise((done) => {
  AT
  const input = at(field), start = performance.now();
  const look = () => {
    const found = at(list);
    if (!found || !found.children.length) return setTimeout(look, 1);
    const now = performance.now();
    done([now - start, performance.getEntriesByType("resource").filter((each) => each.responseEnd && each.responseEnd <= now).map((each) => each.name)]);
  };
  input.focus();
  input.value = text;
  for (const name of ["input", "keyup"]) input.dispatchEvent(new Event(name, { bubbles: true }));
  look();
})""".replace("AT", _AT)


def in_browser(side: str, address: str, site: Path) -> dict[str, float]:
    """First result from a cold start, then every keystroke of some queries once everything is there."""
    from playwright.sync_api import sync_playwright

    field, results = FIELDS[side]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("DRILLBOOK_BROWSER") or shutil.which("chromium")
        )
        first = [first_result(browser, side, address, site) for _ in range(3)]
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        asked = requests_of(page, address)
        start_search(page, side, address)
        page.locator(field).fill("客户")
        page.wait_for_timeout(1000 + 15 * len(list(site.rglob("texts-*.js"))) * 20)
        times = [
            page.evaluate(_KEY, [field, results, query[: length + 1]])
            for query in TYPED
            for length in range(len(query))
        ]
        everything = weight(site, asked)
        browser.close()
    known = sorted(each for each in times if each is not None)
    return {
        "first_ms": statistics.median(ms for ms, _ in first), "first_kb": statistics.median(kb for _, kb in first),
        "key_median": statistics.median(known), "key_p95": known[int(len(known) * 0.95)], "key_none": len(times) - len(known),
        "all_kb": everything,
    }  # fmt: skip


def first_result(browser: Any, side: str, address: str, site: Path) -> tuple[float, float]:
    """From the first keystroke in a new browser to the first result: ms, and compressed KB of what was loaded for it."""
    page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    start_search(page, side, address)
    seconds, urls = page.evaluate(_FIRST, [*FIELDS[side], "客户"])
    page.context.close()
    return seconds, weight(site, [url.removeprefix(address).partition("?")[0] for url in urls])


def start_search(page: Any, side: str, address: str) -> None:
    """Opens the first page; Material and Zensical load their index with every page, so that is let finish."""
    page.goto(address)
    if side in ("material", "zensical"):
        page.wait_for_timeout(500)
        page.keyboard.press("/")


def requests_of(page: Any, address: str) -> list[str]:
    """The files of a site that a page asks for, as it goes on; the page itself, its style and pictures left out."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(address).partition("?")[0]))
    return asked


def weight(site: Path, asked: Sequence[str]) -> float:
    """Compressed KB of the files of the search among those asked for."""
    files = {site / name for name in asked if "search" in name or "pagefind" in name}
    return sum(len(gzip.compress(file.read_bytes(), 6)) for file in files if file.is_file()) / 1024


if __name__ == "__main__":
    sys.exit(main())
