"""The texts of a manual in one language, gathered once for all rules on wording."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from drillbook.graph import Graph
from drillbook.load import Loaded
from drillbook.model.base import Part
from drillbook.model.fields import Translatable
from drillbook.model.record import Model
from drillbook.model.walk import Mark, slots_of, walk
from drillbook.rules import Phrase
from drillbook.text import Untranslated, fold, plain


class Passage(NamedTuple):
    """One text, without its place, which takes long to find and is wanted only for findings.

    Attributes:
        item: The entity it belongs to.
        part: The id of the innermost part that holds it: ``contract-signing.sign``; the entity's own where none does.
        owner: The model that holds it.
        field: The key it stands under.
        text: The text, marks included.
    """

    item: Loaded
    part: str
    owner: Model
    field: str
    text: str

    @property
    def is_missing(self) -> bool:
        """Whether this is a source text shown for lack of a translation."""
        return isinstance(self.text, Untranslated)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to mend in one text.

    Attributes:
        inside: The words in question.
    """

    code: str
    passage: Passage
    values: Mapping[str, str | Phrase]
    inside: str = ""


@dataclass
class Texts:
    """Every text of the manual in one language.

    Attributes:
        source: The manual in its source language; None when this is it.
    """

    graph: Graph
    lang: str
    source: Graph | None = None

    @cached_property
    def passages(self) -> list[Passage]:
        """All texts of what is not retired, in the order of files."""
        return gather(self.graph)

    @cached_property
    def folded(self) -> str:
        """All texts in small letters, one per line: what a word is looked for in first."""
        return "\n".join([passage.text for passage in self.passages]).casefold()

    @cached_property
    def names(self) -> dict[str, str]:
        """Every title, alias and wording of a term -> the id of its entity; the marks are gone, case and width do not count."""
        found: dict[str, str] = {}
        for item in self.graph.entities.values():
            wording = getattr(item.entity, "wording", {}).get(self.lang)
            more = (*wording.synonyms, *wording.abbreviations) if wording else ()
            for name in (item.entity.title, *item.entity.aliases, *more):
                found.setdefault(fold(plain(name, self.graph.title_of)), item.entity.id)
        return found


def gather(graph: Graph) -> list[Passage]:
    """The texts of everything that is not retired; the same list, text by text, in every language."""
    found: list[Passage] = []
    for item in graph.entities.values():
        if item.entity.status != "retired":
            _gather(item, item.entity, item.entity.id, found)
    return found


def _gather(item: Loaded, model: Model, part: str, found: list[Passage]) -> None:
    for slot in slots_of(type(model)):
        value = getattr(model, slot.name)
        if not value:
            continue
        things = (value,) if slot.shape == "one" else value if slot.shape == "list" else value.values()
        if slot.marker is None:
            for thing in things:
                _gather(item, thing, f"{item.entity.id}.{thing.id}" if isinstance(thing, Part) else part, found)
        elif isinstance(slot.marker, Translatable) and not slot.marker.is_code:
            found += [Passage(item, part, model, slot.name, text) for text in things]


def mark_of(passage: Passage) -> Mark:
    """The place of a text inside its entity."""
    return next(
        mark
        for mark in walk(passage.item.entity)
        if mark.owner is passage.owner and mark.value == passage.text and passage.field in mark.path
    )
