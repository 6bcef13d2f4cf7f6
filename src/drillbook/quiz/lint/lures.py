"""Where a guesser would choose the key: not a flaw of one item, but of a bank in which it happens too often.

``keeps_its_head_down`` lets the key of an item be what a guesser goes for only when it is the item's lot. Items that are spared get
other wrong options, so that over a bank each guesser is left with about the hits that chance would give him.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final, Literal, TypeAlias

from drillbook.quiz.chance import draw
from drillbook.quiz.lint.alike import closeness
from drillbook.quiz.lint.shown import Shown
from drillbook.quiz.wording import units


def _echo(item: Shown) -> list[float]:
    stem = units(item.stem)
    return [len(stem & units(text)) for text in item.texts]


def _closeness(item: Shown) -> list[float]:
    return closeness(item.texts)


Lure: TypeAlias = Literal["convergence", "stem_overlap", "popular"]
_LURES: Final[Mapping[Lure, Callable[[Shown], list[float]]]] = {"convergence": _closeness, "stem_overlap": _echo}
_TOLERATED: Final[Mapping[Lure, int]] = {"stem_overlap": 22, "convergence": 25, "popular": 50}
"""In how many of a hundred items the key may be what a guesser goes for: so many that he is left with chance over a whole bank.
Where the most popular value may never be the key, who works with the least popular one would profit."""


def is_tolerated(item_id: str, lure: Lure) -> bool:
    """Whether it is the lot of an item that its key may be what a guesser goes for."""
    return draw(item_id, "lure", lure) % 100 < _TOLERATED[lure]


def keeps_its_head_down(item_id: str, seen: Iterable[Shown], lure: Lure) -> bool:
    """Whether a guesser who goes for a lure would not choose the key, in any language, unless it is his turn with this item."""
    shown = [one for one in seen if one.is_written_to_be_chosen and len(one.keys) == 1]
    return not any(_chooses_key(one, _LURES[lure](one)) for one in shown) or is_tolerated(item_id, lure)


def _chooses_key(item: Shown, scores: list[float]) -> bool:
    own = scores[item.texts.index(item.keys[0])]
    return own == max(scores) and scores.count(own) == 1
