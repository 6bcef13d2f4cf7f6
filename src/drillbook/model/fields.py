"""What a field can hold, as its type: ``Text`` is shown to readers and translated, a ``*Ref`` names another entity.

Everything that must treat all kinds alike (translation, references, search, checks) reads these markers instead of knowing the kinds.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BeforeValidator, PlainValidator, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

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
    _shown({"examples": ["每天 08:30", "每周六 上午", "每月20日", "每月第3个工作日", "每季度末", "按需", "every Monday 9:00", "monthly 20", "end of every quarter"]}),
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
