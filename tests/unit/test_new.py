"""The manual that ``drillbook new`` starts."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from drillbook.building import finding
from drillbook.building.build import check_manual
from drillbook.cli import site as command
from drillbook.cli.quiz_gate import lint
from drillbook.errors import DrillbookError
from drillbook.manual import read_manual
from drillbook.model.process import Process
from drillbook.model.talk import Objection, TalkTrack
from drillbook.new import create, starter
from drillbook.search.engine import Engine
from drillbook.settings import read_settings
from drillbook.storage.memory import CACHE
from drillbook.translate import read_catalogue, status, update

LANGUAGES = ["zh-CN", "en"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_new_manual_has_no_problems(tmp_path: Path, lang: str) -> None:
    """Neither errors nor warnings greet an author, and the quiz finds enough items."""
    create(tmp_path, lang)
    checked = check_manual(read_settings(tmp_path))

    assert checked.problems == []
    assert checked.manual.settings.source_language == lang


def test_what_is_made_from_it_is_not_shared(tmp_path: Path) -> None:
    """The site, what is remembered, and printed quizzes with their keys stay out of the repository; `playbooks/site/` does not."""
    create(tmp_path, "en")
    assert (tmp_path / ".gitignore").read_text("utf-8").split() == ["/site/", "/.site-*/", f"/{CACHE}/", "/print/"]


@pytest.mark.parametrize(
    "palette", ["{primary: deep orange, accent: teal}", "[{scheme: default, primary: deep orange}, {accent: teal}]"]
)
def test_it_takes_the_colours_of_a_company(tmp_path: Path, palette: str) -> None:
    """In light and in dark every page has them, and no other colours are shipped."""
    create(tmp_path, "en")
    config = tmp_path / "mkdocs.yml"
    config.write_text(
        config.read_text("utf-8").replace("name: material", f"name: material\n  palette: {palette}"), "utf-8"
    )
    command.build(engine="material", output=tmp_path / "site", clean=True, profile=False, lang="en", root=tmp_path)

    for page in ("index.html", "process/contract-signing.html"):
        html = (tmp_path / "site" / page).read_text("utf-8")
        assert set(re.findall('data-md-color-primary="?([a-z-]+)', html)) == {"deep-orange"}
        assert set(re.findall('data-md-color-accent="?([a-z-]+)', html)) == {"teal"}
    (styles,) = (tmp_path / "site" / "assets" / "stylesheets").glob("palette*.css")
    shipped = set(re.findall("data-md-color-(primary|accent)=([a-z-]+)", styles.read_text("utf-8")))
    assert {("primary", "deep-orange"), ("accent", "teal")} <= shipped
    assert {colour for _, colour in shipped} == {"deep-orange", "teal"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_its_questions_pass_the_gate(tmp_path: Path, lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    """`drillbook quiz lint` finds nothing to mend in either language."""
    create(tmp_path, lang)
    settings = read_settings(tmp_path)

    lint(check_manual(settings), list(settings.languages), "json")
    assert json.loads(capsys.readouterr().out)["passes"] is True


@pytest.mark.parametrize("lang", LANGUAGES)
def test_its_translation_is_complete_and_fresh(tmp_path: Path, lang: str) -> None:
    """Every text has a translation, and an update would not change the file."""
    create(tmp_path, lang)
    settings = read_settings(tmp_path)
    graph, path = read_manual(settings).graph, tmp_path / "locales" / f"{settings.languages[1]}.po"
    catalogue, _ = read_catalogue(path, tmp_path)

    assert sum(row.stale + row.missing for row in status(graph, catalogue)) == 0
    assert update(graph, catalogue).to_po().encode() == path.read_bytes()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_shows_the_kinds_an_author_starts_with(tmp_path: Path, lang: str) -> None:
    """A process, a talk track and two objections stand in it, and every playbook is commented or simple."""
    create(tmp_path, lang)
    graph = read_manual(read_settings(tmp_path)).graph

    assert [len(list(graph.of(kind))) for kind in (Process, TalkTrack, Objection)] == [1, 1, 2]
    assert {item.entity.kind for item in graph.loaded} >= {"role", "form", "term", "part", "blueprint"}
    first_lines = {place: text.split("\n")[0] for place, text in starter(lang).items() if place.endswith(".yml")}
    for place, line in first_lines.items():
        if place.startswith(("playbooks/", "quizzes/")):
            schema = (tmp_path / place).parent / line.removeprefix("# yaml-language-server: $schema=")
            assert schema.is_file(), place


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_readers_type_finds_the_step(tmp_path: Path, lang: str) -> None:
    """The example of what readers type works, in either language of the manual, and stands for words no text has."""
    create(tmp_path, lang)
    settings = read_settings(tmp_path)
    search = finding.ManualSearch(settings, finding.read_graphs(settings)[0])
    searches = {each: Engine(dict(search.files(each))) for each in LANGUAGES}
    for typed, found in (("谁来把关合同", "contract-signing.review"), ("嫌贵", "objection-too-expensive")):
        assert searches["zh-CN"].search(typed, 1)[0].id == found
    for typed, found in (("sent back", "contract-signing.review"), ("over budget", "objection-too-expensive")):
        assert searches["en"].search(typed, 1)[0].id == found
    texts = "".join(text for place, text in starter(lang).items() if not place.startswith("phrases/"))
    assert "把关" not in texts and "sent back" not in texts


def test_both_languages_are_the_same_manual() -> None:
    """The files have the same names and ids, so that one guide fits both."""
    chinese, english = starter("zh-CN"), starter("en")

    assert {place for place in chinese if place.startswith("playbooks")} == {
        p for p in english if p.startswith("playbooks")
    }


def test_a_folder_with_something_in_it_is_refused(tmp_path: Path) -> None:
    """Nothing is overwritten, and nothing is written beside it."""
    (tmp_path / "letter.txt").write_text("dear")

    with pytest.raises(DrillbookError, match="not an empty folder"):
        create(tmp_path, "en")
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]
    with pytest.raises(DrillbookError):
        create(tmp_path / "letter.txt", "en")
