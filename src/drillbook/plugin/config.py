"""What mkdocs.yml says, as MkDocs takes it; what MkDocs refuses of it, as problems with a place."""

from __future__ import annotations

import atexit
import logging
import os
import shutil
import sys
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from mkdocs.config.defaults import MkDocsConfig

from drillbook.building.checked import Failed
from drillbook.errors import Problem
from drillbook.settings import Settings, site_texts, whole_text

log = logging.getLogger("mkdocs")
_TOLD_BY_CHECK: Final = "is not found among documentation files."
"""Of links in hand-written pages, and with a place."""


def read_config(settings: Settings, output: Path) -> MkDocsConfig:
    """Lets MkDocs read mkdocs.yml.

    Args:
        settings: The manual's options.
        output: Where the site goes.

    Raises:
        Failed: MkDocs refuses something.
    """
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    log.setLevel(logging.WARNING)
    if not any(isinstance(handler, _Once) for handler in log.handlers):
        log.addHandler(_Once())
    file = settings.root / "mkdocs.yml"
    config = MkDocsConfig(config_file_path=str(file))
    with file.open("rb") as stream:
        config.load_file(stream)
    config.load_dict(_given(settings, config) | {"site_dir": str(output)})
    refused, doubted = config.validate()
    for key, reason in doubted:
        log.warning("%s: %s", key, reason)
    if refused:
        raise Failed([_problem(settings, key, str(error)) for key, error in refused])
    return config


class _Once(logging.Handler):
    """Prints what MkDocs says, which builds every language anew, only once."""

    def __init__(self) -> None:
        super().__init__()
        self._told: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        text = record.getMessage()
        if text not in self._told and _TOLD_BY_CHECK not in text:
            self._told.add(text)
            sys.stderr.write(f"MkDocs: {text}\n")


def _given(settings: Settings, config: MkDocsConfig) -> dict[str, Any]:
    """What an author need not write, or not as MkDocs wants it."""
    given: dict[str, Any] = dict(site_texts(settings.root))
    if config.data.get("theme") in (None, "mkdocs"):
        given["theme"] = {"name": "material"}
    if not settings.docs.is_dir():
        given["docs_dir"] = _empty_folder()
    return given


@lru_cache
def _empty_folder() -> str:
    folder = tempfile.mkdtemp(prefix="drillbook-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _problem(settings: Settings, key: str, reason: str) -> Problem:
    return whole_text(settings.root).problem("DB212", (key,), {"key": key, "reason": reason}, at_key=True)
