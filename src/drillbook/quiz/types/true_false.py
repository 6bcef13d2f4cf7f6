"""A statement to judge: a fact as it is, or with a value that is provably false; do and don't as they are."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from drillbook.facts import Fact, digest
from drillbook.quiz.chance import draw
from drillbook.quiz.distractors import Candidate
from drillbook.quiz.draft import Choice, Draft
from drillbook.quiz.stems import Sheet
from drillbook.quiz.types.bench import Bench, Plan, Translated
from drillbook.quiz.view import Cell, Phrase, Sentence, Word

_FRAMES = 3
_TRIED = 3


def plans(bench: Bench, fact: Fact, sheet: Sheet) -> Iterator[Plan]:
    """Every true/false item of a fact."""
    if bench.gives_away(fact, sheet):
        return
    if sheet.judge == "swap":
        yield Plan(f"{fact.id}~judge", "true_false", fact, partial(_swapped, bench, fact, sheet))
    elif sheet.judge and not (fact.relation == "may_decide" and fact.given):
        # What may be decided up to a limit is neither quite true nor quite false without the limit.
        for index, value in enumerate(fact.values):
            suffix = f"-{digest([value.identity], 6)}" if index else ""
            item_id = f"{fact.id}~judge{suffix}"
            yield Plan(item_id, "true_false", fact, partial(_judged, bench, fact, sheet, item_id, index))


def _judged(bench: Bench, fact: Fact, sheet: Sheet, item_id: str, index: int) -> Translated:
    cell = Cell(fact.id, index)
    true = sheet.judge == "right"
    reason: tuple[Phrase, ...] = (Sentence("say", 0, fact.id, cell),)
    other = (Word("quiz_agrees" if true else "quiz_disagrees"),)
    return _sound(bench, fact, sheet, item_id, cell, true, (reason, other))


def _swapped(bench: Bench, fact: Fact, sheet: Sheet) -> Translated:
    item_id = f"{fact.id}~judge"
    index = 0 if fact.relation == "step_actor" else draw(fact.id, "judged") % len(fact.values)
    true = Cell(fact.id, index)
    reason: tuple[Phrase, ...] = (Sentence("say", 0, fact.id, true),)
    if draw(item_id, "true") % 2:
        return _sound(bench, fact, sheet, item_id, true, True, (reason, (Word("quiz_agrees"),)))
    candidates = bench.pools.candidates(fact, true, sheet, "ask", inside="judge" in sheet.inside)[:_TRIED]
    for candidate in candidates:
        items = _sound(bench, fact, sheet, item_id, candidate.text, False, _reasons(reason, candidate))
        if items:
            return items
    return ()


def _reasons(reason: tuple[Phrase, ...], candidate: Candidate) -> tuple[tuple[Phrase, ...], tuple[Phrase, ...]]:
    """Why the statement is false, and where what it says would be true."""
    elsewhere = Sentence("say", 0, candidate.fact.id, candidate.value)
    return reason, (Word("quiz_disagrees"), elsewhere)


def _sound(
    bench: Bench,
    fact: Fact,
    sheet: Sheet,
    item_id: str,
    claimed: Cell,
    true: bool,
    reasons: tuple[tuple[Phrase, ...], tuple[Phrase, ...]],
) -> Translated:
    of_key, of_other = reasons
    choices = (
        Choice(Word("quiz_true"), true, of_key if true else of_other, fact.place),
        Choice(Word("quiz_false"), not true, of_other if true else of_key, fact.place),
    )
    return bench.first_sound(
        Draft(
            id=item_id,
            type="true_false",
            level=sheet.level("judge"),
            stem=Sentence("judge", number, fact.id, claimed),
            choices=choices,
            facts=(fact,),
            template=f"{fact.relation}.judge",
        )
        for number in bench.wordings(item_id, _FRAMES)
    )
