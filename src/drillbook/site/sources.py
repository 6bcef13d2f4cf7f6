"""The register of sources: where each fact of a source document went."""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from drillbook.coverage import Coverage
from drillbook.graph import Node

LINKS_PER_PAGE: Final = 150
"""Keeps a page of the register as light as any other."""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One source and what became of it.

    Attributes:
        id: The source: ``S2-017``.
        places: The ids that name it.
        document: The document that holds it, where one declares it.
        reason: Why it is left out on purpose; empty when it is not.
    """

    id: str
    places: tuple[str, ...]
    document: Node | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SourcePage:
    """One page of the register.

    Attributes:
        src: Its place.
        group: What the sources have before their first hyphen: the file.
        number: Which page of its group, from 1; 0 when it is the only one.
        rows: Its sources.
    """

    src: str
    group: str
    number: int
    rows: list[SourceRow]

    @property
    def references(self) -> int:
        """How many links it shows."""
        return sum(len(row.places) for row in self.rows)

    @property
    def documents(self) -> list[tuple[Node | None, list[SourceRow]]]:
        """Its sources, document by document."""
        found: list[tuple[Node | None, list[SourceRow]]] = []
        for row in self.rows:
            if not found or found[-1][0] is not row.document:
                found.append((row.document, []))
            found[-1][1].append(row)
        return found


def source_pages(covered: Coverage) -> Iterator[SourcePage]:
    """Yields the pages of the register, group by group."""
    for group, rows in _by_group(covered).items():
        chunks = list(_chunks(rows))
        for number, chunk in enumerate(chunks, 1):
            suffix = f"-{number}" if len(chunks) > 1 else ""
            yield SourcePage(f"reference/sources-{_slug(group)}{suffix}", group, number if suffix else 0, chunk)


def _chunks(rows: list[SourceRow]) -> Iterator[list[SourceRow]]:
    chunk: list[SourceRow] = []
    for row in _short_rows(rows):
        if chunk and sum(_weight(each) for each in chunk) + _weight(row) > LINKS_PER_PAGE:
            yield chunk
            chunk = []
        chunk.append(row)
    yield chunk


def _weight(row: SourceRow) -> int:
    return max(len(row.places), 1)


def _short_rows(rows: list[SourceRow]) -> Iterator[SourceRow]:
    """Cuts a row that would fill more than a page by itself."""
    for row in rows:
        for start in range(0, _weight(row), LINKS_PER_PAGE):
            yield replace(row, places=row.places[start : start + LINKS_PER_PAGE])


def _by_group(covered: Coverage) -> dict[str, list[SourceRow]]:
    """Facts in the order of their documents, then what no document declares, all by the beginning of their ids."""
    found: dict[str, list[SourceRow]] = defaultdict(list)
    for source in [*covered.declared, *sorted(covered.places.keys() - covered.declared.keys())]:
        omission = covered.omitted.get(source)
        row = SourceRow(
            source,
            tuple(covered.places.get(source, ())),
            covered.declared.get(source),
            omission.reason if omission else "",
        )
        found[source.partition("-")[0] if "-" in source else source.rstrip("0123456789") or source].append(row)
    return {group: found[group] for group in sorted(found)}


def _slug(name: str) -> str:
    """A file name for any name of a source; a name in another script gets one from its bytes."""
    ascii_name = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    return ascii_name[:40] or f"x{zlib.crc32(name.encode()):08x}"
