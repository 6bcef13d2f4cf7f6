"""For trainers: which playbooks have items, part by part, and what has none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from drillbook.graph import Graph
from drillbook.model.covered import Counts, CoverageReport, PlaybookCoverage, summed
from drillbook.model.organisation import ManualPart
from drillbook.site.page import has_page
from drillbook.site.urls import OWN_PAGE

WEIGHT_PER_PAGE: Final = 90
"""So many rows stand on a page, so that it stays light; what has no items counts too."""
_LINKS_PER_ROW: Final = 4


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """A line of the tables.

    Attributes:
        id: The playbook; empty for several.
        kind: Its kind.
        playbooks: How many playbooks it stands for: of kinds without pages of their own, one line stands for all of a part.
        counts: What of it has items.
        bare: The steps without items.
        thin: The critical steps without items at two levels.
    """

    id: str
    kind: str
    playbooks: int
    counts: Counts
    bare: tuple[str, ...] = ()
    thin: tuple[str, ...] = ()

    @property
    def weight(self) -> float:
        """How much room it takes."""
        return 1 + (len(self.bare) + len(self.thin)) / _LINKS_PER_ROW


@dataclass(frozen=True, slots=True)
class PartCoverage:
    """A part of the manual.

    Attributes:
        part: Its id; empty for what lies in none.
        rows: Its playbooks.
    """

    part: str
    rows: tuple[CoverageRow, ...]

    @property
    def counts(self) -> Counts:
        """What of it has items."""
        return summed([row.counts for row in self.rows])

    @property
    def playbooks(self) -> int:
        """How many playbooks it has."""
        return sum(row.playbooks for row in self.rows)


def parts_covered(graph: Graph, report: CoverageReport) -> list[PartCoverage]:
    """Every part with what readers can open in it, in the order of the parts; what lies in none comes last."""
    found: dict[str, list[PlaybookCoverage]] = {id_: [] for id_ in (*(part.id for part in graph.of(ManualPart)), "")}
    for row in report.playbooks:
        # While an author edits, the report may be older than the manual.
        if row.id in graph.entities and has_page(graph.nodes[row.id]):
            part = graph.part_for(graph.entities[row.id])
            found.setdefault(part.id if part else "", []).append(row)
    return [PartCoverage(part, tuple(_rows(graph, rows))) for part, rows in found.items() if rows]


def _rows(graph: Graph, rows: Iterable[PlaybookCoverage]) -> Iterator[CoverageRow]:
    together: dict[str, list[PlaybookCoverage]] = {}
    for row in rows:
        kind = graph.entities[row.id].entity.kind
        if kind in OWN_PAGE:
            yield CoverageRow(row.id, kind, 1, row, row.steps_without_items, row.critical_steps_to_mend)
        else:
            together.setdefault(kind, []).append(row)
    for kind, several in together.items():
        yield CoverageRow("", kind, len(several), summed(several))


def coverage_pages(parts: Iterable[PartCoverage]) -> list[list[PartCoverage]]:
    """The parts spread over pages; a large one goes on on the next page."""
    pages: list[list[PartCoverage]] = []
    room = 0.0
    for part in parts:
        rows: list[CoverageRow] = []
        for row in part.rows:
            if not pages or room < row.weight:
                if rows:
                    pages[-1].append(PartCoverage(part.part, tuple(rows)))
                    rows = []
                pages.append([])
                room = WEIGHT_PER_PAGE
            rows.append(row)
            room -= row.weight
        pages[-1].append(PartCoverage(part.part, tuple(rows)))
    return pages
