"""The search of a manual: its index in each language, and the queries it must answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from drillbook import translate
from drillbook.errors import Problem
from drillbook.graph import Graph
from drillbook.manual import read_manual
from drillbook.search import entries, index, must_find, synonyms
from drillbook.search.engine import Engine
from drillbook.settings import Settings
from drillbook.site.urls import url_of
from drillbook.words import words


def graph_in(settings: Settings, lang: str) -> Graph:
    """The manual in one language, unchecked.

    Raises:
        KeyError: The manual lacks the language.
    """
    graph = read_manual(settings).graph
    if lang == settings.source_language:
        return graph
    if lang not in settings.languages:
        raise KeyError(lang)
    catalogue, _ = translate.read_catalogue(settings.root / settings.locales / f"{lang}.po", settings.root)
    return translate.apply(graph, catalogue)


def search_files(settings: Settings, graph: Graph, lang: str) -> dict[str, str]:
    """The files of the search in one language, in which ``graph`` is."""
    found = entries.entries(graph, words(lang), lambda id_: url_of(graph, id_))
    own = synonyms.own(settings.root / settings.search.synonyms).get(lang, [])
    up = "" if lang == settings.source_language else "../"
    others = [
        {"lang": other, "name": settings.language_name(other), "root": up + settings.folder_of(other)}
        for other in settings.languages
        if other != lang
    ]
    return index.index_files(
        found, lang, own_synonyms=own, options={"report": settings.search.report_to, "others": others}
    )


def unfound(settings: Settings, graphs: Mapping[str, Graph]) -> Iterator[Problem]:
    """The queries under ``search.must_find`` that do not find what they must."""
    wanted = list(settings.search.wanted(settings.source_language))
    if not wanted:
        return iter(())

    @cache
    def engine_of(lang: str) -> Engine | None:
        return Engine(search_files(settings, graphs[lang], lang)) if lang in graphs else None

    file = settings.root / "mkdocs.yml"
    lines = file.read_text("utf-8-sig").splitlines() if file.is_file() else []

    def line_of(query: str) -> int:
        return next((number for number, line in enumerate(lines, 1) if query in line), 1)

    return must_find.problems(wanted, graphs[settings.source_language], engine_of, line_of)
