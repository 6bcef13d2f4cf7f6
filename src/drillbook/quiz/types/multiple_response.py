"""Multiple response: all that is right among options, where a field lists several, or where two fields are each other's contrary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice

from drillbook.facts import Fact
from drillbook.quiz.chance import draw, shuffled
from drillbook.quiz.draft import Choice, Draft
from drillbook.quiz.shelf import AGAIN, Offer, Translated
from drillbook.quiz.stems import Sheet
from drillbook.quiz.types.bench import Bench
from drillbook.quiz.types.groups import is_leader, is_short
from drillbook.quiz.view import Cell, Sentence

OPTIONS = 5
FEWEST_WRONG = 2
_KEYS = (2, 3)
_NEAR = 6
_ONE_OF = 3


def plans(bench: Bench, fact: Fact, sheet: Sheet) -> Iterator[Offer]:
    """The multiple-response item of a fact."""
    if not sheet.many:
        return
    if sheet.against:
        is_asked = bench.in_every_way or is_leader(bench, fact, sheet, "many", _ONE_OF)
    else:
        is_asked = len(fact.values) >= _KEYS[0]
    if is_asked:
        item_id = f"{fact.id}~many"
        make = _contrary if sheet.against else _listed
        yield Offer(item_id, partial(make, bench, fact, sheet, item_id))


def again(bench: Bench, fact: Fact, sheet: Sheet) -> Iterator[Offer]:
    """The item with others of what a field lists, where it lists more than one item names."""
    if sheet.many and not sheet.against and len(fact.values) > _KEYS[0]:
        item_id = f"{fact.id}~many{AGAIN}"
        yield Offer(item_id, partial(_listed, bench, fact, sheet, item_id))


def _listed(bench: Bench, fact: Fact, sheet: Sheet, item_id: str) -> Translated:
    """Some of what a field lists, among what other facts of the relation list and this one does not."""
    keys = _keys(bench, fact, item_id)
    is_repeated = item_id.endswith(AGAIN) and set(keys) == set(_keys(bench, fact, item_id.removesuffix(AGAIN)))
    if len(keys) < _KEYS[0] or is_repeated:
        return ()
    found = bench.pools.candidates(fact, keys[0], sheet, "ask", inside="many" in sheet.inside)
    fitting = (c for c in found if not any(bench.truth.alike(key, c.text) for key in keys[1:]))
    wrong = [
        Choice(c.text, False, (Sentence("say", 0, c.fact.id, c.value),), c.fact.place)
        for c in islice(fitting, OPTIONS - len(keys))
    ]
    return _item(bench, fact, sheet, item_id, keys, wrong)


def _contrary(bench: Bench, fact: Fact, sheet: Sheet, item_id: str) -> Translated:
    """What an entity wants of its readers, among what it warns them of; or the other way round."""
    right = [Cell(f.id, n) for f in bench.pools.kin(fact)[:_NEAR] for n in range(len(f.values))]
    contrary = [Cell(f.id, n) for f in bench.pools.kin(fact, sheet.against)[:_NEAR] for n in range(len(f.values))]
    keys = _distinct(bench, _short(bench, right))[: _KEYS[draw(item_id, "keys") % len(_KEYS)]]
    others = _distinct(bench, _short(bench, contrary), keys)[: OPTIONS - len(keys)]
    if len(keys) < _KEYS[0] or keys[0].fact != fact.id:
        return ()
    wrong = [
        Choice(cell, False, (Sentence("say", 0, cell.fact, cell),), bench.source.facts[cell.fact].place)
        for cell in others
    ]
    return _item(bench, fact, sheet, item_id, keys, wrong)


def _keys(bench: Bench, fact: Fact, item_id: str) -> list[Cell]:
    right = [Cell(fact.id, n) for n in range(len(fact.values))]
    return _distinct(bench, _mixed(right, item_id))[: _KEYS[draw(item_id, "keys") % len(_KEYS)]]


def _mixed(cells: Sequence[Cell], item_id: str) -> list[Cell]:
    return shuffled(((f"{cell.fact} {cell.nth}", cell) for cell in cells), f"{item_id} keys")


def _short(bench: Bench, cells: Sequence[Cell]) -> list[Cell]:
    return [cell for cell in cells if is_short(bench, cell)]


def _distinct(bench: Bench, cells: Sequence[Cell], besides: Sequence[Cell] = ()) -> list[Cell]:
    """Those that say something else than all before them."""
    found = list(besides)
    for cell in cells:
        names = bench.truth.names(cell)
        if not any(not names.isdisjoint(bench.truth.names(other)) or bench.truth.alike(other, cell) for other in found):
            found.append(cell)
    return found[len(besides) :]


def _item(bench: Bench, fact: Fact, sheet: Sheet, item_id: str, keys: list[Cell], wrong: list[Choice]) -> Translated:
    if len(wrong) < FEWEST_WRONG:
        return ()
    facts = {cell.fact: bench.source.facts[cell.fact] for cell in keys}
    right = [Choice(cell, True, (Sentence("say", 0, cell.fact, cell),), facts[cell.fact].place) for cell in keys]
    choices = tuple(shuffled(((f"{c.text}", c) for c in (*right, *wrong)), item_id))
    numbers = bench.wordings(item_id, len(sheet.sentences("many", bench.source.lang)))
    return bench.first_sound(
        Draft(
            id=item_id,
            type="multiple_response",
            level=sheet.level("many"),
            stem=Sentence("many", number, fact.id, Cell(fact.id, 0)),
            choices=choices,
            facts=(fact, *(f for id_, f in facts.items() if id_ != fact.id)),
            template=f"{fact.relation}.many",
        )
        for number in numbers
    )
