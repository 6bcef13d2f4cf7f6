"""Entries -> columns: entries are joined by line breaks, several texts of one entry by tabs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from drillbook.search.entries import Entry
from drillbook.search.phrases import Topic


def head_columns(heads: Sequence[Entry], roles: list[str]) -> dict[str, Any]:
    """Entities without their texts.

    Args:
        heads: The entities.
        roles: All roles that they or their parts concern.
    """
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


def text_columns(entries: Sequence[Entry], first: int) -> dict[str, Any]:
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
        found = (places.get(id_) or places.get(entity_of(id_)) for id_ in topic.ids)
        answers = list(dict.fromkeys(each for each in found if each))
        if answers and topic.phrases:
            kept.append((_field(topic.phrases), answers))
    return {"topics": "\n".join(phrases for phrases, _ in kept), "answers": [answers for _, answers in kept]}


def cut(entries: Iterable[Entry], limit: int) -> Iterator[tuple[int, list[Entry]]]:
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


def entity_of(id_: str) -> str:
    """The id of the entity that something belongs to, or is."""
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


def _sparse(rows: Sequence[str]) -> str:
    """A column; nothing where all its rows are empty."""
    return "\n".join(rows) if any(rows) else ""


def _field(texts: Iterable[str]) -> str:
    return "\t".join([" ".join(text.split()) for text in texts])
