"""A catalogue as a value, read from and written to a PO file. Knows the format, not the manual.

Babel reads. We write ourselves, because Babel wraps the previous text of a fuzzy entry like prose, which breaks the file for
other tools, and stamps every file with the hour it was made, so that two runs would differ.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Literal

from babel.messages.catalog import Message
from babel.messages.pofile import PoFileError, denormalize, normalize, read_po

from drillbook.errors import Problem
from drillbook.rules import Phrase
from drillbook.storage.whole import write_whole
from drillbook.words.phrases import phrase

State = Literal["translated", "stale", "missing"]

_STRING = r'"(?:[^"\\]|\\.)*"'
_LINE = re.compile(rf"\s*(?:#(?!~).*|(?:#~\s*)?(?:(?:msgctxt|msgid|msgstr)\s+)?{_STRING}|(?:#~\s*)?)\s*")
_HEADER = re.compile(rf'^msgid ""\nmsgstr ((?:{_STRING}\n)+)', re.MULTILINE)
_CONTEXT = re.compile(r'msgctxt\s+"([^"\\]+)"\s*')
_KEPT_FIELDS = ("PO-Revision-Date", "Last-Translator", "Language-Team", "Report-Msgid-Bugs-To")


@dataclass(frozen=True, slots=True)
class Entry:
    """One text and its translation.

    Attributes:
        key: The entity's id and the text's place: ``contract-signing:steps.draft.action``.
        source: The text that was translated.
        text: The translation; empty while there is none.
        is_fuzzy: Whether the translation belongs to an older source text.
        previous: That older source text.
        comments: What translators wrote beside it.
        line: The line of the entry in its file, from 1.
    """

    key: str
    source: str
    text: str = ""
    is_fuzzy: bool = False
    previous: str = ""
    comments: tuple[str, ...] = ()
    line: int = 1

    def state_for(self, source: str) -> State:
        """Whether this is a valid translation of a text as it is today."""
        if not self.text:
            return "missing"
        return "stale" if self.is_fuzzy or self.source != source else "translated"


@dataclass(frozen=True)
class Catalogue:
    """All translations into one language.

    Attributes:
        lang: The language.
        file: The file's name in problems.
        entries: The entries by key, in the order of the file.
        obsolete: Translations whose text is gone from the manual.
        header: Fields of the head that people and tools fill in.
        twice: What stands in the file again: the key, the line, and the line where it stood first.
    """

    lang: str
    file: str
    entries: dict[str, Entry] = field(default_factory=dict)
    obsolete: dict[str, Entry] = field(default_factory=dict)
    header: dict[str, str] = field(default_factory=dict)
    twice: tuple[tuple[str, int, int], ...] = ()

    def state(self, key: str, source: str) -> State:
        """How a text stands in this language."""
        entry = self.entries.get(key)
        return entry.state_for(source) if entry else "missing"

    def to_po(self) -> str:
        """The catalogue as the text of a PO file; the same catalogue always gives the same bytes."""
        blocks = [self._head, *(_block(e) for e in self.entries.values())]
        blocks += [_obsolete_block(e) for e in self.obsolete.values()]
        return "\n".join(blocks)

    @cached_property
    def _head(self) -> str:
        fields = {
            "Project-Id-Version": "Drillbook manual",
            **self.header,
            "Language": self.lang.replace("-", "_"),
            "MIME-Version": "1.0",
            "Content-Type": "text/plain; charset=utf-8",
            "Content-Transfer-Encoding": "8bit",
        }
        lines = [normalize(f"{name}: {value}\n", width=0) for name, value in fields.items()]
        return "\n".join(['msgid ""', 'msgstr ""', *lines, ""])

    def write(self, path: Path) -> None:
        """Writes the PO file, if its content changes."""
        content = self.to_po().encode()
        if not path.is_file() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, content)


def _block(entry: Entry) -> str:
    lines = [f"# {comment}".rstrip() for comment in entry.comments]
    if entry.is_fuzzy:
        lines.append("#, fuzzy")
        if entry.previous:
            lines += [f"#| {line}" for line in f"msgid {normalize(entry.previous, width=0)}".split("\n")]
    return "\n".join([*lines, *_fields(entry)]) + "\n"


def _obsolete_block(entry: Entry) -> str:
    lines = [f"# {comment}".rstrip() for comment in entry.comments]
    body = [f"#~ {line}" for text in _fields(entry) for line in text.split("\n")]
    return "\n".join([*lines, *(["#, fuzzy"] if entry.is_fuzzy else []), *body]) + "\n"


def _fields(entry: Entry) -> Iterator[str]:
    for word, value in (("msgctxt", entry.key), ("msgid", entry.source), ("msgstr", entry.text)):
        yield f"{word} {normalize(value, width=0)}"


def read_catalogue(path: Path, root: Path) -> tuple[Catalogue, list[Problem]]:
    """Reads a PO file named after its language; a missing one is an empty catalogue.

    Args:
        path: The file: ``locales/en.po``.
        root: The manual's folder, from which problems name the file.
    """
    lang, file = path.stem, path.relative_to(root).as_posix()
    empty = Catalogue(lang, file)
    if not path.is_file():
        return empty, []
    try:
        text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return empty, [_unreadable(file, 1, phrase("po_encoding"))]
    for number, line in enumerate(text.split("\n"), 1):
        if not _LINE.fullmatch(line):
            return empty, [_unreadable(file, number, phrase("po_line", line=line.strip()[:60]))]
    try:
        return _from_text(text, lang, file), []
    except PoFileError as error:
        return empty, [_unreadable(file, error.lineno + 1, phrase("po_entry"))]
    except (ValueError, LookupError):
        return empty, [_unreadable(file, 1, phrase("po_other"))]


def _unreadable(file: str, line: int, reason: Phrase) -> Problem:
    return Problem(file, line, 1, "DB604", {"reason": reason})


def _from_text(text: str, lang: str, file: str) -> Catalogue:
    found = read_po(io.StringIO(text), abort_invalid=True)
    entries = {e.key: e for e in map(_entry, found) if e.key}
    obsolete = {e.key: e for e in map(_entry, found.obsolete.values()) if e.key and e.key not in entries}
    return Catalogue(lang, file, entries, obsolete, _header(text), tuple(_twice(text)))


def _twice(text: str) -> Iterator[tuple[str, int, int]]:
    first: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        key = _CONTEXT.fullmatch(line)
        if key and first.setdefault(key[1], number) != number:
            yield key[1], number, first[key[1]]


def _entry(message: Message) -> Entry:
    previous = [c[1:].strip() for c in message.user_comments if c.startswith("|")]
    first = next((i for i, line in enumerate(previous) if line.startswith("msgid ")), None)
    old = "\n".join(previous[first:]).removeprefix("msgid ") if first is not None else ""
    return Entry(
        key=message.context or "",
        source=str(message.id),
        text=str(message.string or ""),
        is_fuzzy="fuzzy" in message.flags,
        previous=denormalize(old) if old else "",
        comments=tuple(c for c in message.user_comments if not c.startswith("|")),
        line=message.lineno or 1,
    )


def _header(text: str) -> dict[str, str]:
    match = _HEADER.search(text)
    lines = denormalize(match[1].strip()).splitlines() if match else []
    pairs = (line.partition(":") for line in lines)
    return {name: value.strip() for name, _, value in pairs if name in _KEPT_FIELDS or name.startswith("X-")}
