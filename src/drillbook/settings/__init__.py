"""What a manual says about itself in mkdocs.yml, under ``plugins: drillbook:``; read without importing MkDocs."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from drillbook.errors import DrillbookError, Problem
from drillbook.rules import Phrase
from drillbook.settings.complaints import complaint, doubtful, is_nothing, missing, unknown, wrong_shape
from drillbook.settings.config import (
    OptionsText,
    WrongSettings,
    config_files,
    options_text,
    read_config,
    read_options,
    site_name,
)
from drillbook.settings.model import Search, Settings, Wanted
from drillbook.settings.queries import queries
from drillbook.words.phrases import phrase

__all__ = [
    "OptionsText", "Search", "Settings", "Wanted", "WrongSettings", "config_files", "options_text", "read_config", "read_options", "read_settings", "settings_from",
]  # fmt: skip

_PASSABLE: Final = ("titles", "nav_titles", "accept", "storage_name", "print", "coverage", "must_find", "report_to")
"""Options without which the rest of a manual can be checked, so that everything is told at once."""


def read_settings(root: Path) -> Settings:
    """Reads the options of a manual.

    Raises:
        WrongSettings: Something in mkdocs.yml is wrong.
        DrillbookError: There is no mkdocs.yml, or there are no playbooks.
    """
    text = read_options(root)
    settings = settings_from(text.data, site_name(root), root, text)
    if not (root / settings.playbooks).is_dir():
        raise DrillbookError(
            Phrase(
                f"There is no folder {settings.playbooks} beside mkdocs.yml; the playbooks belong there.",
                f"mkdocs.yml 旁边没有文件夹 {settings.playbooks}；剧本应当放在那里。",
            )
        )
    return settings


def settings_from(options: Any, name: str, root: Path, text: OptionsText | None = None) -> Settings:
    """Checks the options.

    Args:
        options: As plain data.
        name: What the manual is called where its options say nothing else.
        root: The folder of the manual.
        text: Where they were written.

    Raises:
        WrongSettings: An option is unknown or wrong.
    """
    text = text or OptionsText.nowhere()
    settings, problems, is_usable = _checked(options, text)
    problems += missing(text, settings, root)
    name = name or "Drillbook"
    titles = {lang: settings.titles.get(lang, name) for lang in settings.languages}
    settings = settings.model_copy(
        update={"root": root, "titles": titles, "storage_name": settings.storage_name or name}
    )
    if problems:
        raise WrongSettings(problems, settings if is_usable else None)
    return settings


def _checked(options: Any, text: OptionsText) -> tuple[Settings, list[Problem], bool]:
    """The options that are right, what is wrong with the others, and whether a manual can be checked without those."""
    problems, is_usable = list(text.problems), True
    if not isinstance(options, dict):
        if not is_nothing(options):
            problems.append(wrong_shape(text, (), phrase("shape_mapping"), options))
            is_usable = False
        options = {}
    options = dict(options)
    if "root" in options:
        del options["root"]
        problems.append(unknown(text, ("root",)))
    search = options.get("search")
    if isinstance(search, dict) and "must_find" in search:
        must_find, wrong = queries(text, search["must_find"])
        options["search"] = search | {"must_find": must_find}
        problems += wrong
    settings, wrong, is_whole = _validated(options, text)
    problems += [*wrong, *doubtful(text, settings)]
    is_clear = len(set(settings.languages)) == len(settings.languages)
    return settings, problems, is_usable and is_whole and is_clear


def _validated(options: dict[str, Any], text: OptionsText) -> tuple[Settings, list[Problem], bool]:
    problems, is_usable = [], True
    try:
        return Settings.model_validate(options), [], True
    except ValidationError as error:
        for details in error.errors(include_url=False):
            if details["type"] == "too_short" and details["input"]:
                continue  # only because of what is wrong in it, which is told too
            problems.append(complaint(text, details))
            keys = details["loc"]
            is_usable &= any(key in _PASSABLE for key in keys[:2])
            options = _without(options, keys)
    return Settings.model_validate(options), problems, is_usable


def _without(options: dict[str, Any], keys: tuple[int | str, ...]) -> dict[str, Any]:
    """The same without the option that some keys lead to."""
    top, search = str(keys[0]), options.get("search")
    if top == "search" and len(keys) > 1 and isinstance(search, dict):
        return options | {"search": {key: value for key, value in search.items() if key != keys[1]}}
    return {key: value for key, value in options.items() if key != top}
