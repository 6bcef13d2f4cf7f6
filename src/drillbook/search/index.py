"""Entries -> the files the browser searches in: the texts as they are, in columns; the browser finds its way in them by itself.

What must be there before the first result is small: one file with the names of all entities and what is known of languages. The
texts follow in files of their own, cut between entities. Building postings here would cost every build what no reader could notice.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from importlib import resources
from typing import Any, Final

from drillbook.assets import FOLDER, slim
from drillbook.search import characters, learning, synonyms
from drillbook.search.columns import cut, entity_of, head_columns, text_columns, topic_columns
from drillbook.search.entries import PART_KINDS, Entry, kind_name
from drillbook.search.phrases import Topic
from drillbook.words import Words, words

VERSION: Final = 5
FILE_CHARACTERS: Final = 120_000
"""About how many characters a file of texts holds: 100 to 150 KB as it is sent."""
_SETTINGS_PLACE: Final = "{/* settings */}"


def each_file(
    entries: Iterable[Entry],
    lang: str,
    *,
    topics: Sequence[Topic] = (),
    learns: learning.Learns | None = None,
    own_synonyms: Sequence[Sequence[str]] = (),
    options: Mapping[str, Any] | None = None,
    file_characters: int = FILE_CHARACTERS,
) -> Iterator[tuple[str, str]]:
    """The files of the search in one language: the index, and the search box with that language's words.

    A file of texts is made when so many entries have come: the index of a large manual need not be held as a whole.

    Args:
        entries: What can be found; the entries of parts follow their entity.
        lang: The language.
        topics: What readers ask that several entries answer together.
        learns: Learns from all that each entry is called and asked for by; nothing where that is not enough.
        own_synonyms: Groups of words of the manual's own that mean the same.
        options: What the box needs to know besides: ``report``, ``manual``, ``others``.
        file_characters: How many characters a file of texts may hold before the next one begins.

    Yields:
        Place relative to the language's root, and text. Names carry a hash of the content, but for that of the box.
    """
    names = []
    size = 0
    seen = _Seen(topics, keeps_words=learns is not None)
    for kind, columns in _columns_of_files(entries, topics, seen, learns, file_characters):
        name, script = _script(kind, {"v": VERSION, "lang": lang, **columns})
        yield f"{FOLDER}/{name}", script
        names.append(name)
        size += len(script.encode())
    heads_columns = seen.columns() | {"texts": names, "size": size} | _knowledge(seen.characters, lang, own_synonyms)
    heads, script = _script("heads", {"v": VERSION, "lang": lang, **heads_columns})
    yield f"{FOLDER}/{heads}", script
    yield (
        f"{FOLDER}/search.js",
        box_script(words(lang), {"others": [], **(options or {}), "lang": lang, "heads": heads}),
    )


def _columns_of_files(
    entries: Iterable[Entry], topics: Sequence[Topic], seen: _Seen, learns: learning.Learns | None, file_characters: int
) -> Iterator[tuple[str, dict[str, Any]]]:
    """What stands in the files that follow the one of all entities: the texts, and what points into them."""
    for number, (first, chunk) in enumerate(cut(map(seen.pass_on, entries), file_characters)):
        yield f"texts-{number}", text_columns(chunk, first)
    if topics or learns:
        about = learning.latent_column(seen.words, topics, learns) if learns else {}
        yield "topics", topic_columns(topics, seen.places) | about
    if learns:
        yield "vectors", learning.vector_columns(seen.words, topics, learns)


def _script(name: str, data: dict[str, Any]) -> tuple[str, str]:
    """A file of data: its name, which changes with its content, and its text."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    script = f"(window.drillbookSearch=window.drillbookSearch||[]).push({text});\n"
    return f"search/{name}.{hashlib.sha256(script.encode()).hexdigest()[:10]}.js", script


class _Seen:
    """What is kept of the entries that pass.

    Attributes:
        characters: Every character of their texts, and of the topics.
        places: Where answers of topics stand: the number of the entity, and that of its part or 0 for the entity itself.
        words: All that each entry is called and asked for by itself, where that is learnt from.
    """

    def __init__(self, topics: Sequence[Topic], *, keeps_words: bool = False) -> None:
        self._keeps_words = keeps_words
        self.characters: set[str] = {each for topic in topics for phrase in topic.phrases for each in phrase}
        self.places: dict[str, tuple[int, int]] = {}
        self.words: learning.Words = {}
        self._answers = {answer for topic in topics for id_ in topic.ids for answer in (id_, entity_of(id_))}
        self._part = 0
        self._heads: list[Entry] = []
        self._roles: dict[str, None] = {}

    def pass_on(self, entry: Entry) -> Entry:
        """Looks at an entry and returns it."""
        self.characters.update(entry.title, *entry.names, *entry.lines, *entry.phrases)
        self._roles.update(dict.fromkeys(entry.roles))
        self._part += 1
        if "." not in entry.id:
            self._heads.append(entry._replace(lines=(), phrases=()))
            self._part = 0
        if entry.id in self._answers:
            self.places[entry.id] = len(self._heads) - 1, self._part
        if self._keeps_words:
            self.words[entry.id] = (entry.title, *entry.names, *entry.phrases)
        return entry

    def columns(self) -> dict[str, Any]:
        """The entities as columns."""
        return head_columns(self._heads, list(self._roles))


def _knowledge(used: Collection[str], lang: str, own_synonyms: Sequence[Sequence[str]]) -> dict[str, Any]:
    """What the engine must know of a language, where these characters are used."""
    known: dict[str, Any] = {"synonyms": [*synonyms.common().get(lang, []), *map(list, own_synonyms)]}
    if lang.startswith(("zh", "en")):
        known["bilingual"] = synonyms.bilingual()
    if lang.startswith("zh"):
        known["traditional"] = characters.simplified_pairs(used)
        known["readings"] = characters.readings(used)
        known["alike"] = characters.lookalikes()
    return known


def box_script(word: Words, options: Mapping[str, Any]) -> str:
    """The script of the search box with its words in one language, and where its index lies."""
    script = (resources.files("drillbook") / "browser" / "search.js").read_text("utf-8")
    shown = {key.removeprefix("search_"): text for key, text in word.items() if key.startswith("search_")}
    shown |= {key: text for key, text in word.items() if key.startswith("kind_")}
    shown |= {f"kind_{kind}": kind_name(word, kind) for kind in PART_KINDS.values()}
    settings = {**options, "version": VERSION, "words": dict(sorted(shown.items()))}
    return slim(script).replace(_SETTINGS_PLACE, json.dumps(settings, ensure_ascii=False), 1)
