"""Words that tell a guesser something: absolute, vague, negative; and figures, quotations and brackets."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Final

ABSOLUTE: Final = re.compile(
    r"总是|从不|绝不|永远|所有|任何|完全|绝对|唯一|一律|一定|只有|从来|每次都|无论如何"
    r"|\b(?:always|never|none|only ever|completely|absolutely|totally|entirely|definitely|without exception|under no circumstances)\b",
    re.IGNORECASE,
)
QUALIFIED: Final = re.compile(
    r"通常|一般(?!纳税|贸易|客户|员工|问题)|往往|有时|(?<!尽)可能(?!性)|大概|(?<=[\d个天月年%])左右|适当|尽量|基本上|大致|或许|酌情|视情况"
    r"|\b(?:usually|generally|often|frequently|occasionally|sometimes|rarely|seldom|perhaps|possibly|probably|nearly|"
    r"approximately|somewhat|partly|as a rule|where possible|if possible|as appropriate)\b",
    re.IGNORECASE,
)
_SPECIFIC: Final = re.compile(r"\d+(?:[.,:]\d+)*|[“「『《\"(（]|[A-Z]{2,}")


ALL_OR_NONE: Final = re.compile(
    r"以上(?:都|皆|均)|全部正确|都不对|都正确|全都(?:对|是)|\b(?:all|none|both|neither) of (?:the above|these|them)\b",
    re.IGNORECASE,
)
COMBINED: Final = re.compile(
    r"^[A-Ha-h①-⑧][、,和与及&\s]*(?:and\s*)?[A-Ha-h①-⑧](?:[都均。.\s]|$)|①.*[②③④]|\bboth [A-H] and [A-H]\b"
)
_RARE: Final = re.compile(rf"(?i:{ABSOLUTE.pattern}|{QUALIFIED.pattern}|{ALL_OR_NONE.pattern})|{COMBINED.pattern}")
"""What stands in few options; a text has, or has not, any of it."""


def are_plain(texts: Iterable[str]) -> bool:
    """Whether none of several texts has anything that stands in few options."""
    return all(map(_is_plain, texts))


@lru_cache(1 << 12)
def _is_plain(text: str) -> bool:
    return not _RARE.search(text)


def says(pattern: re.Pattern[str], text: str) -> int:
    """How many different words of a pattern a text holds."""
    return _count(pattern, text)


@lru_cache(1 << 12)
def _count(pattern: re.Pattern[str], text: str) -> int:
    return len({match.casefold() for match in pattern.findall(text)})


def finder(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    """Tells whether a pattern stands somewhere in a text; options come back in many items, so the answer is kept."""
    return lru_cache(1 << 12)(lambda text: pattern.search(text) is not None)


@lru_cache(1 << 12)
def is_specific(text: str) -> int:
    """How many figures, quotations, brackets and abbreviations a text holds."""
    return len(_SPECIFIC.findall(unicodedata.normalize("NFKC", text)))
