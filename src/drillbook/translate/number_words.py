"""Words for numbers in Chinese and English: tables only."""

from __future__ import annotations

from typing import Final

CHINESE_DIGITS: Final = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "俩": 2, "双": 2}
CHINESE_UNITS: Final = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}

SCALES: Final = {"亿": 10**8, "万": 10**4, "千": 1000, "billion": 10**9, "million": 10**6, "thousand": 1000, "k": 1000}
ENGLISH_SCALES: Final = {"hundred": 100, "thousand": 1000, "million": 10**6}

_SMALL = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
ENGLISH_TENS: Final = {
    word: 10 * i for i, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
ENGLISH: Final = {word: i for i, word in enumerate(_SMALL.split())} | ENGLISH_TENS

_ORDINALS = "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
_MONTHS = "zeroth january february march april may june july august september october november december"

SOFT_ENGLISH: Final[dict[str, tuple[str, ...]]] = {
    **{word: (str(i),) for i, word in enumerate(_ORDINALS.split())},
    **{word: (str(i),) for i, word in enumerate(_MONTHS.split())},
    **dict.fromkeys("a an one once single each every per another alone daily hourly sole".split(), ("1",)),
    **dict.fromkeys("two twice double doubled both pair couple dual either fortnight weekend".split(), ("2",)),
    **dict.fromkeys("triple tripled thrice".split(), ("3",)),
    **dict.fromkeys("half halve halved".split(), ("0.5", "50", "30", "6")),
    **dict.fromkeys("no none nil nothing".split(), ("0",)),
    **dict.fromkeys("noon midday".split(), ("12:00",)),
    "midnight": ("0:00", "24:00"),
    "hundred": ("100",),
    "thousand": ("1000",),
    "dozen": ("12",),
    "quarter": ("3", "4", "15", "25"),
    "quarterly": ("3", "4"),
    "week": ("7",),
    "year": ("12",),
    "quadruple": ("4",),
}
"""An English word -> the numbers it may be the translation of."""

SOFT_CHINESE: Final[dict[str, tuple[str, ...]]] = {
    "半": ("0.5", "50", "30", "6"),
    "季": ("3", "4"),
    "周": ("7",),
    "年": ("12",),
    "打": ("12",),
    "正午": ("12:00",),
    "全部": ("100",),
    **dict.fromkeys(("翻番", "翻倍", "加倍"), ("2",)),
    **dict.fromkeys(("无", "不", "没", "未"), ("0",)),
}
"""A Chinese word -> the numbers it may be the translation of."""
