"""What the learner sees of an item: all that its wording is judged by."""

from __future__ import annotations

from typing import NamedTuple

from drillbook.model.item import INTERACTIONS, Item


class Shown(NamedTuple):
    """What the learner sees of an item; enough to judge it, and quickly made.

    Attributes:
        id: The item's id.
        type: Its type.
        lang: Its language.
        stem: What is asked.
        keys: The texts of the right options.
        others: The texts of the wrong ones.
        texts: The texts of all, in the order in which they are shown.
        prompts: What is matched, each with the text of its option.
    """

    id: str
    type: str
    lang: str
    stem: str
    keys: tuple[str, ...]
    others: tuple[str, ...]
    texts: tuple[str, ...]
    prompts: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, item: Item) -> Shown:
        """What is seen of a finished item."""
        keys = tuple(o.text for o in item.options if o.key)
        others = tuple(o.text for o in item.options if not o.key)
        texts = {o.id: o.text for o in item.options}
        right = dict(answer.partition("=")[::2] for answer in item.answer) if item.prompts else {}
        prompts = tuple((prompt.text, texts.get(right.get(prompt.id, ""), "")) for prompt in item.prompts)
        return cls(item.id, item.type, item.lang, item.stem, keys, others, tuple(texts.values()), prompts)

    @property
    def is_chosen(self) -> bool:
        """Whether a key is chosen among distractors that differ from item to item."""
        return self.type in CHOSEN and bool(self.keys) and bool(self.others)

    @property
    def is_written_to_be_chosen(self) -> bool:
        """The same, where the options are made for the item: the lines of a procedure are what they are."""
        return self.type in _WRITTEN and bool(self.keys) and bool(self.others)


CHOSEN = frozenset(
    type_ for type_, how in INTERACTIONS.items() if how in ("choose_one", "choose_many") and type_ != "true_false"
)
"""The types in which a key is chosen among distractors."""
_WRITTEN = CHOSEN - {"find_mistake"}
