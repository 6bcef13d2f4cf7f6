"""Who is responsible, accountable, consulted, informed: computed from the steps, never written by hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from typing import TypeAlias

from drillbook.graph import Graph
from drillbook.model.fields import Many
from drillbook.model.process import Process, Step

Performed: TypeAlias = list[tuple[str, list[tuple[str, str]]]]
"""Processes with the steps a role performs in them: id and letters."""


def step_raci(process: Process, step: Step) -> Mapping[str, str]:
    """The letters of each role in a step.

    The first actor is responsible (R), the others take part (S). Accountable (A) is who approves last; without an approval
    it is the owner of the process. Every step has exactly one A and at least one R.
    """
    approvers = step.approval.by if step.approval else ()
    accountable = approvers[-1] if approvers else process.owner
    return _letters(step.actor, accountable, (*approvers[:-1], *step.consult), step.inform)


@lru_cache(maxsize=4096)  # in thousands of steps the same few roles work together in the same few ways
def _letters(actors: Many[str], accountable: str, consulted: tuple[str, ...], informed: Many[str]) -> Mapping[str, str]:
    letters: dict[str, str] = {}
    for letter, roles in zip("RSACI", (actors[:1], actors[1:], (accountable,), consulted, informed), strict=True):
        for role in roles:
            own = letters.get(role, "")
            if letter not in own:
                letters[role] = f"{own}/{letter}" if own else letter
    return letters


def performances(graph: Graph) -> dict[str, Performed]:
    """For each role, the processes it acts in, with its steps and letters; being merely accountable as owner is left out."""
    found: dict[str, Performed] = defaultdict(list)
    for process in graph.of(Process):
        own: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for step in process.steps:
            id_, approvers = graph.nodes[f"{process.id}.{step.id}"].id, step.approval.by if step.approval else ()
            for role, letters in step_raci(process, step).items():
                if letters != "A" or role in approvers:
                    own[role].append((id_, letters))
        for role, steps in own.items():
            found[role].append((process.id, steps))
    return found


def process_raci(process: Process) -> list[tuple[str, dict[str, str]]]:
    """For each role, in the order in which the roles appear: letter -> the numbers of its steps, ``1–3, 5``."""
    found: dict[str, dict[str, list[int]]] = {role: {} for step in process.steps for role in step.actor}
    for number, step in enumerate(process.steps, 1):
        for role, letters in step_raci(process, step).items():
            for letter in letters.split("/"):
                found.setdefault(role, {}).setdefault(letter, []).append(number)
    return [(role, {letter: _spans(numbers) for letter, numbers in row.items()}) for role, row in found.items()]


def _spans(numbers: list[int]) -> str:
    spans: list[list[int]] = []
    for number in numbers:
        if spans and spans[-1][-1] == number - 1:
            spans[-1].append(number)
        else:
            spans.append([number])
    return ", ".join(str(span[0]) if len(span) == 1 else f"{span[0]}–{span[-1]}" for span in spans)


def process_letters(process: Process) -> dict[str, str]:
    """The letters of each role over a whole process, strongest first."""
    found: dict[str, set[str]] = {role: set() for step in process.steps for role in step.actor}
    for step in process.steps:
        for role, letters in step_raci(process, step).items():
            found.setdefault(role, set()).update(letters.split("/"))
    return {role: "/".join(letter for letter in "RASCI" if letter in letters) for role, letters in found.items()}
