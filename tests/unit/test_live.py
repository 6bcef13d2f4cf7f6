"""Single pages while a manual is edited: as new as the files, and the same as a whole build makes them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from drillbook.building import stamp
from drillbook.building.build import build, check_manual
from drillbook.building.live import Live
from drillbook.new import create
from drillbook.plugin import frame
from drillbook.plugin.preview import FramedPages
from drillbook.settings import Settings, read_settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """The example that ``drillbook new`` makes."""
    create(tmp_path / "manual", "zh-CN")
    return read_settings(tmp_path / "manual")


def edit(settings: Settings, old: str, new: str) -> Path:
    """Changes the first playbook that has a text."""
    files = sorted((settings.root / "playbooks").rglob("*.yml"))
    file = next(f for f in files if old in f.read_text("utf-8") and "kind: process" in f.read_text("utf-8"))
    file.write_text(file.read_text("utf-8").replace(old, new, 1), "utf-8")
    return file


@pytest.mark.parametrize(("old", "new"), [("summary: ", "summary: 改过的"), ("title: ", "title: 改过的")])
def test_every_page_after_an_edit_is_that_of_a_whole_build(
    settings: Settings, tmp_path: Path, old: str, new: str
) -> None:
    """The edited page and those that depend on it have the bytes of a build from nothing; only questions may come later."""
    settings = settings.model_copy(update={"print": True})
    live = Live(settings, check_manual(settings), FramedPages)
    edit(settings, old, new)
    assert live.update()
    build(settings, tmp_path / "site", frame=frame)
    pages = [f for f in (tmp_path / "site").rglob("*.html") if f.relative_to(tmp_path / "site").parts[0] != "id"]
    shown = {f: html for f in pages if (html := live.page(f.relative_to(tmp_path / "site").as_posix()))}
    for is_translated in (True, False):
        assert sum("改过的" in shown[f] for f in shown if ("en" in f.parts) == is_translated) > 1
    differ = [
        f.name for f, html in shown.items() if 'data-drillbook="quiz"' not in html and f.read_text("utf-8") != html
    ]
    assert differ == []


def test_an_edited_translation_is_shown_at_once(settings: Settings, tmp_path: Path) -> None:
    """Pages in another language have the bytes of a build with the new catalogue; while it cannot be read, the site counts."""
    live = Live(settings, check_manual(settings), FramedPages)
    catalogue = settings.root / settings.locales / "en.po"
    before = catalogue.read_text("utf-8")
    edited = re.sub(r'(msgctxt "contract-signing:title"\nmsgid .*\nmsgstr ")', r"\1Another: ", before)
    assert edited != before
    for text in ("msgid", edited, before):
        catalogue.write_text(text, "utf-8")
        assert live.update()
        shown = live.page("en/process/contract-signing.html")
        assert (shown is None) == (text == "msgid")
        assert ("Another: " in (shown or "")) == (text == edited)
    catalogue.write_text(edited, "utf-8")
    assert live.update()
    build(settings, tmp_path / "site", frame=frame)
    for place in ("en/role/salesperson.html", "en/reference/roles.html", "en/index.html"):
        assert live.page(place) == (tmp_path / "site" / place).read_text("utf-8")
    assert live.page("en/no-such-page.html") is None


def test_before_an_edit_the_site_counts(settings: Settings) -> None:
    """Nothing is made anew where nothing has changed."""
    assert Live(settings, check_manual(settings), FramedPages).page("index.html") is None


@pytest.mark.parametrize("text", ["kind: proces\nid: x\n", "kind: [", "\x00"])
def test_an_unfinished_edit_leaves_the_site_as_it_is(settings: Settings, text: str) -> None:
    """A file that cannot be read shows no page; the build says why. Once it is mended, pages come again."""
    live = Live(settings, check_manual(settings), FramedPages)
    file = edit(settings, "summary: ", "summary: 改过的")
    good = file.read_text("utf-8")
    file.write_text(text, "utf-8")
    assert not live.update()
    assert live.page("index.html") is None
    file.write_text(good, "utf-8")
    assert live.update()
    assert "<html" in (live.page("index.html") or "")


def test_a_file_that_may_not_be_read_any_more_is_a_mistake_like_others(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that loses its permission shows no page, not even of an edit before; once it may be read, pages come again."""
    live = Live(settings, check_manual(settings), FramedPages)
    edit(settings, "summary: ", "summary: 改过的")
    assert live.update()
    closed, opened = edit(settings, "改过的", "又改过的"), Path.open

    def refused(path: Path, *given: Any, **how: Any) -> Any:
        if path == closed:
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *given, **how)

    with monkeypatch.context() as system:
        system.setattr(Path, "open", refused)
        assert not live.update()
        assert live.page("index.html") is None
        assert stamp.inputs_of(settings, "material") == ""
        assert [problem.code for problem in check_manual(settings).problems if problem.level == "error"] == ["DB115"]
    assert live.update()
    assert live.page("index.html")


def test_a_reference_that_leads_nowhere_waits_for_the_build(settings: Settings) -> None:
    """A page is not shown with a broken link; the build names the mistake."""
    live = Live(settings, check_manual(settings), FramedPages)
    edit(settings, "summary: ", 'summary: "[[no-such-thing]] " #')
    assert not live.update()


def test_the_browser_loads_again_only_what_looks_different(settings: Settings, tmp_path: Path) -> None:
    """When the whole site is built, a page that was shown already with the same bytes counts as the same."""
    live = Live(settings, check_manual(settings), FramedPages)
    edit(settings, "summary: ", "summary: 改过的")
    assert live.update()
    assert live.page("reference/roles.html")
    build(settings, tmp_path / "site", frame=frame)
    assert not live.settle(tmp_path / "site")
    assert live.page("reference/roles.html") is None
    edit(settings, "summary: ", "summary: 又")
    assert live.update()
    assert live.page("index.html") or live.page("reference/roles.html")
    (tmp_path / "site" / "reference" / "roles.html").unlink()
    assert live.page("reference/roles.html")
    assert live.settle(tmp_path / "site")
