"""What is written for a site, in pieces that do not depend on one another, so that processes can share them.

The pages, questions and permanent links of an entity are one piece, in all languages: they rest on the same items, which are drawn
once.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TypeAlias

from drillbook.checked import Checked
from drillbook.language import Files, LanguageSite
from drillbook.practice import Practice
from drillbook.settings import Settings
from drillbook.site.page import Page
from drillbook.site.stubs import addresses, stubs
from drillbook.staging import write_files

Write: TypeAlias = Callable[[Page], None]
"""Puts a page into its frame and writes it."""


class Work:
    """Everything there is to write besides what a site generator brings.

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
        self._addresses = addresses(checked.manual.graph)
        self._entities = list(checked.manual.graph.entities)
        # What takes longest comes first, so that nobody waits for it at the end.
        self._before: list[Callable[[], None]] = [
            *(partial(self._write_files, site.folder, make) for site in sites for make in (site.printed, site.index)),
            *(partial(self._write_pages, [page]) for page in self._pages[""]),
        ]

    def __len__(self) -> int:
        """How many pieces there are."""
        return len(self._before) + len(self._entities)

    def frame_with(self, lang: str, write: Write) -> None:
        """Says what writes the pages of a language."""
        self._write[lang] = write

    def do(self, number: int) -> str:
        """Does a piece; gives the state of the entity it is about, as ``finish`` wants it."""
        if number < len(self._before):
            self._before[number]()
            return ""
        entity = self._entities[number - len(self._before)]
        self._write_pages(self._pages[entity])
        write_files(self._practice.files(entity), self._output)
        write_files(stubs(self._checked.graphs, self._addresses[entity]), self._output)
        state = self._practice.state(entity)
        self._practice.forget()
        return state

    def finish(self, states: Mapping[int, str]) -> None:
        """Writes what rests on all pieces.

        Args:
            states: What each piece gave.
        """
        all_states = {entity: states[number] for number, entity in enumerate(self._entities, len(self._before))}
        write_files(self._practice.index({id_: state for id_, state in all_states.items() if state}), self._output)
        if self._settings.coverage:
            figures = json.dumps(self._checked.covered.as_dict(), indent=1)
            write_files([("practice/coverage.json", f"{figures}\n")], self._output)

    def _write_pages(self, pages: Iterable[tuple[str, Page]]) -> None:
        for lang, page in pages:
            self._write[lang](page)

    def _write_files(self, folder: str, make: Callable[[], Files]) -> None:
        write_files(make().items(), self._output / folder)
