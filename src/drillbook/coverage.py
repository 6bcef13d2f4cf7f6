"""Where the facts of the source documents went: which parts of the manual name them, and which are left out on purpose."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from drillbook.graph import Graph, Node
from drillbook.model.fields import EDITORIAL
from drillbook.model.sources import Omission, SourceDocument, SourceList
from drillbook.model.walk import Path


@dataclass(frozen=True)
class Coverage:
    """What the source documents hold, and what became of it. Without lists of sources nothing is declared.

    Attributes:
        documents: Every published document.
        places: Source -> the ids that name it, in the order of files; only what readers get.
    """

    graph: Graph
    documents: tuple[tuple[Node, SourceDocument], ...]
    places: dict[str, list[str]]

    @cached_property
    def declared(self) -> dict[str, Node]:
        """Fact -> the document that holds it."""
        found: dict[str, Node] = {}
        for node, document in self.documents:
            for held in document.holds:
                for fact in held.ids():
                    found.setdefault(fact, node)
        return found

    @cached_property
    def omitted(self) -> dict[str, Omission]:
        """Fact -> why it is left out."""
        return {omission.id: omission for _, _, omission in omissions(self.graph)}

    @property
    def used(self) -> int:
        """How many facts of the documents have a place in the manual."""
        return sum(fact in self.places for fact in self.declared)

    @property
    def unplaced(self) -> int:
        """How many facts are neither used nor left out on purpose."""
        return sum(fact not in self.places and fact not in self.omitted for fact in self.declared)

    @property
    def left_out(self) -> int:
        """How many facts are left out on purpose and stand nowhere."""
        return sum(fact in self.omitted and fact not in self.places for fact in self.declared)


def coverage(graph: Graph) -> Coverage:
    """Looks up where every source is named."""
    documents = tuple(
        (node, node.part)
        for node in graph.nodes.values()
        if isinstance(node.part, SourceDocument) and node.entity.status == "active"
    )
    return Coverage(graph, documents, _places(graph))


def omissions(graph: Graph) -> Iterator[tuple[Node, Path, Omission]]:
    """Everything left out on purpose, with its place in the YAML."""
    for entity in graph.of(SourceList):
        for index, omission in enumerate(entity.omitted):
            yield graph.nodes[entity.id], ("omitted", index), omission


def _places(graph: Graph) -> dict[str, list[str]]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for node in graph.nodes.values():
        for source in getattr(node.part or node.entity, "sources", ()) if node.entity.status == "active" else ():
            # What we added ourselves is everywhere: name the entity, not each of its parts.
            found[source][node.entity.id if source == EDITORIAL else node.id] = None
    return {source: _most_precise(list(ids)) for source, ids in found.items()}


def _most_precise(ids: list[str]) -> list[str]:
    """Leaves out an entity where one of its parts is named."""
    holders = {id_.split(".")[0] for id_ in ids if "." in id_}
    return [id_ for id_ in ids if id_ not in holders]
