"""One ranking everywhere: the browser and the command line find the same in the bundled manual."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser

from drillbook.assets import FOLDER, shipped
from drillbook.building.finding import ManualSearch, read_graphs
from drillbook.search.engine import Engine
from drillbook.settings import read_settings

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("lang", ["zh-CN", "en"])
def test_browser_and_command_line_find_the_same_in_the_same_order(browser: Browser, lang: str) -> None:
    """All judged queries give the same ten ids in Chromium and in QuickJS; differences are only counted, as some are held back."""
    settings = read_settings(ROOT)
    files = dict(ManualSearch(settings, read_graphs(settings)[0]).files(lang))
    judged = yaml.safe_load((ROOT / "tests/search/queries.yml").read_text("utf-8"))
    queries = [query["query"] for query in judged if query.get("lang", "zh-CN") == lang]
    engine = Engine(files)
    expected = [[result.id for result in engine.search(query)] for query in queries]
    page = browser.new_page()
    page.add_script_tag(content=shipped()["search-engine.js"])
    for place in sorted(files):
        if place.startswith(f"{FOLDER}/search/"):
            page.add_script_tag(content=files[place])
    found = page.evaluate(
        """queries => {
          const index = new drillbookSearchEngine.SearchIndex();
          drillbookSearch.forEach(data => index.add(data));
          return queries.map(query => index.search(query, 10).results.map(result => result.id));
        }""",
        queries,
    )
    page.close()
    assert sum(map(len, expected)) > 5 * len(queries)
    assert sum(ours != theirs for ours, theirs in zip(expected, found, strict=True)) == 0
