"""Pages to print: the whole manual, and for each role everything it needs, each as one page that stands by itself.

They are put together from the ready pages. Anchors get the page's name in front, links inside the selection lead within the one
page, other links become plain text: paper cannot follow them, and a PDF would hold paths of the computer that made it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from posixpath import dirname, join, normpath
from typing import Final

from drillbook.graph import Graph
from drillbook.model.organisation import Role
from drillbook.model.process import Process
from drillbook.model.reference import Form
from drillbook.model.training import OnboardingPath
from drillbook.site.assemble import Site
from drillbook.site.nav import NavItem
from drillbook.site.page import Page, has_page
from drillbook.site.raci import performances
from drillbook.site.urls import page_of
from drillbook.words import Words

FOLDER: Final = "print"
MANUAL: Final = "manual"
"""The whole manual, as a page and as PDF."""
_LEFT_OUT: Final = ("index", "practice/", "quiz/", "reference/quizzes", "reference/sources")
"""What is not for paper: the way in, what only works on a screen, and the lists of sources."""

_OWN_SHEET = re.compile(r"(?:process|talk-track|role|path|scenario)/[^.]*")
"""What begins on a new sheet; other pages, and what goes on with a page, follow one another."""

_DROPPED = re.compile(
    r'<div class="db-bar".*?</div>|<script.*?</script>|<noscript>.*?</noscript>|<button.*?</button>|<nav class="db-pager".*?</nav>'
    r'|<a class="db-permalink".*?</a>'
    r'|<h2 id="section-flow">[^<]*</h2>\s*<div [^>]*></div>\s*<figure [^>]*><svg class="db-lanes db-lanes--large".*?</figure>',
    re.S,
)
"""What has no use on paper: controls, the permanent link, and a drawing that could not be read when made to fit."""
_TALL = re.compile(r'<h2 id="section-flow">[^<]*</h2>\s*<figure [^>]*><svg class="db-lanes" .*?</figure>', re.S)
"""A drawing that needs a sheet of its own: it comes last, because before the steps it would leave the sheet above it empty."""
_TITLE = re.compile(r'<h([1-4]) (id="[^"]*")>.*?</h\1>', re.S)
_HEAD_OF_LIST = re.compile(r"<h1\b.*?</h1>\s*(?:<p>.*?</p>)?", re.S)
_GOES_ON = re.compile(r"(reference/[a-z]+)-\d+|([^.]+)\.(?:variants|steps)(-\d+)?")
"""Pages that go on with another one, which the navigation alone names: rows of a register, other ways of a process, steps of a role."""
_ID = re.compile(r'(<[^>]*?\s)id="([^"]*)"')
_LINK = re.compile(r'(<a\b[^>]*?\shref="([^"]*)"[^>]*>)')
_HEADING = re.compile(r"<(/?)h([1-6])\b")
_DEEPEST: Final = 3
"""Chapters further down have headings like those there, which leaves room for what pages hold."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading with pages and chapters below it."""

    title: str
    items: tuple[Page | Chapter, ...]

    @property
    def opening(self) -> Page | None:
        """The page that bears the chapter's name and opens it."""
        first = self.items[0]
        return first if isinstance(first, Page) and first.title == self.title else None


def print_pages(site: Site, graph: Graph, words: Words, title: str, *, pdf: bool = False) -> Iterator[tuple[str, str]]:
    """Yields place and content of every print page of a language; places are relative to the language's root.

    Args:
        site: The pages, best without quizzes.
        graph: The manual in the language of the pages.
        words: The words of the interface.
        title: The manual's name.
        pdf: Whether the whole manual is there as PDF, to link.
    """
    pages = _with_rest(page for page in site.pages if not page.src.startswith(_LEFT_OUT))
    roles = [role for role in graph.of(Role) if has_page(graph.nodes[role.id]) and not role.external]
    names = {role.id: pages[page_of(graph.nodes[role.id])][0].title for role in roles}
    link = f'<p class="on-screen"><a href="{MANUAL}.pdf">{escape(words["print_pdf"])}</a></p>' if pdf else ""
    yield f"{FOLDER}/index.html", _index(words, title, names, link)
    fragments = _Fragments()
    yield f"{FOLDER}/{MANUAL}.html", _document(words, title, _chapters(site.nav, pages), fragments, link)
    for role in roles:
        chapters = _role_chapters(graph, words, role, pages)
        yield (
            f"{FOLDER}/role-{role.id}.html",
            _document(words, words["print_role"].format(role=names[role.id]), chapters, fragments),
        )


# What is in it.


def _with_rest(pages: Iterable[Page]) -> dict[str, list[Page]]:
    """Every page by its place, with the pages that go on with it."""
    found: dict[str, list[Page]] = {}
    for page in pages:
        goes_on = _GOES_ON.fullmatch(page.src)
        first = (goes_on[1] or goes_on[2]) if goes_on else page.src
        found.setdefault(first, []).append(page)
    return found


def _chapters(nav: Iterable[NavItem], pages: Mapping[str, list[Page]]) -> tuple[Page | Chapter, ...]:
    """The navigation without what is not printed."""
    found: list[Page | Chapter] = []
    for title, target in nav:
        if isinstance(target, str):
            found += pages.get(target, ())
        elif below := _chapters(target, pages):
            found.append(Chapter(title, below))
    return tuple(found)


def _role_chapters(
    graph: Graph, words: Words, role: Role, pages: Mapping[str, list[Page]]
) -> tuple[Page | Chapter, ...]:
    """The role's card and path, the processes it acts in, and what is said and filled in there."""
    groups: dict[str, dict[str, None]] = {
        kind: {} for kind in ("path", "process", "policy", "talk-track", "objection", "form")
    }
    for id_ in _needed(graph, role):
        kind = graph.nodes[id_].entity.kind
        if kind in groups:
            groups[kind][page_of(graph.nodes[id_])] = None
    own: list[Page | Chapter] = [*pages[page_of(graph.nodes[role.id])]]
    for kind, places in groups.items():
        if below := tuple(page for place in places for page in pages.get(place, ())):
            own.append(Chapter(words[f"kinds_{kind}"], below))
    return tuple(own)


def _needed(graph: Graph, role: Role) -> Iterator[str]:
    yield from (path.id for path in graph.of(OnboardingPath) if path.role == role.id)
    for process_id, performed in performances(graph).get(role.id, []):
        yield process_id
        process = graph.entities[process_id].entity
        assert isinstance(process, Process)
        own = {id_.partition(".")[2] for id_, _ in performed}
        for step in process.steps:
            if step.id in own:
                yield from (*step.talk_tracks, *step.objections)
                yield from step.outputs if role.id in step.actor else ()
    yield from (form.id for form in graph.of(Form) if role.id in form.filled_by)
    yield from (id_ for id_, item in graph.entities.items() if role.id in item.entity.audience)


# The page.


def _document(
    words: Words, title: str, items: tuple[Page | Chapter, ...], fragments: _Fragments, link: str = ""
) -> str:
    """One page that holds a selection, with its contents at the front, and above them a link for the screen."""
    places = {f"{page.src}.html": _slug(page.src) for page in _flat(items)}
    # Without the day, so that the same manual gives the same page; a PDF of it gets one.
    made = f"<p hidden>{escape(words['print_made'])}<time></time></p>"
    body = f'<header class="cover"><h1>{escape(title)}</h1>{link}{made}</header>'
    body += f'<nav class="contents" aria-label="{escape(words["toc"])}"><h2>{escape(words["toc"])}</h2>{_contents(items)}</nav>'
    return _html(words, title, body + "".join(_item(item, places, fragments, 1) for item in items))


def _flat(items: Iterable[Page | Chapter]) -> Iterator[Page]:
    for item in items:
        if isinstance(item, Chapter):
            yield from _flat(item.items)
        else:
            yield item


def _slug(src: str) -> str:
    return src.replace("/", "--")


def _contents(items: Iterable[Page | Chapter]) -> str:
    def entry(page: Page) -> str:
        return f'<a href="#{_slug(page.src)}" data-page="">{escape(page.title)}</a>'

    def line(item: Page | Chapter) -> str:
        if isinstance(item, Chapter):
            below = _contents(item.items[1:] if item.opening else item.items)
            return f"<li>{entry(item.opening) if item.opening else escape(item.title)}{below}</li>"
        return f"<li>{entry(item)}</li>"

    named = (item for item in items if isinstance(item, Chapter) or not _is_rest_of_list(item))
    return f"<ol>{''.join(map(line, named))}</ol>"


def _is_rest_of_list(page: Page) -> bool:
    """Whether a page has more rows of what begins on the page before, and the same title."""
    goes_on = _GOES_ON.fullmatch(page.src)
    return bool(goes_on and (goes_on[1] or goes_on[3]))


def _item(
    item: Page | Chapter, places: Mapping[str, str], fragments: _Fragments, depth: int, is_titled: bool = True
) -> str:
    if isinstance(item, Chapter):
        below = "".join(_item(child, places, fragments, depth + 1, child is not item.opening) for child in item.items)
        level = min(depth, _DEEPEST)
        return f'<section class="chapter"><h{level}>{escape(item.title)}</h{level}>{below}</section>'
    style = "sheet" if _OWN_SHEET.fullmatch(item.src) else "flowing"
    html = fragments.html(item, places, min(depth if is_titled else depth - 1, _DEEPEST + 1) - 1)
    if not is_titled:
        html = _TITLE.sub(r"<a \2></a>", html, count=1)
    return f'<article class="{style}" id="{_slug(item.src)}">{html}</article>'


class _Fragments:
    """What pages hold as it stands in a page to print: anchors of their own, links within, no controls.

    A page stands in the set of every role that needs it, and is prepared once for each depth.
    """

    def __init__(self) -> None:
        self._prepared: dict[tuple[str, int], tuple[list[str], list[tuple[str, str, str]]]] = {}

    def html(self, page: Page, places: Mapping[str, str], depth: int) -> str:
        """A page within a selection.

        Args:
            page: The page.
            places: The pages of the selection, and the anchor of each.
            depth: How many levels its headings lie deeper than on the page itself.
        """
        key = page.src, depth
        if key not in self._prepared:
            self._prepared[key] = _prepare(page, depth)
        texts, links = self._prepared[key]
        found = [texts[0]]
        for (outside, place, anchor), text in zip(links, texts[1:], strict=True):
            within = f'<a href="#{places[place]}{anchor}">' if place in places else "<a>"
            found += outside or within, text
        return "".join(found)


def _prepare(page: Page, depth: int) -> tuple[list[str], list[tuple[str, str, str]]]:
    """A page cut at its links. Of a link: the tag where it leads to another host, else page and anchor."""
    slug = _slug(page.src)
    html = _tall_last(_DROPPED.sub("", page.html))
    if _is_rest_of_list(page):
        html = _HEAD_OF_LIST.sub("", html, count=1)
    html = _ID.sub(rf'\1id="{slug}--\2"', html)
    html = _HEADING.sub(lambda match: f"<{match[1]}h{min(int(match[2]) + depth, 6)}", html)
    texts = _LINK.split(html.replace("<details", "<details open"))
    links = (_link(page.src, tag, href) for tag, href in zip(texts[1::3], texts[2::3], strict=True))
    return texts[::3], list(links)


def _link(src: str, tag: str, href: str) -> tuple[str, str, str]:
    path, _, anchor = href.partition("#")
    place = normpath(join(dirname(src), path)) if path else f"{src}.html"
    return tag if ":" in path else "", place, f"--{anchor}" if anchor else ""


def _tall_last(html: str) -> str:
    found = _TALL.search(html)
    return html[: found.start()] + html[found.end() :] + found[0] if found else html


def _index(words: Words, title: str, roles: Mapping[str, str], pdf: str) -> str:
    items = "".join(f'<li><a href="role-{id_}.html">{escape(name)}</a></li>' for id_, name in roles.items())
    body = (
        f"<header><h1>{escape(words['print_title'])}</h1></header><p>{escape(words['print_lead'])}</p>"
        f'<p><a href="{MANUAL}.html">{escape(words["print_manual"])}</a></p>{pdf}<h2>{escape(words["print_roles"])}</h2><ul>{items}</ul>'
        f'<p><a href="../index.html">{escape(title)}</a></p>'
    )
    return _html(words, words["print_title"], body)


def _html(words: Words, title: str, body: str) -> str:
    return (
        f'<!doctype html>\n<html lang="{words.lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">'
        f'<meta name="robots" content="noindex"><title>{escape(title)}</title>'
        '<link rel="icon" href="../assets/images/favicon.png"><link rel="stylesheet" href="../assets/drillbook/drillbook.css">'
        '<link rel="stylesheet" href="../assets/drillbook/later.css"><link rel="stylesheet" href="../assets/drillbook/print.css"></head>'
        f'<body data-md-color-scheme="default"><main class="md-typeset db-print">{body}</main></body></html>\n'
    )
