"""The nouns of a sales manual as frozen models: no files, no clock, no randomness.

``KINDS`` maps the word after ``kind:`` to its model. ``SMALL_KINDS`` may stand together in one file under ``entries``.
"""

from __future__ import annotations

from typing import Final

from drillbook.model.base import Entity
from drillbook.model.organisation import Industry, ManualPart, Rhythm, Role
from drillbook.model.process import Process
from drillbook.model.quiz import Blueprint, WrittenItem
from drillbook.model.reference import ConceptModel, Form, Kpi, Policy, Term
from drillbook.model.sources import SourceList
from drillbook.model.talk import Objection, TalkTrack
from drillbook.model.training import OnboardingPath, Rubric, Scenario

KINDS: Final[dict[str, type[Entity]]] = {
    "role": Role,
    "process": Process,
    "talk-track": TalkTrack,
    "objection": Objection,
    "policy": Policy,
    "model": ConceptModel,
    "form": Form,
    "kpi": Kpi,
    "rhythm": Rhythm,
    "term": Term,
    "scenario": Scenario,
    "rubric": Rubric,
    "path": OnboardingPath,
    "part": ManualPart,
    "industry": Industry,
    "blueprint": Blueprint,
    "source-list": SourceList,
    "item": WrittenItem,
}

SMALL_KINDS: Final = frozenset({"term", "kpi", "form", "objection", "rhythm", "rubric", "industry", "item"})

__all__ = ["KINDS", "SMALL_KINDS", "Entity"]
