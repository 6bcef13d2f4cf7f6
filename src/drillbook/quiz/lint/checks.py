"""The checks of one item by what the learner sees of it: those of its options alone, and those of its stem."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Final, TypeAlias

from drillbook.quiz.lint import alike, grammar, lengths, phrasing, punctuation
from drillbook.quiz.lint.flaw import Flaw
from drillbook.quiz.lint.shown import CHOSEN, Shown

Check: TypeAlias = Callable[[Shown], Iterator[Flaw]]

OPTION_CHECKS: Final[tuple[Check, ...]] = (
    lengths.longest_key, lengths.shortest_key, lengths.uneven_options, phrasing.all_or_none, phrasing.absolutes,
    phrasing.vague_words, alike.paired_by_words, alike.convergence, alike.odd_one_out, alike.repeated_options,
    phrasing.combined_options, grammar.unsorted_numbers, lengths.uneven_classes, grammar.told_by_its_verbs,
)  # fmt: skip
"""What they find is there whatever the wording of the stem."""

STEM_CHECKS: Final[tuple[Check, ...]] = (
    alike.clang, phrasing.negative_stem, grammar.grammar_cue, phrasing.unfocused_stem, lengths.size, grammar.mixed_languages,
    punctuation.punctuated_twice,
)  # fmt: skip
_OF_CHOICES: Final = frozenset({
    lengths.longest_key, lengths.shortest_key, lengths.uneven_options, phrasing.absolutes, phrasing.vague_words,
    phrasing.negative_stem, alike.convergence, alike.odd_one_out, grammar.grammar_cue, grammar.unsorted_numbers,
})  # fmt: skip


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


@cache
def _fitting(checks: tuple[Check, ...], type_: str) -> tuple[Check, ...]:
    """The checks that can find something wrong with items of a type."""
    return tuple(check for check in checks if type_ in CHOSEN or check not in _OF_CHOICES)
