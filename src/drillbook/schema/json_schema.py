"""JSON Schemas (draft 7) that let an editor complete keys, explain them and underline mistakes.

They describe what an author may write, not what the models hold: one text where a list of one is meant, a number where the
loader takes every scalar as text, several small playbooks in one file.
"""

from __future__ import annotations

import json
from typing import Any

from drillbook.model import KINDS, SMALL_KINDS
from drillbook.model.base import Entity
from drillbook.model.record import Model
from drillbook.schema.fields import Field, fields_of, groups_of
from drillbook.words import words
from drillbook.words.fields import field_description, model_description

Schema = dict[str, Any]

_WORDS: Schema = {"type": ["string", "number"]}
_CHINESE, _ENGLISH = "zh-CN", "en"


def schema_text(kind: str) -> str:
    """The JSON Schema of a kind as the text of its file."""
    return json.dumps(schema_of(kind), ensure_ascii=False, indent=2) + "\n"


def schema_of(kind: str) -> Schema:
    """The JSON Schema of a kind."""
    model = KINDS[kind]
    head: Schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": f"{words(_CHINESE)[f'kind_{kind}']} · {words(_ENGLISH)[f'kind_{kind}']}",
        "description": _about(model),
    }
    groups = {group.__name__: _group(group) for group in groups_of(model)}
    single = _group(model, kind=kind)
    if kind not in SMALL_KINDS:
        return head | single | ({"definitions": groups} if groups else {})
    entry = _group(model, kind=kind)
    entry["required"] = ["id", "title"]
    groups |= {"Single": single, "Entry": entry, "Several": _several(model, kind)}
    return head | {
        "anyOf": [{"$ref": "#/definitions/Single"}, {"$ref": "#/definitions/Several"}],
        "definitions": groups,
    }


def _several(model: type[Entity], kind: str) -> Schema:
    """A file with several small playbooks: what stands beside ``entries`` holds for all of them."""
    shared = {name: schema for name, schema in _properties(model, kind).items() if name not in ("id", "title")}
    entries = {
        "type": "array",
        "minItems": 1,
        "items": {"$ref": "#/definitions/Entry"},
        "description": _both(words(_CHINESE)["format_entries"], words(_ENGLISH)["format_entries"]),
    }
    return {
        "type": "object",
        "properties": {**shared, "entries": entries},
        "required": ["kind", "entries"],
        "additionalProperties": False,
    }


def _group(model: type[Model], kind: str = "") -> Schema:
    required = [field.name for field in fields_of(model) if field.is_required]
    schema: Schema = {"type": "object", "description": _about(model), "properties": _properties(model, kind)}
    return schema | ({"required": required} if required else {}) | {"additionalProperties": False}


def _properties(model: type[Model], kind: str) -> dict[str, Schema]:
    properties = {}
    for field in fields_of(model):
        schema = {"const": kind} if field.name == "kind" else _field(field)
        properties[field.name] = {**_wrapped(schema), "description": _meaning(model, field.name)}
    return properties


def _wrapped(schema: Schema) -> Schema:
    """Draft 7 ignores everything beside ``$ref``, so that a description needs one level more."""
    return {"allOf": [schema]} if "$ref" in schema else schema


def _field(field: Field) -> Schema:
    leaf = _leaf(field)
    if field.holds == "map":
        return {"type": "object", "additionalProperties": leaf}
    if field.holds == "one":
        return {"anyOf": [{"type": "string", **_examples(field)}, leaf]} if field.is_short else leaf
    least = 1 if field.is_required else field.constraint("min_length")
    several: Schema = {"type": "array", "items": leaf, **({"minItems": least} if field.group and least else {})}
    return {"anyOf": [leaf, several]} if field.holds == "one-or-list" else several


def _examples(field: Field) -> Schema:
    group = fields_of(field.group) if field.group else ()
    examples = [example for inner in group for example in inner.schema.get("examples", [])]
    return {"examples": examples} if examples else {}


def _leaf(field: Field) -> Schema:
    if field.group:
        return {"$ref": f"#/definitions/{field.group.__name__}"}
    match field.leaf:
        case "choice":
            return {"enum": list(field.choices)}
        case "bool":
            return {"type": "boolean"}
        case "int":
            bounds = {"minimum": field.constraint("ge"), "maximum": field.constraint("le")}
            return {"type": "integer", **{name: value for name, value in bounds.items() if value is not None}}
        case "date":
            return {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$", "examples": ["2026-11-01"]}
        case "id":
            return field.schema
        case "version":
            return {**_WORDS, "pattern": field.constraint("pattern"), "examples": ["1.0"]}
        case "duration" | "when" | "quantity" | "range":
            return {**field.schema, **_WORDS}
        case _:
            return {**_WORDS, "minLength": 1}


def _about(model: type[Model]) -> str:
    return _both(*(model_description(model.__name__, lang) for lang in (_CHINESE, _ENGLISH)))


def _meaning(model: type[Model], field: str) -> str:
    return _both(*(field_description(model.__name__, field, lang) for lang in (_CHINESE, _ENGLISH)))


def _both(chinese: str, english: str) -> str:
    return english if chinese == english else f"{chinese}\n{english}"
