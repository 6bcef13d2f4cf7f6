"""The words readers type: a manual's folder ``phrases/`` -> phrases by language and id, and everything that is wrong with them.

A search finds what stands in a text; readers often type words that stand nowhere in it. What they ask is data of its own, written beside
the manual and extended with every gap a reader reports (document expansion by queries: Nogueira et al., doc2query, 2019).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path as FilePath
from typing import Any

from drillbook.errors import Problem
from drillbook.graph import Graph, Node
from drillbook.load import Source, closest, parse, read_file, read_source, yaml_files
from drillbook.model.base import Path
from drillbook.text import fold

Phrases = Mapping[str, Mapping[str, tuple[str, ...]]]
"""Language -> id of an entity or part -> its phrases, as they are written."""


def read(folder: FilePath, root: FilePath, graph: Graph, languages: Sequence[str]) -> tuple[Phrases, list[Problem]]:
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
    return reader.found, reader.problems


@lru_cache(maxsize=64)
def _parsed(file: str, content: bytes) -> tuple[Source | None, dict[str, Any], tuple[Problem, ...]]:
    """A file as plain data. The check and every language read the same files, so what came of one is kept."""
    source, problems = read_source(file, content)
    if source is None:
        return None, {}, tuple(problems)
    data, more = parse(source)
    if isinstance(data, dict):
        return source, data, (*problems, *more)
    is_empty = data is None  # or no YAML, which has been told
    return source, {}, (*problems, *more, *([] if is_empty else [source.problem("DB904", ())]))


class _Reader:
    """Puts together the phrases of all files."""

    def __init__(self, graph: Graph, languages: Sequence[str]) -> None:
        self.found: dict[str, dict[str, tuple[str, ...]]] = {lang: {} for lang in languages}
        self.problems: list[Problem] = []
        self._graph, self._languages = graph, languages
        self._first: dict[str, tuple[Source, str]] = {}

    def problems_in(self, source: Source, data: dict[str, Any]) -> Iterator[Problem]:
        """Takes the phrases of a file, and yields what is wrong with them."""
        for id_, languages in data.items():
            node = self._graph.node(id_)
            if node is None:
                yield from self._unknown(source, id_)
            elif isinstance(languages, dict) and languages:
                yield from self._of_id(source, id_, node, languages)
            else:
                yield source.problem("DB904", (id_,), at_key=True)

    def _unknown(self, source: Source, id_: str) -> Iterator[Problem]:
        if id_.partition(".")[0] not in self._graph.unread:
            yield source.problem("DB905", (id_,), at_key=True, suggestion=self._graph.guess_id(id_), id=id_)

    def _of_id(self, source: Source, id_: str, node: Node, languages: dict[str, Any]) -> Iterator[Problem]:
        here = source, id_
        first, name = self._first.setdefault(node.id, here)
        if (first, name) != here:
            line = str(first.locate((name,), at_key=True)[0])
            yield source.problem("DB907", (id_,), at_key=True, id=id_, file=first.file, first=line)
            return
        if node.entity.status == "retired" or not node.entity.is_shown:
            yield source.problem("DB909", (id_,), at_key=True, id=id_)
        for lang, value in languages.items():
            if lang not in self._languages:
                known = ", ".join(self._languages)
                guess = closest(lang, self._languages)
                yield source.problem(
                    "DB906", (id_, lang), at_key=True, suggestion=guess, id=id_, lang=lang, known=known
                )
                continue
            texts, problems = _texts(source, (id_, lang), value)
            self.found[lang][node.id] = texts
            yield from problems


def _texts(source: Source, path: Path, value: Any) -> tuple[tuple[str, ...], list[Problem]]:
    """The phrases of an id in one language; a single one need not stand in a list."""
    if isinstance(value, dict):
        return (), [source.problem("DB904", path)]
    if not value:
        return (), [source.problem("DB204", path, at_key=True, key=str(path[-1]))]
    found: dict[str, str] = {}
    problems = []
    for index, text in enumerate([value] if isinstance(value, str) else value):
        place = path if isinstance(value, str) else (*path, index)
        if not isinstance(text, str):
            problems.append(source.problem("DB904", place))
        elif not text.strip():
            problems.append(source.problem("DB204", place, key=str(path[-1])))
        elif fold(text) in found:
            problems.append(source.problem("DB908", place, phrase=text.strip(), id=str(path[0])))
        else:
            found[fold(text)] = text
    return tuple(found.values()), problems
