"""Addresses of scripts and style sheets that change when their content does, so that a browser may keep them from one reload to the next."""

from __future__ import annotations

import hashlib
import posixpath
import re
from pathlib import Path
from typing import Final

FOREVER: Final = "max-age=31536000, immutable"
"""What ``Cache-Control`` says of a file under the address of its version."""

_ASSET = re.compile(rb'(?<=(?:ref|src)=")(?:\.\./)*assets/[^"?#]+\.(?:css|js)(?=")')
_QUERY = "v="


class Versions:
    """The versions of the files of a site.

    Args:
        folder: The site.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[str, tuple[tuple[int, int], str]] = {}

    def in_page(self, html: bytes, place: str) -> bytes:
        """A page that asks for scripts and style sheets by their version.

        Args:
            html: The page.
            place: Where it lies below the site: ``process/a.html``.
        """

        def versioned(match: re.Match[bytes]) -> bytes:
            address = match[0].decode()
            version = self._version(posixpath.normpath(posixpath.join(posixpath.dirname(place), address)))
            return f"{address}?{_QUERY}{version}".encode() if version else match[0]

        return _ASSET.sub(versioned, html)

    def holds(self, place: str, query: str) -> bool:
        """Whether a file is asked for by the version it has now: never is another content kept under that address."""
        return query.startswith(_QUERY) and query == _QUERY + self._version(place)

    def _version(self, place: str) -> str:
        """A digest of a file's content; empty where there is no such file."""
        path = self._folder / place
        try:
            status = path.stat()
            state = status.st_mtime_ns, status.st_size
            if place not in self._known or self._known[place][0] != state:
                self._known[place] = state, hashlib.blake2b(path.read_bytes(), digest_size=8).hexdigest()
        except OSError:
            return ""
        return self._known[place][1]
