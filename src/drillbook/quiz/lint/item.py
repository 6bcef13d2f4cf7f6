"""Checks of one item by its texts alone. Widths are display columns, so that Chinese and English are measured alike."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from drillbook.model.item import Item
from drillbook.quiz.lint.flaw import Flaw
from drillbook.quiz.wording import likeness, normalise, units, width

LONGEST = 1.25
SHORTEST = 0.6
NOTICEABLE = 8
SPREAD = 3.0
STEM_WIDTH = 240
OPTION_WIDTH = {"zh-CN": 80}
OTHER_OPTION_WIDTH = 110
_OPTIONS = {
    "single_choice": range(3, 6),
    "multiple_response": range(4, 7),
    "true_false": range(2, 3),
    "ordering": range(3, 7),
    "matching": range(3, 7),
    "classification": range(2, 5),
    "cloze": range(1, 2),
    "find_mistake": range(4, 8),
    "who_may_decide": range(3, 6),
    "next_best_move": range(3, 6),
}
ALIKE = 0.9
SHORT = 40

_ALL_OR_NONE = re.compile(
    r"以上(?:都|皆|均)|全部正确|都不对|都正确|\b(?:all|none|both|neither) of (?:the above|these|them)\b", re.IGNORECASE
)
_COMBINED = re.compile(r"^[A-Ha-h①-⑧][、,和与及&\s]*(?:and\s*)?[A-Ha-h①-⑧](?:[都均。.\s]|$)|①.*[②③④]")
_MARKS = re.compile(r"[￥$€£,%\s]")
_DIGITS = re.compile(r"[\d.–-]+")
_NUMBER = re.compile(r"^\D{0,4}(\d+(?:\.\d+)?)")


class Shown(NamedTuple):
    """What the learner sees of an item; enough to judge it, and quickly made."""

    id: str
    type: str
    lang: str
    stem: str
    keys: tuple[str, ...]
    others: tuple[str, ...]
    texts: tuple[str, ...]

    @classmethod
    def of(cls, item: Item) -> Shown:
        """What is seen of a finished item."""
        keys = tuple(o.text for o in item.options if o.key)
        others = tuple(o.text for o in item.options if not o.key)
        return cls(item.id, item.type, item.lang, item.stem, keys, others, tuple(o.text for o in item.options))


def longest_key(item: Shown) -> Iterator[Flaw]:
    """Q01: the key is clearly longer than every distractor."""
    if item.type == "single_choice" and item.others:
        key, longest = max(map(width, item.keys)), max(map(width, item.others))
        if key > LONGEST * longest and key - longest >= NOTICEABLE:
            yield Flaw(item.id, "Q01", "error", f"{key} > {longest}")


def shortest_key(item: Shown) -> Iterator[Flaw]:
    """Q02: the key is clearly shorter than every distractor."""
    if item.type == "single_choice" and item.others:
        key, shortest = min(map(width, item.keys)), min(map(width, item.others))
        if key < SHORTEST * shortest and shortest - key >= NOTICEABLE:
            yield Flaw(item.id, "Q02", "warning", f"{key} < {shortest}")


def uneven_options(item: Shown) -> Iterator[Flaw]:
    """Q03: the options differ much in length."""
    widths = [width(text) for text in item.texts]
    if (
        item.type == "single_choice"
        and max(widths) > SPREAD * min(widths)
        and max(widths) - min(widths) >= 2 * NOTICEABLE
    ):
        yield Flaw(item.id, "Q03", "warning", f"{min(widths)}-{max(widths)}")


def all_or_none(item: Shown) -> Iterator[Flaw]:
    """Q04: an option speaks of all or none of the others."""
    for text in item.texts:
        if _ALL_OR_NONE.search(text) and width(text) < SHORT:
            yield Flaw(item.id, "Q04", "error", text)


def clang(item: Shown) -> Iterator[Flaw]:
    """Q08: the key repeats words of the stem that no distractor repeats."""
    if item.type != "single_choice" or not item.others:
        return
    stem = units(item.stem)
    shared = max(len(stem & units(key)) for key in item.keys) - max(len(stem & units(other)) for other in item.others)
    if shared >= (2 if item.lang.startswith("zh") else 1):
        yield Flaw(item.id, "Q08", "error", " ".join(sorted(stem & units(item.keys[0]))))


def repeated_options(item: Shown) -> Iterator[Flaw]:
    """Q11: two options say the same, or nearly the same."""
    for number, one in enumerate(item.texts):
        for other in item.texts[number + 1 :]:
            if normalise(one) == normalise(other):
                yield Flaw(item.id, "Q11", "error", one)
            elif item.type == "single_choice" and likeness(one, other) >= ALIKE and not _has_digit(one + other):
                yield Flaw(item.id, "Q11", "warning", f"{one} / {other}")


def _has_digit(text: str) -> bool:
    return any(character.isdigit() for character in text)


def combined_options(item: Shown) -> Iterator[Flaw]:
    """Q12: an option is made of other options (``A和B``)."""
    for text in item.texts:
        if _COMBINED.search(text):
            yield Flaw(item.id, "Q12", "error", text)


def unsorted_numbers(item: Shown) -> Iterator[Flaw]:
    """Q14: options are numbers in one unit and do not stand in their order."""
    found = numbers(item.texts) if item.type == "single_choice" else []
    if found != sorted(found):
        yield Flaw(item.id, "Q14", "warning", ", ".join(item.texts))


def numbers(texts: Sequence[str]) -> list[float]:
    """The numbers in texts that differ in nothing else; none if there is any other difference."""
    found: list[float] = []
    for text in texts:
        match = _NUMBER.match(_MARKS.sub("", text))
        if not match:
            return []
        found.append(float(match[1]))
    return found if len({_DIGITS.sub("", text) for text in texts}) == 1 else []


def size(item: Shown) -> Iterator[Flaw]:
    """Q16: too much to read, or too few or too many options."""
    limit = OPTION_WIDTH.get(item.lang, OTHER_OPTION_WIDTH)
    if width(item.stem) > STEM_WIDTH:
        yield Flaw(item.id, "Q16", "warning", f"stem {width(item.stem)}")
    if len(item.texts) not in _OPTIONS[item.type]:
        yield Flaw(item.id, "Q16", "warning", f"{len(item.texts)} options")
    for text in item.texts:
        if width(text) > limit:
            yield Flaw(item.id, "Q16", "warning", f"option {width(text)}")


ITEM_CHECKS: Final[tuple[Callable[[Shown], Iterator[Flaw]], ...]] = (
    longest_key, shortest_key, uneven_options, all_or_none, clang, repeated_options, combined_options, unsorted_numbers, size,
)  # fmt: skip
