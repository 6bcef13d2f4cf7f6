"""Graph -> search entries: one for every entity, and one for every part that readers look for by itself.

Like the translation, this walks the markers on the fields instead of knowing the kinds: a new text field is found without a
word here. What must be known of single kinds stands in the tables on top.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final, NamedTuple

from drillbook.graph import Graph
from drillbook.load import Loaded
from drillbook.model import Entity
from drillbook.model.base import NAMING, Figure, Part
from drillbook.model.fields import Reference
from drillbook.model.organisation import Authority, Responsibility, Routine
from drillbook.model.process import Step, Variant
from drillbook.model.quiz import Blueprint
from drillbook.model.record import Model
from drillbook.model.reference import Category, Rule, Term
from drillbook.model.talk import Contrast, Turn
from drillbook.model.training import Criterion, Milestone
from drillbook.model.values import Duration, Quantity, When
from drillbook.model.walk import slots_of
from drillbook.text import Untranslated, plain
from drillbook.words import Words

PART_KINDS: Final[dict[type[Model], str]] = {
    Step: "step", Variant: "variant", Rule: "rule", Turn: "turn", Contrast: "contrast", Category: "category", Figure: "figure",
    Responsibility: "responsibility", Authority: "authority", Routine: "routine", Criterion: "criterion", Milestone: "milestone",
}  # fmt: skip
"""Parts with an entry of their own; what all others say counts for the part or entity around them."""

_NAMES: Final = frozenset({"aliases", "says"})
"""Texts that name their entity: whoever types one of them means it."""

_HIDDEN: Final = frozenset({"customer_brief", "customer_lines", "retired_because", "code"})
"""Not to be found: trainees must not come upon the customer's side of a role-play. A code stands in the title."""

_LABELS: Final = {
    "actor": "actor", "by": "approval", "consult": "consult", "inform": "inform", "inputs": "inputs", "outputs": "outputs",
    "talk_tracks": "talk_tracks", "objections": "objections", "reports_to": "reports_to", "otherwise": "otherwise", "kpis": "kpis",
    "lead": "lead", "participants": "participants", "who": "who", "decides": "decides", "filled_by": "filled_by",
    "goes_to": "goes_to", "to": "escalate", "role": "role", "trainee_role": "role",
}  # fmt: skip
"""References worth finding -> the word they are shown with. Owner, readers and industries stand on almost every page."""

_MAY_BE_MARKED = re.compile(r"[\[*_`\s]")
"""Every mark has one of these; to look for them alone takes a fraction of the time."""
_MARKED = re.compile(r"[\[*_`\n\t]|^\s*(?:[-+]|\d+\.)\s|\s\s")


class Entry(NamedTuple):
    """Something that can be found.

    Attributes:
        id: The id of the entity or part.
        kind: The kind of the entity, or what the part is: ``step``, ``rule``, ``turn`` ...
        title: What readers call it.
        path: Where it stands: the part of the manual, and for a part of an entity the entity's title.
        url: Its address, relative to the language's root.
        names: Other words that mean exactly this: aliases, abbreviations, what customers say.
        lines: Everything else it says, in pieces short enough to be shown.
        phrases: What readers type when they look for it; never shown.
        roles: The roles it concerns: who reads an entity, who does a step.
        industries: The industries it applies to; empty when it applies to all.
    """

    id: str
    kind: str
    title: str
    path: tuple[str, ...]
    url: str
    names: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()


def entries(
    graph: Graph, words: Words, url_of: Callable[[str], str], phrases: Mapping[str, tuple[str, ...]] | None = None
) -> Iterator[Entry]:
    """Everything that can be found in the manual; each entity is followed by its parts.

    Args:
        graph: The manual in the language of the index.
        words: The words of that language.
        url_of: Gives the address of an entity or part, relative to the language's root.
        phrases: Id -> what readers type when they look for it.
    """
    maker = _Maker(graph, words, url_of, phrases or {})
    for item in graph.entities.values():
        if item.entity.status == "active" and item.entity.is_shown:
            yield from maker.entries(item)


def kind_name(word: Words, kind: str) -> str:
    """What readers call a kind of entity or part; the kind itself where there is no word for it."""
    names = (f"kind_{kind}", f"search_kind_{kind}", f"noun_{kind}")
    return next((word[name] for name in names if name in word), kind)


def names_in(graph: Graph) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What entities, and parts with an entry of their own, are called in a language, as far as they are translated."""
    for id_, node in graph.nodes.items():
        if node.part is None or type(node.part) in PART_KINDS:
            names = (node.title, *(node.entity.aliases if node.part is None else ()))
            yield id_, tuple(plain(name, graph.title_of) for name in names if not isinstance(name, Untranslated))


@dataclass(slots=True)
class _Draft:
    """An entry while its texts are collected."""

    id: str
    kind: str
    title: str
    names: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    phrases: list[str] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)


class _Maker:
    def __init__(
        self, graph: Graph, words: Words, url_of: Callable[[str], str], phrases: Mapping[str, tuple[str, ...]]
    ) -> None:
        self.graph, self.words, self.url_of, self.phrases = graph, words, url_of, phrases
        self._titles: dict[str, str] = {}

    def entries(self, item: Loaded) -> Iterator[Entry]:
        """The entry of an entity, then those of its parts in their order."""
        entity, part = item.entity, self.graph.part_for(item)
        draft = _Draft(entity.id, entity.kind, self.plain(entity.title))
        draft.phrases += self.phrases.get(entity.id, ())
        drafts = [draft]
        if isinstance(entity, Blueprint):
            draft.lines += [self.plain(entity.summary)]
        else:
            self._collect(entity, entity, draft, drafts)
        draft.roles = [*entity.audience, *([entity.id] if entity.kind == "role" else [])]
        path = (self.plain(part.title),) if part is not None and part is not entity else ()
        for each in drafts:
            where = path if each is draft else (*path, draft.title)
            yield Entry(
                each.id, each.kind, each.title, where, self.url_of(each.id), _unique(each.names), _unique(each.lines),
                _unique(each.phrases), tuple(each.roles), tuple(entity.applies_to),
            )  # fmt: skip

    def _collect(self, entity: Entity, model: Model, draft: _Draft, drafts: list[_Draft]) -> None:
        """Puts every text and reference of a model into its draft, and opens drafts for the parts below."""
        titled = _title_field(type(model)) if model is entity or type(model) in PART_KINDS else ""
        for slot in slots_of(type(model)):
            value = getattr(model, slot.name)
            if not value or slot.name in _HIDDEN:
                continue
            items = [value] if slot.shape == "one" else list(value.values()) if slot.shape == "dict" else value
            if slot.marker is None:
                self._below(entity, items, draft, drafts)
            elif isinstance(slot.marker, Reference):
                self._refer(slot.name, items, draft)
            elif slot.name != titled:
                (draft.names if slot.name in _NAMES else draft.lines).extend(map(self.plain, items))
        draft.lines += self._facts(model)
        if isinstance(model, Term):
            draft.names += [
                word for w in model.wording.values() for word in (*w.abbreviations, *w.synonyms, *w.forbidden)
            ]

    def _below(self, entity: Entity, items: Any, draft: _Draft, drafts: list[_Draft]) -> None:
        for item in items:
            own = draft
            if type(item) in PART_KINDS:
                drafts.append(own := self._part(entity, item))
                if draft is not drafts[0]:
                    own.lines.append(draft.title)
            if isinstance(item, Part):
                own.phrases += self.phrases.get(f"{entity.id}.{item.id}", ())
            self._collect(entity, item, own, drafts)

    def _part(self, entity: Entity, part: Part) -> _Draft:
        title = self.plain(getattr(part, _title_field(type(part))))
        if isinstance(part, Figure):
            title += self.words["colon"] + self.words.quantity(part.value, part.unit)
        code = getattr(part, "code", None)
        draft = _Draft(f"{entity.id}.{part.id}", PART_KINDS[type(part)], f"{code} {title}" if code else title)
        draft.roles = list(part.actor) if isinstance(part, Step) else []
        return draft

    def _refer(self, name: str, ids: Any, draft: _Draft) -> None:
        if name in _LABELS:
            titles = self.words["comma"].join(self.title(id_) for id_ in ids)
            draft.lines.append(self.words[_LABELS[name]] + self.words["colon"] + titles)

    def _facts(self, model: Model) -> Iterator[str]:
        """The values that are calculated with, in words: deadlines, figures, calendar moments."""
        for name, word in _values_of(type(model)):
            value = getattr(model, name)
            if value is not None:
                yield self.words[word] + self.words["colon"] + self._print(value)

    def _print(self, value: Duration | Quantity | When) -> str:
        if isinstance(value, When):
            return self.words.when(value)
        return self.words.duration(value) if isinstance(value, Duration) else self.words.quantity(value)

    def plain(self, text: str) -> str:
        """A text without its marks."""
        is_marked = _MAY_BE_MARKED.search(text) and _MARKED.search(text)
        return plain(text, self.title) if is_marked else str(text)

    def title(self, id_: str) -> str:
        """The plain title of an entity or part; the id itself when there is none."""
        if id_ not in self._titles:
            node = self.graph.node(id_)
            self._titles[id_] = id_  # a title that links itself must not go round in circles
            self._titles[id_] = self.plain(node.title) if node else id_
        return self._titles[id_]


@lru_cache
def _title_field(model: type[Model]) -> str:
    """The field a title is taken from: the first of the usual ones that holds a text."""
    texts = {
        slot.name for slot in slots_of(model) if slot.marker is not None and not isinstance(slot.marker, Reference)
    }
    return next(name for name in NAMING if name in texts)


_WORD_OF: Final = {
    "within": "deadline", "by": "deadline", "when": "time_when", "kept": "kept", "target": "target", "duration": "time_needed",
}  # fmt: skip


@lru_cache
def _values_of(model: type[Model]) -> tuple[tuple[str, str], ...]:
    marked = {slot.name for slot in slots_of(model)}
    return tuple((name, word) for name, word in _WORD_OF.items() if name in model.model_fields and name not in marked)


def _unique(texts: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, texts)))
