"""One flaw of an item, a form or a bank."""

from __future__ import annotations

from dataclasses import dataclass

from drillbook.rules import Level


@dataclass(frozen=True, slots=True)
class Flaw:
    """One flaw.

    Attributes:
        item: The item's id, or the form's.
        check: The check's code: ``Q01``.
        level: An ``error`` keeps the item out of the bank.
        detail: The words or numbers it was found by.
    """

    item: str
    check: str
    level: Level
    detail: str = ""
