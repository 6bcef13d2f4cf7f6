"""What is learnt from the words of entries and topics, as columns of the index: what entries are about, and what words mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol, TypeAlias

from drillbook.search import latent, vectors
from drillbook.search.phrases import Topic

Words: TypeAlias = dict[str, tuple[str, ...]]
"""All that each entry is called and asked for by itself; the entries of parts follow their entity."""


class Learns(Protocol):
    """Learns from what readers type, as ``latent`` and ``vectors`` do."""

    def rows(self, bags: Sequence[str]) -> str:
        """What entries are about; see ``latent.rows``."""
        ...

    def learnt(self, asked: Sequence[vectors.Asked], entries: int) -> vectors.Vectors:
        """What words mean; see ``vectors.learnt``."""
        ...


def latent_column(words: Words, topics: Sequence[Topic], learns: Learns) -> dict[str, Any]:
    """What entries are about, in their order."""
    bags = {id_: list(texts) for id_, texts in words.items()}
    for topic in topics:
        for id_ in _answers(topic, bags):
            bags[id_].extend(topic.phrases)
    rows = learns.rows([" ".join(each) for each in bags.values()])
    return {"latent": {"rows": rows, "dimensions": latent.DIMENSIONS, "zero": latent.ZERO}}


def vector_columns(words: Words, topics: Sequence[Topic], learns: Learns) -> dict[str, Any]:
    """What words mean; the entries in their order."""
    numbers = {id_: number for number, id_ in enumerate(words)}
    asked: list[vectors.Asked] = [(text, (numbers[id_],)) for id_, texts in words.items() for text in texts]
    for topic in topics:
        answers = tuple(dict.fromkeys(numbers[id_] for id_ in _answers(topic, numbers)))
        asked += [(phrase, answers) for phrase in topic.phrases]
    learnt = learns.learnt(asked, len(numbers))
    return {
        "words": "\n".join(learnt.words),
        "word_rows": learnt.word_rows,
        "rows": learnt.entry_rows,
        "dimensions": vectors.DIMENSIONS,
        "zero": vectors.ZERO,
    }


def _answers(topic: Topic, known: Mapping[str, object]) -> Iterator[str]:
    """The entries that answer a topic; what has no entry of its own is answered by its entity."""
    for id_ in topic.ids:
        found = next((each for each in (id_, id_.partition(".")[0]) if each in known), None)
        if found is not None:
            yield found
