"""Q17: proof from the facts that no wrong option is right. Calculated anew, not taken from the generator."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from drillbook.facts import Fact
from drillbook.model.item import Item
from drillbook.quiz.lint.flaw import Flaw
from drillbook.quiz.view import View
from drillbook.quiz.wording import normalise


class Truths:
    """What is true of each subject in one language, as readers may write it."""

    def __init__(self, view: View) -> None:
        self.view = view
        self._subjects: dict[tuple[str, str, str], set[str]] = defaultdict(set)
        for fact in view.facts.values():
            for value in fact.values:
                self._subjects[fact.relation, fact.row, value.identity].add(normalise(view.title(fact.subject) or ""))

    def of(self, item: Item) -> frozenset[str]:
        """Every text that would be a right option of the item, reduced to letters and digits."""
        fact = self.view.facts[item.facts[0]]
        if item.template.endswith(".name"):
            return frozenset(
                t for value in fact.values for t in self._subjects[fact.relation, fact.row, value.identity]
            )
        return frozenset(name for value in (*fact.values, *fact.excluded) for name in self.view.names(value))

    def check(self, item: Item) -> Iterator[Flaw]:
        """Yields a flaw for each wrong option that the manual calls right."""
        if item.facts[0] not in self.view.facts:
            yield Flaw(item.id, "Q24", "error", item.facts[0])
        elif item.type == "single_choice":
            true = self.of(item)
            for option in item.options:
                if not option.key and normalise(option.text) in true:
                    yield Flaw(item.id, "Q17", "error", option.text)
        elif item.type == "ordering":
            yield from self._order(item, self.view.facts[item.facts[0]])

    def _order(self, item: Item, fact: Fact) -> Iterator[Flaw]:
        """An order is proven when it demands no more and no less than the manual does."""
        ids = {normalise(self.view.value(value) or ""): value.identity for value in fact.values}
        named = {option.id: ids.get(normalise(option.text), "") for option in item.options}
        stated = {(a, b) for a, b in fact.before if {a, b} <= set(named.values())}
        asked = {(named[a], named[b]) for a, b in item.before}
        if asked != stated or "" in named.values():
            yield Flaw(item.id, "Q17", "error", str(sorted(asked ^ stated)[:3]))
