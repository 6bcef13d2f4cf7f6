"""What a field of the models accepts, read from its type: the common ground of the JSON Schemas and the format page."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Literal, get_args, get_origin

from pydantic import BeforeValidator, PlainValidator, StringConstraints, WithJsonSchema
from pydantic.fields import FieldInfo

from drillbook.model.base import Entity
from drillbook.model.fields import DurationText, Id, QuantityText, Reference, Translatable, Version, WhenText
from drillbook.model.record import Model
from drillbook.model.sources import IdRangeText
from drillbook.model.walk import unwrap

Leaf = Literal[
    "text",
    "plain",
    "id",
    "reference",
    "duration",
    "when",
    "quantity",
    "version",
    "range",
    "choice",
    "bool",
    "int",
    "date",
    "group",
]
Holds = Literal["one", "list", "one-or-list", "map"]


def _validator(annotation: Any) -> Any:
    """The object that makes one kind of string different from the others."""
    return next(m for m in unwrap(annotation)[1] if isinstance(m, PlainValidator | StringConstraints))


_KINDS_OF_TEXT: Final[tuple[tuple[Any, Leaf], ...]] = (
    (Id, "id"),
    (DurationText, "duration"),
    (WhenText, "when"),
    (QuantityText, "quantity"),
    (Version, "version"),
    (IdRangeText, "range"),
)
_SPECIAL: Final[dict[int, Leaf]] = {id(_validator(annotation)): leaf for annotation, leaf in _KINDS_OF_TEXT}


@dataclass(frozen=True)
class Field:
    """One key of a model.

    Attributes:
        name: The key.
        leaf: What stands there, or in each line of the list.
        holds: How many of them.
        is_required: Whether the key must be there.
        metadata: Constraints and JSON Schema of the leaf.
        reference: What it may name, for references.
        choices: The allowed words.
        group: The model of a group of lines.
        is_short: Whether a group may also be written as one text.
    """

    name: str
    leaf: Leaf
    holds: Holds
    is_required: bool
    metadata: tuple[Any, ...] = ()
    reference: Reference | None = None
    choices: tuple[str, ...] = ()
    group: type[Model] | None = None
    is_short: bool = False

    def constraint(self, name: str) -> Any:
        """A bound such as ``ge`` or ``min_length``, or None."""
        return next((getattr(m, name) for m in self.metadata if getattr(m, name, None) is not None), None)

    @property
    def schema(self) -> dict[str, Any]:
        """What the type itself says for JSON Schema: patterns and examples."""
        return next((dict(m.json_schema or {}) for m in self.metadata if isinstance(m, WithJsonSchema)), {})


@cache
def fields_of(model: type[Model]) -> tuple[Field, ...]:
    """The keys of a model, in their order."""
    return tuple(_field(name, info, model) for name, info in model.model_fields.items())


def own_fields(kind: type[Entity]) -> Iterator[Field]:
    """The keys a kind adds to the common header, or makes stricter."""
    common = {field.name: field for field in fields_of(Entity)}
    for field in fields_of(kind):
        if field.name != "kind" and (field.name not in common or field.is_required != common[field.name].is_required):
            yield field


def groups_of(model: type[Model]) -> list[type[Model]]:
    """The models of all groups inside a model, outer ones first, each once."""
    found: list[type[Model]] = []
    for field in fields_of(model):
        if field.group and field.group not in found:
            found += [group for group in (field.group, *groups_of(field.group)) if group not in found]
    return found


def _field(name: str, info: FieldInfo, model: type[Model]) -> Field:
    inner, metadata = unwrap(info.annotation)
    metadata = [*metadata, *info.metadata]
    holds: Holds = "one"
    outer = metadata
    if get_origin(inner) is tuple:
        holds = "one-or-list" if _takes_text(metadata) else "list"
        inner, metadata = unwrap(get_args(inner)[0])
    elif get_origin(inner) is dict:
        holds = "map"
        inner, metadata = unwrap(get_args(inner)[1])
    return Field(
        name=name,
        leaf=_leaf(inner, metadata),
        holds=holds,
        # The loader lets a step without an actor pass, because a rule of its own says it better.
        is_required=info.is_required() or (model.__name__, name) == ("Step", "actor"),
        metadata=tuple(metadata if holds == "one" else [*metadata, *outer]),
        reference=next((m for m in metadata if isinstance(m, Reference)), None),
        choices=tuple(map(str, get_args(inner))) if get_origin(inner) is Literal else (),
        group=inner if isinstance(inner, type) and issubclass(inner, Model) else None,
        is_short=holds == "one" and _takes_text(metadata),
    )


def _takes_text(metadata: list[Any]) -> bool:
    return any(isinstance(m, BeforeValidator) for m in metadata)


def _leaf(inner: Any, metadata: list[Any]) -> Leaf:
    if get_origin(inner) is Literal:
        return "choice"
    simple: dict[Any, Leaf] = {bool: "bool", int: "int", datetime.date: "date"}
    if inner in simple:
        return simple[inner]
    if isinstance(inner, type) and issubclass(inner, Model):
        return "group"
    special = next((_SPECIAL[id(m)] for m in metadata if id(m) in _SPECIAL), None)
    if special:
        return special
    if any(isinstance(m, Reference) for m in metadata):
        return "reference"
    return "text" if any(isinstance(m, Translatable) for m in metadata) else "plain"
