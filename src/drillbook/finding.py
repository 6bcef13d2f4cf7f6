"""The search of a manual: its index in each language, and the queries it must answer."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from importlib.metadata import version
from pathlib import Path
from typing import Any

from drillbook import assets, translate
from drillbook.errors import Problem
from drillbook.graph import Graph
from drillbook.manual import read_manual
from drillbook.rules import Phrase
from drillbook.search import entries, index, latent, must_find, phrases, synonyms
from drillbook.search.engine import Engine
from drillbook.settings import Settings, options_text
from drillbook.site.urls import url_of
from drillbook.stamp import CACHE
from drillbook.words import words


def graphs_in(settings: Settings) -> dict[str, Graph]:
    """The manual in each of its languages, the source language first; unchecked."""
    source = read_manual(settings).graph
    graphs = {settings.source_language: source}
    for lang in settings.languages:
        if lang != settings.source_language:
            catalogue, _ = translate.read_catalogue(settings.root / settings.locales / f"{lang}.po", settings.root)
            graphs[lang] = translate.apply(source, catalogue)
    return graphs


def read_phrases(settings: Settings, graph: Graph) -> tuple[phrases.Typed, list[Problem]]:
    """The words readers type, and what is wrong with them; ``graph`` is the manual in any language."""
    return phrases.read(settings.root / settings.search.phrases, settings.root, graph, settings.languages)


def read_synonyms(settings: Settings) -> tuple[synonyms.Groups, list[Problem]]:
    """The manual's own words that mean the same, and what is wrong with them."""
    return synonyms.read(settings.root / settings.search.synonyms, settings.root, settings.languages)


def search_files(settings: Settings, graphs: Mapping[str, Graph], lang: str) -> dict[str, str]:
    """All that ``each_search_file`` gives, at once."""
    return dict(each_search_file(settings, graphs, lang))


def each_search_file(settings: Settings, graphs: Mapping[str, Graph], lang: str) -> Iterator[tuple[str, str]]:
    """The files of the search in one of the languages of a manual, place and text.

    Who works in two languages mixes them: what a thing is called in another one is a phrase that finds it, too.
    """
    graph = graphs[lang]
    written, _ = read_phrases(settings, graph)
    typed = dict(written.phrases[lang])
    for other in settings.languages:
        if other != lang and other in graphs:
            typed |= {id_: (*typed.get(id_, ()), *names) for id_, names in entries.names_in(graphs[other])}
    found = entries.entries(graph, words(lang), lambda id_: url_of(graph, id_), typed)
    own, _ = read_synonyms(settings)
    up = "" if lang == settings.source_language else "../"
    others = [
        {"lang": other, "name": settings.language_name(other), "root": up + settings.folder_of(other)}
        for other in settings.languages
        if other != lang
    ]
    return index.each_file(
        found,
        lang,
        topics=written.topics[lang],
        learn=_learner(settings, lang) if _says_enough(written, lang) else None,
        own_synonyms=own.get(lang, []),
        options={"report": settings.search.report_to, "others": others},
    )


def _says_enough(written: phrases.Typed, lang: str) -> bool:
    asked = {id_ for topic in written.topics[lang] for id_ in topic.ids}
    return len(asked.union(written.phrases[lang])) >= latent.LEAST


def _learner(settings: Settings, lang: str) -> Callable[[Sequence[str]], str]:
    """Learns what entries are about, and remembers it until the words change: it takes a second or two."""
    place = settings.root / CACHE / f"about-{lang}"
    program = (resources.files("drillbook") / "search" / "latent.py").read_bytes() + version("numpy").encode()

    def learn(bags: Sequence[str]) -> str:
        digest = hashlib.sha256("\n".join(bags).encode() + program).hexdigest()
        known = _remembered(place).removeprefix(digest)
        if len(known) == latent.DIMENSIONS * len(bags):
            return known
        rows = latent.rows(bags)
        _remember(place, digest + rows)
        return rows

    return learn


def impossible(settings: Settings, source: Graph) -> Iterator[Problem]:
    """The queries under ``search.must_find`` that nothing can answer; ``source`` is the manual in its source language."""
    wanted = list(settings.search.wanted(settings.source_language))
    if wanted:
        yield from must_find.impossible(wanted, source, settings.languages, _told(settings))


def unfound(settings: Settings, graphs: Mapping[str, Graph]) -> Iterator[Problem]:
    """The queries under ``search.must_find`` that do not find what they must.

    They are asked again only when the index, the engine or the queries have changed since all of them were answered.
    """
    wanted = list(settings.search.wanted(settings.source_language))
    if not wanted:
        return
    files = {lang: search_files(settings, graphs, lang) for lang in {each.lang for each in wanted}}
    digest = _digest(wanted, files)
    place = settings.root / CACHE / "must-find"
    if _remembered(place) == digest:
        return

    @cache
    def engine_of(lang: str) -> Engine:
        return Engine(files[lang])

    problems = list(must_find.missed(wanted, engine_of, _told(settings)))
    if not problems:
        _remember(place, digest)
    yield from problems


def _told(settings: Settings) -> must_find.Told:
    """Makes problems at their places in mkdocs.yml."""
    text = options_text(settings.root)

    def told(code: str, keys: tuple[str | int, ...], values: Mapping[str, str | Phrase], **more: Any) -> Problem:
        return text.problem(code, ("search", "must_find", *keys), values, **more)

    return told


def _digest(wanted: object, files: Mapping[str, Mapping[str, str]]) -> str:
    """Of all that decides what is found: the queries, the engine, and the index in each language."""
    found = hashlib.sha256(repr(wanted).encode())
    for name in assets.SEARCH:
        found.update((resources.files("drillbook") / "browser" / name).read_bytes())
    for lang in sorted(files):
        found.update("\n".join([lang, *sorted(files[lang])]).encode())  # the names change with the content
    return found.hexdigest()


def _remembered(place: Path) -> str:
    try:
        return place.read_text("utf-8")
    except (OSError, ValueError):
        return ""


def _remember(place: Path, text: str) -> None:
    """Writes as a whole or not at all. A folder that cannot be written to only makes the next time longer."""
    new = place.with_name(f"{place.name}.{os.getpid()}")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        (place.parent / ".gitignore").write_text("*\n", "utf-8")
        new.write_text(text, "utf-8")
        new.replace(place)
    except OSError:
        return
