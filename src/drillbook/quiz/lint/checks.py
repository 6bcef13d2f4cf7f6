"""The checks of one item by what the learner sees of it: those of its options alone, and those of its stem."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import Final, TypeAlias

from drillbook.quiz.lint import alike, grammar, lengths, phrasing, punctuation
from drillbook.quiz.lint.flaw import Flaw
from drillbook.quiz.lint.shown import CHOSEN, Shown

Check: TypeAlias = Callable[[Shown], Iterator[Flaw]]

OPTION_CHECKS: Final[tuple[Check, ...]] = (
    lengths.unlike_lengths, phrasing.telling_words, alike.paired_by_words, alike.unlike_others, alike.repeated_options,
    grammar.unsorted_numbers, lengths.uneven_classes, grammar.told_by_its_verbs,
)  # fmt: skip
"""What they find is there whatever the wording of the stem."""

STEM_CHECKS: Final[tuple[Check, ...]] = (
    alike.clang, phrasing.negative_stem, grammar.grammar_cue, phrasing.unfocused_stem, lengths.size, grammar.mixed_languages,
    punctuation.punctuated_twice,
)  # fmt: skip
_OF_SEVERAL: Final = frozenset({alike.paired_by_words, lengths.uneven_classes})
_OF_CHOICES: Final = frozenset({
    lengths.unlike_lengths, phrasing.negative_stem, alike.unlike_others, grammar.grammar_cue, grammar.unsorted_numbers,
})  # fmt: skip

_GROUPED: Final = frozenset({"matching", "classification", "multiple_response"})
"""The types with prompts, and with several keys."""


def flaws_in(checks: tuple[Check, ...], shown: Shown) -> Iterator[Flaw]:
    """What some of the checks find wrong with an item."""
    for check in _fitting(checks, shown.type):
        yield from check(shown)


def has_flaw(checks: tuple[Check, ...], shown: Shown) -> bool:
    """Whether some of the checks find anything wrong with an item."""
    for check in _fitting(checks, shown.type):
        for _ in check(shown):
            return True
    return False


def has_flawed_options(shown: Shown) -> bool:
    """Whether anything is wrong with the options of an item; the same ones, such as true and false, come back in many items."""
    return _has_flawed_options(shown.type, shown.lang, shown.keys, shown.others, shown.texts, shown.prompts)


@lru_cache(1 << 10)
def _has_flawed_options(
    type_: str,
    lang: str,
    keys: tuple[str, ...],
    others: tuple[str, ...],
    texts: tuple[str, ...],
    prompts: tuple[tuple[str, str], ...],
) -> bool:
    return has_flaw(OPTION_CHECKS, Shown("", type_, lang, "", keys, others, texts, prompts))


@cache
def _fitting(checks: tuple[Check, ...], type_: str) -> tuple[Check, ...]:
    """The checks that can find something wrong with items of a type."""
    return tuple(
        check
        for check in checks
        if (type_ in CHOSEN or check not in _OF_CHOICES) and (type_ in _GROUPED or check not in _OF_SEVERAL)
    )
