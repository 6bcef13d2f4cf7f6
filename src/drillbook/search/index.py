"""Entries -> the files the browser searches in: the texts as they are, in columns; the browser looks them through itself.

Measured at 16,000 entries: a scan of the whole text for two characters takes about a millisecond, so that building postings
beforehand would cost every build what no reader could notice. Files are cut between entities, so that none becomes too large.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib import resources
from typing import Any, Final

import yaml

from drillbook.search.entries import PART_KINDS, Entry
from drillbook.words import Words, words

FOLDER: Final = "assets/drillbook"
VERSION: Final = 1
FILE_CHARACTERS: Final = 500_000
"""About how many characters a file holds."""
_WORDS_PLACE: Final = "{/* words */}"


def index_files(entries: Sequence[Entry], lang: str, *, file_characters: int = FILE_CHARACTERS) -> dict[str, str]:
    """The files of the search in one language: the index, and the search box with that language's words.

    Args:
        entries: What can be found; the entries of parts follow their entity.
        lang: The language.
        file_characters: How many characters a file of the index may hold before the next one begins.

    Returns:
        Place relative to the language's root -> text.
    """
    chunks = list(_chunks(entries, file_characters)) or [[]]
    files = {f"{FOLDER}/search.js": box_script(words(lang))}
    for number, chunk in enumerate(chunks):
        data = {"v": VERSION, "lang": lang, "part": number, "parts": len(chunks), **columns(chunk)}
        if number == 0:
            data["synonyms"] = _synonyms().get(lang, [])
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        files[f"{FOLDER}/search/index-{number}.js"] = (
            f"(window.drillbookSearch=window.drillbookSearch||[]).push({text});\n"
        )
    return files


def columns(entries: Sequence[Entry]) -> dict[str, Any]:
    """Entries as columns: entries are joined by line breaks, several texts of one entry by tabs.

    What follows from the entity an entry belongs to is left out: the beginning of its id, its path and its address.
    """
    kinds = list(dict.fromkeys(entry.kind for entry in entries))
    paths: dict[tuple[str, ...], int] = {}
    ids, urls, places, base = [], [], [], ""
    for entry in entries:
        entity, dot, part = entry.id.partition(".")
        ids.append(dot + part if dot else entity)
        if dot:
            urls.append("" if entry.url == f"{base}#{part}" else entry.url)
        else:
            base = entry.url.partition("#")[0]
            urls.append(entry.url)
            places.append(paths.setdefault(entry.path, len(paths)))
    return {
        "kinds": kinds,
        "paths": [list(path) for path in paths],
        "kind": [kinds.index(entry.kind) for entry in entries],
        "path": places,
        "id": "\n".join(ids),
        "url": "\n".join(urls),
        "title": "\n".join(_field([entry.title]) for entry in entries),
        "names": "\n".join(_field(entry.names) for entry in entries),
        "lines": "\n".join(_field(entry.lines) for entry in entries),
    }


def box_script(word: Words) -> str:
    """The script of the search box with its words in one language."""
    script = (resources.files("drillbook") / "browser" / "search.js").read_text("utf-8")
    shown = {key.removeprefix("search_"): text for key, text in word.items() if key.startswith("search_")}
    shown |= {key: text for key, text in word.items() if key.startswith("kind_")}
    shown |= {
        f"kind_{kind}": word.get(f"search_kind_{kind}", word.get(f"noun_{kind}", kind)) for kind in PART_KINDS.values()
    }
    text = json.dumps(dict(sorted(shown.items())), ensure_ascii=False)
    return script.replace(_WORDS_PLACE, text, 1)


@cache
def _synonyms() -> dict[str, list[list[str]]]:
    text = resources.files(__package__).joinpath("synonyms.yml").read_text("utf-8")
    table: dict[str, list[list[str]]] = yaml.load(text, yaml.CSafeLoader)
    return table


def _field(texts: Iterable[str]) -> str:
    return "\t".join(" ".join(text.split()) for text in texts)


def _chunks(entries: Sequence[Entry], limit: int) -> Iterator[list[Entry]]:
    chunk: list[Entry] = []
    size = 0
    for entry in entries:
        if size >= limit and "." not in entry.id:
            yield chunk
            chunk, size = [], 0
        chunk.append(entry)
        size += len(entry.title) + sum(map(len, entry.names)) + sum(map(len, entry.lines))
    if chunk:
        yield chunk
