"""What is written for a site, in pieces that do not depend on one another, so that processes can share them.

The groundwork rests on the manual alone and can begin as soon as that is read. The work itself waits for the questions and for a frame:
the pages and the questions of an entity are one piece, in all languages, because they rest on the same items, which are drawn once.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, partial
from itertools import chain
from pathlib import Path
from typing import Final, TypeAlias

from drillbook.building.checked import Checked
from drillbook.building.finding import ManualSearch
from drillbook.building.language import LanguageSite, deck_files, print_files
from drillbook.building.practice import Practice
from drillbook.building.staging import write_files, write_folders
from drillbook.errors import Problem
from drillbook.graph import Graph
from drillbook.settings import Settings
from drillbook.site.page import Page
from drillbook.site.stubs import addresses, stubs

Write: TypeAlias = Callable[[Page], None]
"""Puts a page into its frame and writes it."""

_TOGETHER: Final = 32
"""The permanent links of so many entities are one piece."""


class Groundwork:
    """What rests on the manual alone, and is written as it is: search indexes, flashcards, print pages, permanent links.

    Args:
        settings: The manual's options.
        graphs: The manual in each language, the source language first.
        search: Its search.
        folders: The languages to write, and the folder of each below the site.
        output: Where to put it.
    """

    def __init__(
        self,
        settings: Settings,
        graphs: Mapping[str, Graph],
        search: ManualSearch,
        folders: Mapping[str, str],
        output: Path,
    ) -> None:
        self._settings, self._graphs, self._search, self._folders = settings, graphs, search, folders
        self._output = output
        entities = list(graphs[settings.source_language].entities)
        # What takes longest comes first, so that nobody waits for it at the end.
        self._pieces: list[Callable[[], list[Problem]]] = [
            *(partial(self._find, lang) for lang in folders),
            *(partial(self._show, lang) for lang in folders),
            *(partial(self._link, entities[i : i + _TOGETHER]) for i in range(0, len(entities), _TOGETHER)),
        ]

    def __len__(self) -> int:
        """How many pieces there are."""
        return len(self._pieces)

    @property
    def searches(self) -> int:
        """How many of the first pieces ask the search what it must find."""
        return len(self._folders)

    def do(self, number: int) -> list[Problem]:
        """Does a piece; gives what it finds wrong with the manual."""
        return self._pieces[number]()

    def _find(self, lang: str) -> list[Problem]:
        """The search index, after it was asked what it must find."""
        missed = self._search.unfound(lang)
        write_files(self._search.files(lang), self._output / self._folders[lang])
        return missed

    def _show(self, lang: str) -> list[Problem]:
        place = self._output / self._folders[lang]
        write_files(deck_files(self._graphs, lang), place)
        write_files(print_files(self._settings, self._graphs, lang), place)
        return []

    def _link(self, entities: Iterable[str]) -> list[Problem]:
        ids = dict(chain.from_iterable(self._addresses[entity].items() for entity in entities))
        write_folders(stubs(self._graphs, ids), self._output)
        return []

    @cached_property
    def _addresses(self) -> dict[str, dict[str, str]]:
        return addresses(self._graphs[self._settings.source_language])


class Work:
    """Everything there is to write besides the groundwork and what a site generator brings.

    Args:
        settings: The manual's options.
        checked: The manual.
        sites: What is shown, in each language.
        practice: The questions, in the same languages.
        output: The folder of the site.
    """

    def __init__(
        self, settings: Settings, checked: Checked, sites: Sequence[LanguageSite], practice: Practice, output: Path
    ) -> None:
        self._settings, self._checked, self._practice, self._output = settings, checked, practice, output
        self._write: dict[str, Write] = {}
        self._pages: dict[str, list[tuple[str, Page]]] = defaultdict(list)
        for site in sites:
            for page in site.site.pages:
                self._pages[page.entity].append((site.lang, page))
        self._registers = self._pages.pop("")
        self._entities = list(checked.manual.graph.entities)

    def __len__(self) -> int:
        """How many pieces there are."""
        return len(self._registers) + len(self._entities)

    def frame_with(self, lang: str, write: Write) -> None:
        """Says what writes the pages of a language."""
        self._write[lang] = write

    def do(self, number: int) -> str:
        """Does a piece; gives the state of the entity it is about, as ``finish`` wants it."""
        if number < len(self._registers):
            self._write_pages([self._registers[number]])
            return ""
        entity = self._entities[number - len(self._registers)]
        self._write_pages(self._pages[entity])
        write_files(self._practice.files(entity), self._output)
        state = self._practice.state(entity)
        self._practice.forget()
        return state

    def finish(self, states: Mapping[int, str]) -> None:
        """Writes what rests on all pieces.

        Args:
            states: What each piece gave.
        """
        all_states = {entity: states[number] for number, entity in enumerate(self._entities, len(self._registers))}
        write_files(self._practice.index({id_: state for id_, state in all_states.items() if state}), self._output)
        if self._settings.coverage:
            figures = json.dumps(self._checked.covered.as_dict(), indent=1)
            write_files([("practice/coverage.json", f"{figures}\n")], self._output)

    def _write_pages(self, pages: Iterable[tuple[str, Page]]) -> None:
        for lang, page in pages:
            self._write[lang](page)
