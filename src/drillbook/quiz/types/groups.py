"""Several facts of one relation side by side: what matching and classification are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial
from typing import Literal, NamedTuple

from drillbook.facts import Fact
from drillbook.quiz.chance import lots, shuffled
from drillbook.quiz.shelf import Offer, Translated
from drillbook.quiz.stems import Sheet, sheets
from drillbook.quiz.types.bench import Bench
from drillbook.quiz.view import GIVEN, SUBJECT, Cell, Sentence
from drillbook.quiz.wording import units, width

PROMPT_WIDTH = {"zh-CN": 80}
OTHER_PROMPT_WIDTH = 110


class Pair(NamedTuple):
    """What is put to its place, and its place.

    Attributes:
        fact: The statement that proves it.
        nth: Which of its values.
        prompt: What is put to its place.
        option: Its place.
    """

    fact: Fact
    nth: int
    prompt: Cell
    option: Cell


_ONE_OF = 12


def led(
    bench: Bench,
    fact: Fact,
    sheet: Sheet,
    kind: Literal["match", "sort"],
    make: Callable[[Bench, Fact, Sheet, str], Translated],
) -> Iterator[Offer]:
    """The item of several facts that a fact leads, if it leads one; asked in every way, each does."""
    if getattr(sheet, kind) and (bench.in_every_way or is_leader(bench, fact, sheet, kind, _ONE_OF)):
        item_id = f"{fact.id}~{kind}"
        yield Offer(item_id, partial(make, bench, fact, sheet, item_id))


def said(pair: Pair) -> tuple[Sentence, ...]:
    """What proves a pair."""
    return (Sentence("say", 0, pair.fact.id, Cell(pair.fact.id, pair.nth)),)


def is_leader(bench: Bench, fact: Fact, sheet: Sheet, kind: str, one_of: int) -> bool:
    """Whether a fact has an item of its own: about one of so many, and at least one in each entity.

    It depends on the fact alone, or on it and its kin, so that a new fact does not shift the items of all others.
    """
    lot = _lots(kind)
    if lot(fact.id) % one_of == 0:
        return True
    if sheet.each == "near":
        return False
    group = (
        (kind, fact.relation, fact.entity, fact.row) if sheet.each == "entity" else (kind, fact.relation, fact.subject)
    )
    if group not in bench.leaders:
        bench.leaders[group] = min((f.id for f in company(bench, fact, sheet)), key=lot)
    return bench.leaders[group] == fact.id


_lots = lru_cache(lots)


def company(bench: Bench, fact: Fact, sheet: Sheet) -> list[Fact]:
    """The facts that may stand beside one in an item of several, itself among them."""
    match sheet.each:
        case "near":
            return bench.pools.neighbours(fact)
        case "entity" if fact.row:
            return [f for f in bench.pools.kin(fact) if f.row == fact.row]
        case "entity":
            return bench.pools.kin(fact)
        case _:
            return [f for f in bench.pools.kin(fact) if f.subject == fact.subject]


def pairs(bench: Bench, fact: Fact, sheet: Sheet, *, mixed: bool) -> Iterator[Pair]:
    """The pairs that may stand beside those of a fact, its own first, then the nearest or in an order of chance."""
    others = [f for f in company(bench, fact, sheet) if f.id != fact.id]
    others = shuffled(((f.id, f) for f in others), fact.id) if mixed else others
    for each in (fact, *others):
        if not bench.gives_away(each, sheets()[each.relation]):
            for nth in range(len(each.values)):
                pair = _pair(each, nth, sheet)
                if is_short(bench, pair.prompt):
                    yield pair


def _pair(fact: Fact, nth: int, sheet: Sheet) -> Pair:
    if sheet.prompt == "value":
        return Pair(fact, nth, Cell(fact.id, nth), Cell(fact.id))
    return Pair(fact, nth, Cell(fact.id, GIVEN if sheet.prompt == "given" else SUBJECT), Cell(fact.id, nth))


def is_short(bench: Bench, cell: Cell) -> bool:
    """Whether a text is there, and can stand among several others in every language it is translated into."""
    texts = ((view, view.cell(cell)) for view in bench.views)
    short = all(width(text or "") <= PROMPT_WIDTH.get(view.lang, OTHER_PROMPT_WIDTH) for view, text in texts)
    return short and bool(bench.source.cell(cell))


def tells_apart(bench: Bench, one: Pair, other: Pair) -> bool:
    """Whether two pairs can stand side by side: each one's place is provably wrong for the other."""
    names = bench.truth.names
    if not (names(one.prompt).isdisjoint(names(other.prompt)) and names(one.option).isdisjoint(names(other.option))):
        return False
    return (
        not bench.truth.alike(one.prompt, other.prompt)
        and _is_wrong(bench, one, other)
        and _is_wrong(bench, other, one)
    )


def share_a_place(bench: Bench, one: Pair, other: Pair) -> bool:
    """Whether two pairs are certain to have the same place."""
    return bench.truth.names(one.option) == bench.truth.names(other.option)


def _is_wrong(bench: Bench, pair: Pair, other: Pair) -> bool:
    """Whether the place of another pair, which is called otherwise, is provably wrong for this one's prompt."""
    if pair.option.nth == SUBJECT:
        return pair.fact.id != other.fact.id and bench.truth.is_false(other.fact, pair.fact, pair.nth)
    return not bench.truth.alike(pair.option, other.option) and bench.truth.is_false(pair.fact, other.fact, other.nth)


def gives_itself_away(bench: Bench, chosen: Iterable[Pair], options: Iterable[Cell]) -> bool:
    """Whether more than half of the pairs are found, in some language, by the words they share."""
    cells, told = list(options), list(chosen)
    for view in bench.views:
        words = {cell: units(view.cell(cell) or "") for cell in cells}
        found = 0
        for pair in told:
            stem = units(view.cell(pair.prompt) or "")
            shared = {cell: len(stem & words[cell]) for cell in cells}
            own = next(shared[cell] for cell in cells if bench.truth.names(cell) == bench.truth.names(pair.option))
            best = max(shared.values())
            found += own == best > 0 and list(shared.values()).count(best) == 1
        if 2 * found > len(told):
            return True
    return False
