"""Q17 for what was written by hand: options whose marking the manual contradicts, as far as that can be proven.

A hand-written item does not say which fact it asks for. It is taken to ask for one of those it rests on whose values its options all
could be, and is contradicted only when its marking agrees with none of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from drillbook.facts import Fact, Value
from drillbook.model.item import ItemType
from drillbook.model.quiz import WrittenItem
from drillbook.quiz.stems import sheets
from drillbook.quiz.view import View
from drillbook.quiz.wording import normalise
from drillbook.text import plain

_TYPES: Final[frozenset[ItemType]] = frozenset(
    {"single_choice", "multiple_response", "who_may_decide", "next_best_move"}
)


class Contradiction(NamedTuple):
    """An option marked otherwise than the manual has it.

    Attributes:
        number: Which option, from 0.
        statement: What the manual states.
    """

    number: int
    statement: str


class Contradicted:
    """Finds what the manual contradicts, in its source language."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._values: dict[str, set[str]] = defaultdict(set)
        for fact in view.facts.values():
            for value in fact.values:
                self._values[self._sort(fact, value)] |= view.names(value)
        for id_, node in view.graph.nodes.items():
            if node.part is None:
                self._values[node.entity.kind] |= view.names_of(id_)

    def options(self, item: WrittenItem, facts: Sequence[Fact]) -> Iterator[Contradiction]:
        """Every option of an item that is marked otherwise than the manual has it; nothing where that is not certain."""
        if item.type not in _TYPES or not item.options:
            return
        texts = [normalise(plain(option.text, self._view.graph.title_of)) for option in item.options]
        keys = [option.key for option in item.options]
        asked = [fact for fact in facts if fact.relation in sheets() and self._could_ask(fact, texts)]
        right = [self._names(fact.values) for fact in asked]
        wrong = [_amiss(texts, keys, true, self._names(f.excluded)) for true, f in zip(right, asked, strict=True)]
        together = frozenset[str]().union(*right)
        if not wrong or not all(wrong) or not _amiss(texts, keys, together, frozenset()):
            return
        fact, found = min(zip(asked, wrong, strict=True), key=lambda pair: len(pair[1]))
        for number in found:
            yield Contradiction(number, self._view.statement(fact.id) or fact.id)

    def _could_ask(self, fact: Fact, texts: Sequence[str]) -> bool:
        """Whether all options could be values of a fact, and one of them is."""
        possible = self._values[self._sort(fact, fact.values[0])] if fact.values else frozenset[str]()
        return possible.issuperset(texts) and not self._names(fact.values).isdisjoint(texts)

    def _names(self, values: Sequence[Value]) -> frozenset[str]:
        return frozenset(name for value in values for name in self._view.names(value))

    def _sort(self, fact: Fact, value: Value) -> str:
        """What can stand side by side: entities of a kind, else values of a relation."""
        whole = value.id and "." not in value.id
        return self._view.graph.nodes[value.id].entity.kind if whole and value.id else fact.relation


def _amiss(texts: Sequence[str], keys: Sequence[bool], right: frozenset[str], open_: frozenset[str]) -> list[int]:
    """The options marked otherwise; of what could be true, or not, nothing is certain."""
    return [
        number
        for number, (text, key) in enumerate(zip(texts, keys, strict=True))
        if (text in right) is not key and (text in right or text not in open_)
    ]
