"""Q21: an item is the same question in every language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from drillbook.model.item import Item
from drillbook.quiz.lint.flaw import Flaw
from drillbook.quiz.wording import width

WIDTHS: Final = (0.3, 1.5)
"""How wide the Chinese wording may be for one column of English."""
_EQUAL: Final = ("type", "level", "before", "facts", "hash", "link", "template", "critical")


def parity(first: Iterable[Item], second: Iterable[Item]) -> Iterator[Flaw]:
    """Compares the items of a bank in two languages; items that stand in only one rest on a missing translation."""
    others: Mapping[str, Item] = {item.id: item for item in second}
    for item in first:
        if item.id in others:
            yield from _differences(item, others[item.id])


def _differences(one: Item, other: Item) -> Iterator[Flaw]:
    for name in _EQUAL:
        if getattr(one, name) != getattr(other, name):
            yield Flaw(one.id, "Q21", "error", name)
    if [(o.id, o.key, o.link) for o in one.options] != [(o.id, o.key, o.link) for o in other.options]:
        yield Flaw(one.id, "Q21", "error", "options")
    if [prompt.id for prompt in one.prompts] != [prompt.id for prompt in other.prompts]:
        yield Flaw(one.id, "Q21", "error", "prompts")
    # What is written into a gap is written in a language; everything else names options by their ids.
    if one.type != "cloze" and one.answer != other.answer:
        yield Flaw(one.id, "Q21", "error", "answer")
    texts = [(one.stem, other.stem), *((a.text, b.text) for a, b in zip(one.options, other.options, strict=False))]
    if not all(a.strip() and b.strip() for a, b in texts):
        yield Flaw(one.id, "Q21", "error", "empty")
    yield from _widths(one, other)


def _widths(one: Item, other: Item) -> Iterator[Flaw]:
    """Whether one language says much more than the other, in the whole of the item."""
    chinese, english = (one, other) if one.lang.startswith("zh") else (other, one)
    if not chinese.lang.startswith("zh") or english.lang.startswith("zh"):
        return
    wide, narrow = (sum(map(width, (i.stem, *(o.text for o in i.options)))) for i in (chinese, english))
    if narrow and not WIDTHS[0] <= wide / narrow <= WIDTHS[1]:
        yield Flaw(one.id, "Q21", "warning", f"{wide} / {narrow}")
