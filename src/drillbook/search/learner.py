"""Learns what readers type, and remembers it until that changes: learning takes some seconds."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from drillbook.search.learning import Asked
from drillbook.storage.memory import remember, remembered

_FOLDER: Final = Path(__file__).parent


class Learner:
    """Learns what entries are about and what words mean, each once.

    What learns is imported only then: to load the library of numbers takes a tenth of a second.

    Args:
        root: The manual's folder.
        lang: The language.
    """

    def __init__(self, root: Path, lang: str) -> None:
        self._root, self._lang = root, lang

    def about(self, bags: Sequence[str]) -> dict[str, Any]:
        """What entries are about; see ``latent.about``."""

        def learn() -> dict[str, Any]:
            from drillbook.search import latent

            return latent.about(bags)

        return self._once("about", ("latent.py", "matrices.py"), bags, learn)

    def meant(self, asked: Sequence[Asked], entries: int) -> dict[str, Any]:
        """What words mean; see ``vectors.meant``."""

        def learn() -> dict[str, Any]:
            from drillbook.search import vectors

            return vectors.meant(asked, entries)

        return self._once("meant", ("vectors.py", "softmax.py", "matrices.py"), (asked, entries), learn)

    def _once(
        self, name: str, programs: Sequence[str], of: object, learn: Callable[[], dict[str, Any]]
    ) -> dict[str, Any]:
        """What programs learn of something, from the last time if it was the same."""
        name = f"{name}-{self._lang}"
        program = b"".join((_FOLDER / each).read_bytes() for each in programs) + version("numpy").encode()
        digest = hashlib.sha256(repr(of).encode("utf-8", "surrogatepass") + program).hexdigest()
        known, _, text = remembered(self._root, name).partition("\n")
        if known != f"{digest} {_check(text)}":
            # Several threads on matrices this small mostly wait for one another; the library reads this when it is loaded.
            os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
            text = json.dumps(learn())
            remember(self._root, name, f"{digest} {_check(text)}\n{text}")
        learnt: dict[str, Any] = json.loads(text)
        return learnt


def _check(text: str) -> str:
    """Tells whether a text is as it was written."""
    return hashlib.sha256(text.encode()).hexdigest()
