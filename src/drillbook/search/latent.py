"""What entries are about: few numbers for each, so that entries which readers ask for in like words lie close to each other.

Latent semantic indexing of what readers type and what things are called (Deerwester et al., 1990): the words of a question need not stand
in an answer where others do that go with them. The numbers come from subspace iteration with a fixed start (Halko, Martinsson and Tropp,
2011).
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from heapq import nlargest
from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers: TypeAlias = NDArray[np.float32]
    Places: TypeAlias = NDArray[np.int64]

LEAST: Final = 200
"""Readers must ask for so many entries in words of their own, or what goes with what cannot be learnt from them."""
DIMENSIONS: Final = 50
"""Numbers for each entry; with twice as many, no more was found for the judged queries."""
ZERO: Final = "@"
STEPS: Final = 7
"""A number is one of so many steps on each side of zero, and written as the character so many places behind or before ``ZERO``."""
_SPARE: Final = 6
_ROUNDS: Final = 2
_TELLING: Final = 100
"""So many of the words of an entry count, those that tell most."""
_BEGINNING: Final = 6
"""So many letters of a word stand for all its forms."""
_AT_ONCE: Final = 40_000
"""So many words of entries are multiplied at a time, which keeps what is needed for it to about 20 MB."""
_WORD: Final = re.compile(r"[a-z0-9]+|[\u3400-\u9fff]+")


def rows(bags: Sequence[str]) -> str:
    """What entries are about.

    Args:
        bags: Of each entry, all that it is called and asked for by.

    Returns:
        ``DIMENSIONS`` characters for each entry, one row behind the other; the direction of a row counts, not its length.
    """
    import numpy as np

    matrix = _Matrix(bags)
    if not all(matrix.shape):
        return ZERO * DIMENSIONS * len(bags)
    numbers = _reduced(matrix)
    most = np.abs(numbers).max(axis=1, keepdims=True)
    steps = np.rint(STEPS * numbers / np.where(most > 0, most, 1)).astype(np.int8) + ord(ZERO)
    return steps.astype(np.uint8).tobytes().decode("ascii")


class _Matrix:
    """Entries by words: how much each word tells of an entry. Rows have the length 1; words of a single entry are left out.

    A word counts the more the oftener it stands there (by the logarithm), and the fewer entries have it (inverse document frequency).

    Args:
        bags: The words of each entry.
    """

    def __init__(self, bags: Sequence[str]) -> None:
        import numpy as np

        counts = [Counter(_words(bag)) for bag in bags]
        spread = Counter(word for each in counts for word in each)
        number = {word: i for i, word in enumerate(word for word, entries in spread.items() if entries > 1)}
        rarity = {word: 1 + math.log((1 + len(bags)) / (1 + spread[word])) for word in number}
        places: list[tuple[int, int, float]] = []
        for entry, each in enumerate(counts):
            told = [(number[word], (1 + math.log(n)) * rarity[word]) for word, n in each.items() if word in number]
            told = nlargest(_TELLING, told, key=itemgetter(1))
            length = math.hypot(*(weight for _, weight in told))
            places += [(entry, word, weight / length) for word, weight in told]
        self.shape = len(bags), len(number)
        self._entries = np.fromiter((entry for entry, _, _ in places), dtype=np.int64)
        self._words = np.fromiter((word for _, word, _ in places), dtype=np.int64)
        self._weights = np.fromiter((weight for _, _, weight in places), dtype=np.float32)
        order = np.argsort(self._words, kind="stable")
        self._by_word = self._words[order], self._entries[order], self._weights[order]

    def times(self, right: Numbers) -> Numbers:
        """The product with a matrix that has a row for each word."""
        return _product(self._entries, self._words, self._weights, right, self.shape[0])

    def turned_times(self, right: Numbers) -> Numbers:
        """The product of the matrix, turned, with one that has a row for each entry."""
        return _product(*self._by_word, right, self.shape[1])


def _product(to: Places, of: Places, weights: Numbers, right: Numbers, height: int) -> Numbers:
    """A sparse matrix times a full one: to row ``to[i]`` comes ``weights[i]`` of row ``of[i]``; ``to`` is sorted."""
    import numpy as np

    result = np.zeros((height, right.shape[1]), dtype=np.float32)
    for start in range(0, len(to), _AT_ONCE):
        part = slice(start, start + _AT_ONCE)
        begins = np.flatnonzero(np.diff(to[part], prepend=-1))
        result[to[part][begins]] += np.add.reduceat(right[of[part]] * weights[part, None], begins, axis=0)
    return result


def _reduced(matrix: _Matrix) -> Numbers:
    """The entries in the few dimensions in which they differ most."""
    import numpy as np

    width = min(DIMENSIONS + _SPARE, *matrix.shape)
    start = np.random.default_rng(0).standard_normal((matrix.shape[1], width)).astype(np.float32)
    found = np.linalg.qr(matrix.times(start))[0]
    for _ in range(_ROUNDS):
        found = np.linalg.qr(matrix.times(np.linalg.qr(matrix.turned_times(found))[0]))[0]
    within, sizes, _ = np.linalg.svd(matrix.turned_times(found).T, full_matrices=False)
    numbers = np.zeros((matrix.shape[0], DIMENSIONS), dtype=np.float32)
    numbers[:, :width] = (found @ (within * sizes))[:, :DIMENSIONS]
    return numbers


def _words(bag: str) -> Iterator[str]:
    """Chinese characters and pairs of them, and what words of letters begin with."""
    for run in _WORD.findall(unicodedata.normalize("NFKC", bag).casefold()):
        if run.isascii():
            yield run[:_BEGINNING]
        else:
            yield from run
            yield from map("".join, pairwise(run))
