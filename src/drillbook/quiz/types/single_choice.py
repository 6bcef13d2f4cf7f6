"""One key among several options: asks for the value of a fact, or for the subject of a value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import cycle, islice

from drillbook.facts import Fact, Value, digest
from drillbook.model.values import When
from drillbook.quiz.amounts import shape, span
from drillbook.quiz.chance import draw, draw_below, shuffled
from drillbook.quiz.distractors import Candidate, Direction
from drillbook.quiz.draft import Choice, Draft
from drillbook.quiz.lint import numbers
from drillbook.quiz.shelf import AGAIN, Offer, Translated
from drillbook.quiz.stems import Sheet
from drillbook.quiz.types.bench import Bench
from drillbook.quiz.view import SUBJECT, Cell, Phrase, Sentence, Spoken, Word
from drillbook.quiz.wording import units, width

DISTRACTORS = 3
FEWEST = 2
_ORDINARY_WAYS = ("day", "week", "month", "quarter", "year", "as-needed")


def plans(bench: Bench, fact: Fact, sheet: Sheet) -> Iterator[Offer]:
    """Every single-choice item of a fact."""
    if sheet.ask_type == "single_choice":
        yield from asked(bench, fact, sheet)
    if sheet.name and bench.asks(fact, sheet, "name"):
        for index, value in enumerate(fact.values):
            # The first keeps a short id; the others, which have no id of their own, are told apart by what they say.
            suffix = f"-{digest([value.identity], 6)}" if index else ""
            item_id = f"{fact.id}~name{suffix}"
            yield Offer(item_id, partial(_item, bench, fact, sheet, "name", item_id, index))


def asked(bench: Bench, fact: Fact, sheet: Sheet) -> Iterator[Offer]:
    """The item that asks for the value of a fact, whatever its type."""
    if sheet.ask and bench.asks(fact, sheet, "ask") and not bench.gives_away(fact, sheet):
        item_id = f"{fact.id}~ask"
        yield Offer(item_id, partial(_ask, bench, fact, sheet, item_id))


def again(bench: Bench, fact: Fact, sheet: Sheet) -> Iterator[Offer]:
    """The same asked with other wrong options, and in other words where the sheet has some; for the subject, and for the value."""
    if sheet.name:
        item_id = f"{fact.id}~name{AGAIN}"
        yield Offer(item_id, partial(_item, bench, fact, sheet, "name", item_id, 0))
    if sheet.ask and not bench.gives_away(fact, sheet):
        item_id = f"{fact.id}~ask{AGAIN}"
        yield Offer(item_id, partial(_ask, bench, fact, sheet, item_id))


def _ask(bench: Bench, fact: Fact, sheet: Sheet, item_id: str) -> Translated:
    index = 0 if fact.relation == "step_actor" else draw_below(len(fact.values), fact.id, "key")
    return _item(bench, fact, sheet, "ask", item_id, index)


def _item(bench: Bench, fact: Fact, sheet: Sheet, kind: Direction, item_id: str, index: int) -> Translated:
    key = Cell(fact.id, index if kind == "ask" else SUBJECT)
    value, count = fact.values[index], len(sheet.sentences(kind, bench.source.lang))
    candidates, wordings = _candidates(bench, fact, key, sheet, kind), bench.wordings(item_id, count)
    if item_id.endswith(AGAIN):
        usual, *others = bench.wordings(item_id.removesuffix(AGAIN), count)
        candidates, wordings = _others_first(candidates, is_enough=bool(others)), [*others, usual]
    nearest = list(islice(candidates, DISTRACTORS))
    if len(nearest) < FEWEST:
        return ()
    if kind == "ask" and value.amount:
        sets: Iterator[Sequence[Candidate]] = iter(
            [_around(_alike_in_shape([*nearest, *candidates], value), value, item_id)] * 2
        )
    else:
        asked = Sentence(kind, 0, fact.id, Cell(fact.id, index))
        sets = _sets(bench, nearest, candidates, key, asked, count, item_id)
    return bench.first_sound(
        _draft(bench, fact, sheet, kind, item_id, index, chosen, number)
        for chosen, number in zip(sets, cycle(wordings), strict=False)
        if not bench.is_popular(key, [c.text for c in chosen], item_id)
    )


def _others_first(candidates: Iterator[Candidate], *, is_enough: bool) -> Iterator[Candidate]:
    """Those that do not stand in the usual item; where they are too few, the usual ones if they may stand there too."""
    usual = list(islice(candidates, DISTRACTORS))
    others = list(islice(candidates, DISTRACTORS))
    if len(others) >= FEWEST or is_enough:
        yield from (*others, *usual)
        yield from candidates


def _candidates(bench: Bench, fact: Fact, key: Cell, sheet: Sheet, kind: Direction) -> Iterator[Candidate]:
    nearest = bench.pools.candidates(fact, key, sheet, kind, inside=kind in sheet.inside)
    if not sheet.foils or kind == "name":
        yield from nearest
        return
    foils = list(bench.pools.foils(fact, key, sheet))
    yield from foils
    if sheet.pool:
        taken = {name for c in foils for name in bench.truth.names(c.text)}
        yield from (c for c in nearest if taken.isdisjoint(bench.truth.names(c.text)))


def _sets(
    bench: Bench,
    nearest: list[Candidate],
    others: Iterable[Candidate],
    key: Cell,
    stem: Sentence,
    count: int,
    item_id: str,
) -> Iterator[Sequence[Candidate]]:
    """Sets of wrong options: the nearest, if need be with one as popular as the key; then with what best hides its length or echo.

    ``stem`` is what is asked, in the first of so many wordings.
    """
    size, candidates = len(nearest), list(nearest)
    if bench.is_popular(key, [c.text for c in nearest], item_id):
        for other in others:
            candidates.append(other)
            if not bench.is_popular(key, [other.text], item_id):
                break
        else:
            return
    yield _with(nearest, candidates[size:][-1:], size)
    candidates += others
    stems = [stem._replace(number=number) for number in range(count)]
    if bench.cannot_hide(key, [c.text for c in candidates], stems, item_id):
        return
    popular = max(candidates, key=lambda c: bench.pools.mentions(c.text))
    yield _with(candidates, [popular], size)
    longest = max(candidates, key=lambda c: min(width(view.cell(c.text) or "") for view in bench.views))
    yield _with(candidates, [longest], size)
    asked = [(view, units(stem.said(view) or "")) for view in bench.views]
    echo = max(candidates, key=lambda c: sum(len(words & units(view.cell(c.text) or "")) for view, words in asked))
    yield _with(candidates, [echo], size)
    yield _with(candidates, [longest, echo], size)
    by_width = sorted(
        candidates, key=lambda c: sum(abs(width(v.cell(c.text) or "") - width(v.cell(key) or "")) for v in bench.views)
    )
    yield by_width[:size]


def _with(candidates: Sequence[Candidate], wanted: list[Candidate], size: int) -> list[Candidate]:
    return (wanted + [c for c in candidates if c not in wanted])[:size]


def _alike_in_shape(candidates: Sequence[Candidate], key: Value) -> Sequence[Candidate]:
    """The amounts that are a number, a limit or a range like the key, if there are enough of them."""
    alike = [c for c in candidates if shape(c.fact.values[c.value.nth]) == shape(key)]
    return alike if len(alike) >= FEWEST else candidates


def _around(candidates: Sequence[Candidate], key: Value, item_id: str) -> list[Candidate]:
    """Numbers on both sides of the key, so many on each that the key may stand in any place."""
    amounts = [(rank_of(c.fact.values[c.value.nth]), c) for c in candidates]
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
    asked = true if kind == "ask" else Cell(fact.id)
    key = Choice(asked, True, (Sentence("say", 0, fact.id, true),), fact.place)
    wrong = [Choice(_offered(c, sheet), False, _reason(c), c.fact.place) for c in chosen]
    return Draft(
        id=item_id,
        type=sheet.ask_type if kind == "ask" else "single_choice",
        level=sheet.level(kind),
        stem=Sentence(kind, number, fact.id, true),
        choices=_arranged(bench, [asked, *(c.text for c in chosen)], [key, *wrong], item_id),
        facts=(fact,),
        template=f"{fact.relation}.{kind}",
    )


def _offered(candidate: Candidate, sheet: Sheet) -> Phrase:
    return Spoken(candidate.text) if candidate.fact.relation in sheet.spoken else candidate.text


def _reason(candidate: Candidate) -> tuple[Phrase, ...]:
    said = Sentence("say", 0, candidate.fact.id, candidate.value)
    return (Word(candidate.mistake), said) if candidate.mistake else (said,)


def _arranged(bench: Bench, cells: list[Cell], choices: list[Choice], item_id: str) -> tuple[Choice, ...]:
    """The options in their order: numbers by size, all others by a chance that is the same in every language."""
    values = [bench.source.facts[cell.fact].values[cell.nth] for cell in cells if cell.nth != SUBJECT]
    ranks: list[tuple[float, ...]] = [rank_of(value) for value in values if value.amount]
    if len(ranks) < len(choices):
        ranks = [(number,) for number in numbers([bench.source.cell(cell) or "" for cell in cells])]
    if ranks:
        return tuple(choice for _, choice in sorted(zip(ranks, choices, strict=True), key=lambda pair: pair[0]))
    named = zip(cells, choices, strict=True)
    return tuple(shuffled(((f"{cell.fact} {cell.nth}", choice) for cell, choice in named), item_id))
