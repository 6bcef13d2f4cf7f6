"""Links in the hand-written pages that lead nowhere, told before the site generator stumbles over them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Collection, Iterator
from itertools import chain
from typing import Final
from urllib.parse import unquote, urlsplit

from drillbook.check.navigation import files_below, makes_pages, without_language
from drillbook.check.pages import MARKDOWN
from drillbook.errors import Problem
from drillbook.settings import Settings
from drillbook.text import closest

_CODE: Final = re.compile(
    r"^(?P<fence>`{3,}|~{3,}).*?^(?P=fence)[`~]*\s*?$|(?P<tick>`+)(?:(?!(?P=tick)).)+(?P=tick)|<!--.*?-->", re.M | re.S
)
_TARGET: Final = re.compile(
    r"\]\(\s*(?:<([^<>\n]+)>|([^\s()<>]+(?:\([^\s()]*\)[^\s()<>]*)*))|^\s*\[[^\]\n]+\]:\s*<?([^\s<>]+)|\b(?:href|src)=[\"']([^\"'\n]+)",
    re.M,
)


def check_links(settings: Settings, is_made: Callable[[str], bool]) -> Iterator[Problem]:
    """Links to pages and files that there are not.

    Args:
        settings: The manual's options.
        is_made: Whether a page, named without ending, is made from the manual.
    """
    if makes_pages(settings):
        return
    files = set(files_below(settings.docs))
    named = {without_language(file, settings.languages) for file in files}
    pages = sorted(page for page in files if page.endswith(MARKDOWN))
    for page, text, at, place in chain.from_iterable(_missed(settings, page, named) for page in pages):
        if not place.endswith((".md", ".html")) or not is_made(place.rpartition(".")[0]):
            line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
            file = f"{settings.docs_dir}/{page}"
            yield Problem(file, line, column, "DB708", {"target": place}, _meant(settings, page, place, named))


def _missed(settings: Settings, page: str, named: Collection[str]) -> Iterator[tuple[str, str, int, str]]:
    """What a page links and is not among the hand-written files: the page, its text, where in it, and what."""
    try:
        text = (settings.docs / page).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return  # which is told
    bare = _CODE.sub(lambda code: re.sub(r"[^\n]", " ", code[0]), text)
    for found in _TARGET.finditer(bare):
        target = found[found.lastindex or 0]
        place = _place(page, target)
        if place and place not in named:
            yield page, text, found.start(found.lastindex or 0), place


def _place(page: str, target: str) -> str:
    """What a link names below the folder of the pages; nothing where it leads elsewhere or only within its page."""
    try:
        parts = urlsplit(target)
    except ValueError:
        return ""
    path = unquote(parts.path)
    if parts.scheme or parts.netloc or not posixpath.splitext(path)[1] or path.startswith("/"):
        return ""
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), path))


def _meant(settings: Settings, page: str, place: str, named: Collection[str]) -> str:
    plain = without_language(place, settings.languages)
    near = plain if plain in named else closest(place, named, 0.8)
    return posixpath.relpath(near, posixpath.dirname(page) or ".") if near else ""
