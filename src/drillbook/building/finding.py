"""The search of a manual: its index in each language, and the queries it must answer."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from importlib import resources
from typing import Any

from drillbook import assets, translate
from drillbook.errors import Problem
from drillbook.graph import Graph
from drillbook.manual import read_manual
from drillbook.rules import Phrase
from drillbook.search import entries, index, learning, must_find, phrases, synonyms
from drillbook.search.engine import Engine
from drillbook.search.learner import Learner
from drillbook.settings import Settings, Wanted, options_text
from drillbook.site.urls import url_of
from drillbook.storage.memory import remember, remembered
from drillbook.words import words


def read_graphs(settings: Settings) -> tuple[dict[str, Graph], list[Problem]]:
    """The manual in each of its languages, the source language first, and what keeps its files from being read as they were meant."""
    manual = read_manual(settings)
    graphs, catalogues = translate.in_all_languages(manual.graph, settings)
    return graphs, [*manual.problems, *(problem for _, wrong in catalogues.values() for problem in wrong)]


class ManualSearch:
    """The search of a manual: the index of each of its languages, and the queries it must answer.

    What readers type is read once. An index that was made to ask it is kept, so that a site takes the same.

    Args:
        settings: The manual's options.
        graphs: The manual in its languages.
    """

    def __init__(self, settings: Settings, graphs: Mapping[str, Graph]) -> None:
        self._settings, self._graphs = settings, graphs
        self._wanted = list(settings.search.wanted(settings.source_language))
        self._made: dict[str, dict[str, str]] = {}
        self._missed: dict[str, list[Problem]] = {}

    @cached_property
    def _typed(self) -> tuple[phrases.Typed, list[Problem]]:
        """The words readers type, and what is wrong with them; any language of the manual tells that."""
        settings, graph = self._settings, next(iter(self._graphs.values()))
        return phrases.read(settings.root / settings.search.phrases, settings.root, graph, settings.languages)

    @cached_property
    def _synonyms(self) -> tuple[synonyms.Groups, list[Problem]]:
        """The manual's own words that mean the same, and what is wrong with them."""
        settings = self._settings
        return synonyms.read(settings.root / settings.search.synonyms, settings.root, settings.languages)

    def problems(self) -> list[Problem]:
        """What is wrong with the words readers type, and the queries under ``search.must_find`` that nothing can answer."""
        source = self._graphs[self._settings.source_language]
        told = _told(self._settings)
        impossible = must_find.impossible(self._wanted, source, self._settings.languages, told) if self._wanted else ()
        return [*self.words_problems(), *impossible]

    def words_problems(self) -> list[Problem]:
        """What is wrong with the words readers type and with the manual's own synonyms."""
        return [*self._typed[1], *self._synonyms[1]]

    def files(self, lang: str) -> Iterable[tuple[str, str]]:
        """The files of the search in one of the languages, place and text."""
        return self._made[lang].items() if lang in self._made else self._each_file(lang)

    def _each_file(self, lang: str) -> Iterator[tuple[str, str]]:
        """Makes them one by one: the index of a large manual need not be held as a whole.

        Who works in two languages mixes them: what a thing is called in another one is a phrase that finds it, too.
        """
        settings, graph, written = self._settings, self._graphs[lang], self._typed[0]
        typed = dict(written.phrases[lang])
        for other in settings.languages:
            if other != lang and other in self._graphs:
                typed |= {id_: (*typed.get(id_, ()), *names) for id_, names in entries.names_in(self._graphs[other])}
        found = entries.entries(graph, words(lang), lambda id_: url_of(graph, id_), typed)
        return index.each_file(
            found,
            lang,
            topics=written.topics[lang],
            learns=Learner(settings.root, lang) if _says_enough(written, lang) else None,
            own_synonyms=self._synonyms[0].get(lang, []),
            options={"report": settings.search.report_to, "others": _others(settings, lang)},
        )

    def unfound(self, lang: str) -> list[Problem]:
        """The queries in one of the languages that do not find what they must.

        They are asked again only when the index, the engine or the queries have changed since all of them were answered.
        """
        wanted = [self._by_todays_ids(each, lang) for each in self._wanted if each.lang == lang]
        if wanted and lang not in self._missed:
            self._made[lang] = dict(self._each_file(lang))
            self._missed[lang] = self._asked(wanted, lang)
        return self._missed.get(lang, [])

    def _by_todays_ids(self, wanted: Wanted, lang: str) -> Wanted:
        """The same with the ids that what is wanted has today: results know no former ones."""
        former = self._graphs[lang].former
        return wanted._replace(ids=tuple(former.get(id_, id_) for id_ in wanted.ids))

    def _asked(self, wanted: list[Wanted], lang: str) -> list[Problem]:
        root, name = self._settings.root, f"must-find-{lang}"
        digest = _digest(wanted, self._made[lang])
        if remembered(root, name) == digest:
            return []
        engine = Engine(self._made[lang])
        problems = list(must_find.missed(wanted, engine, _told(self._settings)))
        if not problems:
            remember(root, name, digest)
        return problems


def _others(settings: Settings, lang: str) -> list[dict[str, str]]:
    """The other languages of the manual, and where they lie as seen from this one."""
    return [
        {"lang": other, "name": settings.language_name(other), "root": settings.way(lang, other)}
        for other in settings.languages
        if other != lang
    ]


def _says_enough(written: phrases.Typed, lang: str) -> bool:
    asked = {id_ for topic in written.topics[lang] for id_ in topic.ids}
    return len(asked.union(written.phrases[lang])) >= learning.LEAST


def _told(settings: Settings) -> must_find.Told:
    """Makes problems at their places in mkdocs.yml."""
    text = options_text(settings.root)

    def told(code: str, keys: tuple[str | int, ...], values: Mapping[str, str | Phrase], **more: Any) -> Problem:
        return text.problem(code, ("search", "must_find", *keys), values, **more)

    return told


def _digest(wanted: object, files: Iterable[str]) -> str:
    """Of all that decides what is found: the queries, the engine, and the names of the index, which change with its content."""
    found = hashlib.sha256(repr(wanted).encode())
    for name in assets.SEARCH:
        found.update((resources.files("drillbook") / "browser" / name).read_bytes())
    found.update("\n".join(sorted(files)).encode())
    return found.hexdigest()
