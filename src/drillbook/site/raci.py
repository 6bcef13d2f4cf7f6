"""Who is responsible, accountable, consulted, informed: computed from the steps, never written by hand."""

from __future__ import annotations

from collections import defaultdict

from drillbook.graph import Graph
from drillbook.model.process import Process, Step


def step_raci(process: Process, step: Step) -> dict[str, str]:
    """The letters of each role in a step.

    The first actor is responsible (R), the others take part (S). Accountable (A) is who approves last; without an approval
    it is the owner of the process. Every step has exactly one A and at least one R.
    """
    letters: dict[str, list[str]] = {}
    approvers = step.approval.by if step.approval else ()
    accountable = approvers[-1] if approvers else process.owner
    pairs = [(role, "R" if i == 0 else "S") for i, role in enumerate(step.actor)]
    pairs += [(accountable, "A")]
    pairs += [(role, "C") for role in (*approvers[:-1], *step.consult)]
    pairs += [(role, "I") for role in step.inform]
    for role, letter in pairs:
        if letter not in letters.setdefault(role, []):
            letters[role].append(letter)
    return {role: "/".join(found) for role, found in letters.items()}


def performances(graph: Graph) -> dict[str, list[tuple[str, list[tuple[str, str]]]]]:
    """For each role, the processes it acts in, with its steps and letters; being merely accountable as owner is left out."""
    found: dict[str, dict[str, list[tuple[str, str]]]] = defaultdict(lambda: defaultdict(list))
    for process in graph.of(Process):
        for step in process.steps:
            approvers = step.approval.by if step.approval else ()
            for role, letters in step_raci(process, step).items():
                if letters != "A" or role in approvers:
                    found[role][process.id].append((f"{process.id}.{step.id}", letters))
    return {role: list(processes_of.items()) for role, processes_of in found.items()}


def process_raci(process: Process) -> tuple[list[str], list[dict[str, str]]]:
    """The roles of a process in the order in which they appear, and the letters of each step."""
    rows = [step_raci(process, step) for step in process.steps]
    actors = dict.fromkeys(role for step in process.steps for role in step.actor)
    return list(actors | dict.fromkeys(role for row in rows for role in row)), rows


def process_letters(process: Process) -> dict[str, str]:
    """The letters of each role over a whole process, strongest first."""
    found: dict[str, set[str]] = {}
    for row in process_raci(process)[1]:
        for role, letters in row.items():
            found.setdefault(role, set()).update(letters.split("/"))
    return {role: "/".join(letter for letter in "RASCI" if letter in letters) for role, letters in found.items()}
