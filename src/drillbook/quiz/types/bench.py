"""What every item type works with: the languages, the candidates for wrong options, and the test of a draft."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from drillbook.facts import Fact
from drillbook.quiz.chance import draw, draw_below
from drillbook.quiz.distractors import Pools
from drillbook.quiz.draft import Choice, Draft
from drillbook.quiz.lint import (
    OPTION_CHECKS,
    STEM_CHECKS,
    Flaw,
    Shown,
    flaws_in,
    flaws_shown,
    has_flaw,
    has_flawed_options,
)
from drillbook.quiz.lint.lures import is_tolerated, keeps_its_head_down
from drillbook.quiz.shelf import Translated
from drillbook.quiz.stems import Kind, Sheet
from drillbook.quiz.view import Cell, Sentence, View
from drillbook.quiz.wording import shares_a_word, units


@lru_cache(1 << 12)
def _lot(fact_id: str) -> int:
    return draw(fact_id, "ways")


_PLENTY: Final = 1000
"""So many statements give wrong options enough to be choosy."""
# Warnings that do not pass even where there are few items.
_GRAVE: Final = frozenset({"Q02", "Q03", "Q11", "Q14", "Q16"})


class Bench:
    """Shared by all item types while a bank is made."""

    def __init__(self, views: Sequence[View], pools: Pools | None = None, *, in_every_way: bool = False) -> None:
        """Prepares to make items.

        Args:
            views: The manual in each language, the source language first.
            pools: What another bench has found out about the same views.
            in_every_way: Whether each fact is asked in every way its sheet has.
        """
        self.views = views
        self.source = views[0]
        self.pools = pools or Pools(views)
        self.in_every_way = in_every_way
        self.truth = self.pools.truth
        self.leaders: dict[tuple[str, ...], str] = {}
        self._has_plenty = self.pools.count >= _PLENTY

    def first_sound(self, drafts: Iterable[Draft]) -> Translated:
        """The first of several drafts of the same item that is without flaw in every language it is translated into."""
        # The options last found wanting: another wording of the stem does not mend them.
        judged: tuple[Choice, ...] | None = None
        for draft in drafts:
            if draft.choices == judged:
                continue
            shown = [draft.show(view) for view in self.views]
            seen = [one for one in shown if one]
            if not seen:
                return ()
            if not self._has_sound_options(draft, seen):
                judged = draft.choices
            elif self._has_sound_stem(draft, seen):
                hash_ = draft.content_hash(self.source)
                pairs = zip(self.views, shown, strict=True)
                return tuple(draft.finish(view, one, hash_) if one else None for view, one in pairs)
        return ()

    def _has_sound_options(self, draft: Draft, seen: Sequence[Shown]) -> bool:
        """Whether an item may be asked, as far as its options are concerned.

        In a manual of some size a warning is reason enough to drop it: there are plenty of others. In a small one, where there are
        few wrong options to choose from, an item may have the one warning it may have at all, and its key may stand out.
        """
        if not self._has_plenty:
            return all(_is_tolerable(list(flaws_in(OPTION_CHECKS, one))) for one in seen)
        return keeps_its_head_down(draft.id, seen, "convergence") and not any(map(has_flawed_options, seen))

    def _has_sound_stem(self, draft: Draft, seen: Sequence[Shown]) -> bool:
        """Whether an item whose options are sound may be asked in these words."""
        if not self._has_plenty:
            return all(_is_tolerable(list(flaws_shown(one))) for one in seen)
        return keeps_its_head_down(draft.id, seen, "stem_overlap") and not any(has_flaw(STEM_CHECKS, s) for s in seen)

    def is_popular(self, key: Cell, others: Iterable[Cell], item_id: str) -> bool:
        """Whether the manual names the key more often than all other options: who knows nothing would choose that."""
        often = self.pools.mentions(key) if self._has_plenty else 0
        stands_out = often > 0 and all(self.pools.mentions(other) < often for other in others)
        return stands_out and not is_tolerated(item_id, "popular")

    def cannot_hide(self, key: Cell, others: Sequence[Cell], stems: Sequence[Sentence], item_id: str) -> bool:
        """Whether a guesser would choose the key whichever of the wrong options stand beside it."""
        if not self._has_plenty:
            return False
        if self.is_popular(key, others, item_id):
            return True
        return not is_tolerated(item_id, "stem_overlap") and any(
            _echoes_most(v, key, others, stems) for v in self.views
        )

    def gives_away(self, fact: Fact, sheet: Sheet) -> bool:
        """Whether the subject of a fact, or its circumstances, name the key in so many words, in some language."""
        if sheet.unless:
            return any(sheet.matches(told, view.lang) for view in self.views for told in self._told(view, fact))
        return not sheet.echo and any(self._echoes(view, fact) for view in self.views)

    @staticmethod
    def _told(view: View, fact: Fact) -> Iterable[str]:
        given = view.given(view.facts[fact.id]).text if fact.given else ""
        return (view.title(fact.subject) or "", given)

    @staticmethod
    def _echoes(view: View, fact: Fact) -> bool:
        subject = view.title(fact.subject) or ""
        return any(shares_a_word(subject, value.text) for value in view.facts[fact.id].values)

    def asks(self, fact: Fact, sheet: Sheet, kind: Kind) -> bool:
        """Whether a fact is asked in this way.

        A critical one is asked in every way its sheet has. Of the others each is asked in one; asked in all ways they would only
        make the bank long.
        """
        if fact.critical or self.in_every_way:
            return True
        ways = sheet.ways
        lot = _lot(fact.id)
        return ways[lot % len(ways)] == kind and lot // len(ways) % sheet.one_of == 0

    @staticmethod
    def wordings(item_id: str, count: int) -> list[int]:
        """The numbers of a kind's wordings, beginning with the one that falls to this item."""
        first = draw_below(count, item_id, "wording")
        return [(first + number) % count for number in range(count)]


def _is_tolerable(flaws: Sequence[Flaw]) -> bool:
    return len(flaws) <= 1 and not any(flaw.level == "error" or flaw.check in _GRAVE for flaw in flaws)


def _echoes_most(view: View, key: Cell, others: Sequence[Cell], stems: Sequence[Sentence]) -> bool:
    """Whether the key has more words of each stem than any wrong option."""
    own, texts = units(view.cell(key) or ""), [units(view.cell(other) or "") for other in others]
    asked = (units(stem.said(view) or "") for stem in stems)
    return all(len(own & words) > max(len(words & text) for text in texts) for words in asked)
