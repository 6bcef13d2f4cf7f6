"""What is wrong with the navigation in mkdocs.yml, told before the site generator stumbles over it."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from drillbook.errors import DrillbookError, Problem
from drillbook.model.walk import Path as Keys
from drillbook.settings import OptionsText, Settings, listed, whole_text
from drillbook.text import closest

_HARMLESS: Final = ("drillbook", "search", "material/search")
"""Plugins that make no pages but ours."""


def check_navigation(settings: Settings, is_made: Callable[[str], bool]) -> Iterator[Problem]:
    """Entries that are no entries, and pages that there are not.

    Args:
        settings: The manual's options; where they come from elsewhere than mkdocs.yml, there is no navigation.
        is_made: Whether a page, named without ending, is made from the manual.
    """
    try:
        text = whole_text(settings.root)
    except DrillbookError:
        return
    entries, wrong = _entries(text)
    yield from wrong
    if not settings.docs.is_dir() and "docs_dir" in text.data:
        return  # which is told
    if makes_pages(settings):
        return
    files = set(files_below(settings.docs))
    for keys, page in entries:
        if not _is_there(page, files, settings.languages) and not is_made(page.removesuffix(".md")):
            yield _missing(text, keys, page, files, settings)


def _entries(text: OptionsText) -> tuple[list[tuple[Keys, str]], list[Problem]]:
    """The pages named in the navigation, and what is neither a page nor a section."""
    found: list[tuple[Keys, str]] = []
    problems: list[Problem] = []

    def look(keys: Keys, entry: Any) -> None:
        if isinstance(entry, dict | list) and entry:
            for key, value in entry.items() if isinstance(entry, dict) else enumerate(entry):
                look((*keys, key), value)
        elif isinstance(entry, str) and entry.strip():
            found.append((keys, entry))
        else:
            problems.append(
                text.problem("DB204", keys, {"key": str(keys[-1] if isinstance(keys[-1], str) else "nav")}, at_key=True)
            )

    for number, entry in enumerate(nav) if isinstance(nav := text.data.get("nav"), list) else ():
        look(("nav", number), entry)
    return found, problems


def makes_pages(settings: Settings) -> bool:
    """Whether other plugins, or hooks, may make pages that nobody else knows."""
    try:
        options = whole_text(settings.root).data
    except DrillbookError:
        return False
    return bool(options.get("hooks")) or any(name not in _HARMLESS for _, name, _ in listed(options.get("plugins")))


def files_below(folder: Path) -> Iterator[str]:
    """The files in a folder and those below it, by their place there."""
    for place, _, names in os.walk(folder):
        yield from (Path(place, name).relative_to(folder).as_posix() for name in names)


def _is_there(page: str, files: Collection[str], languages: Collection[str]) -> bool:
    """Whether an entry leads somewhere, in every language."""
    if urlsplit(page).scheme or page.startswith("/"):
        return True
    stem, dot, ending = page.rpartition(".")
    of_languages = {f"{stem}.{lang}{dot}{ending}" for lang in languages}
    return not _has_language(page, languages) and (page in files or of_languages <= set(files))


def _has_language(page: str, languages: Collection[str]) -> bool:
    return page.count(".") > 1 and page.split(".")[-2] in languages


def _missing(text: OptionsText, keys: Keys, page: str, files: Collection[str], settings: Settings) -> Problem:
    plain = {without_language(file, settings.languages) for file in files}
    meant = without_language(page, settings.languages)
    near = meant if meant in plain else closest(page, plain)
    values = {"page": page, "folder": settings.docs_dir}
    return text.problem("DB211", keys, values, suggestion="" if near == page else near)


def without_language(page: str, languages: Collection[str]) -> str:
    """The name under which a page is linked, whichever its language: ``about.md`` for ``about.en.md``."""
    pieces = page.split(".")
    return ".".join([*pieces[:-2], pieces[-1]]) if _has_language(page, languages) else page
