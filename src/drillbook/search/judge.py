"""How well a search answers judged queries: recall@5 and MRR@10, the usual measures for short result lists.

recall@5 is the share of right answers among the first five results, of as many as there could be; MRR@10 is the mean of 1 / the place
of the first right answer among ten (Voorhees, TREC-8 question answering track, 1999).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import fmean
from typing import NamedTuple

from drillbook.search.must_find import answers

_RECALL_AT, _RANK_AT = 5, 10


class Score(NamedTuple):
    """How one query did, or the mean of several."""

    recall: float
    rank: float


def score(results: Sequence[str], judged: Sequence[str]) -> Score:
    """Compares the ids found, the best first, with those that were judged right."""
    hits = {each for each in judged for result in results[:_RECALL_AT] if answers(result, each)}
    places = [
        place for place, result in enumerate(results[:_RANK_AT], 1) if any(answers(result, each) for each in judged)
    ]
    return Score(len(hits) / min(_RECALL_AT, len(judged)), 1 / places[0] if places else 0.0)


def mean(scores: Iterable[Score]) -> Score:
    """The mean of both measures."""
    known = list(scores)
    return Score(fmean(each.recall for each in known), fmean(each.rank for each in known))
