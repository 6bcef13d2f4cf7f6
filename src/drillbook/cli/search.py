"""The command that searches a manual as its readers do."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from drillbook.cli.options import Root, described
from drillbook.cli.terminal import err, interface_language, mistake, out, say, settings_at
from drillbook.errors import Problem, summary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from drillbook.graph import Graph
    from drillbook.search.engine import Engine, Result

SEARCH = described(
    "search", "drillbook search 客户嫌贵怎么办", "drillbook search khts --json", "drillbook search refund --lang en"
)
_SHOWN = 10


def search(
    query: Annotated[list[str], typer.Argument(metavar="QUERY", help=say("help_search_query"))],
    lang: Annotated[str, typer.Option("--lang", metavar="LANG", help=say("help_search_lang"))] = "",
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=100, help=say("help_search_limit"))] = _SHOWN,
    kind: Annotated[str, typer.Option("--kind", metavar="KIND", help=say("help_search_kind"))] = "",
    role: Annotated[str, typer.Option("--role", metavar="ID", help=say("help_search_role"))] = "",
    industry: Annotated[str, typer.Option("--industry", metavar="ID", help=say("help_search_industry"))] = "",
    as_json: Annotated[bool, typer.Option("--json", help=say("help_search_json"))] = False,
    root: Root = None,
) -> None:
    """Searches the manual; ends with 1 when nothing is found."""
    from drillbook.building.finding import ManualSearch, read_graphs
    from drillbook.search.engine import Engine

    settings = settings_at(root)
    lang = lang or settings.source_language
    if lang not in settings.languages:
        raise mistake("no_language", value=lang, allowed=", ".join(settings.languages))
    asked = " ".join(query)
    if not asked.strip():
        raise mistake("search_empty")
    graphs, problems = read_graphs(settings)
    manual = ManualSearch(settings, graphs)
    _tell_unread([*problems, *manual.words_problems()])
    _check_filters(graphs[lang], kind=kind, role=role, industry=industry)
    engine = Engine(dict(manual.files(lang)))
    results, missing = engine.ask(asked, limit, kind=kind, role=role, industry=industry)
    if as_json:
        typer.echo(json.dumps([_as_dict(result) for result in results], ensure_ascii=False, indent=1))
    else:
        for result in results:
            out().print(_as_text(result, lang))
        if missing:
            err().print(say("search_without", interface_language(), missing=" ".join(missing)))
    if not results:
        _tell_nothing(engine, asked)
        raise typer.Exit(1)


def _tell_unread(problems: Sequence[Problem]) -> None:
    """Says that something is missing, so that an author does not take a mistake in a file for a fault of the search."""
    errors = [problem for problem in problems if problem.level == "error"]
    if errors:
        err().print(say("search_unread", problems=summary(errors, interface_language())), style="yellow")


def _check_filters(graph: Graph, **filters: str) -> None:
    """Stops at a filter that no manual, or not this one, could ever let anything through."""
    from drillbook.model import KINDS
    from drillbook.search.entries import PART_KINDS
    from drillbook.text import closest

    for name, value in filters.items():
        if name == "kind":
            known = {*KINDS, *PART_KINDS.values()}
        else:
            known = {id_ for id_, item in graph.entities.items() if item.entity.kind == name}
        if value and value not in known:
            guess = closest(value, known)
            hint = say("search_guess", interface_language(), guess=guess) if guess else ""
            raise mistake("search_unknown", name=name, value=value, hint=hint, allowed=", ".join(sorted(known)) or "-")


def _as_dict(result: Result) -> dict[str, object]:
    return {**result._asdict(), "path": list(result.path), "line": "".join(text for text, _ in result.line)}


def _as_text(result: Result, lang: str) -> Text:
    from drillbook.search.entries import kind_name
    from drillbook.words import words

    kind = kind_name(words(lang), result.kind)
    text = Text.assemble((result.title, "bold"), f"  {kind}  ", (result.id, "cyan"))
    if result.path:
        text.append("\n    " + " › ".join(result.path), "dim")
    if result.line:
        text.append("\n    ")
        for piece, is_marked in result.line:
            text.append(piece, "yellow" if is_marked else "")
    return text


def _tell_nothing(engine: Engine, query: str) -> None:
    near = ", ".join(f"{result.title} ({result.id})" for result in engine.near(query))
    err().print(say("search_nothing", interface_language(), query=query))
    if near:
        err().print(say("search_near", interface_language(), near=near))
