"""How texts look to somebody who guesses: their width, their words, and whether two of them are the same."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from operator import add

from drillbook.text import columns

_CACHE = 1 << 11
_HAN = re.compile(r"[\u3400-\u9fff]+")
# Neither a letter or a digit nor a sign that tells figures apart.
_NO_SIGN = re.compile(r"[^\w%+\-<>=≥≤≈]|_")
_LATIN = re.compile(r"[a-z][a-z'’-]{3,}")
_ENDINGS = re.compile(r"(?:ations?|ing|ies|ied|ed|es|s|er|ly)$")
# Words that stand in so many texts that sharing them tells nothing.
_STOP_HAN = frozenset(
    [
        "客户",
        "我们",
        "他们",
        "公司",
        "销售",
        "什么",
        "这个",
        "一个",
        "可以",
        "应当",
        "进行",
        "以及",
        "或者",
        "之后",
        "之前",
        "没有",
        "不能",
    ]
)
_STOP_LATIN = frozenset(
    [
        "that",
        "this",
        "with",
        "from",
        "have",
        "been",
        "which",
        "what",
        "when",
        "where",
        "whom",
        "whose",
        "does",
        "step",
        "steps",
        "process",
        "manual",
        "customer",
        "customers",
        "sales",
        "company",
        "their",
        "your",
        "they",
        "them",
        "then",
        "than",
        "must",
        "should",
        "into",
        "only",
        "each",
        "every",
        "after",
        "before",
        "about",
        "other",
        "done",
    ]
)
_TAIL = "。.；;，,、 \t\n\r\v\f\xa0\u2002\u2003\u2009\u3000"


_FULL_WIDTH = tuple((chr(ord(mark) + 0xFEE0), mark) for mark in ",?:;()!")


def folded(text: str) -> str:
    """A text without regard to case and full-width forms (NFKC).

    Where there is nothing but the usual Chinese marks to fold, to replace these first takes a tenth of the time.
    """
    for wide, mark in _FULL_WIDTH:
        text = text.replace(wide, mark)
    return unicodedata.normalize("NFKC", text).casefold()


def tidy(text: str) -> str:
    """A text without the full stop at its end: options and slots of sentences stand without."""
    return text.rstrip(_TAIL)


@lru_cache(_CACHE)
def normalise(text: str) -> str:
    """A text reduced to its letters and digits: equal results mean that readers see the same."""
    found = folded(text)
    return found if found.isalnum() else _NO_SIGN.sub("", found) or found.strip()


@lru_cache(_CACHE)
def width(text: str) -> int:
    """The width in display columns; a Chinese character takes two."""
    return columns(text)


@lru_cache(_CACHE)
def units(text: str) -> frozenset[str]:
    """The content words of a text: pairs of Chinese characters, stems of Latin words of four letters and more."""
    found = folded(text)
    words = {_ENDINGS.sub("", word) for word in _LATIN.findall(found) if word not in _STOP_LATIN}
    return frozenset((_pairs(found) - _STOP_HAN) | words)


def shares_a_word(one: str, other: str) -> bool:
    """Whether two texts have two Chinese characters, or a Latin word of four letters, in common; however usual they are."""
    one, other = one.casefold(), other.casefold()
    return not _pairs(one).isdisjoint(_pairs(other)) or not set(_LATIN.findall(one)).isdisjoint(_LATIN.findall(other))


def _pairs(text: str) -> set[str]:
    """All two Chinese characters that stand side by side."""
    found: set[str] = set()
    for run in _HAN.findall(text):
        found.update(map(add, run, run[1:]))
    return found


@lru_cache(_CACHE)
def likeness(a: str, b: str) -> float:
    """How much two texts have in common, from 0 to 1."""
    one, other = units(a), units(b)
    return len(one & other) / len(one | other) if one or other else float(normalise(a) == normalise(b))
