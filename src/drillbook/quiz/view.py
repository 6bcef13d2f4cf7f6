"""A manual in one language as item types see it: facts by id, and everything they say put into words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, TypeAlias

from drillbook.facts import Fact, Value, facts
from drillbook.graph import Graph
from drillbook.model.values import Duration, Quantity, When
from drillbook.quiz.chance import draw
from drillbook.quiz.stems import Kind, templates
from drillbook.quiz.wording import normalise, tidy
from drillbook.text import Untranslated, plain
from drillbook.words import Words

SUBJECT = -1
"""The index of a cell that is the subject of a fact and none of its values."""


class Cell(NamedTuple):
    """One value of a fact, or its subject.

    Attributes:
        fact: The fact.
        nth: Which of its values.
    """

    fact: str
    nth: int = SUBJECT


class Sentence(NamedTuple):
    """A sentence of a sheet about a fact.

    Attributes:
        kind: Which sentence.
        number: Which of its wordings.
        fact: The fact it is about.
        cell: What it names as the value; true or not.
    """

    kind: Kind
    number: int
    fact: str
    cell: Cell


class Word(NamedTuple):
    """A word of the user interface."""

    key: str


class After(NamedTuple):
    """What comes right before something in an order; empty at its start."""

    cells: tuple[Cell, ...]


Phrase: TypeAlias = Cell | Sentence | Word | After


class View:
    """The facts of a manual in one language, and their wording."""

    def __init__(self, graph: Graph, words: Words, source: Graph | Mapping[str, str] | None = None) -> None:
        self.graph, self.words, self.lang = graph, words, words.lang
        self.facts = {fact.id: fact for fact in facts(graph, source)}
        self._titles: dict[str, str | None] = {}
        self._texts: dict[Cell, str | None] = {}
        self._said: dict[Cell, str | None] = {}
        self._paths: dict[str, str] = {}
        self._names: dict[str, frozenset[str]] = {}

    def title(self, id_: str) -> str | None:
        """What a node is called; None when that is not translated."""
        if id_ not in self._titles:
            title = self.graph.nodes[id_].title
            self._titles[id_] = None if isinstance(title, Untranslated) else tidy(plain(title, self.graph.title_of))
        return self._titles[id_]

    def path(self, id_: str) -> str:
        """Where a node is: the entity's title, and the part's."""
        if id_ not in self._paths:
            entity = id_.partition(".")[0]
            titles = [self.title(entity) or entity] + ([self.title(id_) or id_] if id_ != entity else [])
            self._paths[id_] = " › ".join(titles)
        return self._paths[id_]

    def cell(self, cell: Cell) -> str | None:
        """The text of a cell; None when it is not translated."""
        if cell not in self._texts:
            fact = self.facts[cell.fact]
            self._texts[cell] = self.title(fact.subject) if cell.nth == SUBJECT else self.value(fact.values[cell.nth])
        return self._texts[cell]

    def value(self, value: Value) -> str | None:
        """The text of a value; None when it is not translated."""
        if value.state:
            return None
        match value.amount:
            case Duration():
                return self.words.duration(value.amount)
            case When():
                return self.words.when(value.amount)
            case Quantity():
                return self.words.quantity(value.amount, value.text or None)
        return self.words[value.word] if value.word else tidy(value.text)

    def say(self, phrase: Phrase) -> str | None:
        """Puts a phrase into words; None when something in it is not translated."""
        if isinstance(phrase, Cell):
            return self.cell(phrase)
        if isinstance(phrase, Word):
            return self.words[phrase.key]
        if isinstance(phrase, After):
            return self._after(phrase)
        if phrase.kind != "say":
            return self._sentence(phrase)
        # The same statement explains options of many items.
        if phrase.cell not in self._said:
            self._said[phrase.cell] = self._sentence(phrase)
        return self._said[phrase.cell]

    def _after(self, after: After) -> str | None:
        texts = [self.cell(cell) for cell in after.cells]
        if not texts:
            return self.words["quiz_first"]
        known = [text for text in texts if text is not None]
        return (
            self.words["quiz_after"].format(others=self.words["quiz_and"].join(known))
            if len(known) == len(texts)
            else None
        )

    def _sentence(self, sentence: Sentence) -> str | None:
        fact = self.facts[sentence.fact]
        kind = "claim" if sentence.kind == "judge" else sentence.kind
        wordings = templates(fact.relation, kind, self.lang)
        template = wordings[sentence.number % len(wordings)]
        texts: dict[str, str] = {}
        for slot in template.slots:
            text = self._slot(slot, fact, sentence.cell)
            if text is None:
                return None
            texts[slot] = text
        said = template.fill(texts)
        if sentence.kind != "judge":
            return said
        return self.words[f"quiz_judge_{sentence.number % 3 + 1}"].format(claim=said)

    def _slot(self, slot: str, fact: Fact, cell: Cell) -> str | None:
        match slot:
            case "subject":
                return self.title(fact.subject)
            case "entity":
                return self.title(fact.entity)
            case "value":
                return self.cell(cell)
            case _:
                return self._given(fact, slot)

    def _given(self, fact: Fact, slot: str) -> str | None:
        """The circumstances; one of several, always the same, where they are alternatives."""
        if slot == "given2":
            return self.value(fact.given[1])
        several = 1 if fact.relation.startswith("contrast") else len(fact.given)
        return self.value(fact.given[draw(fact.id, "given") % several])

    def names(self, value: Value) -> frozenset[str]:
        """What readers may know a value by, reduced to letters and digits; nothing when it is not translated."""
        if value.id:
            return self.names_of(value.id)
        text = self.value(value)
        return frozenset({normalise(text)}) if text else frozenset()

    def names_of(self, id_: str) -> frozenset[str]:
        """The title of a node and its other names, reduced to letters and digits; nothing when it is not translated."""
        if id_ not in self._names:
            node = self.graph.nodes[id_]
            other = node.entity.aliases if node.part is None else ()
            self._names[id_] = frozenset(normalise(name) for name in (self.title(id_), *other) if name)
        return self._names[id_]
