"""A question before it is put into words: what it asks and offers, in no language yet."""

from __future__ import annotations

from typing import NamedTuple

from drillbook.facts import Fact, digest
from drillbook.model.item import Item, ItemType, Level, Option
from drillbook.quiz.lint import Shown
from drillbook.quiz.view import SUBJECT, Cell, Phrase, Sentence, View, Word

LETTERS = "abcdefgh"


class Choice(NamedTuple):
    """An option in no language yet."""

    text: Phrase
    key: bool
    rationale: tuple[Phrase, ...]
    link: str


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

    @property
    def fact(self) -> Fact:
        """The fact the key is."""
        return self.facts[0]

    def answer(self) -> tuple[str, ...]:
        """The option ids of the key, or of one right order."""
        order = self.right or tuple(number for number, choice in enumerate(self.choices) if choice.key)
        return tuple(LETTERS[number] for number in order)

    def show(self, view: View) -> Shown | None:
        """What the learner would see; None when something of it is not translated."""
        stem = view.say(self.stem)
        texts = tuple(text for choice in self.choices if (text := view.say(choice.text)) is not None)
        if stem is None or len(texts) < len(self.choices):
            return None
        keys = tuple(text for text, choice in zip(texts, self.choices, strict=True) if choice.key)
        others = tuple(text for text, choice in zip(texts, self.choices, strict=True) if not choice.key)
        return Shown(self.id, self.type, view.lang, stem, keys, others, texts)

    def finish(self, view: View, shown: Shown, hash_: str) -> Item | None:
        """The item in one language; None when a rationale is not translated."""
        reasons = [
            _joined([view.say(phrase) for phrase in choice.rationale], view.words["word_gap"])
            for choice in self.choices
        ]
        if None in reasons:
            return None
        # Everything here is made by us: validating it again would double the time a bank takes.
        return Item.model_construct(
            id=self.id,
            type=self.type,
            level=self.level,
            lang=view.lang,
            stem=shown.stem,
            options=tuple(
                Option.model_construct(id=letter, text=text, key=choice.key, rationale=reason or "", link=choice.link)
                for letter, text, choice, reason in zip(LETTERS, shown.texts, self.choices, reasons, strict=False)
            ),
            answer=self.answer(),
            before=tuple((LETTERS[a], LETTERS[b]) for a, b in self.before),
            facts=tuple(fact.id for fact in self.facts),
            # To find the line costs more than all the rest; `Bank.items` does it, pages do not show it.
            source="",
            hash=hash_,
            link=self.fact.place,
            topic=view.path(self.fact.place),
            template=self.template,
            critical=self.fact.critical,
        )

    def content_hash(self, source: View) -> str:
        """Changes when a statement or an option changes in the source language; the same in every language."""
        parts = [
            self.type,
            self.template,
            *(fact.hash for fact in self.facts),
            *self.answer(),
            _identity(self.stem, source),
        ]
        return digest([*parts, *(_identity(phrase, source) for c in self.choices for phrase in (c.text, *c.rationale))])


def _joined(texts: list[str | None], gap: str) -> str | None:
    return None if None in texts else gap.join(text for text in texts if text)


def _identity(phrase: Phrase, source: View) -> str:
    """What a phrase names, whatever its wording."""
    match phrase:
        case Cell():
            fact = source.facts[phrase.fact]
            return fact.subject if phrase.nth == SUBJECT else fact.values[phrase.nth].identity
        case Sentence():
            return f"{phrase.kind} {phrase.fact} {_identity(phrase.cell, source)}"
        case Word():
            return phrase.key
        case _:
            return " ".join(_identity(cell, source) for cell in phrase.cells)
