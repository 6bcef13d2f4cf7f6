"""A question before it is put into words: what it asks and offers, in no language yet."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import compress
from typing import NamedTuple

from drillbook.facts import Fact, digest
from drillbook.model.item import Item, ItemType, Level, Option, Prompt
from drillbook.quiz.lint import Shown
from drillbook.quiz.view import Cell, Phrase, View

LETTERS = "abcdefgh"
DIGITS = "12345678"
_HEADLESS = re.compile(r"^[a-z](?![A-Z])", re.MULTILINE)


class Choice(NamedTuple):
    """An option in no language yet."""

    text: Phrase
    key: bool
    rationale: tuple[Phrase, ...]
    link: str


class Asked(NamedTuple):
    """What is matched, in no language yet."""

    text: Phrase
    rationale: tuple[Phrase, ...]
    fact: Fact


class Draft(NamedTuple):
    """An item in no language yet; its options stand in the order in which they are shown."""

    id: str
    type: ItemType
    level: Level
    stem: Phrase
    choices: tuple[Choice, ...]
    facts: tuple[Fact, ...]
    template: str
    right: tuple[int, ...] = ()
    before: tuple[tuple[int, int], ...] = ()
    prompts: tuple[Asked, ...] = ()
    gap: Cell | None = None

    @property
    def fact(self) -> Fact:
        """The fact the key is."""
        return self.facts[0]

    def answer(self) -> tuple[str, ...]:
        """The option ids of the key, of one right order, or of the option for each prompt."""
        if self.prompts:
            pairs = zip(DIGITS, self.right, strict=False)
            return tuple([f"{digit}={LETTERS[number]}" for digit, number in pairs])
        if self.right:
            return tuple([LETTERS[number] for number in self.right])
        return tuple([letter for letter, choice in zip(LETTERS, self.choices, strict=False) if choice.key])

    def show(self, view: View) -> Shown | None:
        """What the learner would see; None when something of it is not translated."""
        stem = self.stem.said(view)
        said = _said([choice.text for choice in self.choices], view) if stem is not None else None
        # What is written into a gap keeps its place in the sentence.
        texts = said if self.gap else _headed(said)
        asked = _headed(_said([prompt.text for prompt in self.prompts], view)) if self.prompts else ()
        if stem is None or texts is None or asked is None:
            return None
        is_key = [choice.key for choice in self.choices]
        keys = tuple(compress(texts, is_key))
        others = tuple([text for text, right in zip(texts, is_key, strict=True) if not right])
        prompts = tuple([(text, texts[place]) for text, place in zip(asked, self.right, strict=False)]) if asked else ()
        return Shown(self.id, self.type, view.lang, stem, keys, others, texts, prompts)

    def finish(self, view: View, shown: Shown, hash_: str) -> Item | None:
        """The item in one language; None when a rationale is not translated."""
        reasons = _reasons(self.choices, view)
        whys = _reasons(self.prompts, view)
        if reasons is None or whys is None:
            return None
        options = [
            Option.of_row((letter, text, choice.key, reason, choice.link))
            for letter, text, choice, reason in zip(LETTERS, shown.texts, self.choices, reasons, strict=False)
        ]
        prompts = [
            Prompt.of_row((digit, text, why, prompt.fact.place, view.path(prompt.fact.place), prompt.fact.id))
            for digit, (text, _), prompt, why in zip(DIGITS, shown.prompts, self.prompts, whys, strict=False)
        ]
        place = self.fact.place
        return Item.made(
            id=self.id,
            type=self.type,
            level=self.level,
            lang=view.lang,
            stem=shown.stem,
            options=tuple(options),
            prompts=tuple(prompts),
            answer=view.accepted(self.gap) if self.gap else self.answer(),
            before=tuple([(LETTERS[a], LETTERS[b]) for a, b in self.before]),
            facts=tuple([fact.id for fact in self.facts]),
            # To find the line costs more than all the rest; `Bank.items` does it, pages do not show it.
            source="",
            hash=hash_,
            link=place,
            topic=view.path(place),
            template=self.template,
            critical=self.fact.critical,
        )

    def content_hash(self, source: View) -> str:
        """Changes when a statement or an option changes in the source language; the same in every language."""
        parts = [self.type, self.template, *[source.hash_of(fact.id) or "" for fact in self.facts], *self.answer()]
        parts.append(self.stem.named(source))
        told: tuple[Choice | Asked, ...] = (*self.choices, *self.prompts)
        for choice in told:
            parts.append(choice.text.named(source))
            parts += [phrase.named(source) for phrase in choice.rationale]
        return digest(parts)


def _headed(texts: tuple[str, ...] | None) -> tuple[str, ...] | None:
    """Options with a capital: whatever stood before them in the manual does not stand before them here."""
    if texts is None or not _HEADLESS.search("\n".join(texts)):  # one search for all: most need no change
        return texts
    return tuple([f"{text[0].upper()}{text[1:]}" if _HEADLESS.match(text) else text for text in texts])


def _said(phrases: Iterable[Phrase], view: View) -> tuple[str, ...] | None:
    """Phrases in words; None when something in them is not translated."""
    found: list[str] = []
    for phrase in phrases:
        text = phrase.said(view)
        if text is None:
            return None
        found.append(text)
    return tuple(found)


def _reasons(choices: tuple[Choice, ...] | tuple[Asked, ...], view: View) -> list[str] | None:
    """The rationale of each choice; None when one of them is not translated."""
    found: list[str] = []
    for choice in choices:
        reason = choice.rationale[0].said(view) if len(choice.rationale) == 1 else _joined(choice.rationale, view)
        if reason is None:
            return None
        found.append(reason)
    return found


def _joined(phrases: Iterable[Phrase], view: View) -> str | None:
    texts = _said(phrases, view)
    return None if texts is None else view.words["word_gap"].join(filter(None, texts))
