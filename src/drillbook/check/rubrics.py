"""Scores of rubrics: whoever observes must know which to give, and whoever does all well must pass."""

from __future__ import annotations

from collections.abc import Iterator

from drillbook.errors import Problem
from drillbook.graph import Graph
from drillbook.model.training import Rubric


def cut_scores_out_of_reach(graph: Graph) -> Iterator[Problem]:
    """DB508: the best scores of all criteria are enough to pass."""
    for rubric in graph.of(Rubric):
        if rubric.cut_score is not None and rubric.cut_score > rubric.best:
            yield graph.entities[rubric.id].problem(
                "DB508", ("cut_score",), value=str(rubric.cut_score), best=str(rubric.best)
            )


def scores_twice(graph: Graph) -> Iterator[Problem]:
    """DB509: each score of a criterion stands for one behaviour."""
    for rubric in graph.of(Rubric):
        for number, criterion in enumerate(rubric.criteria):
            seen: set[int] = set()
            for place, level in enumerate(criterion.levels):
                if level.score in seen:
                    yield graph.entities[rubric.id].problem(
                        "DB509",
                        ("criteria", number, "levels", place, "score"),
                        value=str(level.score),
                        criterion=criterion.title,
                    )
                seen.add(level.score)
