"""Cloze: a statement with a gap for its number; the unit stands behind the gap."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from drillbook.facts import Fact
from drillbook.quiz.draft import Choice, Draft
from drillbook.quiz.shelf import Offer, Translated
from drillbook.quiz.stems import Sheet
from drillbook.quiz.types.bench import Bench
from drillbook.quiz.view import Cell, Sentence


def plans(bench: Bench, fact: Fact, sheet: Sheet) -> Iterator[Offer]:
    """The cloze item of a fact that states a number."""
    if fact.values[0].amount and bench.asks(fact, sheet, "gap"):
        item_id = f"{fact.id}~fill"
        yield Offer(item_id, partial(_item, bench, fact, sheet, item_id))


def _item(bench: Bench, fact: Fact, sheet: Sheet, item_id: str) -> Translated:
    cell = Cell(fact.id, 0)
    told = [view for view in bench.views if view.cell(cell) is not None]
    if not told or any(view.gapped(cell) is None for view in told):
        return ()
    # Where one language says “the 3rd” and another “three”, there is no one number to write.
    if len({view.accepted(cell)[0] for view in told}) > 1 or bench.gives_away(fact, sheet):
        return ()
    key = Choice(cell, True, (Sentence("say", 0, fact.id, cell),), fact.place)
    numbers = bench.wordings(item_id, len(sheet.sentences("gap", bench.source.lang)))
    return bench.first_sound(
        Draft(
            id=item_id,
            type="cloze",
            level=sheet.level("gap"),
            stem=Sentence("gap", number, fact.id, cell),
            choices=(key,),
            facts=(fact,),
            template=f"{fact.relation}.gap",
            gap=cell,
        )
        for number in numbers
    )
