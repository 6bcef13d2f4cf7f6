"""Every entity and part by id, and what refers to what, in both directions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, TypeVar

from drillbook.load import Loaded, closest_id
from drillbook.model import Entity
from drillbook.model.base import NAMING, Part
from drillbook.model.fields import END, Reference
from drillbook.model.organisation import ManualPart
from drillbook.model.record import Model
from drillbook.model.training import PathItem
from drillbook.model.walk import Mark, Path, parts_of, slots_of, walk
from drillbook.text import WIKILINK, fold

E = TypeVar("E", bound=Entity)
_MOST_COMPARED = 500_000


@dataclass(frozen=True, slots=True)
class Node:
    """Something with an id: an entity, or a part of one.

    Attributes:
        id: ``contract-signing`` or ``contract-signing.countersign``.
        loaded: The entity with its source.
        part: The part, or None when the node is the entity itself.
        path: The part's place inside the entity.
    """

    id: str
    loaded: Loaded
    part: Part | None = None
    path: Path = ()

    @property
    def entity(self) -> Entity:
        """The entity, or the one that holds the part."""
        return self.loaded.entity

    @property
    def title(self) -> str:
        """The title in the source language; a part without one is named by its main text."""
        if self.part is None:
            return self.entity.title
        for name in NAMING:
            value = getattr(self.part, name, None)
            if isinstance(value, str):
                return value
        return self.part.id


@dataclass(frozen=True, slots=True)
class Link:
    """One reference from an entity to a node.

    Attributes:
        source: The id of the entity that refers.
        part: The id of the innermost part that refers, ``entity.part``; the entity's own id if there is none.
        field: The name of the field, such as ``actor``; ``text`` for a ``[[link]]`` inside a text.
        target: The id of the node.
    """

    source: str
    part: str
    field: str
    target: str


@dataclass(frozen=True, slots=True)
class Dangling:
    """A reference that leads nowhere, or to the wrong kind."""

    loaded: Loaded
    mark: Mark
    value: str
    found: Node | None = None


@dataclass
class Graph:
    """The whole manual. Built once from all loaded entities; never changed afterwards."""

    loaded: list[Loaded]
    unread: frozenset[str] = frozenset()
    """Ids that stand in files with errors; a reference to one of them is no problem of its own."""
    nodes: dict[str, Node] = field(default_factory=dict, init=False)
    duplicates: list[tuple[Loaded, Node]] = field(default_factory=list, init=False)
    duplicate_parts: list[tuple[Loaded, Path, Part]] = field(default_factory=list, init=False)
    _guesses: dict[tuple[str, Reference], str] = field(default_factory=dict, init=False, repr=False)
    _compared: int = field(default=0, init=False, repr=False)

    def __post_init__(self) -> None:
        for item in self.loaded:
            if item.entity.id in self.nodes:
                self.duplicates.append((item, self.nodes[item.entity.id]))
                continue
            for node in _nodes_of(item):
                if node.part is not None and node.id in self.nodes:
                    self.duplicate_parts.append((item, node.path, node.part))
                else:
                    self.nodes[node.id] = node

    def renewed(self, loaded: list[Loaded]) -> Graph:
        """The graph of the manual after an edit: the same as a new one, but what did not change is not looked through again.

        Args:
            loaded: All entities; those that did not change are the very objects of this graph.
        """
        changed = [(old, new) for old, new in zip(self.loaded, loaded, strict=False) if old is not new]
        is_alike = len(loaded) == len(self.loaded) and all(_outline(old) == _outline(new) for old, new in changed)
        if not is_alike or self.duplicates or self.duplicate_parts or self.dangling:
            return Graph(loaded, self.unread)
        made = Graph([], self.unread)
        made.loaded = loaded
        made.nodes = self.nodes | {node.id: node for _, item in changed for node in _nodes_of(item)}
        made._keep(self, _FROM_OUTLINES)
        found = {new.entity.id: made._references_of(new) for _, new in changed}
        made._references = self._references | found
        if all(self._references[id_] == references for id_, references in found.items()):
            made._keep(self, _FROM_LINKS)
        return made

    def _keep(self, other: Graph, names: Iterable[str]) -> None:
        """Takes over what another graph has found already."""
        self.__dict__.update((name, other.__dict__[name]) for name in names if name in other.__dict__)

    @cached_property
    def entities(self) -> dict[str, Loaded]:
        """All entities by id, in the order of files."""
        return {id_: node.loaded for id_, node in self.nodes.items() if node.part is None}

    def of(self, model: type[E], *, with_drafts: bool = False) -> Iterator[E]:
        """The published entities of one kind, in the order of files. Retired ones have no page and are left out."""
        for item in self.entities.values():
            if isinstance(item.entity, model) and (item.entity.status == "active" or with_drafts):
                yield item.entity

    @cached_property
    def _ranks(self) -> dict[str, int]:
        found: dict[str, int] = {}
        count: dict[str, int] = defaultdict(int)
        for entity in (item.entity for item in self.entities.values() if item.entity.status == "active"):
            found[entity.id] = count[entity.kind]
            count[entity.kind] += 1
        return found

    def rank(self, entity: Entity) -> int:
        """The place of a published entity among those of its kind, from 0."""
        return self._ranks.get(entity.id, 0)

    @cached_property
    def former(self) -> dict[str, str]:
        """Former id -> id of today, for entities and their parts; a part of a renamed entity is found by both names."""
        found: dict[str, str] = {}
        for node in self.nodes.values():
            holder, _, own = node.id.partition(".")
            before = node.part.former_ids if node.part else ()
            for name in (holder, *node.entity.former_ids):
                for old in (own, *before) if own else ("",):
                    found[f"{name}.{old}" if old else name] = node.id
        return {old: new for old, new in found.items() if old != new and old not in self.nodes}

    def node(self, id_: str) -> Node | None:
        """What has an id today, or had it before."""
        return self.nodes.get(self.former.get(id_, id_))

    def title_of(self, id_: str) -> str:
        """The title of an entity or part, marks included; the id itself when there is none."""
        node = self.node(id_)
        if node and isinstance(node.part, PathItem) and node.part.link and not node.part.text:
            node = self.node(node.part.link) or node
        return node.title if node else id_

    def resolve(self, value: str, marker: Reference, holder: Entity) -> str | None:
        """The full id a reference means.

        Args:
            value: What the author wrote.
            marker: What the field may refer to.
            holder: The entity that refers.

        Returns:
            A key of ``nodes``, ``end`` for the end of a flow, or None when there is no such thing.
        """
        if marker.local:
            if value == END and marker.parts:
                return END
            if any(part.id == value for part in getattr(holder, marker.local, ())):
                return f"{holder.id}.{value}"
            if not marker.parts:
                return None
        target = self.former.get(value, value)
        node = self.nodes.get(target)
        return None if node is None or (node.part is not None and not marker.parts) else target

    @cached_property
    def _references(self) -> dict[str, tuple[list[Link], list[Dangling]]]:
        return {id_: self._references_of(item) for id_, item in self.entities.items()}

    def _references_of(self, item: Loaded) -> tuple[list[Link], list[Dangling]]:
        """Where the references of one entity lead; those that lead nowhere."""
        found: list[tuple[str, Reference, str, str]] = []
        _collect(item.entity, item.entity.id, item.entity.id, found)
        links, is_sound = [], True
        for value, marker, name, part in found:
            target = self.resolve(value, marker, item.entity)
            node = self.nodes.get(target or "")
            if target is None or (node and not _fits(node, marker, item.entity)):
                is_sound = False
            elif node is not None:
                # The ids of the nodes themselves: a manual has a hundred thousand links.
                links.append(Link(item.entity.id, self.nodes[part].id, name, node.id))
        return links, [] if is_sound else list(self._dangling_in(item))

    def _dangling_in(self, item: Loaded) -> Iterator[Dangling]:
        for mark, value, target in self.references(item):
            node = self.nodes.get(target or "")
            if target is None or (node and not _fits(node, marker_of(mark), item.entity)):
                yield Dangling(item, mark, value, node)

    def references(self, item: Loaded) -> Iterator[tuple[Mark, str, str | None]]:
        """Every reference of one entity with its place, what the author wrote, and what that resolves to."""
        for mark in walk(item.entity):
            if isinstance(mark.marker, Reference):
                yield mark, mark.value, self.resolve(mark.value, mark.marker, item.entity)
            elif "[[" in mark.value:
                for match in WIKILINK.finditer(mark.value):
                    yield mark, match[1], self.resolve(match[1], _ANYTHING, item.entity)

    @cached_property
    def links(self) -> list[Link]:
        """Every reference that leads somewhere."""
        return [link for links, _ in self._references.values() for link in links]

    @cached_property
    def dangling(self) -> list[Dangling]:
        """Every reference that leads nowhere or to the wrong kind."""
        return [one for _, dangling in self._references.values() for one in dangling]

    @cached_property
    def links_to(self) -> dict[str, list[Link]]:
        """The references to each node; those to a part count for its entity too."""
        pairs = [(link.target, link) for link in self.links]
        pairs += [(link.target.split(".")[0], link) for link in self.links if "." in link.target]
        return _group(pairs)

    @cached_property
    def named(self) -> dict[str, str]:
        """Title or alias -> id; width and case do not count. Where two have the same title the first counts."""
        found: dict[str, str] = {}
        for item in self.entities.values():
            for name in (item.entity.title, *item.entity.aliases):
                found.setdefault(fold(name), item.entity.id)
        return found

    def guess(self, value: str, marker: Reference, holder: Entity) -> str:
        """What the author of a dangling reference probably meant: an id, found by its spelling or by the title written instead.

        After a great many broken references there are no more guesses: each takes time, and then something else is wrong.
        """
        if marker.local:
            near = self._closest(value, [part.id for part in getattr(holder, marker.local, ())])
            if near or not marker.parts:
                return near
        titled = self.nodes.get(self.named.get(fold(value), ""))
        if titled is not None and _fits(titled, marker, holder):
            return titled.id
        key = (value, marker)
        if key not in self._guesses:
            self._guesses[key] = self._guess_id(value, marker)
        return self._guesses[key]

    def guess_id(self, value: str) -> str:
        """The entity or part that was probably meant by an id or title which there is not."""
        titled = self.named.get(fold(value))
        return titled or self._guess_id(value, _ANYTHING)

    def _guess_id(self, value: str, marker: Reference) -> str:
        entity, dot, part = value.partition(".")
        fitting = [i for i, item in self.entities.items() if not marker.kinds or item.entity.kind in marker.kinds]
        near = self._closest(entity, fitting)
        if not (dot and near and marker.parts):
            return near
        piece = self._closest(part, [p.id for _, p in parts_of(self.nodes[near].entity)])
        return f"{near}.{piece}" if piece else near

    def _closest(self, word: str, candidates: list[str]) -> str:
        self._compared += len(candidates)
        return closest_id(word, candidates) if self._compared <= _MOST_COMPARED else ""

    @cached_property
    def part_of_file(self) -> dict[str, ManualPart]:
        """Folder -> the part of the manual it is; subfolders belong to the part above them."""
        return {
            i.source.file.rpartition("/")[0]: i.entity
            for i in self.entities.values()
            if isinstance(i.entity, ManualPart)
        }

    def parts_for(self, item: Loaded) -> list[ManualPart]:
        """The parts of the manual an entity's file lies in, the innermost first; a part lies in the parts above it."""
        folders = item.source.file.split("/")[:-1]
        if isinstance(item.entity, ManualPart):
            folders = folders[:-1]
        paths = ["/".join(folders[:end]) for end in range(len(folders), 0, -1)]
        return [self.part_of_file[path] for path in paths if path in self.part_of_file]

    def part_for(self, item: Loaded) -> ManualPart | None:
        """The innermost part of the manual an entity's file lies in."""
        return next(iter(self.parts_for(item)), None)


_FROM_OUTLINES: Final = frozenset({"former", "_ranks"})
_FROM_LINKS: Final = frozenset({"links", "links_to"})
"""What a graph has found that stays right as long as no outline changes, and no link besides."""


def _outline(item: Loaded) -> list[object]:
    """All that other entities can notice of one by its references: ids, kind, state, and where its parts stand."""
    entity = item.entity
    parts = [(path, type(part), part.id, part.former_ids) for path, part in parts_of(entity)]
    return [entity.id, entity.kind, entity.status, entity.former_ids, parts]


def _nodes_of(item: Loaded) -> Iterator[Node]:
    """An entity, then its parts."""
    yield Node(item.entity.id, item)
    for path, part in parts_of(item.entity):
        yield Node(f"{item.entity.id}.{part.id}", item, part, path)


def _group(pairs: Iterable[tuple[str, Link]]) -> dict[str, list[Link]]:
    groups: dict[str, list[Link]] = defaultdict(list)
    for key, link in pairs:
        groups[key].append(link)
    return groups


_ANYTHING = Reference(parts=True)


def marker_of(mark: Mark) -> Reference:
    """What a reference may name; a ``[[link]]`` in a text may name anything."""
    return mark.marker if isinstance(mark.marker, Reference) else _ANYTHING


def _collect(model: Model, entity: str, part: str, found: list[tuple[str, Reference, str, str]]) -> None:
    """Collects value, marker, field and innermost part of every reference: ``walk`` without the places, for speed."""
    for slot in slots_of(type(model)):
        value = getattr(model, slot.name)
        if not value:
            continue
        for item in (value,) if slot.shape == "one" else value if slot.shape == "list" else value.values():
            if slot.marker is None:
                _collect(item, entity, f"{entity}.{item.id}" if isinstance(item, Part) else part, found)
            elif isinstance(slot.marker, Reference):
                found.append((item, slot.marker, slot.name, part))
            elif "[[" in item:
                found += [(match[1], _ANYTHING, "text", part) for match in WIKILINK.finditer(item)]


def _fits(node: Node, marker: Reference, holder: Entity) -> bool:
    if marker.local and node.entity.id == holder.id:
        return True
    return not marker.kinds or node.entity.kind in marker.kinds
