"""What the models complain about -> problems in the author's words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, get_args, get_origin

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from drillbook.errors import Problem
from drillbook.files import Source
from drillbook.model import KINDS, Entity
from drillbook.model.fields import ID_LENGTH
from drillbook.model.record import Model
from drillbook.model.sources import MAX_RANGE
from drillbook.model.walk import Path, unwrap
from drillbook.rules import Phrase
from drillbook.text import closest
from drillbook.words.fields import field_phrase
from drillbook.words.phrases import listing, noun, phrase, value_called

_SHAPES: Final = {
    "tuple_type": "list", "list_type": "list", "string_type": "text", "dataclass_type": "mapping",
    "dict_type": "mapping", "bool_type": "yes-no", "int_type": "number",
}  # fmt: skip
_VALUE_CODES: Final = {
    "bad_duration": "DB501", "bad_figure": "DB502", "bad_when": "DB503", "bad_date": "DB504", "bad_range": "DB507", "string_pattern_mismatch": "DB505",
}  # fmt: skip
_FITS: Final = {
    "int_parsing": "number", "int_from_float": "number", "bool_parsing": "yes-no",
    "greater_than_equal": "least", "less_than_equal": "most",
}  # fmt: skip
# Ids are made of the same few words, so that chance likeness is common.
_ALIKE_IDS: Final = 0.7


@dataclass(frozen=True, slots=True)
class _Complaint:
    """One complaint of the validator with what is needed to tell it."""

    source: Source
    path: Path
    holder: type[Model]
    key: str
    details: ErrorDetails

    @property
    def found(self) -> Any:
        return self.details["input"]

    @property
    def value(self) -> str:
        return self.found if isinstance(self.found, str) else ""

    @property
    def where(self) -> Phrase:
        return noun(noun_of(self.holder))

    @property
    def description(self) -> Phrase:
        return field_phrase(self.holder, self.key)

    def problem(self, code: str, *, at_key: bool = False, suggestion: str = "", **values: str | Phrase) -> Problem:
        line, column = self.source.locate(self.path, at_key=at_key)
        return Problem(self.source.file, line, column, code, values, suggestion)


def shape_problems(source: Source, base: Path, model: type[Model], error: ValidationError) -> Iterator[Problem]:
    """Everything the validator complains of in one entity."""
    complaints = error.errors(include_url=False)
    for details in complaints:
        loc = tuple(details["loc"])
        # A list that lost its bad entries looks too short; then the entries are the trouble.
        if details["type"] != "too_short" or not any(
            other["loc"][: len(loc)] == loc for other in complaints if other is not details
        ):
            holder, key = _holder(model, loc)
            yield _problem(_Complaint(source, base + loc, holder, key, details))


def _problem(it: _Complaint) -> Problem:
    kind = it.details["type"]
    if kind == "unexpected_keyword_argument" and not it.found and it.source.is_cut_off(it.path):
        return it.problem("DB213", at_key=True, key=it.key)
    if kind == "unexpected_keyword_argument":
        allowed = list(it.holder.model_fields)
        return it.problem(
            "DB201",
            at_key=True,
            suggestion=closest(it.key, allowed),
            key=it.key,
            where=it.where,
            allowed=listing(allowed),
        )
    if kind == "missing":
        return it.source.problem("DB202", it.path[:-1], key=it.key, where=it.where, description=it.description)
    if kind == "invisible" or not it.found or not str(it.found).strip():
        return it.problem("DB204", at_key=True, key=it.key)
    if kind == "too_short":
        count, least = (str(it.details["ctx"][name]) for name in ("actual_length", "min_length"))
        return it.problem("DB208", at_key=True, key=it.key, count=count, least=least, description=it.description)
    if kind in _SHAPES or not isinstance(it.found, str):
        return wrong_shape(it.source, it.path, it.key, _SHAPES.get(kind, "text"), it.found)
    return _value_problem(it)


def _value_problem(it: _Complaint) -> Problem:
    kind, value = it.details["type"], it.value
    if kind == "literal_error":
        allowed = [str(a) for a in get_args(unwrap(it.holder.model_fields[it.key].annotation)[0])]
        guess = value_called(value, allowed) or closest(value, allowed)
        return it.problem("DB205", suggestion=guess, key=it.key, value=value, allowed=listing(allowed))
    if kind == "bad_id":
        return it.problem("DB301", suggestion=_mended_id(value), value=value, limit=str(ID_LENGTH))
    if kind == "reserved_id":
        return it.problem("DB307", value=value)
    if kind in _VALUE_CODES:
        return it.problem(_VALUE_CODES[kind], value=value, limit=str(MAX_RANGE))
    limit = str(next(iter(it.details.get("ctx", {}).values()), ""))
    reason = phrase(f"fit_{_FITS.get(kind, 'other')}", limit=limit)
    return it.problem("DB506", key=it.key, value=value, reason=reason, description=it.description)


def wrong_shape(source: Source, path: Path, key: str, expected: str, found: Any) -> Problem:
    """A value, or one entry of a list, that is no list, no text, no group ... where one must stand."""
    name = "list" if isinstance(found, list) else "mapping" if isinstance(found, dict) else "text"
    code, write = ("DB214", "write_entry") if isinstance(path[-1], int) else ("DB203", "write")
    return source.problem(
        code,
        path,
        key=key,
        expected=phrase(f"shape_{expected}"),
        found=phrase(f"shape_{name}"),
        example=phrase(f"{write}_{expected}", key=key),
    )


def _mended_id(value: str) -> str:
    guess = re.sub(r"[^a-z0-9]+", "-", value.lower()).strip("-0123456789")[:ID_LENGTH].rstrip("-")
    return "" if guess == value else guess


def _holder(model: type[Model], loc: Path) -> tuple[type[Model], str]:
    """The model and the key at the end of a validator's location."""
    current, key = model, str(loc[0]) if loc else ""
    for depth, step in enumerate(loc):
        if not isinstance(step, str):
            continue
        key = step
        if depth < len(loc) - 1 and step in current.model_fields:
            current = _model_in(current.model_fields[step].annotation) or current
    return current, key


def _model_in(annotation: Any) -> type[Model] | None:
    inner, _ = unwrap(annotation)
    if get_origin(inner) in (tuple, dict):
        inner, _ = unwrap(get_args(inner)[0 if get_origin(inner) is tuple else 1])
    return inner if isinstance(inner, type) and issubclass(inner, Model) else None


def noun_of(model: type[Model]) -> str:
    """The name under which the words know a model: ``talk-track`` for a kind, ``form-field`` for a piece."""
    if issubclass(model, Entity):
        return next(kind for kind, known in KINDS.items() if known is model)
    return re.sub(r"(?<!^)(?=[A-Z])", "-", model.__name__).lower()


def closest_id(word: str, candidates: Iterable[str]) -> str:
    """The one id that was probably meant, or nothing. Those with the same first word, such as ``form``, are told apart by the rest."""
    head, dash, tail = word.partition("-")
    relatives = {id_.partition("-")[2]: id_ for id_ in candidates if dash and id_.startswith(head + dash)}
    near = closest(tail, relatives, _ALIKE_IDS)
    return relatives[near] if near else closest(word, set(candidates) - set(relatives.values()), _ALIKE_IDS)
