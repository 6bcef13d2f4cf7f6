"""The numbers a text states, read in Chinese and English, so that a translation can be held to those of its source.

Digits are claims: they must be found again on the other side, as digits or in words. Words are weaker, because ``一`` in ``一般``
and ``one`` in ``no one`` are no numbers: they explain digits of the other side, and are claims only where they clearly count.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from drillbook.text import WIKILINK
from drillbook.translate.number_words import (
    CHINESE_DIGITS,
    CHINESE_UNITS,
    ENGLISH,
    ENGLISH_SCALES,
    ENGLISH_TENS,
    SCALES,
    SOFT_CHINESE,
    SOFT_ENGLISH,
)

_NOISE = re.compile(r"\]\([^)\s]*\)|https?://\S+|\S+@\S+")
_CIRCLED = re.compile("[①-⓿㈠-㊰]")
_CODE = re.compile(r"(?<![A-Za-z])[A-Za-z]{1,3}-?(\d+)", re.ASCII)
_TIME = re.compile(r"(?<![\d:])(\d{1,2}):(\d{2})(?![\d:])(?:\s*([ap])\.?m\b)?", re.IGNORECASE)
_HOUR = re.compile(r"(?<![\d.:])(\d{1,2})()\s*([ap])\.?m\b", re.IGNORECASE)
_CHINESE_HOUR = re.compile(r"(\d{1,2}|[一二三四五六七八九十]{1,3})点(半?)")
_NUMBER = re.compile(
    r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s*(亿|万|千(?!克|米|瓦)|million|thousand|billion|k\b)?", re.IGNORECASE
)
_CHINESE_RUN = re.compile(f"[{''.join(CHINESE_DIGITS)}{''.join(CHINESE_UNITS)}]+")
_SPOKEN_PRICE = re.compile(
    "([0-9]+|[零一二两三四五六七八九十百千万]+)块([1-9一二两三四五六七八九半])(?![0-9个位名家人])"
)
_END_OF_PRICE = re.compile(r"[钱毛角]|\s*(?:$|[\n;!?。、()\[\]【】《》「」“”‘’\"'—]|[,.:](?!\d))")
_COUNTED = re.compile("(?:个|名|位)?(?:工作日|天|日内|小时|分钟|个月|周|年|季度|次|份|倍|人|名|元|家|台|遍|页)")
_NO_COUNT_AFTER = ("周", "星期", "礼拜", "几", "数", "上", "成")
_ENGLISH_NUMBER = re.compile(
    rf"\b(?:({'|'.join(ENGLISH_TENS)})[- ])?({'|'.join(ENGLISH)})\b(?:\s+({'|'.join(ENGLISH_SCALES)}))?", re.IGNORECASE
)
_CLAIM = re.compile(rf"[\d①-⓿㈠-㊰{''.join(CHINESE_DIGITS)}十]|{'|'.join(ENGLISH)}", re.IGNORECASE)
"""What every claim holds; most texts hold none, and need not be read."""


@dataclass
class Numbers:
    """What a text says in numbers.

    Attributes:
        digits: The numbers in digits, times of the day, and codes such as ``E2``.
        words: The numbers in words that clearly count something.
        explains: Everything that a number on the other side may be the translation of.
    """

    digits: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    explains: set[str] = field(default_factory=set)

    def __str__(self) -> str:
        return ", ".join([*sorted(self.digits), *sorted(self.words - self.digits)]) or "–"

    def contradicts(self, other: Numbers) -> bool:
        """Whether this states a number that the other neither states nor explains."""
        known = other.digits | other.explains
        return any(not _alternatives(claim) & known for claim in self.digits | self.words)


def _alternatives(claim: str) -> set[str]:
    """What else may stand for a number: ``E2`` 2, ``8:00`` 8, ``8折`` 20 (per cent off)."""
    if claim[-1] in "折成":
        return {claim, claim[:-1]} | _shares(Decimal(claim[:-1]), claim[-1])
    code = _CODE.fullmatch(claim)
    return {claim, code[1]} if code else {claim, claim.removesuffix(":00")}


def differ(source: str, translation: str) -> tuple[str, str] | None:
    """Compares the numbers of a text and its translation, whichever of the two is Chinese.

    Returns:
        The numbers of the source and of the translation when they contradict each other, otherwise None.
    """
    if not _CLAIM.search(source) and not _CLAIM.search(translation):
        return None
    ours, theirs = read_numbers(source), read_numbers(translation)
    return (str(ours), str(theirs)) if ours.contradicts(theirs) or theirs.contradicts(ours) else None


def read_numbers(text: str) -> Numbers:
    """Reads the numbers of a text."""
    text = unicodedata.normalize("NFKC", _CIRCLED.sub(r" \g<0> ", text))
    text = _NOISE.sub(" ", WIKILINK.sub(lambda m: m[2] or " ", text))
    found = Numbers()
    text = _take_codes(_take_times(_take_prices(text, found), found), found)
    _read_digits(text, found)
    _read_english(text, found)
    _read_chinese(text, found)
    return found


def _print(value: Decimal | int) -> str:
    return f"{Decimal(value).normalize():f}"


def _take_prices(text: str, found: Numbers) -> str:
    """Reads ``12块半。`` as 12.5; ``一块六`` and ``3块5米长的横幅`` only explain 1.6 and 3.5, because ``块`` also counts pieces."""

    def note(match: re.Match[str]) -> str:
        whole, tenths = match.groups()
        value = Decimal(whole) if whole.isascii() else _chinese_value(whole) or Decimal(0)
        tenth = 5 if tenths == "半" else int(tenths) if tenths.isascii() else CHINESE_DIGITS[tenths]
        price = _print(value + Decimal(tenth) / 10)
        found.explains.add(price)
        return f"{price}元" if whole.isascii() and _END_OF_PRICE.match(text, match.end()) else match[0]

    return _SPOKEN_PRICE.sub(note, text)


def _take_times(text: str, found: Numbers) -> str:
    def note(match: re.Match[str]) -> str:
        hour, minute, is_late = int(match[1]), match[2] or "00", (match[3] or "").lower() == "p"
        found.digits.add(f"{hour + 12 if is_late and hour < 12 else hour}:{minute}")
        found.explains |= {str(hour), f"{hour}:{minute}", f"{(hour + 12) % 24}:{minute}"}
        return " "

    for match in _CHINESE_HOUR.finditer(text):
        value = _chinese_value(match[1]) if not match[1].isascii() else Decimal(match[1])
        minute = "30" if match[2] else "00"
        found.explains |= {f"{value}:{minute}", f"{(value or 0) + 12}:{minute}"}
    return _HOUR.sub(note, _TIME.sub(note, text))


def _take_codes(text: str, found: Numbers) -> str:
    def note(match: re.Match[str]) -> str:
        found.digits.add(match[0].upper().replace("-", ""))
        found.explains.add(match[1].lstrip("0"))
        return " "

    return _CODE.sub(note, text)


def _read_digits(text: str, found: Numbers) -> None:
    for match in _NUMBER.finditer(text):
        number = Decimal(match[1].replace(",", "") + (match[2] or ""))
        unit = text[match.end() : match.end() + 1]
        shares = _shares(number, unit)
        found.digits.add(_print(number * SCALES.get((match[3] or "").lower(), 1)) + (unit if shares else ""))
        found.explains |= shares


def _shares(value: Decimal, unit: str) -> set[str]:
    """Per cent that ``8折`` (20 % off, 80 % of the price) and ``6成`` (60 %) come to."""
    if unit == "折":
        part = value * 10 if value < 10 else value
        return {_print(part), _print(100 - part), _print(part / 100)}
    return {_print(value * 10)} if unit == "成" else set()


def _read_english(text: str, found: Numbers) -> None:
    for match in _ENGLISH_NUMBER.finditer(text):
        tens, ones, scale = ((match[i] or "").lower() for i in (1, 2, 3))
        value = (ENGLISH_TENS.get(tens, 0) + ENGLISH[ones]) * ENGLISH_SCALES.get(scale, 1)
        (found.words if value > 2 else found.explains).add(str(value))
    found.explains |= found.words
    for word in set(re.findall(r"[a-z]+", text.lower())):
        found.explains.update(SOFT_ENGLISH.get(word) or SOFT_ENGLISH.get(word.removesuffix("s"), ()))


def _read_chinese(text: str, found: Numbers) -> None:
    for match in _CHINESE_RUN.finditer(text):
        after = text[match.end() : match.end() + 4]
        for value in _values_inside(match[0]):
            found.explains |= {_print(value)} | _shares(value, after[:1])
        value = _chinese_value(match[0]) or Decimal(0)
        if 2 < value < 100 and _COUNTED.match(after) and not text[: match.start()].endswith(_NO_COUNT_AFTER):
            found.words.add(_print(value))
    for word, values in SOFT_CHINESE.items():
        if word in text:
            found.explains.update(values)


def _values_inside(run: str) -> Iterator[Decimal]:
    """The values of a run and of every piece of it: ``三四`` may mean 3 and 4, ``一百二十`` 100 and 20."""
    run = run[:12]
    for start in range(len(run)):
        for end in range(start + 1, len(run) + 1):
            value = _chinese_value(run[start:end])
            if value is not None:
                yield value


def _chinese_value(run: str) -> Decimal | None:
    """The value of a Chinese number, or None for a row of digits such as ``三四``."""
    total = section = digit = 0
    is_open = False
    for character in run:
        if character in CHINESE_DIGITS:
            if is_open and digit:
                return None
            digit, is_open = CHINESE_DIGITS[character], True
        elif character in "万亿":
            total, section, digit, is_open = (total + section + digit) * CHINESE_UNITS[character], 0, 0, False
        else:
            section, digit, is_open = section + (digit if is_open else 1) * CHINESE_UNITS[character], 0, False
    return Decimal(total + section + digit)
