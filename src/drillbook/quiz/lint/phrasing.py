"""Checks of turns of phrase: what may not be offered, what may not be asked, and words that tell the key."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from drillbook.quiz.lint.flaw import Flaw
from drillbook.quiz.lint.marks import ABSOLUTE, ALL_OR_NONE, COMBINED, QUALIFIED, are_plain, finder, says
from drillbook.quiz.lint.shown import Shown
from drillbook.quiz.wording import width

BLANK: Final = "____"
_SHORT = 40
_speaks_of_all, _is_combined = finder(ALL_OR_NONE), finder(COMBINED)
# What stands in quotation marks is told, not asked.
_QUOTED = re.compile(r"“[^”]*”|「[^」]*」|《[^》]*》|‘[^’]*’|\"[^\"]*\"")
_NEGATIVE = re.compile(
    r"不属于|不包括|不正确|不对的|错误的(?:是|一项)|哪[一项个]*(?:不是|不该|不应|不能|不得)|除[^，。？?]{1,30}(?:之外|以外|外)|并非"
    r"|\b(?:not|except|false|incorrect|wrong)\b",
    re.IGNORECASE,
)
# Written so that nobody can overlook it.
_EMPHASISED = re.compile(r"\b(?:NOT|EXCEPT|FALSE|INCORRECT|WRONG)\b|【[^】]*】")
_STARTS_NEGATIVE = re.compile(r"^(?:不|未|勿|没有?|非|无需|not\b|never\b|no\b|don['’]t\b|do not\b)", re.IGNORECASE)
_UNFOCUSED = re.compile(
    r"(?:以下|下列|下面)(?:各项|哪[一项个种]*)?(?:说法|表述|选项|内容)?[，,]?(?:中)?(?:正确|对)的(?:是|有)"
    r"|(?:以下|下列|下面)(?:哪[一项个种]*)?(?:说法|表述)(?:是)?(?:正确|对)(?:的)?[？?]?$"
    r"|^which (?:of (?:the following|these) )?(?:statements? )?(?:is|are) (?:true|correct)\b",
    re.IGNORECASE,
)
_QUESTION = ("？", "?")
_ASKS = re.compile(
    r"[？?]|请|选|判断|指出|排|把|找|填|配对|连|归|分(?:到|成|入|类)|对应"
    r"|\b(?:choose|select|pick|put|arrange|order|match|sort|find|fill|name|judge|complete|decide|assign|mark|tick)\b",
    re.IGNORECASE,
)


def telling_words(item: Shown) -> Iterator[Flaw]:
    """Words that stand in few options, and tell something about the key.

    Q04: an option speaks of all or none of the others. Q05, Q06: an absolute word, a vague word, that only distractors have, or only
    the key. Q12: an option is made of other options (``A和B``).
    """
    if are_plain(item.texts):
        return
    for text in item.texts:
        if _speaks_of_all(text) and width(text) < _SHORT:
            yield Flaw(item.id, "Q04", "error", text)
    if item.is_written_to_be_chosen:
        yield from _one_sided(item, "Q05", ABSOLUTE)
        yield from _one_sided(item, "Q06", QUALIFIED)
    for text in item.texts:
        if _is_combined(text):
            yield Flaw(item.id, "Q12", "error", text)


def _one_sided(item: Shown, check: str, pattern: re.Pattern[str]) -> Iterator[Flaw]:
    """Manuals say 必须 and 所有 for good reasons; they tell the key only where they stand on one side."""
    keys, others = ([says(pattern, text) for text in side] for side in (item.keys, item.others))
    if any(keys) != any(others):
        yield Flaw(item.id, check, "warning", " / ".join(t for t in item.texts if says(pattern, t)))


def negative_stem(item: Shown) -> Iterator[Flaw]:
    """Q07: a stem asks for what is not so and does not stress it; with negative options too it is an error."""
    if not item.is_written_to_be_chosen:
        return
    if not _NEGATIVE.search(item.stem):
        return
    asked = _asked(item.stem)
    if _NEGATIVE.search(asked):
        if any(_STARTS_NEGATIVE.match(text) for text in item.texts):
            yield Flaw(item.id, "Q07", "error", item.stem)
        elif not _EMPHASISED.search(asked):
            yield Flaw(item.id, "Q07", "warning", item.stem)


def _asked(stem: str) -> str:
    """The sentence that asks, without what it quotes or tells after a colon."""
    sentences = re.split(r"(?<=[.。!！;；?？])\s*", _QUOTED.sub("“”", stem))
    asking = next((sentence for sentence in sentences if sentence.endswith(("?", "？"))), stem)
    return re.sub(r"[:：].*", "", asking)


def unfocused_stem(item: Shown) -> Iterator[Flaw]:
    """Q15: a stem that asks nothing, or nothing in particular."""
    if _UNFOCUSED.search(item.stem) or not (
        item.stem[-1:] in _QUESTION or _ASKS.search(item.stem) or BLANK in item.stem
    ):
        yield Flaw(item.id, "Q15", "warning", item.stem)
    if item.type == "cloze" and item.stem.count(BLANK) != 1:
        yield Flaw(item.id, "Q15", "error", f"{item.stem.count(BLANK)} blanks")
