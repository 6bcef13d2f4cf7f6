"""Texts of the manual -> HTML: Markdown without raw HTML, ``[[id]]`` links, and glossary terms explained in place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any, Final

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.rules_inline import StateInline
from markupsafe import Markup

from drillbook.site.markup import ready
from drillbook.text import WIKILINK

_NEEDS_MARKDOWN = re.compile(r"[*_`\[\]<>\\&!~#|]|\n")
_SAFE_LINK = re.compile(r"(?:https?:|mailto:|tel:|#|[^:]*$)", re.IGNORECASE)


def _wikilink(state: StateInline, silent: bool) -> bool:
    match = WIKILINK.match(state.src, state.pos)
    if match is None:
        return False
    if not silent:
        found = state.env["link"](match[1])
        href, title = found if found else ("", match[1])
        if href:
            state.push("link_open", "a", 1).attrs = {"href": href}
        state.push("text", "", 0).content = match[2] or title
        if href:
            state.push("link_close", "a", -1)
    state.pos = match.end()
    return True


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False})
    parser.validateLink = lambda url: bool(_SAFE_LINK.match(url.strip()))  # type: ignore[method-assign]
    parser.disable(["image", "html_block", "html_inline"])
    parser.inline.ruler.before("link", "wikilink", _wikilink)
    return parser


class Renderer:
    """Renders texts for pages of one depth, with a cache: most texts stand on more than one page.

    Args:
        link: Gives address and title of an id, or None when there is no such id.
    """

    def __init__(self, link: Callable[[str], tuple[str, str] | None]) -> None:
        self._env: dict[str, Any] = {"link": link}
        self._lines: dict[str, Markup] = {}
        self._blocks: dict[str, Markup] = {}

    def line(self, text: str) -> Markup:
        """Renders a text without paragraphs, for headings, cells and list items."""
        if not _NEEDS_MARKDOWN.search(text):
            return ready(text)
        if text not in self._lines:
            self._lines[text] = Markup(self._linked(text) or self._parsed(text))
        return self._lines[text]

    def _parsed(self, text: str) -> str:
        rendered: str = _parser().renderInline(text, dict(self._env))
        return rendered.replace("\n", " ")

    def _linked(self, text: str) -> str:
        """The same for a text with no marks but ``[[id]]``, which are most; nothing where there are others."""
        if _NEEDS_MARKDOWN.search(WIKILINK.sub("", text)):
            return ""
        found, end = [], 0
        for match in WIKILINK.finditer(text):
            href, title = self._env["link"](match[1]) or ("", match[1])
            shown = escapeHtml(match[2] or title)
            found += [
                escapeHtml(text[end : match.start()]),
                f'<a href="{escapeHtml(href)}">{shown}</a>' if href else shown,
            ]
            end = match.end()
        return "".join(found) + escapeHtml(text[end:])

    def block(self, text: str) -> Markup:
        """Renders a text with its paragraphs and lists."""
        if "\n" not in text.strip():
            return ready(f"<p>{self.line(text.strip())}</p>")
        if text not in self._blocks:
            self._blocks[text] = Markup(_parser().render(text, dict(self._env)))
        return self._blocks[text]


_TAG = re.compile(r"(<[^>]*>)")
_NAME = re.compile(r"</?([a-zA-Z0-9]+)")
# Inside these nothing becomes a link: links and buttons must not nest, headings and labels must stay what they are.
_CLOSED = {
    "a",
    "button",
    "svg",
    "h1",
    "h2",
    "h3",
    "h4",
    "code",
    "pre",
    "summary",
    "label",
    "legend",
    "template",
    "nav",
    "th",
    "form",
}


MOST_TERMS: Final = 12
"""More explained words on one page disturb the reading more than they help; the glossary has them all."""


class Glossary:
    """Finds terms in the running text of a page.

    Args:
        terms: Wording -> id of the term. All wordings of a term count as one.
        url: Gives the address of a term seen from the root.
    """

    def __init__(self, terms: Mapping[str, str], url: Callable[[str], str]) -> None:
        self._url = url
        self._terms = {wording.casefold(): id_ for wording, id_ in terms.items()}
        words = sorted(self._terms, key=lambda w: (-len(w), w))
        pieces = [rf"\b{re.escape(w)}s?\b" if w.isascii() else re.escape(w) for w in words]
        self._pattern = re.compile("|".join(pieces), re.IGNORECASE) if pieces else None

    def annotate(self, html: str, root: str) -> str:
        """Makes the first mention of every term a link to its explanation, which the browser shows in place.

        Args:
            html: A page's content.
            root: The way from the page to the root.
        """
        return html if self._pattern is None else "".join(self._pieces(html, root, set()))

    def _pieces(self, html: str, root: str, seen: set[str]) -> Iterator[str]:
        closed, is_badge = 0, False
        for piece in _TAG.split(html):
            if piece.startswith("<"):
                name = _NAME.match(piece)
                if name and name[1].lower() in _CLOSED and not piece.endswith("/>"):
                    closed += -1 if piece.startswith("</") else 1
                is_badge = 'class="db-kind"' in piece
                yield piece
            elif closed or is_badge or not piece.strip():
                yield piece
            else:
                yield self._mark(piece, root, seen)

    def _mark(self, text: str, root: str, seen: set[str]) -> str:
        assert self._pattern is not None

        def link(match: re.Match[str]) -> str:
            word = match[0].casefold()
            id_ = self._terms.get(word) or self._terms[word.removesuffix("s")]
            if id_ in seen or len(seen) >= MOST_TERMS:
                return match[0]
            seen.add(id_)
            return f'<a class="db-term" href="{root}{self._url(id_)}">{match[0]}</a>'

        return self._pattern.sub(link, text)
