"""What is wrong with the manual as a whole: one function for each rule, each reads the graph and yields problems.

What is wrong with a single file is told by ``load``; what is wrong with a translation, by ``translate``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from drillbook.check import flow, names, references, rubrics, sources, texts
from drillbook.errors import Problem
from drillbook.graph import Graph

GRAPH_RULES: Final[tuple[Callable[[Graph], Iterator[Problem]], ...]] = (
    names.ids_used_twice,
    names.former_ids_taken,
    names.part_ids_used_twice,
    names.former_part_ids_taken,
    names.aliases_taken,
    names.retired_without_reason,
    references.unknown_references,
    references.unknown_dimensions,
    references.references_to_unpublished,
    sources.facts_declared_twice,
    sources.facts_without_a_place,
    sources.unknown_facts,
    flow.steps_without_actor,
    flow.things_to_do_unsaid,
    flow.phases_without_steps,
    flow.process_flow,
    flow.talk_flow,
    flow.reports_in_circles,
    flow.kpis_in_circles,
    rubrics.cut_scores_out_of_reach,
    rubrics.scores_twice,
    texts.html_in_texts,
    texts.unsafe_links,
    texts.broken_links,
)


def check_graph(graph: Graph) -> Iterator[Problem]:
    """Every problem of the manual as a whole, in no particular order."""
    for rule in GRAPH_RULES:
        yield from rule(graph)
