"""How the manual is worded: words not to use, texts too long, the same thing said twice, names nobody knows.

The other rules look at the graph, which is the same in every language; these look at texts, in each language. What they find
needs an author's judgement, so that all are warnings and each can be accepted (``accept`` in mkdocs.yml).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Final

from drillbook.check.prose import alike, glossary, length, names, wording
from drillbook.check.prose.passage import Finding, Texts, mark_of
from drillbook.errors import Problem
from drillbook.graph import Graph
from drillbook.load import Loaded
from drillbook.model.walk import Mark

__all__ = ["Place", "check_prose"]

Place = Callable[[Loaded, Mark, Finding], Problem]
_RULES: Final[tuple[Callable[[Texts], Iterator[Finding]], ...]] = (
    wording.forbidden_words,
    length.long_texts,
    alike.said_twice,
    names.names_nobody_knows,
    glossary.other_words_for_terms,
)


def check_prose(
    graph: Graph,
    lang: str,
    *,
    source: Graph | None = None,
    accept: Mapping[str, Collection[str]] | None = None,
    place: Place | None = None,
) -> Iterator[Problem]:
    """What is to be mended in the texts of one language.

    Args:
        graph: The manual in that language.
        lang: The language.
        source: The manual in its source language, when ``graph`` is a translation.
        accept: Code -> the ids of entities and parts where a finding is as it should be.
        place: Turns a finding into a problem at its place; that in the YAML file, when none is given.
    """
    texts = Texts(graph, lang, source)
    for rule in _RULES:
        for found in rule(texts):
            if not _is_accepted(found, accept or {}):
                mark = mark_of(found.passage)
                yield (place or _in_yaml)(found.passage.item, mark, found)


def _is_accepted(found: Finding, accept: Mapping[str, Collection[str]]) -> bool:
    ids = accept.get(found.code, ())
    return found.passage.part in ids or found.passage.item.entity.id in ids


def _in_yaml(item: Loaded, mark: Mark, found: Finding) -> Problem:
    line, column = item.source.locate(item.base + mark.path, inside=found.inside)
    return Problem(item.source.file, line, column, found.code, found.values)
