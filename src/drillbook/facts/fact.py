"""What a fact is, and the reader that makes facts from one entity. Knows the graph, but no single kind of entity."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Final, NamedTuple, TypeAlias

from drillbook.graph import Graph, Node
from drillbook.load import Loaded
from drillbook.model.base import Part
from drillbook.model.fields import END
from drillbook.model.values import Duration, Quantity, When
from drillbook.model.walk import Path
from drillbook.text import Untranslated, plain

# A cross-reference at the end of a sentence is help for readers of the page, not part of what is stated.
_LINKS = r"(?:\[\[[^\]\n]*\]\]\s*(?:[、,]|和|与|and|or)?\s*)+"
_ASIDE = re.compile(
    rf"(?:[.;]\s+(?:for|on|about)\s[^.;,()\[\]]{{1,60}})?[，,；;。.]?\s*[（(]?\s*(?:另见|详见|参见|(?<![遇看会意常可])见|\bsee also|\bsee)\s*{_LINKS}[）)]?(?=\s*(?:[。.；;，,）)]|$))",
    re.IGNORECASE,
)
# What the editor says about a statement stands in brackets behind it and is no part of it.
_NOTE = re.compile(
    r"\s*(?:（[^（）]*(?:编者|推定|推算|资料不全|原文|原始资料)[^（）]*）"
    r"|\((?:our (?:suggestion|inference)|inferred|derived|source incomplete|[^()]*(?:is inferred|\bthe source\b)[^()]*)\))"
    # What the source lacks, said as the last clause.
    r"|(?:^|[；;。.，,]\s*)[^；;。.，,]*(?:原始资料|\b[Tt]he source(?:'s\b| (?:breaks|does|has|says))|\bThe original breaks off).*$",
    re.DOTALL,
)
# Links are written with spaces around them, which Chinese sentences do not have.
_GAP = re.compile(r"(?<=[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60]) (?=[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60])")
_PUNCTUATION = "，,；;。.：: "
# Most texts have no marks, and nothing to take out.
_MAY_NOTE = re.compile(r"[（(]|原始资料|source|original")
_MARKED = re.compile(r"[\[*_`+\n\r\t(（]|原始资料|[Tt]he source|The original|^\s*(?:-|\d+\.)\s|  |\s$")

COMPARED: Final = "category_compared"
"""The relation of the cells of a comparison."""

Amount: TypeAlias = Duration | When | Quantity
Pairs: TypeAlias = frozenset[tuple[str, str]]


class Value(NamedTuple):
    """One value of a fact: an entity, a text, a number or a word of the user interface.

    Attributes:
        text: What readers see, without marks; for a figure its unit, for a duration or date nothing (the words print it).
        id: The node it is, where it is an entity or a part.
        amount: The length of time, date or figure it is.
        word: The key of the user interface's word it is.
        state: ``missing`` or ``stale`` when the text is not translated, ``aside`` when it only refers to another page.
        is_length: Whether an amount is a mere length of time, no deadline.
    """

    text: str = ""
    id: str = ""
    amount: Amount | None = None
    word: str = ""
    state: str = ""
    is_length: bool = False

    @property
    def identity(self) -> str:
        """The same for equal values and no others; the same in every language unless the value is a text."""
        if self.amount is None or self.id or self.word:
            return self.id or self.word or self.text
        return f"{self.amount!r} {self.text}"


class Fact(NamedTuple):
    """One statement of the manual: subject, relation, values.

    Attributes:
        id: ``relation:subject``, with a qualifier where a subject has several; made of ids only, never of positions.
        relation: What is stated, such as ``step_actor``.
        subject: The node the statement is about.
        values: Everything that is true of the subject in this relation, the most important first.
        given: The circumstances under which it holds, such as the condition of a branch.
        excluded: Values that are not stated but must not be called wrong either.
        before: For orders: which value must stand before which (their identities).
        place: The node whose page shows the statement.
        critical: Whether a mistake here costs money, trust or safety.
        entity: The entity the subject belongs to.
        number: Its place among the facts of its entity, from 0.
        source_hash: The hash, where the fact is read from a translation and the source is known.
    """

    id: str
    relation: str
    subject: str
    values: tuple[Value, ...]
    place: str
    entity: str
    given: tuple[Value, ...] = ()
    excluded: tuple[Value, ...] = ()
    before: Pairs = frozenset()
    critical: bool = False
    loaded: Loaded | None = None
    path: Path = ()
    number: int = 0
    source_hash: str = ""

    @property
    def hash(self) -> str:
        """Changes when the statement changes in the source language, in no other case."""
        if self.source_hash:
            return self.source_hash
        relation, subject, values = self.relation, self.subject, self.given + self.values
        parts = [relation, subject, self.id[len(relation) + len(subject) + 2 :]]
        parts += [value.id or value.identity for value in values]
        if self.before:
            parts += map("<".join, sorted(self.before))
        return digest(parts)

    @property
    def row(self) -> str:
        """For a cell of a comparison the row it stands in: cells answer the same question only within one row."""
        return self.id.rpartition(":")[2] if self.relation == COMPARED else ""

    @property
    def source(self) -> str:
        """``file:line`` of the statement."""
        return f"{self.loaded.source.file}:{self.loaded.line(self.path)}" if self.loaded else ""


def digest(parts: Iterable[str], length: int = 16) -> str:
    """A short hash of texts, the same on every machine."""
    return sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:length]


class Reader:
    """Reads one entity: turns its texts and references into values, and values into facts."""

    def __init__(
        self, graph: Graph, loaded: Loaded, names: dict[str, tuple[Value, ...]], namesakes: Mapping[str, Sequence[str]]
    ) -> None:
        """Begins to read.

        Args:
            graph: The manual.
            loaded: The entity to read.
            names: What other entities are called, shared by all readers of a manual: most are named many times.
            namesakes: For nodes others that may be meant by the same name.
        """
        self.graph, self.loaded, self._names, self._namesakes = graph, loaded, names, namesakes
        self.id = loaded.entity.id
        self._own: dict[str, tuple[Value, ...]] = {}
        self.found: list[Fact] = []

    def node(self, part: Part | None) -> str:
        """The id of the entity's node, or of one of its parts'."""
        return f"{self.id}.{part.id}" if part else self.id

    def text(self, text: str) -> Value:
        """A text as a value, without marks; untranslated if it, or the title of anything it links, is."""
        state = getattr(text, "state", "")
        if not _MARKED.search(text):
            return Value(text=text, state=state)
        found = [state]

        def title_of(id_: str) -> str:
            node = self.graph.node(id_)
            title: str = node.title if node else id_
            if isinstance(title, Untranslated):
                found.append(title.state)
            return title

        said = _GAP.sub("", plain(without_notes(_ASIDE.sub("", text)), title_of)).lstrip(_PUNCTUATION)
        # Where there is nothing but a cross-reference, nothing is stated that could be asked.
        state = next((s for s in found if s), "" if said.strip(_PUNCTUATION) else "aside")
        return Value(text=said or plain(text, title_of), state=state)

    def texts(self, texts: Iterable[str]) -> tuple[Value, ...]:
        """Texts as values."""
        return tuple(self.text(text) for text in texts)

    def speech(self, texts: Iterable[str]) -> tuple[Value, ...]:
        """Texts as values, without the quotation marks around all of a text: questions put their own."""
        return tuple(value._replace(text=_unquoted(value.text)) for value in self.texts(texts))

    def ref(self, id_: str | None) -> tuple[Value, ...]:
        """What a reference names, as one value; none if that is not published."""
        return self._named(self.graph.former.get(id_, id_)) if id_ else ()

    def way(self, goto: str | None) -> tuple[Value, ...]:
        """Where a goto leads, as one value: a part of this entity before anything else; none for the end."""
        own = f"{self.id}.{goto}"
        return () if goto == END else self._named(own) if own in self.graph.nodes else self.ref(goto)

    def parts(self, parts: Iterable[Part]) -> tuple[Value, ...]:
        """Parts of this entity, as values."""
        return tuple(value for part in parts for value in self._named(self.node(part)))

    def refs(self, ids: Iterable[str]) -> tuple[Value, ...]:
        """What references name, as values."""
        return tuple([value for id_ in ids for value in self.ref(id_)]) if ids != () else ()

    def _named(self, target: str) -> tuple[Value, ...]:
        names = self._own if "." in target else self._names
        found = names.get(target)
        if found is None:
            node = self.graph.nodes.get(target)
            found = names[target] = (self._name_of(node),) if node and node.entity.status == "active" else ()
        return found

    def _name_of(self, node: Node) -> Value:
        """A node as a value, with the node's own id: to keep another one with each value would take a tenth of the memory."""
        return self.text(node.title)._replace(id=node.id)

    def under(self, conditions: Iterable[tuple[str, str]]) -> Iterator[tuple[str, tuple[Value, ...], list[str]]]:
        """Groups ways to go on by where they lead.

        Args:
            conditions: Pairs of goto and condition.

        Yields:
            A qualifier for the fact's id, the target, and the conditions; ways to nothing published are left out.
        """
        groups: dict[str, tuple[tuple[Value, ...], list[str]]] = {}
        for goto, when in conditions:
            for target in self.way(goto):
                groups.setdefault(target.id.removeprefix(f"{self.id}."), ((target,), []))[1].append(when)
        for qualifier, (values, texts) in groups.items():
            yield qualifier, values, texts

    def fact(
        self,
        relation: str,
        part: Part | None,
        values: Sequence[Value],
        where: str = "",
        *,
        given: Sequence[Value] = (),
        excluded: Sequence[Value] = (),
        qualifier: str = "",
        before: Pairs = frozenset(),
        critical: bool = False,
        place: str = "",
    ) -> None:
        """Adds the fact to those found, unless there is no value to state.

        Args:
            relation: What is stated.
            part: What it is about; None for the entity itself.
            values: What is true.
            where: The field it is written in.
            given: The circumstances.
            excluded: What must not be called wrong.
            qualifier: Tells facts of the same relation and subject apart; an id.
            before: For orders.
            critical: Whether mistakes cost.
            place: The node that shows it, if not the subject.
        """
        if not values:
            return
        if self._namesakes:
            excluded = (*excluded, *self.refs(id_ for v in values if v.id for id_ in self._namesakes.get(v.id, ())))
        node = self.graph.nodes[self.node(part)]
        subject, path = node.id, node.path
        id_ = f"{relation}:{subject}"
        self.found.append(
            Fact(
                f"{id_}:{qualifier}" if qualifier else id_,
                relation,
                subject,
                tuple(values),
                place or subject,
                self.id,
                tuple(given),
                tuple(excluded),
                before,
                critical,
                self.loaded,
                (*path, where) if where else path,
                len(self.found),
            )
        )


def without_notes(text: str) -> str:
    """A text without what its editor says about it."""
    return _NOTE.sub("", text) if _MAY_NOTE.search(text) else text


def _unquoted(text: str) -> str:
    inner = text.strip("。. ")
    is_quoted = inner[:1] == "“" and inner[-1:] == "”" and "”" not in inner[1:-1]
    return inner[1:-1] if is_quoted else text


def in_this_order(values: Sequence[Value]) -> Pairs:
    """The pairs of a complete order."""
    return frozenset((a.identity, b.identity) for i, a in enumerate(values) for b in values[i + 1 :])
