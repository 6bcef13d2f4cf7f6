"""One page while it is made: its headings, links and texts; and the finished page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from markupsafe import Markup, escape

from drillbook.graph import Graph, Node
from drillbook.model.base import Deadline
from drillbook.model.fields import EDITORIAL
from drillbook.model.item import Form as QuizForm
from drillbook.model.values import When
from drillbook.site.markdown import Renderer
from drillbook.site.markup import ready, shown
from drillbook.site.urls import url_of
from drillbook.text import Untranslated, plain
from drillbook.words import Words

T = TypeVar("T")


@dataclass(slots=True)
class Heading:
    """An entry of the table of contents."""

    id: str
    title: str
    level: int
    children: list[Heading] = field(default_factory=list)


class Page:
    """A page. Its content is made when it is first asked for, so that several processes can share the pages.

    Attributes:
        src: Its place without ending, relative to the language's root: ``process/contract-signing``.
        title: Its title, plain text.
        description: One sentence for search engines and link previews.
        source: The file it was made from; empty for registers.
        entity: The id of what it shows; empty for registers.
    """

    def __init__(
        self,
        src: str,
        title: str,
        description: str,
        source: str,
        make: Callable[[], tuple[str, tuple[Heading, ...]]],
        entity: str = "",
    ) -> None:
        self.src, self.title, self.description, self.source, self.entity = src, title, description, source, entity
        self._make = make

    @cached_property
    def _content(self) -> tuple[str, tuple[Heading, ...]]:
        return self._make()

    def forget(self) -> None:
        """Lets go of the content; it would be made again when asked for."""
        self.__dict__.pop("_content", None)

    @property
    def html(self) -> str:
        """Its content."""
        return self._content[0]

    @property
    def headings(self) -> tuple[Heading, ...]:
        """Its table of contents, nested."""
        return self._content[1]


@dataclass(frozen=True, slots=True)
class Shared:
    """What all pages of a language have in common.

    Attributes:
        up: The way from the language's folder to the site's: empty or ``../``.
        printed: Whether there are pages to print, to link.
        pdf: Whether the whole manual is there as PDF, to link.
        forms: Gives the quiz that the page of an entity shows.
        titles: Plain titles found so far.
        links: Links to entities made so far, by the way to the root and the id.
        sources: Lists of sources written so far.
        tables: Tables over the whole manual that several pages read.
    """

    up: str = ""
    printed: bool = False
    pdf: bool = False
    forms: Callable[[str], QuizForm | None] = lambda id_: None
    titles: dict[str, str] = field(default_factory=dict)
    links: dict[tuple[str, str], Markup] = field(default_factory=dict)
    sources: dict[tuple[str, ...], Markup] = field(default_factory=dict)
    tables: dict[str, Any] = field(default_factory=dict)


class Draft:
    """What the templates write with: knows the page's place, so that every link is relative to it.

    Args:
        graph: The manual in the page's language.
        words: The words of the user interface.
        src: The page's place without ending.
        renderer: Renders texts for pages of this depth.
        shared: What all pages of a language have in common.
    """

    def __init__(self, graph: Graph, words: Words, src: str, renderer: Renderer, shared: Shared) -> None:
        self.graph, self.words, self.src = graph, words, src
        self._shared = shared
        self.root = "../" * src.count("/")
        self.headings: list[Heading] = []
        self._renderer = renderer

    @property
    def printed(self) -> bool:
        """Whether there are pages to print."""
        return self._shared.printed

    @property
    def pdf(self) -> bool:
        """Whether the whole manual is there as PDF."""
        return self._shared.pdf

    def form(self, id_: str) -> QuizForm | None:
        """The quiz that the page of an entity shows."""
        return self._shared.forms(id_)

    @property
    def site_root(self) -> str:
        """The way to the folder of the whole site, with all its languages."""
        return self.root + self._shared.up

    def url(self, id_: str) -> str:
        """The relative link to an entity or part; only its anchor when it stands on this page."""
        url = url_of(self.graph, id_)
        page, _, anchor = url.partition("#")
        return f"#{anchor}" if anchor and page == f"{self.src}.html" else self.root + url

    def stub(self, id_: str) -> str:
        """The relative link to the small page that never moves."""
        return f"{self.site_root}id/{id_}/index.html"

    def title(self, id_: str) -> str:
        """The plain title of an entity or part; the id itself when there is none."""
        if id_ not in self._shared.titles:
            self._shared.titles[id_] = id_  # a title that links itself must not go round in circles
            self._shared.titles[id_] = self.plain(self.graph.title_of(id_))
        return self._shared.titles[id_]

    def plain(self, text: str) -> str:
        """A text without its marks."""
        return plain(text, self.title)

    def table(self, make: Callable[[Graph], T]) -> T:
        """A table over the whole manual, made once for all pages."""
        if make.__name__ not in self._shared.tables:
            self._shared.tables[make.__name__] = make(self.graph)
        found: T = self._shared.tables[make.__name__]
        return found

    def link(self, id_: str) -> Markup:
        """A link to an entity or part; only its title where it has no page."""
        if "." in id_:  # of parts there are ten times as many as of entities, and each is linked in few places
            return self._link(id_)
        key = (self.root, id_)
        if key not in self._shared.links:
            self._shared.links[key] = self._link(id_)
        return self._shared.links[key]

    def _link(self, id_: str) -> Markup:
        node = self.graph.nodes.get(id_)
        if node is None or not has_page(node):
            return escape(self.title(id_))
        return ready(f'<a href="{shown(self.root + url_of(self.graph, id_))}">{shown(self.title(id_))}</a>')

    def links(self, ids: tuple[str, ...] | list[str], between: str = "") -> Markup:
        """Several links in a row, with commas or something else between them."""
        return ready(shown(between or self.words["comma"]).join(map(self.link, ids)))

    def sources(self, ids: tuple[str, ...]) -> Markup:
        """Where something was taken from."""
        if ids not in self._shared.sources:
            codes = " ".join(id_ for id_ in ids if id_ != EDITORIAL)
            listed = f'<span class="db-source">{escape(codes)}</span>' if codes else ""
            added = f" <em>{escape(self.words['editorial'])}</em>" if EDITORIAL in ids else ""
            self._shared.sources[ids] = Markup(listed + added)
        return self._shared.sources[ids]

    def row_sources(self, ids: tuple[str, ...]) -> Markup:
        """The same in small print; nothing where nothing is said of it."""
        if ids and EDITORIAL not in ids:
            # Nothing of it is in sight: a line around it would take a sheet of its own behind a full one.
            return ready(f'<small class="db-source">{escape(" ".join(ids))}</small>')
        return ready(f"<small>{self.sources(ids)}</small>") if ids else Markup()

    def line(self, text: str) -> Markup:
        """A text without paragraphs."""
        return self._badged(text, self._renderer.line(text))

    def before_colon(self, text: str) -> Markup:
        """A text without paragraphs and without its full stop, as a colon follows."""
        return self._badged(text, self._renderer.line(text.rstrip("。.")))

    def block(self, text: str) -> Markup:
        """A text with its paragraphs."""
        return self._badged(text, self._renderer.block(text))

    def name(self, text: str) -> Markup:
        """A text without its marks, as it stands within a link."""
        return self._badged(text, escape(self.plain(text)))

    def _badged(self, text: str, html: Markup) -> Markup:
        if not isinstance(text, Untranslated):
            return html
        tag = "div" if html.startswith("<p") else "span"
        badge = self.words[f"badge_{text.state}"]
        return Markup('<{0} class="db-untranslated" lang="{3}">{1} <small class="db-badge">{2}</small></{0}>').format(
            Markup(tag), html, badge, text.lang
        )

    def heading(self, level: int, id_: str, text: str) -> Markup:
        """A heading with its anchor, which the browser makes a visible permalink; it also enters the table of contents."""
        title = plain(text, self.title)
        siblings = self.headings
        while siblings and siblings[-1].level < level:
            siblings = siblings[-1].children
        siblings.append(Heading(id_, title, level))
        return ready(f'<h{level} id="{id_}">{self.line(text)}</h{level}>')

    def short_deadline(self, deadline: Deadline) -> str:
        """A deadline without its circumstances, for diagrams."""
        if deadline.within:
            return self.words.duration(deadline.within)
        return self._by(deadline.by) if deadline.by else self.plain(deadline.note or "")

    def deadline(self, deadline: Deadline) -> str:
        """A deadline in words."""
        words = [self.words["after_event"].format(event=self.plain(deadline.after))] if deadline.after else []
        limits = [self.words.duration(deadline.within)] if deadline.within else []
        limits += [self._by(deadline.by)] if deadline.by else []
        words += [self.words["and_list"].join(limits)] if limits else []
        words += [self.words["in_brackets"].format(text=self.plain(deadline.note))] if deadline.note else []
        return self.words["word_gap"].join(words)

    def _by(self, when: When) -> str:
        """Until when, each time; what is to be done at some time of a month is not to be done before every month."""
        moment = self.words.when(when)
        return moment if when.is_stretch else self.words["by_moment"].format(moment=moment)


def has_page(node: Node) -> bool:
    """Whether readers can open it: drafts, retired entities and hand-written items have no page."""
    entity = node.entity
    return entity.status == "active" and entity.is_shown


def render_links(graph: Graph, root: str) -> Callable[[str], tuple[str, str] | None]:
    """The link function for a renderer of pages at one depth."""

    def link(id_: str) -> tuple[str, str] | None:
        node = graph.node(id_)
        if node is None:
            return None
        return (root + url_of(graph, node.id) if has_page(node) else "", plain(node.title, graph.title_of))

    return link
