"""Grades responses. ``browser/quiz-grade.js`` calculates the same; ``tests/vectors/quiz-grade.json`` holds both to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from drillbook.model.item import INTERACTIONS, Interaction, Item
from drillbook.quiz.written import is_accepted


@dataclass(frozen=True, slots=True)
class Grade:
    """What a response is worth.

    Attributes:
        score: The points, from 0 to 1.
        right: Whether everything was right.
        amiss: The ids that are not as they should be: options chosen wrongly, missed or out of order; prompts matched wrongly.
    """

    score: float
    right: bool
    amiss: tuple[str, ...] = ()


def grade(item: Item, response: Sequence[str]) -> Grade:
    """Grades the response to an item.

    Args:
        item: The item.
        response: The chosen option ids; for `order` all of them in the learner's order; for `match` a `prompt=option` for every
            prompt; for `write` the text.
    """
    return _GRADERS[INTERACTIONS[item.type]](item, response)


def _choose_one(item: Item, response: Sequence[str]) -> Grade:
    amiss = set(item.answer) ^ set(response)
    right = not amiss and len(response) == len(item.answer)
    return _graded(float(right), right, amiss)


def _choose_many(item: Item, response: Sequence[str]) -> Grade:
    """Every key chosen counts, every wrong choice takes one away; right is only the exact set."""
    keys, chosen = set(item.answer), set(response)
    score = max(0.0, (len(keys & chosen) - len(chosen - keys)) / len(keys)) if keys else 0.0
    right = keys == chosen and len(response) == len(item.answer)
    return _graded(score, right, keys ^ chosen)


def _order(item: Item, response: Sequence[str]) -> Grade:
    """Every order that respects ``before`` is right."""
    place = {id_: number for number, id_ in enumerate(response)}
    wrong = [pair for pair in item.before if pair[0] in place and pair[1] in place and place[pair[0]] > place[pair[1]]]
    amiss = (set(item.answer) ^ set(response)) | {id_ for pair in wrong for id_ in pair}
    right = not amiss and len(response) == len(item.answer)
    return _graded(float(right), right, amiss)


def _match(item: Item, response: Sequence[str]) -> Grade:
    """The share of the right pairs; a prompt that is matched twice is matched wrongly."""
    often = Counter(pair.partition("=")[0] for pair in response)
    found = {pair for pair in item.answer if pair in response and often[pair.partition("=")[0]] == 1}
    amiss = {pair.partition("=")[0] for pair in {*item.answer, *response} - found}
    score = len(found) / len(item.answer) if item.answer else 0.0
    return _graded(score, not amiss and bool(item.answer), amiss)


def _write(item: Item, response: Sequence[str]) -> Grade:
    right = len(response) == 1 and is_accepted(response[0], item.answer)
    return _graded(float(right), right, set())


def _graded(score: float, right: bool, amiss: set[str]) -> Grade:
    return Grade(score, right, tuple(sorted(amiss)))


_GRADERS: Final[Mapping[Interaction, Callable[[Item, Sequence[str]], Grade]]] = {
    "choose_one": _choose_one,
    "choose_many": _choose_many,
    "order": _order,
    "match": _match,
    "write": _write,
}
