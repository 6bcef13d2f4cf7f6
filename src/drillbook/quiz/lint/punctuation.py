"""Checks of punctuation: a stem that was put together from sentences of others must read as one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from drillbook.quiz.lint.flaw import Flaw
from drillbook.quiz.lint.shown import Shown

# What is quoted has a punctuation of its own.
_QUOTED = re.compile(r"“[^”]*”|《[^》]*》")
_COLON = re.compile(r"：|:(?!\d)")
# What begins with a single set of characters is found in half of the time.
_DOUBLED = re.compile(
    r"[？?。.：:“”的](?:(?<=[？?])”?[？?]|(?<=[。.])”?[。？?](?!\.)|(?<=[：:])[：:]|(?<=“)“|(?<=”)”|(?<=的)(?<!目的)的)"
)
_END = re.compile(r"[。？！]|[.?!](?=\s|$)")


def punctuated_twice(item: Shown) -> Iterator[Flaw]:
    """Q25: a stem with a colon behind a colon, or with two marks where one is enough."""
    doubled = _DOUBLED.search(item.stem)
    may_repeat = doubled is None and item.stem.count("：") + item.stem.count(":") > 1
    sentences = _END.split(_QUOTED.sub(_last_mark, item.stem)) if may_repeat else ()
    if doubled or any(len(_COLON.findall(sentence)) > 1 for sentence in sentences):
        yield Flaw(item.id, "Q25", "warning", doubled[0] if doubled else item.stem)


def _last_mark(quotation: re.Match[str]) -> str:
    """What ends a sentence inside quotation marks ends it outside too."""
    return quotation[0][-2:-1]
