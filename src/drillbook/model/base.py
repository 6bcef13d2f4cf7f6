"""What every kind shares: the header, the markers on fields, and the walk that reads the markers.

A field says in its type what it is: ``Text`` is shown to readers and translated, a ``*Ref`` names another entity. Everything
that must treat all kinds alike (translation, references, search, checks) walks the markers instead of knowing the kinds.

Modules with models do without ``from __future__ import annotations``: pydantic would evaluate every type again for every kind that
inherits it, which takes a sixth of the time of importing them.
"""

import datetime
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import (
    Annotated,
    Any,
    ClassVar,
    Literal,
    Self,
    TypeAlias,
    TypeVar,
    dataclass_transform,
    get_args,
    get_origin,
)

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    StringConstraints,
    WithJsonSchema,
)
from pydantic.dataclasses import dataclass as pydantic_dataclass
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError, SchemaSerializer, SchemaValidator

from drillbook.model.values import Duration, Quantity, When

ID_PATTERN = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
ID_LENGTH = 64
# Windows refuses these as file or folder names, whatever their ending.
RESERVED_IDS = {"con", "prn", "aux", "nul", "index", "end"} | {f"{d}{n}" for d in ("com", "lpt") for n in range(1, 10)}
RESERVED_PREFIX = "section-"
_ID = re.compile(ID_PATTERN)
_WORD = re.compile("[a-z]{2}")


@dataclass(frozen=True, slots=True)
class Translatable:
    """Marks text that readers see, in the manual's source language.

    Attributes:
        is_code: Whether it is a code: translated where it holds words (``第5问``), the same in every language else (``A-3``).
    """

    is_code: bool = False

    def takes(self, value: str) -> bool:
        """Whether a value is translated."""
        return not self.is_code or not value.isascii() or bool(_WORD.search(value))


@dataclass(frozen=True, slots=True)
class Reference:
    """Marks a string that names something else.

    Attributes:
        kinds: The kinds of entity it may name; empty means any.
        parts: Whether it may name a part of an entity, as ``contract-signing.countersign``.
        local: The list of the same entity it names a part of (``steps``, ``turns``, ``phases`` ...); with ``parts`` it may also name another entity.
    """

    kinds: tuple[str, ...] = ()
    parts: bool = False
    local: str = ""


def _check_id(value: str) -> str:
    if not _ID.fullmatch(value) or len(value) > ID_LENGTH:
        raise PydanticCustomError("bad_id", "bad id", {"value": value})
    if value in RESERVED_IDS or value.startswith(RESERVED_PREFIX):
        raise PydanticCustomError("reserved_id", "reserved id", {"value": value})
    return value


def _parser(parse: Callable[[str], Any], code: str) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if not isinstance(value, str):
            raise PydanticCustomError("string_type", "not text")
        try:
            return parse(value)
        except PydanticCustomError:
            raise
        except ValueError as error:
            raise PydanticCustomError(code, "unreadable value", {"value": value}) from error

    return read


def _one_or_many(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


# Letters and signs that take part in a text, but show nothing.
_INVISIBLE = "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\u3164\ufeff\uffa0"


def _visible(value: str) -> str:
    """A text, where there is anything to see in it."""
    if value[0] in _INVISIBLE and not value.strip(_INVISIBLE + " \n\t"):
        raise PydanticCustomError("invisible", "nothing to see", {"value": value})
    return value


Id = Annotated[
    str, PlainValidator(_parser(_check_id, "bad_id")),
    WithJsonSchema({"type": "string", "pattern": f"^{ID_PATTERN}$", "maxLength": ID_LENGTH}),
]  # fmt: skip
Plain = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(_visible)]
Text = Annotated[Plain, Translatable()]
Code = Annotated[Plain, Translatable(is_code=True)]
Version = Annotated[str, StringConstraints(pattern=r"^\d+\.\d+$")]

T = TypeVar("T")
Many = Annotated[tuple[T, ...], BeforeValidator(_one_or_many)]


def _read_day(value: str) -> datetime.date:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        raise ValueError(value)
    return datetime.date.fromisoformat(value)


def _shown(schema: dict[str, Any]) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", **schema})


# Without this a row of digits would be read as seconds since 1970.
Day = Annotated[
    datetime.date, PlainValidator(_parser(_read_day, "bad_date")), _shown({"format": "date"}),
]  # fmt: skip
DurationText = Annotated[
    Duration, PlainValidator(_parser(Duration.parse, "bad_duration")),
    _shown({"examples": ["当天", "2小时", "2-3天", "3个工作日", "same day", "3 working days"]}),
]  # fmt: skip
WhenText = Annotated[
    When, PlainValidator(_parser(When.parse, "bad_when")),
    _shown({"examples": ["每天 08:30", "每周六 上午", "每月20日", "每月第3个工作日", "每季度末", "按需"]}),
]  # fmt: skip
QuantityText = Annotated[
    Quantity, PlainValidator(_parser(Quantity.parse, "bad_figure")),
    _shown({"examples": ["60%", "≥60%", "40", "2-3", "不超过 5"]}),
]  # fmt: skip

RoleRef = Annotated[Plain, Reference(kinds=("role",))]
FormRef = Annotated[Plain, Reference(kinds=("form",))]
KpiRef = Annotated[Plain, Reference(kinds=("kpi",))]
TermRef = Annotated[Plain, Reference(kinds=("term",))]
TalkTrackRef = Annotated[Plain, Reference(kinds=("talk-track",), parts=True)]
ObjectionRef = Annotated[Plain, Reference(kinds=("objection",))]
RubricRef = Annotated[Plain, Reference(kinds=("rubric",))]
IndustryRef = Annotated[Plain, Reference(kinds=("industry",))]
AnyRef = Annotated[Plain, Reference(parts=True)]
EntityRef = Annotated[Plain, Reference()]
PhaseRef = Annotated[Plain, Reference(local="phases")]
StepGoto = Annotated[Plain, Reference(kinds=("process",), parts=True, local="steps")]
TurnGoto = Annotated[Plain, Reference(kinds=("talk-track", "objection", "process"), parts=True, local="turns")]
CategoryRef = Annotated[Plain, Reference(local="categories")]

END = "end"
"""The word that a goto uses for: here it is over."""

EDITORIAL = "editorial"
"""The source of what the manual adds on its own account."""


_CONFIG = ConfigDict(extra="forbid", str_strip_whitespace=True, defer_build=True)


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(Field,))
class _Slotted(type):
    """Makes frozen dataclasses with slots, validated by pydantic, of the classes below ``Model``.

    A manual is a hundred thousand of them, and each would take four times the memory as a pydantic ``BaseModel``.
    """

    def __new__(cls, name: str, bases: tuple[type, ...], namespace: dict[str, Any]) -> "_Slotted":
        made: Any = super().__new__(cls, name, bases, namespace)
        if "__slots__" not in namespace:  # to get slots, a dataclass makes its class once more
            made = pydantic_dataclass(made, frozen=True, slots=True, kw_only=True, config=_CONFIG)
            made.model_fields = made.__pydantic_fields__
        slotted: _Slotted = made
        return slotted


class Model(metaclass=_Slotted):
    """A frozen value that refuses keys it does not know. It speaks like a model of pydantic, as far as that is needed."""

    __slots__ = ()
    __pydantic_validator__: ClassVar[SchemaValidator]
    __pydantic_serializer__: ClassVar[SchemaSerializer]
    model_fields: ClassVar[Mapping[str, FieldInfo]] = {}

    @classmethod
    def model_validate(cls, raw: object) -> Self:
        """Makes one from plain data.

        Raises:
            ValidationError: The data does not fit.
        """
        made: Self = cls.__pydantic_validator__.validate_python(raw)
        return made

    def model_copy(self, *, update: Mapping[str, Any]) -> Self:
        """The same with other values in some fields, which are not validated again."""
        made = object.__new__(type(self))
        for name in self.model_fields:
            object.__setattr__(made, name, update[name] if name in update else getattr(self, name))
        return made

    def model_dump(self) -> dict[str, Any]:
        """Plain data: dicts, tuples, and the values as they are."""
        dumped: dict[str, Any] = self.__pydantic_serializer__.to_python(self)
        return dumped

    def model_dump_json(self, *, exclude: set[str], exclude_defaults: bool = False) -> str:
        """JSON of all fields but some."""
        json = self.__pydantic_serializer__.to_json(
            self, exclude=exclude, exclude_defaults=exclude_defaults, warnings=False
        )
        return json.decode()


class Part(Model):
    """A piece of an entity with an id of its own, so that it can be linked and asked about."""

    id: Id = Field(description="A short name in ASCII, unique inside this playbook, never changed: `countersign`.")
    former_ids: Many[Id] = Field(
        default=(), description="Ids it had before in this playbook; links to them still work."
    )


class Figure(Part):
    """A number that the manual commits to. The register of figures collects it."""

    name: Text = Field(description="What the number measures.")
    value: QuantityText = Field(description="The number: `60%`, `≥60%`, `40`, `2-3`.")
    unit: Text | None = Field(
        default=None, description="What is counted, unless the value is in per cent: `台`, `元`, `人`."
    )
    note: Text | None = Field(default=None, description="A condition or a doubt, shown beside the figure.")
    sources: Many[Plain] = Field(default=(), description="Where the figure comes from.")


class Deadline(Model):
    """Until when something must be done: a time from an event on, or a moment of the calendar."""

    within: DurationText | None = Field(default=None, description="A length of time: `当天`, `2小时`, `3个工作日`.")
    by: WhenText | None = Field(default=None, description="A moment of the calendar: `每月20日`.")
    after: Text | None = Field(default=None, description="The event that starts the clock.")
    note: Text | None = Field(default=None, description="A condition or a doubt.")


def _read_deadline(value: Any) -> Any:
    if isinstance(value, str):
        for key, parse in (("within", Duration.parse), ("by", When.parse)):
            try:
                parse(value)
            except ValueError:
                continue
            return {key: value}
        raise PydanticCustomError("bad_duration", "unreadable deadline", {"value": value})
    return value


DeadlineField = Annotated[Deadline, BeforeValidator(_read_deadline)]


class Review(Model):
    """When a playbook was last checked against practice, and how often it must be."""

    every: DurationText = Field(description="The longest time between two checks: `6个月`.")
    verified_on: Day | None = Field(default=None, description="The day of the last check: `2026-11-01`.")
    verified_by: Plain | None = Field(default=None, description="Who checked: a post, not a person's name.")


class Entity(Model):
    """The header that every kind has.

    Attributes:
        is_shown: Whether readers may come upon it: a page, a search result, a link. Questions must not be read beforehand.
    """

    is_shown: ClassVar[bool] = True

    kind: str = Field(description="What this is.")
    id: Id = Field(
        description="ASCII, lower case, words joined by `-`; frozen and never used again for something else."
    )
    title: Text = Field(description="What readers call it.")
    summary: Text | None = Field(default=None, description="One sentence: what it is good for.")
    version: Version = Field(
        default="1.0", description="`major.minor`: major when somebody must act differently, minor for wording."
    )
    status: Literal["draft", "active", "retired"] = Field(
        default="active", description="`draft` is not published; `retired` leaves a page that says so."
    )
    owner: RoleRef = Field(description="The role that answers for the content.")
    audience: Many[RoleRef] = Field(default=(), description="The roles that must know it.")
    applies_to: Many[IndustryRef] = Field(default=(), description="The industries it is for; none means all.")
    review: Review | None = Field(default=None, description="How often and when it was last checked against practice.")
    asked: bool = Field(
        default=True, description="Whether questions are made from it; `false` for what is only looked up."
    )
    tags: Many[Plain] = Field(default=(), description="Free words for grouping.")
    aliases: Many[Text] = Field(default=(), description="Other names readers use for the same thing.")
    former_ids: Many[Id] = Field(default=(), description="Ids it had before; links to them still work.")
    replaced_by: EntityRef | None = Field(default=None, description="For `retired`: what to use now.")
    retired_on: Day | None = Field(default=None, description="For `retired`: since when.")
    retired_because: Text | None = Field(default=None, description="For `retired`: why.")
    note: Text | None = Field(
        default=None, description="A visible remark: what is inferred, doubtful or missing in the source."
    )
    sources: Many[Plain] = Field(
        default=(), description="Where it comes from; `editorial` for what we added ourselves."
    )


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


def _unwrap(annotation: Any) -> tuple[Any, list[Any]]:
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
        inner, metadata = _unwrap(field.annotation)
        shape: Literal["one", "list", "dict"] = "one"
        if get_origin(inner) in (tuple, dict):
            shape = "list" if get_origin(inner) is tuple else "dict"
            inner, more = _unwrap(get_args(inner)[0 if shape == "list" else 1])
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
