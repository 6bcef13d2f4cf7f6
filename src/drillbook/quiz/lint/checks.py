"""The checks of one item by what the learner sees of it, in the order of their codes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from drillbook.quiz.lint import alike, grammar, lengths, phrasing
from drillbook.quiz.lint.flaw import Flaw
from drillbook.quiz.lint.shown import Shown

ITEM_CHECKS: Final[tuple[Callable[[Shown], Iterator[Flaw]], ...]] = (
    lengths.longest_key, lengths.shortest_key, lengths.uneven_options, phrasing.all_or_none, phrasing.absolutes,
    phrasing.vague_words, phrasing.negative_stem, alike.clang, alike.convergence, alike.odd_one_out, alike.repeated_options,
    phrasing.combined_options, grammar.grammar_cue, grammar.unsorted_numbers, phrasing.unfocused_stem, lengths.size,
    grammar.mixed_languages, lengths.uneven_classes,
)  # fmt: skip
