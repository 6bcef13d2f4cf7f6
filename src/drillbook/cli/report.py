"""Problems on the screen: for people, for programs, and as notes beside the lines of a pull request."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path

from rich.console import Console
from rich.text import Text

from drillbook.cli.terminal import seen_from_here
from drillbook.errors import Problem

_COLOURS = {"error": "bold red", "warning": "yellow"}


class Format(StrEnum):
    """How problems are printed."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


def print_problems(problems: Sequence[Problem], form: Format, lang: str, root: Path, console: Console) -> None:
    """Prints problems, with file names as seen from the current folder."""
    seen = [replace(problem, file=seen_from_here(root, problem.file)) for problem in problems]
    if form is Format.JSON:
        console.print(json.dumps([_as_dict(p, lang) for p in seen], ensure_ascii=False, indent=2))
    for problem in seen if form is not Format.JSON else ():
        console.print(_annotation(problem, lang) if form is Format.GITHUB else _lines(problem, lang))


def _as_dict(problem: Problem, lang: str) -> dict[str, str | int]:
    return {
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "code": problem.code,
        "level": problem.level,
        "message": problem.message(lang),
        "hint": problem.hint(lang),
        "suggestion": problem.suggestion,
    }


def _lines(problem: Problem, lang: str) -> Text:
    line = Text(problem.line_text(lang))
    line.highlight_regex(rf"(?<=: )\S+ {problem.code}", _COLOURS[problem.level])
    return line.append(f"\n    {problem.hint(lang)}", "dim")


def _annotation(problem: Problem, lang: str) -> str:
    place = f"file={_property(problem.file)},line={problem.line},col={problem.column},title={problem.code}"
    return f"::{problem.level} {place}::{_data(problem.message(lang) + ' ' + problem.hint(lang))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
