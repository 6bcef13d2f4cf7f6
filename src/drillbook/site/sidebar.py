"""The navigation and table of contents beside a page, in the class names of Material's style sheet.

Rendering them from the theme's templates took two thirds of a build. Here every list of links is made once for each depth of folder;
a page only puts what is open into it. Only sections on the way to the page are opened (as Material's ``navigation.prune`` has it), so that a
page does not grow with the manual.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from drillbook.site.markup import escaped
from drillbook.site.page import Heading

_MOST_ENTRIES = 12
_MOST_BESIDE = 60
"""How many pages are named beside one another; of more, those around the page and the first of the rest on either side."""
_ICON = '<span class="md-nav__icon md-icon"></span>'


@dataclass(eq=False, slots=True)
class Entry:
    """A page or section of the navigation.

    Attributes:
        title: What it is called.
        url: The page's address seen from the root; for a section the one of its first page.
        children: What is below a section; empty for a page.
        index: The page that introduces the section, if there is one; it is not among the children.
    """

    title: str
    url: str
    children: list[Entry] = field(default_factory=list)
    index: Entry | None = None
    parent: Entry | None = None


class Sidebar:
    """Writes the navigation for any page.

    Args:
        entries: The top of the navigation.
        toc_title: What the table of contents is called.
        more: Says that there are ``{count}`` more pages.
    """

    def __init__(self, entries: list[Entry], toc_title: str, more: str) -> None:
        self._entries, self._toc_title, self._more = entries, toc_title, more
        self._closed: dict[tuple[int, str], list[str]] = {}
        self._tabs: dict[tuple[int, str], str] = {}

    def nav(self, entry: Entry | None, base: str, toc: str) -> str:
        """The items of the navigation as seen from a page.

        Args:
            entry: The page; None when it is not in the navigation.
            base: The way from the page to the root: ``..``.
            toc: The page's table of contents, as ``toc`` writes it.
        """
        return self._list(self._entries, _trail(entry), base, "__nav", 1, toc)

    def tabs(self, entry: Entry | None, base: str) -> str:
        """The tabs above a page: the top of the navigation.

        Args:
            entry: The page; None when it is not in the navigation.
            base: The way from the page to the root.
        """
        active = _trail(entry)[:1]
        key = (id(active[0]) if active else 0, base)
        if key not in self._tabs:
            self._tabs[key] = self._tabs_of(active, base)
        return self._tabs[key]

    def _tabs_of(self, active: list[Entry], base: str) -> str:
        return "".join(
            f'<li class="md-tabs__item{" md-tabs__item--active" if tab in active else ""}">\n'
            f'<a href="{_root(base)}{escaped(tab.url)}" class="md-tabs__link">\n{escaped(tab.title)}\n</a>\n</li>\n'
            for tab in self._entries
        )

    def toc(self, headings: Sequence[Heading]) -> str:
        """The table of contents of a page: its sections, and what is directly below them where all of it together is little.

        Material writes it into every page twice, and the drawing of a process shows its steps already.
        """
        if not headings:
            return ""
        is_little = len(headings) + sum(len(heading.children) for heading in headings) <= _MOST_ENTRIES
        items = "".join(_toc_item(each, _toc_below(each) if is_little else "") for each in headings)
        return (
            f'<label class="md-nav__title" for="__toc">{_ICON}{escaped(self._toc_title)}</label>'
            f'<ul class="md-nav__list" data-md-component="toc" data-md-scrollfix>{items}</ul>'
        )

    def _list(self, entries: list[Entry], trail: list[Entry], base: str, path: str, level: int, toc: str) -> str:
        active = trail[0] if trail and trail[0] in entries else None
        place = entries.index(active) if active else 0
        start, end = _near(place, len(entries))
        items = self._shut(entries, base)[start:end]
        if active:
            items[place - start] = self._open(active, trail, base, f"{path}_{place + 1}", level, toc)
        if start:
            items.insert(0, self._rest(entries[start - 1], start, base))
        if end < len(entries):
            items.append(self._rest(entries[end], len(entries) - end, base))
        return "".join(items)

    def _rest(self, nearest: Entry, count: int, base: str) -> str:
        """A link on to pages there is no room for."""
        link = f'<a href="{_root(base)}{escaped(nearest.url)}" class="md-nav__link">… {escaped(self._more.format(count=count))}</a>'
        return f'<li class="md-nav__item">{link}</li>\n'

    def _shut(self, entries: list[Entry], base: str) -> list[str]:
        """Every entry of a list as it stands where it is not open."""
        key = (id(entries), base)
        if key not in self._closed:
            self._closed[key] = [_shut(entry, base) for entry in entries]
        return self._closed[key]

    def _open(self, entry: Entry, trail: list[Entry], base: str, path: str, level: int, toc: str) -> str:
        if not entry.children:
            return self._page(entry, base, toc)
        section = " md-nav__item--section" if level == 1 else ""
        below = self._list(entry.children, trail[1:], base, path, level + 1, toc)
        return (
            f'<li class="md-nav__item md-nav__item--active{section} md-nav__item--nested">'
            f'<input class="md-nav__toggle md-toggle" type="checkbox" id="{path}" checked>'
            f"{self._section_head(entry, trail, base, path, level)}"
            f'<nav class="md-nav" data-md-level="{level}" aria-labelledby="{path}_label" aria-expanded="true">'
            f'<label class="md-nav__title" for="{path}">{_ICON}{escaped(entry.title)}</label>'
            f'<ul class="md-nav__list" data-md-scrollfix>\n{below}</ul></nav></li>\n'
        )

    def _section_head(self, entry: Entry, trail: list[Entry], base: str, path: str, level: int) -> str:
        tabindex = "" if level == 1 else "0"
        if entry.index is None:
            return f'<label class="md-nav__link" for="{path}" id="{path}_label" tabindex="{tabindex}">{escaped(entry.title)}{_ICON}</label>'
        active = " md-nav__link--active" if len(trail) > 1 and trail[1] is entry.index else ""
        return (
            f'<div class="md-nav__link md-nav__container"><a href="{_root(base)}{escaped(entry.index.url)}" class="md-nav__link{active}">'
            f'{escaped(entry.title)}</a><label class="md-nav__link{active}" for="{path}" id="{path}_label" tabindex="{tabindex}">{_ICON}</label></div>'
        )

    def _page(self, entry: Entry, base: str, toc: str) -> str:
        label, contents = "", ""
        if toc:
            label = (
                f'<label class="md-nav__link md-nav__link--active" for="__toc">{escaped(entry.title)}{_ICON}</label>'
            )
            contents = f'<nav class="md-nav md-nav--secondary" aria-label="{escaped(self._toc_title)}">{toc}</nav>'
        return (
            '<li class="md-nav__item md-nav__item--active"><input class="md-nav__toggle md-toggle" type="checkbox" id="__toc">'
            f'{label}<a href="{_root(base)}{escaped(entry.url)}" class="md-nav__link md-nav__link--active">{escaped(entry.title)}</a>{contents}</li>\n'
        )


def _near(place: int, count: int) -> tuple[int, int]:
    """Where those to be shown of many entries begin and end."""
    start = min(max(0, place - _MOST_BESIDE // 2), max(0, count - _MOST_BESIDE))
    return start, start + _MOST_BESIDE


def _shut(entry: Entry, base: str) -> str:
    nested = " md-nav__item--pruned md-nav__item--nested" if entry.children else ""
    link = f'<a href="{_root(base)}{escaped(entry.url)}" class="md-nav__link">{escaped(entry.title)}{_ICON if nested else ""}</a>'
    return f'<li class="md-nav__item{nested}">{link}</li>\n'


def _root(base: str) -> str:
    """The way to the root as links begin with it. That of the page for missing pages is ``/``: twice, it would name a host."""
    return escaped(base.rstrip("/") + "/")


def _trail(entry: Entry | None) -> list[Entry]:
    """The way from the top of the navigation to a page, both included."""
    trail: list[Entry] = []
    while entry is not None:
        trail.append(entry)
        entry = entry.parent
    return trail[::-1]


def _toc_item(heading: Heading, below: str) -> str:
    return f'<li class="md-nav__item"><a href="#{escaped(heading.id)}" class="md-nav__link">{escaped(heading.title)}</a>{below}</li>\n'


def _toc_below(heading: Heading) -> str:
    if not heading.children:
        return ""
    items = "".join(_toc_item(each, "") for each in heading.children)
    return f'<nav class="md-nav" aria-label="{escaped(heading.title)}"><ul class="md-nav__list">{items}</ul></nav>'
