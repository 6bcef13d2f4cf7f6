"""A new site takes the place of the last one: as a whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from drillbook.building.staging import staging


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


def test_hidden_files_stay(site: Path) -> None:
    """Where the folder of the site is what a Git branch holds, the branch is not lost."""
    fill(site, "ref: refs/heads/pages", ".git/HEAD")
    with staging(site) as folder:
        fill(folder, "new", "index.html")
    assert files(site) == {".git/HEAD": "ref: refs/heads/pages", "index.html": "new"}
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


@pytest.mark.parametrize("move", range(6))
def test_an_interruption_behind_a_move_undoes_it(site: Path, move: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was moved in the moment of the interruption goes back as well."""
    before, rename, left = files(site), Path.rename, [move]

    def interrupted(path: Path, target: Path) -> Path:
        moved = rename(path, target)
        left[0] -= 1
        if left[0] == -1:
            raise KeyboardInterrupt
        return moved

    with pytest.raises(KeyboardInterrupt), staging(site) as folder:
        fill(folder, "new", "index.html", "process/a.html", "role/b.html")
        monkeypatch.setattr(Path, "rename", interrupted)
    assert files(site) == before
    assert list(site.parent.iterdir()) == [site]


def test_what_cannot_go_back_is_kept(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where from some moment on nothing can be moved, what was moved aside stays beside the site."""
    before, rename, left = sorted(files(site).items()), Path.rename, [3]

    def stuck(path: Path, target: Path) -> Path:
        left[0] -= 1
        if left[0] < 0:
            raise PermissionError
        return rename(path, target)

    with pytest.raises(PermissionError), staging(site) as folder:
        fill(folder, "new", "index.html", "process/a.html", "role/b.html")
        monkeypatch.setattr(Path, "rename", stuck)
    kept = [each for place in site.parent.iterdir() for each in files(place).items()]
    assert [each for each in before if each not in kept] == []


@pytest.mark.skipif(os.name == "nt", reason="links are for administrators there")
def test_a_link_leads_to_where_the_site_is_written(site: Path, tmp_path: Path) -> None:
    """A web server's folder may be linked under the manual, dangling links in it may be old."""
    link = tmp_path / "link"
    link.symlink_to(site, target_is_directory=True)
    (site / "role").symlink_to(tmp_path / "nowhere")
    with staging(link) as folder:
        fill(folder, "new", "index.html", "role/b.html")
    assert link.is_symlink()
    assert files(site) == {"index.html": "new", "role/b.html": "new"}
