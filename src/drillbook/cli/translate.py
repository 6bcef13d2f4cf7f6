"""Commands on translations."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from drillbook.cli.options import Root, described
from drillbook.cli.terminal import err, interface_language, mistake, out, say, settings_at
from drillbook.errors import Problem
from drillbook.words import words

if TYPE_CHECKING:
    from drillbook.graph import Graph
    from drillbook.settings import Settings
    from drillbook.translate import Catalogue, Row

app = typer.Typer(help=say("help_translate"), no_args_is_help=True)
_Only = Annotated[str, typer.Option("--lang", metavar="LANG", help=say("help_translate_lang"))]


@app.command(**described("translate_status", "drillbook translate status", "drillbook translate status --lang en"))
def status(lang: _Only = "", root: Root = None) -> None:
    """Shows how far each translation is, kind by kind."""
    from drillbook.translate import status as count

    settings = settings_at(root)
    graph = _graph(settings)
    for each in _languages(settings, lang):
        catalogue = _catalogue(settings, each)
        _print_status(each, count(graph, catalogue))


@app.command(
    **described(
        "translate_update", "drillbook translate update", "drillbook translate update --lang en --from done.json"
    )
)
def update(
    lang: _Only = "",
    source: Annotated[
        list[Path] | None, typer.Option("--from", metavar="FILE.json", help=say("help_translate_from"))
    ] = None,
    root: Root = None,
) -> None:
    """Brings the catalogues up to date with the manual."""
    from drillbook import translate

    settings = settings_at(root)
    graph = _graph(settings)
    for each in _languages(settings, lang):
        catalogue = translate.update(graph, _catalogue(settings, each))
        catalogue, unknown = translate.fill(catalogue, _translations(source or []))
        catalogue.write(settings.root / settings.locales / f"{each}.po")
        out().print(say("updated", file=catalogue.file))
        if unknown:
            err().print(say("unknown_keys", count=len(unknown), keys=", ".join(unknown[:5])), style="yellow")
        _print_status(each, translate.status(graph, catalogue))


def _graph(settings: Settings) -> Graph:
    """The manual; files that cannot be read stop the command, so that their translations are not taken for obsolete."""
    from drillbook.manual import read_manual

    manual = read_manual(settings)
    _stop_on(manual.problems, settings)
    return manual.graph


def _stop_on(problems: list[Problem], settings: Settings) -> None:
    from drillbook.cli.report import Format, print_problems

    errors = [problem for problem in problems if problem.level == "error"]
    if errors:
        print_problems(errors, Format.TEXT, interface_language(), settings.root, err())
        raise typer.Exit(1)


def _catalogue(settings: Settings, lang: str) -> Catalogue:
    from drillbook.translate import read_catalogue

    catalogue, problems = read_catalogue(settings.root / settings.locales / f"{lang}.po", settings.root)
    _stop_on(problems, settings)
    return catalogue


def _languages(settings: Settings, only: str) -> tuple[str, ...]:
    languages = settings.languages[1:]
    if not only:
        return languages
    if only not in languages:
        raise mistake("not_a_translation", value=only, allowed=", ".join(languages) or "-")
    return (only,)


def _translations(files: list[Path]) -> dict[str, str]:
    """The texts of all files, ``{key: translation}``."""
    found: dict[str, str] = {}
    for file in files:
        try:
            data = json.loads(file.read_text("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise mistake("not_json", file=file, reason=say("json_encoding")) from error
        except json.JSONDecodeError as error:
            reason = say("json_syntax", line=error.lineno, column=error.colno)
            raise mistake("not_json", file=file, reason=reason) from error
        found |= _texts(data, file)
    return found


def _texts(data: object, file: Path) -> dict[str, str]:
    """What a JSON file holds, where that is translations by their keys."""
    if not isinstance(data, dict):
        raise mistake(
            "not_json", file=file, reason=say("json_shape", example='{"contract-signing:title": "Signing a contract"}')
        )
    for key, text in data.items():
        if not isinstance(text, str):
            raise mistake("not_json", file=file, reason=say("json_text", key=key))
    return data


def _print_status(lang: str, rows: list[Row]) -> None:
    from rich.table import Table

    table, names = Table(title=lang, title_justify="left"), words(interface_language())
    table.add_column(say("kind"))
    for column in ("translated", "stale", "missing", "done"):
        table.add_column(say(column), justify="right")
    for row in rows:
        table.add_row(names.get(f"kind_{row.kind}", row.kind), *_numbers(row.translated, row.stale, row.missing))
    sums = [sum(getattr(row, name) for row in rows) for name in ("translated", "stale", "missing")]
    table.add_section()
    table.add_row(say("all"), *_numbers(*sums))
    out().print(table)


def _numbers(translated: int, stale: int, missing: int) -> list[str]:
    total = translated + stale + missing
    share = f"{100 * translated // total} %" if total else "-"
    return [str(translated), str(stale), str(missing), share]
