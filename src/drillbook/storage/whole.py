"""Writing a file as a whole or not at all: where the disk is full, what was there before stays."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path
from typing import Final

DISK_FULL: Final = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))
_MODE: Final = 0o666


def write_whole(path: Path, content: bytes) -> None:
    """Writes a file beside the one it replaces, and puts it there when it is complete.

    Args:
        path: The file; its folder exists. A link stays one.
        content: All that shall stand in it.

    Raises:
        OSError: It cannot be written; the error names the file.
    """
    place = Path(os.path.realpath(path))
    new = None
    try:
        new = _beside(place)
        new.write_bytes(content)
        new.chmod(place.stat().st_mode & 0o7777 if place.exists() else _MODE & ~_umask())
        new.replace(place)
    except OSError as error:
        if new:
            new.unlink(missing_ok=True)
        raise about(error, path) from error


def about(error: OSError, path: Path) -> OSError:
    """The same error with the file it is about: one that comes from writing names none, or another."""
    return OSError(error.errno, error.strerror, str(path))


def _beside(path: Path) -> Path:
    file, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    os.close(file)
    return Path(name)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
