"""The exact chance of guessing right so often: the upper tail of a Poisson binomial distribution.

A sum of independent trials with different chances. Items with equal chances form a binomial, and the binomials are convolved
(direct convolution: Biscarri, Zhao and Brunner, 2018, Computational Statistics & Data Analysis 122, 92-100). Each binomial is cut
where less than ``_CUT`` of its probability lies beyond, so a bank of 100,000 items takes milliseconds and the error stays below
the number of groups times that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from math import exp, lgamma, log
from typing import NamedTuple

_CUT = 1e-18


class Weights(NamedTuple):
    """Probabilities of the numbers ``start``, ``start + 1`` ...; all others have none worth counting."""

    start: int
    values: Sequence[float]


def upper_tail(trials: Mapping[float, int], hits: int) -> float:
    """The chance of at least so many hits.

    Args:
        trials: How many independent trials there are for each chance of a hit.
        hits: The number of hits.
    """
    return _sum_at_least(tuple(sorted((chance, count) for chance, count in trials.items() if count)), hits)


@lru_cache(1 << 12)
def _sum_at_least(groups: tuple[tuple[float, int], ...], hits: int) -> float:
    start, values = _distribution(groups)
    if hits <= start:
        return 1.0
    # The smallest first, so that none is lost in rounding.
    return min(1.0, sum(sorted(values[hits - start :])))


@lru_cache(1 << 8)
def _distribution(groups: tuple[tuple[float, int], ...]) -> Weights:
    if not groups:
        return Weights(0, [1.0])
    last = binomial(groups[-1][1], groups[-1][0])
    return last if len(groups) == 1 else _convolved(_distribution(groups[:-1]), last)


def binomial(count: int, chance: float) -> Weights:
    """How likely each number of hits is in trials of equal chance."""
    if chance <= 0 or chance >= 1:
        return Weights(count if chance >= 1 else 0, [1.0])
    mode = min(count, int((count + 1) * chance))
    top = exp(
        lgamma(count + 1) - lgamma(mode + 1) - lgamma(count - mode + 1)
        + mode * log(chance) + (count - mode) * log(1 - chance)
    )  # fmt: skip
    odds = chance / (1 - chance)
    below, above = [top], [top]
    while below[-1] > _CUT * top and len(below) <= mode:
        number = mode - len(below)
        below.append(below[-1] * (number + 1) / ((count - number) * odds))
    while above[-1] > _CUT * top and mode + len(above) <= count:
        number = mode + len(above)
        above.append(above[-1] * (count - number + 1) * odds / number)
    values = [*reversed(below[1:]), *above]
    whole = sum(values)
    return Weights(mode - len(below) + 1, [value / whole for value in values])


def _convolved(one: Weights, other: Weights) -> Weights:
    values = [0.0] * (len(one.values) + len(other.values) - 1)
    for shift, a in enumerate(one.values):
        for place, b in enumerate(other.values, shift):
            values[place] += a * b
    low = next((n for n, mass in enumerate(accumulate(values)) if mass > _CUT), 0)
    high = next((n for n, mass in enumerate(accumulate(reversed(values))) if mass > _CUT), 0)
    return Weights(one.start + other.start + low, values[low : len(values) - high])


def most_hits(trials: Mapping[float, int], alpha: float) -> int:
    """The greatest number of hits that is not yet less likely than ``alpha``."""
    groups = tuple(sorted((chance, count) for chance, count in trials.items() if count))
    start, values = _distribution(groups)
    tail = 0.0
    for number in range(len(values) - 1, -1, -1):
        tail += values[number]
        if tail >= alpha:
            return start + number
    return start
