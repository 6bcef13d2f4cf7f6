"""What stands in the YAML files of the package is kept beside them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import yaml

from drillbook.storage.kept import yaml_data


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file, where Python may keep what it has read."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    (tmp_path / "area.yml").write_text("key: {zh-CN: 词, en: word}\n", "utf-8")
    return tmp_path / "area.yml"


def _fails(*_: object) -> None:
    raise AssertionError("read as YAML")


def test_is_read_once(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second time the same data comes without any YAML being read."""
    first = yaml_data([file])
    monkeypatch.setattr(yaml, "load", _fails)
    assert yaml_data([file]) == first == [{"key": {"zh-CN": "词", "en": "word"}}]


def test_a_changed_file_is_read_anew(file: Path) -> None:
    """Neither an edit nor a file more goes unnoticed."""
    yaml_data([file])
    file.write_text("key: {zh-CN: 句子, en: sentence}\n", "utf-8")
    other = file.with_name("other.yml")
    other.write_text("- one\n", "utf-8")
    assert yaml_data([file, other]) == [{"key": {"zh-CN": "句子", "en": "sentence"}}, ["one"]]


@pytest.mark.parametrize("content", [b"", b"not marshalled", b"\xe9\x01\x00\x00\x00"])
def test_what_is_broken_is_read_anew(file: Path, content: bytes) -> None:
    """Whatever stands in what was kept, the YAML counts."""
    found = yaml_data([file])
    [kept] = file.parent.rglob("*.yml-data")
    kept.write_bytes(content)
    assert yaml_data([file]) == found


def test_nothing_is_kept_where_python_keeps_nothing(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who lets Python write no bytecode finds no files of ours either."""
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert yaml_data([file])
    assert not list(file.parent.rglob("*.yml-data"))


def test_a_folder_that_cannot_be_written_to_is_no_obstacle(file: Path) -> None:
    """Where there can be no ``__pycache__``, the YAML is read each time."""
    (file.parent / "__pycache__").write_text("a file in its way", "utf-8")
    assert yaml_data([file]) == yaml_data([file]) == [{"key": {"zh-CN": "词", "en": "word"}}]
