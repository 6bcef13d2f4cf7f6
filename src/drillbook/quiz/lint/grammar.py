"""Checks of grammar and numbers: an option that alone fits the sentence, numbers out of their order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from drillbook.quiz.lint.flaw import Flaw
from drillbook.quiz.lint.marks import finder
from drillbook.quiz.lint.phrasing import BLANK
from drillbook.quiz.lint.shown import Shown

_ARTICLE = re.compile(rf"\b(an?)\s*(?:{BLANK}|[:：]?\s*$)", re.IGNORECASE)
_VERB = re.compile(rf"\b(is|are|was|were|this|these)\s*(?:{BLANK}|[:：]\s*$)", re.IGNORECASE)
_MEASURE = re.compile(rf"[一这那每两几某]([份张位名本台笔通封句条])\s*(?:{BLANK}|（\s*）)")
# What each measure word counts; all others fit anything.
_COUNTED: Final = {
    "份": "表单书告同案议录报",
    "张": "表单卡票图片证",
    "位": "员人理师长官户事家监",
    "名": "员人理师长官户监",
    "本": "书册簿账",
    "台": "车机备器",
    "笔": "款单易账费金",
    "通": "话",
    "封": "信件函",
    "句": "话",
}
_DOING = re.compile(r"(?:Not )?\w{2,}ing\b")
_HAN = re.compile(r"[\u3400-\u9fff]")
_END = re.compile(r"[。.！!？?；;…]$")
_has_han, _ends_with_stop = finder(_HAN), finder(_END)
_MARKS = re.compile(r"[￥¥$€£,，%\s]|以内|以上|左右")
_DIGITS = re.compile(r"[\d.–~至-]+")
_NUMBER = re.compile(r"^\D{0,4}(\d+(?:\.\d+)?)(?:\s*[–~至-]\s*(\d+(?:\.\d+)?))?")


def grammar_cue(item: Shown) -> Iterator[Flaw]:
    """Q13: only the key fits the grammar of the stem, or only the key ends, or begins, in another way."""
    if not item.is_written_to_be_chosen or len(item.keys) > 1:
        return
    for cue in (_article, _number_of_verb, _measure_word):
        fits = cue(item.stem)
        if fits and fits(item.keys[0]) and not any(map(fits, item.others)):
            yield Flaw(item.id, "Q13", "warning", cue.__name__.strip("_"))
    if len(item.others) > 1:
        yield from _differs_in_form(item)


def told_by_its_verbs(item: Shown) -> Iterator[Flaw]:
    """Q13: several are to be chosen, and those alone, or those not to be chosen alone, are “doing” something."""
    if item.is_written_to_be_chosen and len(item.keys) > 1 and len(item.others) > 1 and not item.lang.startswith("zh"):
        keys, others = ([bool(_DOING.match(text)) for text in side] for side in (item.keys, item.others))
        if (all(keys) and not any(others)) or (all(others) and not any(keys)):
            yield Flaw(item.id, "Q13", "warning", item.keys[0])


def _article(stem: str) -> Callable[[str], bool] | None:
    found = _ARTICLE.search(stem)
    if not found:
        return None
    wants_vowel = found[1].lower() == "an"
    return lambda text: (text[:1].lower() in "aeiou") is wants_vowel


def _number_of_verb(stem: str) -> Callable[[str], bool] | None:
    found = _VERB.search(stem) if BLANK in stem or stem.rstrip().endswith((":", "：")) else None
    if not found:
        return None
    wants_many = found[1].lower() in ("are", "were", "these")
    return lambda text: bool(re.search(r"(?<!s)s$", text)) is wants_many


def _measure_word(stem: str) -> Callable[[str], bool] | None:
    found = _MEASURE.search(stem)
    counted = _COUNTED.get(found[1]) if found else None
    return (lambda text: text[-1:] in counted) if counted else None


def _differs_in_form(item: Shown) -> Iterator[Flaw]:
    """The key alone ends with a stop, or alone without; in English it alone begins with a capital, or alone without."""
    forms: list[Callable[[str], bool]] = [_ends_with_stop]
    if not item.lang.startswith("zh"):
        forms.append(lambda text: text[:1].isupper())
    for form in forms:
        key, others = form(item.keys[0]), {form(text) for text in item.others}
        if others == {not key} and all(text[:1].isalpha() for text in item.texts):
            yield Flaw(item.id, "Q13", "warning", item.keys[0])


def unsorted_numbers(item: Shown) -> Iterator[Flaw]:
    """Q14: options are numbers in one unit and do not stand in their order, or their ranges overlap."""
    if not item.is_written_to_be_chosen:
        return
    ranges = _ranges(item.texts)
    if ranges != sorted(ranges):
        yield Flaw(item.id, "Q14", "warning", ", ".join(item.texts))
    # 1-1, 1-2, 2-1 are numbers of chapters, not ranges.
    if not all(_is_code(text) for text in item.texts) and any(a[1] > b[0] for a, b in pairwise(sorted(ranges))):
        yield Flaw(item.id, "Q14", "error", ", ".join(item.texts))


def _is_code(text: str) -> bool:
    return bool(re.fullmatch(r"\d+[-–]\d+", text))


def numbers(texts: Sequence[str]) -> list[float]:
    """The numbers in texts that differ in nothing else; none if there is any other difference."""
    return [low for low, _ in _ranges(texts)]


def _ranges(texts: Sequence[str]) -> list[tuple[float, float]]:
    found: list[tuple[float, float]] = []
    frames = set()
    for text in texts:
        read = _range(text)
        if read is None:
            return []
        found.append(read[:2])
        frames.add(read[2])
    return found if len(frames) == 1 else []


@lru_cache(1 << 12)
def _range(text: str) -> tuple[float, float, str] | None:
    """The ends of a range, or a number twice, and what stands around them."""
    bare = _MARKS.sub("", unicodedata.normalize("NFKC", text))
    match = _NUMBER.match(bare)
    return (float(match[1]), float(match[2] or match[1]), _DIGITS.sub("", bare)) if match else None


def mixed_languages(item: Shown) -> Iterator[Flaw]:
    """Q18: an option in another language than the item."""
    if item.lang.startswith("en"):
        for text in (item.stem, *item.texts):
            if _has_han(text):
                yield Flaw(item.id, "Q18", "error", text)
