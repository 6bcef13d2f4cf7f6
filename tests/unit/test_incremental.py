"""Builds that find what was built before: nothing is built for nothing, and nothing old is left."""

from __future__ import annotations

import filecmp
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from drillbook.building import stamp
from drillbook.cli import site as command
from drillbook.new import create
from drillbook.settings import read_settings
from drillbook.storage.memory import CACHE, remember, remembered


@pytest.fixture
def manual(tmp_path: Path) -> Path:
    """The example that ``drillbook new`` makes."""
    folder = tmp_path / "manual"
    create(folder, "zh-CN")
    return folder


def build(manual: Path, output: Path, *, clean: bool = False) -> None:
    """Builds as the command does."""
    command.build(engine="material", output=output, clean=clean, profile=False, lang="en", root=manual)


def tree(folder: Path) -> set[str]:
    """The files below a folder."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def assert_same(one: Path, other: Path) -> None:
    """Two sites have the same files with the same bytes."""
    assert tree(one) == tree(other)
    assert [n for n in sorted(tree(one)) if not filecmp.cmp(one / n, other / n, shallow=False)] == []


def _edit(manual: Path, chance: random.Random) -> None:
    """One of the things an author does."""
    playbooks = sorted((manual / "playbooks").rglob("*.yml"))
    texts = [path for path in playbooks if "summary: " in path.read_text("utf-8")]
    file = chance.choice(texts)
    copies = [path for path in playbooks if path.name.startswith("copy-")]

    def add() -> None:
        term = f"kind: term\nid: copy-{chance.randrange(10**6)}\ntitle: 新词{chance.random()}\ndefinition: 说明。\nowner: sales-manager\nsources: editorial\n"
        (manual / "playbooks" / f"copy-{chance.randrange(10**6)}.yml").write_text(term, "utf-8")

    def reword() -> None:
        file.write_text(file.read_text("utf-8").replace("summary: ", f"summary: 改{chance.randrange(99)}", 1), "utf-8")

    def rename() -> None:
        file.rename(file.with_name(f"moved-{chance.randrange(10**6)}.yml"))

    def option() -> None:
        config = manual / "mkdocs.yml"
        config.write_text(
            config.read_text("utf-8") + f"# {chance.random()}\nsite_description: 说明{chance.random()}\n", "utf-8"
        ) if ("site_description" not in config.read_text("utf-8")) else config.write_text(
            config.read_text("utf-8").replace("说明", "说明了", 1), "utf-8"
        )

    def catalogue() -> None:
        po = manual / "locales" / "en.po"
        if po.is_file():
            po.write_text(po.read_text("utf-8").replace('msgstr "', f'msgstr "{chance.choice("ABC")}', 2), "utf-8")

    def phrase() -> None:
        (manual / "phrases").mkdir(exist_ok=True)
        said = f"sales-manager:\n  zh-CN: [说法{chance.random()}]\n"
        (manual / "phrases" / "asked.yml").write_text(said, "utf-8")

    def nothing() -> None:
        return

    choices: list[Callable[[], None]] = [add, reword, reword, rename, option, catalogue, phrase, nothing]
    choices += [copies[0].unlink] if copies else []
    chance.choice(choices)()


@pytest.mark.parametrize("seed", range(3))
def test_a_build_after_random_edits_equals_a_clean_one(manual: Path, tmp_path: Path, seed: int) -> None:
    """Whatever is edited, added, renamed or removed between builds, the site has the bytes of one built from nothing."""
    chance = random.Random(seed)
    kept, fresh = tmp_path / "kept", tmp_path / "fresh"
    build(manual, kept)
    for _ in range(4):
        _edit(manual, chance)
        build(manual, kept)
        shutil.rmtree(fresh, ignore_errors=True)
        build(manual, fresh, clean=True)
        assert_same(kept, fresh)


def test_an_edit_of_the_phrases_is_built(manual: Path, tmp_path: Path) -> None:
    """Phrases added, changed and taken away give the site of a clean build each time, and another one each time."""
    kept, fresh = tmp_path / "kept", tmp_path / "fresh"
    file, seen = manual / "phrases" / "asked.yml", set()
    file.parent.mkdir(exist_ok=True)
    for text in ("sales-manager: {zh-CN: [谁是头儿]}\n", "sales-manager: {zh-CN: [领导是谁]}\n", ""):
        file.write_text(text, "utf-8")
        build(manual, kept)
        shutil.rmtree(fresh, ignore_errors=True)
        build(manual, fresh, clean=True)
        assert_same(kept, fresh)
        seen.add(next(path.name for path in (kept / "assets/drillbook/search").glob("texts-0*")))
    assert len(seen) == 3


def test_nothing_is_built_where_nothing_changed(
    manual: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A second build leaves every file as it is, and says so; ``--clean`` builds all the same."""
    output = tmp_path / "site"
    build(manual, output)
    before = (output / "index.html").stat().st_ino
    build(manual, output)
    assert "Nothing has changed" in capsys.readouterr().err
    assert (output / "index.html").stat().st_ino == before
    build(manual, output, clean=True)
    assert (output / "index.html").stat().st_ino != before


@pytest.mark.parametrize("harm", ["change", "remove", "add"])
def test_a_site_somebody_changed_is_built_again(manual: Path, tmp_path: Path, harm: str) -> None:
    """A file changed, removed or added in the site itself is set right by the next build."""
    output, fresh = tmp_path / "site", tmp_path / "fresh"
    build(manual, output)
    if harm == "change":
        (output / "index.html").write_text("x", "utf-8")
    elif harm == "remove":
        (output / "index.html").unlink()
        (output / "404.html").rename(output / "index.html")
    else:
        (output / "more.html").write_text("x", "utf-8")
    build(manual, output)
    build(manual, fresh)
    assert_same(output, fresh)


@pytest.mark.parametrize("what", ["engine", "package", "template"])
def test_another_engine_package_or_template_is_another_input(
    manual: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, what: str
) -> None:
    """The digest differs for another site generator, another release of a package, and a changed file of Drillbook itself."""
    settings = read_settings(manual)
    before = stamp.inputs_of(settings, "material")
    assert stamp.inputs_of(settings, "material") == before
    if what == "package":
        monkeypatch.setattr(stamp, "version", lambda name: "99")
    if what == "template":
        copy = tmp_path / "drillbook"
        shutil.copytree(Path(stamp.__file__).parent.parent, copy)
        monkeypatch.setattr(stamp, "__file__", str(copy / "building" / "stamp.py"))
        assert stamp.inputs_of(settings, "material") == before
        (copy / "site" / "templates" / "process.jinja").write_text("x", "utf-8")
    assert stamp.inputs_of(settings, "zensical" if what == "engine" else "material") != before


@pytest.mark.parametrize("line", ["hooks: [own.py]", "site_author: !ENV AUTHOR", "INHERIT: ../base.yml"])
def test_a_site_made_from_more_than_is_known_is_always_built(manual: Path, line: str) -> None:
    """Where mkdocs.yml names things the digest does not cover, there is no digest."""
    with (manual / "mkdocs.yml").open("a", encoding="utf-8") as stream:
        stream.write(f"\n{line}\n")
    (manual.parent / "base.yml").write_text("copyright: Example\n", "utf-8")
    (manual / "own.py").touch()
    assert stamp.inputs_of(read_settings(manual), "material") == ""


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"inputs": 1}', '{"inputs":"","output":"","pages":1,"warnings":[{}]}']
)
def test_a_broken_stamp_counts_as_none(manual: Path, tmp_path: Path, text: str) -> None:
    """A stamp that is cut off, or of another release, never stops a build."""
    settings, output = read_settings(manual), tmp_path / "site"
    build(manual, output)
    assert stamp.read(settings, output) is not None
    (file,) = (manual / CACHE).glob("*.json")
    file.write_text(text, "utf-8")
    assert stamp.read(settings, output) is None


def test_any_number_of_processes_sees_the_same_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The digest of a site's files does not depend on who looks at them, and every file, however deep, counts."""
    for number in range(100):
        (tmp_path / "id" / f"x{number}" / "deep").mkdir(parents=True)
        (tmp_path / "id" / f"x{number}" / "index.html").write_text("x", "utf-8")
    deep = tmp_path / "id" / "x99" / "deep" / "a.txt"
    deep.write_text("a", "utf-8")
    found = []
    for jobs in ("1", "2", "4"):
        monkeypatch.setenv("DRILLBOOK_JOBS", jobs)
        found.append(stamp.output_of(tmp_path))
    assert found[0] == found[1] == found[2]
    assert found[0][1] == 100
    deep.write_text("aa", "utf-8")
    assert stamp.output_of(tmp_path)[0] != found[0][0]


def test_what_cannot_be_remembered_is_not(tmp_path: Path) -> None:
    """The name of a file that is no UTF-8 has no bytes to write; what was remembered before stays, and nothing falls over."""
    remember(tmp_path, "name", "before")
    remember(tmp_path, "name", "\udcff.yml")

    assert remembered(tmp_path, "name") == "before"
