"""Small manuals for tests."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from drillbook.building.build import Failed, check_manual
from drillbook.check import check_graph
from drillbook.errors import Problem, sort_problems
from drillbook.graph import Graph
from drillbook.load import load_text
from drillbook.plugin.config import read_config
from drillbook.settings import Settings, WrongSettings, read_settings

CASES = Path(__file__).parent.parent / "cases"


def check_texts(files: Mapping[str, str]) -> list[Problem]:
    """What is wrong with files that are only in memory, and with the manual they make."""
    loaded, problems = [], []
    for name, text in files.items():
        more, wrong = load_text(name, text.encode())
        loaded += more
        problems += wrong
    return sort_problems([*problems, *check_graph(Graph(loaded))])


def graph_of(*texts: str) -> Graph:
    """The graph over files without problems of their own."""
    loaded = []
    for number, text in enumerate(texts):
        more, problems = load_text(f"playbooks/{number}.yml", text.encode())
        assert problems == [], [p.line_text() for p in problems]
        loaded += more
    return Graph(loaded)


def role(id_: str = "seller", **values: str) -> str:
    """A role that owns itself."""
    keys = {"title": f"Role {id_}", "summary": "What it is.", "mission": "What it is for.", "owner": id_} | values
    return f"kind: role\nid: {id_}\n" + "".join(f"{key}: {value}\n" for key, value in keys.items())


def read_case(path: Path) -> dict[str, Any]:
    """A golden case, with the files that stand beside its own."""
    case: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    base = yaml.safe_load((CASES / "base.yml").read_text("utf-8")) if case.get("base", True) else {}
    return case | {"bad": base | case["bad"], "good": base | case["good"]}


def problems_of(files: Mapping[str, Any], folder: Path) -> list[Problem]:
    """Writes the files of a case and checks them as `drillbook check` does; then those for MkDocs as a build does."""
    for name, content in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, Mapping) and "link" in content:
            place.symlink_to(content["link"])
        else:
            place.write_bytes(_bytes(content))
    if "mkdocs.yml" in files:
        return _checked_as_written(folder)
    languages = ("zh-CN", "en") if "locales/en.po" in files else ("zh-CN",)
    return check_manual(Settings(root=folder, languages=languages)).problems


def _checked_as_written(folder: Path) -> list[Problem]:
    try:
        settings = read_settings(folder)
        checked = check_manual(settings)
        if not checked.has_errors:
            read_config(settings, folder / "site")
        return checked.problems
    except Failed as failed:
        return failed.problems
    except WrongSettings as wrong:
        return sort_problems([*wrong.problems, *(check_manual(wrong.settings).problems if wrong.settings else ())])


def _bytes(content: str | Mapping[str, Any]) -> bytes:
    """A text; or, for what YAML cannot hold or nobody wants to read, base64 or a repeated line."""
    if isinstance(content, str):
        return content.encode()
    if "base64" in content:
        return base64.b64decode(content["base64"])
    return (content["text"] + content["repeat"] * content["times"]).encode()
