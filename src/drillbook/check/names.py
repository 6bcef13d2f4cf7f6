"""Ids, aliases and what a retired entity must say."""

from __future__ import annotations

from collections.abc import Iterator

from drillbook.errors import Problem
from drillbook.graph import Graph
from drillbook.load import Loaded
from drillbook.text import fold
from drillbook.words.phrases import listing, noun, phrase


def ids_used_twice(graph: Graph) -> Iterator[Problem]:
    """DB302: an id means one thing in the whole manual."""
    for item, first in graph.duplicates:
        yield item.problem("DB302", ("id",), value=item.entity.id, first=_place(first.loaded))


def former_ids_taken(graph: Graph) -> Iterator[Problem]:
    """DB302: what was an id once is never an id of something else."""
    first: dict[str, Loaded] = dict(graph.entities)
    for item in graph.entities.values():
        for index, old in enumerate(item.entity.former_ids):
            holder = first.setdefault(old, item)
            if holder is not item or old == item.entity.id:
                yield item.problem("DB302", ("former_ids", index), value=old, first=_place(holder))


def part_ids_used_twice(graph: Graph) -> Iterator[Problem]:
    """DB308: inside an entity an id means one step, phase, turn ..."""
    for item, path, part in graph.duplicate_parts:
        first = graph.nodes[f"{item.entity.id}.{part.id}"]
        line = str(item.line((*first.path, "id")))
        yield item.problem("DB308", (*path, "id"), value=part.id, where=noun(item.entity.kind), first=line)


def former_part_ids_taken(graph: Graph) -> Iterator[Problem]:
    """DB308: what was the id of a part once is no id of a part today, and was that of one part only."""
    first = {id_: node.path for id_, node in graph.nodes.items() if node.part}
    for node in graph.nodes.values():
        for index, old in enumerate(node.part.former_ids if node.part else ()):
            id_, item = f"{node.entity.id}.{old}", node.loaded
            if id_ in first:
                line, where = str(item.line((*first[id_], "id"))), noun(node.entity.kind)
                yield item.problem("DB308", (*node.path, "former_ids", index), value=old, where=where, first=line)
            first.setdefault(id_, node.path)


def aliases_taken(graph: Graph) -> Iterator[Problem]:
    """DB306: an alias leads to one entity; width and case do not count. What is retired gives its names free."""
    items = [item for item in graph.entities.values() if item.entity.status != "retired"]
    taken: dict[str, Loaded] = {}
    for item in items:
        for name in (item.entity.title, item.entity.id, *item.entity.former_ids):
            taken.setdefault(fold(name), item)
    for item in items:
        for index, alias in enumerate(item.entity.aliases):
            holder = taken.setdefault(fold(alias), item)
            if holder is not item:
                first = phrase("named_in", title=holder.entity.title, file=holder.source.file)
                yield item.problem("DB306", ("aliases", index), value=alias, first=first)


def retired_without_reason(graph: Graph) -> Iterator[Problem]:
    """DB309: readers of old links must learn since when and why."""
    for item in graph.entities.values():
        if item.entity.status == "retired":
            missing = [name for name in ("retired_on", "retired_because") if getattr(item.entity, name) is None]
            if missing:
                yield item.problem(
                    "DB309", ("status",), value=item.entity.id, missing=listing(f"`{m}`" for m in missing)
                )


def _place(item: Loaded) -> str:
    return f"{item.source.file}:{item.line(('id',))}"
