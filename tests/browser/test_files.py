"""The built files themselves: links, hosts, weight, small pages, other generators, repeatability."""

from __future__ import annotations

import filecmp
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from browser.conftest import ROOT
from drillbook import zensical
from drillbook.building.build import Failed, LanguageSite, Write, build
from drillbook.plugin import frame
from drillbook.settings import Settings, read_settings
from drillbook.site.lettering import drawn_width

HEAVIEST_PAGE = 60 * 1024
BEFORE_PAINT = 125 * 1024
"""Bytes of a page with its style sheets: what fast 3G brings, uncompressed and after two round trips, within a second."""

_DRAWING = re.compile(r'<svg class="db-lanes[^>]*viewBox="0 0 (\d+) .*?</svg>', re.S)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loads: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if values.get("id"):
            self.ids.append(str(values["id"]))
        if tag == "a" and values.get("href"):
            self.links.append(str(values["href"]))
        elif values.get("src") or (tag == "link" and values.get("href")):
            self.loads.append(str(values.get("src") or values.get("href")))


def read(file: Path) -> _Reader:
    """The ids, links and loaded files of a page."""
    reader = _Reader()
    reader.feed(file.read_text("utf-8"))
    return reader


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, _Reader]:
    """Every page of the built site, read; but for those to print, each of which holds many."""
    read_pages = (file for file in site.rglob("*.html") if file.name != "404.html" and file.parent.name != "print")
    return {file: read(file) for file in read_pages}


def test_no_arrow_runs_through_words(site: Path) -> None:
    """In no drawing of either language does an arrow meet a condition or the name of a phase, and nothing reaches beyond the drawing."""
    drawings = {file: _DRAWING.search(file.read_text("utf-8")) for file in site.glob("**/process/*.html")}
    found = {file: drawing for file, drawing in drawings.items() if drawing}
    assert len(found) >= 100
    met = [f"{file.relative_to(site)}: {met}" for file, drawing in found.items() for met in _met(drawing)]
    assert met == []


def _met(drawing: re.Match[str]) -> Iterator[str]:
    lines = [line for path in re.findall(r'<path class="w[^>]* d="([^"]*)"', drawing[0]) for line in _lines(path)]
    for bold, x, y, text in re.findall(
        r'<text class="(k|ph)" x="(\d+)" y="(\d+)">(?:<title>.*?</title>)?([^<]*)', drawing[0]
    ):
        left, right = int(x), int(x) + drawn_width(unescape(text), 11, bold=bold == "ph")
        top, bottom = int(y) - 8, int(y) + 1
        if right > int(drawing[1]) or any(
            max(x1, x2) > left and min(x1, x2) < right and max(y1, y2) > top and min(y1, y2) < bottom
            for x1, y1, x2, y2 in lines
        ):
            yield text


def _lines(path: str) -> Iterator[tuple[int, int, int, int]]:
    """The straight pieces of arrows without their heads."""
    x = y = 0
    for sign, numbers in re.findall(r"([MVH])(\d+(?: \d+)?)", path):
        before = x, y
        x, y = map(int, numbers.split()) if sign == "M" else (x, int(numbers)) if sign == "V" else (int(numbers), y)
        if sign != "M":
            yield *before, x, y


def test_every_link_leads_somewhere(site: Path, pages: dict[Path, _Reader]) -> None:
    """Every link names a file of the site and an anchor on it."""
    broken, anchors = [], {file: set(reader.ids) for file, reader in pages.items()}
    for file, reader in pages.items():
        for link in set(reader.links):
            parts = urlsplit(link)
            if parts.scheme:
                continue
            target = (file.parent / unquote(parts.path)).resolve() if parts.path else file
            anchor = unquote(parts.fragment)
            if not target.is_file() or (anchor and target in pages and anchor not in anchors[target]):
                broken.append(f"{file.relative_to(site)}: {link}")
    assert broken == []


def test_pages_to_print_stand_by_themselves(site: Path) -> None:
    """The whole manual, and the set of every role, has all anchors its links name, each once, and leads to no page of the site."""
    printed = [file for file in site.glob("**/print/*.html") if file.name != "index.html"]
    assert {file.name for file in printed if file.parent.parent == site} >= {"manual.html", "role-sales-manager.html"}
    for file in printed:
        html = file.read_text("utf-8")
        ids = Counter(re.findall(r'\sid="([^"]*)"', html))
        links = set(re.findall(r'<a\b[^>]*href="([^"]*)"', html))
        assert max(ids.values()) == 1, file
        assert not {link for link in links if not link.startswith(("#", "https:"))}, file
        assert {link[1:] for link in links if link.startswith("#")} <= ids.keys(), file


def test_ids_are_unique_and_never_made_from_positions(site: Path, pages: dict[Path, _Reader]) -> None:
    """No page has an id twice, and none has an anchor such as ``_3``."""
    wrong = []
    for file, reader in pages.items():
        twice = {i for i, times in Counter(reader.ids).items() if times > 1}
        numbered = {i for i in reader.ids if i.startswith("_") and i.strip("_").isdigit()}
        wrong += [f"{file.relative_to(site)}: {sorted(twice | numbered)}"] if twice or numbered else []
    assert wrong == []


def test_nothing_is_loaded_from_elsewhere(site: Path, pages: dict[Path, _Reader]) -> None:
    """No page names a script, style or picture of another host."""
    assert {load for reader in pages.values() for load in reader.loads if urlsplit(load).netloc} == set()


def test_pages_are_light(site: Path, pages: dict[Path, _Reader]) -> None:
    """No page weighs more than 60 KB of HTML."""
    heavy = {f.relative_to(site).as_posix(): f.stat().st_size for f in pages if f.stat().st_size > HEAVIEST_PAGE}
    assert heavy == {}


def test_the_first_paint_waits_for_little(site: Path, pages: dict[Path, _Reader]) -> None:
    """No page weighs, with the style sheets in its head, more than a slow phone brings within a second."""
    heavy = {}
    for file in pages:
        head = file.read_text("utf-8").partition("</head>")[0]
        reader = _Reader()
        reader.feed(head)
        sheets = [file.parent / load for load in reader.loads if load.endswith(".css")]
        weight = file.stat().st_size + sum(sheet.stat().st_size for sheet in sheets)
        if weight > BEFORE_PAINT:
            heavy[str(file.relative_to(site))] = weight
    assert heavy == {}


def test_both_languages_have_the_same_pages_and_anchors(site: Path, pages: dict[Path, _Reader]) -> None:
    """Every page exists in English with the same ids."""
    differ = []
    for file, reader in pages.items():
        place = file.relative_to(site)
        if place.parts[0] in ("en", "id"):
            continue
        english = pages.get(site / "en" / place)
        own = {i for i in reader.ids if not i.startswith(("term-", "__"))}
        other = {i for i in english.ids if not i.startswith(("term-", "__"))} if english else set()
        differ += [f"{place}: {sorted(own ^ other)[:5]}"] if own != other else []
    assert differ == []


def files_of(folder: Path) -> set[str]:
    """The files below a folder."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_two_builds_give_the_same_bytes(site: Path, tmp_path: Path) -> None:
    """Building the same manual again gives the same files with the same bytes."""
    again = tmp_path / "site"
    build(read_settings(ROOT), again, frame=frame)
    assert files_of(again) == files_of(site)
    assert [name for name in sorted(files_of(site)) if not filecmp.cmp(site / name, again / name, shallow=False)] == []


def test_filled_frames_equal_rendered_pages(site: Path, tmp_path: Path) -> None:
    """Pages filled into the frame of another page are, byte for byte, what the theme's templates give for each of them."""
    rendered = tmp_path / "site"
    build(read_settings(ROOT), rendered, frame=partial(frame, is_filling=False))
    assert files_of(rendered) == files_of(site)
    assert [f for f in sorted(files_of(site)) if not filecmp.cmp(site / f, rendered / f, shallow=False)] == []


def small_manual(folder: Path) -> Settings:
    """A copy of the example that ``drillbook new`` makes."""
    subprocess.run([sys.executable, "-m", "drillbook", "new", str(folder)], check=True, capture_output=True)
    return read_settings(folder)


def test_a_broken_manual_leaves_the_last_site(tmp_path: Path) -> None:
    """A build that fails on an error writes nothing and keeps the site before it."""
    settings = small_manual(tmp_path / "manual")
    output = tmp_path / "site"
    build(settings, output, frame=frame)
    before = {name: (output / name).read_bytes() for name in files_of(output)}
    next((settings.root / "playbooks").rglob("*.yml")).write_text("kind: proces\nid: x\n", "utf-8")
    with pytest.raises(Failed):
        build(settings, output, frame=frame)
    assert {name: (output / name).read_bytes() for name in files_of(output)} == before


def test_an_interrupted_build_leaves_the_last_site(tmp_path: Path) -> None:
    """Ctrl+C in the middle of a build keeps the site before it and leaves nothing half-written beside it."""
    settings = small_manual(tmp_path / "manual")
    output = tmp_path / "out" / "site"
    build(settings, output, frame=frame)
    before = files_of(output)

    def interrupted(
        settings: Settings, site: LanguageSite, folder: Path, ready: Callable[[Write], None]
    ) -> Callable[[], None]:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "index.html").write_text("half", "utf-8")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(settings, output, frame=interrupted)
    assert files_of(output) == before
    assert [p.name for p in output.parent.iterdir()] == ["site"]


def article(file: Path) -> tuple[set[str], set[str]]:
    """The ids and links of a page's content."""
    html = file.read_text("utf-8")
    reader = _Reader()
    reader.feed(html[html.index("<article") : html.index("</article>")])
    return {i for i in reader.ids if not i.startswith("__")}, set(reader.links)


def test_zensical_builds_the_same_pages(tmp_path: Path) -> None:
    """The example manual built by Zensical has the same pages with the same ids and links."""
    settings = small_manual(tmp_path / "manual")
    build(settings, tmp_path / "material", frame=frame)
    build(settings, tmp_path / "zensical", frame=zensical.frame)
    names = {
        name for name in files_of(tmp_path / "material") if name.endswith(".html") and not name.endswith("404.html")
    }
    assert names <= files_of(tmp_path / "zensical")
    content = sorted(name for name in names if not name.startswith("id/"))
    differ = [
        name for name in content if article(tmp_path / "material" / name) != article(tmp_path / "zensical" / name)
    ]
    assert differ == []


@pytest.mark.parametrize("command", ["mkdocs", "properdocs"])
def test_plain_mkdocs_builds_the_source_language(tmp_path: Path, command: str) -> None:
    """Plain ``mkdocs build`` makes the same pages, those to print too, and so does the drop-in fork ProperDocs."""
    config = small_manual(tmp_path / "manual").root / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("- drillbook:\n", "- drillbook:\n      print: true\n"), "utf-8")
    settings = read_settings(config.parent)
    assert settings.print
    build(settings, tmp_path / "site", frame=frame)
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    run = [sys.executable, "-m", command, "build", "-q", "-d", str(tmp_path / "plain")]
    done = subprocess.run(run, cwd=settings.root, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    ours = {name for name in files_of(tmp_path / "site") if name.endswith(".html") and not name.startswith("en/")}
    assert ours <= files_of(tmp_path / "plain")
