"""Words the glossary forbids."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from drillbook.check.prose.passage import Finding, Passage, Texts
from drillbook.model.reference import Term
from drillbook.text import fold, plain

_SPOKEN: Final = {"says", "signal", "bad", "must_not_say", "do_not_say", "customer_lines", "aliases"}
"""What customers say, what nobody should say, and names to search for may hold any word."""
QUOTED: Final = re.compile(r"“[^”\n]*”|「[^」\n]*」|‘[^’\n]*’|\"[^\"\n]*\"|`[^`\n]*`")


def forbidden_words(texts: Texts) -> Iterator[Finding]:
    """DB703: the preferred word of a term, not one of those it replaces."""
    for term in texts.graph.of(Term):
        wording = term.wording.get(texts.lang)
        for word in wording.forbidden if wording else ():
            if len(word) > 1 and word.casefold() in texts.folded:
                yield from _uses(texts, term, word)


def _uses(texts: Texts, term: Term, word: str) -> Iterator[Finding]:
    preferred = plain(term.title, texts.graph.title_of)
    whole = whole_word(word)
    longer = [whole_word(name) for name in texts.names if fold(word) in name and fold(word) != name]
    for passage in texts.passages:
        if word.casefold() in passage.text.casefold() and _counts(passage, term):
            text = QUOTED.sub(" ", passage.text)
            for name in longer:
                text = name.sub(" ", text)
            found = whole.search(text)
            if found:
                yield Finding("DB703", passage, {"value": found[0], "preferred": preferred}, found[0])


def _counts(passage: Passage, term: Term) -> bool:
    return passage.item.entity.id != term.id and passage.field not in _SPOKEN and not passage.is_missing


def whole_word(word: str) -> re.Pattern[str]:
    """Finds a word by itself; in scripts with spaces not inside another one, but in the plural."""
    before = r"(?<![^\W_])" if word[0].isascii() else ""
    after = r"(?:s|es)?(?![^\W_])" if word[-1].isascii() else ""
    return re.compile(before + r"\s*".join(map(re.escape, word.split())) + after, re.IGNORECASE)
