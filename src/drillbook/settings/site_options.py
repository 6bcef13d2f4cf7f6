"""What mkdocs.yml says besides the options of the plugin, checked before the site generator reads it, and without importing that."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.machinery import ModuleSpec, PathFinder
from importlib.metadata import entry_points
from pathlib import Path
from pkgutil import iter_modules
from typing import Any, Final
from urllib.parse import urlsplit

from drillbook.errors import Problem
from drillbook.settings.options import Keys, OptionsText, Values, listed
from drillbook.text import closest
from drillbook.words.phrases import listing, phrase

SHAPES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("site_name", "site_description", "site_author", "site_url", "copyright"), "text"),
    **dict.fromkeys(("docs_dir", "site_dir", "repo_url", "repo_name", "edit_uri", "edit_uri_template"), "text"),
    "nav": "list", "theme": "text mapping", "plugins": "list mapping", "markdown_extensions": "list mapping",
    **dict.fromkeys(("extra_css", "extra_javascript", "extra_templates", "hooks", "watch"), "list"),
    **dict.fromkeys(("extra", "validation", "mdx_configs"), "mapping"),
    **dict.fromkeys(("use_directory_urls", "strict"), "yes-no"),
    **dict.fromkeys(("exclude_docs", "draft_docs", "not_in_nav", "dev_addr", "remote_branch", "remote_name"), "text"),
    **dict.fromkeys(("google_analytics", "pages"), "list"),
    "INHERIT": "text",
}  # fmt: skip
"""The keys of mkdocs.yml, and what may stand behind each; those no longer in use are left to MkDocs."""

_RETIRED: Final = ("google_analytics", "pages", "mdx_configs", "remote_branch", "remote_name")
_TEXTS: Final = tuple(key for key, shape in SHAPES.items() if shape == "text" and key not in ("INHERIT", *_RETIRED))
_ADDRESSES: Final = ("site_url", "repo_url")
_YES_NO: Final = ("true", "false", "yes", "no", "on", "off")
_FOREIGN_THEMES: Final = ("mkdocs", "readthedocs")
"""Themes that the pages are not made for."""


def texts(text: OptionsText) -> dict[str, str]:
    """The values that are text, as they are written: ``site_name: 2026`` is no number."""
    return {key: text.data[key] for key in _TEXTS if isinstance(_value(text, key), str)}


def site_problems(text: OptionsText, root: Path) -> Iterator[Problem]:
    """What is wrong with the keys of mkdocs.yml and what stands behind them.

    Args:
        text: The whole of mkdocs.yml.
        root: Its folder.
    """
    for key in text.data:
        if key not in SHAPES:
            yield _unknown(text, key)
        elif key not in _RETIRED and (value := _value(text, key)) is not None:
            wrong = _wrong_shape(text, key, value)
            yield from [wrong] if wrong else _CHECKS.get(key, _nothing)(text, value, root)


def missing_name(text: OptionsText) -> Iterator[Problem]:
    """The complaint that the manual has no name."""
    if _value(text, "site_name") is None and not any(_meant(key) == "site_name" for key in text.data):
        values: Values = {
            "key": "site_name",
            "where": phrase("noun_settings"),
            "description": phrase("option_site_name"),
        }
        yield text.problem("DB202", ("site_name",), values, at_key=True)


def _value(text: OptionsText, key: str) -> Any:
    """What stands behind a key; None where that is nothing, or only known when MkDocs has carried out its tag."""
    value = text.data.get(key)
    is_nothing = isinstance(value, str) and value.strip().lower() in ("", "~", "null")
    return None if is_nothing or text.is_tagged((key,)) else value


def _unknown(text: OptionsText, key: str) -> Problem:
    known = listing(name for name in SHAPES if name not in _RETIRED)
    values: Values = {"key": key, "where": phrase("noun_settings"), "allowed": known}
    return text.problem("DB201", (key,), values, at_key=True, suggestion=_meant(key))


def _meant(key: str) -> str:
    return "" if key in SHAPES else closest(key.lower(), (name for name in SHAPES if name not in _RETIRED), 0.75)


def _wrong_shape(text: OptionsText, key: str, value: Any) -> Problem | None:
    shapes = SHAPES[key].split()
    shape = "list" if isinstance(value, list) else "mapping" if isinstance(value, dict) else "text"
    if shape in shapes:
        return None
    example = phrase(f"write_{shapes[0]}", key=key)
    if "yes-no" in shapes and shape == "text":
        if value.lower() in _YES_NO:
            return None
        values: Values = {"key": key, "value": value, "reason": phrase("fit_yes-no"), "description": example}
        return text.problem("DB506", (key,), values, suggestion=closest(value.lower(), _YES_NO))
    values = {
        "key": key,
        "expected": phrase(f"shape_{shapes[0]}"),
        "found": phrase(f"shape_{shape}"),
        "example": example,
    }
    return text.problem("DB203", (key,), values)


def _nothing(text: OptionsText, value: Any, root: Path) -> Iterator[Problem]:
    return iter(())


def _address(key: str) -> Callable[[OptionsText, Any, Path], Iterator[Problem]]:
    def check(text: OptionsText, value: str, root: Path) -> Iterator[Problem]:
        parts = urlsplit(value)
        if not (parts.scheme and parts.netloc):
            values: Values = {"key": key, "value": value, "allowed": phrase("allowed_address")}
            is_host = "." in value.split("/")[0] and " " not in value
            yield text.problem("DB205", (key,), values, suggestion=f"https://{value}" if is_host else "")

    return check


def _docs(text: OptionsText, value: str, root: Path) -> Iterator[Problem]:
    yield from missing_folder(text, ("docs_dir",), value, root)


def missing_folder(text: OptionsText, keys: Keys, value: str, root: Path) -> Iterator[Problem]:
    """The complaint that a folder of the manual is not there."""
    folder = root / value
    if not folder.is_dir():
        beside = folder.parent.iterdir() if folder.parent.is_dir() else ()
        near = closest(folder.name, (each.name for each in beside if each.is_dir()))
        yield text.problem("DB116", keys, {"folder": value}, suggestion=near)


def _hooks(text: OptionsText, value: list[Any], root: Path) -> Iterator[Problem]:
    for number, file in enumerate(value):
        if isinstance(file, str) and not (root / file).is_file():
            yield text.problem("DB115", ("hooks", number), {"reason": phrase("file_missing")})


def _theme(text: OptionsText, value: Any, root: Path) -> Iterator[Problem]:
    keys: tuple[str, ...] = ("theme", "name") if isinstance(value, dict) else ("theme",)
    name, folder = (value.get("name"), value.get("custom_dir")) if isinstance(value, dict) else (value, None)
    if isinstance(name, str) and name and not text.is_tagged(keys) and not _is_fit(name):
        values: Values = {"key": keys[-1], "value": name, "allowed": listing(["`material`"])}
        yield text.problem("DB205", keys, values, suggestion=closest(name.lower(), ["material"]))
    if isinstance(folder, str) and not text.is_tagged(("theme", "custom_dir")):
        yield from missing_folder(text, ("theme", "custom_dir"), folder, root)


def _is_fit(theme: str) -> bool:
    return theme == "material" or (theme not in _FOREIGN_THEMES and theme in _installed("mkdocs.themes"))


def _plugins(text: OptionsText, value: Any, root: Path) -> Iterator[Problem]:
    names = [name for _, name, _ in listed(value)]
    for keys, name, _ in listed(value):
        if name in ("drillbook", "search") or _has_plugin(name.lstrip("/")):
            continue
        meant = closest(name, {*_installed("mkdocs.plugins"), "drillbook"}, 0.75)
        if meant != "drillbook" or meant in names:  # else that is told
            yield _not_installed(text, ("plugins", *keys), name, "plugin", meant)


def _has_plugin(name: str) -> bool:
    return bool({name, f"material/{name}"} & _installed("mkdocs.plugins"))


def _extensions(text: OptionsText, value: Any, root: Path) -> Iterator[Problem]:
    for keys, name, _ in listed(value):
        module = name.partition(":")[0]
        is_there = any(map(_has_module, (f"markdown.extensions.{module}", module)))
        if not is_there and name not in _installed("markdown.extensions"):
            meant = closest(name, _known_extensions(module), 0.75)
            yield _not_installed(text, ("markdown_extensions", *keys), name, "extension", meant)


def _not_installed(text: OptionsText, keys: Keys, name: str, what: str, meant: str) -> Problem:
    values: Values = {"what": phrase(f"noun_{what}"), "name": name}
    return text.problem("DB210", keys, values, at_key=True, suggestion="" if meant == name else meant)


def _installed(group: str) -> set[str]:
    return {entry.name for entry in entry_points(group=group)}


def _known_extensions(module: str) -> Iterator[str]:
    """The extensions there are: those of Markdown, and those of the package that was named."""
    yield from _installed("markdown.extensions")
    head = module.partition(".")[0]
    spec = _spec(head, sys.path)
    yield from (f"{head}.{each.name}" for each in iter_modules((spec and spec.submodule_search_locations) or []))


def _has_module(name: str) -> bool:
    """Whether there is a module, found out without running it."""
    places: Iterable[str] | None = sys.path
    whole = ""
    for piece in name.split("."):
        whole = f"{whole}.{piece}" if whole else piece
        spec = _spec(whole, places)
        if spec is None:
            return False
        places = spec.submodule_search_locations
    return True


def _spec(name: str, places: Iterable[str] | None) -> ModuleSpec | None:
    return PathFinder.find_spec(name, list(places)) if places else None


_CHECKS: Final[Mapping[str, Callable[[OptionsText, Any, Path], Iterator[Problem]]]] = {
    **{key: _address(key) for key in _ADDRESSES},
    "docs_dir": _docs,
    "hooks": _hooks,
    "theme": _theme,
    "plugins": _plugins,
    "markdown_extensions": _extensions,
}
