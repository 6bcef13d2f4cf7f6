"""The typed statements the manual makes: who does what, in which order, by when, to which form.

Everything about a generated question follows from facts. Their ids are made of ids only and are the same in every language;
their hashes are those of the source language, so that a better translation changes nothing and a changed statement everything.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from drillbook.facts.fact import COMPARED, Amount, Fact, Reader, Value, digest, without_notes
from drillbook.facts.organisation import namesakes, rhythm_facts, role_facts
from drillbook.facts.process import partial_order, process_facts
from drillbook.facts.reference import figure_facts, form_facts, kpi_facts, model_facts, policy_facts, term_facts
from drillbook.facts.talk import objection_facts, talk_facts
from drillbook.graph import Graph
from drillbook.model.base import Figure

__all__ = ["COMPARED", "Amount", "Fact", "Value", "digest", "facts", "partial_order", "without_notes"]

_READERS: Final[dict[str, Callable[[Reader, Any], None]]] = {
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
    """Every statement of the published entities that are asked about, in the order of files.

    Args:
        graph: The manual in any language.
        source: The manual in its source language, when ``graph`` is a translation, or the hashes by fact id taken from it:
            they do not change with a translation.
    """
    found = _read(graph)
    if source is None or source is graph:
        return found
    hashes = {fact.id: fact.hash for fact in _read(source)} if isinstance(source, Graph) else source
    return [fact._replace(source_hash=hashes.get(fact.id, "")) for fact in found]


def _read(graph: Graph) -> list[Fact]:
    names: dict[str, tuple[Value, ...]] = {}
    with_figures = {node.entity.id for node in graph.nodes.values() if isinstance(node.part, Figure)}
    meant = namesakes(graph)
    found: list[Fact] = []
    for id_, item in graph.entities.items():
        if item.entity.status != "active" or not item.entity.asked:
            continue
        read = Reader(graph, item, names, meant)
        if item.entity.kind in _READERS:
            _READERS[item.entity.kind](read, item.entity)
        if id_ in with_figures:
            figure_facts(read, item.entity)
        found += read.found
    return found
