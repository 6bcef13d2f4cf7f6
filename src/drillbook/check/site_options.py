"""What mkdocs.yml says rightly, but without any effect: the pages are made otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from drillbook.errors import DrillbookError, Problem
from drillbook.settings import whole_text

_FOLDERS: Final = "use_directory_urls"
_YES: Final = ("true", "yes", "on")


def check_site_options(root: Path) -> Iterator[Problem]:
    """Pages that are wanted as folders.

    Args:
        root: The folder of mkdocs.yml; where options come from elsewhere, nothing is told.
    """
    try:
        text = whole_text(root)
    except DrillbookError:
        return
    value = str(text.data.get(_FOLDERS, ""))
    if value.lower() in _YES and not text.is_tagged((_FOLDERS,)):
        yield text.problem("DB215", (_FOLDERS,), {"key": _FOLDERS, "value": value})
