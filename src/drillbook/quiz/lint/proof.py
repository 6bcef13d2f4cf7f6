"""Q17, Q18, Q19, Q24: proof from the facts that the key is right and no wrong option is. Calculated anew, not taken from the generator."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cached_property
from typing import Final, Literal

from drillbook.facts import Fact, Value
from drillbook.model.item import Item, Option
from drillbook.quiz.lint.flaw import Flaw
from drillbook.quiz.lint.planted import wrong_lines
from drillbook.quiz.stems import sheets
from drillbook.quiz.view import Cell, Sentence, View
from drillbook.quiz.wording import likeness, normalise

FAR: Final = 0.05
"""Texts that have less in common come from different topics."""
_NEAR: Final = 2
_FRAMES: Final = 3
_WRITTEN: Final = "written"


class Truths:
    """What is true of each subject in one language, as readers may write it."""

    def __init__(self, view: View) -> None:
        self.view = view
        self._subjects: dict[tuple[str, str, str], set[str]] = defaultdict(set)
        self._kinds: dict[str, set[str]] = defaultdict(set)
        for fact in view.facts.values():
            self._kinds[normalise(view.title(fact.subject) or "")].add(self._kind_of_node(fact.subject))
            for value in fact.values:
                self._subjects[fact.relation, fact.row, value.identity].add(normalise(view.title(fact.subject) or ""))
                for name in view.names(value):
                    self._kinds[name].add(self._kind(fact, value))

    def check(self, item: Item) -> Iterator[Flaw]:
        """Yields a flaw for everything about an item that the manual does not say, or says otherwise."""
        unknown = [id_ for id_ in item.facts if id_ not in self.view.facts]
        if unknown or (item.template != _WRITTEN and not item.facts):
            yield Flaw(item.id, "Q24", "error", " ".join(unknown))
            return
        if item.template == _WRITTEN:
            return
        fact = self.view.facts[item.facts[0]]
        if item.source and item.source != fact.source:
            yield Flaw(item.id, "Q24", "error", item.source)
        prove = _PROOFS.get(item.template.rpartition(".")[2])
        if prove:
            for detail in prove(self, item, fact):
                yield Flaw(item.id, "Q17", "error", detail)
        if item.type in ("single_choice", "who_may_decide"):
            yield from self._homogeneous(item)
            yield from self._plausible(item, fact)

    # ------------------------------------------------------------------ Q17

    def _names(self, values: Collection[Value]) -> frozenset[str]:
        return frozenset(name for value in values for name in self.view.names(value))

    def choice(self, item: Item, fact: Fact) -> Iterator[str]:
        """The key is a value of the fact; no other option is one, or could be one."""
        right, possible = self._names(fact.values), self._names((*fact.values, *fact.excluded))
        yield from _wrongly_marked(item, right, possible)

    def several(self, item: Item, fact: Fact) -> Iterator[str]:
        """Every key is a value of one of the facts; no other option is one."""
        facts = [self.view.facts[id_] for id_ in item.facts]
        right = self._names([value for each in facts for value in each.values])
        possible = right | self._names([*(v for f in facts for v in f.excluded)])
        if sheets()[fact.relation].against:
            kin = (f for f in self.view.facts.values() if f.entity == fact.entity and f.relation == fact.relation)
            possible |= self._names([value for each in kin for value in each.values])
        yield from _wrongly_marked(item, right, possible)

    def subject(self, item: Item, fact: Fact) -> Iterator[str]:
        """The key is the subject of the fact; no other option has one of its values too."""
        right = frozenset({normalise(self.view.title(fact.subject) or "")})
        possible = {t for value in fact.values for t in self._subjects[fact.relation, fact.row, value.identity]}
        yield from _wrongly_marked(item, right, right | possible)

    def statement(self, item: Item, fact: Fact) -> Iterator[str]:
        """A statement is what the manual says exactly when calling it true is right."""
        is_true = item.answer == (item.options[0].id,)
        how = sheets()[fact.relation].judge
        claimed, denied = self._said("judge", fact), self._said("deny", fact)
        says_so = item.stem in claimed if how != "wrong" else item.stem in denied
        if says_so is not is_true or (how != "swap" and item.stem not in claimed | denied):
            yield item.stem

    def _said(self, kind: Literal["judge", "deny"], fact: Fact) -> frozenset[str | None]:
        if kind == "deny" and not sheets()[fact.relation].deny:
            return frozenset()
        sentences = (
            Sentence(kind, n, fact.id, Cell(fact.id, nth)) for n in range(_FRAMES) for nth in range(len(fact.values))
        )
        return frozenset(sentence.said(self.view) for sentence in sentences)

    def order(self, item: Item, fact: Fact) -> Iterator[str]:
        """An order is proven when it demands no more and no less than the manual does."""
        ids = {normalise(self.view.value(value) or ""): value.identity for value in fact.values}
        named = {option.id: ids.get(normalise(option.text), "") for option in item.options}
        stated = {(a, b) for a, b in fact.before if {a, b} <= set(named.values())}
        asked = {(named[a], named[b]) for a, b in item.before}
        if asked != stated or "" in named.values():
            yield str(sorted(asked ^ stated)[:3])

    def pairs(self, item: Item, fact: Fact) -> Iterator[str]:
        """What is matched is so stated, and each other option is wrong for it."""
        right = dict(answer.partition("=")[::2] for answer in item.answer)
        for prompt in item.prompts:
            allowed = self._places(item, prompt.text)
            for option in item.options:
                if (normalise(option.text) in allowed) is not (right.get(prompt.id) == option.id):
                    yield f"{prompt.text} = {option.text}"

    def _places(self, item: Item, prompt: str) -> frozenset[str]:
        """Every option that is right for a prompt, by all facts of the item."""
        wanted = normalise(prompt)
        found: set[str] = set()
        for fact in map(self.view.facts.__getitem__, item.facts):
            how = sheets()[fact.relation].prompt
            subject = normalise(self.view.title(fact.subject) or "")
            if how == "value":
                found |= {subject} if wanted in self._names(fact.values) else set()
            elif wanted == (normalise(self.view.value(self.view.given(fact)) or "") if how == "given" else subject):
                found |= self._names(fact.values)
        return frozenset(found)

    def gap(self, item: Item, fact: Fact) -> Iterator[str]:
        """What is accepted is what the manual states."""
        cell = Cell(fact.id, 0)
        if item.answer != self.view.accepted(cell) or item.options[0].text != self.view.cell(cell):
            yield " / ".join(item.answer)

    def procedure(self, item: Item, fact: Fact) -> Iterator[str]:
        """The planted line is wrong, and no other is."""
        yield from wrong_lines(self.view, item, fact)

    # ------------------------------------------------------------------ Q18, Q19

    def _kind_of_node(self, id_: str) -> str:
        node = self.view.graph.nodes[id_]
        return f"part of {node.entity.kind}" if node.part else node.entity.kind

    def _kind(self, fact: Fact, value: Value) -> str:
        if value.id:
            return self._kind_of_node(value.id)
        if value.amount:
            return type(value.amount).__name__
        return (
            "word"
            if value.word
            else f"text of {(sheets()[fact.relation].pool or [fact.relation])[0]}"
            if fact.relation in sheets()
            else ""
        )

    def _homogeneous(self, item: Item) -> Iterator[Flaw]:
        """Q18: all options are of one kind: roles, forms, steps of a process, lengths of time ..."""
        kinds = [self._kinds.get(normalise(option.text), set()) for option in item.options]
        if not set.intersection(*kinds):
            yield Flaw(item.id, "Q18", "error", " / ".join(option.text for option in item.options))

    def _plausible(self, item: Item, fact: Fact) -> Iterator[Flaw]:
        """Q19: a wrong option comes from the same topic: near in the manual, the same part of it, or alike in words."""
        if fact.values[0].amount:
            return
        key = next(option for option in item.options if option.key)
        far = [
            option.text
            for option in item.options
            if not option.key and not self._is_near(fact.entity, option) and likeness(option.text, key.text) < FAR
        ]
        if far:
            yield Flaw(item.id, "Q19", "warning", " / ".join(far))

    def _is_near(self, entity: str, option: Option) -> bool:
        other = option.link.partition(".")[0]
        if other == entity or other not in self.view.graph.entities:
            return True
        return self._part(other) == self._part(entity) or not self._around[entity].isdisjoint(self._around[other])

    def _part(self, entity: str) -> str:
        part = self.view.graph.part_for(self.view.graph.entities[entity])
        return part.id if part else ""

    @cached_property
    def _around(self) -> Mapping[str, frozenset[str]]:
        """Each entity with those one reference away: two whose sets meet are at most two references apart."""
        around: dict[str, set[str]] = {id_: {id_} for id_ in self.view.graph.entities}
        for link in self.view.graph.links:
            one, other = link.source.partition(".")[0], link.target.partition(".")[0]
            if one in around and other in around:
                around[one].add(other)
                around[other].add(one)
        return {id_: frozenset(near) for id_, near in around.items()}


def _wrongly_marked(item: Item, right: Collection[str], possible: Collection[str]) -> Iterator[str]:
    for option in item.options:
        name = normalise(option.text)
        if name not in right if option.key else name in possible:
            yield option.text


_Proof = Callable[[Truths, Item, Fact], Iterator[str]]
_PROOFS: Final[Mapping[str, _Proof]] = {
    "ask": Truths.choice,
    "name": Truths.subject,
    "many": Truths.several,
    "judge": Truths.statement,
    "order": Truths.order,
    "match": Truths.pairs,
    "sort": Truths.pairs,
    "gap": Truths.gap,
    "mistake": Truths.procedure,
}
"""How items of each template are proven."""


def stale(items: Collection[Item], current: Mapping[str, str]) -> Iterator[Flaw]:
    """Q24: items that rest on statements which have changed or are gone; they are retired, never silently changed.

    Args:
        items: Items made earlier, such as those of a form that was printed.
        current: The hash of every item of the bank as it is now.
    """
    for item in items:
        if current.get(item.id) != item.hash:
            yield Flaw(item.id, "Q24", "error", "changed" if item.id in current else "gone")
