"""Puts ready pages into Material's frame, and writes them.

The templates are rendered once for all pages that stand in the same place of the site; the others are filled into that rendering
(``drillbook.mould``). The first page of each place is rendered both ways, and where the two differ the templates go on rendering: a
theme that does something of its own with a page stays right and is only slower.
"""

from __future__ import annotations

import copy
import posixpath
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import TypeAlias

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils import get_relative_url, normalize_url

from drillbook import mould
from drillbook.building.staging import write_file
from drillbook.mould import Mould
from drillbook.plugin.ready import ReadyPage, toc_of
from drillbook.site.page import Page
from drillbook.site.sidebar import Entry, Sidebar

_Place: TypeAlias = tuple[str, bool, tuple[bool, ...]]


@dataclass
class Framer:
    """Frames the pages of one language.

    Attributes:
        env: The theme's templates.
        documents: All pages, for templates that list them.
        sidebar: Writes the navigation.
        entries: The place of every page in the navigation, by its file.
        finish: The plugins' last look at a page.
        is_filling: Whether pages may be filled into a frame rendered for another page.
    """

    env: Environment
    config: MkDocsConfig
    nav: Navigation
    documents: list[File]
    sidebar: Sidebar
    entries: dict[str, Entry]
    finish: Callable[[str, ReadyPage], str]
    is_filling: bool = True

    def __post_init__(self) -> None:
        self._moulds: dict[_Place, Mould | None] = {}
        self.env.globals["drillbook_nav"] = self._nav
        self.env.globals["drillbook_tabs"] = self._tabs
        self.env.globals["drillbook_toc"] = self._toc

    def prepare(self, pages: Iterable[ReadyPage]) -> None:
        """Makes the frames of all places, so that copies of this process need not do so each for itself."""
        for page in {self._place(page): page for page in pages}.values():
            self.framed(page)
            page.made.forget()

    def write(self, page: ReadyPage) -> None:
        """Makes a page, writes it, and lets go of its content."""
        write_file(str(page.file.abs_dest_path), self.framed(page).encode("utf-8", errors="xmlcharrefreplace"))
        page.made.forget()

    def framed(self, page: ReadyPage) -> str:
        """A page in its frame."""
        page.is_wanted = True
        try:
            place = self._place(page)
            if place is None or "<h1" not in page.content:
                return self._rendered(page)
            if place not in self._moulds:
                self._moulds[place] = self._mould(page)
            found = self._moulds[place]
            return found.fill(self._values(page)) if found else self._rendered(page)
        finally:
            page.is_wanted = False

    def _place(self, page: ReadyPage) -> _Place | None:
        """What the frame of a page depends on besides its own values; None where the page must be rendered by itself."""
        if not self.is_filling or page.is_homepage:
            return None
        around = page.parent, page.previous_page, page.next_page
        optional = page.meta["description"], page.edit_url, page.canonical_url, *around
        folder, own = _cut(page.url)
        return folder, own.endswith("/index.html"), tuple(map(bool, optional))

    def _mould(self, page: ReadyPage) -> Mould | None:
        """The frame for pages that stand where this one does; None where the theme does more with a page than to fill gaps."""
        found = Mould(self._rendered(_stand_in(page)))
        return found if found.fill(self._values(page)) == self._rendered(page) else None

    def _values(self, page: ReadyPage) -> dict[str, str]:
        base, entry = get_relative_url(".", page.url), self.entries.get(page.file.src_uri)
        toc = self.sidebar.toc(toc_of(page))
        return {
            mould.TITLE: str(page.title),
            mould.DESCRIPTION: str(page.meta["description"]),
            mould.CONTENT: page.content,
            mould.TABS: self.sidebar.tabs(entry, base),
            mould.NAV: self.sidebar.nav(entry, base, toc),
            mould.TOC: toc,
            mould.PLACE: _own_name(page.url),
            mould.ADDRESS: str(page.canonical_url),
            mould.EDIT: str(page.edit_url),
            mould.PREVIOUS: normalize_url(page.previous_page.url, page) if page.previous_page else "",
            mould.NEXT: normalize_url(page.next_page.url, page) if page.next_page else "",
        }

    def _rendered(self, page: ReadyPage) -> str:
        """A page as the theme's templates give it, as MkDocs would do it."""
        page.active = True
        self.config._current_page = page
        try:
            context = get_context(self.nav, self.documents, self.config, page)
            context = self.config.plugins.on_page_context(context, page=page, config=self.config, nav=self.nav)
            return self.finish(self.env.get_template("main.html").render(context), page)
        finally:
            page.active = False
            self.config._current_page = None

    def _nav(self, page: MkDocsPage | None, base: str) -> str:
        if isinstance(page, _StandIn):
            return mould.NAV
        toc = self.sidebar.toc(toc_of(page))
        return self.sidebar.nav(self.entries.get(page.file.src_uri) if page else None, base, toc)

    def _tabs(self, page: MkDocsPage | None, base: str) -> str:
        if isinstance(page, _StandIn):
            return mould.TABS
        return self.sidebar.tabs(self.entries.get(page.file.src_uri) if page else None, base)

    def _toc(self, page: MkDocsPage | None) -> str:
        return mould.TOC if isinstance(page, _StandIn) else self.sidebar.toc(toc_of(page))


class _StandIn(ReadyPage):
    """A page with marks instead of values."""


def _stand_in(page: ReadyPage) -> _StandIn:
    """The page with marks instead of its values, wherever templates may use them."""
    found = copy.copy(page)
    found.__class__ = _StandIn
    found.made = Page("", mould.TITLE, mould.DESCRIPTION, "", lambda: (mould.CONTENT, ()))
    found.title = mould.TITLE
    found.meta = {"title": mould.TITLE, "description": mould.DESCRIPTION if page.meta["description"] else ""}
    found.file = copy.copy(page.file)
    found.file.url = page.url.removesuffix(own := _cut(page.url)[1]) + own.replace(_own_name(page.url), mould.PLACE, 1)
    found.canonical_url = page.canonical_url and mould.ADDRESS
    found.edit_url = page.edit_url and mould.EDIT
    found.previous_page = page.previous_page and SimpleNamespace(url=mould.PREVIOUS, title=mould.PREVIOUS)  # type: ignore[assignment]
    found.next_page = page.next_page and SimpleNamespace(url=mould.NEXT, title=mould.NEXT)  # type: ignore[assignment]
    return found  # type: ignore[return-value]


def _cut(url: str) -> tuple[str, str]:
    """The folder that pages of one place have in common, and the rest: ``process/`` ``a.html``, ``part/`` ``a/index.html``."""
    folder, name = posixpath.split(url)
    if name == "index.html":
        folder, own = posixpath.split(folder)
        name = f"{own}/{name}"
    return (f"{folder}/" if folder else ""), name


def _own_name(url: str) -> str:
    """What tells a page from its neighbours in the address: ``a`` in both cases above."""
    return _cut(url)[1].partition("/")[0].removesuffix(".html")
