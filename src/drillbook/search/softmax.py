"""Words and entries as arrows: turned until those of a phrase add up to one that points at its answers more than at all other entries.

A softmax over the entries, as Joulin et al. (2017) train their classifier, by the steps of Adam (Kingma and Ba, 2015).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from drillbook.search.matrices import Numbers, Places

_ROUNDS: Final = 5
_LEAST_STEPS: Final = 300
"""Few phrases are learnt from more often, until so many steps are taken."""
_AT_ONCE: Final = 512
"""So many phrases are learnt from at a time."""
_COMPARED: Final = 4_000
"""Of more entries, so many drawn by lot are compared with the answers of these phrases each time."""
_LEFT_OUT: Final = 0.3
"""This share of the words of a phrase is not shown each time, so that the rest of them learn to find without them."""
_SHARPNESS: Final = 16
"""Cosines times this are the logarithms of how likely entries are."""
_PACE: Final = 0.02
"""The length of the first step; it falls to nothing."""
_MEMORY, _LONG_MEMORY = 0.9, 0.999
_TINY: Final = 1e-6


class Rows:
    """Rows of numbers of different lengths."""

    def __init__(self, rows: Sequence[Sequence[int]]) -> None:
        self.lengths = np.array([len(row) for row in rows], dtype=np.int64)
        self._starts = np.cumsum(self.lengths) - self.lengths
        self._numbers = np.array([each for row in rows for each in row], dtype=np.int64)

    def chosen(self, rows: Places) -> tuple[Places, Places]:
        """The numbers of some rows one behind the other, and for each the place of its row among the chosen."""
        lengths = self.lengths[rows]
        row = np.repeat(np.arange(len(rows)), lengths)
        within = np.arange(len(row)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        return row, self._numbers[self._starts[rows][row] + within]


class Learner:
    """Turns the numbers of words and entries until the words of phrases add up to their answers.

    Args:
        words: The words of each phrase.
        answers: The entries of each phrase.
        rarity: What each word tells.
        entries: How many entries there are.
        dimensions: How many numbers each word and each entry has.
    """

    def __init__(self, words: Rows, answers: Rows, rarity: Numbers, entries: int, dimensions: int) -> None:
        self._words, self._answers, self._rarity = words, answers, rarity[:, None]
        self._chance = np.random.default_rng(0)
        self._of_words = _Steps(self._chance, (len(rarity), dimensions))
        self._of_entries = _Steps(self._chance, (entries, dimensions))

    def run(self) -> None:
        """Learns from all phrases several times, in another order each time."""
        size = len(self._words.lengths)
        begins = range(0, size, _AT_ONCE)
        rounds = max(_ROUNDS, -(-_LEAST_STEPS // len(begins)))
        for round_ in range(rounds):
            order = self._chance.permutation(size)
            for i, begin in enumerate(begins):
                done = (round_ * len(begins) + i) / (rounds * len(begins))
                self._learn(order[begin : begin + _AT_ONCE], _PACE * (1 - done))

    def _learn(self, phrases: Places, pace: float) -> None:
        """Turns the numbers against the gradient of the cross entropy of some phrases."""
        row, word = self._shown(phrases)
        begins = np.flatnonzero(np.diff(row, prepend=-1))
        asked, lengths = _unit(np.add.reduceat(self._of_words.numbers[word] * self._rarity[word], begins, axis=0))
        answered, answer = self._answers.chosen(phrases)
        compared = self._compared(answer)
        entries, entry_lengths = _unit(self._of_entries.numbers[compared])
        shares = (1 / self._answers.lengths[phrases]).astype(np.float32)[answered]
        errors = _errors(asked @ entries.T, (answered, np.searchsorted(compared, answer)), shares)
        slope = _turned(errors @ entries, asked, lengths)[row] * self._rarity[word]
        order = np.argsort(word, kind="stable")
        firsts = np.flatnonzero(np.diff(word[order], prepend=-1))
        self._of_words.step(np.add.reduceat(slope[order], firsts, axis=0), pace, word[order][firsts])
        self._of_entries.step(_turned(errors.T @ asked, entries, entry_lengths), pace, compared)

    def _shown(self, phrases: Places) -> tuple[Places, Places]:
        """The words of some phrases without those that are left out this time; a phrase that would have none keeps all."""
        row, word = self._words.chosen(phrases)
        kept = self._chance.random(len(word)) >= _LEFT_OUT
        kept |= (np.bincount(row[kept], minlength=len(phrases)) == 0)[row]
        return row[kept], word[kept]

    def _compared(self, answers: Places) -> Places:
        """The entries that are compared: all, or the answers and others drawn by lot."""
        count = len(self._of_entries.numbers)
        if count <= _COMPARED:
            return np.arange(count)
        return np.union1d(answers, self._chance.integers(count, size=_COMPARED))

    def numbers(self) -> tuple[Numbers, Numbers]:
        """The numbers of words, which are the longer the more a word tells, and those of entries."""
        return self._of_words.numbers * self._rarity, self._of_entries.numbers


class _Steps:
    """Numbers that go against their slope step by step, the steps weighed by what former ones were like (Adam)."""

    def __init__(self, chance: np.random.Generator, shape: tuple[int, int]) -> None:
        self.numbers = 0.1 * chance.standard_normal(shape, dtype=np.float32)
        self._slopes = np.zeros_like(self.numbers)
        self._squares = np.zeros_like(self.numbers)
        self._steps = 0

    def step(self, slope: Numbers, pace: float, rows: Places) -> None:
        """One step of some rows."""
        self._steps += 1
        slopes = _MEMORY * self._slopes[rows] + (1 - _MEMORY) * slope
        squares = _LONG_MEMORY * self._squares[rows] + (1 - _LONG_MEMORY) * slope * slope
        self._slopes[rows], self._squares[rows] = slopes, squares
        known, long_known = 1 - _MEMORY**self._steps, 1 - _LONG_MEMORY**self._steps
        self.numbers[rows] -= pace / known * slopes / (np.sqrt(squares / long_known) + _TINY)


def _errors(cosines: Numbers, answers: tuple[Places, Places], shares: Numbers) -> Numbers:
    """How much too likely each entry is for each phrase; in place of the cosines.

    Args:
        cosines: Of each phrase with each entry.
        answers: The places of the right ones.
        shares: How likely each of them should be.
    """
    cosines *= _SHARPNESS
    likely = np.exp(cosines, out=cosines)
    slope = _SHARPNESS / len(likely)
    likely *= (slope / likely.sum(axis=1))[:, None]
    likely[answers] -= slope * shares
    return likely


def _unit(rows: Numbers) -> tuple[Numbers, Numbers]:
    """Rows of length 1, and how long they were."""
    lengths = np.sqrt((rows * rows).sum(axis=1, keepdims=True)) + _TINY
    return rows / lengths, lengths


def _turned(slope: Numbers, unit: Numbers, lengths: Numbers) -> Numbers:
    """The slope of rows, from that of the same with length 1: what would only make them longer is left out."""
    turned: Numbers = (slope - unit * (slope * unit).sum(axis=1, keepdims=True)) / lengths
    return turned
