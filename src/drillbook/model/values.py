"""Values an author writes as a few words and the engine must calculate with.

Durations, calendar moments and figures are parsed once, here, and printed in any language from their parts, so that a
translation cannot change a number. Nothing in this module knows playbooks or files.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

DurationUnit = Literal["minute", "hour", "day", "workday", "week", "month", "quarter", "year"]
Period = Literal["day", "week", "month", "quarter", "year", "as-needed"]

_CHINESE_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2, "半": 0.5}
_ENGLISH_NUMBERS = {"half a": 0.5, "half an": 0.5, "a": 1, "an": 1} | {
    word: i for i, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), start=1)
}

_UNITS: dict[str, DurationUnit] = {
    "分钟": "minute", "minute": "minute", "minutes": "minute", "min": "minute", "mins": "minute",
    "小时": "hour", "个小时": "hour", "hour": "hour", "hours": "hour", "h": "hour", "hr": "hour", "hrs": "hour",
    "天": "day", "日": "day", "day": "day", "days": "day", "d": "day",
    "工作日": "workday", "个工作日": "workday", "working day": "workday", "working days": "workday",
    "workday": "workday", "workdays": "workday", "business day": "workday", "business days": "workday",
    "周": "week", "个星期": "week", "星期": "week", "week": "week", "weeks": "week",
    "个月": "month", "月": "month", "month": "month", "months": "month",
    "季度": "quarter", "个季度": "quarter", "quarter": "quarter", "quarters": "quarter",
    "年": "year", "year": "year", "years": "year",
}  # fmt: skip

# No more digits than a float holds exactly.
_NUMBER = rf"(?:\d{{1,9}}(?:\.\d{{1,4}})?|[零一二三四五六七八九十两半]+|(?:{'|'.join(_ENGLISH_NUMBERS)})(?=\s))"
_TO = r"\s*(?:[-–—~至到]|to)\s*"
_RANGE = rf"(?P<low>{_NUMBER})(?:{_TO}(?P<high>{_NUMBER}))?"
_DURATION = re.compile(
    rf"(?:within\s+)?{_RANGE}\s*(?P<unit>{'|'.join(sorted(_UNITS, key=len, reverse=True))})\s*(?:以内|之内|内)?",
    re.IGNORECASE,
)
_AT_ONCE = {"立即", "马上", "即时", "at once", "immediately"}
_SAME_DAY = {"当天", "当日", "同日", "same day", "same-day", "the same day"}


def normalise(text: str) -> str:
    """Folds full-width forms and spaces, so that ``３ 个工作日`` reads like ``3个工作日``."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def read_number(text: str) -> float | None:
    """Reads an Arabic number, a Chinese one up to 99 or an English one up to twelve: ``2.5``, ``十二``, ``半``, ``half a``.

    Returns:
        The number, or None when the text is no number.
    """
    if re.fullmatch(r"\d+(\.\d+)?", text):
        return float(text)
    if text in _ENGLISH_NUMBERS:
        return float(_ENGLISH_NUMBERS[text])
    if len(text) == 1 and text in _CHINESE_DIGITS:
        return float(_CHINESE_DIGITS[text])
    tens, ten, ones = text.partition("十")
    if not ten or len(tens) > 1 or len(ones) > 1 or not set(tens + ones) <= set(_CHINESE_DIGITS):
        return None
    return float(_CHINESE_DIGITS.get(tens, 1) * 10 + _CHINESE_DIGITS.get(ones, 0))


def print_number(number: float) -> str:
    """Prints a number without a needless ``.0``."""
    return str(int(number)) if number == int(number) else format(Decimal(repr(number)), "f")


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time, or a range of lengths. ``low == high == 0`` means at once; unit day with 0 means the same day."""

    low: float
    high: float
    unit: DurationUnit

    @classmethod
    def parse(cls, text: str) -> Duration:
        """Reads ``当天``, ``2小时内``, ``2-3天``, ``3个工作日``, ``same day``, ``within 3 working days``, ``half a day``.

        Raises:
            ValueError: The text is none of these.
        """
        folded = normalise(text).lower()
        if folded in _AT_ONCE:
            return cls(0, 0, "minute")
        if folded in _SAME_DAY:
            return cls(0, 0, "day")
        match = _DURATION.fullmatch(folded)
        low = read_number(match["low"]) if match else None
        if match is None or low is None:
            raise ValueError(text)
        high = read_number(match["high"]) if match["high"] else low
        if high is None or high < low:
            raise ValueError(text)
        return cls(low, high, _UNITS[match["unit"]])

    @property
    def is_same_day(self) -> bool:
        """Whether this means: before the day is over."""
        return self.high == 0 and self.unit == "day"

    @property
    def is_at_once(self) -> bool:
        """Whether this means: without any delay."""
        return self.high == 0 and self.unit == "minute"


_WEEKDAYS = {name: i for i, names in enumerate(
    ("一 mon monday", "二 tue tues tuesday", "三 wed wednesday", "四 thu thurs thursday", "五 fri friday",
     "六 sat saturday", "日 天 sun sunday")) for name in names.split()}  # fmt: skip
_DAYPARTS = {"上午": "morning", "morning": "morning", "下午": "afternoon", "afternoon": "afternoon",
             "晚上": "evening", "evening": "evening"}  # fmt: skip
_MONTHS = {name: i for i, name in enumerate(
    ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
     "december"), start=1)}  # fmt: skip
_PERIODS: dict[str, Period] = {
    "每天": "day", "每日": "day", "daily": "day", "每周": "week", "weekly": "week", "每月": "month", "monthly": "month",
    "每季度": "quarter", "每季": "quarter", "quarterly": "quarter", "每年": "year", "yearly": "year",
    "every day": "day", "every week": "week", "every month": "month", "every quarter": "quarter", "every year": "year",
    "按需": "as-needed", "不定期": "as-needed", "as needed": "as-needed", "as-needed": "as-needed",
}  # fmt: skip
_WHEN = re.compile(
    rf"(?P<period>{'|'.join(_PERIODS)})\s*"
    r"(?:(?P<edge>初|末|底|start|end)|第?(?P<nth>\d{1,2}|[一二三四五六七八九十]+)个?工作日"
    r"|(?:work|working |business )day (?P<workday>\d{1,2})|(?P<ordinal>\d{1,2})(?:st|nd|rd|th) (?:work|working |business )day"
    rf"|(?P<month>\d{{1,2}})月|(?P<month_name>{'|'.join(_MONTHS)})"
    r"|(?:day )?(?P<first>\d{1,2})(?![\d:])(?:\s*[-–—~至到]\s*(?P<last>\d{1,2})(?![\d:]))?(?:[日号]|st|nd|rd|th)?"
    rf"|(?P<weekday>{'|'.join(sorted(_WEEKDAYS, key=len, reverse=True))}))?"
    rf"\s*(?P<part>{'|'.join(_DAYPARTS)})?\s*(?P<time>\d{{1,2}}:\d{{2}})?(?:\s*(?:之前|以前|前))?",
    re.IGNORECASE,
)
_SMALL_WORDS = re.compile(r"\b(?:on|at|in|the)\b ?")
_PLACE_OF_PERIOD = re.compile(r"(?P<place>.+) of (?:every )?(?P<period>day|week|month|quarter|year)\b")
_WEEKDAY_FIRST = re.compile(rf"^(?:every )?({'|'.join(name for name in _WEEKDAYS if name.isascii())})s?\b")


def _period_first(text: str) -> str:
    """Turns round how English names a moment: ``the end of the month`` is ``every month end``, ``Mondays`` is ``weekly monday``."""
    text = _SMALL_WORDS.sub("", text).replace("each ", "every ").replace("beginning", "start")
    text = _PLACE_OF_PERIOD.sub(r"every \g<period> \g<place>", text)
    return _WEEKDAY_FIRST.sub(r"weekly \1", text)


@dataclass(frozen=True, slots=True)
class When:
    """A recurring moment of the calendar: the period it recurs in and the place inside the period."""

    period: Period
    edge: Literal["start", "end"] | None = None
    workday: int | None = None
    first_day: int | None = None
    last_day: int | None = None
    month: int | None = None
    weekday: int | None = None
    """0 is Monday."""
    daypart: str | None = None
    time: str | None = None

    @classmethod
    def parse(cls, text: str) -> When:
        """Reads ``每天 08:30``, ``每周六 上午``, ``每月20日``, ``每月第3个工作日``, ``每季度末``, ``monthly 20``, ``every Monday 9:00``, ``按需``.

        Raises:
            ValueError: The text is none of these.
        """
        match = _WHEN.fullmatch(_period_first(normalise(text).lower()))
        if match is None:
            raise ValueError(text)
        found = match.groupdict()
        nth = found["workday"] or found["ordinal"] or found["nth"]
        month = found["month"] or _MONTHS.get(found["month_name"])
        when = cls(
            period=_PERIODS[found["period"]],
            edge=None if not found["edge"] else "start" if found["edge"] in ("初", "start") else "end",
            workday=int(read_number(nth) or 0) if nth else None,
            first_day=int(found["first"]) if found["first"] else None,
            last_day=int(found["last"]) if found["last"] else None,
            month=int(month) if month else None,
            weekday=_WEEKDAYS[found["weekday"]] if found["weekday"] else None,
            daypart=_DAYPARTS[found["part"]] if found["part"] else None,
            time=found["time"].zfill(5) if found["time"] else None,
        )
        if not when._is_possible():
            raise ValueError(text)
        return when

    @property
    def is_stretch(self) -> bool:
        """Whether this is a stretch of time, rather than a day or an hour: every month, its end, some days of it, a morning."""
        is_date = self.first_day is not None and self.last_day in (None, self.first_day)
        is_day = is_date or self.workday is not None or self.weekday is not None
        return self.time is None and (self.daypart is not None or not is_day)

    def _is_possible(self) -> bool:
        days = [d for d in (self.first_day, self.last_day) if d is not None]
        hour, minute = (int(part) for part in (self.time or "0:0").split(":"))
        return (
            all(1 <= d <= 31 for d in days)
            and days == sorted(days)
            and (self.month is None or 1 <= self.month <= 12)
            and (self.workday is None or 1 <= self.workday <= 23)
            and (not days or self.period == "month")
            and (self.weekday is None or self.period == "week")
            and (self.month is None or self.period == "year")
            and (self.workday is None or self.period in ("month", "quarter", "year"))
            and (self.period != "as-needed" or self == When("as-needed"))
            and hour < 24
            and minute < 60
        )


Comparison = Literal["=", "≥", "≤", ">", "<", "≈"]
_COMPARISONS: dict[str, Comparison] = {
    "": "=", "=": "=", "≥": "≥", ">=": "≥", "至少": "≥", "不少于": "≥", "不低于": "≥", "at least": "≥",
    "≤": "≤", "<=": "≤", "至多": "≤", "不超过": "≤", "at most": "≤", ">": ">", "超过": ">", "大于": ">", "more than": ">",
    "<": "<", "不足": "<", "小于": "<", "less than": "<", "约": "≈", "about": "≈", "≈": "≈",
}  # fmt: skip
_FIGURE = r"(?:\d{1,3}(?:,\d{3}){1,2}|\d{1,11})(?:\.\d{1,4})?"
_QUANTITY = re.compile(
    rf"(?P<sign>{'|'.join(re.escape(s) for s in sorted(_COMPARISONS, key=len, reverse=True))})\s*"
    rf"(?P<low>{_FIGURE})(?:(?P<low_percent>\s*%)?{_TO}(?P<high>{_FIGURE}))?\s*(?P<percent>%)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number, a range or a limit, in per cent or in the unit the figure names."""

    comparison: Comparison
    low: float
    high: float
    is_percent: bool

    @classmethod
    def parse(cls, text: str) -> Quantity:
        """Reads ``60%``, ``≥60%``, ``40``, ``2-3``, ``不超过 5``, ``at least 5``.

        Raises:
            ValueError: The text is none of these.
        """
        match = _QUANTITY.fullmatch(normalise(text).lower())
        if match is None or (match["low_percent"] and not match["percent"]):
            raise ValueError(text)
        low = float(match["low"].replace(",", ""))
        high = float(match["high"].replace(",", "")) if match["high"] else low
        if high < low:
            raise ValueError(text)
        return cls(_COMPARISONS[match["sign"]], low, high, bool(match["percent"]))

    def __str__(self) -> str:
        numbers = (
            print_number(self.low) if self.low == self.high else f"{print_number(self.low)}–{print_number(self.high)}"
        )
        return ("" if self.comparison == "=" else self.comparison) + numbers + ("%" if self.is_percent else "")
