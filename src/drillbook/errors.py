"""Problems an author can mend, and the one exception for usage that cannot go on.

Imports nothing of ours but the catalogue of rules, which is data.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from drillbook.rules import RULES, Level


class DrillbookError(Exception):
    """Something the caller must change before anything can be done; its text is shown as it is."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend in one place.

    Attributes:
        file: The file, relative to the manual's folder, with forward slashes.
        line: The line, from 1.
        column: The column, from 1.
        code: The rule it breaks; its text and level stand in ``rules.RULES``.
        values: What the rule's sentences are filled with.
        suggestion: What the author probably meant, or nothing.
    """

    file: str
    line: int
    column: int
    code: str
    values: Mapping[str, str] = field(default_factory=dict)
    suggestion: str = ""

    @property
    def level(self) -> Level:
        """``error`` stops a build, ``warning`` does not."""
        return RULES[self.code].level

    def message(self, lang: str = "en") -> str:
        """What is wrong, in one sentence, with the suggestion."""
        text = RULES[self.code].text(lang).message.format_map(_Quoted(self.values))
        if not self.suggestion:
            return text
        return text + (f"您是不是想写“{self.suggestion}”?" if lang.startswith("zh") else f" Did you mean '{self.suggestion}'?")

    def hint(self, lang: str = "en") -> str:
        """What to do about it."""
        return RULES[self.code].text(lang).hint.format_map(_Quoted(self.values))

    def line_text(self, lang: str = "en") -> str:
        """``file:line:column: error CODE: message``, the form editors and people know."""
        level = {"error": "错误", "warning": "警告"}[self.level] if lang.startswith("zh") else self.level
        return f"{self.file}:{self.line}:{self.column}: {level} {self.code}: {self.message(lang)}"


class _Quoted(dict[str, str]):
    """Shortens long values and shows control characters, so that a message stays one readable line."""

    def __getitem__(self, key: str) -> str:
        value = "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in str(super().__getitem__(key)))
        return value if len(value) <= 200 else value[:197] + "..."


def sort_problems(problems: Iterable[Problem]) -> list[Problem]:
    """Sorts by file, line, column and code, without repeats."""
    unique = {(p.file, p.line, p.column, p.code, p.message()): p for p in problems}
    return [unique[key] for key in sorted(unique)]
