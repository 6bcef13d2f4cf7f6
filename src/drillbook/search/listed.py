"""Lists of words and phrases that an author writes for the search: how they are read, and what is wrong with each."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path as FilePath
from typing import Any, Final

from drillbook.errors import Problem
from drillbook.files import Source, parse, read_source
from drillbook.model.walk import Path
from drillbook.text import closest, fold
from drillbook.words.phrases import phrase

LONGEST: Final = 200
"""How many characters a query can have; the same number stands in ``search-engine.js``."""
_CHINESE_COMMAS: Final = "，、；"


@lru_cache(maxsize=64)
def parsed(file: str, content: bytes) -> tuple[Source | None, Any, tuple[Problem, ...]]:
    """A file as plain data; None where nothing is there. The check and every language read the same files, so what came of one is kept."""
    source, problems = read_source(file, content)
    if source is None:
        return None, None, tuple(problems)
    data, more = parse(source)
    return source, data, (*problems, *more)


def members(path: Path, value: Any) -> list[tuple[Path, Any]]:
    """The members of a list with their places; a single one need not stand in a list."""
    return [((*path, i), each) for i, each in enumerate(value)] if isinstance(value, list) else [(path, value)]


def texts(source: Source, path: Path, value: Any, name: str, shape: str) -> tuple[tuple[str, ...], list[Problem]]:
    """The words or phrases of a list, each once, and what is wrong with them.

    Args:
        source: The file.
        path: Where in it they stand.
        value: What stands there.
        name: To what they belong.
        shape: The code of the problem with what is no list of texts.
    """
    if not value:
        return (), [source.problem("DB204", path, at_key=True, key=_key(path))]
    found: dict[str, str] = {}
    problems = []
    for place, text in members(path, value):
        wrong = problem_with(source, place, text, shape)
        if wrong is None and fold(text) in found:
            wrong = source.problem("DB908", place, phrase=text.strip(), id=name)
        if wrong is not None:
            problems.append(wrong)
        if wrong is None or (wrong.level == "warning" and wrong.code != "DB908"):
            found[fold(text)] = text
    return tuple(found.values()), problems


def problem_with(source: Source, path: Path, text: Any, shape: str) -> Problem | None:
    """What is wrong with one word or phrase."""
    if isinstance(text, dict) and len(text) == 1:
        ((key, value),) = text.items()
        if isinstance(value, str):
            return source.problem("DB914", path, at_key=True, text=f"{key}: {value}".strip())
    if not isinstance(text, str):
        return source.problem(shape, path)
    if not text.strip():
        return source.problem("DB204", path, key=_key(path))
    is_alone = not isinstance(path[-1], int)
    if any(comma in text for comma in _CHINESE_COMMAS) or (is_alone and ", " in text):
        return source.problem("DB915", path, text=text.strip())
    if not any(character.isalnum() for character in text):
        return source.problem("DB916", path, phrase=text.strip(), reason=phrase("phrase_no-word"))
    if len(text.strip()) > LONGEST:
        return source.problem(
            "DB916", path, phrase=text.strip()[:40] + "…", reason=phrase("phrase_long", limit=str(LONGEST))
        )
    return None


def alike(folder: FilePath, name: str, *, is_folder: bool = False) -> list[FilePath]:
    """Files or folders whose names look like that of one which is not there."""
    here = folder / name
    if here.exists() or not here.parent.is_dir():
        return []
    beside = {path.name: path for path in here.parent.iterdir() if path.is_dir() == is_folder}
    near = closest(here.name, beside, 0.8)
    return [beside[near]] if near else []


def _key(path: Path) -> str:
    """The key a list stands under."""
    return next((str(step) for step in reversed(path) if isinstance(step, str)), "")
