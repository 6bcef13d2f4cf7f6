"""The frame around the content of a page, rendered once and filled for every page that stands in the same place.

A frame is rendered from the theme's templates with marks where pages differ; cut at the marks, it is a mould. Joining its pieces
with a page's own values takes a hundredth of the time of rendering the templates.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

TITLE: Final = "drillbook-gap-title"
DESCRIPTION: Final = "drillbook-gap-description"
CONTENT: Final = "<h1>drillbook-gap-content"  # templates ask whether there is a heading
TABS: Final = "drillbook-gap-tabs"
NAV: Final = "drillbook-gap-nav"
TOC: Final = "drillbook-gap-toc"
PLACE: Final = "drillbook-gap-place"
ADDRESS: Final = "https://drillbook.invalid/gap-address"
EDIT: Final = "https://drillbook.invalid/gap-edit"
PREVIOUS: Final = "https://drillbook.invalid/gap-previous"
NEXT: Final = "https://drillbook.invalid/gap-next"

_GAP = re.compile(
    "(" + "|".join((TITLE, DESCRIPTION, CONTENT, TABS, NAV, TOC, PLACE, ADDRESS, EDIT, PREVIOUS, NEXT)) + ")"
)
_BLANK = re.compile(r"\s*\n\s*")


class Mould:
    """A rendered frame, cut at its gaps.

    Args:
        rendered: What the templates gave for marks instead of values.
    """

    def __init__(self, rendered: str) -> None:
        self._pieces = _GAP.split(rendered)

    def fill(self, values: Mapping[str, str]) -> str:
        """The frame with the values of a page in its gaps.

        Args:
            values: Mark -> what stands there.
        """
        pieces = self._pieces.copy()
        pieces[1::2] = [values[mark] for mark in pieces[1::2]]
        return "".join(pieces)


def squeezed(html: str) -> str:
    """A rendered page without the white space that templates leave in its frame; the content stays as it was made."""
    start, end = html.find("<article"), html.rfind("</article>")
    return html if start < 0 else _BLANK.sub("\n", html[:start]) + html[start:end] + _BLANK.sub("\n", html[end:])
