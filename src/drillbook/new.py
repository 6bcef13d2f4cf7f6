"""Starts a manual: copies the small example that comes with Drillbook into an empty folder."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from drillbook.building.staging import merge, write_files
from drillbook.errors import DrillbookError
from drillbook.rules import Phrase
from drillbook.schema import schemas
from drillbook.storage.memory import CACHE
from drillbook.storage.whole import about

_IGNORED = f"/site/\n/.site-*/\n/{CACHE}/\n/print/\n"
"""What is made beside the playbooks; what is printed holds the keys of quizzes. Folders of these names deeper down are the author's own."""


def create(folder: Path, lang: str) -> list[str]:
    """Writes a manual that checks and builds.

    Args:
        folder: Where; it must be empty or not exist.
        lang: The language it is written in: Chinese for any ``zh``, English otherwise.

    Returns:
        The files written, relative to the folder.

    Raises:
        DrillbookError: Something is there already.
        OSError: They cannot be written; nothing is left behind.
    """
    if folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
        raise DrillbookError(
            Phrase(
                f"{folder} is not an empty folder; nothing was written.", f"{folder} 不是空文件夹，没有写入任何内容。"
            )
        )
    files = {**starter(lang), **schemas(), ".gitignore": _IGNORED}
    is_new = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write(files, folder)
    except OSError as error:
        if is_new and folder.is_dir():
            folder.rmdir()
        raise about(error, folder) from error
    return sorted(files)


def _write(files: Mapping[str, str], folder: Path) -> None:
    """Writes all of the files, or none: into a folder inside, out of which they are moved when they are complete."""
    inside = Path(tempfile.mkdtemp(prefix=".new-", dir=folder))
    try:
        write_files(files.items(), inside)
        merge(inside, folder)
    finally:
        shutil.rmtree(inside, ignore_errors=True)


def starter(lang: str) -> dict[str, str]:
    """The files of the example in one language, by their place in the manual."""
    folder = resources.files("drillbook") / "starter" / ("zh-CN" if lang.startswith("zh") else "en")
    return dict(_files(folder, ""))


def _files(folder: Traversable, place: str) -> Iterator[tuple[str, str]]:
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.is_dir():
            yield from _files(entry, f"{place}{entry.name}/")
        else:
            yield f"{place}{entry.name}", entry.read_text("utf-8")
