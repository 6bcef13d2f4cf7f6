"""Where everything is on the site. One place decides, so that a link cannot point beside its target."""

from __future__ import annotations

from typing import Final

from drillbook.graph import Graph, Node

OWN_PAGE: Final = frozenset(
    {
        "role",
        "process",
        "talk-track",
        "objection",
        "policy",
        "model",
        "form",
        "scenario",
        "rubric",
        "path",
        "part",
        "blueprint",
    }
)
REGISTER: Final = {
    "term": "reference/glossary",
    "kpi": "reference/kpis",
    "rhythm": "reference/calendar",
    "industry": "reference/industries",
    "source-list": "reference/sources",
}
FOLDER: Final = {"blueprint": "quiz", "talk-track": "talk-track"}


ROWS_PER_PAGE: Final = 40
"""How many rows a page of a register has, so that no page grows with the manual."""

_PAGED: Final = frozenset({"term", "kpi"})
"""The kinds that stand on the pages of a register in the order of their rank."""


def page_suffix(row: int, size: int = ROWS_PER_PAGE) -> str:
    """What the name of a register's page ends in: nothing for its first rows, ``-2`` for the next."""
    number = row // size + 1
    return f"-{number}" if number > 1 else ""


def page_of(node: Node) -> str:
    """The page of an entity or part, without ending: ``process/contract-signing``."""
    entity = node.entity
    kind = entity.kind
    if kind in REGISTER:
        return REGISTER[kind]
    folder = FOLDER.get(kind, kind)
    if node.path[:1] == ("variants",):
        return f"{folder}/{entity.id}.variants"
    # A part is the index of its section, which site generators know by the file's name.
    return f"{folder}/{entity.id}/index" if kind == "part" else f"{folder}/{entity.id}"


def url_of(graph: Graph, id_: str) -> str:
    """The address of an entity or part relative to the language's root: ``process/contract-signing.html#countersign``.

    Raises:
        KeyError: The graph has no such id.
    """
    node = graph.nodes[id_]
    entity = node.entity
    if entity.kind in REGISTER:
        suffix = page_suffix(graph.rank(entity)) if entity.kind in _PAGED else ""
        return f"{REGISTER[entity.kind]}{suffix}.html#{entity.id}"
    return f"{page_of(node)}.html" if node.part is None else f"{page_of(node)}.html#{node.part.id}"
