"""The typed statements the manual makes: who does what, in which order, by when, to which form.

Everything about a generated question follows from facts. Their ids are made of ids only and are the same in every language;
their hashes are those of the source language, so that a better translation changes nothing and a changed statement everything.
"""

from drillbook.facts.fact import COMPARED, Amount, Fact, Value, digest, without_notes
from drillbook.facts.process import partial_order
from drillbook.facts.store import Facts, entity_of, facts

__all__ = [
    "COMPARED",
    "Amount",
    "Fact",
    "Facts",
    "Value",
    "digest",
    "entity_of",
    "facts",
    "partial_order",
    "without_notes",
]
