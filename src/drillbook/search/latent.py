"""What entries are about: few numbers for each, so that entries which readers ask for in like words lie close to each other.

Latent semantic indexing of what readers type and what things are called (Deerwester et al., 1990): the words of a question need not stand
in an answer where others do that go with them. The numbers come from subspace iteration with a fixed start (Halko, Martinsson and Tropp,
2011).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from drillbook.search.matrices import STEPS, ZERO, Numbers, Places, written

DIMENSIONS: Final = 50
"""Numbers for each entry; with twice as many, no more was found for the judged queries."""
_SPARE: Final = 6
_ROUNDS: Final = 2
_TELLING: Final = 100
"""So many of the words of an entry count, those that tell most."""
_BEGINNING: Final = 6
"""So many letters of a word stand for all its forms."""
_AT_ONCE: Final = 40_000
"""So many words of entries are multiplied at a time, which keeps what is needed for it to about 20 MB."""
_BETWEEN: Final = "\n"
"""Stands between entries, and in no word."""


def about(bags: Sequence[str]) -> dict[str, Any]:
    """What entries are about, for the index."""
    return {"rows": rows(bags), "dimensions": DIMENSIONS, "zero": ZERO}


def rows(bags: Sequence[str]) -> str:
    """What entries are about.

    Args:
        bags: Of each entry, all that it is called and asked for by.

    Returns:
        ``DIMENSIONS`` characters for each entry, one row behind the other; the direction of a row counts, not its length.
    """
    matrix = _Matrix(bags)
    if not all(matrix.shape):
        return ZERO * DIMENSIONS * len(bags)
    numbers = _reduced(matrix)
    most = np.abs(numbers).max(axis=1, keepdims=True)
    return written(STEPS * numbers / np.where(most > 0, most, 1))


class _Matrix:
    """Entries by words: how much each word tells of an entry. Rows have the length 1; words of a single entry are left out.

    A word counts the more the oftener it stands there (by the logarithm), and the fewer entries have it (inverse document frequency).

    Args:
        bags: The words of each entry.
    """

    def __init__(self, bags: Sequence[str]) -> None:
        entries, words, counts = _counted(bags)
        spread = np.bincount(words)
        told = spread[words] > 1
        numbers = np.cumsum(spread > 1) - 1
        self.shape = len(bags), int(numbers[-1]) + 1 if len(numbers) else 0
        rarity = 1 + np.log((1 + len(bags)) / (1 + spread))
        weights = (1 + np.log(counts[told])) * rarity[words[told]]
        entries, words = entries[told], numbers[words[told]]
        most = np.lexsort((words, -weights, entries))
        begins = np.searchsorted(entries[most], np.arange(len(bags)))
        most = np.sort(most[np.arange(len(most)) - begins[entries[most]] < _TELLING])
        self._entries, self._words = entries[most], words[most]
        lengths = np.sqrt(np.bincount(self._entries, weights[most] ** 2, len(bags)))
        self._weights = (weights[most] / lengths[self._entries]).astype(np.float32)
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
    result = np.zeros((height, right.shape[1]), dtype=np.float32)
    for start in range(0, len(to), _AT_ONCE):
        part = slice(start, start + _AT_ONCE)
        begins = np.flatnonzero(np.diff(to[part], prepend=-1))
        result[to[part][begins]] += np.add.reduceat(right[of[part]] * weights[part, None], begins, axis=0)
    return result


def _reduced(matrix: _Matrix) -> Numbers:
    """The entries in the few dimensions in which they differ most."""
    width = min(DIMENSIONS + _SPARE, *matrix.shape)
    start = np.random.default_rng(0).standard_normal((matrix.shape[1], width)).astype(np.float32)
    found = np.linalg.qr(matrix.times(start))[0]
    for _ in range(_ROUNDS):
        found = np.linalg.qr(matrix.times(matrix.turned_times(found)))[0]
    spanned = matrix.turned_times(found).astype(np.float64)
    # Its singular values and left vectors, from a product that is as small as there are dimensions.
    squares, within = np.linalg.eigh(spanned.T @ spanned)
    sizes = np.sqrt(np.maximum(squares, 0))
    numbers = np.zeros((matrix.shape[0], DIMENSIONS), dtype=np.float32)
    numbers[:, :width] = (found @ (within * sizes)[:, ::-1])[:, :DIMENSIONS]
    return numbers


def _counted(bags: Sequence[str]) -> tuple[Places, Places, Places]:
    """How often which word stands in which entry: entries in their order, words as numbers from 0."""
    texts = (unicodedata.normalize("NFKC", bag).casefold().replace(_BETWEEN, " ") for bag in bags)
    signs = np.frombuffer(_BETWEEN.join(texts).encode("utf-32-le", "surrogatepass"), dtype="<u4")
    entry = np.cumsum(signs == ord(_BETWEEN), dtype=np.int32)
    words, places = _words(signs)
    known, words = np.unique(words, return_inverse=True)
    pairs, counts = np.unique(entry[places] * np.int64(len(known)) + words, return_counts=True)
    entries, words = np.divmod(pairs, max(1, len(known)))
    return entries, words, counts


def _words(signs: NDArray[np.uint32]) -> tuple[Places, Places]:
    """The words of a text, each as a number of its own, and where they begin.

    Words are Chinese characters and pairs of them, and what words of letters begin with.
    """
    letters = (ord("0") <= signs) & (signs <= ord("9")) | (ord("a") <= signs) & (signs <= ord("z"))
    edges = np.diff(letters, prepend=False, append=False).nonzero()[0]
    begins, ends = edges[::2], edges[1::2]
    beginnings = np.zeros(len(begins), dtype=np.int64)
    for place in range(_BEGINNING):
        letter = signs[np.minimum(begins + place, ends - 1)]
        beginnings = beginnings * 128 + np.where(begins + place < ends, letter, 0)
    chinese = (ord("\u3400") <= signs) & (signs <= ord("\u9fff"))
    singles = chinese.nonzero()[0]
    doubles = (chinese[:-1] & chinese[1:]).nonzero()[0]
    pairs = signs[doubles].astype(np.int64) << 16 | signs[doubles + 1]
    return np.concatenate([-beginnings, signs[singles], pairs]), np.concatenate([begins, singles, doubles])
