"""Texts too long for what they are for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from drillbook.check.prose.passage import Finding, Texts
from drillbook.text import columns, plain

_LIMITS: Final = {
    "title": 44, "move": 44, "method": 44, "name": 44, "signal": 50, "label": 44,
    "must_say": 60, "must_not_say": 44, "do_not_say": 44, "says": 60,
    "do": 100, "dont": 64, "why": 80, "trigger": 80, "concern": 80, "when": 90,
    "goal": 90, "text": 120, "check": 120, "definition": 130, "summary": 130, "purpose": 120, "outcome": 120,
    "rule": 140, "say": 180, "action": 200, "reply": 240, "note": 400, "compared": 170, "trainee_brief": 400, "customer_brief": 400,
}  # fmt: skip
"""The widest text of a field, in columns of a Chinese manual: a character takes two. Line for line, title or sentence to read."""
_OTHERS: Final = 320
_LONGER: Final = 1.75
"""What a text takes more in other scripts than in Chinese, measured over translations of the bundled manual."""


def long_texts(texts: Texts) -> Iterator[Finding]:
    """DB704: a title is a few words, a step one action, a line to say one breath."""
    factor = 1 if texts.lang.startswith(("zh", "ja", "ko")) else _LONGER
    limits = {field: int(limit * factor) for field, limit in _LIMITS.items()}
    others = int(_OTHERS * factor)
    for passage in texts.passages:
        limit = limits.get(passage.field, others)
        # Two columns are the most a character takes, so that most texts need no counting.
        if 2 * len(passage.text) > limit and not passage.is_missing:
            width = columns(plain(passage.text, texts.graph.title_of))
            if width > limit:
                values = {"key": passage.field, "found": str(width), "limit": str(limit)}
                yield Finding("DB704", passage, values)
