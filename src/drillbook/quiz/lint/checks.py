"""The checks of one item by what the learner sees of it, in the order of their codes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Final, TypeAlias

from drillbook.quiz.lint import alike, grammar, lengths, phrasing, punctuation
from drillbook.quiz.lint.flaw import Flaw
from drillbook.quiz.lint.shown import CHOSEN, Shown

Check: TypeAlias = Callable[[Shown], Iterator[Flaw]]

ITEM_CHECKS: Final[tuple[Check, ...]] = (
    lengths.longest_key, lengths.shortest_key, lengths.uneven_options, phrasing.all_or_none, phrasing.absolutes,
    phrasing.vague_words, phrasing.negative_stem, alike.clang, alike.convergence, alike.odd_one_out, alike.repeated_options,
    phrasing.combined_options, grammar.grammar_cue, grammar.unsorted_numbers, phrasing.unfocused_stem, lengths.size,
    grammar.mixed_languages, lengths.uneven_classes, grammar.told_by_its_verbs, punctuation.punctuated_twice,
)  # fmt: skip
_OF_CHOICES: Final = frozenset({
    lengths.longest_key, lengths.shortest_key, lengths.uneven_options, phrasing.absolutes, phrasing.vague_words,
    phrasing.negative_stem, alike.convergence, alike.odd_one_out, grammar.grammar_cue, grammar.unsorted_numbers,
})  # fmt: skip


@cache
def checks_of(type_: str) -> tuple[Check, ...]:
    """The checks that can find something wrong with items of a type."""
    return tuple(check for check in ITEM_CHECKS if type_ in CHOSEN or check not in _OF_CHOICES)
