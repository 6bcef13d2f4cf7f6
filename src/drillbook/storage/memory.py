"""What is remembered of a manual from one build to the next, in a folder beside it: all of it can be found out again, only not as fast."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from drillbook.storage.whole import write_whole

CACHE: Final = ".drillbook-cache"


def remembered(root: Path, name: str) -> str:
    """The text that is remembered under a name; empty where there is none that can be read.

    Args:
        root: The folder of the manual.
        name: The name.
    """
    try:
        return (root / CACHE / name).read_text("utf-8")
    except (OSError, ValueError):
        return ""


def remember(root: Path, name: str, text: str) -> None:
    """Writes as a whole or not at all. What cannot be written, such as the name of a file that is no UTF-8, only makes the next time longer."""
    folder = root / CACHE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / ".gitignore").write_text("*\n", "utf-8")
        write_whole(folder / name, text.encode())
    except (OSError, ValueError):
        return
