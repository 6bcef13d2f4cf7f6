"""A fact asked a second time in the same way: of other words, with other wrong options, or the contrary of it to judge."""

from __future__ import annotations

from collections.abc import Iterator

from drillbook.facts import Fact
from drillbook.quiz.shelf import Offer
from drillbook.quiz.stems import Sheet
from drillbook.quiz.types import multiple_response, single_choice, true_false
from drillbook.quiz.types.bench import Bench


def plans(bench: Bench, fact: Fact, sheet: Sheet) -> Iterator[Offer]:
    """Every such item of a fact: more of what a learner has not met first."""
    yield from single_choice.again(bench, fact, sheet)
    yield from multiple_response.again(bench, fact, sheet)
    yield from true_false.again(bench, fact, sheet)
