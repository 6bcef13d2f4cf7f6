"""The navigation: nested titles and pages, in the order readers need them."""

from __future__ import annotations

from collections import defaultdict
from typing import Final, TypeAlias

from drillbook.graph import Graph
from drillbook.model import Entity
from drillbook.model.organisation import ManualPart
from drillbook.model.quiz import Blueprint
from drillbook.model.reference import Form
from drillbook.model.talk import Objection
from drillbook.site.pages import part_contents
from drillbook.site.registers import REGISTERS
from drillbook.site.urls import page_of
from drillbook.text import plain
from drillbook.words import Words

NavItem: TypeAlias = tuple[str, "str | list[NavItem]"]
"""A title with the page's place (without ending), or with the items below it. An empty title takes the page's own."""

PRACTICE: Final = ("drill", "cards", "marks", "progress")
"""The pages the browser fills, in their order."""

_MAIN = ("process",)
_GROUPS = ("policy", "model", "talk-track", "role")
_TRAINING = ("path", "scenario", "rubric")


def navigation(
    graph: Graph, words: Words, source_pages: list[str], practice: tuple[str, ...] = PRACTICE
) -> list[NavItem]:
    """The navigation over everything generated.

    Args:
        graph: The manual.
        words: The words of the user interface.
        source_pages: The pages of the register of sources.
        practice: The pages for practising, by name.
    """
    contents = part_contents(graph)
    manual = _parts(graph, None, _parts_below(graph), contents, words)
    items: list[NavItem] = [(words["nav_home"], "index")]
    items += [(words["nav_manual"], manual)] if manual else []
    items.append((words["nav_reference"], _reference(graph, words, source_pages)))
    entities = [entity for found in contents.values() for entity in found]
    items.append((words["nav_practice"], _practice(graph, words, entities, practice)))
    return items


def _pages(graph: Graph, entities: list[Entity]) -> list[NavItem]:
    return [("", page_of(graph.nodes[e.id])) for e in entities]


def _parts_below(graph: Graph) -> dict[str, list[ManualPart]]:
    """Part -> the parts that lie directly in it; those at the top under an empty name."""
    found: dict[str, list[ManualPart]] = defaultdict(list)
    for part in graph.of(ManualPart):
        above = graph.part_for(graph.entities[part.id])
        found[above.id if above else ""].append(part)
    return found


def _parts(
    graph: Graph,
    above: ManualPart | None,
    below: dict[str, list[ManualPart]],
    contents: dict[str, list[Entity]],
    words: Words,
) -> list[NavItem]:
    """The sections of the parts that lie directly in a part; empty ones are left out."""
    parts = below.get(above.id if above else "", [])
    sections = [(plain(part.title, str), _part(graph, part, below, contents, words)) for part in parts]
    return [(title, items) for title, items in sections if len(items) > 1]


def _part(
    graph: Graph, part: ManualPart, below: dict[str, list[ManualPart]], contents: dict[str, list[Entity]], words: Words
) -> list[NavItem]:
    entities = contents[part.id]
    items: list[NavItem] = [("", page_of(graph.nodes[part.id]))]
    items += _pages(graph, [e for e in entities if e.kind in _MAIN])
    for kind in _GROUPS:
        found = [e for e in entities if e.kind == kind]
        items += [(words[f"kinds_{kind}"], _pages(graph, found))] if found else []
    return items + _parts(graph, part, below, contents, words)


def _reference(graph: Graph, words: Words, source_pages: list[str]) -> list[NavItem]:
    items: list[NavItem] = []
    below: dict[str, tuple[type[Entity], str]] = {"forms": (Form, "form"), "objections": (Objection, "objection")}
    for name in REGISTERS:
        page: NavItem = (words[f"register_{name}"], f"reference/{name}")
        if name in below:
            found = list(graph.of(below[name][0]))
            items.append((words[f"kinds_{below[name][1]}"], [page, *_pages(graph, list(found))]) if found else page)
        elif name != "quizzes":
            items.append(page)
    items.append(
        (
            words["register_sources"],
            [(words["register_sources"], "reference/sources"), *(("", page) for page in source_pages)],
        )
    )
    return items


def _practice(graph: Graph, words: Words, entities: list[Entity], names: tuple[str, ...]) -> list[NavItem]:
    items: list[NavItem] = [(words["register_quizzes"], "reference/quizzes")]
    items += [(words[f"practice_{name}"], f"practice/{name}") for name in names]
    items += _pages(graph, list(graph.of(Blueprint)))
    for kind in _TRAINING:
        found = [e for e in entities if e.kind == kind]
        items += [(words[f"kinds_{kind}"], _pages(graph, found))] if found else []
    return items
