"""The navigation and table of contents beside a page, in the class names of Material's style sheet.

Rendering them from the theme's templates took two thirds of a build. Here every link is made once for each depth of folder;
a page joins what is ready. Only sections on the way to the page are opened (as Material's ``navigation.prune`` has it), so that a
page does not grow with the manual.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

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


@dataclass(frozen=True, slots=True)
class TocEntry:
    """A line of the table of contents."""

    url: str
    title: str
    children: Sequence[TocEntry]


def short(toc: list[TocEntry]) -> list[TocEntry]:
    """A table of contents that stays short: what is below the sections is listed only where all of it together is little.

    Material writes it into every page twice, and the drawing of a process shows its steps already.
    """
    deep = [TocEntry(e.url, e.title, [TocEntry(c.url, c.title, ()) for c in e.children]) for e in toc]
    if len(toc) + sum(len(entry.children) for entry in toc) <= _MOST_ENTRIES:
        return deep
    return [TocEntry(entry.url, entry.title, ()) for entry in toc]


class Sidebar:
    """Writes the navigation for any page.

    Args:
        entries: The top of the navigation.
        toc_title: What the table of contents is called.
        more: Says that there are ``{count}`` more pages.
    """

    def __init__(self, entries: list[Entry], toc_title: str, more: str) -> None:
        self._entries, self._toc_title, self._more = entries, toc_title, more
        self._closed: dict[tuple[int, str], str] = {}

    def nav(self, entry: Entry | None, base: str, toc: Sequence[TocEntry]) -> str:
        """The items of the navigation as seen from a page.

        Args:
            entry: The page; None when it is not in the navigation.
            base: The way from the page to the root: ``..``.
            toc: The page's table of contents.
        """
        return self._list(self._entries, _trail(entry), base, "__nav", 1, toc)

    def tabs(self, entry: Entry | None, base: str) -> str:
        """The tabs above a page: the top of the navigation.

        Args:
            entry: The page; None when it is not in the navigation.
            base: The way from the page to the root.
        """
        active = _trail(entry)[:1]
        return "".join(
            f'<li class="md-tabs__item{" md-tabs__item--active" if tab in active else ""}">\n'
            f'<a href="{_root(base)}{escape(tab.url)}" class="md-tabs__link">\n{escape(tab.title)}\n</a>\n</li>\n'
            for tab in self._entries
        )

    def toc(self, toc: Sequence[TocEntry]) -> str:
        """The table of contents."""
        if not toc:
            return ""
        return (
            f'<label class="md-nav__title" for="__toc">{_ICON}{escape(self._toc_title)}</label>'
            f'<ul class="md-nav__list" data-md-component="toc" data-md-scrollfix>{_toc_items(toc)}</ul>'
        )

    def _list(
        self, entries: Sequence[Entry], trail: list[Entry], base: str, path: str, level: int, toc: Sequence[TocEntry]
    ) -> str:
        active = trail[0] if trail else None
        before, near, after = _near(entries, active)
        shown = "".join(
            self._open(entry, trail, base, f"{path}_{number}", level, toc)
            if entry is active
            else self._shut(entry, base)
            for number, entry in enumerate(near, 1 + len(before))
        )
        return self._rest(before[-1:], len(before), base) + shown + self._rest(after[:1], len(after), base)

    def _rest(self, nearest: Sequence[Entry], count: int, base: str) -> str:
        """A link on to pages there is no room for."""
        return "".join(
            f'<li class="md-nav__item"><a href="{_root(base)}{escape(entry.url)}" class="md-nav__link">'
            f"… {escape(self._more.format(count=count))}</a></li>\n"
            for entry in nearest
        )

    def _shut(self, entry: Entry, base: str) -> str:
        key = (id(entry), base)
        if key not in self._closed:
            nested = " md-nav__item--pruned md-nav__item--nested" if entry.children else ""
            link = f'<a href="{_root(base)}{escape(entry.url)}" class="md-nav__link">{escape(entry.title)}{_ICON if nested else ""}</a>'
            self._closed[key] = f'<li class="md-nav__item{nested}">{link}</li>\n'
        return self._closed[key]

    def _open(self, entry: Entry, trail: list[Entry], base: str, path: str, level: int, toc: Sequence[TocEntry]) -> str:
        if not entry.children:
            return self._page(entry, base, toc)
        section = " md-nav__item--section" if level == 1 else ""
        below = self._list(entry.children, trail[1:], base, path, level + 1, toc)
        return (
            f'<li class="md-nav__item md-nav__item--active{section} md-nav__item--nested">'
            f'<input class="md-nav__toggle md-toggle" type="checkbox" id="{path}" checked>'
            f"{self._section_head(entry, trail, base, path, level)}"
            f'<nav class="md-nav" data-md-level="{level}" aria-labelledby="{path}_label" aria-expanded="true">'
            f'<label class="md-nav__title" for="{path}">{_ICON}{escape(entry.title)}</label>'
            f'<ul class="md-nav__list" data-md-scrollfix>\n{below}</ul></nav></li>\n'
        )

    def _section_head(self, entry: Entry, trail: list[Entry], base: str, path: str, level: int) -> str:
        tabindex = "" if level == 1 else "0"
        if entry.index is None:
            return f'<label class="md-nav__link" for="{path}" id="{path}_label" tabindex="{tabindex}">{escape(entry.title)}{_ICON}</label>'
        active = " md-nav__link--active" if len(trail) > 1 and trail[1] is entry.index else ""
        return (
            f'<div class="md-nav__link md-nav__container"><a href="{_root(base)}{escape(entry.index.url)}" class="md-nav__link{active}">'
            f'{escape(entry.title)}</a><label class="md-nav__link{active}" for="{path}" id="{path}_label" tabindex="{tabindex}">{_ICON}</label></div>'
        )

    def _page(self, entry: Entry, base: str, toc: Sequence[TocEntry]) -> str:
        label, contents = "", ""
        if toc:
            label = f'<label class="md-nav__link md-nav__link--active" for="__toc">{escape(entry.title)}{_ICON}</label>'
            contents = (
                f'<nav class="md-nav md-nav--secondary" aria-label="{escape(self._toc_title)}">{self.toc(toc)}</nav>'
            )
        return (
            '<li class="md-nav__item md-nav__item--active"><input class="md-nav__toggle md-toggle" type="checkbox" id="__toc">'
            f'{label}<a href="{_root(base)}{escape(entry.url)}" class="md-nav__link md-nav__link--active">{escape(entry.title)}</a>{contents}</li>\n'
        )


def _near(entries: Sequence[Entry], active: Entry | None) -> tuple[Sequence[Entry], Sequence[Entry], Sequence[Entry]]:
    """The entries before those to be shown, these, and those behind them."""
    if len(entries) <= _MOST_BESIDE:
        return (), entries, ()
    place = entries.index(active) if active in entries else 0
    start = min(max(0, place - _MOST_BESIDE // 2), len(entries) - _MOST_BESIDE)
    end = start + _MOST_BESIDE
    return entries[:start], entries[start:end], entries[end:]


def _root(base: str) -> str:
    """The way to the root as links begin with it. That of the page for missing pages is ``/``: twice, it would name a host."""
    return escape(base.rstrip("/") + "/")


def _trail(entry: Entry | None) -> list[Entry]:
    """The way from the top of the navigation to a page, both included."""
    trail: list[Entry] = []
    while entry is not None:
        trail.append(entry)
        entry = entry.parent
    return trail[::-1]


def _toc_items(toc: Sequence[TocEntry]) -> str:
    return "".join(
        f'<li class="md-nav__item"><a href="{escape(item.url)}" class="md-nav__link">{escape(item.title)}</a>{_toc_below(item)}</li>\n'
        for item in toc
    )


def _toc_below(item: TocEntry) -> str:
    if not item.children:
        return ""
    return f'<nav class="md-nav" aria-label="{escape(item.title)}"><ul class="md-nav__list">{_toc_items(item.children)}</ul></nav>'
