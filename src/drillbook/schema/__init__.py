"""What is generated from the models and the rules: JSON Schemas for editors, and the reference pages.

The files are committed and kept fresh by ``drillbook schema --check``.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from drillbook.model import KINDS
from drillbook.problem_docs import problem_pages
from drillbook.schema.json_schema import schema_text
from drillbook.schema.reference import format_pages
from drillbook.storage.whole import write_whole

REFERENCE: Final = "docs/reference"


def schemas() -> dict[str, str]:
    """Every JSON Schema by its place in the manual."""
    return {f"docs/schemas/{kind}.json": schema_text(kind) for kind in KINDS}


def pages(root: Path) -> dict[str, str]:
    """Every generated reference page by its place; ``page.md`` is Chinese, ``page.en.md`` English.

    The page on problems quotes the golden cases of Drillbook's own tests, and is made where those are.
    """
    cases = root / "tests" / "cases"
    problems = problem_pages(cases) if cases.is_dir() else {}
    return {
        **{f"{REFERENCE}/{name}": text for name, text in problems.items()},
        **{f"{REFERENCE}/{name}.md": text for name, text in format_pages("zh-CN").items()},
        **{f"{REFERENCE}/{name}.en.md": text for name, text in format_pages("en").items()},
    }


def _wanted(root: Path, more: Mapping[str, str]) -> dict[str, str]:
    """The reference pages are for manuals that show them: those that have the folder."""
    return schemas() | ({**pages(root), **more} if (root / REFERENCE).is_dir() else {})


def outdated(root: Path, more: Mapping[str, str] | None = None) -> list[str]:
    """The generated files of a manual that are missing or differ from what would be written.

    Args:
        root: The manual's folder.
        more: Reference files that other layers make, by their place.
    """
    return [place for place, text in _wanted(root, more or {}).items() if _content(root / place) != text.encode()]


def write(root: Path, more: Mapping[str, str] | None = None) -> None:
    """Writes the generated files that are missing or differ; the arguments are those of ``outdated``."""
    for place, text in _wanted(root, more or {}).items():
        path = root / place
        if _content(path) != text.encode():
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, text.encode())


def _content(path: Path) -> bytes:
    return path.read_bytes().replace(b"\r\n", b"\n") if path.is_file() else b""
