"""What the manual was made from: source documents, the facts they hold, and those left out on purpose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Final, Literal

from pydantic import Field, PlainValidator

from drillbook.model.base import Entity, Part
from drillbook.model.fields import Many, Plain, Text, _parser, _shown
from drillbook.model.record import Model

MAX_RANGE: Final = 10_000
"""How many ids one range may stand for, so that a slip of the pen does not fill the memory."""
_RANGE = re.compile(r"([^\s,.]*?)([0-9]{1,9})(?:\s*\.\.\s*([^\s,.]*?)([0-9]{1,9}))?")


@dataclass(frozen=True, slots=True)
class IdRange:
    """The ids of facts that stand in a row.

    Attributes:
        prefix: What all of them begin with: ``S2-``.
        first: The number of the first.
        last: The number of the last.
        width: How many digits a number has at least.
    """

    prefix: str
    first: int
    last: int
    width: int

    @classmethod
    def parse(cls, text: str) -> IdRange:
        """Reads ``S2-001..S2-290``, ``S2-001..290`` or a single ``S2-017``.

        Raises:
            ValueError: It is none of these, runs backwards, or is longer than ``MAX_RANGE``.
        """
        match = _RANGE.fullmatch(text.strip())
        if match is None:
            raise ValueError(text)
        prefix, first, other, last = match[1], match[2], match[3], match[4] or match[2]
        if (other and other != prefix) or not 0 <= int(last) - int(first) < MAX_RANGE:
            raise ValueError(text)
        return cls(prefix, int(first), int(last), len(first))

    def ids(self) -> Iterator[str]:
        """Every id in its order."""
        return (f"{self.prefix}{number:0{self.width}}" for number in range(self.first, self.last + 1))

    def __str__(self) -> str:
        first, last = (f"{self.prefix}{number:0{self.width}}" for number in (self.first, self.last))
        return first if first == last else f"{first}..{last}"


IdRangeText = Annotated[
    IdRange, PlainValidator(_parser(IdRange.parse, "bad_range")), _shown({"examples": ["S2-001..S2-290", "S2-017"]}),
]  # fmt: skip


class SourceDocument(Part):
    """A document the manual was made from."""

    title: Text = Field(description="What the document is called.")
    holds: Many[IdRangeText] = Field(
        default=(),
        description="The ids of the facts it holds: `S2-001..S2-290`; several ranges where numbers are missing.",
    )
    note: Text | None = Field(
        default=None, description="A visible remark: what is missing or doubtful in the document."
    )


class Omission(Model):
    """A fact that the manual leaves out on purpose."""

    id: Plain = Field(description="The id of the fact: `S2-017`.")
    reason: Text = Field(description="Why it is left out, shown in the register of sources.")


class SourceList(Entity):
    """A list of source documents with the facts they hold, or of facts left out on purpose."""

    kind: Literal["source-list"]
    documents: tuple[SourceDocument, ...] = Field(default=(), description="The documents, in their order.")
    omitted: tuple[Omission, ...] = Field(default=(), description="Facts that the manual leaves out on purpose.")
