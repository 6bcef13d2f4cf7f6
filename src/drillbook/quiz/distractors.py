"""Wrong options: values of the same relation, near in the manual, and provably false of the subject.

The manual is a closed world where a field lists everything: what a step's actors are not, is not its actor. What could be true
all the same stands in the fact's ``excluded`` and is never offered.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain, zip_longest
from typing import Literal, NamedTuple, TypeAlias

from drillbook.facts import COMPARED, Fact
from drillbook.model.organisation import Role
from drillbook.quiz.amounts import measure
from drillbook.quiz.chance import shuffled
from drillbook.quiz.stems import Sheet
from drillbook.quiz.truth import Truth
from drillbook.quiz.view import Cell, View

WANTED = 10
"""How many candidates are looked for; more would only cost time."""
_WINDOW = 24

Direction = Literal["ask", "name"]


class Candidate(NamedTuple):
    """A wrong option with the fact that shows where it would be right.

    Attributes:
        text: What is offered.
        fact: The statement in which it is right.
        value: The value that statement names.
        mistake: The word that names the mistake of choosing it.
    """

    text: Cell
    fact: Fact
    value: Cell
    mistake: str = ""


_Offer: TypeAlias = tuple[Candidate, frozenset[str]]


class _Pool(NamedTuple):
    """Facts in the order of files, and the place of each in the manual."""

    facts: list[Fact]
    places: list[int]


class Pools:
    """Finds candidates; knows the facts of the source language and how they read in every language."""

    def __init__(self, views: Sequence[View]) -> None:
        self.truth = Truth(views)
        self.source = views[0]
        self.of_entity: dict[str, list[Fact]] = defaultdict(list)
        self._kin: dict[tuple[str, str], list[Fact]] = defaultdict(list)
        self._place: dict[str, int] = {}
        self._mentions: Counter[tuple[str, str]] = Counter()
        self._relations: dict[str, list[Fact]] = defaultdict(list)
        for number, (id_, fact) in enumerate(self.source.facts.items()):
            self.of_entity[fact.entity].append(fact)
            self._kin[fact.entity, fact.relation].append(fact)
            self._relations[fact.relation].append(fact)
            self._mentions.update((fact.relation, value.identity) for value in fact.values)
            self._place[id_] = number
        self._pools: dict[str, dict[str, _Pool]] = {}
        self._amounts: dict[str, dict[str, list[Fact]]] = {}
        self._mentioned: dict[str, tuple[int, ...]] = {}

    @cached_property
    def _parts(self) -> dict[str, str]:
        """The part of the manual each entity is in."""
        graph = self.source.graph
        parts = {id_: graph.part_for(item) for id_, item in graph.entities.items()}
        return {id_: part.id for id_, part in parts.items() if part}

    def _pools_of(self, relation: str) -> dict[str, _Pool]:
        """The facts of a relation by part of the manual and by industry, and all of them under an empty name."""
        if relation not in self._pools:
            pools: dict[str, _Pool] = defaultdict(lambda: _Pool([], []))
            for fact in self._relations.get(relation, ()):
                trades = [f"trade {trade}" for trade in self._trades(fact)]
                for scope in (f"part {self._parts.get(fact.entity, '')}", *trades, ""):
                    pools[scope].facts.append(fact)
                    pools[scope].places.append(self._place[fact.id])
            self._pools[relation] = dict(pools)
        return self._pools[relation]

    def _different_amounts(self, relation: str) -> dict[str, list[Fact]]:
        """The first fact with each amount, by what is measured."""
        if relation not in self._amounts:
            found: dict[str, dict[str, Fact]] = defaultdict(dict)
            for fact in self._relations.get(relation, ()):
                value = fact.values[0]
                if value.amount:
                    found[measure(value)].setdefault(value.identity, fact)
            self._amounts[relation] = {measure: list(facts.values()) for measure, facts in found.items()}
        return self._amounts[relation]

    def mentions(self, cell: Cell) -> int:
        """In how many statements of the same relation a value stands; 0 for a subject, which stands in one."""
        if cell.nth < 0:
            return 0
        found = self._mentioned.get(cell.fact)
        if found is None:
            fact = self.source.facts[cell.fact]
            found = tuple(self._mentions[fact.relation, value.identity] for value in fact.values)
            self._mentioned[cell.fact] = found
        return found[cell.nth]

    def candidates(
        self, fact: Fact, key: Cell, sheet: Sheet, direction: Direction, *, inside: bool
    ) -> Iterator[Candidate]:
        """Wrong options for a fact, the nearest first; looked for one after the other, as they are asked for.

        Args:
            fact: The fact that is asked about.
            key: The right option.
            sheet: How the relation is asked.
            direction: Whether options are values (``ask``) or subjects (``name``).
            inside: Whether they must come from the same entity.
        """
        found = 0
        taken = self._told(fact, key)
        offers = self._holders if sheet.reverse else self._subjects if direction == "name" else self._values
        for other in self._near(fact, sheet, direction, inside=inside):
            for candidate, names in offers(fact, other, taken):
                if not self.truth.alike(key, candidate.text) and self.source.cell(candidate.text):
                    taken |= names
                    found += 1
                    yield candidate
            if found >= WANTED:
                return

    def _told(self, fact: Fact, key: Cell) -> set[str]:
        """The names of the key and of what the stem names, which is no answer to it."""
        names = self.truth.names_of_node
        return {*self.truth.names(key), *names(fact.subject), *names(fact.entity)}

    def kin(self, fact: Fact, relation: str = "") -> list[Fact]:
        """The facts of a relation, else of the same, in the same entity: the nearest first, the fact itself at the start."""
        return self._nearest(fact, self._kin.get((fact.entity, relation or fact.relation), ()))

    def _nearest(self, fact: Fact, own: Iterable[Fact]) -> list[Fact]:
        """Facts in the order of their distance; of two at the same distance the earlier one first."""
        place, here = self._place, self._place[fact.id]
        return sorted(own, key=lambda f: (abs(place[f.id] - here), place[f.id]))

    def neighbours(self, fact: Fact) -> list[Fact]:
        """The facts of the same relation in the same entity, then in its part of the manual, then anywhere near."""
        found = {f.id: f for f in self.kin(fact)}
        for scope in (f"part {self._parts.get(fact.entity, '')}", ""):
            near = self._window(fact.relation, scope, self._place[fact.id])
            found |= {f.id: f for f in shuffled(((f.id, f) for f in near), fact.id) if f.id not in found}
        return list(found.values())

    def foils(self, fact: Fact, key: Cell, sheet: Sheet) -> Iterator[Candidate]:
        """Wrong options from other relations of the same entity, each with its mistake: one of each relation in turn."""
        # Whoever would like to decide is the one who does the step; what was just done is no next move.
        own = sheet.ask_type == "who_may_decide"
        rows = [self._foils(fact, relation, mistakes, own=own) for relation, mistakes in sheet.foils.items()]
        taken = self._told(fact, key)
        for candidate in chain.from_iterable(zip_longest(*rows)):
            if (
                candidate is None
                or not taken.isdisjoint(self.truth.names(candidate.text))
                or self.truth.alike(key, candidate.text)
            ):
                continue
            taken |= self.truth.names(candidate.text)
            yield candidate

    def _foils(self, fact: Fact, relation: str, mistakes: Sequence[str], *, own: bool) -> Iterator[Candidate]:
        for other in self.kin(fact, relation):
            if (other.subject == fact.subject) is not own:
                continue
            mistake = mistakes[-1] if self._place[other.id] < self._place[fact.id] else mistakes[0]
            for index in range(len(other.values)):
                cell = Cell(other.id, index)
                if self._is_fit(fact, other, index) and self.source.cell(cell):
                    yield Candidate(cell, other, cell, mistake)

    def _near(self, fact: Fact, sheet: Sheet, direction: Direction, *, inside: bool) -> Iterator[Fact]:
        relations = (sheet.pool or (fact.relation,)) if direction == "ask" else (fact.relation,)
        here = self._place[fact.id]
        yield from self._nearest(fact, [f for r in relations for f in self._kin.get((fact.entity, r), ())])
        if inside:
            return
        if fact.values[0].amount:
            # There are few different times and figures in a manual, and neighbours often share one.
            wanted = measure(fact.values[0])
            measured = (f for relation in relations for f in self._different_amounts(relation).get(wanted, ()))
            yield from shuffled(((f.id, f) for f in measured if f.entity != fact.entity), fact.id)
            return
        # What speaks of hotel guests is seen at once among answers of another trade.
        part = f"part {self._parts.get(fact.entity, '')}"
        own_trades = [f"trade {trade}" for trade in self._trades(fact)]
        for scope, any_trade in ((part, False), *((trade, False) for trade in own_trades), (part, True), ("", True)):
            for relation in relations:
                near = (f for f in self._window(relation, scope, here) if f.entity != fact.entity)
                fitting = (f for f in near if any_trade or self._may_be_of_one_trade(fact, f))
                yield from shuffled(((f.id, f) for f in fitting), fact.id)

    def _trades(self, fact: Fact) -> tuple[str, ...]:
        """The industries a fact is for; an empty name where it is for all."""
        return self.source.graph.entities[fact.entity].entity.applies_to or ("",)

    def _may_be_of_one_trade(self, fact: Fact, other: Fact) -> bool:
        return any(trade in self._trades(fact) for trade in self._trades(other))

    def _window(self, relation: str, scope: str, here: int) -> list[Fact]:
        """The facts of a pool that stand nearest to a place; a bounded number, however large the manual is."""
        pool = self._pools_of(relation).get(scope)
        if pool is None:
            return []
        place = bisect_left(pool.places, here)
        start = max(0, min(place - _WINDOW // 2, len(pool.facts) - _WINDOW))
        return pool.facts[start : start + _WINDOW]

    def _holders(self, fact: Fact, other: Fact, taken: Collection[str]) -> Iterator[_Offer]:
        """The subject of another fact that has this one's subject as a value."""
        mine = next((i for i, value in enumerate(other.values) if value.id == fact.subject), None)
        names = self.truth.names_of_node(other.subject)
        if mine is not None and names.isdisjoint(taken):
            yield Candidate(Cell(other.id), other, Cell(other.id, mine)), names

    def _subjects(self, fact: Fact, other: Fact, taken: Collection[str]) -> Iterator[_Offer]:
        """The subject of another fact, of which nothing is true that is true of this one's."""
        names = self.truth.names_of_node(other.subject)
        is_other_row = fact.relation == COMPARED and fact.row != other.row
        if other.subject == fact.subject or is_other_row or not names.isdisjoint(taken):
            return
        if not self.truth.share_a_value(fact, other):
            yield Candidate(Cell(other.id), other, Cell(other.id, 0)), names

    def _values(self, fact: Fact, other: Fact, taken: Collection[str]) -> Iterator[_Offer]:
        """The values of another fact that are false of this one's subject."""
        if other.id == fact.id or (fact.relation == COMPARED and fact.row != other.row):
            return
        for index, names in enumerate(self.truth.names_of_values(other)):
            if names.isdisjoint(taken) and self._is_fit(fact, other, index):
                cell = Cell(other.id, index)
                yield Candidate(cell, other, cell), names

    def _is_fit(self, fact: Fact, other: Fact, index: int) -> bool:
        """Whether a value of another fact is false of this one, and not so at first sight: a customer among the staff."""
        is_outsider = other.values[index].id in self._outsiders
        if is_outsider and not any(value.id in self._outsiders for value in fact.values):
            return False
        return self.truth.is_false(fact, other, index)

    @cached_property
    def _outsiders(self) -> frozenset[str]:
        return frozenset(role.id for role in self.source.graph.of(Role) if role.external)
