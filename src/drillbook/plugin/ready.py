"""Pages that come ready to MkDocs, and their tables of contents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents

from drillbook.site.page import Heading, Page


class ReadyPage(MkDocsPage):
    """A page that MkDocs has nothing to render for: title, content and table of contents come from ours.

    ``is_wanted`` is set when the page is framed; before, nobody may ask for the content, because the processes share the making
    of it.
    """

    def __init__(self, made: Page, file: File, config: MkDocsConfig) -> None:
        self.made, self.is_wanted = made, False
        super().__init__(escape(made.title), file, config)
        self.update_date = ""

    def take(self, made: Page) -> None:
        """Shows another version of the page, with the same place and title."""
        self.made = made
        # MkDocs and its themes write these as they are.
        self.meta = {"title": escape(made.title), "description": escape(made.description)}

    def read_source(self, config: MkDocsConfig) -> None:
        """Takes the metadata from the made page instead of a front matter."""
        self.markdown = ""
        self.take(self.made)

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """There is nothing to render."""

    @property
    def content(self) -> str:
        """The ready content."""
        return self.made.html if self.is_wanted else ""

    @content.setter
    def content(self, value: str | None) -> None:
        """MkDocs hands back what it was given."""

    @property
    def toc(self) -> TableOfContents:
        """The table of contents; only its top, because the whole is written by our sidebar."""
        return TableOfContents([AnchorLink(escape(self.made.title), "section-top", 1)])

    @toc.setter
    def toc(self, value: object) -> None:
        """MkDocs begins with an empty one."""


def toc_of(page: MkDocsPage | None) -> Sequence[Heading]:
    """The headings of a page below its title."""
    if isinstance(page, ReadyPage):
        return page.made.headings if page.is_wanted else ()
    top = list(page.toc) if page else []
    return _headings(top[0].children if top and top[0].level == 1 else top)


def _headings(anchors: Iterable[AnchorLink]) -> list[Heading]:
    return [Heading(anchor.id, anchor.title, anchor.level, _headings(anchor.children)) for anchor in anchors]
