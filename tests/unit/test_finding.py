"""When the search is asked what it must find, and that the site takes the index that was asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from drillbook.building import finding
from drillbook.building.build import Failed, build
from drillbook.building.checked import check_manual
from drillbook.manual import read_manual
from drillbook.plugin import frame
from drillbook.settings import read_settings

MKDOCS = """site_name: Manual
use_directory_urls: false
theme: {name: material}
plugins:
  - drillbook:
      languages: [en]
      search: {must_find: {QUERY: order}}
"""
KPI = (
    "kind: kpi\nid: order\ntitle: Order rate\nowner: salesperson\ndefinition: What part of the visits ends well.\n"
    "formula: Orders by visits.\n"
)
ROLE = "kind: role\nid: salesperson\ntitle: Salesperson\nowner: salesperson\nsummary: Sells.\nmission: To sell what customers need.\n"
BAD_ITEM = """kind: item
id: item-visit
title: Visits
owner: salesperson
type: single_choice
stem: Who visits customers?
options:
  - {text: A salesperson, key: true, rationale: Right.}
  - {text: Sales people, key: true, rationale: Right.}
tests: salesperson
"""


def manual(root: Path, query: str) -> None:
    """A manual of a figure and a role that must be found for a query."""
    (root / "mkdocs.yml").write_text(MKDOCS.replace("QUERY", query), "utf-8")
    for folder in ("playbooks", "docs"):
        (root / folder).mkdir(exist_ok=True)
    (root / "playbooks/order.yml").write_text(KPI, "utf-8")
    (root / "playbooks/salesperson.yml").write_text(ROLE, "utf-8")


def problems(root: Path, query: str, monkeypatch: pytest.MonkeyPatch) -> tuple[list[str], int]:
    """The codes of what is not found, and how many engines were started."""
    manual(root, query)
    started = []

    class Counted(finding.Engine):
        def __init__(self, files: Mapping[str, str]) -> None:
            started.append(files)
            super().__init__(files)

    monkeypatch.setattr(finding, "Engine", Counted)
    settings = read_settings(root)
    graph: Any = read_manual(settings).graph
    search = finding.ManualSearch(settings, {"en": graph})
    found = [problem.code for problem in (*search.unfound("en"), *search.unfound("en"))][::2]
    monkeypatch.undo()
    return found, len(started)


def test_answered_queries_are_not_asked_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was answered is remembered until the queries change; what was not is asked every time, but once for one search."""
    assert problems(tmp_path, "order", monkeypatch) == ([], 1)
    assert problems(tmp_path, "order", monkeypatch) == ([], 0)
    assert problems(tmp_path, "invoice", monkeypatch) == (["DB901"], 1)
    assert problems(tmp_path, "invoice", monkeypatch) == (["DB901"], 1)
    assert problems(tmp_path, "orders", monkeypatch) == ([], 1)


def test_a_former_id_is_found_by_that_of_today(tmp_path: Path) -> None:
    """Who renames a playbook or a step and notes the former id need not touch the queries that must find it."""
    manual(tmp_path, "order rate")
    visit = (
        "kind: process\nid: visiting\ntitle: Visit\nowner: salesperson\nsummary: A visit.\npurpose: To sell.\n"
        "trigger: A customer asks.\nformer_ids: [visit]\nsteps:\n"
        "- {id: go, title: Go there, actor: salesperson, action: Drive.}\n"
        "- {id: greeting, former_ids: [hello], title: Shake hands, actor: salesperson, action: Smile at everybody.}\n"
    )
    (tmp_path / "playbooks/visit.yml").write_text(visit, "utf-8")
    (tmp_path / "playbooks/order.yml").write_text(KPI.replace("id: order", "id: rate\nformer_ids: [order]"), "utf-8")
    wanted = "{order rate: order, shake hands: visit.hello, visit: visit, invoice: visit.hello}"
    (tmp_path / "mkdocs.yml").write_text(MKDOCS.replace("{QUERY: order}", wanted), "utf-8")

    found = [problem for problem in check_manual(read_settings(tmp_path)).problems if problem.code.startswith("DB90")]
    assert [(problem.values["query"], problem.values["id"]) for problem in found] == [("invoice", "visiting.greeting")]


@pytest.fixture
def indexes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Grows by a language whenever its index is made; everything is made in this process."""
    made: list[str] = []
    each_file: Callable[..., Any] = finding.index.each_file

    def counted(entries: Any, lang: str, **options: Any) -> Any:
        made.append(lang)
        return each_file(entries, lang, **options)

    monkeypatch.setattr(finding.index, "each_file", counted)
    monkeypatch.setenv("DRILLBOOK_JOBS", "1")
    return made


def test_an_index_is_made_once(tmp_path: Path, indexes: list[str]) -> None:
    """A build asks the index that it writes, and the files are those of a build that asks nothing."""
    manual(tmp_path, "order")
    build(read_settings(tmp_path), tmp_path / "asked", frame=frame)
    assert indexes == ["en"]
    (tmp_path / "mkdocs.yml").write_text(MKDOCS.partition("      search")[0], "utf-8")
    build(read_settings(tmp_path), tmp_path / "unasked", frame=frame)
    places = [sorted((tmp_path / site).glob("assets/drillbook/search/*")) for site in ("asked", "unasked")]
    assert len(places[0]) > 1
    assert [place.name for place in places[0]] == [place.name for place in places[1]]


def test_what_is_not_found_stops_a_build(tmp_path: Path) -> None:
    """A query without an answer is told with all other problems, and no site takes the place of the last."""
    manual(tmp_path, "invoice")
    with pytest.raises(Failed) as alone:
        build(read_settings(tmp_path), tmp_path / "site", frame=frame)
    (tmp_path / "quizzes/items").mkdir(parents=True)
    (tmp_path / "quizzes/items/bad.yml").write_text(BAD_ITEM, "utf-8")
    with pytest.raises(Failed) as together:
        build(read_settings(tmp_path), tmp_path / "site", frame=frame)
    assert [problem.code for problem in alone.value.problems if problem.level == "error"] == ["DB901"]
    assert {problem.code for problem in together.value.problems if problem.level == "error"} > {"DB901"}
    assert not (tmp_path / "site").exists()


def test_who_shows_no_search_does_not_wait_for_it(tmp_path: Path, indexes: list[str]) -> None:
    """Quizzes and single pages need no index, and what it must find does not keep them from being made."""
    manual(tmp_path, "invoice")
    assert not check_manual(read_settings(tmp_path), searches=False).has_errors
    assert indexes == []
    assert check_manual(read_settings(tmp_path)).has_errors
