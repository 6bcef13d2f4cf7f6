"""Wrong options: values of the same relation, near in the manual, and provably false of the subject.

The manual is a closed world where a field lists everything: what a step's actors are not, is not its actor. What could be true
all the same stands in the fact's ``excluded`` and is never offered.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain, tee, zip_longest
from typing import Final, Literal, NamedTuple, TypeAlias

from drillbook.facts import COMPARED, Fact
from drillbook.model.organisation import Role
from drillbook.quiz.amounts import measure
from drillbook.quiz.chance import lots, shuffled
from drillbook.quiz.stems import Sheet
from drillbook.quiz.truth import Truth
from drillbook.quiz.view import Cell, View, told_in_all

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


_Places: TypeAlias = "array[int]"
"""The places of facts among all facts of the manual, in their order: of these there are too many for anything larger than a number."""
_NO_AMOUNTS: Final[Mapping[str, int]] = {}


def _no_places() -> _Places:
    return array("I")


_NO_PLACES: Final = _no_places()


class Pools:
    """Finds candidates; knows where the facts of the source language stand and how they read in every language.

    Attributes:
        entities: All entities, in the order of files.
        count: How many facts there are.
    """

    def __init__(self, views: Sequence[View]) -> None:
        self.truth = Truth(views)
        self.source = views[0]
        self.entities: list[str] = []
        self.count = 0
        self._first: dict[str, int] = {}
        self._starts: list[int] = []
        self._relations: dict[str, _Places] = defaultdict(_no_places)
        self._amounts: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
        self._pools: dict[str, dict[str, _Places]] = {}
        self._mentioned: dict[str, tuple[int, ...]] = {}
        self._asked = ""  # the entity last asked about, and what was found for its facts
        self._candidates: dict[tuple[str, Cell, Direction, bool], Iterator[Candidate]] = {}
        self._mentions: dict[str, Counter[str]] = defaultdict(Counter)
        for entity, facts in told_in_all(views):
            self._add(entity, facts)
        for relation, often in self._mentions.items():
            self._mentions[relation] = Counter({named: number for named, number in often.items() if number > 1})

    def _add(self, entity: str, facts: Sequence[Fact]) -> None:
        """Takes down where in the manual the facts of an entity stand; they are not kept."""
        self.entities.append(entity)
        self._first[entity] = self.count
        self._starts.append(self.count)
        named: dict[str, list[str]] = defaultdict(list)
        for place, fact in enumerate(facts, self.count):
            self._relations[fact.relation].append(place)
            named[fact.relation] += [value.id or value.identity for value in fact.values]
            value = fact.values[0]
            if value.amount:
                self._amounts[fact.relation, measure(value)].setdefault(value.identity, place)
        for relation, names in named.items():
            self._mentions[relation].update(names)
        self.count += len(facts)

    def forget(self) -> None:
        """Lets go of what was found out about single facts; it would be found out again when asked for."""
        self.truth.forget()
        self._mentioned.clear()
        self._candidates.clear()

    def _place(self, fact: Fact) -> int:
        """The place of a fact among all facts of the manual."""
        return self._first[fact.entity] + fact.number

    def _entity_at(self, place: int) -> str:
        return self.entities[bisect_right(self._starts, place) - 1]

    def _at(self, place: int) -> Fact:
        """The fact at a place."""
        number = bisect_right(self._starts, place) - 1
        return self.source.facts.of(self.entities[number])[place - self._starts[number]]

    @cached_property
    def _parts(self) -> dict[str, str]:
        """The part of the manual each entity is in."""
        graph = self.source.graph
        parts = {id_: graph.part_for(item) for id_, item in graph.entities.items()}
        return {id_: part.id for id_, part in parts.items() if part}

    def _part(self, entity: str) -> str:
        return f"part {self._parts.get(entity, '')}"

    @cached_property
    def _trades(self) -> dict[str, tuple[str, ...]]:
        """The industries each entity is for; an empty name where it is for all."""
        return {id_: item.entity.applies_to or ("",) for id_, item in self.source.graph.entities.items()}

    @cached_property
    def _has_trades(self) -> bool:
        """Whether there are entities for some industries only."""
        return any(trades != ("",) for trades in self._trades.values())

    def _pools_of(self, relation: str) -> dict[str, _Places]:
        """Where a relation is stated, by part of the manual and by industry; everywhere under an empty name."""
        if relation not in self._pools:
            everywhere = self._relations.get(relation, _NO_PLACES)
            pools: dict[str, _Places] = defaultdict(_no_places, {"": everywhere})
            for entity, own in self._by_entity(everywhere):
                for scope in (self._part(entity), *[f"trade {trade}" for trade in self._trades[entity]]):
                    pools[scope].extend(own)
            self._pools[relation] = dict(pools)
        return self._pools[relation]

    def _by_entity(self, places: _Places) -> Iterator[tuple[str, _Places]]:
        """The places of a relation, entity by entity."""
        done = 0
        while done < len(places):
            number = bisect_right(self._starts, places[done])
            end = bisect_left(places, self._starts[number], done) if number < len(self._starts) else len(places)
            yield self.entities[number - 1], places[done:end]
            done = end

    def mentions(self, cell: Cell) -> int:
        """In how many statements of the same relation a value stands; 0 for a subject, which stands in one."""
        if cell.nth < 0:
            return 0
        found = self._mentioned.get(cell.fact)
        if found is None:
            fact = self.source.facts[cell.fact]
            often = self._mentions[fact.relation]
            found = tuple([often.get(value.identity, 1) for value in fact.values])
            self._mentioned[cell.fact] = found
        return found[cell.nth]

    def candidates(
        self, fact: Fact, key: Cell, sheet: Sheet, direction: Direction, *, inside: bool
    ) -> Iterator[Candidate]:
        """Wrong options for a fact, the nearest first; looked for one after the other, as they are asked for, and once.

        Args:
            fact: The fact that is asked about.
            key: The right option.
            sheet: How the relation is asked.
            direction: Whether options are values (``ask``) or subjects (``name``).
            inside: Whether they must come from the same entity.
        """
        if self._asked != fact.entity:
            self._asked, self._candidates = fact.entity, {}
        wanted = (fact.id, key, direction, inside)
        found = self._candidates.get(wanted)
        if found is None:
            found = self._sought(fact, key, sheet, direction, inside=inside)
        self._candidates[wanted], again = tee(found)
        return again

    def _sought(
        self, fact: Fact, key: Cell, sheet: Sheet, direction: Direction, *, inside: bool
    ) -> Iterator[Candidate]:
        found = 0
        taken = self._told(fact, key)
        offers = self._holders if sheet.reverse else self._subjects if direction == "name" else self._values
        # What is no text is told apart by its identity, and only its like is offered beside it.
        is_text = not (fact.values[0].id or fact.values[0].amount)
        for other in self._near(fact, sheet, direction, inside=inside):
            for candidate, names in offers(fact, other, taken):
                if not (is_text and self.truth.alike(key, candidate.text)) and self.source.cell(candidate.text):
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
        return self._nearest(fact, self.source.facts.of_relation(fact.entity, relation or fact.relation))

    def _nearest(self, fact: Fact, own: Iterable[Fact]) -> list[Fact]:
        """Facts in the order of their distance; of two at the same distance the earlier one first."""
        here = fact.number
        return [f for _, _, f in sorted([(abs(f.number - here), f.number, f) for f in own])]

    def neighbours(self, fact: Fact) -> list[Fact]:
        """The facts of the same relation in the same entity, then in its part of the manual, then anywhere near."""
        found = {f.id: f for f in self.kin(fact)}
        for scope in (self._part(fact.entity), ""):
            near = [self._at(place) for place, _ in self._window(fact.relation, scope, self._place(fact))]
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
            mistake = mistakes[-1] if other.number < fact.number else mistakes[0]
            for index in range(len(other.values)):
                cell = Cell(other.id, index)
                if self._is_fit(fact, other, index) and self.source.cell(cell):
                    yield Candidate(cell, other, cell, mistake)

    def _near(self, fact: Fact, sheet: Sheet, direction: Direction, *, inside: bool) -> Iterator[Fact]:
        relations = (sheet.pool or (fact.relation,)) if direction == "ask" else (fact.relation,)
        own = self.source.facts.of_relation
        yield from self._nearest(fact, [f for relation in relations for f in own(fact.entity, relation)])
        if inside:
            return
        if fact.values[0].amount:
            # There are few different times and figures in a manual, and neighbours often share one.
            wanted = measure(fact.values[0])
            places = (p for relation in relations for p in self._amounts.get((relation, wanted), _NO_AMOUNTS).values())
            measured = map(self._at, places)
            yield from shuffled(((f.id, f) for f in measured if f.entity != fact.entity), fact.id)
            return
        yield from self._elsewhere(fact, relations)

    def _elsewhere(self, fact: Fact, relations: Sequence[str]) -> Iterator[Fact]:
        """Facts of other entities: of the same part of the manual, of the same trade, and at last of others.

        What speaks of hotel guests is seen at once among answers of another trade.
        """
        here, part, lot = self._place(fact), self._part(fact.entity), lots(fact.id)
        own = self._trades[fact.entity]
        # Whoever is of the same trade was met before the last two.
        strange = [(part, False), ("", False)] if self._has_trades else []
        for scope, of_own in ((part, True), *((f"trade {trade}", True) for trade in own), *strange):
            for relation in relations:
                near = (
                    self._at(place)
                    for place, entity in self._window(relation, scope, here)
                    if entity != fact.entity and self._is_for(entity, own) is of_own
                )
                yield from (f for _, _, f in sorted((lot(f.id), f.id, f) for f in near))

    def _is_for(self, entity: str, trades: tuple[str, ...]) -> bool:
        """Whether an entity is for one of these industries."""
        its = self._trades[entity]
        return its == trades or not set(its).isdisjoint(trades)

    def _window(self, relation: str, scope: str, here: int) -> Iterator[tuple[int, str]]:
        """The places of a pool that are nearest to one, with their entities; a bounded number, however large the manual is."""
        pool = self._pools_of(relation).get(scope, _NO_PLACES)
        middle = bisect_left(pool, here)
        start = max(0, min(middle - _WINDOW // 2, len(pool) - _WINDOW))
        for place in pool[start : start + _WINDOW]:
            yield place, self._entity_at(place)

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
        outsiders = self._outsiders
        if other.values[index].id in outsiders and not any(value.id in outsiders for value in fact.values):
            return False
        return self.truth.is_false(fact, other, index)

    @cached_property
    def _outsiders(self) -> frozenset[str]:
        return frozenset(role.id for role in self.source.graph.of(Role) if role.external)
