"""Measures how fast a large manual is built, beside default mkdocs-material: ``python3 scripts/bench.py``.

A manual of many processes is generated, in Chinese, with a navigation three levels deep. All sides build the same pages: Drillbook
from YAML; MkDocs with Material as it comes and with ``navigation.prune``, Zensical, and Hugo with the smallest layout, from plain
Markdown of the same text and the same navigation. They take turns, each build starts without a site, and the middle of the times counts. Machines differ: quote the ratios.

Drillbook also makes items for practice and permanent links, which the others do not; ``pages only`` is its build without those items.
Memory is that of the largest process of a build; for Drillbook also of all its processes together, measured in a run of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import _bench_builds
import _bench_memory
import _bench_practice
import _bench_reading
import _common
from _bench_manual import write_manual
from _bench_markdown import write_markdown

TARGETS = {
    "times faster than Material": 16.0,
    "times faster than Material with prune": 3.5,
    "megabytes": 300.0,
    "nothing changed (s)": 1.0,
    "an edited page while serving (s)": 0.5,
    "an edited page in the browser (s)": 0.5,
    "share of load and check": 1 / 3,
    "growth per page": 1.0,
    "largest page (KB)": 60.0,
    **_bench_practice.TARGETS,
    "bank (s)": 15.0,
    "bank (MB)": 1024.0,
    "growth per item": 1.0,
    "lint (s)": 60.0,
}
QUIZ_SIZES = (300, 1000)


def main() -> int:
    """Runs the measurements inside the checkout's environment."""
    if Path(sys.prefix).resolve() != _common.VENV.resolve():
        python = _common.environment("test")
        return _common.run([str(python), str(Path(__file__).resolve()), *sys.argv[1:]])
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--pages", type=int, nargs="+", default=[1000], help="how many processes; several sizes show the growth"
    )
    parser.add_argument("--rounds", type=int, default=3, help="how often each side builds (default: 3)")
    parser.add_argument(
        "--baseline-up-to", type=int, default=1000, help="larger manuals are built by Drillbook only (default: 1000)"
    )
    parser.add_argument("--keep", type=Path, help="put the generated manuals here and leave them")
    parser.add_argument("--json", type=Path, help="also write the figures into this file")
    parser.add_argument("--quiz", action="store_true", help="measure the bank of questions, and nothing else")
    parser.add_argument("--no-weights", action="store_true", help="leave out the page weights of the bundled manual")
    options = parser.parse_args()
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    with tempfile.TemporaryDirectory(prefix="drillbook-bench-") as name:
        folder = options.keep.resolve() if options.keep else Path(name)
        figures: dict[str, Any] = {
            "sizes": [] if options.quiz else [measure(n, folder, options) for n in options.pages]
        }
        figures["quiz"] = [measure_bank(n, folder) for n in QUIZ_SIZES]
        if not options.no_weights and not options.quiz:
            figures["weights"] = weigh(folder / "bundled")
            figures["practice"] = _bench_practice.practise(folder / "bundled")
            figures["reading"] = {
                how: _bench_reading.first_visits(folder / "bundled", packs=how == "compressed")
                for how in _bench_reading.WAYS
            }
    report(figures)
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    return 0


def measure(pages: int, folder: Path, options: argparse.Namespace) -> dict[str, float]:
    """Times the builds of one size in turns."""
    ours, theirs = folder / f"drillbook-{pages}", folder / f"material-{pages}"
    _common.say(f"Writing a manual of {pages} processes ...")
    write_manual(ours, pages)
    write_markdown(ours, theirs)
    sides, left_out = _bench_builds.sides(ours, theirs, timed, with_default=pages <= options.baseline_up_to)
    for reason in left_out:
        _common.say(f"Left out: {reason}.")
    times: dict[str, list[tuple[float, float]]] = {side: [] for side in sides}
    for number in range(options.rounds):
        for side, build in sides.items():
            _common.say(f"Round {number + 1} of {options.rounds}: {side} builds {pages} ...")
            times[side].append(build())
    html = sorted((ours / "site").rglob("*.html"))
    found: dict[str, float] = {
        "processes": pages,
        "pages": sum(1 for p in html if "id" not in p.relative_to(ours / "site").parts),
    }
    theirs_html = sum(1 for _ in (theirs / "site-prune").rglob("*.html"))
    if theirs_html != found["pages"]:
        _common.fail(f"Not like with like: Drillbook built {found['pages']} pages, Material {theirs_html}.")
    build = [sys.executable, "-m", "drillbook", "build", "--clean", "-C", str(ours)]
    found["together_megabytes"] = _bench_memory.together(build)
    for side, runs in times.items():
        found[f"{side}_seconds"] = statistics.median(seconds for seconds, _ in runs)
        found[f"{side}_megabytes"] = max(memory for _, memory in runs)
    found["edit_seconds"], found["edit_seen_seconds"] = _bench_builds.time_edits(ours)
    found["check_seconds"] = statistics.median(time_check(ours) for _ in range(options.rounds))
    return found


def timed(command: list[str]) -> tuple[float, float]:
    """Runs a command to its end; its seconds and the megabytes of its largest process."""
    seconds, memory, _ = _bench_memory.alone(command)
    return seconds, memory


def time_check(manual: Path) -> float:
    """The seconds of loading and checking a manual, without the start of Python."""
    from drillbook.manual import read_manual
    from drillbook.settings import read_settings

    start = time.perf_counter()
    from drillbook.check import check_graph

    graph = read_manual(read_settings(manual))
    problems = [*graph.problems, *check_graph(graph.graph)]
    seconds = time.perf_counter() - start
    assert not any(problem.level == "error" for problem in problems), problems[0].line_text()
    return seconds


_BANK = """
import json, resource, sys, time
from pathlib import Path
from drillbook.building.build import check_manual
from drillbook.settings import read_settings
checked = check_manual(read_settings(Path(sys.argv[1])))
start = time.perf_counter()
items = checked.bank.items("zh-CN")
seconds = time.perf_counter() - start
found = {"items": len(items), "seconds": seconds}
sides = [resource.getrusage(side).ru_maxrss for side in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
found["megabytes"] = sum(sides) / 1024
from drillbook.cli.quiz_gate import forms_in
from drillbook.quiz.lint.gate import judge
from drillbook.quiz.lint.proof import Truths
start = time.perf_counter()
list(judge({"zh-CN": items}, {"zh-CN": Truths(checked.bank.views[0])}, {"zh-CN": forms_in(checked, "zh-CN")}))
found["lint_seconds"] = time.perf_counter() - start
print(json.dumps(found))
"""


def measure_bank(pages: int, folder: Path) -> dict[str, float]:
    """Times the bank of a manual, in a process of its own; the memory is that of the process and of its largest copy."""
    manual = folder / f"drillbook-{pages}"
    if not manual.exists():
        write_manual(manual, pages)
    _common.say(f"Making every question of {pages} processes ...")
    found: dict[str, float] = json.loads(_bench_memory.alone([sys.executable, "-c", _BANK, str(manual)])[2])
    return {"processes": pages, **found, "milliseconds_an_item": 1000 * found["seconds"] / found["items"]}


def weigh(folder: Path) -> dict[str, Any]:
    """The weights of the pages of the bundled manual."""
    _common.say("Building the bundled manual ...")
    timed([sys.executable, "-m", "drillbook", "build", "-C", str(_common.ROOT), "--output", str(folder)])
    sizes = sorted(
        ((p.stat().st_size / 1024, p.relative_to(folder).as_posix()) for p in folder.rglob("*.html")), reverse=True
    )
    pages = [(size, name) for size, name in sizes if not name.startswith("id/") and "print/" not in name]
    return {"pages": len(pages), "median": statistics.median(size for size, _ in pages), "heaviest": pages[:8]}


def report(figures: dict[str, Any]) -> None:
    """Prints the figures and whether they reach the targets."""
    for size in figures["sizes"]:
        first = figures["sizes"][0]
        print(f"\n{size['processes']:.0f} processes, {size['pages']:.0f} pages")
        for side in ("drillbook", "pages only", "nothing changed", "material", "prune", "zensical", "hugo"):
            if f"{side}_seconds" in size:
                seconds, memory = size[f"{side}_seconds"], size[f"{side}_megabytes"]
                print(
                    f"  {side:15} {seconds:8.2f} s  {1000 * seconds / size['pages']:6.2f} ms a page  {memory:6.0f} MB"
                )
        print(f"  All processes of Drillbook together: {size['together_megabytes']:.0f} MB")
        if "material_seconds" in size:
            bare = size["material_seconds"] / size["pages only_seconds"]
            print(f"  Pages only, times faster than Material: {bare:.2f}")
            _target("times faster than Material", size["material_seconds"] / size["drillbook_seconds"], at_least=True)
        _target(
            "times faster than Material with prune", size["prune_seconds"] / size["drillbook_seconds"], at_least=True
        )
        _target("megabytes", size["drillbook_megabytes"])
        _target("nothing changed (s)", size["nothing changed_seconds"])
        _target("an edited page while serving (s)", size["edit_seconds"])
        _target("an edited page in the browser (s)", size["edit_seen_seconds"])
        _target("share of load and check", size["check_seconds"] / size["drillbook_seconds"])
        if size is not first:
            per_page = [s["drillbook_seconds"] / s["pages"] for s in (size, first)]
            _target("growth per page", per_page[0] / per_page[1])
    report_banks(figures["quiz"])
    if "reading" in figures:
        _bench_reading.report(figures["reading"])
    if "weights" in figures:
        weights = figures["weights"]
        print(
            f"\nBundled manual: {weights['pages']} pages, half of them under {weights['median']:.0f} KB; the heaviest:"
        )
        for kilobytes, name in weights["heaviest"]:
            print(f"  {kilobytes:6.1f} KB  {name}")
        _target("largest page (KB)", weights["heaviest"][0][0])
    if "practice" in figures:
        for name, value in _bench_practice.report(figures["practice"]).items():
            _target(name, value)


def report_banks(banks: list[dict[str, float]]) -> None:
    """Prints what the banks of questions cost."""
    print("\nAll questions")
    for bank in banks:
        print(
            f"  {bank['processes']:5.0f} processes {bank['items']:7.0f} items {bank['seconds']:7.2f} s "
            f"{bank['milliseconds_an_item']:6.3f} ms an item {bank['megabytes']:6.0f} MB, lint {bank['lint_seconds']:6.2f} s"
        )
    small, large = banks[0], banks[-1]
    _target("bank (s)", large["seconds"])
    _target("bank (MB)", large["megabytes"])
    _target("lint (s)", large["lint_seconds"])
    _target("growth per item", large["milliseconds_an_item"] / small["milliseconds_an_item"])


def _target(name: str, value: float, *, at_least: bool = False) -> None:
    wanted = TARGETS[name]
    is_met = value >= wanted if at_least else value <= wanted * (1.05 if name.startswith("growth") else 1)
    print(
        f"  {name}: {value:.2f} ({'at least' if at_least else 'at most'} {wanted:.2f}: {'reached' if is_met else 'MISSED'})"
    )


if __name__ == "__main__":
    sys.exit(main())
