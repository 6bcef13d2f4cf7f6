"""Where the pages are on the web in every language, told to search engines: in the head of each page, and in ``sitemap.xml``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from typing import Final

SITEMAP: Final = "sitemap.xml"
_CANONICAL: Final = '<link rel="canonical"'
_ALTERNATE: Final = '<link rel="alternate " hreflang="{}" href="{}">'
"""The blank leaves the relation what it is, and hides it from Material's script, which would fetch a sitemap for every such link."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses of a site, whose pages have the same place in every language.

    Attributes:
        site: The address of the whole site, which ends in a slash.
        folders: The languages and the folder of each below the site, the source language first.
    """

    site: str
    folders: dict[str, str]

    def root(self, lang: str) -> str:
        """The address of everything in one language."""
        return f"{self.site}{self.folders[lang]}/" if self.folders[lang] else self.site

    def in_page(self, html: str, place: str) -> str:
        """A rendered page that names itself in the other languages.

        Args:
            html: The page, whose canonical address stands in its head.
            place: Where it is below the root of its language.
        """
        links = "\n".join(_ALTERNATE.format(lang, address) for lang, address in self._alternates(place))
        return html.replace(_CANONICAL, f"{links}\n{_CANONICAL}", 1) if links else html

    def sitemap(self, places: Iterable[str]) -> str:
        """All pages in all languages, as sitemaps.org has it."""
        urls = "".join(self._url(place) for place in places)
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
            f' xmlns:xhtml="http://www.w3.org/1999/xhtml">\n{urls}</urlset>\n'
        )

    def _url(self, place: str) -> str:
        links = "".join(
            f'<xhtml:link rel="alternate" hreflang="{lang}" href="{address}"/>'
            for lang, address in self._alternates(place)
        )
        return "".join(f"<url><loc>{self._address(lang, place)}</loc>{links}</url>\n" for lang in self.folders)

    def _alternates(self, place: str) -> Iterator[tuple[str, str]]:
        """The page in every language, and where a reader of none of them is led; nothing where there is one language."""
        if len(self.folders) < 2:
            return
        for lang in self.folders:
            yield lang, self._address(lang, place)
        yield "x-default", self._address(next(iter(self.folders)), place)

    def _address(self, lang: str, place: str) -> str:
        return escape(self.root(lang) + place)
