"""What a site asks and what the bank prints are the same, and all of it passes the gate."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from drillbook.building.build import build
from drillbook.building.checked import Checked, check_manual
from drillbook.building.practice import every_item
from drillbook.cli.app import app
from drillbook.new import create
from drillbook.plugin import frame
from drillbook.quiz.lint import lint
from drillbook.quiz.lint.proof import Truths
from drillbook.settings import Settings, read_settings

_RECEIVED = re.compile(r"drillbookData\.receive\([^,]+,(.*)\);", re.DOTALL)
LANGUAGES = {"zh-CN": "", "en": "en/"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Settings, Checked, Path]:
    """The manual to start from, what is read of it, and its site."""
    folder = tmp_path_factory.mktemp("practice")
    create(folder / "manual", "zh-CN")
    settings = read_settings(folder / "manual")
    build(settings, folder / "site", frame=frame)
    return settings, check_manual(settings), folder / "site"


@cache
def met(site: Path, lang: str) -> dict[str, dict[str, Any]]:
    """Every item of the scripts of a site in one language, by id."""
    found: dict[str, dict[str, Any]] = {}
    for kind in ("items", "forms"):
        for file in (site / LANGUAGES[lang] / "assets" / "drillbook" / kind).glob("*.js"):
            told = _RECEIVED.search(file.read_text("utf-8"))
            assert told, file
            items = json.loads(told[1]).get("items", ())
            found |= items if isinstance(items, dict) else {item["id"]: item for item in items}
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_everything_a_learner_meets_is_in_the_bank(made: tuple[Settings, Checked, Path], lang: str) -> None:
    """The command prints each item of the site's scripts, with the same key and a line to look at; spares are among them."""
    settings, checked, site = made
    command = ["quiz", "bank", "--format", "json", "--lang", lang, "--root", str(settings.root)]
    printed = {item["id"]: item for item in json.loads(CliRunner().invoke(app, command).stdout)}

    assert met(site, lang)
    for id_, item in met(site, lang).items():
        assert (item["answer"], item["hash"]) == (printed[id_]["answer"], printed[id_]["hash"])
        assert re.fullmatch(r"\S+\.yml:\d+", printed[id_]["source"])
    assert met(site, lang).keys() - {item.id for item in checked.bank.items(lang)}, "no spare was asked"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_everything_a_learner_meets_is_without_error(made: tuple[Settings, Checked, Path], lang: str) -> None:
    """The gate finds no error in any item of the site's scripts, proof from the manual included."""
    _, checked, site = made
    items = [item for item in every_item(checked, lang) if item.id in met(site, lang)]
    view = next(view for view in checked.bank.views if view.lang == lang)

    assert len(items) == len(met(site, lang))
    assert [flaw for flaw in lint(items, Truths(view)) if flaw.level == "error" and flaw.item in met(site, lang)] == []
