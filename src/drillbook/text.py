"""What a text of the manual says, without its marks: for titles, search, quizzes and diagrams."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable, Iterable

WIKILINK = re.compile(r"\[\[\s*([^\]|\n]*?)\s*(?:\|\s*([^\]\n]*?)\s*)?\]\]")
"""``[[id]]`` or ``[[id|text]]`` inside a text."""
_LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")
_BOLD = re.compile(r"(\*\*|__|`)(.+?)\1")
_MARKED = re.compile(r"[\[*_`+-]|\d\.")
_MAY_BE_MARKED = re.compile(r"[\[*_`+.-]")
"""A single set of characters is looked for in a fraction of the time."""
_WIDE = re.compile(
    "[\u1100-\u115f\u2e80-\u303e\u3041-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff"
    "\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\U0001f300-\U0001faff\U00020000-\U0003fffd]"
)
_OTHER_CODES = {
    "chinese": "zh",
    "chi": "zh",
    "zho": "zh",
    "cn": "zh",
    "中文": "zh",
    "english": "en",
    "eng": "en",
    "英文": "en",
}
_CHINESE_COMMA = re.compile("[，、；]")
_ANY_COMMA = re.compile("[，、；,]")
_CHINESE_BRACKETS = re.compile(r"\s*[【［](?P<inside>.*)[】］]\s*")
_BULLET = re.compile(r"^\s*(?:[-*+]|\d+\.)\s+", re.MULTILINE)


def plain(text: str, title_of: Callable[[str], str]) -> str:
    """Strips links, bold marks and bullets.

    Args:
        text: A text of the manual.
        title_of: Gives the title of an id, for ``[[id]]`` without a text of its own.
    """
    if not _MAY_BE_MARKED.search(text) or not _MARKED.search(text):
        return " ".join(text.split())
    text = WIKILINK.sub(lambda m: m[2] or title_of(m[1]), text)
    text = _BOLD.sub(r"\2", _LINK.sub(r"\1", text))
    return " ".join(_BULLET.sub("", text).split())


def fold(name: str) -> str:
    """A name as it counts in comparisons: without regard to case, full-width forms and spaces."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def columns(text: str) -> int:
    """The width of a text in display columns: two for a Chinese character, one for a Latin letter (UAX #11)."""
    return len(text) if text.isascii() else len(text) + len(_WIDE.findall(text))


def apart(value: str) -> list[str]:
    """The entries of a list that was written with Chinese commas or in Chinese brackets; none where there are no such marks."""
    listed = _CHINESE_BRACKETS.fullmatch(value)
    pieces = _ANY_COMMA.split(listed["inside"]) if listed else _CHINESE_COMMA.split(value)
    entries = [piece for piece in map(str.strip, pieces) if piece]
    return entries if listed or len(entries) > 1 else []


def closest(word: str, candidates: Iterable[str], alike: float = 0.6) -> str:
    """The one candidate that looks most like a word, or nothing.

    Args:
        word: What was written.
        candidates: What could have been meant.
        alike: How alike they must be, from 0 to 1.
    """
    known = sorted(candidates)
    # Full-width letters look like others and are nothing like them.
    word = unicodedata.normalize("NFKC", word)
    letters = sorted(word)
    # Swapped letters, the commonest slip, count as two mistakes there: `singing` for `signing`.
    swapped = (candidate for candidate in known if len(candidate) == len(word) and sorted(candidate) == letters)
    return next(iter(difflib.get_close_matches(word, known, n=1, cutoff=alike)), "") or next(swapped, "")


def closest_language(code: str, known: Iterable[str]) -> str:
    """The one language that was probably meant by a code: ``zh_cn``, ``zh`` and ``chinese`` mean ``zh-CN``; or nothing."""
    known = list(known)
    word = code.strip().lower().replace("_", "-")
    head = _OTHER_CODES.get(word, word.partition("-")[0])
    alike = [each for each in known if each.lower() == word] or [
        each for each in known if each.lower().partition("-")[0] == head
    ]
    return alike[0] if alike else closest(code, known)


class Untranslated(str):
    """A source text shown for lack of a valid translation.

    Attributes:
        state: ``missing`` when there is none, ``stale`` when the source has changed since.
        lang: The language it is in.
    """

    state: str
    lang: str

    def __new__(cls, text: str, state: str, lang: str) -> Untranslated:
        """Marks a text with the state of its translation."""
        self = super().__new__(cls, text)
        self.state, self.lang = state, lang
        return self
