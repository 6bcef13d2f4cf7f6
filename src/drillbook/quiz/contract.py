"""The contract of the bank: the JSON Schema other programs may rely on."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from drillbook.model.item import Item


def bank_schema() -> dict[str, Any]:
    """The JSON Schema of a bank: a list of items. ``docs/reference/item.schema.json`` is made from it."""
    schema = TypeAdapter(list[Item]).json_schema()
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Drillbook item bank"}
    return {**head, "description": "All items of a manual in one language.", **schema}
