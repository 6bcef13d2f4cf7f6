"""Who may decide: who may say yes to something; wrong is above all the one who would like to."""

from __future__ import annotations

from collections.abc import Iterator

from drillbook.facts import Fact
from drillbook.quiz.shelf import Offer
from drillbook.quiz.stems import Sheet
from drillbook.quiz.types.bench import Bench
from drillbook.quiz.types.single_choice import asked


def plans(bench: Bench, fact: Fact, sheet: Sheet) -> Iterator[Offer]:
    """The item that asks who decides, for a relation that states it."""
    if sheet.ask_type == "who_may_decide":
        yield from asked(bench, fact, sheet)
