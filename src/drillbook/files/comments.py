"""Text that YAML takes for a comment though it was meant to be read: ``Quote #1`` is no more than ``Quote``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from yaml import BlockEntryToken, ScalarToken, ValueToken
from yaml._yaml import CParser

from drillbook.errors import Problem
from drillbook.files.source import Source

_COMMENT: Final = re.compile(r"[ \t]+(#(?=[^\s#]).*)")
"""A comment that begins as no comment does which was meant as one: without a space."""


def swallowed(source: Source) -> Iterator[Problem]:
    """Warns of text behind a value, a colon or a dash that is not read. The text of the file must be sound YAML."""
    if " #" not in source.text and "\t#" not in source.text:
        return
    parser = CParser(source.text)
    while (token := parser.get_token()) is not None:
        is_value = isinstance(token, ScalarToken) and token.plain
        if is_value or isinstance(token, ValueToken | BlockEntryToken):
            end = token.end_mark
            if found := _COMMENT.match(source.text, end.index):
                column = end.column + found.start(1) - end.index + 1
                yield Problem(source.file, end.line + 1, column, "DB118", {"text": found[1].rstrip()})
