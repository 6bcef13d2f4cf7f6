"""Q23 on the built site: nothing a learner can open or search tells which option is the key."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from drillbook.manual import read_manual
from drillbook.model.quiz import WrittenItem
from drillbook.settings import read_settings

ROOT = Path(__file__).parents[2]
FOLDERS = ("", "en/")
ITEM_ID = re.compile(r"[a-z]+(?:_[a-z]+)+:[a-z0-9.:-]+~[a-z]+")
ANSWER = re.compile(
    r'data-(?:key|answer|correct|right)\b|"(?:answer|key|correct)"\s*:|<(?:input|option)[^>]*\b(?:checked|selected)\b'
)


def scripts(site: Path, folder: str) -> dict[str, dict[str, Any]]:
    """Entity -> the items of its form, as the player is told them."""
    found = {}
    for path in sorted((site / folder / "assets/drillbook/forms").glob("*.js")):
        told = path.read_text("utf-8").partition(",")[2].rstrip().removesuffix(");")
        found[path.stem] = json.loads(told)["items"]
    return found


def page_of(site: Path, folder: str, entity: str) -> Path:
    """The page that shows the form of an entity."""
    return next(path for kind in ("quiz", "process") if (path := site / folder / kind / f"{entity}.html").is_file())


def public(site: Path) -> Iterator[tuple[str, str]]:
    """Every file that is no page and no script of items: the search index, feeds, figures."""
    for path in sorted(site.rglob("*")):
        place = path.relative_to(site).as_posix()
        if re.search(r"assets/drillbook/(?:items|forms)/", place) or place.startswith(("schemas/", "reference/")):
            continue
        if path.suffix in {".js", ".json", ".xml", ".ics", ".txt"} and not place.startswith("assets/javascripts/"):
            yield place, path.read_text("utf-8")


@cache
def written() -> tuple[WrittenItem, ...]:
    """The hand-written items of the bundled manual."""
    return tuple(read_manual(read_settings(ROOT)).graph.of(WrittenItem))


@pytest.mark.parametrize("folder", FOLDERS)
def test_pages_with_forms_do_not_tell_the_keys(site: Path, folder: str) -> None:
    """In a page with a form stands no mark of a key or an answer, and in that of a quiz no reason of any option."""
    forms = scripts(site, folder)
    assert len(forms) > 20
    for entity, items in forms.items():
        page = page_of(site, folder, entity)
        html = page.read_text("utf-8")
        form = html[html.index('<form class="db-quiz"') : html.rindex("</form>")]
        assert not ANSWER.findall(form), entity
        if page.parent.name == "quiz":
            # A statement that is true is its own reason, and stands there to be judged.
            asked = [item for item in items.values() if item["type"] != "true_false"]
            reasons = [row[2] for item in asked for row in item["options"] if len(row[2]) > 12]
            assert reasons and not [reason for reason in reasons if reason in html]


@pytest.mark.parametrize("folder", FOLDERS)
def test_letters_are_no_cue(site: Path, folder: str) -> None:
    """Options are lettered in the order shown, and over all forms each letter is the key as often as chance has it."""
    seen: dict[str, float] = {}
    expected: dict[str, float] = {}
    variance: dict[str, float] = {}
    for item in (item for items in scripts(site, folder).values() for item in items.values()):
        letters = [row[0] for row in item["options"]]
        assert letters == list("abcdefghijklmnopqrstuvwxyz"[: len(letters)])
        if item["type"] not in ("single_choice", "who_may_decide", "next_best_move"):
            continue
        (key,) = item["answer"]
        share = 1 / len(letters)
        for letter in letters:
            seen[letter] = seen.get(letter, 0) + (letter == key)
            expected[letter] = expected.get(letter, 0) + share
            variance[letter] = variance.get(letter, 0) + share * (1 - share)
    assert sum(seen.values()) > 50
    for letter, count in seen.items():
        assert abs(count - expected[letter]) < 4 * math.sqrt(variance[letter]), (letter, count, expected[letter])


def test_no_item_is_in_what_can_be_searched_or_fetched(site: Path) -> None:
    """The search index, feeds and ``coverage.json`` name no item, generated or written, and quote none."""
    texts = [text for item in written() for text in (str(item.stem), str(item.id))]
    assert len(texts) > 50
    files = dict(public(site))
    assert "practice/coverage.json" in files
    assert any("/search/" in place for place in files)
    for place, text in files.items():
        assert not ITEM_ID.search(text), place
        assert not [each for each in texts if each in text], place


def test_written_items_are_in_no_page_but_their_forms(site: Path) -> None:
    """A hand-written item has no page and no permanent link; its stem stands only in pages whose form has drawn it."""
    shown = {
        page_of(site, folder, entity): items.keys()
        for folder in FOLDERS
        for entity, items in scripts(site, folder).items()
    }
    stems = {item.id: str(item.stem) for item in written()}
    assert not [id_ for id_ in stems if (site / "id" / id_).exists()]
    found = 0
    for path in site.rglob("*.html"):
        html = path.read_text("utf-8")
        for id_, stem in stems.items():
            if stem in html or f'"{id_}' in html:
                assert any(drawn.startswith(id_) for drawn in shown.get(path, ())), (path, id_)
                found += 1
    assert found
