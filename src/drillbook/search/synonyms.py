"""Words that mean the same: those that come with Drillbook, and those of a manual of its own."""

from __future__ import annotations

from functools import cache
from importlib import resources
from pathlib import Path

import yaml
from pydantic import TypeAdapter, ValidationError

from drillbook.errors import DrillbookError
from drillbook.rules import Phrase

Groups = dict[str, list[list[str]]]
"""Language -> groups of words that mean the same."""

_GROUPS = TypeAdapter(Groups)


@cache
def common() -> Groups:
    """The everyday words of selling."""
    return _read(resources.files(__package__).joinpath("synonyms.yml").read_text("utf-8"))


@cache
def bilingual() -> list[list[str]]:
    """Groups of a Chinese word or several, and what English they are."""
    text = resources.files(__package__).joinpath("bilingual.yml").read_text("utf-8")
    return TypeAdapter(list[list[str]]).validate_python(yaml.load(text, yaml.CSafeLoader))


def own(file: Path) -> Groups:
    """The words of one manual; none where it has no such file.

    Raises:
        DrillbookError: The file is not a list of groups for each language.
    """
    if not file.is_file():
        return {}
    try:
        return _read(file.read_text("utf-8-sig"))
    except (yaml.YAMLError, ValidationError, UnicodeDecodeError, RecursionError) as error:
        raise DrillbookError(
            Phrase(
                f"{file.name} cannot be read. Write a language, under it one line for each group: `- [invoice, bill]`",
                f"{file.name} 读不了。先写语言，下面每组同义词一行：`- [发票, 开票]`",
            )
        ) from error


def _read(text: str) -> Groups:
    return _GROUPS.validate_python(yaml.load(text, yaml.CSafeLoader) or {})
