"""A question before it is put into words: what it asks and offers, in no language yet."""

from __future__ import annotations

from typing import NamedTuple

from drillbook.facts import Fact, digest
from drillbook.model.item import Item, ItemType, Level, Option, Prompt
from drillbook.quiz.lint import Shown
from drillbook.quiz.view import GIVEN, SUBJECT, Cell, Line, Phrase, Sentence, Spoken, View, Word

LETTERS = "abcdefgh"
DIGITS = "12345678"


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
    prompts: tuple[Choice, ...] = ()
    gap: Cell | None = None

    @property
    def fact(self) -> Fact:
        """The fact the key is."""
        return self.facts[0]

    def answer(self) -> tuple[str, ...]:
        """The option ids of the key, of one right order, or of the option for each prompt."""
        if self.prompts:
            pairs = zip(DIGITS, self.right, strict=False)
            return tuple(f"{digit}={LETTERS[number]}" for digit, number in pairs)
        order = self.right or tuple(number for number, choice in enumerate(self.choices) if choice.key)
        return tuple(LETTERS[number] for number in order)

    def show(self, view: View) -> Shown | None:
        """What the learner would see; None when something of it is not translated."""
        stem = view.say(self.stem)
        texts = [_headed(view.say(choice.text)) for choice in self.choices]
        asked = [_headed(view.say(prompt.text)) for prompt in self.prompts]
        if stem is None or None in texts or None in asked:
            return None
        keys = tuple(text or "" for text, choice in zip(texts, self.choices, strict=True) if choice.key)
        others = tuple(text or "" for text, choice in zip(texts, self.choices, strict=True) if not choice.key)
        prompts = tuple((text or "", texts[place] or "") for text, place in zip(asked, self.right, strict=False))
        shown = Shown(self.id, self.type, view.lang, stem, keys, others, tuple(text or "" for text in texts))
        return shown._replace(prompts=prompts) if prompts else shown

    def finish(self, view: View, shown: Shown, hash_: str) -> Item | None:
        """The item in one language; None when a rationale is not translated."""
        reasons = _reasons(self.choices, view)
        whys = _reasons(self.prompts, view)
        if None in reasons or None in whys:
            return None
        options = tuple(
            Option.made(id=letter, text=text, key=choice.key, rationale=reason, link=choice.link)
            for letter, text, choice, reason in zip(LETTERS, shown.texts, self.choices, reasons, strict=False)
        )
        prompts = tuple(
            Prompt.made(id=digit, text=_headed(view.say(prompt.text)), rationale=why, link=prompt.link)
            for digit, prompt, why in zip(DIGITS, self.prompts, whys, strict=False)
        )
        return Item.made(
            id=self.id,
            type=self.type,
            level=self.level,
            lang=view.lang,
            stem=shown.stem,
            options=options,
            prompts=prompts,
            answer=view.accepted(self.gap) if self.gap else self.answer(),
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
        said = (phrase for c in (*self.choices, *self.prompts) for phrase in (c.text, *c.rationale))
        return digest([*parts, *(_identity(phrase, source) for phrase in said)])


def _headed(text: str | None) -> str | None:
    """An option with a capital: whatever stood before it in the manual does not stand before it here."""
    if text and text[0].islower() and text[0].isascii() and not text[1:2].isupper():
        return text[0].upper() + text[1:]
    return text


def _reasons(choices: tuple[Choice, ...], view: View) -> list[str | None]:
    return [_joined([view.say(phrase) for phrase in c.rationale], view.words["word_gap"]) for c in choices]


def _joined(texts: list[str | None], gap: str) -> str | None:
    return None if None in texts else gap.join(text for text in texts if text)


def _identity(phrase: Phrase, source: View) -> str:
    """What a phrase names, whatever its wording."""
    match phrase:
        case Cell():
            fact = source.facts[phrase.fact]
            if phrase.nth == GIVEN:
                return source.given(fact).identity
            return fact.subject if phrase.nth == SUBJECT else fact.values[phrase.nth].identity
        case Line():
            return " ".join([phrase.step, *(_identity(cell, source) for _, cell in phrase.cells)])
        case Sentence():
            return f"{phrase.kind} {phrase.fact} {_identity(phrase.cell, source)}"
        case Spoken():
            return _identity(phrase.cell, source)
        case Word():
            return phrase.key
        case _:
            return " ".join(_identity(cell, source) for cell in phrase.cells)
