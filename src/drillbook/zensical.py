"""Builds the same pages with Zensical, which reads Markdown files and knows no plugins.

Every page is written as a Markdown file that holds its finished HTML. Only headings of the second level are written as
Markdown, with their ids, because Zensical makes the table of contents from those.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final

import yaml

from drillbook import framing
from drillbook.building.language import LanguageSite
from drillbook.building.staging import write_file
from drillbook.building.work import Write
from drillbook.errors import DrillbookError
from drillbook.settings import Settings, read_config
from drillbook.site.page import Page

_VOID: Final = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


class _TopHeadings(HTMLParser):
    """Finds the headings of the second level that stand in no other element."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self.spans: list[tuple[int, int, str]] = []
        self._lines = [0]
        for line in html.split("\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)
        self._depth, self._start, self._id = 0, -1, ""
        self.feed(html)

    def _offset(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            return
        if tag == "h2" and self._depth == 0:
            self._start, self._id = self._offset(), dict(attrs).get("id") or ""
        self._depth += 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        return

    def handle_endtag(self, tag: str) -> None:
        self._depth -= 1
        if tag == "h2" and self._depth == 0 and self._start >= 0:
            self.spans.append((self._start, self._offset() + len("</h2>"), self._id))
            self._start = -1


def markdown_of(page: Page) -> str:
    """A page as Markdown: front matter, its HTML in blocks, and its headings between them."""
    titles = {heading.id: heading.title for heading in page.headings}
    # The theme writes these as they are.
    front = {"title": escape(page.title), "description": escape(page.description)}
    head = (
        "---\n"
        + "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in front.items() if value)
        + "---\n"
    )
    return head + "\n" + "\n\n".join(_pieces(page.html, titles)) + "\n"


def _pieces(html: str, titles: dict[str, str]) -> Iterator[str]:
    at = 0
    for start, end, id_ in _TopHeadings(html).spans:
        if id_ not in titles:
            continue
        yield from _block(html[at:start])
        yield f"## {_escape(titles[id_])} {{#{id_}}}"
        at = end
    yield from _block(html[at:])


def _block(html: str) -> Iterator[str]:
    if html.strip():
        yield f'<div class="db-html">\n{html.strip()}\n</div>'


def _escape(text: str) -> str:
    for character in "\\`*_{}[]<>#":
        text = text.replace(character, f"\\{character}")
    return text


def write_sources(settings: Settings, site: LanguageSite, folder: Path) -> Path:
    """Writes everything Zensical reads for one language, but for the pages.

    Returns:
        The configuration file.
    """
    docs = folder / "docs"
    _copy_hand_written(settings, site.lang, docs)
    for place, text in site.assets.items():
        _write(docs / place, text)
    shutil.copytree(framing.THEME_FOLDER, folder / "theme")
    config = folder / "mkdocs.yml"
    _write(config, yaml.safe_dump(_config(settings, site), allow_unicode=True, sort_keys=False))
    return config


def _config(settings: Settings, site: LanguageSite) -> dict[str, Any]:
    own = read_config(settings.root)
    theme = own.get("theme")
    options = framing.theme_options(site.lang, theme.get("palette") if isinstance(theme, dict) else None)
    return {
        "site_name": site.title,
        "docs_dir": "docs",
        "site_dir": "site",
        "use_directory_urls": False,
        "theme": {"name": "material", "custom_dir": "theme", "variant": "classic", **options},
        "plugins": [{"search": {"enabled": False}}],
        "extra": framing.extra(settings, site, settings.languages),
        "extra_css": list(framing.STYLES),
        "extra_javascript": list(framing.SCRIPTS),
        "nav": _escaped(framing.nav(site, own.get("nav") or [], settings)),
        "markdown_extensions": _extensions(own.get("markdown_extensions") or []),
    }


def _escaped(nav: list[Any]) -> list[Any]:
    """The navigation with its titles as HTML; the theme writes them as they are."""
    return [
        {escape(t): _escaped(v) if isinstance(v, list) else v for t, v in item.items()}
        if isinstance(item, dict)
        else item
        for item in nav
    ]


def _extensions(own: list[Any]) -> list[Any]:
    """The manual's own Markdown extensions, and those our pages need; permalinks are made in the browser, as on Material."""
    names = [next(iter(item)) if isinstance(item, dict) else item for item in own]
    kept = [item for item, name in zip(own, names, strict=True) if name != "toc"]
    return [*kept, *(name for name in ("attr_list", "md_in_html") if name not in names), {"toc": {"permalink": False}}]


def _copy_hand_written(settings: Settings, lang: str, docs: Path) -> None:
    folder = settings.docs
    if not folder.is_dir():
        docs.mkdir(parents=True)
        return
    shutil.copytree(folder, docs)
    for path in sorted(docs.rglob("*.md")):
        found = framing.variant(path.name, settings.languages)
        if found and found[1] == lang:
            path.replace(path.with_name(found[0]))
        elif found:
            path.unlink()


def _write(path: Path, text: str) -> None:
    write_file(str(path), text.encode())


def frame(settings: Settings, site: LanguageSite, output: Path, ready: Callable[[Write], None]) -> Callable[[], None]:
    """Builds one language with Zensical, when all pages are written for it; see ``drillbook.building.build.Frame``."""
    output.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=".zensical-", dir=output)).resolve()
    config = write_sources(settings, site, folder)
    ready(lambda page: _write(folder / "docs" / f"{page.src}.md", markdown_of(page)))

    def end() -> None:
        _run(config)
        shutil.copytree(folder / "site", output, dirs_exist_ok=True)
        shutil.rmtree(folder)

    return end


def _run(config: Path) -> None:
    """Lets Zensical build.

    Raises:
        DrillbookError: Zensical is not installed, or does not build the pages.
    """
    command = [sys.executable, "-m", "zensical", "build", "--config-file", str(config)]
    done = subprocess.run(
        command, cwd=config.parent, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False
    )
    if "No module named zensical" in done.stderr:
        raise DrillbookError("Zensical is not installed. Run: pip install -r requirements/zensical.txt")
    if done.returncode or not (config.parent / "site" / "index.html").is_file():
        raise DrillbookError(f"Zensical could not build the site:\n{done.stdout}{done.stderr}")
