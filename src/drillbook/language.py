"""Everything that is shown in one language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from drillbook import assets
from drillbook.checked import Checked
from drillbook.graph import Graph
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
    return {lang: "" if lang == settings.source_language else lang for lang in settings.languages}


def language_site(settings: Settings, checked: Checked, lang: str, forms: Forms) -> LanguageSite:
    """Makes everything that is shown in one language.

    Args:
        settings: The manual's options.
        checked: The manual.
        lang: The language.
        forms: Gives the questions on the page of an entity.
    """
    graph, word, title = checked.graphs[lang], words(lang), settings.titles[lang]
    folder = folders_of(settings)[lang]
    up = "../" if folder else ""
    covered = checked.covered if settings.coverage else None
    site = make_site(graph, word, title, forms, up, printed=settings.print, covered=covered)
    files = {
        f"{ASSETS}/{name}": text
        for name, text in assets.in_language(word, settings.storage_name).items()
        if name != "search.js"
    }
    files[f"{ASSETS}/terms.js"] = assets.assigned("drillbookTerms", glossary_data(graph))
    files[f"{ASSETS}/playbooks.js"] = assets.assigned("drillbookPlaybooks", playbook_data(graph, word))
    return LanguageSite(lang, folder, title, site, files)


def deck_files(graphs: Mapping[str, Graph], lang: str) -> Files:
    """The flashcards of a language."""
    for name, text in card_files(graphs[lang], words(lang)).items():
        yield f"{ASSETS}/{name}", text


def print_files(settings: Settings, graphs: Mapping[str, Graph], lang: str) -> Files:
    """The pages to print in a language; nothing where there are none."""
    if not settings.print:
        return
    graph, word, title = graphs[lang], words(lang), settings.titles[lang]
    site = make_site(graph, word, title, lambda id_: None, "../" if folders_of(settings)[lang] else "")
    yield from print_pages(site, graph, word, title)
