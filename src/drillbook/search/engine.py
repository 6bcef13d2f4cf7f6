"""The search engine of the browser, run from Python: one ranking for the site, the command line and the check of ``must_find``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib import resources
from typing import Any, NamedTuple

from drillbook.assets import FOLDER, SEARCH
from drillbook.errors import DrillbookError
from drillbook.rules import Phrase


class Result(NamedTuple):
    """Something that was found.

    Attributes:
        id: The id of the entity or part.
        kind: Its kind.
        title: What readers call it.
        path: Where it stands.
        url: Its address, relative to the language's root.
        line: The line that matches best: pieces of text, and whether each is marked.
        score: How well it matches; only the order counts.
    """

    id: str
    kind: str
    title: str
    path: tuple[str, ...]
    url: str
    line: tuple[tuple[str, bool], ...]
    score: float


class Answer(NamedTuple):
    """What came of a query.

    Attributes:
        results: The best first.
        missing: The words of the query that stand nowhere, where the others decided what is found.
    """

    results: list[Result]
    missing: list[str]


class Engine:
    """An index that can be asked.

    Args:
        files: What ``index.each_file`` made for one language.

    Raises:
        DrillbookError: The JavaScript engine is not installed.
    """

    def __init__(self, files: Mapping[str, str]) -> None:
        self._context = _context()
        for name in SEARCH:
            self._context.eval((resources.files("drillbook") / "browser" / name).read_text("utf-8"))
        for place in sorted(files):  # the heads come before the texts
            if place.startswith(f"{FOLDER}/search/"):
                self._context.eval(files[place])
        self._context.eval(
            "const index = new drillbookSearchEngine.SearchIndex(); drillbookSearch.forEach((data) => index.add(data));"
        )

    def search(self, query: str, limit: int = 10, **filters: str) -> list[Result]:
        """The results for a query, the best first.

        Args:
            query: As a reader types it.
            limit: How many results.
            filters: ``kind``, ``role`` and ``industry``: ids.
        """
        return self.ask(query, limit, **filters).results

    def ask(self, query: str, limit: int = 10, **filters: str) -> Answer:
        """The same with the words that were passed over."""
        chosen = {name: value for name, value in filters.items() if value}
        found = json.loads(self._call("search", query, limit, *([chosen] if chosen else [])))
        return Answer([_result(each) for each in found["results"]], found["missing"])

    def near(self, query: str) -> list[Result]:
        """What looks like a query that finds nothing."""
        return [_result(each) for each in json.loads(self._call("near", query))]

    def _call(self, name: str, *arguments: object) -> str:
        values = ", ".join(json.dumps(argument, ensure_ascii=True) for argument in arguments)
        text: str = self._context.eval(f"JSON.stringify(index.{name}({values}))")
        return text


def _result(found: dict[str, Any]) -> Result:
    line = tuple((text, marked) for text, marked in found["line"])
    return Result(
        found["id"], found["kind"], found["title"], tuple(found["path"]), found["url"], line, round(found["score"], 3)
    )


def _context() -> Any:
    try:
        import quickjs
    except ImportError as error:
        raise DrillbookError(
            Phrase(
                "Searching here needs the package quickjs-ng, for which there is no ready build on this machine: pip install quickjs-ng",
                "这里搜索需要 quickjs-ng 这个包，本机没有现成的版本，请先运行：pip install quickjs-ng",
            )
        ) from error
    context = quickjs.Context()
    context.eval("globalThis.window = globalThis;")
    return context
