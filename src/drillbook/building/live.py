"""A manual that is being edited: its pages, made anew the moment they are asked for.

A whole build takes seconds; a reader who waits for one changed page need not. After an edit only the changed file is read again, and
every page that is asked for is made from what stands in the files now, so that pages that depend on it are right as well. What waits for
the whole build that follows in the background are the questions, for which all facts are compared.
"""

from __future__ import annotations

import dataclasses
import gc
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Protocol, TypeAlias

from drillbook.building.checked import Checked
from drillbook.building.language import LanguageSite, language_site, site_of
from drillbook.building.practice import forms_of
from drillbook.files import parse_files, yaml_files
from drillbook.graph import Graph
from drillbook.load import Loaded, load_parsed
from drillbook.model.item import Form
from drillbook.settings import Settings
from drillbook.translate import Catalogue, apply, read_catalogue

_State: TypeAlias = tuple[int, int]


class Preview(Protocol):
    """Frames single pages."""

    def show(self, site: LanguageSite) -> None:
        """From now on, pages come from this site."""

    def html(self, place: str) -> str | None:
        """A page in its frame, by its place such as ``process/a.html``; None when it is none of ours."""


class _Pages:
    """The pages of one language."""

    def __init__(
        self,
        settings: Settings,
        checked: Checked,
        preview: Callable[[Settings, LanguageSite], Preview],
        lang: str,
    ) -> None:
        self._settings = settings
        self._forms = forms_of(checked.graphs[lang], checked.bank.shelf(lang))
        self._covered = checked.covered if settings.coverage else None
        self._site = language_site(settings, checked, lang, self._forms)
        self._preview = preview(settings, self._site)

    def show(self, graph: Graph) -> bool:
        """From now on, pages come from this graph; False where something in it leads nowhere or is there twice."""
        if graph.duplicates or graph.duplicate_parts or graph.dangling:
            return False
        site = site_of(self._settings, graph, self._site.lang, self._form, self._covered)
        self._site = dataclasses.replace(self._site, site=site)
        self._preview.show(self._site)
        return True

    def html(self, place: str) -> str | None:
        """A page, by its place in the folder of the language."""
        return self._preview.html(place)

    def one_of_each_kind(self) -> Iterator[str]:
        """The places of pages that have all there is to pages between them."""
        yield from {page.src.partition("/")[0]: f"{page.src}.html" for page in reversed(self._site.site.pages)}.values()

    def _form(self, id_: str) -> Form | None:
        """The questions of the last build; none for what it did not know."""
        try:
            return self._forms(id_)
        except KeyError:
            return None


class Live:
    """The manual as it stands in its files at this moment.

    Args:
        settings: The manual's options.
        checked: The manual as it was built last; its questions go on being shown.
        preview: Makes what frames the pages.
    """

    def __init__(
        self, settings: Settings, checked: Checked, preview: Callable[[Settings, LanguageSite], Preview]
    ) -> None:
        self._settings = settings
        self._pages_in = partial(_Pages, settings, checked, preview)
        self._source = self._pages_in(settings.source_language)
        self._others: dict[str, _Pages] = {}
        self._translated: set[str] = set()
        self._catalogues: dict[str, tuple[_State, Catalogue]] = {}
        self._lock = threading.Lock()
        self._read: dict[str, tuple[_State, list[Loaded]]] = {}
        self._graph = Graph([])
        self._is_ahead = False
        self._shown: dict[str, str] = {}
        self._read_changes()

    def warm_up(self) -> None:
        """Makes a page of every kind, so that the first edit need not wait for templates, nor for what all pages rest on."""
        self._renew()
        with self._lock:
            for place in self._source.one_of_each_kind():
                self._source.html(place)
        gc.freeze()  # looking through the whole manual for garbage would take longer than making a page

    def update(self) -> bool:
        """Reads what has changed; whether its pages can be shown before the whole build is done."""
        with self._lock:
            self._shown.clear()
            self._translated.clear()
            self._is_ahead = self._read_changes() and self._renew()
            return self._is_ahead

    def page(self, place: str) -> str | None:
        """A page as it is now; None where the site's own file is as good, or nothing can be shown of an unfinished edit."""
        with self._lock:
            if not self._is_ahead:
                return None
            if place not in self._shown:
                try:
                    html = self._made(place)
                except Exception:  # what is wrong with the manual will be told by the build
                    return None
                if html is None:
                    return None
                self._shown[place] = html
            return self._shown[place]

    def settle(self, site: Path) -> bool:
        """The whole build is done and its files count; whether one of the pages shown looks different in it.

        Args:
            site: The folder of the site.
        """
        with self._lock:
            shown, self._shown, self._is_ahead = self._shown, {}, False
        return any(_differs(site / place, html) for place, html in shown.items())

    def _read_changes(self) -> bool:
        """Reads new and changed files again; False when one of them has an error."""
        found: dict[str, tuple[_State, list[Loaded]]] = {}
        root = len(self._settings.root.as_posix()) + 1
        for folder in (self._settings.playbooks, self._settings.quizzes):
            for path in yaml_files(self._settings.root / folder):
                file = path.as_posix()[root:]
                state = _state_of(path)
                kept = self._read.get(file)
                if kept is None or kept[0] != state:
                    (parsed,) = parse_files([path], self._settings.root)
                    loaded, problems = load_parsed(parsed)
                    if any(problem.level == "error" for problem in problems):
                        return False
                    kept = state, loaded
                found[file] = kept
        self._read = found
        return True

    def _renew(self) -> bool:
        graph = self._graph.renewed([item for _, loaded in self._read.values() for item in loaded])
        if not self._source.show(graph):
            return False
        self._graph = graph
        return True

    def _made(self, place: str) -> str | None:
        lang, _, own = place.partition("/")
        if lang not in self._settings.languages[1:]:
            return self._source.html(place)
        return self._others[lang].html(own) if self._translate(lang) else None

    def _translate(self, lang: str) -> bool:
        """Brings the pages of another language up to date, when the first of them is asked for; whether they can be shown."""
        if lang not in self._translated and (catalogue := self._catalogue(lang)):
            if lang not in self._others:
                self._others[lang] = self._pages_in(lang)
            if self._others[lang].show(apply(self._graph, catalogue, self._settings.source_language)):
                self._translated.add(lang)
        return lang in self._translated

    def _catalogue(self, lang: str) -> Catalogue | None:
        """The catalogue as it stands now; None while it cannot be read."""
        path = self._settings.root / self._settings.locales / f"{lang}.po"
        state = _state_of(path)
        if lang not in self._catalogues or self._catalogues[lang][0] != state:
            catalogue, wrong = read_catalogue(path, self._settings.root)
            if wrong:
                return None
            self._catalogues[lang] = state, catalogue
        return self._catalogues[lang][1]


def _state_of(path: Path) -> _State:
    try:
        status = path.stat()
    except OSError:  # it has just gone, or lies in a folder that is closed now: who reads it is told
        return 0, 0
    return status.st_mtime_ns, status.st_size


def _differs(file: Path, html: str) -> bool:
    try:
        return file.read_bytes() != html.encode("utf-8", "xmlcharrefreplace")
    except OSError:
        return True
