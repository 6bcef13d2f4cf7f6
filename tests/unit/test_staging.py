"""A new site takes the place of the last one: as a whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from drillbook.staging import staging


def fill(folder: Path, text: str, *names: str) -> None:
    """Writes files of the same text."""
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")


def files(folder: Path) -> dict[str, str]:
    """What stands in the files of a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.rglob("*") if path.is_file()
    }


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The last site."""
    with staging(tmp_path / "site") as folder:
        fill(folder, "old", "404.html", "index.html", "process/a.html", "process/gone.html")
    return tmp_path / "site"


def test_the_folder_stays_for_whoever_serves_it(site: Path) -> None:
    """A web server that was started inside the folder serves the new site: what is new is there, what is gone is not."""
    before = site.stat().st_ino
    with staging(site) as folder:
        fill(folder, "new", "index.html", "process/a.html", "role/b.html")
        assert files(site)["index.html"] == "old"
    assert site.stat().st_ino == before
    assert files(site) == dict.fromkeys(("index.html", "process/a.html", "role/b.html"), "new")
    assert list(site.parent.iterdir()) == [site]


@pytest.mark.parametrize("failure", [OSError, KeyboardInterrupt])
@pytest.mark.parametrize("move", range(6))
def test_what_cannot_be_moved_leaves_the_last_site(
    site: Path, failure: type[BaseException], move: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever file is held fast, or whenever the author interrupts, all of the last site is there, and nothing else."""
    before, rename, left = files(site), Path.rename, [move]

    def failing(path: Path, target: Path) -> Path:
        left[0] -= 1
        if left[0] == -1:
            raise failure
        return rename(path, target)

    with pytest.raises(failure), staging(site) as folder:
        fill(folder, "new", "index.html", "process/a.html", "role/b.html")
        monkeypatch.setattr(Path, "rename", failing)
    assert left[0] < 0
    assert files(site) == before
    assert list(site.parent.iterdir()) == [site]
