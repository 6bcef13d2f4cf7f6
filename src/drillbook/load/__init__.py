"""The data of YAML files -> models with positions. Knows files one by one; what they say of each other is the graph's business."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any

from pydantic import ValidationError

from drillbook.errors import Problem
from drillbook.files import Parsed, Source, parse_folders, parse_text, read_file
from drillbook.load.shape import closest_id, shape_problems, wrong_shape
from drillbook.model import KINDS, SMALL_KINDS, Entity
from drillbook.model.walk import Path
from drillbook.rules import Phrase
from drillbook.text import closest
from drillbook.words.phrases import listing, noun, phrase, value_called

__all__ = ["Loaded", "closest_id", "load_files", "load_folder", "load_parsed", "load_text", "unread_ids"]


@dataclass(frozen=True, slots=True)
class Loaded:
    """An entity with the place it came from.

    Attributes:
        base: The path of the entity inside its file: empty, or ``("entries", 3)``.
    """

    entity: Entity
    source: Source
    base: Path = ()

    def problem(
        self,
        code: str,
        path: Path = (),
        *,
        at_key: bool = False,
        inside: str = "",
        suggestion: str = "",
        **values: str | Phrase,
    ) -> Problem:
        """A problem at a path inside the entity."""
        return self.source.problem(
            code, self.base + path, at_key=at_key, inside=inside, suggestion=suggestion, **values
        )

    def line(self, path: Path = ()) -> int:
        """The line of a value inside the entity."""
        return self.source.locate(self.base + path)[0]


def load_text(file: str, content: bytes) -> tuple[list[Loaded], list[Problem]]:
    """Loads the entities of one file, and everything that is wrong with it."""
    return load_parsed(parse_text(file, content))


def load_parsed(parsed: Parsed) -> tuple[list[Loaded], list[Problem]]:
    """The same for a file that has been parsed."""
    source, data, problems = parsed.source, parsed.data, list(parsed.problems)
    loaded = []
    for base, raw in _entries(source, data, problems) if isinstance(data, dict) else ():
        try:
            loaded.append(Loaded(KINDS[raw["kind"]].model_validate(raw), source, base))
        except ValidationError as error:
            problems += shape_problems(source, base, KINDS[raw["kind"]], error)
    return loaded, problems


def _entries(source: Source, data: dict[str, Any], problems: list[Problem]) -> Iterator[tuple[Path, dict[str, Any]]]:
    """The entities of a file as plain data: the file itself, or what stands under ``entries``."""
    wrong = _kind_problem(source, (), data)
    if wrong:
        problems.append(wrong)
    elif "entries" not in data:
        yield (), data
    elif data["kind"] not in SMALL_KINDS:
        problems.append(
            source.problem("DB207", ("entries",), at_key=True, kind=data["kind"], allowed=listing(sorted(SMALL_KINDS)))
        )
    elif not data["entries"]:
        problems.append(source.problem("DB204", ("entries",), at_key=True, key="entries"))
    elif not isinstance(data["entries"], list):
        problems.append(wrong_shape(source, ("entries",), "entries", "list", data["entries"]))
    else:
        shared = {key: value for key, value in data.items() if key != "entries"}
        for index, entry in enumerate(data["entries"]):
            wrong = _entry_problem(source, index, entry)
            if wrong:
                problems.append(wrong)
            else:
                yield ("entries", index), shared | entry


def _entry_problem(source: Source, index: int, entry: Any) -> Problem | None:
    path: Path = ("entries", index)
    if not isinstance(entry, dict):
        return wrong_shape(source, path, "entries", "mapping", entry)
    wrong = _kind_problem(source, path, entry) if "kind" in entry else None
    if wrong or entry.get("kind", "") in ("", *SMALL_KINDS):
        return wrong
    return source.problem("DB207", (*path, "kind"), kind=entry["kind"], allowed=listing(sorted(SMALL_KINDS)))


def _kind_problem(source: Source, base: Path, data: dict[str, Any]) -> Problem | None:
    kinds = listing(KINDS)
    if "kind" not in data:
        description = phrase("file_lacks_kind", kinds=kinds)
        return source.problem("DB202", base, where=noun("file"), key="kind", description=description)
    kind = data["kind"]
    if not isinstance(kind, str):
        return wrong_shape(source, (*base, "kind"), "kind", "text", kind)
    if kind in KINDS:
        return None
    guess = value_called(kind, KINDS) or closest(kind, KINDS)
    return source.problem("DB206", (*base, "kind"), suggestion=guess, value=kind, allowed=kinds)


def load_folder(folder: FilePath, root: FilePath) -> tuple[list[Loaded], list[Problem]]:
    """Loads every YAML file under a folder; file names in problems are relative to the root."""
    return load_files(parse_folders([folder], root))


def load_files(files: Iterable[Parsed]) -> tuple[list[Loaded], list[Problem]]:
    """Loads files that have been parsed."""
    loaded: list[Loaded] = []
    problems: list[Problem] = []
    for parsed in files:
        more, wrong = load_parsed(parsed)
        loaded += more
        problems += wrong
    return loaded, problems


_ID_LINE = re.compile(r"\bid:\s*[\"']?([a-z][a-z0-9-]*)")


def unread_ids(root: FilePath, problems: Iterable[Problem]) -> frozenset[str]:
    """The ids that stand in files with errors, or by which these are named: whoever refers to them is not to blame.

    Args:
        root: The folder to which the file names of the problems are relative.
        problems: What is wrong with the files themselves.
    """
    found: set[str] = set()
    for file in {p.file for p in problems if p.level == "error"}:
        content, _ = read_file(root / file, file)
        found.update(_ID_LINE.findall(content.decode("utf-8", "replace")), [FilePath(file).stem])
    return frozenset(found)
