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
from drillbook.search.entries import PART_KINDS, Entry
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
    for number, (first, chunk) in enumerate(_chunks(map(seen.pass_on, entries), file_characters)):
        yield f"texts-{number}", texts(chunk, first)
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
        self._topics = topics
        self._keeps_words = keeps_words
        self.characters: set[str] = {each for topic in topics for phrase in topic.phrases for each in phrase}
        self.places: dict[str, tuple[int, int]] = {}
        self.words: learning.Words = {}
        self._answers = {id_ for topic in topics for id_ in topic.ids} | {
            _entity(id_) for topic in topics for id_ in topic.ids
        }
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
        return _head_columns(self._heads, list(self._roles))


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


def head_columns(entries: Iterable[Entry]) -> dict[str, Any]:
    """The entities as columns: entities are joined by line breaks, several texts of one entity by tabs."""
    seen = _Seen(())
    for entry in entries:
        seen.pass_on(entry)
    return seen.columns()


def _head_columns(heads: Sequence[Entry], roles: list[str]) -> dict[str, Any]:
    paths = list(dict.fromkeys(entry.path for entry in heads))
    industries = list(dict.fromkeys(each for entry in heads for each in entry.industries))
    return {
        **_columns(heads, roles),
        "paths": [list(path) for path in paths],
        "path": [paths.index(entry.path) for entry in heads],
        "role_ids": roles,
        "industry_ids": industries,
        "industries": [[industries.index(each) for each in entry.industries] for entry in heads],
        "id": "\n".join(entry.id for entry in heads),
        "url": "\n".join(entry.url for entry in heads),
    }


def texts(entries: Sequence[Entry], first: int) -> dict[str, Any]:
    """The texts of entities in a row, and their parts as columns.

    What follows from the entity a part belongs to is left out: the beginning of its id, its path and its address.

    Args:
        entries: Some entities with their parts.
        first: The number of the first entity.
    """
    parts: list[Entry] = []
    counts: list[int] = []
    own: list[str] = []
    phrases: list[str] = []
    bases: dict[str, str] = {}
    urls = []
    for entry in entries:
        entity, dot, part = entry.id.partition(".")
        if not dot:
            counts.append(0)
            own.append(_field(entry.lines))
            phrases.append(_field(entry.phrases))
            bases[entity] = entry.url.partition("#")[0]
            continue
        counts[-1] += 1
        parts.append(entry)
        urls.append("" if entry.url == f"{bases[entity]}#{part}" else entry.url)
    roles = list(dict.fromkeys(role for entry in parts for role in entry.roles))
    return {
        "first": first,
        "counts": counts,
        "own": "\n".join(own),
        "own_phrases": _sparse(phrases),
        **_columns(parts, roles),
        "role_ids": roles,
        "id": "\n".join(entry.id.partition(".")[2] for entry in parts),
        "url": "\n".join(urls),
        "lines": "\n".join(_field(entry.lines) for entry in parts),
        "phrases": _sparse([_field(entry.phrases) for entry in parts]),
    }


def topic_columns(topics: Sequence[Topic], places: Mapping[str, tuple[int, int]]) -> dict[str, Any]:
    """What readers ask, and the places of what answers it.

    What has no entry of its own, such as a field of a form, is answered by its entity; what is not found at all is left out.
    """
    kept = []
    for topic in topics:
        found = (places.get(id_) or places.get(_entity(id_)) for id_ in topic.ids)
        answers = list(dict.fromkeys(each for each in found if each))
        if answers and topic.phrases:
            kept.append((_field(topic.phrases), answers))
    return {"topics": "\n".join(phrases for phrases, _ in kept), "answers": [answers for _, answers in kept]}


def _entity(id_: str) -> str:
    return id_.partition(".")[0]


def _columns(entries: Sequence[Entry], roles: list[str]) -> dict[str, Any]:
    kinds = list(dict.fromkeys(entry.kind for entry in entries))
    number = {role: i for i, role in enumerate(roles)}
    return {
        "kinds": kinds,
        "kind": [kinds.index(entry.kind) for entry in entries],
        "roles": [[number[role] for role in entry.roles] for entry in entries],
        "title": "\n".join(_field([entry.title]) for entry in entries),
        "names": "\n".join(_field(entry.names) for entry in entries),
    }


def box_script(word: Words, options: Mapping[str, Any]) -> str:
    """The script of the search box with its words in one language, and where its index lies."""
    script = (resources.files("drillbook") / "browser" / "search.js").read_text("utf-8")
    shown = {key.removeprefix("search_"): text for key, text in word.items() if key.startswith("search_")}
    shown |= {key: text for key, text in word.items() if key.startswith("kind_")}
    shown |= {
        f"kind_{kind}": word.get(f"search_kind_{kind}", word.get(f"noun_{kind}", kind)) for kind in PART_KINDS.values()
    }
    settings = {**options, "version": VERSION, "words": dict(sorted(shown.items()))}
    return slim(script).replace(_SETTINGS_PLACE, json.dumps(settings, ensure_ascii=False), 1)


def _sparse(rows: Sequence[str]) -> str:
    """A column; nothing where all its rows are empty."""
    return "\n".join(rows) if any(rows) else ""


def _field(texts: Iterable[str]) -> str:
    return "\t".join([" ".join(text.split()) for text in texts])


def _chunks(entries: Iterable[Entry], limit: int) -> Iterator[tuple[int, list[Entry]]]:
    """Entries cut between entities, each piece with the number of its first entity."""
    chunk: list[Entry] = []
    size = first = count = 0
    for entry in entries:
        is_entity = "." not in entry.id
        if size >= limit and is_entity:
            yield first, chunk
            chunk, size, first = [], 0, count
        count += is_entity
        chunk.append(entry)
        size += len(entry.title) + sum(map(len, (*entry.names, *entry.lines, *entry.phrases)))
    if chunk:
        yield first, chunk
