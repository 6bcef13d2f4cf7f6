"""What is wrong with the hand-written pages under ``docs/``, told before the site generator stumbles over it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from drillbook.errors import Problem
from drillbook.files import wrong_encoding

MARKDOWN: Final = (".markdown", ".mdown", ".mkdn", ".mkd", ".md")


def check_pages(folder: Path, root: Path) -> Iterator[Problem]:
    """Pages that are no UTF-8 text. What cannot be opened, the site generator tells.

    Args:
        folder: Where the pages lie; it need not exist.
        root: The folder to which the names of files are relative.
    """
    for path in sorted(_pages(folder)):
        try:
            content = path.read_bytes()
            content.decode("utf-8")
        except UnicodeDecodeError as error:
            yield wrong_encoding(path.relative_to(root).as_posix(), content, error)
        except OSError:
            continue


def _pages(folder: Path) -> Iterator[Path]:
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(place, name) for name in files if name.endswith(MARKDOWN) and not name.startswith("."))
