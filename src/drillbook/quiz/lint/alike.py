"""Checks of what options and stem have in common: words that give the key away, options that say the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import combinations, pairwise
from typing import Final

from drillbook.quiz.lint.flaw import Flaw
from drillbook.quiz.lint.marks import finder
from drillbook.quiz.lint.phrasing import BLANK
from drillbook.quiz.lint.shown import Shown
from drillbook.quiz.wording import normalise, units

MARGIN: Final = 0.10
ALIKE: Final = 0.9
# Two different texts of fewer characters together differ in more than a tenth of them.
_COMPARABLE: Final = 10
_CLANG: Final = {"zh": 2}
_OTHER_CLANG: Final = 1
# Each tells an option at a glance from others that have none.
_LOOKS = (re.compile(r"\d"), re.compile(r"[“”「」『』《》\"]"), re.compile(r"[()（）]"))
_LATIN = re.compile(r"[A-Za-z]{2,}")
_NEGATOR = re.compile(r"没有|不|未|无|勿|非|\b(?:not|never|no|without|cannot|don['’]t)\b\s*", re.IGNORECASE)
_has_negator = finder(_NEGATOR)


@lru_cache(1 << 10)
def closeness(options: tuple[str, ...]) -> list[float]:
    """For each option how much it has in common with all others: the sum of Jaccard indices of their words."""
    words = [units(option) or frozenset((normalise(option),)) for option in options]
    sums = [0.0] * len(words)
    for i, one in enumerate(words):
        for j in range(i + 1, len(words)):
            common = len(one & words[j])
            if common:
                share = common / (len(one) + len(words[j]) - common)
                sums[i] += share
                sums[j] += share
    return sums


def clangs(stem: str, keys: Iterable[str], others: Iterable[str], lang: str) -> bool:
    """Whether the key has so many more words of the stem than each distractor that it is heard at once."""
    words = units(stem)
    echo = max(len(words & units(text)) for text in keys) - max(len(words & units(text)) for text in others)
    return echo >= _CLANG.get(lang[:2], _OTHER_CLANG)


def clang(item: Shown) -> Iterator[Flaw]:
    """Q08: the key repeats words of the stem that no distractor repeats; for a gap, the answer stands beside it."""
    if item.is_chosen and clangs(item.stem, item.keys, item.others, item.lang):
        yield Flaw(item.id, "Q08", "error", " ".join(sorted(units(item.stem) & units(item.keys[0]))))
    if item.type == "cloze":
        yield from _answered_in_stem(item)


def paired_by_words(item: Shown) -> Iterator[Flaw]:
    """Q08: more than a third of the prompts find their option by the words they share."""
    told = [prompt for prompt, own in item.prompts if _finds_itself(prompt, own, item)]
    if 3 * len(told) > len(item.prompts):
        yield Flaw(item.id, "Q08", "error", " / ".join(told))


def _finds_itself(prompt: str, own: str, item: Shown) -> bool:
    """Whether a prompt shares words with its own option, and fewer with all others."""
    words = units(prompt)
    others = max((len(words & units(text)) for text in item.texts if text != own), default=0)
    return len(words & units(own)) > others


def _answered_in_stem(item: Shown) -> Iterator[Flaw]:
    """Q08 for a gap: what is to be written stands beside it."""
    asked = unicodedata.normalize("NFKC", item.stem.replace(BLANK, " "))
    for key in item.keys:
        written = re.escape(unicodedata.normalize("NFKC", key))
        if re.search(rf"(?<![\d.]){written}(?![\d.])" if key[-1:].isdigit() else written, asked, re.IGNORECASE):
            yield Flaw(item.id, "Q08", "error", key)


def unlike_others(item: Shown) -> Iterator[Flaw]:
    """What tells the key among options that have something in common.

    Q09: the key has clearly more in common with the other options than each of them. Q10: it has clearly less, or is the only one with
    figures, quotes or brackets.
    """
    if not item.is_chosen or len(item.keys) > 1 or len(item.others) < 2:
        return
    key, others = item.keys[0], list(closeness(item.texts))
    own = others.pop(item.texts.index(key))
    if item.is_written_to_be_chosen and own - max(others) >= MARGIN:
        yield Flaw(item.id, "Q09", "warning", key)
    if min(others) - own >= MARGIN:
        yield Flaw(item.id, "Q10", "warning", key)
    for look in _looks(key, in_chinese=item.lang.startswith("zh")):
        if not any(map(look.search, item.others)):
            yield Flaw(item.id, "Q10", "warning", f"{''.join(look.findall(key))}: {key}")


@lru_cache(1 << 12)
def _looks(text: str, *, in_chinese: bool) -> list[re.Pattern[str]]:
    """What would tell a text at a glance from others that have none of it."""
    return [look for look in ((*_LOOKS, _LATIN) if in_chinese else _LOOKS) if look.search(text)]


def repeated_options(item: Shown) -> Iterator[Flaw]:
    """Q11: two options say the same, nearly the same, or the key and its denial."""
    is_chosen, keys = item.is_written_to_be_chosen, item.keys
    names = list(map(normalise, item.texts))
    may_deny = is_chosen and any(map(_has_negator, item.texts))
    if len(set(names)) == len(names) and not may_deny and not (is_chosen and _may_be_nearly_equal(item.texts, names)):
        return
    for (one, name), (other, other_name) in combinations(zip(item.texts, names, strict=True), 2):
        if name == other_name:
            yield Flaw(item.id, "Q11", "error", one)
        elif is_chosen and (
            (len(name) + len(other_name) >= _COMPARABLE and _nearly_equal(one, other))
            or (may_deny and (one in keys or other in keys) and _denies(one, other))
        ):
            yield Flaw(item.id, "Q11", "warning", f"{one} / {other}")


def _may_be_nearly_equal(texts: Iterable[str], names: Iterable[str]) -> bool:
    """Whether two texts are of nearly the same length, and not too short to be compared."""
    if sum(sorted(map(len, names))[-2:]) < _COMPARABLE:
        return False
    return any(short >= ALIKE * long for short, long in pairwise(sorted(map(len, texts))))


@lru_cache(1 << 12)
def _nearly_equal(one: str, other: str) -> bool:
    """Whether most characters are the same; figures, and titles that differ in theirs, are meant to be told apart."""
    if min(len(one), len(other)) < ALIKE * max(len(one), len(other)) or any(map(str.isdigit, one + other)):
        return False
    one, other = normalise(one), normalise(other)
    common = len(one) - len(set(one).difference(other))  # no more than so many; most pairs have too few, and are done
    if 2 * common < ALIKE * (len(one) + len(other)):
        return False
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def _denies(one: str, other: str) -> bool:
    """Whether one is the other with a word of negation more."""
    if _has_negator(one) is _has_negator(other):
        return False
    return normalise(_NEGATOR.sub("", one)) == normalise(_NEGATOR.sub("", other))
