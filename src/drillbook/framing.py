"""What every frame of the pages must agree on, whichever site generator builds it: options, scripts, navigation, languages.

Imports no site generator.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from drillbook.building.language import ASSETS, LanguageSite
from drillbook.settings import Settings
from drillbook.site.nav import NavItem
from drillbook.words import words

THEME_FOLDER: Final = Path(__file__).parent / "site" / "theme"
MKDOCS_THEME_FOLDER: Final = THEME_FOLDER.with_name("theme-mkdocs")
STYLES: Final = (f"{ASSETS}/drillbook.css", f"{ASSETS}/later.css")
"""What the first paint waits for, and what comes with the scripts."""
SCRIPTS: Final = (f"{ASSETS}/drillbook.js", f"{ASSETS}/search.js")
"""The scripts every page loads."""

_COLOUR: Final = "indigo"
_PALETTES: Final = (
    ("(prefers-color-scheme)", "default", "theme-light-dark", "dark"),
    ("(prefers-color-scheme: dark)", "slate", "weather-night", "light"),
    ("(prefers-color-scheme: light)", "default", "weather-sunny", "auto"),
)
"""As the computer has it, dark, light: media query, scheme, sign of the button, and what the button turns to."""


def theme_options(lang: str, palette: Any = None) -> dict[str, Any]:
    """The options of Material (and Zensical) the pages are made for.

    Args:
        lang: The language.
        palette: What the manual says of colours, as Material takes it: one mapping, or one for each scheme. The first of each colour holds
            for all schemes.
    """
    own = [entry for entry in (palette if isinstance(palette, list) else [palette]) if isinstance(entry, dict)]
    colours = {key: next((e[key] for e in own if e.get(key)), _COLOUR) for key in ("primary", "accent")}
    return {
        "language": "zh" if lang == "zh-CN" else lang,
        "font": False,
        "features": [
            "navigation.tabs",
            "navigation.prune",
            "navigation.indexes",
            "navigation.top",
            "toc.follow",
            "content.action.edit",
        ],
        "palette": [
            {
                "media": media,
                "scheme": scheme,
                **colours,
                "toggle": {"icon": f"material/{icon}", "name": words(lang)[f"palette_{following}"]},
            }
            for media, scheme, icon, following in _PALETTES
        ],
    }


def extra(settings: Settings, site: LanguageSite, languages: Iterable[str]) -> dict[str, Any]:
    """What templates read under ``config.extra``: where each language lies, seen from this one.

    Args:
        settings: The manual's options.
        site: What is shown in this language.
        languages: Those there are.
    """
    roots = {lang: settings.way(site.lang, lang) for lang in languages}
    links = [
        {"name": settings.language_name(lang), "lang": lang, "link": f"{root}index.html", "root": root}
        for lang, root in roots.items()
    ]
    word = words(site.lang)
    theme_words = {"action.skip": word["skip_to_content"]} | {key: word[key] for key in ("not_found", "not_found_hint")}
    # Not the list itself: for every language listed there, Material's script would fetch a sitemap, which fails from disk.
    return {"alternate": len(links) > 1, "languages": links, "generator": False, "theme_words": theme_words}


def nav(site: LanguageSite, hand_written: list[Any], settings: Settings) -> list[Any]:
    """The whole navigation as MkDocs writes it: generated pages first, hand-written ones behind."""
    return [*_items(site.site.nav), *_translated(hand_written, settings.nav_titles.get(site.lang, {}))]


def _items(items: Iterable[NavItem]) -> list[Any]:
    found: list[Any] = []
    for title, target in items:
        if isinstance(target, str):
            found.append({title: f"{target}.md"} if title else f"{target}.md")
        else:
            found.append({title: _items(target)})
    return found


def _translated(items: list[Any], titles: dict[str, str]) -> list[Any]:
    """Hand-written navigation with its section titles in another language; pages bring their own titles."""
    found: list[Any] = []
    for item in items:
        if isinstance(item, dict):
            found += [{titles.get(t, t): _translated(v, titles) if isinstance(v, list) else v} for t, v in item.items()]
        else:
            found.append(item)
    return found


def variant(place: str, languages: tuple[str, ...]) -> tuple[str, str] | None:
    """Splits ``guide/author.en.md`` into ``guide/author.md`` and ``en``; None for a page without a language."""
    stem, _, ending = place.rpartition(".")
    base, _, lang = stem.rpartition(".")
    return (f"{base}.{ending}", lang) if base and lang in languages else None
