"""What words mean: few numbers for each word and each entry, so that the words of a question add up to the entries that answer it.

Learnt by ``softmax`` from all that readers type and what it finds. Besides ``latent``, which needs no answers to learn from, it knows
which words tell one entry from another.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, Final, NamedTuple

import numpy as np

from drillbook.search import softmax
from drillbook.search.learning import Asked
from drillbook.search.matrices import STEPS, ZERO, Numbers, written

DIMENSIONS: Final = 32
"""Numbers for each word and each entry."""
WORD_STEPS: Final = 3
"""The highest number of a word, as it is written: there are many words in a file, and few in a query, whose errors make up for one another."""
_CLIPPED: Final = 0.99
"""So many of the numbers of words are not above the highest step."""
_LEAST: Final = 5
"""A word in fewer phrases is not learnt,"""
_MOST: Final = 10_000
"""and of more words only those that stand in most phrases: they all are sent to readers."""
_BEGINNING: Final = 6
"""So many letters of a word stand for all its forms."""
_RUN: Final = re.compile("[\u3400-\u9fff]+|[a-z0-9]+")
_TINY: Final = 1e-6


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


def meant(asked: Sequence[Asked], entries: int) -> dict[str, Any]:
    """What words mean, for the index; see ``learnt``."""
    words, word_rows, entry_rows = learnt(asked, entries)
    return {
        "words": "\n".join(words),
        "word_rows": word_rows,
        "rows": entry_rows,
        "dimensions": DIMENSIONS,
        "zero": ZERO,
    }


def learnt(asked: Sequence[Asked], entries: int) -> Vectors:
    """What the words of phrases mean.

    Args:
        asked: Phrases, and the numbers of the entries that each asks for.
        entries: How many entries there are.
    """
    cut = [list(words_of(phrase)) for phrase, _ in asked]
    counts = Counter(word for words in cut for word in set(words))
    often = sorted((-count, word) for word, count in counts.items() if count >= _LEAST)[:_MOST]
    known = {word: i for i, word in enumerate(sorted(word for _, word in often))}
    kept = [
        ([known[word] for word in words if word in known], answers)
        for words, (_, answers) in zip(cut, asked, strict=True)
    ]
    kept = [each for each in kept if all(each)]
    rarity = np.log(len(cut) / np.array([counts[word] for word in known], dtype=np.float32))
    learner = softmax.Learner(
        softmax.Rows([words for words, _ in kept]),
        softmax.Rows([answers for _, answers in kept]),
        rarity,
        entries,
        DIMENSIONS,
    )
    if kept:
        learner.run()
    of_words, of_entries = learner.numbers()
    most_of_words = np.quantile(np.abs(of_words), _CLIPPED) if of_words.size else 0
    most = np.abs(of_entries).max(axis=1, keepdims=True, initial=_TINY)
    word_rows = _up_to(WORD_STEPS, of_words / max(_TINY, most_of_words))
    return Vectors(list(known), word_rows, _up_to(STEPS, of_entries / most))


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


def _up_to(steps: int, numbers: Numbers) -> str:
    """Numbers as characters, where 1 is the highest; what is above it is cut off."""
    return written(np.clip(numbers, -1, 1) * steps)
