"""Compares what a learner wrote into a gap with what is accepted: numbers as numbers, everything else as text.

``browser/quiz-grade.js`` calculates the same, step by step; a test compares the two and their tables.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple

DIGITS: Final = {
    **{sign: n for n, signs in enumerate(("零〇", "一壹", "二贰两兩", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")) for sign in signs},
}  # fmt: skip
SIZES: Final = {
    "十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000,
}  # fmt: skip
UNITS: Final = {
    alias: names.split()[0]
    for names in (
        "天 日 day days d", "小时 钟头 hour hours hr hrs h", "分钟 分 minute minutes min mins", "周 星期 礼拜 week weeks",
        "月 month months", "季度 季 quarter quarters", "年 year years", "秒 秒钟 second seconds",
        "工作日 workday workdays workingday workingdays businessday businessdays", "% percent",
        "元 块 块钱 圆 rmb 人民币 cny yuan ¥", "次 time times", "人 名 位 person people",
    )
    for alias in names.split()
}  # fmt: skip
"""How people write a unit -> the name by which it is compared."""
ONES: Final = tuple(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen".split()
)
TENS: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")

_AROUND = re.compile(r"^(?:第|不超过|within |in |at most |up to )|[.。!,;、 ]+$|(?:之内|以内|内)$")
_WORD = re.compile(
    rf"\b(?:({'|'.join(TENS)})(?:[- ]({'|'.join(ONES[1:10])}))?|({'|'.join(ONES)})|(half)(?: an?)?)\b", re.A
)
_PLAIN = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
_HAN = "".join(DIGITS)
_PIECE = re.compile(rf"{_PLAIN}|[{_HAN}]+[点點][{_HAN}]+|[{_HAN}{''.join(SIZES)}]")
_AMOUNT = re.compile(rf"(?:{_PLAIN}|[{_HAN}]+[点點][{_HAN}]+|[{_HAN}{''.join(SIZES)}])+")
_FRACTION = re.compile(r"([0-9]+)[/⁄]([0-9]+)")
_RANGE = re.compile(r"[-–—~至到]|to")
_MONEY = re.compile(r"^(rmb|人民币|cny|¥|\$|€|£)")
_LONGEST = 200
_BETWEEN = frozenset(".,:/~-")
_KEPT = frozenset("%+<>=≥≤≈")


class Reading(NamedTuple):
    """How an answer is understood.

    Attributes:
        text: Its letters and digits.
        numbers: The number it states, or both ends of a range; empty when it is no number.
        unit: What is counted, by the name units are compared by.
        optional: Whether the number alone says as much.
    """

    text: str
    numbers: tuple[float, ...] = ()
    unit: str = ""
    optional: bool = False


def is_accepted(response: str, answers: Iterable[str]) -> bool:
    """Whether a written answer says the same as one of the accepted ones.

    Full-width and Chinese numerals, spaces, thousands separators and the case of letters make no difference; a unit may be left
    out, but a wrong one is wrong.
    """
    said = read(response)
    wanted = [read(answer) for answer in answers]
    without_unit = not any(reading.unit for reading in wanted)
    return any(_says_the_same(said, reading, without_unit) for reading in wanted)


def _says_the_same(said: Reading, wanted: Reading, without_unit: bool) -> bool:
    if not said.numbers or not wanted.numbers:
        return bool(said.text) and said.text == wanted.text
    if len(said.numbers) != len(wanted.numbers) or not all(map(_equal, said.numbers, wanted.numbers)):
        return False
    if not said.unit:
        return not wanted.unit or wanted.optional
    return said.unit == wanted.unit or (not wanted.unit and without_unit and said.optional)


def _equal(a: float, b: float) -> bool:
    return abs(a - b) <= 1e-9 * max(1.0, abs(a), abs(b))


@lru_cache(1 << 12)
def read(text: str) -> Reading:
    """Understands a written answer."""
    folded = fold(text[:_LONGEST])
    letters = _letters(folded.replace(" ", ""))
    bare = _WORD.sub(_figure, _bared(folded)).replace(" ", "")
    money = _MONEY.match(bare)
    bare = bare[money.end() :] if money else bare
    numbers, unit = _numbers(bare)
    name = _unit(unit or (money[1] if money else ""))
    if not numbers or re.search(r"[0-9:.]", name):
        return Reading(letters)
    # A Chinese numeral before an unknown word may be part of that word: a first-tier city is no number.
    optional = name in UNITS.values() or not name or "0" <= bare[0] <= "9"
    return Reading(letters, numbers, name, optional)


def fold(text: str) -> str:
    """A text in one width and case, without invisible characters, with single spaces."""
    wide = unicodedata.normalize("NFKC", text)
    seen = "".join(" " if _category(c) in "ZC" else c for c in wide if unicodedata.category(c) != "Cf")
    return re.sub(" +", " ", seen.upper().lower().replace("ς", "σ")).strip(" ")


def _category(char: str) -> str:
    """The class of a character; of the class of control characters only the controls themselves."""
    name = unicodedata.category(char)
    return name[0] if name[0] != "C" or name == "Cc" else ""


def _letters(folded: str) -> str:
    kept = [c for i, c in enumerate(folded) if _is_kept(folded, i)]
    return "".join(kept) or folded


def _is_kept(text: str, i: int) -> bool:
    char = text[i]
    if char in _BETWEEN:
        return 0 < i < len(text) - 1 and "0" <= text[i - 1] <= "9" and "0" <= text[i + 1] <= "9"
    return char in _KEPT or unicodedata.category(char)[0] in "LNM"


def _bared(folded: str) -> str:
    """Without what may stand around a number: `within`, `第`, `以内`, a full stop."""
    while True:
        shorter = _AROUND.sub("", folded, count=1)
        if shorter == folded:
            return folded
        folded = shorter


def _figure(found: re.Match[str]) -> str:
    tens, one, small, half = found.groups()
    if half:
        return "0.5"
    if tens:
        return str(20 + 10 * TENS.index(tens) + (ONES.index(one) if one else 0))
    return str(ONES.index(small))


def _numbers(text: str) -> tuple[tuple[float, ...], str]:
    """The number or range at the beginning, and the unit behind it."""
    first = _number(text)
    if first is None:
        return (), ""
    gap = _RANGE.search(first[1])
    second = _number(first[1][gap.end() :]) if gap else None
    if gap and second:
        between = _unit(first[1][: gap.start()])
        if not between or between == _unit(second[1]):
            return (first[0], second[0]), second[1]
    return (first[0],), first[1]


def _number(text: str) -> tuple[float, str] | None:
    """The number at the beginning, and what follows it."""
    if text[:1] in ("-", "−", "负"):
        found = _number(text[1:]) if text[1:2] not in ("-", "−", "负") else None
        return (-found[0], found[1]) if found else None
    if text.startswith("百分之"):
        found = _number(text[3:])
        return (found[0], "%" + found[1]) if found else None
    if text.startswith("半"):
        return 0.5, text[1:]
    fraction = _FRACTION.match(text)
    if fraction and float(fraction[2]):
        return float(fraction[1]) / float(fraction[2]), text[fraction.end() :]
    amount = _AMOUNT.match(text)
    value = _amount(amount[0]) if amount else None
    if amount is None or value is None:
        return None
    return _with_half(value, text[amount.end() :])


def _with_half(value: float, rest: str) -> tuple[float, str] | None:
    """What follows a number may still change it: `三分之一`, `一个半月`, `两天半`."""
    if rest.startswith("分之"):
        share = _number(rest[2:])
        return (share[0] / value, share[1]) if share and value else None
    half = re.match(r"个?半", rest)
    if half:
        return value + 0.5, rest[half.end() :]
    if rest.endswith("半") and _unit(rest[:-1]) in UNITS.values():
        return value + 0.5, rest[:-1]
    return value, rest


def _amount(token: str) -> float | None:
    """A number in Arabic or Chinese figures, or a mixture: `1万5千`, `二十四`, `二〇二六`."""
    if all(c in DIGITS for c in token):
        return float("".join(str(DIGITS[c]) for c in token))
    total = section = 0.0
    number: float | None = None
    last, after_zero = 1, False
    pieces = _PIECE.findall(token)
    for piece in pieces:
        if piece in SIZES:
            last, after_zero = SIZES[piece], False
            if last >= 10_000:
                section += number or 0.0
                total = (total + section * last) if section else total * last
                section = 0.0
            elif number is None and last > 10:
                return None
            else:
                section += (1.0 if number is None else number) * last
            number = None
        elif piece in "零〇":
            after_zero = True
        elif number is not None:
            return None
        else:
            number = _figures(piece)
    if number is not None and last >= 100 and not after_zero and pieces[-1] in DIGITS:
        number *= last / 10
    value = total + section + (number or 0.0)
    return value if value or pieces[-1] not in SIZES else None


def _figures(piece: str) -> float:
    if piece[0] not in DIGITS:
        return float(piece.replace(",", ""))
    return float("".join(str(DIGITS[c]) if c in DIGITS else "." for c in piece))


def _unit(text: str) -> str:
    unit = text.removeprefix("个")
    unit = re.sub("m2$", "平方米", unit)
    return UNITS.get(unit, unit)
