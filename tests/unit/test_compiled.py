"""Templates that are kept compiled: never another code than the one the template has now."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

from drillbook.storage import compiled
from drillbook.storage.compiled import Compiled


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one template, where code is kept beside it."""
    monkeypatch.setattr(compiled.sys, "dont_write_bytecode", False)
    monkeypatch.setattr(compiled, "cache_from_source", lambda _: str(tmp_path / "kept" / "x.pyc"))
    (tmp_path / "a.html").write_text("one {{ 1 + 1 }}", "utf-8")
    return tmp_path


def rendered(folder: Path, **options: bool) -> str:
    """The template, in an environment of its own."""
    env = Environment(loader=FileSystemLoader(folder), autoescape=True, **options)
    env.bytecode_cache = Compiled(env)
    return env.get_template("a.html").render()


def kept(folder: Path) -> list[Path]:
    """The files of kept code."""
    return sorted((folder / "kept").iterdir())


def test_kept_code_is_used(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second environment like the first compiles nothing."""
    assert rendered(folder) == "one 2"
    monkeypatch.setattr(Environment, "compile", lambda *_: pytest.fail("compiled again"))
    assert rendered(folder) == "one 2"


def test_an_edited_template_is_compiled_again(folder: Path) -> None:
    """The text of a template, not its name or its time, says which code is its own."""
    rendered(folder)
    (folder / "a.html").write_text("two {{ 2 + 2 }}", "utf-8")
    assert rendered(folder) == "two 4"
    assert len(kept(folder)) == 1


def test_other_options_give_other_code(folder: Path) -> None:
    """An environment that compiles otherwise does not take what one before it kept."""
    (folder / "a.html").write_text("  {% if 1 %}\nx{% endif %}", "utf-8")
    assert rendered(folder) == "  \nx"
    assert rendered(folder, trim_blocks=True, lstrip_blocks=True) == "x"


def test_broken_code_does_no_harm(folder: Path) -> None:
    """A file that is cut off or holds something else is replaced by what the template gives."""
    rendered(folder)
    (file,) = kept(folder)
    whole = file.read_bytes()
    for broken in (b"", b"nonsense", whole[:40], whole[:-10]):
        file.write_bytes(broken)
        assert rendered(folder) == "one 2"
        assert file.read_bytes() == whole


def test_where_nothing_may_be_kept_templates_still_work(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Told not to write bytecode, as with ``PYTHONDONTWRITEBYTECODE``, nothing is kept; in a folder nobody may write to neither."""
    monkeypatch.setattr(compiled.sys, "dont_write_bytecode", True)
    assert rendered(folder) == "one 2"
    assert not (folder / "kept").exists()
    monkeypatch.setattr(compiled.sys, "dont_write_bytecode", False)
    (folder / "kept").write_text("a file where the folder should be", "utf-8")
    assert rendered(folder) == "one 2"
