"""The words readers type: a manual's folder ``phrases/`` -> phrases of ids and of topics, and everything that is wrong with them.

A search finds what stands in a text; readers often type words that stand nowhere in it. What they ask is data of its own, written beside
the manual and extended with every gap a reader reports (document expansion by queries: Nogueira et al., doc2query, 2019). A file gives
phrases to single ids, or lists topics: what is asked, and all that answers it together.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from pathlib import Path as FilePath
from typing import Any, Final, NamedTuple

from drillbook.errors import Problem
from drillbook.files import Source, misnamed_files, read_file, unread, yaml_files
from drillbook.graph import Graph, Node
from drillbook.model.walk import Path
from drillbook.search.listed import alike, members, parsed, texts
from drillbook.text import apart, closest, closest_language, fold
from drillbook.words.phrases import listing, phrase

Phrases = Mapping[str, Mapping[str, tuple[str, ...]]]
"""Language -> id of an entity or part -> its phrases, as they are written."""

_NO_YAML: Final = ("", ".txt", ".csv", ".json", ".docx", ".xlsx", ".bak")


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
    reader.problems += _left_out(folder, root)
    for path in yaml_files(folder):
        file = path.relative_to(root).as_posix()
        content, problems = read_file(path, file)
        if not problems:
            source, data, told = parsed(file, content)
            problems = [*told, *reader.problems_in(source, data)] if source and data is not None else [*told]
        reader.problems += problems
    return Typed(reader.found, reader.topics), reader.problems


def _left_out(folder: FilePath, root: FilePath) -> list[Problem]:
    """Files and folders that an author may take for phrases, but whose names say that they are something else."""
    if not folder.is_dir():
        wanted = folder.relative_to(root).as_posix()
        return [unread(path, root, wanted) for path in alike(root, wanted, is_folder=True)]
    others = (path for path in folder.rglob("*") if path.suffix.lower() in _NO_YAML and path.is_file())
    found = {path: f"{path.stem}.yml" for path in others if not path.name.startswith(("_", "."))}
    return [unread(path, root, wanted) for path, wanted in sorted((found | dict(misnamed_files(folder))).items())]


class _Reader:
    """Puts together the phrases of all files."""

    def __init__(self, graph: Graph, languages: Sequence[str]) -> None:
        self.found: dict[str, dict[str, tuple[str, ...]]] = {lang: {} for lang in languages}
        self.topics: dict[str, list[Topic]] = {lang: [] for lang in languages}
        self.problems: list[Problem] = []
        self._graph, self._languages = graph, languages
        self._first: dict[str, tuple[Source, str]] = {}

    def problems_in(self, source: Source, data: Any) -> Iterator[Problem]:
        """Takes the phrases or the topics of a file, and yields what is wrong with them."""
        if not isinstance(data, dict | list):
            yield source.problem("DB904", ())
            return
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
        if ids := apart(id_):
            yield source.problem("DB315", path, at_key=at_key, value=id_, mended=", ".join(ids))
        elif id_.partition(".")[0] not in self._graph.unread:
            yield source.problem("DB905", path, at_key=at_key, suggestion=self._graph.guess_id(id_), id=id_)

    def _of_topic(self, source: Source, number: int, topic: Any) -> Iterator[Problem]:
        base: Path = (number,)
        if not isinstance(topic, dict):
            yield source.problem("DB910", base, lacking=phrase("topic_group"))
            return
        ids = yield from self._ids(source, base, topic)
        if not set(topic) & set(self._languages):
            yield source.problem("DB910", base, lacking=phrase("topic_phrases"))
        for lang, said in (yield from self._by_language(source, base, topic, ids[0] if ids else "")):
            self.topics[lang].append(Topic(tuple(ids), said))

    def _ids(self, source: Source, base: Path, topic: dict[str, Any]) -> Generator[Problem, None, list[str]]:
        """Yields what is wrong with the ids that answer a topic, and returns the right ones."""
        found: list[str] = []
        if not topic.get("ids"):
            is_misspelt = any(map(_means_ids, topic))  # which is told
            if "ids" in topic or not is_misspelt:
                lacking = phrase("topic_ids-empty" if "ids" in topic else "topic_ids")
                yield source.problem("DB910", (*base, "ids") if "ids" in topic else base, at_key=True, lacking=lacking)
            return found
        for path, id_ in members((*base, "ids"), topic["ids"]):
            node = self._graph.node(id_) if isinstance(id_, str) else None
            if node is not None and node.id in found:
                yield source.problem("DB908", path, phrase=id_, id="ids")
            elif node is not None:
                yield from self._unshown(source, path, node, at_key=False)
                found.append(node.id)
            elif isinstance(id_, str):
                yield from self._unknown(source, path, id_, at_key=False)
            else:
                yield source.problem("DB910", path, lacking=phrase("topic_id"))
        return found

    def _of_id(self, source: Source, id_: str, node: Node, languages: dict[str, Any]) -> Iterator[Problem]:
        here = source, id_
        first, name = self._first.setdefault(node.id, here)
        is_second = (first, name) != here
        if is_second:
            line = str(first.locate((name,), at_key=True)[0])
            yield source.problem("DB907", (id_,), at_key=True, id=id_, file=first.file, first=line)
        else:
            yield from self._unshown(source, (id_,), node, at_key=True)
        for lang, said in (yield from self._by_language(source, (id_,), languages, id_)):
            if lang == self._languages[0]:
                yield from _titles(source, (id_, lang), languages[lang], node)
            if not is_second:
                self.found[lang][node.id] = said

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
                said, problems = texts(source, (*path, lang), value, id_, "DB904")
                found.append((lang, said))
                yield from problems
            elif isinstance(path[0], str) or lang != "ids":
                yield self._no_language(source, (*path, lang), id_)
        return found

    def _no_language(self, source: Source, path: Path, id_: str) -> Problem:
        """A key that is none of the manual's languages."""
        key, known = str(path[-1]), self._languages
        meant = closest_language(key, known)
        if isinstance(path[0], int) and not meant and (_means_ids(key) or len(key) > len("zho")):
            allowed, suggestion = listing(("ids", *known)), closest(key, ("ids",))
            return source.problem(
                "DB201", path, at_key=True, suggestion=suggestion, key=key, where=phrase("noun_topic"), allowed=allowed
            )
        return source.problem("DB906", path, at_key=True, suggestion=meant, id=id_, lang=key, known=", ".join(known))


def _means_ids(key: str) -> bool:
    return key != "ids" and bool(closest(key.lower(), ("ids",)))


def _titles(source: Source, path: Path, value: Any, node: Node) -> Iterator[Problem]:
    """Phrases that say no more than the title, which is searched anyway."""
    for place, text in members(path, value):
        if isinstance(text, str) and fold(text) == fold(node.title):
            yield source.problem("DB916", place, phrase=text.strip(), reason=phrase("phrase_title"))
