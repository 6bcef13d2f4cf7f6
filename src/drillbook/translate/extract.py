"""Brings a catalogue up to date with the manual, without losing anything a translator wrote."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from drillbook.graph import Graph
from drillbook.load import Loaded
from drillbook.model.fields import Translatable
from drillbook.model.walk import parts_of, walk
from drillbook.translate.catalogue import Catalogue, Entry

_POSITION = re.compile(r"\.\d+(?=\.|$)")


@dataclass(frozen=True, slots=True)
class SourceText:
    """One text of the manual that a catalogue translates.

    Attributes:
        key: ``contract-signing:steps.draft.action``.
        text: The text in the source language.
        item: The entity that holds it.
    """

    key: str
    text: str
    item: Loaded

    @property
    def home(self) -> tuple[str, str]:
        """The entity and the field, without positions in lists: what stays when a list gets a new first line."""
        return _home(self.key)


def source_texts(graph: Graph) -> Iterator[SourceText]:
    """Every text of the manual, in the order of files."""
    for item in graph.entities.values():
        for mark in walk(item.entity):
            if isinstance(mark.marker, Translatable) and mark.marker.takes(mark.value):
                yield SourceText(f"{item.entity.id}:{mark.name}", mark.value, item)


def update(graph: Graph, catalogue: Catalogue) -> Catalogue:
    """The catalogue for the manual as it is today.

    A translation stays with its text, also when the text moved inside its list or its entity got a new id. Where the text was
    edited, the translation is kept as fuzzy together with the text it was made from. Translations of texts that are gone become
    obsolete, and come back with the text.
    """
    texts = list(source_texts(graph))
    merge = _Merge(catalogue, texts)
    entries = {text.key: merge.entry(text) for text in texts}
    gone = {**catalogue.obsolete, **catalogue.entries}
    kept = {(e.source, e.text) for e in entries.values()}
    obsolete = {k: e for k, e in gone.items() if k not in entries and e.text and (e.source, e.text) not in kept}
    return replace(catalogue, entries=entries, obsolete=obsolete)


class _Merge:
    """Finds the translation that belongs to a text."""

    def __init__(self, catalogue: Catalogue, texts: list[SourceText]) -> None:
        self._known = {**catalogue.obsolete, **catalogue.entries}
        self._today = {(text.home, text.text) for text in texts}
        entities = {text.item.entity.id: text.item.entity for text in texts}
        self._renamed = {
            id_: [(part.id, before) for _, part in parts_of(entity) for before in part.former_ids]
            for id_, entity in entities.items()
        }
        self._valid = {(_home(e.key), e.source): e for e in self._known.values() if e.text and not e.is_fuzzy}

    def entry(self, text: SourceText) -> Entry:
        keys = self._keys(text)
        own = next((self._known[key] for key in keys if key in self._known), None)
        if own and own.source == text.text and own.text:
            return replace(own, key=text.key)
        homes = ((_home(key), text.text) for key in keys)
        moved = next((self._valid[home] for home in homes if home in self._valid), None)
        if moved:
            return replace(moved, key=text.key)
        if own and own.text and not self._lives_elsewhere(own):
            return _edited(own, text)
        return Entry(text.key, text.text, comments=own.comments if own else ())

    def _keys(self, text: SourceText) -> list[str]:
        """The key of a text, and those it had before its entity or a part of it got another id; today's first."""
        entity = text.item.entity
        id_, _, name = text.key.partition(":")
        names = [name]
        for part, before in self._renamed.get(id_, ()):
            names += [each.replace(f".{part}.", f".{before}.") for each in names if f".{part}." in each]
        return [f"{holder}:{each}" for each in names for holder in (id_, *entity.former_ids)]

    def _lives_elsewhere(self, entry: Entry) -> bool:
        return (_home(entry.key), entry.source) in self._today


def _home(key: str) -> tuple[str, str]:
    id_, _, name = key.partition(":")
    return id_, _POSITION.sub("", name)


def _edited(entry: Entry, text: SourceText) -> Entry:
    made_from = entry.previous if entry.is_fuzzy and entry.previous else entry.source
    if made_from == text.text:  # the edit was taken back
        return replace(entry, key=text.key, source=text.text, is_fuzzy=False, previous="")
    return replace(entry, key=text.key, source=text.text, is_fuzzy=True, previous=made_from)


def fill(catalogue: Catalogue, translations: Mapping[str, str]) -> tuple[Catalogue, list[str]]:
    """Puts finished translations into a catalogue that is up to date.

    Args:
        catalogue: The catalogue.
        translations: Key -> translation of today's text.

    Returns:
        The catalogue, and the keys it does not have.
    """
    entries = dict(catalogue.entries)
    for key, text in translations.items():
        if key in entries and text.strip():
            entries[key] = replace(entries[key], text=text.strip(), is_fuzzy=False, previous="")
    return replace(catalogue, entries=entries), [key for key in translations if key not in entries]
