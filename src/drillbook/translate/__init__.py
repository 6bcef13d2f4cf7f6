"""Translations: gettext catalogues that the usual tools (Poedit, Weblate) edit.

The English of a manual is ``locales/en.po``. An entry belongs to one text of one entity: ``msgctxt`` is the entity's id and the
text's place, ``contract-signing:steps.draft.action``; ``msgid`` is the source text and ``msgstr`` the translation. When the source
text changes, the translation stays in the file, marked fuzzy: it is stale, and pages show the source text with a badge.
"""

from drillbook.translate.apply import Catalogues, apply, in_all_languages
from drillbook.translate.catalogue import Catalogue, Entry, read_catalogue
from drillbook.translate.extract import fill, update
from drillbook.translate.review import Row, check_catalogue, status

__all__ = [
    "Catalogue",
    "Catalogues",
    "Entry",
    "Row",
    "apply",
    "check_catalogue",
    "fill",
    "in_all_languages",
    "read_catalogue",
    "status",
    "update",
]
