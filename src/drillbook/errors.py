"""Problems an author can mend, and the one exception for usage that cannot go on.

Imports nothing of ours but the catalogue of rules, which is data.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from drillbook.rules import RULES, Count, Level, Phrase

_LEVELS: Final[dict[Level, Phrase]] = {"error": Phrase("error", "错误"), "warning": Phrase("warning", "警告")}
_GUESS = Phrase(" Did you mean '{guess}'?", "您是不是想写“{guess}”？")
_LONGEST = 200


class DrillbookError(Exception):
    """Something the caller must change before anything can be done; its text is shown as it is.

    Attributes:
        exit_code: With which the command ends: 2, a command used wrongly, or 1, a manual with errors.
    """

    exit_code = 2


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend in one place.

    Attributes:
        file: The file, relative to the manual's folder, with forward slashes.
        line: The line, from 1.
        column: The column, from 1.
        code: The rule it breaks; its text and level stand in ``rules.RULES``.
        values: What the rule's sentences are filled with: what the author wrote, or a phrase of ours in both languages.
        suggestion: What the author probably meant, or nothing.
    """

    file: str
    line: int
    column: int
    code: str
    values: Mapping[str, str | Phrase] = field(default_factory=dict)
    suggestion: str = ""

    @property
    def level(self) -> Level:
        """``error`` stops a build, ``warning`` does not."""
        return RULES[self.code].level

    def message(self, lang: str = "en") -> str:
        """What is wrong, in one sentence, with the suggestion."""
        text = self._fill(RULES[self.code].text(lang).message, lang)
        return text + (_GUESS.text(lang).format(guess=_shown(self.suggestion)) if self.suggestion else "")

    def hint(self, lang: str = "en") -> str:
        """What to do about it."""
        return self._fill(RULES[self.code].text(lang).hint, lang)

    def line_text(self, lang: str = "en") -> str:
        """``file:line:column: error CODE: message``, the form editors and people know."""
        place = f"{_shown(self.file)}:{self.line}:{self.column}"
        return f"{place}: {_LEVELS[self.level].text(lang)} {self.code}: {self.message(lang)}"

    def _fill(self, sentence: str, lang: str) -> str:
        values = {k: _printable(v.text(lang)) if isinstance(v, Phrase) else _shown(v) for k, v in self.values.items()}
        return sentence.format_map(values)


def _shown(value: str) -> str:
    """Shortens what the author wrote, so that a message stays one readable line."""
    return _printable(value if len(value) <= _LONGEST else value[: _LONGEST - 3] + "...")


def _printable(text: str) -> str:
    """Shows control characters, which could otherwise change what a terminal displays."""
    return "".join(c if c.isprintable() else " " if c.isspace() else f"\\u{ord(c):04x}" for c in text)


def sort_problems(problems: Iterable[Problem]) -> list[Problem]:
    """Sorts by file, line, column and code, without repeats."""
    unique = {(p.file, p.line, p.column, p.code, p.message()): p for p in problems}
    return [unique[key] for key in sorted(unique)]


def summary(problems: Sequence[Problem], lang: str = "en") -> str:
    """How many problems there are, in one line."""
    errors = Count(sum(p.level == "error" for p in problems))
    warnings, files = Count(len(problems) - errors), Count(len({p.file for p in problems}))
    if lang.startswith("zh"):
        return f"{files} 个文件，{errors} 个错误，{warnings} 个警告。" if problems else "没有发现问题。"
    if not problems:
        return "No problems found."
    return f"{errors:error|errors} and {warnings:warning|warnings} in {files:file|files}."


def report(problems: Sequence[Problem], lang: str = "en") -> str:
    """All problems as text: the place and the message, under it what to do, and the summary at the end."""
    lines = [f"{p.line_text(lang)}\n    {p.hint(lang)}".rstrip() for p in problems]
    return "\n".join([*lines, summary(problems, lang)])
