"""What words mean: few numbers for each word and each entry, so that the words of a question add up to the entries that answer it.

Learnt from all that readers type and what it finds: the numbers of words and entries are turned until the sum of those of a phrase
points at its entries more than at all others (a softmax over the entries, as Joulin et al., 2017, train their classifier; by Adam,
Kingma and Ba, 2015). Besides ``latent``, which needs no answers to learn from, it knows which words tell one entry from another.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers: TypeAlias = NDArray[np.float32]
    Places: TypeAlias = NDArray[np.int64]

DIMENSIONS: Final = 32
"""Numbers for each word and each entry."""
ZERO: Final = "@"
"""A number is a whole one, written as the character so many places behind or before this one."""
STEPS: Final = 7
"""The highest number of an entry."""
WORD_STEPS: Final = 3
"""The highest number of a word: there are many words in a file, and few in a query, whose errors make up for one another."""
_CLIPPED: Final = 0.99
"""So many of the numbers of words are not above the highest step."""
_LEAST: Final = 5
"""A word in fewer phrases is not learnt."""
_BEGINNING: Final = 6
"""So many letters of a word stand for all its forms."""
_RUN: Final = re.compile("[\u3400-\u9fff]+|[a-z0-9]+")
_ROUNDS: Final = 5
_LEAST_STEPS: Final = 300
"""Few phrases are learnt from more often, until so many steps are taken."""
_AT_ONCE: Final = 512
"""So many phrases are learnt from at a time."""
_LEFT_OUT: Final = 0.3
"""This share of the words of a phrase is not shown each time, so that the rest of them learn to find without them."""
_SHARPNESS: Final = 16
"""Cosines times this are the logarithms of how likely entries are."""
_PACE: Final = 0.02
"""The length of the first step; it falls to nothing."""
_MEMORY, _LONG_MEMORY = 0.9, 0.999
_TINY: Final = 1e-6


Asked: TypeAlias = tuple[str, Sequence[int]]
"""A phrase, and the numbers of the entries it asks for."""


class Vectors(NamedTuple):
    """What was learnt.

    Attributes:
        words: The words that have numbers, as ``words_of`` cuts them.
        word_rows: ``DIMENSIONS`` characters for each word; its length counts, too.
        entry_rows: ``DIMENSIONS`` characters for each entry; only its direction counts.
    """

    words: list[str]
    word_rows: str
    entry_rows: str


def learnt(asked: Sequence[Asked], entries: int) -> Vectors:
    """What the words of phrases mean.

    Args:
        asked: Phrases, and the numbers of the entries that each asks for.
        entries: How many entries there are.
    """
    # Several threads on matrices this small mostly wait for one another; the library reads this when it is loaded.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    import numpy as np

    cut = [list(words_of(phrase)) for phrase, _ in asked]
    counts = Counter(word for words in cut for word in set(words))
    known = {word: i for i, word in enumerate(sorted(word for word, count in counts.items() if count >= _LEAST))}
    kept = [
        ([known[word] for word in words if word in known], answers)
        for words, (_, answers) in zip(cut, asked, strict=True)
    ]
    kept = [each for each in kept if all(each)]
    rarity = np.log(len(cut) / np.array([counts[word] for word in known], dtype=np.float32))
    learner = _Learner(_Rows([words for words, _ in kept]), _Rows([answers for _, answers in kept]), rarity, entries)
    if kept:
        learner.run()
    return Vectors(list(known), *learner.rows())


def words_of(text: str) -> Iterator[str]:
    """The words of a text: Chinese characters and pairs of them, the beginnings of words of letters and pairs of those."""
    runs = _RUN.findall(unicodedata.normalize("NFKC", text).lower())
    letters = [run[:_BEGINNING] for run in runs if run.isascii()]
    yield from letters
    yield from map(" ".join, pairwise(letters))
    for run in runs:
        if not run.isascii():
            yield from run
            yield from map("".join, pairwise(run))


class _Rows:
    """Rows of numbers of different lengths."""

    def __init__(self, rows: Sequence[Sequence[int]]) -> None:
        import numpy as np

        self.lengths = np.array([len(row) for row in rows], dtype=np.int64)
        self._starts = np.cumsum(self.lengths) - self.lengths
        self._numbers = np.array([each for row in rows for each in row], dtype=np.int64)

    def chosen(self, rows: Places) -> tuple[Places, Places]:
        """The numbers of some rows one behind the other, and for each the place of its row among the chosen."""
        import numpy as np

        lengths = self.lengths[rows]
        row = np.repeat(np.arange(len(rows)), lengths)
        within = np.arange(len(row)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        return row, self._numbers[self._starts[rows][row] + within]


class _Learner:
    """Turns the numbers of words and entries.

    Args:
        words: The words of each phrase.
        answers: The entries of each phrase.
        rarity: What each word tells.
        entries: How many entries there are.
    """

    def __init__(self, words: _Rows, answers: _Rows, rarity: Numbers, entries: int) -> None:
        import numpy as np

        self._words, self._answers, self._rarity = words, answers, rarity[:, None]
        self._chance = np.random.default_rng(0)
        self._of_words = _Steps(self._chance, len(rarity))
        self._of_entries = _Steps(self._chance, entries)

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
        import numpy as np

        row, word = self._shown(phrases)
        begins = np.flatnonzero(np.diff(row, prepend=-1))
        asked, lengths = _unit(np.add.reduceat(self._of_words.numbers[word] * self._rarity[word], begins, axis=0))
        entries, entry_lengths = _unit(self._of_entries.numbers)
        errors = self._errors(asked @ entries.T, phrases)
        slope = _turned(errors @ entries, asked, lengths)[row] * self._rarity[word]
        order = np.argsort(word, kind="stable")
        firsts = np.flatnonzero(np.diff(word[order], prepend=-1))
        self._of_words.step(np.add.reduceat(slope[order], firsts, axis=0), pace, word[order][firsts])
        self._of_entries.step(_turned(errors.T @ asked, entries, entry_lengths), pace)

    def _shown(self, phrases: Places) -> tuple[Places, Places]:
        """The words of some phrases without those that are left out this time; a phrase that would have none keeps all."""
        import numpy as np

        row, word = self._words.chosen(phrases)
        kept = self._chance.random(len(word)) >= _LEFT_OUT
        kept |= (np.bincount(row[kept], minlength=len(phrases)) == 0)[row]
        return row[kept], word[kept]

    def _errors(self, cosines: Numbers, phrases: Places) -> Numbers:
        """How much too likely each entry is for each phrase; in place of the cosines."""
        import numpy as np

        cosines *= _SHARPNESS
        likely = np.exp(cosines, out=cosines)
        row, answer = self._answers.chosen(phrases)
        sums = likely.sum(axis=1)
        likely *= (_SHARPNESS / len(phrases) / sums)[:, None]
        likely[row, answer] -= (_SHARPNESS / len(phrases) / self._answers.lengths[phrases])[row].astype(np.float32)
        return likely

    def rows(self) -> tuple[str, str]:
        """The numbers of words and of entries, written down."""
        import numpy as np

        words, entries = self._of_words.numbers * self._rarity, self._of_entries.numbers
        most_of_words = np.quantile(np.abs(words), _CLIPPED) if words.size else 0
        most = np.abs(entries).max(axis=1, keepdims=True, initial=_TINY)
        return _written(words / max(_TINY, most_of_words), WORD_STEPS), _written(entries / most, STEPS)


class _Steps:
    """Numbers that go against their slope step by step, the steps weighed by what former ones were like (Adam)."""

    def __init__(self, chance: np.random.Generator, height: int) -> None:
        import numpy as np

        self.numbers = 0.1 * chance.standard_normal((height, DIMENSIONS), dtype=np.float32)
        self._slopes = np.zeros_like(self.numbers)
        self._squares = np.zeros_like(self.numbers)
        self._steps = 0

    def step(self, slope: Numbers, pace: float, rows: Places | slice = slice(None)) -> None:
        """One step of some rows, or of all."""
        import numpy as np

        self._steps += 1
        slopes = _MEMORY * self._slopes[rows] + (1 - _MEMORY) * slope
        squares = _LONG_MEMORY * self._squares[rows] + (1 - _LONG_MEMORY) * slope * slope
        self._slopes[rows], self._squares[rows] = slopes, squares
        known, long_known = 1 - _MEMORY**self._steps, 1 - _LONG_MEMORY**self._steps
        self.numbers[rows] -= pace / known * slopes / (np.sqrt(squares / long_known) + _TINY)


def _unit(rows: Numbers) -> tuple[Numbers, Numbers]:
    """Rows of length 1, and how long they were."""
    import numpy as np

    lengths = np.sqrt((rows * rows).sum(axis=1, keepdims=True)) + _TINY
    return rows / lengths, lengths


def _turned(slope: Numbers, unit: Numbers, lengths: Numbers) -> Numbers:
    """The slope of rows, from that of the same with length 1: what would only make them longer is left out."""
    turned: Numbers = (slope - unit * (slope * unit).sum(axis=1, keepdims=True)) / lengths
    return turned


def _written(numbers: Numbers, steps: int) -> str:
    """Numbers up to 1 as characters."""
    import numpy as np

    whole = np.rint(np.clip(numbers, -1, 1) * steps).astype(np.int8) + ord(ZERO)
    return whole.astype(np.uint8).tobytes().decode("ascii")
