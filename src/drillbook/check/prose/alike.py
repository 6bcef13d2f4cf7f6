"""The same thing said in two places of the same kind.

Comparing everything with everything takes time by the square of the manual. Texts that say the same share at least one piece
between two of the small words that hold sentences together; so only texts with a rare piece in common are compared (content-
defined chunks, after Manber, "Finding similar files in a large file system", USENIX 1994), by the pairs of neighbouring words
they share (Jaccard's coefficient; a Chinese character counts as a word).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import Final, NamedTuple

from drillbook.check.prose.passage import Finding, Passage, Texts
from drillbook.model.process import Step
from drillbook.model.record import Model
from drillbook.model.reference import Kpi, Policy, Rule, Term
from drillbook.model.talk import Objection, TalkTrack, Turn
from drillbook.words.phrases import phrase

_LEAST: Final = 12
"""Shorter texts are alike by chance."""
_MOST: Final = 24
"""A piece that stands in more texts than this is a phrase of the trade."""
_ALIKE: Final[dict[tuple[type[Model], str], float]] = {
    (Step, "action"): 0.7,
    (Rule, "rule"): 0.7,
    (Turn, "say"): 0.8,
    (Objection, "concern"): 0.7,
    (Objection, "reply"): 0.7,
    (TalkTrack, "situation"): 0.8,
    (Policy, "summary"): 0.8,
    (Term, "definition"): 0.8,
    (Kpi, "definition"): 0.8,
}
"""Which texts are compared with others of their field, and from which share of common pairs on they say the same."""
_JOINT: Final = re.compile(
    r"[\W\d_]+|[的了和并在与或把对给从到向由按再就都也要]|\b(?:the|an?|and|or|of|to|in|for|with|by|on|at|is|are|be|it)\b",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]|[^\W\d_\u3400-\u9fff\uf900-\ufaff]+|\d+")


class _Unit(NamedTuple):
    passage: Passage
    group: tuple[type[Model], str]


def said_twice(texts: Texts) -> Iterator[Finding]:
    """DB705: two steps, rules, turns, objections or definitions with the same content. Judged in the source language."""
    if texts.source is not None:
        return
    index: dict[tuple[tuple[type[Model], str], str], list[_Unit]] = defaultdict(list)
    for passage in texts.passages:
        group = (type(passage.owner), passage.field)
        if group in _ALIKE and len(passage.text) >= _LEAST:
            unit = _Unit(passage, group)
            twin = _enter(unit, index)
            if twin:
                other = phrase("stands_in", id=twin.part, file=twin.item.source.file)
                yield Finding("DB705", passage, {"value": passage.part, "other": other})


def _enter(unit: _Unit, index: dict[tuple[tuple[type[Model], str], str], list[_Unit]]) -> Passage | None:
    """Enters a text under its pieces, and gives the first one entered before that says the same."""
    seen: set[int] = set()
    words: frozenset[tuple[str, str]] | None = None
    found: Passage | None = None
    for piece in dict.fromkeys(_pieces(unit.passage.text)):
        bucket = index[unit.group, piece]
        if len(bucket) >= _MOST:
            continue
        for other in bucket if found is None else ():
            if id(other.passage.owner) not in seen and other.passage.part != unit.passage.part:
                seen.add(id(other.passage.owner))
                words = words or pairs(unit.passage.text)
                if likeness(words, pairs(other.passage.text)) >= _ALIKE[unit.group] and _same_numbers(unit, other):
                    found = other.passage
                    break
        bucket.append(unit)
    return found


def _pieces(text: str) -> list[str]:
    return [piece for piece in _JOINT.split(text.casefold()) if len(piece) > 2]


def pairs(text: str) -> frozenset[tuple[str, str]]:
    """Every two neighbouring words of a text."""
    words = _WORD.findall(text.casefold())
    return frozenset(pairwise(words))


def likeness(one: frozenset[tuple[str, str]], other: frozenset[tuple[str, str]]) -> float:
    """The share of all pairs that both have: from 0 to 1."""
    return len(one & other) / len(one | other) if one or other else 0.0


def _same_numbers(one: _Unit, other: _Unit) -> bool:
    return re.findall(r"\d+", one.passage.text) == re.findall(r"\d+", other.passage.text)
