"""How well the bundled manual is searched: judged queries, a part of them held back from tuning."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest
import yaml

from drillbook.finding import graph_in, search_files
from drillbook.search.engine import Engine
from drillbook.search.judge import Score, mean, score
from drillbook.settings import read_settings

ROOT = Path(__file__).parents[2]
QUERIES: list[dict[str, Any]] = yaml.safe_load((ROOT / "tests/search/queries.yml").read_text("utf-8"))
# A little under what was measured, because the manual still grows: recall@5 and MRR@10, tuned on and held back.
FLOORS = {False: (0.82, 0.93), True: (0.82, 0.93)}


@pytest.fixture(scope="module")
def engines() -> dict[str, Engine]:
    """The search of the bundled manual in its languages."""
    settings = read_settings(ROOT)
    return {lang: Engine(search_files(settings, graph_in(settings, lang), lang)) for lang in settings.languages}


def lang_of(query: dict[str, Any]) -> str:
    """The language a query is asked in."""
    return str(query.get("lang", "zh-CN"))


def test_queries_are_as_many_and_as_mixed_as_promised() -> None:
    """Over 200 queries, over 60 of them English, each judged once, over a third of the first two rounds held back, some of every class."""
    held = [query for query in QUERIES if query.get("held_back")]
    assert len(QUERIES) >= 210
    assert sum(lang_of(query) == "en" for query in QUERIES) >= 65
    assert len(held) >= sum(query.get("round") != 3 for query in QUERIES) / 3
    assert len({(query["query"], lang_of(query)) for query in QUERIES}) == len(QUERIES)
    assert {query["class"] for query in held} == {query["class"] for query in QUERIES}


def test_held_back_queries_were_not_picked() -> None:
    """Of the second round, those of each class and language with the lowest hashes are held back."""
    newest: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for query in QUERIES:
        newest[query["class"], lang_of(query)].append(query)
    for group in newest.values():
        hashes = sorted(hashlib.sha256(q["query"].encode()).hexdigest() for q in group if q.get("held_back"))
        second_round = [q for q in group if q.get("held_back") or q.get("round") == 2]
        lowest = sorted(hashlib.sha256(q["query"].encode()).hexdigest() for q in second_round)[: len(hashes)]
        assert hashes == lowest
        assert abs(len(hashes) - (len(second_round) + 1) // 2) <= 1  # one of a group may have lost the mark


def test_judged_ids_exist() -> None:
    """Every judged id is an entity or part of the bundled manual."""
    graph = graph_in(read_settings(ROOT), "zh-CN")
    assert {id_ for query in QUERIES for id_ in query["find"]} - set(graph.nodes) == set()


@pytest.mark.parametrize("held_back", FLOORS)
def test_judged_queries_are_answered(engines: dict[str, Engine], held_back: bool) -> None:
    """recall@5 and MRR@10 stay above their floors; single held-back queries are not shown."""
    scores: dict[str, list[Score]] = defaultdict(list)
    for query in QUERIES:
        if bool(query.get("held_back")) == held_back:
            found = [result.id for result in engines[lang_of(query)].search(query["query"])]
            for group in ("all", query["class"]):
                scores[group].append(score(found, query["find"]))
    report = [f"{group:<12}{len(some):>4}  {mean(some)}" for group, some in scores.items()]
    recall, rank = mean(scores["all"])
    assert (recall >= FLOORS[held_back][0], rank >= FLOORS[held_back][1]) == (True, True), "\n".join(report)


def test_every_class_has_enough_held_back_queries() -> None:
    """A class is judged by more than one query."""
    count = Counter(query["class"] for query in QUERIES if query.get("held_back"))
    assert min(count.values()) > 1


def test_a_measure_is_what_it_says() -> None:
    """Two of three right answers among the first five, the first of them in place two; an entity is found by its part."""
    found = ["x", "a.step", "b", "y", "z", "c"]
    assert score(found, ["a", "b", "c"]) == Score(2 / 3, 0.5)
    assert score(found, ["a.other"]) == Score(0, 0)
    assert mean([Score(1, 1), Score(0, 0.5)]) == Score(0.5, 0.75)
