"""Grades responses. ``browser/quiz.js`` calculates the same; ``tests/vectors/quiz-grade.json`` holds both to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from drillbook.model.item import Item


@dataclass(frozen=True, slots=True)
class Grade:
    """What a response is worth.

    Attributes:
        score: The points, 0 or 1.
        right: Whether everything was right.
        amiss: The option ids that are not as they should be: chosen wrongly, missed, or out of order.
    """

    score: float
    right: bool
    amiss: tuple[str, ...] = ()


def grade(item: Item, response: Sequence[str]) -> Grade:
    """Grades the response to an item.

    Args:
        item: The item.
        response: The chosen option ids; for ordering all of them in the learner's order.
    """
    amiss = _out_of_order(item, response) if item.type == "ordering" else set(item.answer) ^ set(response)
    right = not amiss and len(response) == len(item.answer)
    return Grade(float(right), right, tuple(sorted(amiss)))


def _out_of_order(item: Item, response: Sequence[str]) -> set[str]:
    """The options that stand on the wrong side of another; every order that respects ``before`` is right."""
    missing = set(item.answer) ^ set(response)
    place = {id_: number for number, id_ in enumerate(response)}
    wrong = [pair for pair in item.before if pair[0] in place and pair[1] in place and place[pair[0]] > place[pair[1]]]
    return missing | {id_ for pair in wrong for id_ in pair}
