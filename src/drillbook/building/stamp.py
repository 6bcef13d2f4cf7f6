"""Whether a site still is what a build would make: nothing is built again where nothing it is made from has changed.

A stamp lies under ``.drillbook-cache`` in the folder of the manual. It holds a digest of everything a site is made from, by content,
and one of the finished files. Both must agree; anything else builds the whole site, so that a site is never half old.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final

from drillbook.crew import Crew, workers
from drillbook.errors import Problem
from drillbook.rules import Phrase
from drillbook.settings import Settings, config_files, read_config
from drillbook.storage.memory import remember, remembered

_TOGETHER: Final = 256
"""So many folders are looked at in one piece."""
_PACKAGES: Final = (
    "mkdocs", "mkdocs-material", "properdocs", "zensical", "jinja2", "markdown", "pymdown-extensions", "markdown-it-py", "markupsafe",
    "pydantic", "pyyaml", "babel", "numpy",
)  # fmt: skip
_OPEN: Final = (b"!ENV", b"INHERIT:", b"hooks:", b"snippets", b"custom_dir", b"!!python", b"!relative")
"""Where mkdocs.yml says one of these, a site is made from more than the digest covers, and is always built."""


@dataclass(frozen=True)
class Stamp:
    """What a site was made from, and what came out.

    Attributes:
        inputs: A digest of everything it was made from.
        output: A digest of the names, sizes and times of its files.
        pages: How many pages it has.
        warnings: What was found while it was made.
    """

    inputs: str
    output: str
    pages: int
    warnings: tuple[Problem, ...]


def inputs_of(settings: Settings, engine: str) -> str:
    """A digest of everything a site is made from; empty where that cannot be told.

    Args:
        settings: The manual's options.
        engine: Which site generator frames the pages.
    """
    config = (settings.root / "mkdocs.yml").read_bytes()
    if any(word in config for word in _OPEN) or set(_plugins(settings)) - {"drillbook"}:
        return ""
    digest = hashlib.sha256(
        repr((engine, settings.model_dump(), sys.version, [_version(name) for name in _PACKAGES])).encode() + config
    )
    try:
        for place in (*settings.inputs, Path(__file__).parent.parent):
            for content in _contents(place):
                digest.update(content)
            digest.update(b"\0\0")
    except OSError:  # a file that may not be read is told where it is read
        return ""
    return digest.hexdigest()


def state_of(settings: Settings) -> str:
    """The names, sizes and times of the manual's own files: another text after every edit, and quickly told."""
    found: list[str] = []
    inputs = (Path(file) for place in settings.inputs for file in _files(place))
    for path in (*config_files(settings.root), *inputs):
        try:
            status = path.stat()
        except OSError:  # it has just gone
            continue
        found.append(f"{path}\0{status.st_size}\0{status.st_mtime_ns}")
    return "\n".join(found)


def output_of(site: Path) -> tuple[str, int]:
    """A digest of the names, sizes and times of the files of a site, and how many pages it has; hidden ones beside them are others'."""
    found = sorted(_seen(site))
    digest = hashlib.sha256("\n".join(found).encode("utf-8", "surrogateescape"))
    return digest.hexdigest(), sum(1 for line in found if line.partition("\0")[0].endswith(".html"))


def read(settings: Settings, site: Path) -> Stamp | None:
    """The stamp of a site; None where there is none that can be read."""
    try:
        found = json.loads(remembered(settings.root, _name(site)))
        return Stamp(**found | {"warnings": tuple(map(_problem, found["warnings"]))})
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def write(settings: Settings, site: Path, stamp: Stamp) -> None:
    """Keeps the stamp of a site."""
    remember(settings.root, _name(site), json.dumps(asdict(stamp), ensure_ascii=False))


def _name(site: Path) -> str:
    return hashlib.sha256(str(site.absolute()).encode("utf-8", "surrogateescape")).hexdigest()[:16] + ".json"


def _problem(raw: dict[str, Any]) -> Problem:
    values = {key: Phrase(**value) if isinstance(value, dict) else value for key, value in raw["values"].items()}
    return Problem(**raw | {"values": values})


def _plugins(settings: Settings) -> Iterator[str]:
    plugins = read_config(settings.root).get("plugins") or []
    for plugin in plugins:
        yield from [plugin] if isinstance(plugin, str) else plugin


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _contents(place: Path) -> Iterator[bytes]:
    """Every file of a folder, with its name and size."""
    for path in _files(place):
        with Path(path).open("rb", buffering=0) as stream:
            content = stream.read()
        yield f"{path.removeprefix(str(place))}\0{len(content)}\0".encode("utf-8", "surrogateescape") + content


def _files(folder: Path) -> list[str]:
    """The files of a folder; a file is the only one of itself."""
    found = [str(folder)]
    for place, folders, names in os.walk(folder, followlinks=True):
        folders[:] = [name for name in folders if name != "__pycache__"]
        found += [f"{place}{os.sep}{name}" for name in names]
    return sorted(filter(os.path.isfile, found))


def _seen(folder: Path) -> list[str]:
    """Every file below a folder with its size and time."""
    found: list[str] = []
    todo = [""]
    for _ in range(2):  # in the folders of a site there are thousands of others
        todo = [below for place in todo for below in _look(folder, place, found)]
    pieces = [todo[i : i + _TOGETHER] for i in range(0, len(todo), _TOGETHER)]
    with Crew(len(pieces), lambda number: _seen_below(folder, pieces[number])) as crew:
        crew.start(workers(len(todo)))
        for more in crew.finish().values():
            found += more
    return found


def _seen_below(folder: Path, places: Iterable[str]) -> list[str]:
    found: list[str] = []
    todo = list(places)
    while todo:
        todo += _look(folder, todo.pop(), found)
    return found


def _look(folder: Path, place: str, found: list[str]) -> list[str]:
    """Adds the files of a folder to those found; gives the folders in it."""
    folders = []
    with os.scandir(f"{folder}/{place}") as entries:
        for entry in entries:
            if not place and entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                folders.append(f"{place}{entry.name}/")
            else:
                status = entry.stat(follow_symlinks=False)
                found.append(f"{place}{entry.name}\0{status.st_size}\0{status.st_mtime_ns}")
    return folders
