"""Guessers: ways to answer items without knowing the manual, and whether one of them does better than chance.

The list is that of test-wiseness research (Haladyna, Downing and Rodriguez 2002; Poundstone 2014) and of choices-only baselines
(Balepur, Ravichander and Rudinger 2024). A guesser that sees other items never sees those that share a fact with the one it
guesses. Without a bias each guess is a hit with the chance of a blind one, whatever the guesser does, so that the number of its hits
follows a Poisson binomial distribution.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from math import log
from typing import Final, NamedTuple, TypeAlias
from zlib import crc32

from drillbook.model.item import INTERACTIONS, Item
from drillbook.quiz.lint.alike import closeness
from drillbook.quiz.lint.marks import ABSOLUTE, QUALIFIED, is_specific, says
from drillbook.quiz.lint.tail import most_hits, upper_tail
from drillbook.quiz.wording import normalise, units, width

ALPHA: Final = 0.05
"""How often a bank without bias may fail, over all guessers together."""
EFFECT: Final = 5.0
"""The points above chance that no guesser may exceed over a whole bank."""
_PLACES: Final = 5


class Riddle(NamedTuple):
    """One choice to guess.

    Attributes:
        name: Settles ties, always in the same way.
        fact: What it rests on; others that rest on it are not looked at.
        stem: The question.
        options: What can be chosen.
        keys: The places of what is right.
        claim: For a statement to judge: the guess goes by the statement, the options are always the same.
    """

    name: str
    fact: str
    stem: str
    options: tuple[str, ...]
    keys: frozenset[int]
    claim: bool = False

    @property
    def chance(self) -> float:
        """The chance of a blind guess."""
        return len(self.keys) / len(self.options)


Scores: TypeAlias = Sequence[float] | None
Guesser: TypeAlias = Callable[[Riddle], Scores]
"""Gives each option a score, the highest is chosen; None to pass."""


def riddles(items: Iterable[Item]) -> list[Riddle]:
    """What can be guessed in a bank. Of elements to match one is taken: guesses on the others would not be independent."""
    return [riddle for item in items if (riddle := _riddle(item))]


def _riddle(item: Item) -> Riddle | None:
    texts = tuple(option.text for option in item.options)
    match INTERACTIONS[item.type]:
        case "choose_one" | "choose_many":
            keys = frozenset(place for place, option in enumerate(item.options) if option.key)
            return Riddle(item.id, item.facts[0], item.stem, texts, keys, item.type == "true_false")
        case "match":
            prompt = item.prompts[crc32(item.id.encode()) % len(item.prompts)]
            right = {answer.partition("=")[0]: answer.partition("=")[2] for answer in item.answer}[prompt.id]
            keys = frozenset(place for place, option in enumerate(item.options) if option.id == right)
            return Riddle(item.id, item.facts[0], prompt.text, texts, keys)
    return None


# ------------------------------------------------------------------ guessers that look at one item


def _by(measure: Callable[[str], float], claim: int = 0) -> Guesser:
    """Goes by a measure of each option; for a statement ``claim`` says whether having it speaks for true or for false."""

    def guess(riddle: Riddle) -> Scores:
        if riddle.claim:
            said = claim * abs(measure(riddle.stem))
            return [said, -said]
        return [measure(option) for option in riddle.options]

    return guess


def _place(number: int, riddle: Riddle) -> Scores:
    """Always the same place."""
    size = len(riddle.options)
    return [float(place == number) for place in range(size)] if number < size else None


def _stem_overlap(riddle: Riddle) -> Scores:
    """The option that shares most words with the stem."""
    if riddle.claim:
        return None
    stem = units(riddle.stem)
    return [len(stem & units(option)) for option in riddle.options]


def _convergence(riddle: Riddle) -> Scores:
    """The option that has most in common with the others."""
    return closeness(riddle.options)


def _odd_one_out(riddle: Riddle) -> Scores:
    """The option that has least in common with the others."""
    return [-value for value in closeness(riddle.options)]


_ALONE: Final[Mapping[str, Guesser]] = {
    "longest": _by(width),
    "shortest": _by(lambda option: -width(option)),
    **{f"place_{number + 1}": partial(_place, number) for number in range(_PLACES)},
    "stem_overlap": _stem_overlap,
    "convergence": _convergence,
    "odd_one_out": _odd_one_out,
    "most_qualified": _by(lambda option: says(QUALIFIED, option), 1),
    "avoids_absolutes": _by(lambda option: -says(ABSOLUTE, option), -1),
    "most_specific": _by(is_specific, 1),
}


# ------------------------------------------------------------------ guessers that look at other items too


class _Seen:
    """How often each text is the key, and how often a wrong option, in the items that share no fact."""

    def __init__(self, bank: Sequence[Riddle]) -> None:
        self.bank = bank
        self._all: Counter[tuple[str, bool]] = Counter()
        self._of_fact: dict[str, Counter[tuple[str, bool]]] = defaultdict(Counter)
        for riddle in bank:
            seen = [(normalise(option), place in riddle.keys) for place, option in enumerate(riddle.options)]
            self._all.update(seen)
            self._of_fact[riddle.fact].update(seen)

    def elsewhere(self, riddle: Riddle, option: str, *, key: bool) -> int:
        """How often an option is the key, or wrong, in items on other facts."""
        cell = (normalise(option), key)
        return self._all[cell] - self._of_fact[riddle.fact][cell]

    def key_frequency(self, riddle: Riddle) -> Scores:
        """The option that is most often the key elsewhere."""
        return [self.elsewhere(riddle, option, key=True) for option in riddle.options]

    def never_a_distractor(self, riddle: Riddle) -> Scores:
        """The option that is never, or least often, wrong elsewhere."""
        return [-self.elsewhere(riddle, option, key=False) for option in riddle.options]


class _Bayes:
    """Naive Bayes over pairs and triples of characters: what keys look like, and what wrong options look like.

    Multinomial with Laplace smoothing; for each item it is trained on all items that share no fact with it.
    """

    def __init__(self, bank: Sequence[Riddle]) -> None:
        self._all: Counter[tuple[str, bool]] = Counter()
        self._of_fact: dict[str, Counter[tuple[str, bool]]] = defaultdict(Counter)
        self._sums = Counter[bool]()
        self._sums_of: dict[str, Counter[bool]] = defaultdict(Counter)
        for riddle in bank:
            for text, right in _classes(riddle):
                seen = grams(text)
                self._of_fact[riddle.fact].update((gram, right) for gram in seen)
                self._sums_of[riddle.fact][right] += len(seen)
        for fact, counted in self._of_fact.items():
            self._all.update(counted)
            self._sums.update(self._sums_of[fact])
        self._size = len({gram for gram, _ in self._all})

    def guess(self, riddle: Riddle) -> Scores:
        """The option whose characters are most like those of keys."""
        own, sums = self._of_fact[riddle.fact], self._sums_of[riddle.fact]
        size = self._size or 1
        base = log((self._sums[False] - sums[False] + size) / (self._sums[True] - sums[True] + size))

        def evidence(text: str) -> float:
            total = 0.0
            for gram in grams(text):
                right, wrong = (gram, True), (gram, False)
                total += log((self._all[right] - own[right] + 1) / (self._all[wrong] - own[wrong] + 1)) + base
            return total

        if riddle.claim:
            said = evidence(riddle.stem)
            return [said, -said]
        return [evidence(option) for option in riddle.options]


def _classes(riddle: Riddle) -> Iterator[tuple[str, bool]]:
    if riddle.claim:
        yield riddle.stem, 0 in riddle.keys
    else:
        for place, option in enumerate(riddle.options):
            yield option, place in riddle.keys


@lru_cache(1 << 17)
def grams(text: str) -> tuple[str, ...]:
    """The pairs and triples of characters in a text, each once, with its two ends marked."""
    marked = f"^{normalise(text)}$"
    pairs = {marked[i : i + 2] for i in range(len(marked) - 1)}
    return tuple(sorted(pairs | {marked[i : i + 3] for i in range(len(marked) - 2)}))


def _guessers(bank: Sequence[Riddle]) -> dict[str, Guesser]:
    seen = _Seen(bank)
    company = {"key_frequency": seen.key_frequency, "never_a_distractor": seen.never_a_distractor}
    return {**_ALONE, **company, "choices_only": _Bayes(bank).guess}


GUESSERS: Final = (*_ALONE, "key_frequency", "never_a_distractor", "choices_only")
"""The names of all guessers."""


# ------------------------------------------------------------------ the verdict


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a guesser does.

    Attributes:
        guesser: Its name.
        items: How many there are to guess.
        guesses: On how many it had an opinion.
        hits: How many of these guesses were right.
        expected: How many would be right by chance.
        limit: The most hits that are still within chance.
        p: The chance of so many hits without any bias.
        effect: Points above chance over all items, those without an opinion counted as guessed blindly.
        fails: Whether it does better than chance allows.
    """

    guesser: str
    items: int
    guesses: int
    hits: int
    expected: float
    limit: int
    p: float
    effect: float
    fails: bool

    @property
    def matters(self) -> bool:
        """Whether it is so far above chance as no bank may be.

        In a small bank one of so many guessers is often that lucky, so points count only beyond what chance allows; from
        800 items on it never allows so many.
        """
        return self.effect > EFFECT and self.fails

    @property
    def rate(self) -> float:
        """The share of right guesses, in per cent."""
        return 100 * self.hits / self.guesses if self.guesses else 0.0

    @property
    def chance(self) -> float:
        """The share a blind guess gets right, in per cent."""
        return 100 * self.expected / self.guesses if self.guesses else 0.0


def battery(items: Iterable[Item], alpha: float = ALPHA) -> list[Verdict]:
    """Lets every guesser try.

    Args:
        items: A bank or the items of a form, in one language.
        alpha: How often a bank without bias may fail; shared equally by all guessers (Bonferroni).
    """
    bank = riddles(items)
    return [_verdict(name, guesser, bank, alpha / len(GUESSERS)) for name, guesser in _guessers(bank).items()]


def _verdict(name: str, guesser: Guesser, bank: Sequence[Riddle], alpha: float) -> Verdict:
    trials: Counter[float] = Counter()
    hits = 0
    for riddle in bank:
        chosen = _chosen(guesser(riddle), riddle, name)
        if chosen is not None:
            trials[riddle.chance] += 1
            hits += chosen in riddle.keys
    expected = sum(chance * count for chance, count in trials.items())
    p = upper_tail(trials, hits)
    effect = 100 * (hits - expected) / len(bank) if bank else 0.0
    limit = most_hits(trials, alpha)
    return Verdict(name, len(bank), trials.total(), hits, expected, limit, p, effect, p < alpha)


def _chosen(scores: Scores, riddle: Riddle, name: str) -> int | None:
    """The place with the highest score; of equal ones any, but always the same; None if all are equal."""
    if scores is None:
        return None
    best = max(scores)
    places = [place for place, score in enumerate(scores) if score == best]
    if len(places) == len(scores):
        return None
    if len(places) == 1:
        return places[0]
    return max(places, key=lambda place: crc32(f"{name} {riddle.name} {riddle.options[place]}".encode()))
