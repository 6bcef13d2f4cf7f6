"""Next best move: what to do or say after what the customer said; each wrong option names its mistake."""

from __future__ import annotations

from collections.abc import Iterator

from drillbook.facts import Fact
from drillbook.quiz.shelf import Offer
from drillbook.quiz.stems import Sheet
from drillbook.quiz.types.bench import Bench
from drillbook.quiz.types.single_choice import asked


def plans(bench: Bench, fact: Fact, sheet: Sheet) -> Iterator[Offer]:
    """The item that asks for the next move, for a relation that states it."""
    if sheet.ask_type == "next_best_move":
        yield from asked(bench, fact, sheet)
