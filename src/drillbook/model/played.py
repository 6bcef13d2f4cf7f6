"""Items as the player in the browser is told them: compact, with addresses instead of ids, as a script."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from pydantic_core import PydanticSerializationError, to_json

from drillbook.model.item import INTERACTIONS, Form, Item, Option, Prompt

Url = Callable[[str], str]


def secrets(form: Form, url: Url) -> dict[str, Any]:
    """What the player knows of a form and its page does not show: keys, rationales, what was stated.

    Args:
        form: The form.
        url: Gives the address of a node, relative to the language's folder.
    """
    items = {item.id: told(item, url, is_shown=True) for item in form.items}
    critical = [item.id for item in form.items if item.critical] if form.all_critical else []
    return {"items": items, "facts": form.facts, "critical": critical}


def told(item: Item, url: Url, *, is_shown: bool = False) -> dict[str, Any]:
    """An item for the player.

    Args:
        item: The item.
        url: Gives the address of a node.
        is_shown: Whether its texts stand in the page already: then they are not told again.
    """
    hides = is_shown and INTERACTIONS[item.type] != "write"

    def rows(parts: Iterable[Option | Prompt]) -> list[list[str]]:
        return [[part.id, "" if hides else part.text, part.rationale, url(part.link)] for part in parts]

    return {
        "id": item.id,
        "type": item.type,
        "hash": item.hash,
        "stem": "" if is_shown else item.stem,
        "options": rows(item.options),
        "prompts": [[*row, p.topic, p.fact] for row, p in zip(rows(item.prompts), item.prompts, strict=True)],
        "answer": item.answer,
        "before": item.before,
        "facts": item.facts,
        "topic": item.topic,
        "link": url(item.link),
    }


def received(name: str, data: Mapping[str, Any]) -> str:
    """Data as a script, not as JSON: pages opened from disk may not fetch.

    Args:
        name: The place of the script below the assets, without ending.
        data: What it holds.
    """
    return f"drillbookData.receive({compact(name)},{compact(data)});\n"


def compact(value: object) -> str:
    """JSON without white space that is also a JavaScript expression."""
    try:
        text = to_json(value).decode()  # the same text in half of the time
    except PydanticSerializationError:  # half a character, which has no UTF-8
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
