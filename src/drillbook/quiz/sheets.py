"""Forms on paper: a question sheet without any key, a key sheet for the trainer, and an answer sheet to mark."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final, Literal

from jinja2 import Environment, PackageLoader, StrictUndefined

from drillbook.model.item import INTERACTIONS, Form, Interaction, Item

Sheet = Literal["questions", "answers", "key"]
SHEETS: Final[tuple[Sheet, ...]] = ("questions", "answers", "key")


def sheet(form: Form, kind: Sheet, words: Mapping[str, str]) -> str:
    """One sheet of a form as a page of HTML that needs nothing from elsewhere.

    Args:
        form: The form.
        kind: ``questions`` and ``answers`` hold no key; ``key`` holds every key with its rationale.
        words: The words of the form's language.
    """
    template = _templates().get_template(f"{kind}.jinja")
    return template.render(form=form, w=words, way=way, key=key_of, pairs=pairs_of, enough=enough)


@lru_cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("drillbook.quiz"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def way(item: Item) -> Interaction:
    """What the learner does with an item."""
    return INTERACTIONS[item.type]


def enough(form: Form) -> str:
    """The points that pass a form, with one for each item: ``16``, ``15.2``."""
    return f"{form.cut_score * len(form.items) / 100:g}"


def key_of(item: Item) -> str:
    """The key as it is marked on paper: ``B``, ``A C``, ``B → A → C``; for ``match`` and ``write`` nothing."""
    if way(item) == "order":
        return " → ".join(id_.upper() for id_ in item.answer)
    return " ".join(sorted(id_.upper() for id_ in item.answer)) if way(item).startswith("choose") else ""


def pairs_of(item: Item) -> dict[str, str]:
    """Prompt -> the letter of its option."""
    found = (pair.partition("=") for pair in item.answer)
    return {prompt: option.upper() for prompt, _, option in found}
