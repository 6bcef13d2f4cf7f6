"""Checks of lengths. Widths are display columns, so that Chinese, English and mixed texts are measured alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from drillbook.model.item import ItemType
from drillbook.quiz.lint.flaw import Flaw
from drillbook.quiz.lint.shown import Shown
from drillbook.quiz.wording import width

LONGEST: Final = 1.25
SHORTEST: Final = 0.6
NOTICEABLE: Final = 8
SPREAD: Final = 3.0
STEM_WIDTH: Final = 240
OPTION_WIDTH: Final = {"zh-CN": 80}
OTHER_OPTION_WIDTH: Final = 110
# Three good options are enough (Rodriguez 2005); elements to order or match, and lines to read, may be more.
OPTIONS: Final[Mapping[ItemType, range]] = {
    "single_choice": range(3, 6),
    "who_may_decide": range(3, 6),
    "next_best_move": range(3, 6),
    "multiple_response": range(4, 9),
    "true_false": range(2, 3),
    "ordering": range(3, 8),
    "matching": range(3, 9),
    "classification": range(2, 7),
    "find_mistake": range(3, 9),
    "cloze": range(1, 2),
}
PROMPTS: Final[Mapping[ItemType, range]] = {"matching": range(3, 8), "classification": range(4, 11)}


def unlike_lengths(item: Shown) -> Iterator[Flaw]:
    """Q01, Q02: the key is clearly longer, or clearly shorter, than every distractor. Q03: the options differ much in length."""
    if not item.is_chosen:
        return
    keys, others = list(map(width, item.keys)), list(map(width, item.others))
    key, longest = max(keys), max(others)
    if key > LONGEST * longest and key - longest >= NOTICEABLE:
        yield Flaw(item.id, "Q01", "error", f"{key} > {longest}")
    key, shortest = min(keys), min(others)
    if key < SHORTEST * shortest and shortest - key >= NOTICEABLE:
        yield Flaw(item.id, "Q02", "warning", f"{key} < {shortest}")
    least, most = min(key, shortest), max(*keys, longest)
    if item.is_written_to_be_chosen and most > SPREAD * least and most - least >= 2 * NOTICEABLE:
        yield Flaw(item.id, "Q03", "warning", f"{least}-{most}")


def size(item: Shown) -> Iterator[Flaw]:
    """Q16: too much to read, or too few or too many options."""
    if _is_wider(item.stem, STEM_WIDTH):
        yield Flaw(item.id, "Q16", "warning", f"stem {width(item.stem)}")
    if len(item.texts) not in OPTIONS[item.type]:  # type: ignore[index]
        yield Flaw(item.id, "Q16", "warning", f"{len(item.texts)} options")
    if item.prompts and len(item.prompts) not in PROMPTS[item.type]:  # type: ignore[index]
        yield Flaw(item.id, "Q16", "warning", f"{len(item.prompts)} prompts")
    limit = OPTION_WIDTH.get(item.lang, OTHER_OPTION_WIDTH)
    for text in (*item.texts, *(prompt for prompt, _ in item.prompts)):
        if _is_wider(text, limit):
            yield Flaw(item.id, "Q16", "warning", f"option {width(text)}")


def _is_wider(text: str, limit: int) -> bool:
    """Whether a text takes more columns than that; none takes more than two for each character."""
    return 2 * len(text) > limit and width(text) > limit


def uneven_classes(item: Shown) -> Iterator[Flaw]:
    """Q22 in one item: a category that takes nearly everything, one that takes nothing, or a key among nothing but keys."""
    if item.type == "multiple_response" and not item.others:
        yield Flaw(item.id, "Q22", "error", "only keys")
    if item.type == "classification":
        taken = Counter(option for _, option in item.prompts)
        if len(taken) < len(set(item.texts)) or max(taken.values()) > 2 * len(item.prompts) / 3:
            yield Flaw(item.id, "Q22", "error", " ".join(str(taken[text]) for text in item.texts))
