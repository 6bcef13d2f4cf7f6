"""A graph in another language: the same ids and structure, every text replaced by its translation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeAlias, TypeVar

from drillbook.errors import Problem
from drillbook.graph import Graph
from drillbook.load import Loaded
from drillbook.model.fields import Reference
from drillbook.model.record import Model
from drillbook.model.walk import slots_of
from drillbook.settings import Settings
from drillbook.text import Untranslated
from drillbook.translate.catalogue import Catalogue, read_catalogue

M = TypeVar("M", bound=Model)
_Translate = Callable[[str, str], str]
Catalogues: TypeAlias = Mapping[str, tuple[Catalogue, list[Problem]]]
"""Language -> its catalogue, and what is wrong with that as a file."""


def in_all_languages(source: Graph, settings: Settings) -> tuple[dict[str, Graph], Catalogues]:
    """A manual in each of its languages, the source language first, and the catalogues of the others."""
    graphs, catalogues = {settings.source_language: source}, {}
    for lang in settings.languages[1:]:
        catalogues[lang] = read_catalogue(settings.root / settings.locales / f"{lang}.po", settings.root)
        graphs[lang] = apply(source, catalogues[lang][0], settings.source_language)
    return graphs, catalogues


def apply(graph: Graph, catalogue: Catalogue, source_language: str) -> Graph:
    """Translates a manual; what has no valid translation becomes ``Untranslated`` text of the source language."""

    def translated(key: str, source: str) -> str:
        state = catalogue.state(key, source)
        return catalogue.entries[key].text if state == "translated" else Untranslated(source, state, source_language)

    return Graph([_entity(item, translated) for item in graph.loaded])


def _entity(item: Loaded, translated: _Translate) -> Loaded:
    entity = _model(item.entity, f"{item.entity.id}:", translated)
    return replace(item, entity=entity)


def _model(model: M, name: str, translated: _Translate) -> M:
    """A copy without validation: the values were valid, and a translation is text as well."""
    changed: dict[str, Any] = {}
    for slot in slots_of(type(model)):
        value = getattr(model, slot.name)
        if value is None or not value or isinstance(slot.marker, Reference):
            continue
        if slot.marker and slot.marker.is_code and not slot.marker.takes(value):
            continue
        label = name + slot.name
        if slot.shape == "one":
            changed[slot.name] = _value(value, label, translated)
        elif slot.shape == "list":
            changed[slot.name] = tuple(
                _value(v, f"{label}.{getattr(v, 'id', i)}", translated) for i, v in enumerate(value)
            )
        else:
            changed[slot.name] = {k: _value(v, f"{label}.{k}", translated) for k, v in value.items()}
    return model.model_copy(update=changed) if changed else model


def _value(value: Any, label: str, translated: _Translate) -> Any:
    return _model(value, f"{label}.", translated) if isinstance(value, Model) else translated(label, value)
