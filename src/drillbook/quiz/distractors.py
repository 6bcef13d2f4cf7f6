"""Wrong options: values of the same relation, near in the manual, and provably false of the subject.

The manual is a closed world where a field lists everything: what a step's actors are not, is not its actor. What could be true
all the same stands in the fact's ``excluded`` and is never offered.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import chain, zip_longest
from math import inf
from typing import Literal, NamedTuple

from drillbook.facts import Fact, Value
from drillbook.model.organisation import Role
from drillbook.model.values import Duration, Quantity, When
from drillbook.quiz.chance import shuffled
from drillbook.quiz.stems import Sheet
from drillbook.quiz.view import GIVEN, SUBJECT, Cell, View
from drillbook.quiz.wording import likeness
from drillbook.words import singular

WANTED = 10
"""How many candidates are looked for; more would only cost time."""
_WINDOW = 24
_TOO_ALIKE = 0.6

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


class _Pool(NamedTuple):
    """Facts in the order of files, and the place of each in the manual."""

    facts: list[Fact]
    places: list[int]


class Pools:
    """Finds candidates; knows the facts of the source language and how they read in every language."""

    def __init__(self, views: Sequence[View]) -> None:
        self.views = views
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
        self._truths: dict[str, frozenset[str]] = {}
        self._options: dict[Cell | str, frozenset[str]] = {}

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
                    found[_measure(value)].setdefault(value.identity, fact)
            self._amounts[relation] = {measure: list(facts.values()) for measure, facts in found.items()}
        return self._amounts[relation]

    def mentions(self, cell: Cell) -> int:
        """In how many statements of the same relation a value stands; 0 for a subject, which stands in one."""
        fact = self.source.facts[cell.fact]
        return self._mentions[fact.relation, fact.values[cell.nth].identity] if cell.nth >= 0 else 0

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
        for other in self._near(fact, sheet, direction, inside=inside):
            for candidate in self._offers(fact, other, sheet, direction):
                names = self.names(candidate.text)
                if (
                    not taken.isdisjoint(names)
                    or self.alike(key, candidate.text)
                    or not self.source.cell(candidate.text)
                ):
                    continue
                taken |= names
                found += 1
                yield candidate
            if found >= WANTED:
                return

    def _told(self, fact: Fact, key: Cell) -> set[str]:
        """The names of the key and of what the stem names, which is no answer to it."""
        return {*self.names(key), *self.names(Cell(fact.id)), *self._node(fact.entity)}

    def kin(self, fact: Fact, relation: str = "") -> list[Fact]:
        """The facts of a relation, else of the same, in the same entity: the nearest first, the fact itself at the start."""
        here = self._place[fact.id]
        own = self._kin.get((fact.entity, relation or fact.relation), [])
        return sorted(own, key=lambda f: (abs(self._place[f.id] - here), self._place[f.id]))

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
            if candidate is None or not taken.isdisjoint(self.names(candidate.text)) or self.alike(key, candidate.text):
                continue
            taken |= self.names(candidate.text)
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
        own = [f for relation in relations for f in self._kin.get((fact.entity, relation), ())]
        yield from sorted(own, key=lambda f: (abs(self._place[f.id] - here), self._place[f.id]))
        if inside:
            return
        if fact.values[0].amount:
            # There are few different times and figures in a manual, and neighbours often share one.
            measure = _measure(fact.values[0])
            measured = (f for relation in relations for f in self._different_amounts(relation).get(measure, ()))
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
        return not set(self._trades(other)).isdisjoint(self._trades(fact))

    def _window(self, relation: str, scope: str, here: int) -> list[Fact]:
        """The facts of a pool that stand nearest to a place; a bounded number, however large the manual is."""
        pool = self._pools_of(relation).get(scope)
        if pool is None:
            return []
        place = bisect_left(pool.places, here)
        start = max(0, min(place - _WINDOW // 2, len(pool.facts) - _WINDOW))
        return pool.facts[start : start + _WINDOW]

    def _offers(self, fact: Fact, other: Fact, sheet: Sheet, direction: Direction) -> Iterator[Candidate]:
        if sheet.reverse:
            mine = next((i for i, value in enumerate(other.values) if value.id == fact.subject), None)
            if mine is not None:
                yield Candidate(Cell(other.id), other, Cell(other.id, mine))
        elif direction == "name":
            if other.subject != fact.subject and fact.row == other.row and not self._share_a_value(fact, other):
                yield Candidate(Cell(other.id), other, Cell(other.id, 0))
        elif other.id != fact.id and fact.row == other.row:
            for index in range(len(other.values)):
                if self._is_fit(fact, other, index):
                    yield Candidate(Cell(other.id, index), other, Cell(other.id, index))

    def _is_fit(self, fact: Fact, other: Fact, index: int) -> bool:
        """Whether a value of another fact is false of this one, and not so at first sight: a customer among the staff."""
        is_seen = self._is_outsider(other.values[index]) and not any(map(self._is_outsider, fact.values))
        return not is_seen and self.is_false(fact, other, index)

    def _is_outsider(self, value: Value) -> bool:
        entity = self.source.graph.nodes[value.id].entity if value.id else None
        return isinstance(entity, Role) and entity.external

    def is_false(self, fact: Fact, other: Fact, index: int) -> bool:
        """Whether a value of another fact is provably not one of this fact's."""
        value = other.values[index]
        if not all(self._same_kind(value, true) for true in fact.values):
            return False
        if value.amount and not self._same_unit(fact, other, index):
            return False
        if not self._truth(fact).isdisjoint(self.names(Cell(other.id, index))):
            return False
        return value.amount is None or not any(_overlap(value, true) for true in (*fact.values, *fact.excluded))

    def _same_kind(self, value: Value, other: Value) -> bool:
        """Whether two values can stand side by side: a whole playbook among steps would be seen at once."""
        if value.amount or other.amount:
            return _measure(value) == _measure(other)
        return self._kind(value.id) == self._kind(other.id)

    def _same_unit(self, fact: Fact, other: Fact, index: int) -> bool:
        """Whether two amounts are counted in the same word, in every language."""
        return all(
            singular(view.facts[other.id].values[index].text) == singular(view.facts[fact.id].values[0].text)
            for view in self.views
        )

    def _kind(self, id_: str) -> tuple[str, bool]:
        return (self.source.graph.nodes[id_].entity.kind, "." in id_) if id_ else ("", False)

    def _share_a_value(self, fact: Fact, other: Fact) -> bool:
        if not self._truth(fact).isdisjoint(self._truth(other)):
            return True
        pairs = ((a, b) for a in fact.values for b in other.values)
        return any(_overlap(a, b) if a.amount else not a.id and likeness(a.text, b.text) > _TOO_ALIKE for a, b in pairs)

    def _truth(self, fact: Fact) -> frozenset[str]:
        """The names of everything that is true of a fact's subject, or could be."""
        if fact.id not in self._truths:
            told = [view.facts[fact.id] for view in self.views]
            names = {
                name
                for view, f in zip(self.views, told, strict=True)
                for v in (*f.values, *f.excluded)
                for name in view.names(v)
            }
            self._truths[fact.id] = frozenset(names) | {
                f"= {value.identity}" for value in (*fact.values, *fact.excluded)
            }
        return self._truths[fact.id]

    def names(self, cell: Cell) -> frozenset[str]:
        """The names of an option in every language, and its identity."""
        fact = self.source.facts[cell.fact]
        id_ = fact.subject if cell.nth == SUBJECT else "" if cell.nth == GIVEN else fact.values[cell.nth].id
        if id_:  # most options are nodes, which are named by many facts
            return self._node(id_)
        if cell not in self._options:
            self._options[cell] = self._names_of_value(fact, cell.nth)
        return self._options[cell]

    def _node(self, id_: str) -> frozenset[str]:
        if id_ not in self._options:
            self._options[id_] = frozenset(name for view in self.views for name in view.names_of(id_)) | {f"= {id_}"}
        return self._options[id_]

    def _names_of_value(self, fact: Fact, index: int) -> frozenset[str]:
        if index == GIVEN:
            return frozenset(name for v in self.views for name in v.names(v.given(v.facts[fact.id])))
        names = {name for view in self.views for name in view.names(view.facts[fact.id].values[index])}
        return frozenset(names) | {f"= {fact.values[index].identity}"}

    def alike(self, key: Cell, option: Cell) -> bool:
        """Whether two options say nearly the same in some language; numbers and names are told apart by their identity."""
        fact = self.source.facts[option.fact]
        if option.nth < 0 or fact.values[option.nth].identity != fact.values[option.nth].text:
            return False
        texts = ((view.cell(key), view.cell(option)) for view in self.views)
        return any(a and b and likeness(a, b) > _TOO_ALIKE for a, b in texts)


def shape(value: Value) -> tuple[str, bool]:
    """What sort of amount a value is: a number, a limit, a range."""
    amount = value.amount
    if isinstance(amount, Quantity):
        return amount.comparison, amount.low == amount.high
    return "", not isinstance(amount, Duration) or amount.low == amount.high


def _measure(value: Value) -> str:
    """What an amount measures: only amounts of the same measure can stand side by side as options."""
    percent = isinstance(value.amount, Quantity) and value.amount.is_percent
    return f"{type(value.amount).__name__} {value.text} {percent}"


_HOURS = {
    "minute": 1 / 60,
    "hour": 1,
    "day": 24,
    "workday": 24,
    "week": 168,
    "month": 720,
    "quarter": 2160,
    "year": 8760,
}


def span(amount: Duration | When | Quantity | None) -> tuple[float, float] | None:
    """The range an amount covers, in hours or in its own unit; calendar moments cover none."""
    if isinstance(amount, Duration):
        # The same day and one day are the same promise to many readers.
        low, high = (1.0, 1.0) if amount.is_same_day else (amount.low, amount.high)
        return low * _HOURS[amount.unit], high * _HOURS[amount.unit]
    return (amount.low, amount.high) if isinstance(amount, Quantity) else None


def _reach(amount: Duration | When | Quantity | None) -> tuple[float, float] | None:
    """The range of values an amount allows: a limit reaches on without end."""
    reach = span(amount)
    if reach is None or not isinstance(amount, Quantity):
        return reach
    return (0.0 if amount.comparison in "≤<" else reach[0], inf if amount.comparison in "≥>" else reach[1])


def _overlap(value: Value, other: Value) -> bool:
    """Whether two amounts could mean the same time or number."""
    one, two = value.amount, other.amount
    # Two limits of the same kind (≥60%, ≥80%) are two different rules, although one allows what the other does.
    if isinstance(one, Quantity) and isinstance(two, Quantity) and one.comparison == two.comparison != "=":
        return (one.low, one.high) == (two.low, two.high)
    if isinstance(one, When) and isinstance(two, When):
        return _may_coincide(one, two)
    a, b = _reach(one), _reach(two)
    if a is None or b is None:
        return False
    low, high = max(a[0], b[0]), min(a[1], b[1])
    # Neighbouring ranges (0-40, 40-80) touch and share nothing; a number at the end of a range lies in it.
    return low < high or (low == high and (a[0] == a[1] or b[0] == b[1]))


def _may_coincide(one: When, two: When) -> bool:
    """Whether what recurs at one moment may be said to recur at the other: every Saturday is every week too."""
    if one.period != two.period:
        return False
    pairs = ((getattr(one, name), getattr(two, name)) for name in When.__dataclass_fields__)
    return all(a is None or b is None or a == b for a, b in pairs)
