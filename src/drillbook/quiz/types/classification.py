"""Classification: many under few headings, each provably under one of them only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drillbook.facts import Fact
from drillbook.quiz.chance import shuffled
from drillbook.quiz.draft import Asked, Choice, Draft
from drillbook.quiz.shelf import Offer, Translated
from drillbook.quiz.stems import Sheet
from drillbook.quiz.types.bench import Bench
from drillbook.quiz.types.groups import Pair, gives_itself_away, led, pairs, said, share_a_place, tells_apart
from drillbook.quiz.view import Cell, Sentence

LEAST, MOST = 4, 6
HEADINGS = 3
_UNDER_ONE = 3


def plans(bench: Bench, fact: Fact, sheet: Sheet) -> Iterator[Offer]:
    """The classification that a fact leads, if it leads one."""
    yield from led(bench, fact, sheet, "sort", _item)


def _item(bench: Bench, fact: Fact, sheet: Sheet, item_id: str) -> Translated:
    headings = _sorted(bench, list(pairs(bench, fact, sheet, mixed=True)))
    chosen = [pair for under in headings for pair in under]
    if len(headings) < 2 or not len(chosen) >= LEAST or len(chosen) == len(headings):
        return ()
    if gives_itself_away(bench, chosen, [under[0].option for under in headings]):
        return ()
    numbers = bench.wordings(item_id, len(sheet.sentences("sort", bench.source.lang)))
    return bench.first_sound(_draft(fact, sheet, item_id, headings, number) for number in numbers)


def _sorted(bench: Bench, found: Sequence[Pair]) -> list[list[Pair]]:
    """Pairs by heading: first a pair for each of a few headings, then more under those."""
    headings: list[list[Pair]] = []
    for pair in found:
        if len(headings) < HEADINGS and all(tells_apart(bench, pair, under[0]) for under in headings):
            headings.append([pair])
    for pair in found:
        under = next((u for u in headings if share_a_place(bench, u[0], pair)), None)
        if under and len(under) < _UNDER_ONE and _fits(bench, pair, under, headings):
            under.append(pair)
        if sum(map(len, headings)) == MOST:
            break
    return headings


def _fits(bench: Bench, pair: Pair, under: list[Pair], headings: list[list[Pair]]) -> bool:
    """Whether a pair says something new, and is provably under none of the other headings."""
    names = bench.truth.names(pair.prompt)
    if any(
        not names.isdisjoint(bench.truth.names(p.prompt)) or bench.truth.alike(p.prompt, pair.prompt) for p in under
    ):
        return False
    return all(tells_apart(bench, pair, other) for more in headings if more is not under for other in more)


def _draft(fact: Fact, sheet: Sheet, item_id: str, headings: list[list[Pair]], number: int) -> Draft:
    options = shuffled(((under[0].fact.id, under) for under in headings), f"{item_id} options")
    chosen = [(pair, place) for place, under in enumerate(options) for pair in under]
    prompts = shuffled(((f"{p.fact.id} {p.nth}", (p, place)) for p, place in chosen), f"{item_id} prompts")
    others = {p.fact.id: p.fact for p, _ in chosen if p.fact.id != fact.id}
    return Draft(
        id=item_id,
        type="classification",
        level=sheet.level("sort"),
        stem=Sentence("sort", number, fact.id, Cell(fact.id, 0)),
        choices=tuple(Choice(u[0].option, True, said(u[0]), u[0].fact.place) for u in options),
        facts=(fact, *others.values()),
        template=f"{fact.relation}.sort",
        right=tuple(place for _, place in prompts),
        prompts=tuple(Asked(p.prompt, said(p), p.fact) for p, _ in prompts),
    )
