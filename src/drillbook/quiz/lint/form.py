"""Checks of items in company: the place of the keys, true and false in balance, no item that answers another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Final

from drillbook.model.item import Form, Item
from drillbook.quiz.lint.flaw import Flaw
from drillbook.quiz.wording import normalise, width

LONGEST_RUN = 3
TRUE_SHARE = (0.4, 0.6)
# The values chi-square must stay under for p >= 0.05, by degrees of freedom.
_CHI_SQUARE = {1: 3.84, 2: 5.99, 3: 7.81, 4: 9.49, 5: 11.07, 6: 12.59, 7: 14.07}
_TELLING = 6
# Of fewer items no order is a pattern.
_FEW, _FEW_JUDGED = 5, 3
_PLACED = frozenset({"single_choice", "who_may_decide", "next_best_move"})


def has_place(item: Item) -> bool:
    """Whether one key stands somewhere among options that could stand in another order."""
    return item.type in _PLACED


def _positions(items: Sequence[Item]) -> list[tuple[int, int]]:
    """For each such item the place of its key and the number of options."""
    return [([o.key for o in i.options].index(True), len(i.options)) for i in items if has_place(i)]


def _position_bias(name: str, items: Sequence[Item]) -> Iterator[Flaw]:
    places = _positions(items)
    if len(places) < _FEW:
        return
    most = max(k for _, k in places)
    expected = [sum(1 / k for _, k in places if place < k) for place in range(most)]
    seen = [sum(1 for found, _ in places if found == place) for place in range(most)]
    chi_square = sum((s - e) ** 2 / e for s, e in zip(seen, expected, strict=True))
    if chi_square > _CHI_SQUARE[most - 1]:
        yield Flaw(name, "Q22", "error", f"key positions {seen}")


def _true_share(name: str, items: Sequence[Item]) -> Iterator[Flaw]:
    judged = [item for item in items if item.type == "true_false"]
    true = sum(item.answer == ("a",) for item in judged)
    # With few items the share cannot come closer to one half than by one item.
    slack = 0.5 if len(judged) % 2 else 0
    low, high = (share * len(judged) for share in TRUE_SHARE)
    if len(judged) >= _FEW_JUDGED and not low - slack <= true <= high + slack:
        yield Flaw(name, "Q22", "error", f"{true} of {len(judged)} true")


def bank_balance(items: Sequence[Item]) -> Iterator[Flaw]:
    """Q22 over a whole bank: true and false; the places of keys are tried by guessers, whose limits fit any size."""
    yield from _true_share("bank", items)


def balance(form: Form) -> Iterator[Flaw]:
    """Q22: keys stand in every place equally often, never many times in a row."""
    yield from _position_bias(form.id, form.items)
    yield from _true_share(form.id, form.items)
    places = [place for place, _ in _positions(form.items)]
    runs = [len(list(run)) for _, run in groupby(places)]
    if runs and max(runs) > LONGEST_RUN:
        yield Flaw(form.id, "Q22", "error", f"{max(runs)} keys in a row in one place")


def cues(form: Form) -> Iterator[Flaw]:
    """Q20: one item gives away another."""
    for number, one in enumerate(form.items):
        for other in form.items[number + 1 :]:
            if are_enemies(one, other):
                yield Flaw(one.id, "Q20", "error", other.id)
            elif _explains(one, other) or _explains(other, one):
                yield Flaw(one.id, "Q20", "warning", f"feedback of {other.id}")


def are_enemies(one: Item, other: Item) -> bool:
    """Whether two items must not stand in one form: same fact, or one gives the key of the other away."""
    return not set(one.facts).isdisjoint(other.facts) or _tells(one, other) or _tells(other, one)


def _tells(item: Item, other: Item) -> bool:
    """Whether the key of an item stands in the stem of another one on the same playbook."""
    if not has_place(item) or item.link.partition(".")[0] != other.link.partition(".")[0]:
        return False
    key = next(option.text for option in item.options if option.key)
    return width(key) >= _TELLING and normalise(key) in normalise(other.stem)


def _explains(item: Item, other: Item) -> bool:
    """Whether what proves the key of an item is said in the feedback of another; seen only by who answers that first."""
    if not has_place(item):
        return False
    key = next(option.rationale for option in item.options if option.key)
    return any(option.rationale == key for option in other.options)


FORM_CHECKS: Final[tuple[Callable[[Form], Iterator[Flaw]], ...]] = (balance, cues)
