"""The bytes of a file -> plain data: dicts, lists and strings. Knows YAML, not the models.

The text is read event by event, not composed by the library: that is faster, cannot be made to recurse without end, and
lets all problems of the same file be told at once.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from typing import Any, Final

import yaml
from yaml import AliasEvent, MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent
from yaml._yaml import CParser

from drillbook.errors import Problem
from drillbook.files.comments import swallowed
from drillbook.files.source import Source
from drillbook.rules import Phrase
from drillbook.words.phrases import phrase

MAX_BYTES: Final = 1 << 20
MAX_ALIASES: Final = 20
MAX_DEPTH: Final = 40
_WIDE_COLON = re.compile(r"^\s*(?:- )?([A-Za-z_]+)\s*：", re.MULTILINE)
# What YAML calls non-printable; NUL and the byte order mark inside a text are the ones that really occur.
_CONTROL = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_ODD: Final = "\xa0\u1680\u2000-\u200d\u202f\u205f-\u2064\u3000\ufeff"
_ODD_SPACE = re.compile(rf"^[ -]*([{_ODD}])|^\s*(?:- )?[A-Za-z_]+[ ]*:[ ]*([{_ODD}])|^\s*-([{_ODD}])")
"""Where YAML needs spaces, white space or nothing visible that is no space."""
_REASONS: Final = (
    ("mapping values are not allowed", "yaml_value-in-value"),
    ("found character that cannot start any token", "yaml_start"),
    ("could not find expected ':'", "yaml_no-colon"),
    ("did not find expected key", "yaml_key"),
    ("did not find expected '-' indicator", "yaml_dash"),
    ("block sequence entries are not allowed", "yaml_dash-place"),
    ("did not find expected ',' or ']'", "yaml_bracket"),
    ("did not find expected ',' or '}'", "yaml_brace"),
    ("escape", "yaml_escape"),
    ("hexdecimal", "yaml_escape"),
    ("alphabetic or numeric character", "yaml_star"),
    ("mapping keys are not allowed", "yaml_key-shape"),
    ("comment or line break", "yaml_block"),
    ("indentation indicator", "yaml_block"),
    ("expected <document start>", "yaml_document"),
    ("directive", "yaml_directive"),
    ("incompatible YAML document", "yaml_directive"),
    ("tag", "yaml_tag"),
    ("'>'", "yaml_tag"),
)
# For these the place where it began helps more than the place where the parser gave up.
_TOLD_AT_START: Final = {"yaml_bracket", "yaml_brace", "yaml_no-colon"}


def read_source(file: str, content: bytes) -> tuple[Source | None, list[Problem]]:
    """Decodes a file's bytes and refuses what is no text."""
    if len(content) > MAX_BYTES:
        return None, [Problem(file, 1, 1, "DB108", {"limit": str(MAX_BYTES)})]
    problems = [Problem(file, 1, 1, "DB105")] if content.startswith(BOM_UTF8) else []
    try:
        text = content.removeprefix(BOM_UTF8).decode().replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        return None, [*problems, wrong_encoding(file, content, error)]
    control = _CONTROL.search(text)
    if control:
        before = text[: control.start()]
        line, column = before.count("\n") + 1, control.start() - before.rfind("\n")
        return None, [*problems, Problem(file, line, column, "DB106", {"character": _code_point(control[0])})]
    return Source(file, text), problems


def wrong_encoding(file: str, content: bytes, error: UnicodeDecodeError) -> Problem:
    """The problem of a file that is no UTF-8 text, at its first such line."""
    line = content[: error.start].count(b"\n") + 1
    return Problem(file, line, 1, "DB104", {"byte": f"0x{content[error.start]:02X}", "position": str(error.start)})


def parse(source: Source) -> tuple[Any, list[Problem]]:
    """Reads a text as plain data: dicts, lists, strings; None where that fails or nothing is there."""
    reader = _Reader(source)
    try:
        return reader.document(), [*reader.problems, *swallowed(source)]
    except yaml.MarkedYAMLError as error:
        return None, [*reader.problems, _syntax_problem(source, error)]
    except yaml.YAMLError:
        return None, [*reader.problems, Problem(source.file, 1, 1, "DB102", {"reason": phrase("yaml_other")})]
    except _UnreadableError:
        return None, reader.problems


def without_colon(source: Source) -> Problem:
    """The problem of a text that holds no ``key: value`` lines."""
    text = source.text
    odd = next((odd for row, line in enumerate(text.splitlines()) if (odd := _odd_space(source.file, row, line))), None)
    if odd:
        return odd
    wide = _WIDE_COLON.search(text)
    if wide is None:
        return Problem(source.file, 1, 1, "DB111")
    before = text[: wide.start(1)]
    return Problem(source.file, before.count("\n") + 1, wide.start(1) - before.rfind("\n"), "DB113", {"key": wide[1]})


class _UnreadableError(Exception):
    """Nothing sensible can follow; the reason is among the problems."""


class _Reader:
    """Builds the data of one text from the events of the YAML parser."""

    def __init__(self, source: Source) -> None:
        self.problems: list[Problem] = []
        self._file = source.file
        text = source.text
        self._next = CParser(text).get_event
        self._has_escapes = "\\" in text
        self._anchors: dict[str, tuple[Any, int]] = {}
        self._aliases = 0

    def document(self) -> Any:
        """The data of the only document; None when the text is empty."""
        self._next()
        event = self._next()
        if isinstance(event, yaml.StreamEndEvent):
            return None
        value = self._value(self._next(), 0)
        self._next()
        another = self._next()
        if not isinstance(another, yaml.StreamEndEvent):
            self._refuse("DB112", another)
        return value

    def _refuse(self, code: str, event: Any, **values: str | Phrase) -> None:
        mark = event.start_mark
        self.problems.append(Problem(self._file, mark.line + 1, mark.column + 1, code, values))

    def _value(self, event: Any, depth: int) -> Any:
        kind = event.__class__
        if kind is ScalarEvent and event.anchor is None and event.tag is None and not self._has_escapes:
            return event.value
        if kind is AliasEvent:
            return self._alias(event)
        if event.tag is not None:
            self._refuse("DB110", event, tag=event.tag.replace("tag:yaml.org,2002:", "!!"))
        before, value = self._aliases, None
        if kind is ScalarEvent:
            value = event.value
            if self._has_escapes:
                self._look_for_control(event)
        elif depth == MAX_DEPTH:
            self._refuse("DB114", event, limit=str(MAX_DEPTH))
            raise _UnreadableError
        else:
            value = self._mapping(depth + 1) if kind is MappingStartEvent else self._list(depth + 1)
        if event.anchor is not None:
            self._anchors[event.anchor] = value, self._aliases - before
        return value

    def _list(self, depth: int) -> list[Any]:
        found: list[Any] = []
        while True:
            event = self._next()
            if event.__class__ is SequenceEndEvent:
                return found
            found.append(self._value(event, depth))

    def _mapping(self, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        first: dict[str, Any] = {}
        while True:
            event = self._next()
            if event.__class__ is MappingEndEvent:
                return found
            key = self._value(event, depth)
            value = self._value(self._next(), depth)
            if not isinstance(key, str):
                self._refuse("DB102", event, reason=phrase("yaml_key-shape"))
            elif key in found:
                self._refuse("DB107", event, key=key, first=str(first[key].start_mark.line + 1))
            else:
                found[key], first[key] = value, event

    def _alias(self, event: Any) -> Any:
        """What an anchor names. Aliases inside it count again, so that nothing grows beyond the bound."""
        if event.anchor not in self._anchors:
            self._refuse("DB102", event, reason=phrase("yaml_alias", name=event.anchor))
            return ""
        value, inside = self._anchors[event.anchor]
        self._aliases += 1 + inside
        if self._aliases > MAX_ALIASES:
            self._refuse("DB109", event, limit=str(MAX_ALIASES))
            raise _UnreadableError
        return value

    def _look_for_control(self, event: Any) -> None:
        # Those that stand in the file itself were refused before: this one is a backslash in double quotes.
        if _CONTROL.search(event.value):
            self._refuse("DB102", event, reason=phrase("yaml_escape"))


def _code_point(character: str) -> str:
    return f"U+{ord(character):04X}"


def _syntax_problem(source: Source, error: yaml.MarkedYAMLError) -> Problem:
    """Turns what the YAML parser says into what the author did."""
    mark = error.problem_mark or error.context_mark
    lines = source.text.splitlines() or [""]
    row = min(mark.line if mark else 0, len(lines) - 1)
    column = mark.column if mark else 0
    said = str(error.problem)
    indentation = lines[row][: len(lines[row]) - len(lines[row].lstrip())]
    if "\t" in indentation or lines[row][column : column + 1] == "\t":
        return Problem(source.file, row + 1, lines[row].index("\t") + 1, "DB101")
    quote = _open_quote(source.text, row, error)
    if quote:
        return Problem(source.file, quote.line + 1, quote.column + 1, "DB103")
    wide = _wide_colon(lines, row)
    if wide:
        return Problem(source.file, wide[0] + 1, wide[1].start(1) + 1, "DB113", {"key": wide[1][1]})
    for number in range(row, max(row - 4, -1), -1):
        odd = _odd_space(source.file, number, lines[number])
        if odd:
            return odd
    key = next((key for sign, key in _REASONS if sign in said), "yaml_other")
    began = error.context_mark if key in _TOLD_AT_START else None
    line, column = (began.line, began.column) if began else (mark.line if mark else 0, column)
    return Problem(source.file, line + 1, column + 1, "DB102", {"reason": phrase(key)})


def _odd_space(file: str, row: int, line: str) -> Problem | None:
    """The problem of a line with something where YAML needs spaces that only looks like one, or like nothing."""
    found = _ODD_SPACE.match(line)
    if not found or not found.lastindex:
        return None
    character = found[found.lastindex]
    name = {"\xa0": "no-break", "\u3000": "full-width"}.get(
        character, "special" if character.isspace() else "invisible"
    )
    values: dict[str, str | Phrase] = {"name": phrase(f"space_{name}"), "character": _code_point(character)}
    return Problem(file, row + 1, found.start(found.lastindex) + 1, "DB117", values)


def _open_quote(text: str, row: int, error: yaml.MarkedYAMLError) -> yaml.Mark | None:
    """The quotation mark that was never closed, or was closed only by the next one lines below."""
    if error.context == "while scanning a quoted scalar":
        return error.context_mark
    parser, last = CParser(text), None
    try:
        while (token := parser.get_token()) is not None and token.start_mark.line <= row:
            if isinstance(token, yaml.ScalarToken) and token.style in ("'", '"') and token.start_mark.line < row:
                last = token
    except yaml.YAMLError:
        pass
    return last.start_mark if last is not None and last.end_mark.line == row else None


def _wide_colon(lines: list[str], line: int) -> tuple[int, re.Match[str]] | None:
    for number in (line, line - 1, line - 2):
        match = _WIDE_COLON.match(lines[number]) if 0 <= number < len(lines) else None
        if match:
            return number, match
    return None
