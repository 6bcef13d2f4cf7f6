"""Whether every fact of the source documents has its place in the manual. A manual without lists of sources gets no rule."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from drillbook.coverage import Coverage, coverage, omissions
from drillbook.errors import Problem
from drillbook.graph import Graph
from drillbook.load import Loaded
from drillbook.model.sources import IdRange, SourceList
from drillbook.model.walk import Path
from drillbook.rules import Phrase
from drillbook.text import fold
from drillbook.words.phrases import listing, phrase


def facts_declared_twice(graph: Graph) -> Iterator[Problem]:
    """DB314: a fact belongs to one document, and is left out once."""
    for places in (_held(graph), _omitted(graph)):
        first: dict[str, tuple[Loaded, Path]] = {}
        for item, path, fact in places:
            holder, where = first.setdefault(fact, (item, path))
            if (holder, where) != (item, path):
                yield item.problem("DB314", path, value=fact, first=_place(holder, where))


def facts_without_a_place(graph: Graph) -> Iterator[Problem]:
    """DB311, DB312: every fact is used or left out with a reason, not both and not neither."""
    if not any(graph.of(SourceList)):
        return
    covered = coverage(graph)
    for item, path, fact in _held(graph):
        if fact not in covered.places and fact not in covered.omitted:
            yield item.problem("DB311", path, value=fact, document=covered.declared[fact].title)
    for item, path, fact in _omitted(graph):
        if fact in covered.places:
            yield item.problem("DB312", path, value=fact, user=covered.places[fact][0])


def unknown_facts(graph: Graph) -> Iterator[Problem]:
    """DB313: what looks like the id of a fact is one."""
    if not any(graph.of(SourceList)):
        return
    known = _Known(coverage(graph))
    for item, path, source in (*_named(graph), *_omitted(graph)):
        if source not in known.facts and (path[0] == "omitted" or known.looks_alike(source)):
            yield item.problem("DB313", path, suggestion=known.meant(source), value=source, known=known.like(source))


class _Known:
    """The ids of all declared facts, and what they look like."""

    def __init__(self, covered: Coverage) -> None:
        self.facts = covered.declared
        self._ranges: dict[str, list[IdRange]] = defaultdict(list)
        for _, document in covered.documents:
            for held in document.holds:
                self._ranges[_shape(held.prefix)].append(held)
        self._plain = {_bare(fact): fact for fact in self.facts}

    def looks_alike(self, source: str) -> bool:
        """Whether a source is written like the ids of a declared document: ``S2-9999``, ``s2-17``, ``S9-001``."""
        start, digits = _split(source)
        return bool(digits) and _shape(start) in self._ranges

    def meant(self, source: str) -> str:
        """The fact whose id differs only in case, width, hyphens or leading zeros."""
        return self._plain.get(_bare(source), "")

    def like(self, source: str) -> Phrase:
        """What is declared with the same beginning; everything where nothing is."""
        start, _ = _split(source)
        ranges = self._ranges.get(_shape(start)) or [held for group in self._ranges.values() for held in group]
        same = [held for held in ranges if held.prefix == start] or ranges
        return listing(map(str, _joined(same)))


def _joined(ranges: Iterable[IdRange]) -> Iterator[IdRange]:
    """Ranges that follow on each other become one."""
    last: IdRange | None = None
    for held in sorted(ranges, key=lambda r: (r.prefix, r.width, r.first)):
        if last and (last.prefix, last.width) == (held.prefix, held.width) and held.first <= last.last + 1:
            last = IdRange(last.prefix, last.first, max(last.last, held.last), last.width)
            continue
        if last:
            yield last
        last = held
    if last:
        yield last


def _split(source: str) -> tuple[str, str]:
    start = source.rstrip("0123456789")
    return start, source[len(start) :]


def _shape(prefix: str) -> str:
    return re.sub(r"\d+", "0", re.sub(r"[\W_]+", "-", fold(prefix)))


def _bare(source: str) -> str:
    start, digits = _split(fold(source))
    return f"{re.sub(r'[^a-z0-9]+', '-', start)}{int(digits or 0)}"


def _held(graph: Graph) -> Iterator[tuple[Loaded, Path, str]]:
    for entity in graph.of(SourceList):
        for index, document in enumerate(entity.documents):
            for number, held in enumerate(document.holds):
                for fact in held.ids():
                    yield graph.entities[entity.id], ("documents", index, "holds", number), fact


def _omitted(graph: Graph) -> Iterator[tuple[Loaded, Path, str]]:
    for node, path, omission in omissions(graph):
        yield node.loaded, (*path, "id"), omission.id


def _named(graph: Graph) -> Iterator[tuple[Loaded, Path, str]]:
    for node in graph.nodes.values():
        for index, source in enumerate(getattr(node.part or node.entity, "sources", ())):
            yield node.loaded, (*node.path, "sources", index), source


def _place(item: Loaded, path: Path) -> Phrase:
    return phrase("declared_in", file=item.source.file, line=str(item.line(path)))
