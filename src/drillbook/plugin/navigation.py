"""The navigation of MkDocs as our sidebar wants it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from drillbook.plugin.ready import ReadyPage
from drillbook.site.sidebar import Entry


def entries_of(items: Iterable[Any], by_file: dict[str, Entry], parent: Entry | None = None) -> list[Entry]:
    """The entries for pages and sections, with all that is below them.

    Args:
        items: Those of MkDocs.
        by_file: Takes the entry of each page under its file.
        parent: The section they stand in.
    """
    return [_entry(item, by_file, parent) for item in items]


def _entry(item: Any, by_file: dict[str, Entry], parent: Entry | None) -> Entry:
    title = item.made.title if isinstance(item, ReadyPage) else item.title
    entry = Entry(str(title or ""), str(item.url or "") if not item.children else "", parent=parent)
    for child in item.children or ():
        below = _entry(child, by_file, entry)
        if entry.index is None and child.is_page and child.is_index:
            entry.index = below
        else:
            entry.children.append(below)
    if item.children:
        entry.url = (entry.index or entry.children[0]).url
    elif item.is_page:
        by_file[item.file.src_uri] = entry
    return entry
