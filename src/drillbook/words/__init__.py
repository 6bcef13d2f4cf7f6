"""The words of the user interface: one YAML file per area, ``key: {zh-CN: ..., en: ...}``, and the wording of values."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from drillbook.storage.kept import yaml_data

if TYPE_CHECKING:  # importing the models takes longer than a command line may take to print its help
    from drillbook.model.values import Duration, Quantity, When

FALLBACK: Final = "en"


class Words(dict[str, str]):
    """All words of one language; a missing key is our mistake and raises ``KeyError``."""

    def __init__(self, lang: str, table: dict[str, str]) -> None:
        super().__init__(table)
        self.lang = lang
        self._durations: dict[tuple[Duration, bool], str] = {}

    def duration(self, value: Duration, *, deadline: bool = True) -> str:
        """Prints a length of time, as a deadline (``within 2 days``) or as a mere length (``2 days``)."""
        key = value, deadline  # a manual has thousands, of a few lengths
        if key not in self._durations:
            self._durations[key] = self._duration(value, deadline)
        return self._durations[key]

    def _duration(self, value: Duration, deadline: bool) -> str:
        if value.is_at_once:
            return self["at_once"]
        if value.is_same_day:
            return self["same_day"]
        number = _range(value.low, value.high)
        unit = self[f"unit_{value.unit}"] if value.high == 1 else self[f"units_{value.unit}"]
        return self["within" if deadline else "length"].format(number=number, unit=unit)

    def when(self, value: When) -> str:
        """Prints a recurring moment of the calendar."""
        words = [self[f"every_{value.period}"]]
        if value.edge:
            words = [self[f"{value.edge}_of_{value.period}"]]
        elif value.workday:
            words.append(self["nth_workday"].format(number=value.workday))
        elif value.month:
            words.append(self["in_month"].format(month=self[f"month_{value.month}"]))
        elif value.first_day:
            last = value.last_day or value.first_day
            words.append(self["on_day"].format(days=_range(value.first_day, last)))
        elif value.weekday is not None:
            words = [self["every_weekday"].format(weekday=self[f"weekday_{value.weekday}"])]
        words += [self[f"part_{value.daypart}"]] if value.daypart else []
        words += [value.time] if value.time else []
        return self["word_gap"].join(words)

    def quantity(self, value: Quantity, unit: str | None = None) -> str:
        """Prints a figure with its unit; what is in per cent does not say so twice."""
        if not unit or (value.is_percent and unit in ("%", "％")):
            return str(value)
        is_one = self.lang.startswith("en") and value.low == value.high == 1
        return f"{value}{self['unit_gap']}{singular(unit) if is_one else unit}"


_ONE_OF_MANY = re.compile(r"(?<=[^aeiou])ies$|(?<=ch|sh|ss)es$|(?<=x)es$|(?<=[^s])s$")


def singular(unit: str) -> str:
    """An English unit as it is counted once: ``2 visits``, ``1 visit``; what is no English plural stays."""
    if unit.endswith("people"):
        return unit.removesuffix("people") + "person"
    return _ONE_OF_MANY.sub(lambda ending: "y" if ending[0] == "ies" else "", unit) if unit.isascii() else unit


def _range(low: float, high: float) -> str:
    from drillbook.model.values import print_number

    return print_number(low) if low == high else f"{print_number(low)}–{print_number(high)}"


@lru_cache
def _areas() -> dict[str, dict[str, str]]:
    files = [file for file in sorted(Path(__file__).parent.glob("*.yml")) if file.name != "fields.yml"]
    table: dict[str, dict[str, str]] = {}
    for area in yaml_data(files):
        table |= area
    return table


@lru_cache
def words(lang: str) -> Words:
    """The words of a language; those of English where it has none. ``zh`` in any form means zh-CN."""
    known = "zh-CN" if lang.startswith("zh") else lang
    return Words(lang, {key: row.get(known, row[FALLBACK]) for key, row in _areas().items()})
