"""What a text of the manual says, without its marks: for titles, search, quizzes and diagrams."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

WIKILINK = re.compile(r"\[\[\s*([^\]|\n]*?)\s*(?:\|\s*([^\]\n]*?)\s*)?\]\]")
"""``[[id]]`` or ``[[id|text]]`` inside a text."""
_LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")
_BOLD = re.compile(r"(\*\*|__|`)(.+?)\1")
_MARKED = re.compile(r"[\[*_`+-]|\d\.")
_BULLET = re.compile(r"^\s*(?:[-*+]|\d+\.)\s+", re.MULTILINE)


def plain(text: str, title_of: Callable[[str], str]) -> str:
    """Strips links, bold marks and bullets.

    Args:
        text: A text of the manual.
        title_of: Gives the title of an id, for ``[[id]]`` without a text of its own.
    """
    if not _MARKED.search(text):
        return " ".join(text.split())
    text = WIKILINK.sub(lambda m: m[2] or title_of(m[1]), text)
    text = _BOLD.sub(r"\2", _LINK.sub(r"\1", text))
    return " ".join(_BULLET.sub("", text).split())


def fold(name: str) -> str:
    """A name as it counts in comparisons: without regard to case, full-width forms and spaces."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def columns(text: str) -> int:
    """The width of a text in display columns: two for a Chinese character, one for a Latin letter (UAX #11)."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


class Untranslated(str):
    """A source text shown for lack of a valid translation.

    Attributes:
        state: ``missing`` when there is none, ``stale`` when the source has changed since.
    """

    state: str

    def __new__(cls, text: str, state: str) -> Untranslated:
        """Marks a text with the state of its translation."""
        self = super().__new__(cls, text)
        self.state = state
        return self
