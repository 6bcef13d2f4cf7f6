"""Prints what the gate says about a bank, and what of the manual has items."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import typer
from rich.table import Table

from drillbook.building.practice import every_item
from drillbook.cli.terminal import interface_language, out, say
from drillbook.quiz import assemble
from drillbook.quiz.coverage import measure
from drillbook.quiz.lint.gate import Report, judge
from drillbook.quiz.lint.guess import Verdict
from drillbook.quiz.lint.proof import Truths
from drillbook.rules import Count
from drillbook.words import words

if TYPE_CHECKING:
    from drillbook.building.build import Checked
    from drillbook.model.covered import Counts, CoverageReport
    from drillbook.model.item import Form, Item

_SHOWN = 40


def lint(checked: Checked, languages: Sequence[str], form: str) -> None:
    """Judges the bank in each language; ends with exit code 1 when something does not pass."""
    views = {view.lang: view for view in checked.bank.views}
    banks: Mapping[str, list[Item]] = {lang: every_item(checked, lang) for lang in languages}
    truths = {lang: Truths(views[lang]) for lang in languages}
    reports = list(judge(banks, truths, {lang: forms_in(checked, lang) for lang in languages}))
    thin = _to_mend(measure(checked.bank))
    passes = all(report.passes for report in reports) and not thin
    if form == "json":
        data = {"passes": passes, "languages": [r.as_dict() for r in reports], "critical_steps_to_mend": thin}
        typer.echo(json.dumps(data, ensure_ascii=False, indent=1))
    else:
        for report in reports:
            _print_report(report)
        for step in thin:
            out().print(say("coverage_thin", step=step))
        reasons = dict.fromkeys(
            reason for report in reports for reason in (*report.reasons(), *(["thin"] if thin else []))
        )
        told = words(interface_language())
        out().print(
            say("lint_fails", reasons=told["and_list"].join(told[f"quiz_reason_{r}"] for r in reasons))
            if reasons
            else say("lint_passes")
        )
    if not passes:
        raise typer.Exit(1)


def forms_in(checked: Checked, lang: str) -> list[Form]:
    """Every form of the manual in one language, with those at the end of process pages."""
    from drillbook.model.process import Process
    from drillbook.model.quiz import Blueprint

    graph, shelf = checked.graphs[lang], checked.bank.shelf(lang)
    drawn = [form for blueprint in graph.of(Blueprint) for form in assemble.forms(blueprint, shelf, graph)]
    return drawn + [assemble.check_yourself(process.id, shelf) for process in graph.of(Process)]


def _print_report(report: Report) -> None:
    out().print(
        say("lint_head", lang=report.lang, items=Count(report.items), errors=report.count("error"), warnings=report.count("warning"),
            share=f"{report.warning_share:.2f}")
    )  # fmt: skip
    told = words(interface_language())
    flaws = [*report.flaws, *(flaw for each in report.forms for flaw in each.flaws)]
    for flaw in sorted(flaws, key=lambda f: f.level)[:_SHOWN]:
        out().print(f"  {flaw.level} {flaw.check} {flaw.item}: {told[f'quiz_flaw_{flaw.check}']} ({flaw.detail})")
    if len(flaws) > _SHOWN:
        out().print(f"  … +{len(flaws) - _SHOWN}")
    out().print(_table(report.verdicts))
    for each in report.forms:
        if not each.passes:
            out().print(say("lint_form", form=each.form))
            out().print(_table([verdict for verdict in each.verdicts if verdict.fails]))


def _table(verdicts: Sequence[Verdict]) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column(say("lint_guesser"))
    for name in ("guesses", "rate", "chance", "limit", "effect"):
        table.add_column(say(f"lint_{name}"), justify="right")
    table.add_column("")
    told = words(interface_language())
    for v in verdicts:
        limit = 100 * v.limit / v.guesses if v.guesses else 100
        cells = (str(v.guesses), f"{v.rate:.1f} %", f"{v.chance:.1f} %", f"{limit:.1f} %", f"{v.effect:+.2f}")
        outside = say("lint_outside") if v.fails else ""
        table.add_row(told[f"quiz_guesser_{v.guesser}"], *cells, outside, style="red" if v.fails else None)
    return table


def coverage(checked: Checked, form: str) -> None:
    """Tells what of each playbook has items; ends with exit code 1 when a critical step has not enough."""
    found = measure(checked.bank)
    if form == "json":
        typer.echo(json.dumps(found.as_dict(), ensure_ascii=False, indent=1))
    else:
        _print_coverage(found)
    if _to_mend(found):
        raise typer.Exit(1)


def _to_mend(found: CoverageReport) -> list[str]:
    return [step for row in found.playbooks for step in row.critical_steps_to_mend]


def _print_coverage(found: CoverageReport) -> None:
    table = Table(box=None, pad_edge=False)
    table.add_column(say("coverage_playbook"))
    for name in ("items", "facts", "steps", "critical"):
        table.add_column(say(f"coverage_{name}"), justify="right")
    for row in found.playbooks:
        table.add_row(row.id, *_cells(row))
    table.add_section()
    table.add_row(say("coverage_total"), *_cells(found.total))
    out().print(table)
    for step in _to_mend(found):
        out().print(say("coverage_thin", step=step))


def _cells(row: Counts) -> tuple[str, str, str, str]:
    facts, steps = _share(row.facts_with_items, row.facts), _share(row.steps_with_items, row.steps)
    return str(row.items), facts, steps, _share(row.critical_steps_with_two_levels, row.critical_steps)


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole} {100 * part / whole:.0f}%" if whole else ""
