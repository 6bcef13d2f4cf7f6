"""What a copy of this process reads while this one imports all that is needed to understand it."""

from __future__ import annotations

import gc
import pickle
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, Final

from drillbook.building import stamp
from drillbook.crew import Crew, processors
from drillbook.errors import Problem
from drillbook.files import Parsed, Source, parse_files, yaml_files
from drillbook.settings import Settings

_BATCHES: Final = 16
"""In so many pieces the files are handed over: this process goes on with the first ones while the copy reads the others."""


class Ahead:
    """Reads a manual ahead. As a context, it stops when nobody wants any more of it.

    Args:
        settings: The manual's options.
        engine: Which site generator frames the pages.
    """

    def __init__(self, settings: Settings, engine: str) -> None:
        self._settings, self._engine = settings, engine
        # First the digest: what is edited between the two makes the next build longer, not wrong.
        self._crew: Crew[Any] = Crew(1 + _BATCHES, self._do, _packed, _unpacked)
        self._paths: list[Path] = []
        self._digest: str | None = None
        self._collects = gc.isenabled()

    def __enter__(self) -> Ahead:
        gc.disable()  # what is imported and read stays: to look for garbage in it takes a tenth of the time
        self._crew.start(min(processors(), 2))
        return self

    def __exit__(self, *failure: object) -> None:
        self._crew.__exit__(*failure)
        if self._collects:
            gc.enable()

    def _do(self, number: int) -> tuple[str, list[Path]] | list[Parsed]:
        if number == 0:
            digest = stamp.inputs_of(self._settings, self._engine)
            self._paths = list(chain.from_iterable(map(yaml_files, self._settings.yaml_folders)))
            return digest, self._paths
        start, end = (len(self._paths) * place // _BATCHES for place in (number - 1, number))
        return list(parse_files(self._paths[start:end], self._settings.root))

    def inputs(self) -> str:
        """A digest of everything the site is made from, as ``stamp.inputs_of`` gives it."""
        if self._digest is None:
            self._digest, self._paths = self._crew.first()
        return self._digest

    def files(self) -> Iterator[Parsed]:
        """Yields what stands in the files of the manual, and lets go of it: as plain data, all of it would be twice the models."""
        self.inputs()
        pieces = self._crew.each()
        next(pieces)
        for piece in pieces:
            yield from piece


def _packed(given: tuple[str, list[Path]] | list[Parsed]) -> Any:
    """What a piece gives, as plain data: that is handed over in half of the time."""
    if isinstance(given, tuple):
        return given[0], list(map(str, given[1]))
    return [(each.source.file, each.source.text, each.data, _of(each.problems)) for each in given]


def _of(problems: Sequence[Problem]) -> bytes:
    return pickle.dumps(problems) if problems else b""


def _unpacked(plain: Any) -> tuple[str, list[Path]] | list[Parsed]:
    if isinstance(plain, tuple):
        return plain[0], list(map(Path, plain[1]))
    return [Parsed(Source(file, text), data, pickle.loads(wrong) if wrong else ()) for file, text, data, wrong in plain]
