"""What a copy of this process reads while this one imports all that is needed to understand it."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from typing import Any

from drillbook import stamp
from drillbook.crew import Crew, processors
from drillbook.files import Parsed, parse_folders
from drillbook.settings import Settings


class Ahead:
    """Reads a manual ahead. As a context, it stops when nobody wants any more of it.

    Args:
        settings: The manual's options.
        engine: Which site generator frames the pages.
    """

    def __init__(self, settings: Settings, engine: str) -> None:
        self._settings, self._engine = settings, engine
        # First the digest: what is edited between the two makes the next build longer, not wrong.
        self._crew: Crew[Any] = Crew(2, self._do, pickle.dumps, pickle.loads)

    def __enter__(self) -> Ahead:
        self._crew.start(min(processors(), 2))
        return self

    def __exit__(self, *failure: object) -> None:
        self._crew.__exit__(*failure)

    def _do(self, number: int) -> Any:
        if number == 0:
            return stamp.inputs_of(self._settings, self._engine)
        return list(parse_folders(self._settings.yaml_folders, self._settings.root))

    def inputs(self) -> str:
        """A digest of everything the site is made from, as ``stamp.inputs_of`` gives it."""
        found: str = self._crew.first()
        return found

    def files(self) -> Iterator[Parsed]:
        """Yields what stands in the files of the manual, and lets go of it."""
        found: list[Parsed] = self._crew.finish().pop(1)
        found.reverse()
        while found:
            yield found.pop()
