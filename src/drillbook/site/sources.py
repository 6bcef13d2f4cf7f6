"""The register of sources: where each fact of a source document went."""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from drillbook.graph import Graph
from drillbook.model.base import EDITORIAL
from drillbook.site.page import has_page

LINKS_PER_PAGE: Final = 150
"""Keeps a page of the register as light as any other."""


@dataclass(frozen=True, slots=True)
class SourcePage:
    """One page of the register.

    Attributes:
        src: Its place.
        group: What the sources have before their first hyphen: the document.
        number: Which page of its group, from 1; 0 when it is the only one.
        rows: Each source with the ids that name it.
    """

    src: str
    group: str
    number: int
    rows: list[tuple[str, list[str]]]


def source_pages(graph: Graph) -> Iterator[SourcePage]:
    """Yields the pages of the register, document by document."""
    for group, places in _by_group(graph).items():
        rows = sorted(places.items())
        chunks = list(_chunks(rows))
        for number, chunk in enumerate(chunks, 1):
            suffix = f"-{number}" if len(chunks) > 1 else ""
            yield SourcePage(f"reference/sources-{_slug(group)}{suffix}", group, number if suffix else 0, chunk)


def _chunks(rows: list[tuple[str, list[str]]]) -> Iterator[list[tuple[str, list[str]]]]:
    chunk: list[tuple[str, list[str]]] = []
    for row in _short_rows(rows):
        if chunk and sum(len(places) for _, places in chunk) + len(row[1]) > LINKS_PER_PAGE:
            yield chunk
            chunk = []
        chunk.append(row)
    yield chunk


def _short_rows(rows: list[tuple[str, list[str]]]) -> Iterator[tuple[str, list[str]]]:
    """Cuts a row that would fill more than a page by itself."""
    for source, places in rows:
        for start in range(0, len(places), LINKS_PER_PAGE):
            yield source, places[start : start + LINKS_PER_PAGE]


def _by_group(graph: Graph) -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
    for node in graph.nodes.values():
        for source in getattr(node.part or node.entity, "sources", ()) if has_page(node) else ():
            # What we added ourselves is everywhere: name the entity, not each of its parts.
            id_ = node.entity.id if source == EDITORIAL else node.id
            found[source.partition("-")[0]][source][id_] = None
    return {group: {s: _most_precise(list(ids)) for s, ids in found[group].items()} for group in sorted(found)}


def _most_precise(ids: list[str]) -> list[str]:
    """Leaves out an entity where one of its parts is named."""
    holders = {id_.split(".")[0] for id_ in ids if "." in id_}
    return [id_ for id_ in ids if id_ not in holders]


def _slug(name: str) -> str:
    """A file name for any name of a source; a name in another script gets one from its bytes."""
    ascii_name = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    return ascii_name[:40] or f"x{zlib.crc32(name.encode()):08x}"
