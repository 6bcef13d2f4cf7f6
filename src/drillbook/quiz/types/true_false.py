"""A statement to judge: a fact as it is, or with a value that is provably false; do and don't as they are, or denied."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice

from drillbook.facts import Fact, digest
from drillbook.quiz.chance import draw, draw_below
from drillbook.quiz.distractors import Candidate
from drillbook.quiz.draft import Choice, Draft
from drillbook.quiz.shelf import AGAIN, Offer, Translated
from drillbook.quiz.stems import Kind, Sheet
from drillbook.quiz.types.bench import Bench
from drillbook.quiz.view import Cell, Phrase, Sentence, Word

_FRAMES = 3
_TRIED = 3


def plans(bench: Bench, fact: Fact, sheet: Sheet) -> Iterator[Offer]:
    """Every true/false item of a fact."""
    if not bench.asks(fact, sheet, "judge") or bench.gives_away(fact, sheet):
        return
    if sheet.judge == "swap":
        item_id = f"{fact.id}~judge"
        yield Offer(item_id, partial(_swapped, bench, fact, sheet, item_id))
    elif sheet.judge:
        for index, value in enumerate(fact.values):
            suffix = f"-{digest([value.identity], 6)}" if index else ""
            item_id = f"{fact.id}~judge{suffix}"
            yield Offer(item_id, partial(_judged, bench, fact, sheet, item_id, index))


def again(bench: Bench, fact: Fact, sheet: Sheet) -> Iterator[Offer]:
    """The item with the contrary: what is false where the usual one is true, what is denied where it is claimed."""
    item_id = f"{fact.id}~judge{AGAIN}"
    if bench.gives_away(fact, sheet):
        return
    if sheet.judge == "swap":
        yield Offer(item_id, partial(_swapped, bench, fact, sheet, item_id))
    elif sheet.judge and sheet.deny:
        yield Offer(item_id, partial(_judged, bench, fact, sheet, item_id, 0))


def _judged(bench: Bench, fact: Fact, sheet: Sheet, item_id: str, index: int) -> Translated:
    """Do and don't: claimed in one half of the items, denied in the other, so that their tone does not tell the answer."""
    cell = Cell(fact.id, index)
    is_denied = bool(sheet.deny) and draw(item_id.removesuffix(AGAIN), "deny") % 2 != item_id.endswith(AGAIN)
    how: Kind = "deny" if is_denied else "judge"
    if (sheet.judge == "right") is (how == "judge"):
        return _sound(bench, fact, sheet, _Claim(item_id, cell, True, _statement(fact, cell), _right(fact), how))
    wrong = _Side((Word("quiz_disagrees"),), fact.place)
    return _sound(bench, fact, sheet, _Claim(item_id, cell, False, wrong, _statement(fact, cell), how))


def _swapped(bench: Bench, fact: Fact, sheet: Sheet, item_id: str) -> Translated:
    index = 0 if fact.relation == "step_actor" else draw_below(len(fact.values), fact.id, "judged")
    true = Cell(fact.id, index)
    if draw(item_id.removesuffix(AGAIN), "true") % 2 != item_id.endswith(AGAIN):
        return _sound(bench, fact, sheet, _Claim(item_id, true, True, _statement(fact, true), _right(fact)))
    candidates = bench.pools.candidates(fact, true, sheet, "ask", inside="judge" in sheet.inside)
    claims = (
        _Claim(item_id, c.text, False, _elsewhere(c), _turned(c) if sheet.reverse else _statement(fact, true))
        for c in islice(candidates, _TRIED)
    )
    return next(filter(None, (_sound(bench, fact, sheet, claim) for claim in claims)), ())


@dataclass(frozen=True, slots=True)
class _Side:
    """What is said to those who chose one of the two answers, and where it stands."""

    said: tuple[Phrase, ...]
    link: str


@dataclass(frozen=True, slots=True)
class _Claim:
    """A statement to judge, and what is said to those who call it true or false."""

    item_id: str
    cell: Cell
    true: bool
    if_true: _Side
    if_false: _Side
    how: Kind = "judge"


def _statement(fact: Fact, cell: Cell) -> _Side:
    return _Side((Sentence("say", 0, fact.id, cell),), fact.place)


def _turned(candidate: Candidate) -> _Side:
    """What is so between the two that the stem names: the other way round."""
    return _Side((Sentence("say", 0, candidate.fact.id, candidate.value),), candidate.fact.place)


def _right(fact: Fact) -> _Side:
    return _Side((Word("quiz_agrees"),), fact.place)


def _elsewhere(candidate: Candidate) -> _Side:
    """Why the statement is false, and where what it says would be true."""
    said = Sentence("say", 0, candidate.fact.id, candidate.value)
    return _Side((Word("quiz_disagrees"), said), candidate.fact.place)


def _sound(bench: Bench, fact: Fact, sheet: Sheet, claim: _Claim) -> Translated:
    choices = (
        Choice(Word("quiz_true"), claim.true, claim.if_true.said, claim.if_true.link),
        Choice(Word("quiz_false"), not claim.true, claim.if_false.said, claim.if_false.link),
    )
    return bench.first_sound(
        Draft(
            id=claim.item_id,
            type="true_false",
            level=sheet.level("judge"),
            stem=Sentence(claim.how, number, fact.id, claim.cell),
            choices=choices,
            facts=(fact,),
            template=f"{fact.relation}.judge",
        )
        for number in bench.wordings(claim.item_id, _FRAMES)
    )
