"""A whole manual read from its folder: playbooks, blueprints, and the graph over both."""

from __future__ import annotations

from dataclasses import dataclass

from drillbook.errors import Problem
from drillbook.graph import Graph
from drillbook.load import load_folder, unread_ids
from drillbook.settings import Settings


@dataclass(frozen=True)
class Manual:
    """The manual in its source language, and what its files themselves have wrong."""

    settings: Settings
    graph: Graph
    problems: list[Problem]


def read_manual(settings: Settings) -> Manual:
    """Loads every playbook and blueprint of a manual."""
    loaded, problems = load_folder(settings.root / settings.playbooks, settings.root)
    more, wrong = load_folder(settings.root / settings.quizzes, settings.root)
    problems += wrong
    return Manual(settings, Graph(loaded + more, unread_ids(settings.root, problems)), problems)
