"""A manual in one language as item types see it: facts by id, and everything they say put into words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple, TypeAlias

from drillbook.facts import Fact, Facts, Value, entity_of, without_notes
from drillbook.graph import Graph
from drillbook.model.item import GAP
from drillbook.model.values import Duration, Quantity, When
from drillbook.quiz.chance import draw_below
from drillbook.quiz.stems import Kind, inside, sheets, templates
from drillbook.quiz.wording import normalise, tidy
from drillbook.text import Untranslated, plain
from drillbook.words import Words, singular

# A number or a range, or a time of day.
_NUMBER = re.compile(r"\d{1,2}:\d{2}|\d+(?:\.\d+)?(?:–\d+(?:\.\d+)?)?")
# A limit before a number, and names that tell it already.
_BOUND = re.compile(r"[≥≤><]$")
_BOUNDED = re.compile(
    r"最|至少|上限|下限|期限|以内|不超过|\bat (?:most|least)\b|\b(?:deadline|minimum|maximum)\b", re.IGNORECASE
)
_WITHIN = re.compile(r"(?:以内|之内|内)$")

SUBJECT = -1
"""The index of a cell that is the subject of a fact and none of its values."""
GIVEN = -2
"""The index of a cell that is the circumstances of a fact: one of several, always the same."""
LINE_DETAILS: Final = ("step_actor", "step_deadline", "step_output")
"""What a line of a procedure says of its step, as far as the manual states it."""


class Cell(NamedTuple):
    """One value of a fact, or its subject.

    Attributes:
        fact: The fact.
        nth: Which of its values.
    """

    fact: str
    nth: int = SUBJECT

    def said(self, view: View) -> str | None:
        """The text; None when it is not translated."""
        return view.cell(self)

    def named(self, view: View) -> str:
        """What it names, whatever the wording."""
        return view.identity(self)


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

    def said(self, view: View) -> str | None:
        """The sentence; None when something in it is not translated."""
        return view.stated(self.cell) if self.kind == "say" else view.sentence(self)

    def named(self, view: View) -> str:
        """What it is about, whatever the wording."""
        return f"{self.kind} {self.fact} {view.identity(self.cell)}"


class Word(NamedTuple):
    """A word of the user interface."""

    key: str

    def said(self, view: View) -> str | None:
        """The word."""
        return view.words[self.key]

    def named(self, view: View) -> str:
        """The same in every language."""
        return self.key


class After(NamedTuple):
    """What comes right before something in an order; empty at its start."""

    cells: tuple[Cell, ...]

    def said(self, view: View) -> str | None:
        """What comes before in words; None when something of it is not translated."""
        texts = [view.cell(cell) for cell in self.cells]
        if not texts:
            return view.words["quiz_first"]
        known = [text for text in texts if text is not None]
        if len(known) < len(texts):
            return None
        return view.words["quiz_after"].format(others=view.words["quiz_and"].join(known))

    def named(self, view: View) -> str:
        """What comes before, whatever the wording."""
        return " ".join(map(view.identity, self.cells))


class Spoken(NamedTuple):
    """A cell that is said, among others that are done."""

    cell: Cell

    def said(self, view: View) -> str | None:
        """The cell as a quotation; None when it is not translated."""
        line = view.cell(self.cell)
        return None if line is None else view.words["quiz_spoken"].format(line=inside(line))

    def named(self, view: View) -> str:
        """What it names, whatever the wording."""
        return view.identity(self.cell)


class Line(NamedTuple):
    """A line of a procedure: a step with the one who does it, its deadline, its form, as far as there are such.

    Attributes:
        step: The step.
        cells: The details, each with the relation it claims to be of.
    """

    step: str
    cells: tuple[tuple[str, Cell], ...]

    def said(self, view: View) -> str | None:
        """The line; None when something in it is not translated."""
        return view.line(self.step, [(relation, view.cell(cell)) for relation, cell in self.cells])

    def named(self, view: View) -> str:
        """The step and its details, whatever the wording."""
        return " ".join([self.step, *(view.identity(cell) for _, cell in self.cells)])


Phrase: TypeAlias = Cell | Sentence | Word | After | Spoken | Line


class View:
    """The facts of a manual in one language, and their wording."""

    def __init__(self, graph: Graph, words: Words, source: Graph | None = None) -> None:
        self.graph, self.words, self.lang = graph, words, words.lang
        self.facts = Facts(graph, source)
        self._titles: dict[str, str | None] = {}
        self._texts: dict[Cell, str | None] = {}
        self._said: dict[Cell, str | None] = {}
        self._statements: dict[str, str | None] = {}
        self._paths: dict[str, str] = {}
        self._names: dict[str, frozenset[str]] = {}
        self._hashes: dict[str, str] = {}
        self._identities: dict[Cell, str] = {}

    def forget(self) -> None:
        """Lets go of what was put into words; it would be done again when asked for."""
        for kept in (self._titles, self._texts, self._said, self._statements, self._paths, self._names):
            kept.clear()
        self._hashes.clear()
        self._identities.clear()

    def title(self, id_: str) -> str | None:
        """What a node is called; None when that is not translated."""
        try:
            return self._titles[id_]
        except KeyError:
            title = self.graph.nodes[id_].title
            is_told = not isinstance(title, Untranslated)
            found = tidy(without_notes(plain(title, self.graph.title_of))) if is_told else None
            self._titles[id_] = found
            return found

    def path(self, id_: str) -> str:
        """Where a node is: the entity's title, and the part's."""
        if id_ not in self._paths:
            entity = id_.partition(".")[0]
            titles = [self.title(entity) or entity] + ([self.title(id_) or id_] if id_ != entity else [])
            self._paths[id_] = " › ".join(titles)
        return self._paths[id_]

    def cell(self, cell: Cell) -> str | None:
        """The text of a cell; None when it is not translated."""
        try:
            return self._texts[cell]
        except KeyError:
            text = self._texts[cell] = self._read(cell)
            return text

    def _read(self, cell: Cell) -> str | None:
        fact = self.facts[cell.fact]
        if cell.nth == SUBJECT:
            return self.title(fact.subject)
        return self.value(self.given(fact) if cell.nth == GIVEN else fact.values[cell.nth])

    def identity(self, cell: Cell) -> str:
        """What a cell names, whatever its wording."""
        try:
            return self._identities[cell]
        except KeyError:
            fact = self.facts[cell.fact]
            value = self.given(fact) if cell.nth == GIVEN else fact.values[cell.nth]
            found = self._identities[cell] = fact.subject if cell.nth == SUBJECT else value.identity
            return found

    def hash_of(self, fact: str) -> str | None:
        """What changes when a fact does; None when there is no such fact."""
        found = self._hashes.get(fact)
        if found is None and fact in self.facts:
            # Who asks for one asks for all that the entity states: to tell whether it has changed.
            self._hashes.update([(told.id, told.hash) for told in self.facts.of(entity_of(fact))])
            found = self._hashes[fact]
        return found

    def value(self, value: Value) -> str | None:
        """The text of a value; None when it is not translated."""
        if value.state:
            return None
        match value.amount:
            case Duration():
                return self.words.duration(value.amount, deadline=not value.is_length)
            case When():
                return self.words.when(value.amount)
            case Quantity():
                return self.words.quantity(value.amount, value.text or None)
        return self.words[value.word] if value.word else tidy(value.text)

    def stated(self, cell: Cell) -> str | None:
        """What the fact of a value says of it; the same statement explains options of many items."""
        try:
            return self._said[cell]
        except KeyError:
            said = self._said[cell] = self.sentence(Sentence("say", 0, cell.fact, cell))
            return said

    def line(self, step: str, details: Sequence[tuple[str, str | None]]) -> str | None:
        """A line of a procedure; None when something in it is not translated.

        Args:
            step: The step.
            details: What it says of the step, each with the relation it claims to be of.
        """
        title, told = self.title(step), [(relation, text) for relation, text in details if text is not None]
        if title is None or len(told) < len(details):
            return None
        parts = [self.words.get(f"quiz_line_{relation}", "{value}").format(value=text) for relation, text in told]
        return self.words["quiz_line"].format(step=title, details=self.words["quiz_line_gap"].join(parts))

    def gapped(self, cell: Cell) -> str | None:
        """A value with a gap for its number; None when it is not translated or has none, or several, or a range."""
        text = self.cell(cell) or ""
        found = list(_NUMBER.finditer(text))
        if len(found) != 1 or "–" in found[0][0]:
            return None
        before = _BOUND.sub(lambda bound: self._bound(bound[0], cell), text[: found[0].start()])
        return before + GAP + self._in_any_number(text[found[0].end() :], cell)

    def _bound(self, sign: str, cell: Cell) -> str:
        """A limit in words, unless the statement has it in its name: “the most rings: ____”."""
        name = self.title(self.facts[cell.fact].subject) or ""
        return "" if _BOUNDED.search(name) else self.words[f"quiz_bound_{sign}"]

    def _in_any_number(self, tail: str, cell: Cell) -> str:
        """What stands behind a gap, telling nothing of the number: “working day(s)”."""
        value = self.facts[cell.fact].values[cell.nth]
        amount = value.amount
        if isinstance(amount, Quantity) and value.text and self.lang.startswith("en"):
            return _either(tail)
        if not isinstance(amount, Duration):
            return tail
        one, many = self.words[f"unit_{amount.unit}"], self.words[f"units_{amount.unit}"]
        ending = many.removeprefix(one)
        return tail.replace(many, one).replace(one, f"{one}({ending})") if ending not in ("", many) else tail

    def accepted(self, cell: Cell) -> tuple[str, ...]:
        """What may be written into the gap of a value: its number, and the number with what stands around it."""
        text = self.cell(cell) or ""
        found = _NUMBER.search(text)
        if found is None:
            return ()
        number, tail = found[0], text[found.end() :].rstrip()
        short = _WITHIN.sub("", tail)
        forms = (number, number.replace("–", "-"), number.lstrip("0"), f"{number}{tail}", f"{number}{short}", text)
        return tuple(dict.fromkeys(form for form in forms if form))

    def sentence(self, sentence: Sentence) -> str | None:
        """A sentence of a sheet; None when something in it is not translated."""
        kind, number, fact_id, cell = sentence
        fact = self.facts[fact_id]
        wordings = templates(fact.relation, "claim" if kind == "judge" else kind, self.lang)
        template = wordings[number % len(wordings)]
        texts: dict[str, str] = {}
        for slot in template.slots:
            text = self._slot(slot, fact, cell)
            if text is None:
                return None
            texts[slot] = text
        said = template.fill(texts)
        if kind not in ("judge", "deny"):
            return said
        return self.words[f"quiz_judge_{number % 3 + 1}"].format(claim=said)

    def _slot(self, slot: str, fact: Fact, cell: Cell) -> str | None:
        match slot:
            case "subject":
                return self.title(fact.subject)
            case "entity":
                return self.title(fact.entity)
            case "value":
                return self.cell(cell)
            case "gap":
                return self.gapped(cell)
            case "given":
                return self.value(self.given(fact))
            case _:
                return self.value(fact.given[1])

    def given(self, fact: Fact) -> Value:
        """The circumstances of a fact; one of several, always the same, where they are alternatives."""
        several = 1 if fact.relation.startswith("contrast") else len(fact.given)
        return fact.given[draw_below(several, fact.id, "given")]

    def statement(self, fact_id: str) -> str | None:
        """A fact as one sentence; None when it is none that is asked about, or not translated."""
        try:
            return self._statements[fact_id]
        except KeyError:
            said = self._statements[fact_id] = self._in_full(fact_id)
            return said

    def _in_full(self, fact_id: str) -> str | None:
        fact = self.facts.get(fact_id)
        if fact is None or fact.relation not in sheets():
            return None
        if fact.before:
            texts = [self.value(value) for value in fact.values]
            known = [text for text in texts if text is not None]
            said = self.words["quiz_order_statement"].format(title=self.path(fact.place), values=" → ".join(known))
            return said if len(known) == len(texts) else None
        sentences = [self.stated(Cell(fact_id, n)) for n in range(len(fact.values))]
        return None if None in sentences else self.words["word_gap"].join([text for text in sentences if text])

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


def told_in_all(views: Sequence[View]) -> Iterator[tuple[str, Sequence[Fact]]]:
    """Entity by entity what is stated in every language, as the first one has it.

    Where a text says nothing worth asking, its translation may. From then on, the views leave out what is not stated in all.
    """
    for each in zip(*(view.facts.each() for view in views), strict=True):
        (entity, facts), *others = each
        ids = [{fact.id for fact in told} for _, told in each] if others else []
        if any(told != ids[0] for told in ids):
            every = frozenset.intersection(*map(frozenset, ids))
            for view, told in zip(views, ids, strict=True):
                view.facts.leave_out(entity, told - every)
            facts = views[0].facts.of(entity)
        yield entity, facts


def _either(unit: str) -> str:
    """An English unit that tells nothing of the number before it: “visit(s)”."""
    one = singular(unit)
    if unit not in (one, f"{one}s") or " of " in unit:
        return unit
    return f"{one}(s)"
