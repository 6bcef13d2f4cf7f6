"""References that lead nowhere, to the wrong kind, or to what readers do not get."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from drillbook.errors import Problem
from drillbook.graph import Dangling, Graph, Node, marker_of
from drillbook.load import Loaded
from drillbook.load.shape import noun_of
from drillbook.model import Entity
from drillbook.model.fields import Reference
from drillbook.model.reference import ConceptModel
from drillbook.model.walk import Path
from drillbook.rules import Phrase
from drillbook.text import apart, closest
from drillbook.words.phrases import either, noun, phrase, with_article

_PARTS: Final = {"steps": "step", "turns": "turn", "phases": "phase", "categories": "category"}
_BRANCHES: Final = {"goto", "next", "if_refused"}


def unknown_references(graph: Graph) -> Iterator[Problem]:
    """DB303, DB304, DB315, DB405: a reference names something that exists and is of the right kind."""
    for each in graph.dangling:
        if each.value.partition(".")[0] not in graph.unread:
            yield _wrong_kind(each, each.found) if each.found else _unknown(graph, each)


def _unknown(graph: Graph, each: Dangling) -> Problem:
    if ids := apart(each.value):
        return each.loaded.problem("DB315", each.mark.path, inside=each.value, value=each.value, mended=", ".join(ids))
    marker = marker_of(each.mark)
    guess = graph.guess(each.value, marker, each.loaded.entity)
    is_branch = _field(each.mark.path) in _BRANCHES and marker.local
    kind = either(_expected(marker))
    code = "DB405" if is_branch else "DB303"
    return each.loaded.problem(code, each.mark.path, inside=each.value, suggestion=guess, value=each.value, kind=kind)


def _wrong_kind(each: Dangling, found: Node) -> Problem:
    name = found.entity.kind if found.part is None else noun_of(type(found.part))
    kind = either(with_article(n) for n in _expected(marker_of(each.mark)))
    return each.loaded.problem(
        "DB304", each.mark.path, inside=each.value, value=each.value, found=with_article(noun(name)), kind=kind
    )


def _expected(marker: Reference) -> list[Phrase]:
    names = [_PARTS[marker.local]] if marker.local else []
    names += marker.kinds
    return [noun(name) for name in names or ["anything" if marker.parts else "entity"]]


def _field(path: Path) -> str:
    return next(str(step) for step in reversed(path) if isinstance(step, str))


def unknown_dimensions(graph: Graph) -> Iterator[Problem]:
    """DB303: the cells of a comparison belong to rows that exist."""
    for item in graph.entities.values():
        if isinstance(item.entity, ConceptModel):
            known = [dimension.id for dimension in item.entity.dimensions]
            for index, category in enumerate(item.entity.categories):
                for key in category.compared.keys() - set(known):
                    path = ("categories", index, "compared", key)
                    guess = closest(key, known)
                    yield item.problem("DB303", path, at_key=True, suggestion=guess, value=key, kind=noun("dimension"))


def references_to_unpublished(graph: Graph) -> Iterator[Problem]:
    """DB305, DB310: what readers get leads to nothing that is retired or still a draft."""
    hidden = {id_ for id_, item in graph.entities.items() if item.entity.status != "active"}
    sources = {link.source for link in graph.links if link.target.partition(".")[0] in hidden} if hidden else set()
    for source in sorted(sources - hidden):
        item = graph.entities[source]
        for mark, value, target in graph.references(item):
            if target and target.partition(".")[0] in hidden:
                kinds = marker_of(mark).kinds
                yield _unpublished(graph, item, mark.path, value, graph.nodes[target].entity, kinds)


def _unpublished(graph: Graph, item: Loaded, path: Path, value: str, target: Entity, kinds: tuple[str, ...]) -> Problem:
    if target.status == "draft":
        return item.problem("DB310", path, inside=value, value=value)
    known = graph.entities.get(target.replaced_by or "")
    fits = not kinds or (known is not None and known.entity.kind in kinds)
    replacement = (
        phrase("replacement_known", value=known.entity.id) if known and fits else phrase("replacement_unknown")
    )
    return item.problem("DB305", path, inside=value, value=value, replacement=replacement)
