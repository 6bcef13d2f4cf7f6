"""Terms that a translation calls by words of its own.

A translation may shorten, turn round and replace by "it". What it may not is to call a thing that the glossary names by words
that have nothing in common with any of the term's wordings; and where a text is the term and nothing else, it must be one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from drillbook.check.prose.passage import Finding, Passage, Texts, gather
from drillbook.check.prose.wording import QUOTED
from drillbook.graph import Graph
from drillbook.model.reference import Term
from drillbook.rules import Phrase
from drillbook.text import WIKILINK, plain
from drillbook.words.phrases import language, listing

_SHORTEST: Final = 3
"""Shorter words of the source are too often pieces of other words."""
_STEM: Final = 3
"""How many letters two words of a family have in common at least: sell, selling."""
_EMPTY: Final = frozenset("the and for with from into over after before that this per not non its our".split())
_WORDS: Final = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class _Known:
    """A term in both languages.

    Attributes:
        longer: Names of the source language that hold the term's own and mean something else.
        wordings: What the translation may call it.
        families: The beginnings of the words these are made of.
    """

    term: str
    longer: tuple[str, ...]
    wordings: tuple[str, ...]
    families: frozenset[str]


def other_words_for_terms(texts: Texts) -> Iterator[Finding]:
    """DB606: a term is translated by one of its wordings."""
    if texts.source is None:
        return
    sources = gather(texts.source)
    whole = "\n".join([passage.text for passage in sources])
    known = [each for each in _terms(texts, texts.source) if each.term in whole]
    for source, passage in zip(sources, texts.passages, strict=True):
        if passage.is_missing or passage.field == "aliases" or isinstance(passage.owner, Term):
            continue
        for each in known:
            if each.term in source.text and _is_other(each, source.text, passage, texts.graph):
                values: dict[str, str | Phrase] = {
                    "term": each.term,
                    "lang": language(texts.lang),
                    "allowed": listing(each.wordings),
                }
                yield Finding("DB606", passage, values)


def _terms(texts: Texts, source: Graph) -> Iterator[_Known]:
    titles = {plain(i.entity.title, source.title_of) for i in source.entities.values()}
    names = titles | {alias for i in source.entities.values() for alias in i.entity.aliases}
    by_id = {term.id: term for term in texts.graph.of(Term)}
    for term in source.of(Term):
        name, other = plain(term.title, source.title_of), by_id[term.id]
        if len(name) >= _SHORTEST and not hasattr(other.title, "state"):
            wording = term.wording.get(texts.lang)
            more = (*wording.synonyms, *wording.abbreviations) if wording else ()
            wordings = tuple(dict.fromkeys(map(str, (plain(other.title, texts.graph.title_of), *other.aliases, *more))))
            longer = tuple(n for n in names if name in n and n != name)
            yield _Known(name, longer, wordings, _families(wordings))


def _is_other(known: _Known, source: str, passage: Passage, graph: Graph) -> bool:
    said = plain(passage.text, graph.title_of)
    if source.strip() == known.term:
        return not any(_flat(wording) in _flat(said) for wording in known.wordings)
    rest = QUOTED.sub(" ", WIKILINK.sub(lambda match: match[2] or " ", source))
    for name in known.longer:
        rest = rest.replace(name, " ")
    return known.term in rest and not known.families & _families([said])


def _flat(text: str) -> str:
    return " ".join(word.removesuffix("s") for word in _WORDS.findall(text.casefold()))


def _families(texts: Iterable[str]) -> frozenset[str]:
    words = (word for text in texts for word in _WORDS.findall(text.casefold()))
    return frozenset(word[:_STEM] for word in words if word not in _EMPTY and len(word) > 2)
