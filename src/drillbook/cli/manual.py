"""Commands on a manual as a whole: start one, check it, write its schemas."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from drillbook.cli.options import Lang, Root, described, require
from drillbook.cli.terminal import CHINESE, ENGLISH, err, find_root, out, progress, say, speak
from drillbook.errors import Problem, sort_problems, summary
from drillbook.rules import Count

if TYPE_CHECKING:
    from drillbook.building.checked import Checked
    from drillbook.graph import Graph
    from drillbook.settings import Settings


NEW = described("new", "drillbook new my-manual", "drillbook new my-manual --lang en")
CHECK = described("check", "drillbook check", "drillbook check --strict --format github")
SCHEMA = described("schema", "drillbook schema", "drillbook schema --check")


def new(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=say("help_new_folder"))],
    lang: Annotated[str, typer.Option("--lang", metavar="zh-CN|en", help=say("help_new_lang"))] = CHINESE,
) -> None:
    """Starts a manual in an empty folder."""
    from drillbook.new import create

    require(lang, (CHINESE, ENGLISH), "--lang")
    written = create(folder, lang)
    out().print(say("new_done", count=len(written), folder=folder))
    out().print(say("new_next", folder=folder))


def check(
    form: Annotated[str, typer.Option("--format", metavar="text|json|github", help=say("help_format"))] = "text",
    strict: Annotated[bool, typer.Option("--strict", help=say("help_strict"))] = False,
    lang: Lang = "",
    root: Root = None,
) -> None:
    """Lists everything that is wrong with a manual."""
    from drillbook.cli.report import Format, print_problems

    require(form, list(Format), "--format")
    lang = speak(lang)
    settings, problems = _settings(root)
    checked = _checked(settings) if settings else None
    problems = sort_problems([*problems, *(checked.problems if checked else ())])
    print_problems(problems, Format(form), lang, find_root(root), out())
    if checked:
        loaded = checked.manual.graph.loaded
        files = Count(len({item.source.file for item in loaded}))
        err().print(say("summary", lang, problems=summary(problems, lang), entities=Count(len(loaded)), files=files))
        _print_coverage(checked.manual.graph, lang)
    else:
        err().print(say("summary_settings", lang, problems=summary(problems, lang)))
    if any(problem.level == "error" for problem in problems) or (strict and problems):
        raise typer.Exit(1)


def _settings(root: Path | None) -> tuple[Settings | None, list[Problem]]:
    """The options of the manual, as far as it can be checked with them, and what is wrong with them."""
    from drillbook.settings import WrongSettings, read_settings

    try:
        return read_settings(find_root(root)), []
    except WrongSettings as wrong:
        return wrong.settings, wrong.problems


def _checked(settings: Settings) -> Checked:
    from drillbook.building.build import check_manual
    from drillbook.crew import processors

    with progress() as show:
        show("check")
        return check_manual(settings, show, processes=processors())


def _print_coverage(graph: Graph, lang: str) -> None:
    """One line on how much of the source documents the manual holds; none where no document lists its facts."""
    from drillbook.coverage import coverage

    covered = coverage(graph)
    if covered.declared:
        left = say("coverage_open", lang, count=f"{covered.unplaced:,}") if covered.unplaced else ""
        used, total, omitted = (f"{n:,}" for n in (covered.used, len(covered.declared), covered.left_out))
        err().print(say("coverage", lang, used=used, total=total, omitted=omitted, open=left))


def schema(
    check_only: Annotated[bool, typer.Option("--check", help=say("help_schema_check"))] = False,
    root: Root = None,
) -> None:
    """Writes the JSON Schemas that editors use, and the reference pages made from the models."""
    from drillbook import schema as schemas
    from drillbook.quiz.contract import contracts

    folder = find_root(root)
    more = {
        f"{schemas.REFERENCE}/{name}": json.dumps(contract, ensure_ascii=False, indent=2) + "\n"
        for name, contract in contracts().items()
    }
    changed = schemas.outdated(folder, more)
    if not check_only:
        schemas.write(folder, more)
    for path in changed:
        out().print(say("schema_stale" if check_only else "schema_written", file=path))
    if not changed:
        out().print(say("schema_fresh"))
    if check_only and changed:
        raise typer.Exit(1)
