"""What every item type works with: the languages, the candidates for wrong options, and the test of a draft."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from drillbook.facts import Fact
from drillbook.quiz.chance import draw
from drillbook.quiz.distractors import Pools
from drillbook.quiz.draft import Draft
from drillbook.quiz.lint import Flaw, flaws_shown
from drillbook.quiz.shelf import Translated
from drillbook.quiz.stems import Sheet
from drillbook.quiz.view import View

# A warning of these is reason enough to drop a generated item: there are plenty of others.
_REFUSED_WARNINGS = frozenset({"Q02", "Q03", "Q11", "Q14", "Q16"})


class Bench:
    """Shared by all item types while a bank is made."""

    def __init__(self, views: Sequence[View]) -> None:
        self.views = views
        self.source = views[0]
        self.pools = Pools(views)

    def first_sound(self, drafts: Iterable[Draft]) -> Translated:
        """The first of several drafts of the same item that is without flaw in every language it is translated into."""
        for draft in drafts:
            shown = [draft.show(view) for view in self.views]
            if all(seen is None for seen in shown):
                return ()
            if not any(_refused(flaw) for seen in shown if seen for flaw in flaws_shown(seen)):
                hash_ = draft.content_hash(self.source)
                pairs = zip(self.views, shown, strict=True)
                return tuple(draft.finish(view, seen, hash_) if seen else None for view, seen in pairs)
        return ()

    def gives_away(self, fact: Fact, sheet: Sheet) -> bool:
        """Whether the subject of a fact names the key in so many words, in some language."""
        return (
            any(sheet.matches(view.title(fact.subject) or "", view.lang) for view in self.views)
            if sheet.unless
            else False
        )

    @staticmethod
    def wordings(item_id: str, count: int) -> list[int]:
        """The numbers of a kind's wordings, beginning with the one that falls to this item."""
        first = draw(item_id, "wording") % count
        return [(first + number) % count for number in range(count)]


def _refused(flaw: Flaw) -> bool:
    return flaw.level == "error" or flaw.check in _REFUSED_WARNINGS
