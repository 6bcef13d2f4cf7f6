"""The contract of the bank and of its coverage: the JSON Schemas other programs may rely on."""

from __future__ import annotations

from typing import Any, Final

from pydantic import TypeAdapter

from drillbook.model.covered import CoverageReport
from drillbook.model.item import Item

_DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"


def bank_schema() -> dict[str, Any]:
    """The JSON Schema of a bank: a list of items. ``docs/reference/item.schema.json`` is made from it."""
    schema = TypeAdapter(list[Item]).json_schema()
    head = {"$schema": _DRAFT, "title": "Drillbook item bank"}
    return {**head, "description": "All items of a manual in one language.", **schema}


def coverage_schema() -> dict[str, Any]:
    """The JSON Schema of what has items. ``docs/reference/coverage.schema.json`` is made from it."""
    return {"$schema": _DRAFT, **CoverageReport.model_json_schema(), "title": "Drillbook item coverage"}


def contracts() -> dict[str, dict[str, Any]]:
    """Every such schema by the name of its file."""
    return {"item.schema.json": bank_schema(), "coverage.schema.json": coverage_schema()}
