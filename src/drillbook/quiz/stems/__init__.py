"""The curated wording of questions: one sheet for each relation, in YAML beside this module."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from drillbook.model.item import ItemType, Level
from drillbook.storage.kept import yaml_data
from drillbook.words import FALLBACK

Kind = Literal["say", "claim", "ask", "name", "order", "judge", "many", "match", "sort", "gap", "mistake", "deny"]
_Wordings = Mapping[str, tuple[str, ...]]
# What an item asks of the learner, where the sheet does not say.
_LEVELS: Mapping[Kind, Level] = {"sort": "apply", "order": "apply", "mistake": "judge"}


class Sheet(BaseModel):
    """How one relation is put into words, in every language."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    say: Mapping[str, str] = Field(description="The statement itself.")
    claim: Mapping[str, str] = Field(default_factory=dict, description="What is judged, where it is not the statement.")
    deny: Mapping[str, str] = Field(default_factory=dict, description="The contrary of the claim, to be judged too.")
    ask: _Wordings = Field(default_factory=dict, description="Asks for the value.")
    name: _Wordings = Field(default_factory=dict, description="Asks for the subject.")
    order: _Wordings = Field(default_factory=dict, description="Asks for the order of the values.")
    many: _Wordings = Field(default_factory=dict, description="Asks for all values that are right.")
    match: _Wordings = Field(default_factory=dict, description="Asks to match one with the other.")
    sort: _Wordings = Field(default_factory=dict, description="Asks to put several under few headings.")
    gap: _Wordings = Field(default_factory=dict, description="States the fact with `{gap}` for the value.")
    mistake: _Wordings = Field(default_factory=dict, description="Asks for the wrong line of a procedure.")
    ask_type: ItemType = Field(default="single_choice", description="The item type of `ask`.")
    foils: Mapping[str, tuple[str, ...]] = Field(
        default_factory=dict,
        description="For `ask`: relations of the same entity whose values are wrong, with the word that names the mistake,"
        " and another where what stands before is a mistake of its own.",
    )
    spoken: tuple[str, ...] = Field(
        default=(), description="Those of the `foils` that are said, where all else is done."
    )
    against: str = Field(
        default="", description="For `many`: the relation of the same entity that states the contrary."
    )
    prompt: Literal["subject", "given", "value"] = Field(
        default="subject", description="For `match` and `sort`: what is put to its place; else the value is."
    )
    each: Literal["near", "entity", "subject"] = Field(
        default="entity", description="For `match` and `sort`: where the others come from."
    )
    judge: Literal["swap", "right", "wrong"] | None = Field(default=None, description="Whether and how it is judged.")
    one_of: int = Field(default=1, description="Of so many facts that are not critical one is asked about.")
    levels: Mapping[Kind, Level] = Field(default_factory=dict, description="What an item asks of the learner.")
    pool: tuple[str, ...] = Field(default=(), description="Relations whose values may be wrong options; else its own.")
    inside: tuple[Kind, ...] = Field(default=(), description="Where wrong options come from the same entity only.")
    reverse: bool = Field(default=False, description="Wrong options are what holds the other way round.")
    unless: Mapping[str, str] = Field(
        default_factory=dict, description="A subject, or a circumstance, that matches gives the key away."
    )
    echo: bool = Field(default=True, description="Whether it is asked where the value repeats a word of the subject.")

    @cached_property
    def ways(self) -> tuple[Kind, ...]:
        """What a fact is asked in one of; the other types take only some facts as it is."""
        ways: tuple[Kind, ...] = ("ask", "name", "judge", "gap")
        return tuple(way for way in ways if getattr(self, way))

    def matches(self, told: str, lang: str) -> bool:
        """Whether a subject, or a circumstance, gives the key away in a language."""
        pattern = self.unless.get(lang, "")
        return bool(pattern and re.search(pattern, told, re.IGNORECASE))

    def level(self, kind: Kind) -> Level:
        """What an item of this kind asks of the learner."""
        return self.levels.get(kind) or _LEVELS.get(kind, "recall")

    def sentences(self, kind: Kind, lang: str) -> tuple[str, ...]:
        """The wordings of one kind in a language; English where it has none."""
        table: Mapping[str, str | tuple[str, ...]] = getattr(self, kind) if kind != "claim" else self.claim or self.say
        found = table.get(lang) or table[FALLBACK]
        return (found,) if isinstance(found, str) else found


@lru_cache
def sheets() -> Mapping[str, Sheet]:
    """The sheet of each relation that is asked about."""
    table: dict[str, Sheet] = {}
    for raw in yaml_data(sorted(Path(__file__).parent.glob("*.yml"))):
        table |= {relation: Sheet.model_validate(sheet) for relation, sheet in raw.items()}
    return table


_SLOT = re.compile(r"(“?)\{(\w+)(:mid)?\}(?=(”?))")
# A text that ends with a question mark needs no full stop after it, and no second question mark.
_DOUBLED = re.compile(r"(?<=[？！?!…。])[。.]|(?<=[？?]”)[。.？?]|(?<=[！!]”)[。.]|(?<=[….]”)[。.]$")
# What would be misread behind a colon: a sentence with a colon of its own, or a question.
_OF_ITS_OWN = re.compile(r"：|:(?!\d)|[？！?!]$")
_ENDS = frozenset("？！?!…。”")
_QUOTED = re.compile("“[^”]*”")
# These keep their capital wherever they stand.
_NAMES = re.compile(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|June|July|August|(?:Septem|Octo|Novem|Decem)ber|Chin|Englis|Excel)"
)


class Template:
    """A sentence with slots, taken apart once.

    Attributes:
        slots: The names of what must be filled in.
    """

    def __init__(self, sentence: str, lang: str) -> None:
        self._lang = lang
        self._pieces: list[tuple[str, str, str]] = []
        end = 0
        for match in _SLOT.finditer(sentence):
            before = sentence[end : match.start()] + match[1]
            how = "quoted" if match[1] and match[4] else match[3] or ""
            told = not how.startswith("quoted") and before.rstrip().endswith(("：", ":"))
            self._pieces.append((before, match[2], f"told{how}" if told else how))
            end = match.end()
        self._tail = sentence[end:]
        self.slots = tuple(dict.fromkeys(slot for _, slot, _ in self._pieces))

    def fill(self, texts: Mapping[str, str]) -> str:
        """The sentence with its slots filled."""
        pieces: list[str] = []
        may_double = False
        for before, slot, how in self._pieces:
            text = texts[slot]
            may_double = may_double or text[-1:] in _ENDS
            pieces += (before, self._fit(text, how) if how else text)
        said = "".join((*pieces, self._tail))
        return _DOUBLED.sub("", said) if may_double else said

    def _fit(self, text: str, how: str) -> str:
        if how == "quoted":
            return inside(text)
        if how.startswith("told") and _OF_ITS_OWN.search(_QUOTED.sub("", text)):
            return f"“{inside(text)}”"
        # English titles begin with a capital, which is out of place in the middle of a sentence; names like ABC keep theirs.
        if (
            how.endswith(":mid")
            and self._lang.startswith("en")
            and (text[1:2].islower() or text.startswith("A "))
            and not _NAMES.match(text)
        ):
            return text[0].lower() + text[1:]
        return text


def inside(text: str) -> str:
    """A text as it stands inside quotation marks."""
    return text.replace("“", "‘").replace("”", "’") if "“" in text or "”" in text else text


@lru_cache(1 << 10)
def templates(relation: str, kind: Kind, lang: str) -> tuple[Template, ...]:
    """The wordings of one kind for one relation."""
    return tuple(Template(sentence, lang) for sentence in sheets()[relation].sentences(kind, lang))
