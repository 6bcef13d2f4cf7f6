"""Steps, moves or classes to bring into order; every order the manual allows is right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from itertools import combinations

from drillbook.facts import Fact, Value
from drillbook.quiz.chance import draw, shuffled
from drillbook.quiz.draft import Choice, Draft
from drillbook.quiz.shelf import Offer, Translated
from drillbook.quiz.stems import Sheet
from drillbook.quiz.types.bench import Bench
from drillbook.quiz.view import After, Cell, Sentence
from drillbook.quiz.wording import normalise

LEAST, MOST = 4, 6
_ENOUGH_FOR_TWO = 9
_SHORT_ORDERS = frozenset({"objection_moves", "approval_order", "categories_order"})
# So much of the order must be fixed by the manual; an order that is mostly free asks nothing.
_FIXED = 0.6
# Names that carry their order themselves, such as 客户A类, 第一步, Stage 2.
_NUMBERED = re.compile(r"(?<![A-Za-z])[A-Z](?![A-Za-z])|[\d一二三四五六七八九]")


def plans(bench: Bench, fact: Fact, sheet: Sheet) -> Iterator[Offer]:
    """Every ordering item of a fact: of a long list one or two samples."""
    if not sheet.order:
        return
    least = 3 if fact.relation in _SHORT_ORDERS else LEAST
    distinct = {normalise(value.text): index for index, value in reversed(list(enumerate(fact.values)))}
    usable = sorted(distinct.values())
    rounds = 2 if len(usable) >= _ENOUGH_FOR_TWO else 1
    for number in range(rounds if len(usable) >= least else 0):
        item_id = f"{fact.id}~order{f'-{number + 1}' if number else ''}"
        yield Offer(item_id, partial(_item, bench, fact, sheet, item_id, usable))


def _sample(fact: Fact, usable: list[int], item_id: str) -> list[int]:
    """Some of the values, in the order of the list; an added step changes at most one of them."""
    size = min(len(usable), LEAST + draw(item_id, "size") % (MOST - LEAST + 1))
    return sorted(shuffled(((fact.values[index].identity, index) for index in usable), item_id)[:size])


def _item(bench: Bench, fact: Fact, sheet: Sheet, item_id: str, usable: list[int]) -> Translated:
    sample = _sample(fact, usable, item_id)
    ids = {index: fact.values[index].identity for index in sample}
    pairs = [(a, b) for a in sample for b in sample if (ids[a], ids[b]) in fact.before]
    if len(pairs) < _FIXED * len(list(combinations(sample, 2))) or all(
        _NUMBERED.search(fact.values[i].text) for i in sample
    ):
        return ()
    shown = _shown(fact.values, sample, pairs, item_id)
    place = {index: number for number, index in enumerate(shown)}
    choices = tuple(_choice(fact, index, pairs) for index in shown)
    facts = (fact, *(step for index in sample if (step := bench.source.facts.get(f"step_before:{ids[index]}"))))
    return bench.first_sound(
        Draft(
            id=item_id,
            type="ordering",
            level=sheet.level("order"),
            stem=Sentence("order", number, fact.id, Cell(fact.id)),
            choices=choices,
            facts=facts,
            template=f"{fact.relation}.order",
            right=tuple(place[index] for index in _sorted(sample, pairs)),
            before=tuple(sorted((place[a], place[b]) for a, b in pairs)),
        )
        for number in bench.wordings(item_id, len(sheet.sentences("order", bench.source.lang)))
    )


def _sorted(sample: list[int], pairs: list[tuple[int, int]]) -> list[int]:
    """One right order: that of the list, except where the manual says otherwise."""
    left, found = list(sample), []
    while left:
        free = next(i for i in left if not any(b == i and a in left for a, b in pairs))
        found.append(free)
        left.remove(free)
    return found


def _shown(values: tuple[Value, ...], sample: list[int], pairs: list[tuple[int, int]], item_id: str) -> list[int]:
    """The order in which the learner meets them: never a right one."""
    attempt = 0
    while True:
        order = shuffled(((values[index].identity, index) for index in sample), f"{item_id} shown {attempt}")
        if any(order.index(a) > order.index(b) for a, b in pairs):
            return order
        attempt += 1


def _choice(fact: Fact, index: int, pairs: list[tuple[int, int]]) -> Choice:
    earlier = [a for a, b in pairs if b == index]
    nearest = [a for a in earlier if not any((a, c) in pairs for c in earlier)]
    after = After(tuple(Cell(fact.id, a) for a in nearest))
    value = fact.values[index]
    # A role or a category is explained where the order is stated, a step on its own place.
    link = value.id if value.id.partition(".")[0] == fact.entity else fact.place
    return Choice(Cell(fact.id, index), True, (after,), link)
