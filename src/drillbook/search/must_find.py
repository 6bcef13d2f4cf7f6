"""Queries that a manual must answer: the list under ``search.must_find``, checked with the search that readers use."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from drillbook.errors import Problem
from drillbook.graph import Graph
from drillbook.rules import Phrase
from drillbook.search.engine import Engine, Result

FIRST = 5
"""Among how many results the wanted one must stand."""
_DEEP = 50


def problems(
    wanted: Iterable[tuple[str, str, tuple[str, ...]]],
    graph: Graph,
    engine_of: Callable[[str], Engine | None],
    line_of: Callable[[str], int],
) -> Iterator[Problem]:
    """What is not found, or too far down.

    Args:
        wanted: Language, query, and the ids one of which must be found.
        graph: The manual.
        engine_of: The search of a language; none when the manual lacks the language.
        line_of: The line of mkdocs.yml a query stands in.
    """
    for lang, query, ids in wanted:
        line, engine = line_of(query), engine_of(lang)
        if engine is None:
            yield Problem("mkdocs.yml", line, 1, "DB903", {"lang": lang, "query": query})
            continue
        unknown = [id_ for id_ in ids if graph.node(id_) is None]
        for id_ in unknown:
            yield Problem("mkdocs.yml", line, 1, "DB902", {"id": id_, "query": query}, graph.guess_id(id_))
        if not unknown:
            yield from _missed(engine.search(query, _DEEP), query, ids, line)


def answers(result: str, wanted: str) -> bool:
    """Whether a result is what was wanted; any part of an entity is the entity."""
    return result == wanted or ("." not in wanted and result.startswith(f"{wanted}."))


def _missed(results: list[Result], query: str, ids: tuple[str, ...], line: int) -> Iterator[Problem]:
    places = [place for place, result in enumerate(results, 1) if any(answers(result.id, id_) for id_ in ids)]
    if places and places[0] <= FIRST:
        return
    place = (
        Phrase(f"only in place {places[0]}", f"排在第 {places[0]} 位") if places else Phrase("not at all", "完全没有")
    )
    first = f"{results[0].title} ({results[0].id})" if results else ""
    best = Phrase(first or "nothing", first or "无")
    values: dict[str, str | Phrase] = {
        "query": query,
        "id": ", ".join(ids),
        "place": place,
        "best": best,
        "first": str(FIRST),
    }
    yield Problem("mkdocs.yml", line, 1, "DB901", values)
