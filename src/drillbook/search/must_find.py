"""Queries that a manual must answer: the list under ``search.must_find``, checked with the search that readers use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from drillbook.errors import Problem
from drillbook.graph import Graph
from drillbook.rules import Phrase
from drillbook.search.engine import Engine, Result
from drillbook.settings import Wanted
from drillbook.text import apart, closest_language

FIRST = 5
"""Among how many results the wanted one must stand."""
_DEEP = 50


class Told(Protocol):
    """Makes a problem at the place of some keys below ``must_find``."""

    def __call__(
        self,
        code: str,
        keys: tuple[str | int, ...],
        values: Mapping[str, str | Phrase],
        *,
        at_key: bool,
        suggestion: str = "",
    ) -> Problem:
        """The problem."""


def impossible(wanted: Iterable[Wanted], graph: Graph, languages: Sequence[str], told: Told) -> Iterator[Problem]:
    """Queries in a language the manual lacks, and for what does not exist.

    Args:
        wanted: The queries.
        graph: The manual.
        languages: Those of the manual.
        told: Makes a problem.
    """
    for each in wanted:
        if each.lang not in languages:
            meant = closest_language(each.lang, languages)
            yield told("DB903", each.keys[:1], {"lang": each.lang, "query": each.query}, at_key=True, suggestion=meant)
        for number, id_ in enumerate(each.ids):
            if graph.node(id_) is None and id_.partition(".")[0] not in graph.unread:
                if ids := apart(id_):
                    yield told("DB315", (*each.keys, number), {"value": id_, "mended": ", ".join(ids)}, at_key=False)
                    continue
                values = {"id": id_, "query": each.query}
                yield told("DB902", (*each.keys, number), values, at_key=False, suggestion=graph.guess_id(id_))


def missed(wanted: Iterable[Wanted], engine: Engine, told: Told) -> Iterator[Problem]:
    """What is not found, or too far down.

    Args:
        wanted: Queries in one language.
        engine: The search of that language.
        told: Makes a problem.
    """
    for each in wanted:
        yield from _missed(engine.search(each.query, _DEEP), each, told)


def answers(result: str, wanted: str) -> bool:
    """Whether a result is what was wanted; any part of an entity is the entity."""
    return result == wanted or ("." not in wanted and result.startswith(f"{wanted}."))


def _missed(results: list[Result], wanted: Wanted, told: Told) -> Iterator[Problem]:
    places = [place for place, result in enumerate(results, 1) if any(answers(result.id, id_) for id_ in wanted.ids)]
    if places and places[0] <= FIRST:
        return
    place = (
        Phrase(f"only in place {places[0]}", f"排在第 {places[0]} 位") if places else Phrase("not at all", "完全没有")
    )
    first = f"{results[0].title} ({results[0].id})" if results else ""
    best = Phrase(first or "nothing", first or "无")
    values: dict[str, str | Phrase] = {
        "query": wanted.query,
        "id": ", ".join(wanted.ids),
        "place": place,
        "best": best,
        "first": str(FIRST),
    }
    yield told("DB901", wanted.keys, values, at_key=True)
