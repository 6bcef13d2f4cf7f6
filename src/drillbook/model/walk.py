"""Goes through a model by the markers on its fields: every text and reference in it, and every part, with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal, TypeAlias, get_args, get_origin

from drillbook.model.base import Part
from drillbook.model.fields import Reference, Translatable
from drillbook.model.record import Model

Path: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """One marked value found by the walk.

    Attributes:
        path: The place in the YAML, as keys and list positions.
        name: The same place with part ids instead of list positions: stable when a list is reordered. ``steps.sign.action``.
        value: The string.
        marker: What the field says it is.
        owner: The innermost part (or the entity) that holds the value.
    """

    path: Path
    name: str
    value: str
    marker: Translatable | Reference
    owner: Model


@dataclass(frozen=True, slots=True)
class Slot:
    """A field that holds marked values or models: its name, its marker if it has one, and how many it holds."""

    name: str
    marker: Translatable | Reference | None
    shape: Literal["one", "list", "dict"]


def unwrap(annotation: Any) -> tuple[Any, list[Any]]:
    """Strips Annotated, type aliases and ``| None`` and collects the metadata met on the way."""
    found: list[Any] = []
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            annotation, *more = get_args(annotation)
            found += more
        elif type(None) in get_args(annotation):
            annotation = next(a for a in get_args(annotation) if a is not type(None))
        else:
            return annotation, found


def _marker(metadata: list[Any]) -> Translatable | Reference | None:
    return next((m for m in metadata if isinstance(m, Translatable | Reference)), None)


@cache
def slots_of(model: type[Model]) -> tuple[Slot, ...]:
    """The fields of a model that ``walk`` goes into, in their order."""
    slots = []
    for name, field in model.model_fields.items():
        inner, metadata = unwrap(field.annotation)
        shape: Literal["one", "list", "dict"] = "one"
        if get_origin(inner) in (tuple, dict):
            shape = "list" if get_origin(inner) is tuple else "dict"
            inner, more = unwrap(get_args(inner)[0 if shape == "list" else 1])
            metadata += more
        marker = _marker(metadata + list(field.metadata))
        if marker or (isinstance(inner, type) and issubclass(inner, Model)):
            slots.append(Slot(name, marker, shape))
    return tuple(slots)


@cache
def _groups(model: type[Model]) -> tuple[Slot, ...]:
    return tuple(slot for slot in slots_of(model) if slot.marker is None)


def walk(model: Model, path: Path = (), name: str = "") -> Iterator[Mark]:
    """Yields every marked string of a model, in the order of its fields."""
    for slot in slots_of(type(model)):
        value = getattr(model, slot.name)
        if value is None or value == () or value == {}:
            continue
        here, label = (*path, slot.name), f"{name}.{slot.name}" if name else slot.name
        if slot.shape == "one":
            yield from _visit(model, slot, value, here, label)
            continue
        for key, item in value.items() if slot.shape == "dict" else enumerate(value):
            yield from _visit(model, slot, item, (*here, key), f"{label}.{getattr(item, 'id', key)}")


def _visit(owner: Model, slot: Slot, value: Any, path: Path, name: str) -> Iterator[Mark]:
    if isinstance(value, Model):
        yield from walk(value, path, name)
    elif slot.marker:
        yield Mark(path, name, value, slot.marker, owner)


def parts_of(model: Model, path: Path = ()) -> Iterator[tuple[Path, Part]]:
    """Yields every part inside a model, with its place in the YAML, outer parts before inner ones."""
    for slot in _groups(type(model)):
        value = getattr(model, slot.name)
        if not value:
            continue
        items = enumerate(value) if slot.shape == "list" else [(None, value)]
        for index, item in items:
            here = (*path, slot.name) if index is None else (*path, slot.name, index)
            if isinstance(item, Part):
                yield here, item
            if isinstance(item, Model):
                yield from parts_of(item, here)
