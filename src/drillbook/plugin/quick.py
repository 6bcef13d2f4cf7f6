"""Lets a page be painted before its scripts, and the styles of what opens later, have come."""

from __future__ import annotations

import re
from typing import Final

_LATER = re.compile(r'\n?<link rel="stylesheet" href="[^"]*assets/drillbook/later\.css">')
_TEXT_SIZE: Final = (
    '<script>try{var size=localStorage.getItem("drillbook:text");'
    'if(size==1||size==2)document.documentElement.classList.add("db-text-"+size)}catch(e){}</script>'
)
"""Sets the size of the text the reader chose, which must be right with the first paint; ``drillbook.js`` does the rest."""

_WORDS = re.compile(r'(?<="translations": ){[^}]*}')
"""Words of the theme's own search and of buttons beside code; there is neither."""

_PALETTE: Final = 'var palette=__md_get("__palette");'
_OF_COMPUTER: Final = 'var palette=__md_get("__palette")||{color:{media:"(prefers-color-scheme)"}};'
"""On the first visit, too, a page is painted in the computer's colours: the theme's own script comes too late for that."""


_SCOPE: Final = re.compile(r'(?<=__md_scope=new URL\(")[^"]+')
"""The folder for which the theme keeps what readers choose, such as dark or light."""


def quick(html: str, up: str = "") -> str:
    """A rendered page whose scripts run when it has been read, in their order, and are fetched after its styles; without words nobody reads.

    The search box and most buttons come by script: their style sheet stands just before the scripts, which wait for it. A page that does
    not end as Material's do stays as it is.

    Args:
        html: The whole page.
        up: The way from the language's folder to the site's: empty or ``..``; what readers choose holds for all languages.
    """
    page, mark, end = html.rpartition('<script id="__config"')
    if not mark:
        return html
    later = _LATER.search(page)
    if later:
        page = page.replace(later[0], "", 1)
        end = end.replace("<script src=", f"{later[0].strip()}\n<script src=", 1)
    end = _WORDS.sub("{}", end, count=1)
    page = page.replace(_PALETTE, _OF_COMPUTER, 1)
    page = _SCOPE.sub(lambda scope: f"{scope[0].rstrip('/')}/{up}", page, count=1) if up else page
    return page.replace("</head>", f"{_TEXT_SIZE}</head>", 1) + mark + end.replace("<script src=", "<script defer src=")
