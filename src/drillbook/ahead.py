"""What a copy of this process reads while this one imports all that is needed to understand it."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

from drillbook import stamp
from drillbook.crew import Crew, processors
from drillbook.files import Parsed, parse_folders
from drillbook.settings import Settings

_BATCH: Final = 64
"""So many files are handed over in one piece."""


class Ahead:
    """Reads a manual ahead. As a context, it stops when nobody wants any more of it.

    Args:
        settings: The manual's options.
        engine: Which site generator frames the pages.
    """

    def __init__(self, settings: Settings, engine: str) -> None:
        self._settings, self._engine = settings, engine
        self._size = min(processors(), 2)
        # First the digest: what is edited between the two makes the next build longer, not wrong.
        self._crew: Crew[Any] = Crew(2, self._do)

    def __enter__(self) -> Ahead:
        self._crew.start(self._size)
        return self

    def __exit__(self, *failure: object) -> None:
        self._crew.__exit__(*failure)

    def _do(self, number: int) -> str | list[bytes]:
        if number == 0:
            return stamp.inputs_of(self._settings, self._engine)
        files = self._parsed()
        return [pickle.dumps(batch) for batch in iter(lambda: list(islice(files, _BATCH)), [])]

    def _parsed(self) -> Iterator[Parsed]:
        return parse_folders(self._settings.yaml_folders, self._settings.root)

    def inputs(self) -> str:
        """A digest of everything the site is made from, as ``stamp.inputs_of`` gives it."""
        found: str = self._crew.first()
        return found

    def files(self) -> Iterator[Parsed]:
        """Yields what stands in the files of the manual, and lets go of it: as plain data, all of it would be twice the models."""
        if self._size == 1:
            yield from self._parsed()
            return
        batches: list[bytes] = self._crew.finish().pop(1)
        batches.reverse()
        while batches:
            yield from pickle.loads(batches.pop())
