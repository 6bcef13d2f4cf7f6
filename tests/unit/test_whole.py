"""Files written as a whole or not at all."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from drillbook import new
from drillbook.new import create
from drillbook.storage.whole import write_whole


def _full(*arguments: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_file_is_replaced_and_keeps_its_rights(tmp_path: Path) -> None:
    """What is written stands there, a link stays a link, and the rights of the file do not change."""
    file, link = tmp_path / "file", tmp_path / "link"
    file.write_text("old")
    file.chmod(0o640)
    link.symlink_to(file)
    write_whole(link, b"new")

    assert link.is_symlink() and file.read_text() == "new"
    assert file.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "link"]


def test_on_a_full_disk_the_old_file_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error names the file that was to be written, and nothing is left beside it."""
    file = tmp_path / "file"
    file.write_text("old")
    monkeypatch.setattr(Path, "write_bytes", _full)
    with pytest.raises(OSError) as caught:
        write_whole(file, b"new")

    assert (caught.value.errno, caught.value.filename) == (errno.ENOSPC, str(file))
    assert [path.name for path in tmp_path.iterdir()] == ["file"] and file.read_text() == "old"


@pytest.mark.parametrize("is_there", [True, False])
def test_a_new_manual_is_there_as_a_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_there: bool
) -> None:
    """Where the disk is full, the folder is as it was, so that the command can be given again."""
    folder = tmp_path / "manual"
    if is_there:
        folder.mkdir()
    with monkeypatch.context() as full:
        full.setattr(new, "merge", _full)
        with pytest.raises(OSError) as caught:
            create(folder, "zh-CN")
    assert caught.value.filename == str(folder)
    assert folder.exists() == is_there and (not is_there or not list(folder.iterdir()))

    create(folder, "zh-CN")
    assert (folder / "mkdocs.yml").is_file() and not list(folder.glob(".new-*"))
