"""Single pages in Material's frame, for ``drillbook serve``."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build as mkdocs_build

from drillbook.building.language import LanguageSite
from drillbook.plugin.config import read_config
from drillbook.plugin.framer import Framer
from drillbook.plugin.ready import ReadyPage
from drillbook.settings import Settings


class _Ready(Exception):  # noqa: N818 - nothing went wrong: MkDocs has done all we need
    """MkDocs has come to the point where pages can be framed."""


class FramedPages:
    """Frames the pages of one language one by one.

    Args:
        settings: The manual's options.
        site: The pages.
    """

    def __init__(self, settings: Settings, site: LanguageSite) -> None:
        self._settings = settings
        self._framer: Framer | None = None
        self._pages: dict[str, ReadyPage] = {}
        self._outline: Any = None
        self.show(site)

    def show(self, site: LanguageSite) -> None:
        """From now on, pages come from this site. Where the navigation stays as it is, little has to be done."""
        outline = site.site.nav, [(page.src, page.title) for page in site.site.pages]
        if outline != self._outline:
            self._prepare(site)
            self._outline = outline
            return
        made = {f"{page.src}.html": page for page in site.site.pages}
        for place, page in self._pages.items():
            page.take(made[place])

    def html(self, place: str) -> str | None:
        """A page in its frame; None when it is none of ours."""
        page = self._pages.get(place)
        return self._framer.framed(page) if page and self._framer else None

    def _prepare(self, site: LanguageSite) -> None:
        """Lets MkDocs set up everything until pages can be framed."""

        def keep(framer: Framer, pages: list[ReadyPage]) -> None:
            self._framer, self._pages = framer, {page.url: page for page in pages}
            raise _Ready

        with tempfile.TemporaryDirectory(prefix="drillbook-") as folder:
            config = read_config(self._settings, Path(folder))
            plugin: Any = config.plugins["drillbook"]
            plugin.ready, plugin.keep = site, keep
            try:
                mkdocs_build(config)
            except _Ready:
                return
