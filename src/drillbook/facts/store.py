"""The facts of a whole manual, which are too many to be kept: those of an entity are read when they are needed, and again later."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any, Final, NamedTuple

from drillbook.facts.fact import Fact, Reader, Value
from drillbook.facts.organisation import namesakes, rhythm_facts, role_facts
from drillbook.facts.process import process_facts
from drillbook.facts.reference import figure_facts, form_facts, kpi_facts, model_facts, policy_facts, term_facts
from drillbook.facts.talk import objection_facts, talk_facts
from drillbook.graph import Graph
from drillbook.model.base import Figure

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
_FEW_NODES: Final = 26_000
"""Where there are no more entities and parts, about 2,300 playbooks, all facts are kept: about 40 MB for a thousand. To read them again in
every process would cost a tenth of the time of a build."""
_MOST_KEPT: Final = 8_000
"""Of a larger manual so many are kept, about 5 MB: those of the neighbourhood of a playbook."""


class _Told(NamedTuple):
    """What an entity states, in order, and by relation."""

    facts: Sequence[Fact]
    of_relation: dict[str, list[Fact]]


_NOTHING: Final = _Told((), {})


class Facts:
    """Every statement of the published entities that are asked about, by id; in the order of files.

    Args:
        graph: The manual in any language.
        source: The manual in its source language, when ``graph`` is a translation: hashes do not change with a translation.
    """

    def __init__(self, graph: Graph, source: Graph | None = None) -> None:
        self._graph = graph
        self._source = Facts(source) if source is not None and source is not graph else None
        self._with_figures = {node.entity.id for node in graph.nodes.values() if isinstance(node.part, Figure)}
        self._namesakes = namesakes(graph)
        self._names: dict[str, tuple[Value, ...]] = {}
        self._told: dict[str, _Told] = {}
        self._known: dict[str, Fact] = {}
        self._left_out: dict[str, frozenset[str]] = {}
        self._keeps_all = len(graph.nodes) <= _FEW_NODES

    def __getitem__(self, id_: str) -> Fact:
        """The fact of an id.

        Raises:
            KeyError: There is none.
        """
        try:
            return self._known[id_]
        except KeyError:
            self._of(entity_of(id_))
            return self._known[id_]

    def get(self, id_: str) -> Fact | None:
        """The fact of an id, if there is one."""
        found = self._known.get(id_)
        if found is None:
            entity = entity_of(id_)
            if entity not in self._told:
                self._keep(entity)
                found = self._known.get(id_)
        return found

    def __contains__(self, id_: str) -> bool:
        return self.get(id_) is not None

    def of(self, entity: str) -> Sequence[Fact]:
        """What an entity states."""
        return self._of(entity).facts

    def of_relation(self, entity: str, relation: str) -> Sequence[Fact]:
        """What an entity states in one relation."""
        return self._of(entity).of_relation.get(relation, ())

    def each(self) -> Iterator[tuple[str, Sequence[Fact]]]:
        """Entity by entity all that is stated."""
        for entity in self._graph.entities:
            is_kept = self._keeps_all or entity in self._told
            yield entity, self._of(entity).facts if is_kept else self._read(entity)

    def values(self) -> Iterator[Fact]:
        """All facts, one after the other."""
        for _, facts in self.each():
            yield from facts

    def leave_out(self, entity: str, ids: Collection[str]) -> None:
        """Lets some facts of an entity be none from now on."""
        self._left_out[entity] = frozenset(ids)
        self._drop(entity)

    def _of(self, entity: str) -> _Told:
        try:
            return self._told[entity]
        except KeyError:
            return self._keep(entity)

    def _keep(self, entity: str) -> _Told:
        facts = self._read(entity)
        if not facts:
            return _NOTHING
        while not self._keeps_all and self._told and len(self._known) + len(facts) > _MOST_KEPT:
            self._drop(next(iter(self._told)))
        of_relation: dict[str, list[Fact]] = defaultdict(list)
        for fact in facts:
            of_relation[fact.relation].append(fact)
        told = self._told[entity] = _Told(facts, dict(of_relation))
        self._known.update((fact.id, fact) for fact in facts)
        return told

    def _drop(self, entity: str) -> None:
        for fact in self._told.pop(entity, _NOTHING).facts:
            del self._known[fact.id]

    def _read(self, entity: str) -> Sequence[Fact]:
        item = self._graph.entities.get(entity)
        if item is None or item.entity.status != "active" or not item.entity.asked:
            return ()
        read = Reader(self._graph, item, self._names, self._namesakes)
        if item.entity.kind in _READERS:
            _READERS[item.entity.kind](read, item.entity)
        if entity in self._with_figures:
            figure_facts(read, item.entity)
        found = read.found
        if entity in self._left_out:
            told = (fact for fact in found if fact.id not in self._left_out[entity])
            found = [fact._replace(number=number) for number, fact in enumerate(told)]
        if self._source:
            hashes = {fact.id: fact.hash for fact in self._source.of(entity)}
            found = [fact._replace(source_hash=hashes.get(fact.id, "")) for fact in found]
        return found


def entity_of(fact: str) -> str:
    """The entity that states a fact, by the fact's id."""
    return fact.split(":", 2)[1].partition(".")[0] if ":" in fact else ""


def facts(graph: Graph, source: Graph | None = None) -> list[Fact]:
    """Every statement of a manual at once; for the arguments see ``Facts``."""
    return list(Facts(graph, source).values())
