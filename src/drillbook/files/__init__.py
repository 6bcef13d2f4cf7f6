"""The YAML files of a manual -> plain data. Knows no models, which take a while to import: a file can be read meanwhile."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, Final, NamedTuple

from drillbook.errors import Problem
from drillbook.files.source import Source
from drillbook.files.yaml_text import (
    MAX_ALIASES,
    MAX_BYTES,
    MAX_DEPTH,
    parse,
    read_source,
    without_colon,
    wrong_encoding,
)
from drillbook.words.phrases import phrase

__all__ = [
    "MAX_ALIASES", "MAX_BYTES", "MAX_DEPTH", "Parsed", "Source", "misnamed_files", "no_folder", "parse", "parse_files", "parse_folders", "parse_text", "read_file", "read_source", "unread", "wrong_encoding", "yaml_files",
]  # fmt: skip


_MISNAMED: Final = re.compile(r"(.+)(\.ya?ml)(?:\.txt)?", re.IGNORECASE)
"""With ``.txt`` behind it, as some editors save whatever they are told, or in capital letters."""
_USUAL_BYTES: Final = 1 << 16
"""A playbook mostly has fewer: to make room for all that may be takes longer than to read it."""


class Parsed(NamedTuple):
    """What stands in a file.

    Attributes:
        source: The file; its text is empty where it cannot be read.
        data: The text as dicts, lists and strings; None where that fails.
        problems: What is wrong with it as YAML.
    """

    source: Source
    data: Any
    problems: Sequence[Problem]


def parse_text(file: str, content: bytes) -> Parsed:
    """Reads one file as plain data."""
    source, problems = read_source(file, content)
    if source is None:
        return Parsed(Source(file, ""), None, problems)
    data, more = parse(source)
    if not isinstance(data, dict) and not more:
        more = [without_colon(source)]
    return Parsed(source, data, [*problems, *more])


def parse_folders(folders: Iterable[Path], root: Path) -> Iterator[Parsed]:
    """Reads every YAML file under some folders; the names of files are relative to the root."""
    return parse_files(chain.from_iterable(map(yaml_files, folders)), root)


def parse_files(paths: Iterable[Path], root: Path) -> Iterator[Parsed]:
    """Reads files; their names are relative to the root."""
    for path in paths:
        file = path.relative_to(root).as_posix()
        content, unopened = read_file(path, file)
        yield Parsed(Source(file, ""), None, unopened) if unopened else parse_text(file, content)


def yaml_files(folder: Path) -> Iterator[Path]:
    """The YAML files of a folder and its subfolders, sorted; names that begin with ``_`` or ``.`` are left out.

    A link that leads out of the folder is left out too. A folder that may not be read stands for the files in it: who
    reads it as a file is told why it cannot be opened.
    """
    inside = folder.resolve()
    closed: list[str] = []
    names = [name for name in _files(folder, closed) if name.endswith((".yml", ".yaml"))]
    for name in _sorted([*names, *closed]):
        path = Path(name)
        if not os.path.islink(name) or path.resolve().is_relative_to(inside):  # noqa: PTH114 - does not fail in a closed folder
            yield path


def misnamed_files(folder: Path) -> Iterator[tuple[Path, str]]:
    """Files meant as YAML that are not read because of the end of their names, and the names that would be read."""
    for path in map(Path, _sorted(name for name in _files(folder) if not name.endswith((".yml", ".yaml")))):
        meant = _MISNAMED.fullmatch(path.name)
        if meant:
            yield path, meant[1] + meant[2].lower()


def unread(path: Path, root: Path, wanted: str) -> Problem:
    """What an author wrote into a file of a name that is not read.

    Args:
        path: That file, or folder.
        root: The folder to which file names in problems are relative.
        wanted: The name that would be read.
    """
    return Problem(path.relative_to(root).as_posix(), 1, 1, "DB917", {"name": wanted})


def no_folder(path: Path, root: Path) -> Problem:
    """A file where a folder must be."""
    return Problem(path.relative_to(root).as_posix(), 1, 1, "DB115", {"reason": phrase("file_not-folder")})


def _files(folder: Path, closed: list[str] | None = None) -> Iterator[str]:
    """The files of a folder and its subfolders, without names that begin with ``_`` or ``.``.

    Args:
        folder: The folder.
        closed: Gets the folders that may not be read.
    """

    def note(error: OSError) -> None:
        if closed is not None and isinstance(error, PermissionError):
            closed.append(error.filename)

    for place, folders, files in os.walk(folder, onerror=note):
        folders[:] = [name for name in folders if not name.startswith(("_", "."))]
        yield from (f"{place}{os.sep}{name}" for name in files if not name.startswith(("_", ".")))


def _sorted(paths: Iterable[str]) -> list[str]:
    """Paths in the order of their folders' names, as ``Path`` sorts them in ten times the time."""
    return sorted(paths, key=lambda path: path.split(os.sep))  # noqa: PTH206


def read_file(path: Path, file: str) -> tuple[bytes, list[Problem]]:
    """The bytes of a file, no more of them than may be; and why it cannot be opened."""
    try:
        with path.open("rb") as stream:
            content = stream.read(_USUAL_BYTES)
            more = stream.read(MAX_BYTES + 1 - _USUAL_BYTES) if len(content) == _USUAL_BYTES else b""
            return content + more, []
    except OSError as error:
        reasons: dict[type[OSError], str] = {
            FileNotFoundError: "missing",
            PermissionError: "forbidden",
            IsADirectoryError: "folder",
        }
        reason = phrase(f"file_{reasons.get(type(error), 'other')}")
        return b"", [Problem(file, 1, 1, "DB115", {"reason": reason})]
