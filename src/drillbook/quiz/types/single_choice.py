"""One key among several options: asks for the value of a fact, or for the subject of a value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import cycle

from drillbook.facts import Fact, Value, digest
from drillbook.model.values import When
from drillbook.quiz.chance import draw, shuffled
from drillbook.quiz.distractors import Candidate, Direction, span
from drillbook.quiz.draft import Choice, Draft
from drillbook.quiz.stems import Sheet
from drillbook.quiz.types.bench import Bench, Plan, Translated
from drillbook.quiz.view import SUBJECT, Cell, Sentence
from drillbook.quiz.wording import units, width

DISTRACTORS = 3
FEWEST = 2
_ORDINARY_WAYS = ("day", "week", "month", "quarter", "year", "as-needed")


def plans(bench: Bench, fact: Fact, sheet: Sheet) -> Iterator[Plan]:
    """Every single-choice item of a fact."""
    if sheet.ask and not bench.gives_away(fact, sheet):
        index = 0 if fact.relation == "step_actor" else draw(fact.id, "key") % len(fact.values)
        yield _plan(bench, fact, sheet, "ask", f"{fact.id}~ask", index)
    if sheet.name:
        for index, value in enumerate(fact.values):
            # The first keeps a short id; the others, which have no id of their own, are told apart by what they say.
            suffix = f"-{digest([value.identity], 6)}" if index else ""
            yield _plan(bench, fact, sheet, "name", f"{fact.id}~name{suffix}", index)


def _plan(bench: Bench, fact: Fact, sheet: Sheet, kind: Direction, item_id: str, index: int) -> Plan:
    return Plan(item_id, "single_choice", fact, partial(_item, bench, fact, sheet, kind, item_id, index))


def _item(bench: Bench, fact: Fact, sheet: Sheet, kind: Direction, item_id: str, index: int) -> Translated:
    key = Cell(fact.id, index if kind == "ask" else SUBJECT)
    candidates = bench.pools.candidates(fact, key, sheet, kind, inside=kind in sheet.inside)
    if len(candidates) < FEWEST:
        return ()
    value = fact.values[index]
    if kind == "ask" and value.amount:
        sets: Iterator[Sequence[Candidate]] = iter([_around(candidates, value, item_id)] * 2)
    else:
        sets = _sets(bench, candidates, key, Sentence(kind, 0, fact.id, Cell(fact.id, index)))
    numbers = cycle(bench.wordings(item_id, len(sheet.sentences(kind, bench.source.lang))))
    return bench.first_sound(_draft(bench, fact, sheet, kind, item_id, index, chosen, next(numbers)) for chosen in sets)


def _sets(bench: Bench, candidates: Sequence[Candidate], key: Cell, stem: Sentence) -> Iterator[Sequence[Candidate]]:
    """Sets of wrong options: the nearest, then with the one that best hides the key's length or its echo of the stem."""
    size = min(DISTRACTORS, len(candidates))
    yield candidates[:size]
    longest = max(candidates, key=lambda c: min(width(view.cell(c.text) or "") for view in bench.views))
    echo = max(
        candidates, key=lambda c: sum(len(units(v.say(stem) or "") & units(v.cell(c.text) or "")) for v in bench.views)
    )
    yield _with(candidates, [longest], size)
    yield _with(candidates, [echo], size)
    yield _with(candidates, [longest, echo], size)
    by_width = sorted(
        candidates, key=lambda c: sum(abs(width(v.cell(c.text) or "") - width(v.cell(key) or "")) for v in bench.views)
    )
    yield by_width[:size]


def _with(candidates: Sequence[Candidate], wanted: list[Candidate], size: int) -> list[Candidate]:
    return (wanted + [c for c in candidates if c not in wanted])[:size]


def _around(candidates: Sequence[Candidate], key: Value, item_id: str) -> list[Candidate]:
    """Numbers on both sides of the key, so many on each that the key may stand in any place."""
    amounts = [(rank_of(c.fact.values[c.value.index]), c) for c in candidates]
    below = [c for rank, c in amounts if rank < rank_of(key)]
    above = [c for rank, c in amounts if rank >= rank_of(key)]
    size = min(DISTRACTORS, len(candidates))
    wanted = draw(item_id, "place") % (size + 1)
    low = min(len(below), max(wanted, size - len(above)))
    return below[:low] + above[: size - low]


def rank_of(value: Value) -> tuple[float, ...]:
    """Where an amount stands among others: by length, number, or place in the calendar."""
    reach = span(value.amount)
    if reach:
        return reach
    if isinstance(value.amount, When):
        when = value.amount
        edge = {"start": 0, None: 1, "end": 40}[when.edge]
        day = when.first_day or when.workday or (when.weekday + 1 if when.weekday is not None else 0)
        time = float((when.time or "0:0").replace(":", "."))
        return (_ORDINARY_WAYS.index(when.period), edge, when.month or 0, day, time)
    return ()


def _draft(
    bench: Bench,
    fact: Fact,
    sheet: Sheet,
    kind: Direction,
    item_id: str,
    index: int,
    chosen: Sequence[Candidate],
    number: int,
) -> Draft:
    true = Cell(fact.id, index)
    key = Choice(true if kind == "ask" else Cell(fact.id), True, (Sentence("say", 0, fact.id, true),), fact.place)
    wrong = [Choice(c.text, False, (Sentence("say", 0, c.fact.id, c.value),), c.fact.place) for c in chosen]
    return Draft(
        id=item_id,
        type="single_choice",
        level=sheet.level(kind),
        stem=Sentence(kind, number, fact.id, true),
        choices=_arranged(bench, [key, *wrong], item_id),
        facts=(fact,),
        template=f"{fact.relation}.{kind}",
    )


def _arranged(bench: Bench, choices: list[Choice], item_id: str) -> tuple[Choice, ...]:
    """The options in their order: numbers by size, all others by a chance that is the same in every language."""

    def value(choice: Choice) -> Value | None:
        cell = choice.text
        return (
            bench.source.facts[cell.fact].values[cell.index]
            if isinstance(cell, Cell) and cell.index != SUBJECT
            else None
        )

    ranked = [(rank_of(found), choice) for choice in choices if (found := value(choice)) and found.amount]
    if len(ranked) == len(choices):
        return tuple(choice for _, choice in sorted(ranked, key=lambda pair: pair[0]))
    return tuple(shuffled(((str(choice.text), choice) for choice in choices), item_id))
