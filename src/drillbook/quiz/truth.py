"""What is true of each subject, under all its names in every language, and what is provably false of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from drillbook.facts import Fact, Value
from drillbook.quiz.amounts import measure, overlap
from drillbook.quiz.view import GIVEN, SUBJECT, Cell, View
from drillbook.quiz.wording import likeness
from drillbook.words import singular

_TOO_ALIKE = 0.6
_TOO_NEAR_THE_KEY = 0.4
_Names: TypeAlias = frozenset[str]
_Sort: TypeAlias = str | tuple[str, bool]


class Truth:
    """Compares values by their names in every language; what it has found out once, it keeps."""

    def __init__(self, views: Sequence[View]) -> None:
        self.views = views
        self.source = views[0]
        self._true: dict[str, _Names] = {}
        self._nodes: dict[str, _Names] = {}
        self._given: dict[str, _Names] = {}
        self._values: dict[str, tuple[_Names, ...]] = {}
        self._sorts: dict[str, tuple[_Sort, ...]] = {}

    def is_false(self, fact: Fact, other: Fact, index: int) -> bool:
        """Whether a value of another fact is provably not one of this fact's."""
        sorts, its = self._sorts_of(fact), self._sorts_of(other)[index]
        if sorts[0] != its or sorts.count(its) < len(sorts):
            return False
        if not self._truth(fact).isdisjoint(self.names_of_values(other)[index]):
            return False
        value = other.values[index]
        if value.amount is None:
            return True
        fits = self._same_unit(fact, other, index)
        return fits and not any(overlap(value, true) for true in (*fact.values, *fact.excluded))

    def _same_unit(self, fact: Fact, other: Fact, index: int) -> bool:
        """Whether two amounts are counted in the same word, in every language."""
        for view in self.views:
            one, another = view.facts[other.id].values[index].text, view.facts[fact.id].values[0].text
            if one != another and singular(one) != singular(another):
                return False
        return True

    def _sorts_of(self, fact: Fact) -> tuple[_Sort, ...]:
        """What the values of a fact are: only what is of one sort can stand side by side."""
        found = self._sorts.get(fact.id)
        if found is None:
            found = self._sorts[fact.id] = tuple(map(self._sort, fact.values))
        return found

    def _sort(self, value: Value) -> _Sort:
        if value.amount:
            return measure(value)
        # A whole playbook among steps would be seen at once.
        return (self.source.graph.nodes[value.id].entity.kind, "." in value.id) if value.id else ("", False)

    def forget(self) -> None:
        """Lets go of what was found out; it would be found out again when asked for."""
        for kept in (self._true, self._nodes, self._given, self._values, self._sorts):
            kept.clear()

    def share_a_value(self, fact: Fact, other: Fact) -> bool:
        """Whether something is true of both, or could be."""
        if not self._truth(fact).isdisjoint(self._truth(other)):
            return True
        pairs = ((a, b) for a in fact.values for b in other.values)
        return any(overlap(a, b) if a.amount else not a.id and likeness(a.text, b.text) > _TOO_ALIKE for a, b in pairs)

    def _truth(self, fact: Fact) -> _Names:
        """The names of everything that is true of a fact's subject, or could be."""
        found = self._true.get(fact.id)
        if found is None:
            values = (
                (view, v) for view in self.views for f in (view.facts[fact.id],) for v in (*f.values, *f.excluded)
            )
            names = frozenset(name for view, value in values for name in view.names(value))
            found = names | {f"= {value.identity}" for value in (*fact.values, *fact.excluded)}
            self._true[fact.id] = found
        return found

    def names(self, cell: Cell) -> _Names:
        """The names of an option in every language, and its identity."""
        if cell.nth >= 0 and cell.fact in self._values:
            return self._values[cell.fact][cell.nth]
        fact = self.source.facts[cell.fact]
        if cell.nth == SUBJECT:
            return self.names_of_node(fact.subject)
        return self._names_of_given(fact) if cell.nth == GIVEN else self.names_of_values(fact)[cell.nth]

    def names_of_node(self, id_: str) -> _Names:
        """The names of a node in every language, and its identity."""
        found = self._nodes.get(id_)
        if found is None:
            found = frozenset(name for view in self.views for name in view.names_of(id_)) | {f"= {id_}"}
            self._nodes[id_] = found
        return found

    def names_of_values(self, fact: Fact) -> tuple[_Names, ...]:
        """The names of each value of a fact."""
        found = self._values.get(fact.id)
        if found is None:
            found = self._values[fact.id] = tuple([self._names_of(fact, n) for n in range(len(fact.values))])
        return found

    def _names_of(self, fact: Fact, index: int) -> _Names:
        value = fact.values[index]
        if value.id:  # most values are nodes, which are named by many facts
            return self.names_of_node(value.id)
        names = (name for view in self.views for name in view.names(view.facts[fact.id].values[index]))
        return frozenset(names) | {f"= {value.identity}"}

    def _names_of_given(self, fact: Fact) -> _Names:
        found = self._given.get(fact.id)
        if found is None:
            found = frozenset(name for v in self.views for name in v.names(v.given(v.facts[fact.id])))
            self._given[fact.id] = found
        return found

    def alike(self, key: Cell, option: Cell) -> bool:
        """Whether two options say nearly the same in some language; numbers and names are told apart by their identity."""
        if option.nth < 0:
            return False
        value = self.source.facts[option.fact].values[option.nth]
        if value.id or value.word or value.amount:
            return False
        for view in self.views:
            a, b = view.cell(key), view.cell(option)
            if a and b and likeness(a, b) > _TOO_NEAR_THE_KEY:
                return True
        return False
