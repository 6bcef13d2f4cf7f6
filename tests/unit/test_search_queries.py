"""How well the bundled manual is searched: judged queries, a part of them held back from tuning."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
import yaml

from drillbook.building.finding import ManualSearch, read_graphs
from drillbook.search.engine import Engine
from drillbook.search.judge import Score, mean, score
from drillbook.settings import read_settings

ROOT = Path(__file__).parents[2]
QUERIES: list[dict[str, Any]] = yaml.safe_load((ROOT / "tests/search/queries.yml").read_text("utf-8"))
HELD_BACK = [query for query in QUERIES if query.get("held_back")]
# A little under what was measured, because the manual still grows: rounds -> recall@5 and MRR@10. The head of the file tells their story.
FLOORS = {(1, 2, 3): (0.87, 0.96), (4,): (0.88, 0.92), (5,): (0.78, 0.86), (6,): (0.80, 0.88)}


@pytest.fixture(scope="module")
def engines() -> dict[str, Engine]:
    """The search of the bundled manual in its languages."""
    settings = read_settings(ROOT)
    search = ManualSearch(settings, read_graphs(settings)[0])
    return {lang: Engine(dict(search.files(lang))) for lang in settings.languages}


def lang_of(query: dict[str, Any]) -> str:
    """The language a query is asked in."""
    return str(query.get("lang", "zh-CN"))


def test_queries_are_as_many_and_as_mixed_as_promised() -> None:
    """Over 200 queries, over 60 of them English, each judged once; those held back are of every class."""
    assert len(QUERIES) >= 210
    assert sum(lang_of(query) == "en" for query in QUERIES) >= 65
    assert len({(query["query"], lang_of(query)) for query in QUERIES}) == len(QUERIES)
    assert not HELD_BACK or {query["class"] for query in HELD_BACK} == {query["class"] for query in QUERIES}


def test_a_round_is_held_back_whole() -> None:
    """Only the fourth and the sixth round are held back, and all of them: nobody can have picked."""
    assert [query for query in QUERIES if query.get("round") in (4, 6)] == HELD_BACK


def test_judged_ids_exist() -> None:
    """Every judged id is an entity or part of the bundled manual."""
    graph = read_graphs(read_settings(ROOT))[0]["zh-CN"]
    assert {id_ for query in QUERIES for id_ in query["find"]} - set(graph.nodes) == set()


@pytest.mark.parametrize("rounds", FLOORS)
def test_judged_queries_are_answered(engines: dict[str, Engine], rounds: tuple[int, ...]) -> None:
    """recall@5 and MRR@10 stay above their floors; single held-back queries are not shown."""
    scores: dict[str, list[Score]] = defaultdict(list)
    for query in QUERIES:
        if query.get("round", 1) in rounds:
            found = [result.id for result in engines[lang_of(query)].search(query["query"])]
            for group in ("all", query["class"]):
                scores[group].append(score(found, query["find"]))
    report = [f"{group:<12}{len(some):>4}  {mean(some)}" for group, some in scores.items()]
    recall, rank = mean(scores["all"])
    assert (recall >= FLOORS[rounds][0], rank >= FLOORS[rounds][1]) == (True, True), "\n".join(report)


@pytest.mark.parametrize(
    ("lang", "query", "found"),
    [
        ("zh-CN", "业绩垫底", "performance-grades.below"),
        ("zh-CN", "客户", "customer"),
        ("en", "customer", "customer"),
        ("en", "selling", "term-sales"),
        ("zh-CN", "能抹零吗", "talk-price-discount"),
        ("zh-CN", "怎么给员工打气", "term-motivation"),
        ("zh-CN", "串货", "price-authority.keep-price-policy"),
        ("en", "cashback", "term-discount"),
        ("en", "net 60", "negotiation-topics.payment"),
        ("en", "production is full", "term-production-schedule"),
        ("en", "wedding deposit", "form-event-confirmation"),
    ],
)
def test_everyday_words_find_what_the_manual_says_otherwise(
    engines: dict[str, Engine], lang: str, query: str, found: str
) -> None:
    """Words that stand nowhere in the manual find, among the first five, what it calls by other names."""
    assert found in [result.id for result in engines[lang].search(query)[:5]]


def test_a_measure_is_what_it_says() -> None:
    """Two of three right answers among the first five, the first of them in place two; an entity is found by its part."""
    found = ["x", "a.step", "b", "y", "z", "c"]
    assert score(found, ["a", "b", "c"]) == Score(2 / 3, 0.5)
    assert score(found, ["a.other"]) == Score(0, 0)
    assert mean([Score(1, 1), Score(0, 0.5)]) == Score(0.5, 0.75)
