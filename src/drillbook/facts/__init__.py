"""The typed statements the manual makes: who does what, in which order, by when, to which form.

Everything about a generated question follows from facts. Their ids are made of ids only and are the same in every language;
their hashes are those of the source language, so that a better translation changes nothing and a changed statement everything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from drillbook.facts.fact import Amount, Fact, Reader, Value, digest
from drillbook.facts.organisation import rhythm_facts, role_facts
from drillbook.facts.process import partial_order, process_facts
from drillbook.facts.reference import figure_facts, form_facts, kpi_facts, model_facts, policy_facts, term_facts
from drillbook.facts.talk import objection_facts, talk_facts
from drillbook.graph import Graph

__all__ = ["Amount", "Fact", "Value", "digest", "facts", "partial_order"]

_READERS: Final[dict[str, Callable[[Reader, Any], Iterator[Fact]]]] = {
    "process": process_facts,
    "talk-track": talk_facts,
    "objection": objection_facts,
    "policy": policy_facts,
    "model": model_facts,
    "role": role_facts,
    "rhythm": rhythm_facts,
    "form": form_facts,
    "kpi": kpi_facts,
    "term": term_facts,
}


def facts(graph: Graph, source: Graph | Mapping[str, str] | None = None) -> list[Fact]:
    """Every statement of the published entities, in the order of files.

    Args:
        graph: The manual in any language.
        source: The manual in its source language, when ``graph`` is a translation, or the hashes by fact id taken from it:
            they do not change with a translation.
    """
    found = list(_read(graph))
    if source is None or source is graph:
        return found
    hashes = {fact.id: fact.hash for fact in _read(source)} if isinstance(source, Graph) else source
    return [replace(fact, hash=hashes.get(fact.id, fact.hash)) for fact in found]


def _read(graph: Graph) -> Iterator[Fact]:
    names: dict[str, tuple[Value, ...]] = {}
    for item in graph.entities.values():
        if item.entity.status != "active":
            continue
        read = Reader(graph, item, names)
        if item.entity.kind in _READERS:
            yield from _READERS[item.entity.kind](read, item.entity)
        yield from figure_facts(read, item.entity)
