"""What is learnt from the words of entries and topics, as columns of the index: what entries are about, and what words mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, Protocol, TypeAlias

from drillbook.search.phrases import Topic

Words: TypeAlias = dict[str, tuple[str, ...]]
"""All that each entry is called and asked for by itself; the entries of parts follow their entity."""
Asked: TypeAlias = tuple[str, Sequence[int]]
"""A phrase, and the numbers of the entries it asks for."""
LEAST: Final = 200
"""Readers must ask for so many entries in words of their own, or what goes with what cannot be learnt from them."""


class Learns(Protocol):
    """Learns from what readers type, as ``latent`` and ``vectors`` do."""

    def about(self, bags: Sequence[str]) -> dict[str, Any]:
        """What entries are about; see ``latent.about``."""
        ...

    def meant(self, asked: Sequence[Asked], entries: int) -> dict[str, Any]:
        """What words mean; see ``vectors.meant``."""
        ...


def latent_column(words: Words, topics: Sequence[Topic], learns: Learns) -> dict[str, Any]:
    """What entries are about, in their order."""
    bags = {id_: list(texts) for id_, texts in words.items()}
    for topic in topics:
        for id_ in _answers(topic, bags):
            bags[id_].extend(topic.phrases)
    return {"latent": learns.about([" ".join(each) for each in bags.values()])}


def vector_columns(words: Words, topics: Sequence[Topic], learns: Learns) -> dict[str, Any]:
    """What words mean; the entries in their order."""
    numbers = {id_: number for number, id_ in enumerate(words)}
    asked: list[Asked] = [(text, (numbers[id_],)) for id_, texts in words.items() for text in texts]
    for topic in topics:
        answers = tuple(dict.fromkeys(numbers[id_] for id_ in _answers(topic, numbers)))
        asked += [(phrase, answers) for phrase in topic.phrases]
    return learns.meant(asked, len(numbers))


def _answers(topic: Topic, known: Mapping[str, object]) -> Iterator[str]:
    """The entries that answer a topic; what has no entry of its own is answered by its entity."""
    for id_ in topic.ids:
        found = next((each for each in (id_, id_.partition(".")[0]) if each in known), None)
        if found is not None:
            yield found
