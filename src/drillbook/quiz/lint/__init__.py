"""Flaws that let somebody guess an item, or that make it unfair: one function for each check of the list in docs.

``flaws_of`` judges one item, ``lint`` a bank, ``lint_form`` a form. A new check is a new function in one of the tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from drillbook.model.item import Form, Item
from drillbook.quiz.lint.checks import OPTION_CHECKS, STEM_CHECKS, flaws_in, has_flaw, has_flawed_options
from drillbook.quiz.lint.flaw import Flaw
from drillbook.quiz.lint.form import FORM_CHECKS, bank_balance
from drillbook.quiz.lint.grammar import numbers
from drillbook.quiz.lint.proof import Truths
from drillbook.quiz.lint.shown import Shown

__all__ = [
    "OPTION_CHECKS", "STEM_CHECKS", "Flaw", "Shown", "Truths", "flaws_in", "flaws_of", "flaws_shown", "has_flaw", "has_flawed_options", "lint",
    "lint_form", "numbers",
]  # fmt: skip


def flaws_shown(shown: Shown) -> Iterator[Flaw]:
    """Everything that is wrong with what the learner sees of an item."""
    yield from flaws_in(OPTION_CHECKS, shown)
    yield from flaws_in(STEM_CHECKS, shown)


def flaws_of(item: Item) -> list[Flaw]:
    """Everything that is wrong with one item, judged by its texts alone."""
    return list(flaws_shown(Shown.of(item)))


def lint(items: Iterable[Item], truths: Truths | None = None) -> list[Flaw]:
    """Everything that is wrong with the items of a bank, and with their balance.

    Args:
        items: The bank in one language.
        truths: What the manual states, to prove that no wrong option is right (Q17); without it that is not checked.
    """
    bank = list(items)
    found = [flaw for item in bank for flaw in flaws_of(item)]
    if truths:
        found += [flaw for item in bank for flaw in truths.check(item)]
    return found + list(bank_balance(bank))


def lint_form(form: Form) -> list[Flaw]:
    """Everything that is wrong with the items of a form and with their company."""
    found = [flaw for item in form.items for flaw in flaws_of(item)]
    return found + [flaw for check in FORM_CHECKS for flaw in check(form)]
