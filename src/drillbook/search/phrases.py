"""The words readers type: a manual's folder ``phrases/`` -> phrases of ids and of topics, and everything that is wrong with them.

A search finds what stands in a text; readers often type words that stand nowhere in it. What they ask is data of its own, written beside
the manual and extended with every gap a reader reports (document expansion by queries: Nogueira et al., doc2query, 2019). A file gives
phrases to single ids, or lists topics: what is asked, and all that answers it together.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path as FilePath
from typing import Any, NamedTuple

from drillbook.errors import Problem
from drillbook.files import Source, parse, read_file, read_source, yaml_files
from drillbook.graph import Graph, Node
from drillbook.model.base import Path
from drillbook.text import closest_language, fold

Phrases = Mapping[str, Mapping[str, tuple[str, ...]]]
"""Language -> id of an entity or part -> its phrases, as they are written."""


class Topic(NamedTuple):
    """What readers ask that several entries answer together, in one language.

    Attributes:
        ids: The entities and parts that answer it.
        phrases: Ways to ask it.
    """

    ids: tuple[str, ...]
    phrases: tuple[str, ...]


class Typed(NamedTuple):
    """All that readers type.

    Attributes:
        phrases: That of single ids.
        topics: Language -> that of several ids together.
    """

    phrases: Phrases
    topics: Mapping[str, Sequence[Topic]]


def read(folder: FilePath, root: FilePath, graph: Graph, languages: Sequence[str]) -> tuple[Typed, list[Problem]]:
    """Reads every file of a folder; what is wrong in one is left out. Where there is no such folder, there are no phrases.

    Args:
        folder: The folder of the phrases.
        root: The folder to which file names in problems are relative.
        graph: The manual, in any language.
        languages: Those of the manual.
    """
    reader = _Reader(graph, languages)
    for path in yaml_files(folder):
        file = path.relative_to(root).as_posix()
        content, problems = read_file(path, file)
        if not problems:
            source, data, told = _parsed(file, content)
            problems = [*told, *reader.problems_in(source, data)] if source else [*told]
        reader.problems += problems
    return Typed(reader.found, reader.topics), reader.problems


@lru_cache(maxsize=64)
def _parsed(file: str, content: bytes) -> tuple[Source | None, dict[str, Any] | list[Any], tuple[Problem, ...]]:
    """A file as plain data. The check and every language read the same files, so what came of one is kept."""
    source, problems = read_source(file, content)
    if source is None:
        return None, {}, tuple(problems)
    data, more = parse(source)
    if isinstance(data, dict | list):
        return source, data, (*problems, *more)
    is_empty = data is None  # or no YAML, which has been told
    return source, {}, (*problems, *more, *([] if is_empty else [source.problem("DB904", ())]))


class _Reader:
    """Puts together the phrases of all files."""

    def __init__(self, graph: Graph, languages: Sequence[str]) -> None:
        self.found: dict[str, dict[str, tuple[str, ...]]] = {lang: {} for lang in languages}
        self.topics: dict[str, list[Topic]] = {lang: [] for lang in languages}
        self.problems: list[Problem] = []
        self._graph, self._languages = graph, languages
        self._first: dict[str, tuple[Source, str]] = {}

    def problems_in(self, source: Source, data: dict[str, Any] | list[Any]) -> Iterator[Problem]:
        """Takes the phrases or the topics of a file, and yields what is wrong with them."""
        if isinstance(data, list):
            for number, topic in enumerate(data):
                yield from self._of_topic(source, number, topic)
            return
        for id_, languages in data.items():
            node = self._graph.node(id_)
            if node is None:
                yield from self._unknown(source, (id_,), id_, at_key=True)
            elif isinstance(languages, dict) and languages:
                yield from self._of_id(source, id_, node, languages)
            else:
                yield source.problem("DB904", (id_,), at_key=True)

    def _unknown(self, source: Source, path: Path, id_: str, *, at_key: bool) -> Iterator[Problem]:
        if id_.partition(".")[0] not in self._graph.unread:
            yield source.problem("DB905", path, at_key=at_key, suggestion=self._graph.guess_id(id_), id=id_)

    def _of_topic(self, source: Source, number: int, topic: Any) -> Iterator[Problem]:
        if not isinstance(topic, dict) or not topic.get("ids") or len(topic) < 2:
            yield source.problem("DB910", (number,))
            return
        ids: list[str] = []
        for path, id_ in _listed((number, "ids"), topic["ids"]):
            node = self._graph.node(id_) if isinstance(id_, str) else None
            if node is not None:
                yield from self._unshown(source, path, node, at_key=False)
                ids.append(node.id)
            elif isinstance(id_, str):
                yield from self._unknown(source, path, id_, at_key=False)
            else:
                yield source.problem("DB910", path)
        for lang, texts in (yield from self._by_language(source, (number,), topic, ids[0] if ids else "")):
            self.topics[lang].append(Topic(tuple(ids), texts))

    def _of_id(self, source: Source, id_: str, node: Node, languages: dict[str, Any]) -> Iterator[Problem]:
        here = source, id_
        first, name = self._first.setdefault(node.id, here)
        if (first, name) != here:
            line = str(first.locate((name,), at_key=True)[0])
            yield source.problem("DB907", (id_,), at_key=True, id=id_, file=first.file, first=line)
            return
        yield from self._unshown(source, (id_,), node, at_key=True)
        for lang, texts in (yield from self._by_language(source, (id_,), languages, id_)):
            self.found[lang][node.id] = texts

    def _unshown(self, source: Source, path: Path, node: Node, *, at_key: bool) -> Iterator[Problem]:
        if node.entity.status == "retired" or not node.entity.is_shown:
            yield source.problem("DB909", path, at_key=at_key, id=node.id)

    def _by_language(
        self, source: Source, path: Path, languages: dict[str, Any], id_: str
    ) -> Generator[Problem, None, list[tuple[str, tuple[str, ...]]]]:
        """Yields what is wrong, and returns the phrases by language."""
        found = []
        for lang, value in languages.items():
            if lang in self._languages:
                texts, problems = _texts(source, (*path, lang), value, id_)
                found.append((lang, texts))
                yield from problems
            elif lang != "ids":
                known = ", ".join(self._languages)
                guess = closest_language(lang, self._languages)
                yield source.problem(
                    "DB906", (*path, lang), at_key=True, suggestion=guess, id=id_, lang=lang, known=known
                )
        return found


def _listed(path: Path, value: Any) -> list[tuple[Path, Any]]:
    """The members of a list with their places; a single one need not stand in a list."""
    return [((*path, i), each) for i, each in enumerate(value)] if isinstance(value, list) else [(path, value)]


def _texts(source: Source, path: Path, value: Any, id_: str) -> tuple[tuple[str, ...], list[Problem]]:
    """The phrases of an id or topic in one language."""
    if isinstance(value, dict):
        return (), [source.problem("DB904", path)]
    if not value:
        return (), [source.problem("DB204", path, at_key=True, key=str(path[-1]))]
    found: dict[str, str] = {}
    problems = []
    for place, text in _listed(path, value):
        if not isinstance(text, str):
            problems.append(source.problem("DB904", place))
        elif not text.strip():
            problems.append(source.problem("DB204", place, key=str(path[-1])))
        elif fold(text) in found:
            problems.append(source.problem("DB908", place, phrase=text.strip(), id=id_))
        else:
            found[fold(text)] = text
    return tuple(found.values()), problems
