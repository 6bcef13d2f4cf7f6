"""Everything that is shown in one language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from drillbook import assets
from drillbook.building.checked import Checked
from drillbook.graph import Graph
from drillbook.model.covered import CoverageReport
from drillbook.model.item import Form
from drillbook.settings import Settings
from drillbook.site.assemble import Site, glossary_data, make_site, playbook_data
from drillbook.site.cards import card_files
from drillbook.site.printed import print_pages
from drillbook.words import words

ASSETS = assets.FOLDER
Forms: TypeAlias = Callable[[str], Form | None]
Files: TypeAlias = Iterable[tuple[str, str]]
"""Places and their content."""


@dataclass(frozen=True)
class LanguageSite:
    """What is framed for one language.

    Attributes:
        folder: Where it lies below the site: empty for the source language.
        assets: Place -> content of every script and style sheet, but for those of the index.
    """

    lang: str
    folder: str
    title: str
    site: Site
    assets: Mapping[str, str]


def folders_of(settings: Settings) -> dict[str, str]:
    """The languages, and the folder of each below the site."""
    return {lang: settings.folder_of(lang) for lang in settings.languages}


def language_site(settings: Settings, checked: Checked, lang: str, forms: Forms) -> LanguageSite:
    """Makes everything that is shown in one language.

    Args:
        settings: The manual's options.
        checked: The manual.
        lang: The language.
        forms: Gives the questions on the page of an entity.
    """
    graph, word = checked.graphs[lang], words(lang)
    site = site_of(settings, graph, lang, forms, checked.covered if settings.coverage else None)
    files = {
        f"{ASSETS}/{name}": text
        for name, text in assets.in_language(word, settings.storage_name).items()
        if name != "search.js"
    }
    files[f"{ASSETS}/terms.js"] = assets.assigned("drillbookTerms", glossary_data(graph))
    files[f"{ASSETS}/playbooks.js"] = assets.assigned("drillbookPlaybooks", playbook_data(graph, word))
    return LanguageSite(lang, settings.folder_of(lang), settings.titles[lang], site, files)


def site_of(settings: Settings, graph: Graph, lang: str, forms: Forms, covered: CoverageReport | None) -> Site:
    """The pages of a language, with the links to what else this build makes.

    Args:
        settings: The manual's options.
        graph: The manual in the language.
        lang: The language.
        forms: Gives the questions on the page of an entity.
        covered: What has items, to show trainers.
    """
    up = settings.way(lang, settings.source_language)
    return make_site(
        graph,
        words(lang),
        settings.titles[lang],
        forms,
        up,
        printed=settings.print,
        pdf=settings.pdf,
        covered=covered,
    )


def deck_files(graphs: Mapping[str, Graph], lang: str) -> Files:
    """The flashcards of a language."""
    for name, text in card_files(graphs[lang], words(lang)).items():
        yield f"{ASSETS}/{name}", text


def print_files(settings: Settings, graphs: Mapping[str, Graph], lang: str) -> Files:
    """The pages to print in a language; nothing where there are none."""
    if not settings.print:
        return
    graph, word, title = graphs[lang], words(lang), settings.titles[lang]
    site = make_site(graph, word, title, lambda id_: None, settings.way(lang, settings.source_language))
    yield from print_pages(site, graph, word, title, pdf=settings.pdf)
