"""How complete a catalogue is, and what in it contradicts the manual."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from drillbook.errors import Problem
from drillbook.graph import Graph
from drillbook.rules import Phrase
from drillbook.text import WIKILINK
from drillbook.translate.catalogue import Catalogue, Entry, State
from drillbook.translate.extract import SourceText, source_texts
from drillbook.translate.numbers import differ
from drillbook.words.phrases import language


@dataclass(frozen=True, slots=True)
class Row:
    """How the texts of one kind stand in one language."""

    kind: str
    translated: int
    stale: int
    missing: int

    @property
    def total(self) -> int:
        """All texts of the kind."""
        return self.translated + self.stale + self.missing


def status(graph: Graph, catalogue: Catalogue) -> list[Row]:
    """How far a translation is, kind by kind; drafts count too."""
    counts: dict[str, Counter[State]] = defaultdict(Counter)
    for text in source_texts(graph):
        counts[text.item.entity.kind][catalogue.state(text.key, text.text)] += 1
    return [Row(kind, c["translated"], c["stale"], c["missing"]) for kind, c in counts.items()]


def check_catalogue(graph: Graph, catalogue: Catalogue, lang: str) -> Iterator[Problem]:
    """What must be mended in a catalogue: entries that stand there twice, numbers and links that differ, texts without a valid translation."""
    for key, line, first in catalogue.twice:
        yield Problem(catalogue.file, line, 1, "DB607", {"key": key, "first": str(first)})
    states: Counter[State] = Counter()
    for text in source_texts(graph):
        state = catalogue.state(text.key, text.text)
        states[state] += text.item.entity.status != "draft"
        if state == "translated":
            yield from _contradictions(text, catalogue.entries[text.key], catalogue, lang)
    for code, state in (("DB602", "missing"), ("DB603", "stale")):
        if states[state]:
            yield Problem(catalogue.file, 1, 1, code, {"count": str(states[state]), "lang": language(lang)})


def _contradictions(text: SourceText, entry: Entry, catalogue: Catalogue, lang: str) -> Iterator[Problem]:
    numbers = differ(text.text, entry.text)
    if numbers:
        yield _problem("DB601", text, entry, catalogue, lang, *numbers)
    ours, theirs = _links(text.text), _links(entry.text)
    if ours != theirs:
        yield _problem("DB605", text, entry, catalogue, lang, _listed(ours), _listed(theirs))


def _problem(
    code: str, text: SourceText, entry: Entry, catalogue: Catalogue, lang: str, expected: str, found: str
) -> Problem:
    values: dict[str, str | Phrase] = {"lang": language(lang), "where": text.key, "expected": expected, "found": found}
    return Problem(catalogue.file, entry.line, 1, code, values)


def _links(text: str) -> list[str]:
    return sorted({match[1] for match in WIKILINK.finditer(text)})


def _listed(ids: list[str]) -> str:
    return ", ".join(ids) or "–"
