"""Texts of the manual -> HTML: Markdown without raw HTML, ``[[id]]`` links, and glossary terms explained in place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markupsafe import Markup, escape

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
            return escape(text)
        if text not in self._lines:
            self._lines[text] = Markup(_parser().renderInline(text, dict(self._env)).replace("\n", " "))
        return self._lines[text]

    def block(self, text: str) -> Markup:
        """Renders a text with its paragraphs and lists."""
        if "\n" not in text.strip():
            return Markup(f"<p>{self.line(text.strip())}</p>")
        if text not in self._blocks:
            self._blocks[text] = Markup(_parser().render(text, dict(self._env)))
        return self._blocks[text]


_TAG = re.compile(r"(<[^>]*>)")
_NAME = re.compile(r"</?([a-zA-Z0-9]+)")
# Inside these nothing becomes a button: links and buttons must not nest, headings and labels must stay what they are.
_CLOSED = {"a", "button", "svg", "h1", "h2", "h3", "h4", "code", "pre", "summary", "label", "legend", "template", "nav", "th", "form"}


class Glossary:
    """Finds terms in the running text of a page.

    Args:
        terms: Wording -> id of the term. All wordings of a term count as one.
    """

    def __init__(self, terms: Mapping[str, str]) -> None:
        self._terms = {wording.casefold(): id_ for wording, id_ in terms.items()}
        words = sorted(self._terms, key=lambda w: (-len(w), w))
        pieces = [rf"\b{re.escape(w)}s?\b" if w.isascii() else re.escape(w) for w in words]
        self._pattern = re.compile("|".join(pieces), re.IGNORECASE) if pieces else None

    def annotate(self, html: str, skip: frozenset[str] = frozenset()) -> tuple[str, list[str]]:
        """Makes the first mention of every term a button that opens its explanation.

        Args:
            html: A page's content.
            skip: Ids of terms that are not marked, such as the page's own.

        Returns:
            The content, and the ids of the terms found in their order.
        """
        if self._pattern is None:
            return html, []
        seen: dict[str, None] = {}
        return "".join(self._pieces(html, skip, seen)), list(seen)

    def _pieces(self, html: str, skip: frozenset[str], seen: dict[str, None]) -> Iterator[str]:
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
                yield self._mark(piece, skip, seen)

    def _mark(self, text: str, skip: frozenset[str], seen: dict[str, None]) -> str:
        assert self._pattern is not None

        def button(match: re.Match[str]) -> str:
            word = match[0].casefold()
            id_ = self._terms.get(word) or self._terms[word.removesuffix("s")]
            if id_ in seen or id_ in skip:
                return match[0]
            seen[id_] = None
            return f'<button type="button" class="db-term" popovertarget="term-{id_}">{match[0]}</button>'

        return self._pattern.sub(button, text)
