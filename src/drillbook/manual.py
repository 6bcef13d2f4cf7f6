"""A whole manual read from its folder: playbooks, blueprints, and the graph over both."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from drillbook.errors import Problem
from drillbook.files import Parsed, parse_folders
from drillbook.graph import Graph
from drillbook.load import load_files, unread_ids
from drillbook.settings import Settings


@dataclass(frozen=True)
class Manual:
    """The manual in its source language, and what its files themselves have wrong."""

    settings: Settings
    graph: Graph
    problems: list[Problem]


def read_manual(settings: Settings, files: Iterable[Parsed] | None = None) -> Manual:
    """Loads every playbook and blueprint of a manual.

    Args:
        settings: The manual's options.
        files: What stands in its files, where that has been read already.
    """
    loaded, problems = load_files(parse_folders(settings.yaml_folders, settings.root) if files is None else files)
    return Manual(settings, Graph(loaded, unread_ids(settings.root, problems)), problems)
