"""What a manual says about itself in mkdocs.yml, under ``plugins: drillbook:``; read without importing MkDocs."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from drillbook.errors import Problem
from drillbook.settings.complaints import complaint, doubtful, is_nothing, missing, unknown, wrong_shape
from drillbook.settings.config import WrongSettings, config_files, read_config
from drillbook.settings.model import ELSEWHERE, Search, Settings, Wanted
from drillbook.settings.options import OptionsText, listed, options_text, read_options, whole_text
from drillbook.settings.queries import queries
from drillbook.settings.site_options import missing_folder, missing_name, site_problems, texts
from drillbook.words.phrases import phrase

__all__ = [
    "OptionsText", "Search", "Settings", "Wanted", "WrongSettings", "config_files", "listed", "options_text", "read_config", "read_options", "read_settings", "settings_from", "site_texts", "whole_text",
]  # fmt: skip

_PASSABLE: Final = ("titles", "nav_titles", "accept", "storage_name", "print", "coverage", "must_find", "report_to")
"""Options without which the rest of a manual can be checked, so that everything is told at once."""


def read_settings(root: Path) -> Settings:
    """Reads the options of a manual.

    Raises:
        WrongSettings: Something in mkdocs.yml is wrong, or what it names is not there.
        DrillbookError: There is no mkdocs.yml.
    """
    whole = whole_text(root)
    problems, own = [*missing_name(whole), *site_problems(whole, root)], texts(whole)
    settings: Settings | None
    try:
        text = read_options(root)
        settings = settings_from(text.data, own.get("site_name", ""), root, text)
    except WrongSettings as wrong:
        settings, problems = wrong.settings, [*wrong.problems, *problems]
    if settings:
        settings = settings.model_copy(update={key: own[key] for key in ("docs_dir", "site_dir") if key in own})
        without = list(missing_folder(text, ("playbooks",), settings.playbooks, root))
        settings, problems = None if without else settings, [*problems, *without]
    if problems or not settings:
        raise WrongSettings(problems, settings)
    return settings


def site_texts(root: Path) -> dict[str, str]:
    """The values in mkdocs.yml that are text, as they are written: ``site_name: 2026`` is no number."""
    return texts(whole_text(root))


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
    for name in ELSEWHERE:
        if name in options:
            del options[name]
            problems.append(unknown(text, (name,)))
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
