"""Writing a site: beside the last one, with whose files it changes places at the end."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from drillbook.crew import Crew, workers
from drillbook.errors import DrillbookError

_NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_TOGETHER: Final = 256
"""So many folders are removed in one piece."""


def write_files(files: Iterable[tuple[str, str]], output: Path) -> None:
    """Writes files, given by their place below a folder and their text."""
    for place, text in files:
        write_file(f"{output}/{place}", text.encode())


def write_folders(files: Iterable[tuple[str, str]], output: Path) -> None:
    """The same for files each of which has a folder of its own, which is not there yet: to find that out again and again takes a while."""
    for place, text in files:
        path = f"{output}/{place}"
        _make_folder(path.rpartition("/")[0])
        write_file(path, text.encode())


def write_file(path: str, content: bytes) -> None:
    """Writes a file, and makes its folder where there is none: to ask first would take longer.

    A site has tens of thousands of files, and objects for streams and paths would take as long as all their writing.
    """
    try:
        file = os.open(path, _NEW, 0o666)
    except FileNotFoundError:
        _make_folder(path.rpartition("/")[0])
        file = os.open(path, _NEW, 0o666)
    try:
        while content:
            content = content[os.write(file, content) :]
    finally:
        os.close(file)


def _make_folder(path: str) -> None:
    """Makes a folder; mostly the one above it is there, and another process may be faster."""
    try:
        os.mkdir(path)  # noqa: PTH102
    except FileNotFoundError:
        os.makedirs(path, exist_ok=True)  # noqa: PTH103
    except FileExistsError:
        pass


def merge(folder: Path, output: Path) -> None:
    """Moves everything in a folder to the same place in another one, and does away with the folder."""
    for entry in list(folder.iterdir()):
        place = output / entry.name
        if place.is_dir():
            merge(entry, place)
        else:
            entry.rename(place)
    folder.rmdir()


@contextmanager
def staging(output: Path) -> Iterator[Path]:
    """A folder beside the output whose files take the place of those there when the block succeeds.

    What cannot be moved back where that fails stays beside the output; nothing of the last site is ever removed before.
    """
    output = Path(os.path.realpath(output))  # where it is a link, what it leads to may be on another disk
    output.parent.mkdir(parents=True, exist_ok=True)
    new = Path(tempfile.mkdtemp(prefix=f".{output.name}-new-", dir=output.parent))
    old = new.with_name(new.name.replace("-new-", "-old-"))
    try:
        new.chmod(0o755)
        yield new
        if output.exists():
            old.mkdir()
            _exchange(new, output, old)
        else:
            new.rename(output)
    except BaseException:
        with suppress(OSError):
            old.rmdir()
        raise
    finally:
        shutil.rmtree(new, ignore_errors=True)
    _remove(old)


def _exchange(new: Path, output: Path, old: Path) -> None:
    """Moves what is in a folder aside and the new in, within about a millisecond; all goes back where something cannot be moved.

    The folder itself stays, because web servers and containers hold on to it, not to its name. Hidden files in it stay, too: no site
    has any, and where it is what a Git branch holds, they are the branch.
    """
    last = {entry.name for entry in output.iterdir() if not entry.name.startswith(".")}
    names = sorted(last | {entry.name for entry in new.iterdir()})
    moves = ((source / name, target / name) for name in names for source, target in ((output, old), (new, output)))
    done: list[tuple[Path, Path]] = []
    try:
        for source, target in moves:
            if os.path.lexists(source):
                done.append((source, target))
                source.rename(target)
    except BaseException:
        for source, target in reversed(done):
            with suppress(
                OSError
            ):  # the last one may not have been moved, and what stands in the way keeps no other from going back
                target.rename(source)
        raise


def _remove(folder: Path) -> None:
    """Does away with a site, which takes several processes half of the time one would need."""
    inside = [place for top in _folders(folder) for place in _folders(top)]
    pieces = [inside[i : i + _TOGETHER] for i in range(0, len(inside), _TOGETHER)]
    try:
        with suppress(OSError, DrillbookError), Crew(len(pieces), lambda number: _remove_all(pieces[number])) as crew:
            crew.start(workers(len(inside)))
            crew.finish()
    finally:
        _remove_all([folder])


def _folders(folder: str | Path) -> list[str]:
    """The folders in a folder; none where it is not there."""
    try:
        with os.scandir(folder) as entries:
            return [entry.path for entry in entries if entry.is_dir(follow_symlinks=False)]
    except OSError:
        return []


def _remove_all(folders: Iterable[str | Path]) -> None:
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
