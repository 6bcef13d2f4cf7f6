"""The gate: everything that is judged of a bank and its forms, and whether they pass."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from drillbook.model.item import Form, Item
from drillbook.quiz.lint import lint, lint_form
from drillbook.quiz.lint.flaw import Flaw
from drillbook.quiz.lint.guess import Verdict, battery
from drillbook.quiz.lint.parity import parity
from drillbook.quiz.lint.proof import Truths

MOST_WARNINGS: Final = 1.0
"""In so many of a hundred items there may be a warning."""
FEW_WARNINGS: Final = 5
"""So many items may have one in any bank: of a hundred items, a single one is a share already."""
_PER_ITEM: Final = 1


@dataclass(frozen=True, slots=True)
class FormReport:
    """What is wrong with one form.

    Attributes:
        form: The form's id.
        flaws: What is wrong with it.
        verdicts: How each guesser does on it.
    """

    form: str
    flaws: tuple[Flaw, ...]
    verdicts: tuple[Verdict, ...]

    @property
    def passes(self) -> bool:
        """Whether it may be given to learners."""
        return not any(f.level == "error" for f in self.flaws) and not any(v.fails for v in self.verdicts)


@dataclass(frozen=True, slots=True)
class Report:
    """What is wrong with a bank in one language.

    Attributes:
        lang: The language.
        items: How many items there are.
        flaws: What is wrong with them.
        verdicts: How each guesser does on the whole bank.
        forms: What is wrong with each form.
    """

    lang: str
    items: int
    flaws: tuple[Flaw, ...]
    verdicts: tuple[Verdict, ...]
    forms: tuple[FormReport, ...]

    def count(self, level: str) -> int:
        """How many items have an error, or a warning."""
        return len({flaw.item for flaw in self.flaws if flaw.level == level})

    @property
    def warning_share(self) -> float:
        """In how many of a hundred items there is a warning."""
        return 100 * self.count("warning") / self.items if self.items else 0.0

    def reasons(self) -> Iterator[str]:
        """Why the bank does not pass: keys of the words for it."""
        warned = Counter(flaw.item for flaw in self.flaws if flaw.level == "warning")
        if self.count("error"):
            yield "errors"
        is_often = self.warning_share > MOST_WARNINGS and len(warned) > FEW_WARNINGS
        if is_often or any(count > _PER_ITEM for count in warned.values()):
            yield "warnings"
        if any(verdict.fails for verdict in self.verdicts):
            yield "guessers"
        if any(verdict.matters for verdict in self.verdicts):
            yield "effect"
        if not all(form.passes for form in self.forms):
            yield "forms"

    @property
    def passes(self) -> bool:
        """Whether learners may be asked from this bank."""
        return not any(self.reasons())

    def as_dict(self) -> dict[str, Any]:
        """The report as data."""
        return {
            "lang": self.lang,
            "items": self.items,
            "errors": self.count("error"),
            "warnings": self.count("warning"),
            "warning_share": round(self.warning_share, 3),
            "passes": self.passes,
            "reasons": list(self.reasons()),
            "guessers": list(map(_verdict, self.verdicts)),
            "flaws": list(map(_flaw, self.flaws)),
            "forms": [
                {"form": f.form, "passes": f.passes, "flaws": list(map(_flaw, f.flaws)),
                 "guessers": [_verdict(v) for v in f.verdicts if v.fails]}
                for f in self.forms
            ],
        }  # fmt: skip


def judge(
    banks: Mapping[str, Sequence[Item]], truths: Mapping[str, Truths], forms: Mapping[str, Iterable[Form]]
) -> Iterator[Report]:
    """Judges a bank in each language, and the forms drawn from it.

    Args:
        banks: The items by language, the source language first.
        truths: What the manual states, by language.
        forms: The forms by language.
    """
    source = next(iter(banks), "")
    for lang, items in banks.items():
        flaws = lint(items, truths.get(lang))
        if lang != source:
            flaws += parity(items, banks[source])
        judged = (FormReport(f.id, tuple(lint_form(f)), tuple(battery(f.items))) for f in forms.get(lang, ()))
        yield Report(lang, len(items), tuple(flaws), tuple(battery(items)), tuple(judged))


def _flaw(flaw: Flaw) -> dict[str, str]:
    return {"item": flaw.item, "check": flaw.check, "level": flaw.level, "detail": flaw.detail}


def _verdict(verdict: Verdict) -> dict[str, Any]:
    return {
        "guesser": verdict.guesser, "items": verdict.items, "guesses": verdict.guesses, "hits": verdict.hits,
        "expected": round(verdict.expected, 1), "limit": verdict.limit, "p": verdict.p, "rate": round(verdict.rate, 2),
        "chance": round(verdict.chance, 2), "effect": round(verdict.effect, 2), "fails": verdict.fails,
    }  # fmt: skip
