"""When the queries under ``search.must_find`` are asked again."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from drillbook import finding
from drillbook.manual import read_manual
from drillbook.settings import read_settings

MKDOCS = """site_name: Manual
plugins:
  - drillbook:
      languages: [en]
      search: {must_find: {QUERY: order}}
"""
KPI = (
    "kind: kpi\nid: order\ntitle: Order rate\nowner: salesperson\ndefinition: What part of the visits ends well.\n"
    "formula: Orders by visits.\n"
)


def problems(root: Path, query: str, monkeypatch: pytest.MonkeyPatch) -> tuple[list[str], int]:
    """The codes of what is not found, and how many engines were started."""
    (root / "mkdocs.yml").write_text(MKDOCS.replace("QUERY", query), "utf-8")
    (root / "playbooks").mkdir(exist_ok=True)
    (root / "playbooks/order.yml").write_text(KPI, "utf-8")
    started = []

    class Counted(finding.Engine):
        def __init__(self, files: Mapping[str, str]) -> None:
            started.append(files)
            super().__init__(files)

    monkeypatch.setattr(finding, "Engine", Counted)
    settings = read_settings(root)
    graph: Any = read_manual(settings).graph
    found = [problem.code for problem in finding.unfound(settings, {"en": graph})]
    monkeypatch.undo()
    return found, len(started)


def test_answered_queries_are_not_asked_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was answered is remembered until the queries change; what was not is asked every time."""
    assert problems(tmp_path, "order", monkeypatch) == ([], 1)
    assert problems(tmp_path, "order", monkeypatch) == ([], 0)
    assert problems(tmp_path, "invoice", monkeypatch) == (["DB901"], 1)
    assert problems(tmp_path, "invoice", monkeypatch) == (["DB901"], 1)
    assert problems(tmp_path, "orders", monkeypatch) == ([], 1)
