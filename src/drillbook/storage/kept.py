"""The YAML files of this package as plain data, kept as Python keeps its own modules: in ``__pycache__`` beside them.

To read the YAML takes fifty times as long, and every command would begin with it. Where Python may not write, it is read each time.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Sequence
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any


def yaml_data(files: Sequence[Path]) -> list[Any]:
    """What stands in some files that belong together, in the same folder; read anew when one of them has changed."""
    place = _place(files[0])
    state = [(file.name, status.st_size, status.st_mtime_ns) for file in files for status in (file.stat(),)]
    found = _kept(place, state)
    if found is None:
        found = _read(files)
        _keep(place, state, found)
    return found


def _place(file: Path) -> Path:
    return Path(cache_from_source(str(file.with_suffix(".py")))).with_suffix(".yml-data")


def _read(files: Sequence[Path]) -> list[Any]:
    import yaml

    return [yaml.load(file.read_text("utf-8"), yaml.CSafeLoader) for file in files]


def _kept(place: Path, state: list[tuple[str, int, int]]) -> list[Any] | None:
    try:
        made_from, found = marshal.loads(place.read_bytes())
    except (OSError, EOFError, ValueError, TypeError):  # there is none, or it is broken
        return None
    return found if made_from == state else None


def _keep(place: Path, state: list[tuple[str, int, int]], found: list[Any]) -> None:
    if sys.dont_write_bytecode:
        return
    begun = place.with_name(f"{place.name}.{os.getpid()}")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        begun.write_bytes(marshal.dumps((state, found)))
        begun.replace(place)
    except OSError:
        return
