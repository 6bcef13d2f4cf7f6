"""Where a process can go after each step, and what comes later in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from drillbook.model.base import Part
from drillbook.model.fields import END
from drillbook.model.process import Process, Step


class Way(NamedTuple):
    """A way to go on.

    Attributes:
        goto: Where it leads, as the author wrote it.
        when: Under which condition; empty for the ordinary way and after a refusal.
        kind: ``next`` the ordinary way, ``branch`` under a condition, ``refused`` after a no.
    """

    goto: str
    when: str = ""
    kind: Literal["next", "branch", "refused"] = "next"


def below(parts: Sequence[Part]) -> dict[str, str]:
    """Which step or turn stands below each in a list, by their ids; below the last one is the end."""
    ids = [part.id for part in parts]
    return dict(zip(ids, (*ids[1:], END), strict=True))


def successors(process: Process) -> dict[str, list[Way]]:
    """Where a process can go after each step, by its id; to the one below where the step names none."""
    follows = below(process.steps)
    return {step.id: _ways_on(step, follows[step.id]) for step in process.steps}


def _ways_on(step: Step, follows: str) -> list[Way]:
    ways = [Way(goto) for goto in (step.next or (follows,))]
    ways += [Way(branch.goto, branch.when, "branch") for branch in step.branches]
    if step.approval and step.approval.if_refused:
        ways.append(Way(step.approval.if_refused, kind="refused"))
    return ways


def reachable(start: str, edges: Mapping[str, Iterable[str]]) -> set[str]:
    """Everything that can be reached from a node, the node itself included."""
    seen, todo = {start}, [start]
    while todo:
        for target in edges.get(todo.pop(), ()):
            if target not in seen:
                seen.add(target)
                todo.append(target)
    return seen


def ordinary_course(process: Process) -> set[str]:
    """The steps that are reached when no condition is met and nothing is refused."""
    ways = successors(process)
    edges = {id_: [way.goto for way in on if way.kind == "next" and way.goto in ways] for id_, on in ways.items()}
    return reachable(process.steps[0].id, edges)


def later_steps(process: Process) -> list[int]:
    """For each step the steps that come later; as all sets of steps here a number, in which step n is the bit n.

    A step comes before another when the other can be reached from it and never leads back. Steps of a cycle, which all can
    be reached from each other, come in the order in which they are done for the first time: a way back is a repetition and
    allows no other order.
    """
    place = {step.id: n for n, step in enumerate(process.steps)}
    ways = successors(process)
    edges = [[place[way.goto] for way in ways[step.id] if way.goto in place] for step in process.steps]
    reach = _reached(edges)
    if not any(ahead >> step & 1 for step, ahead in enumerate(reach)):
        return reach
    onward = _reached(_without_ways_back(edges))
    later: list[int] = []
    for step, ahead in enumerate(reach):
        in_cycle = sum(1 << n for n, back in enumerate(reach) if ahead >> n & back >> step & 1)
        later.append(ahead & ~in_cycle | onward[step] & in_cycle)
    return later


def _reached(edges: Sequence[Sequence[int]]) -> list[int]:
    """What can be reached from each step; the step itself only by a way back to it."""
    found = [0] * len(edges)
    has_ways_back = any(target <= step for step, targets in enumerate(edges) for target in targets)
    grows = True
    while grows:
        before = found.copy() if has_ways_back else ()
        # Most ways lead to what stands below: the last step knows first.
        for step in reversed(range(len(edges))):
            for target in edges[step]:
                found[step] |= found[target] | 1 << target
        grows = has_ways_back and found != before
    return found


def _without_ways_back(edges: Sequence[Sequence[int]]) -> list[list[int]]:
    """The ways that lead to no step already on the course to where they start.

    Searches in depth and follows the ordinary way first, so that of two steps that lead to each other the one on the main
    course comes first, though a branch may skip it.
    """
    left: dict[int, int] = {}
    met: set[int] = set()
    course = list(reversed(range(len(edges))))
    while course:
        step = course[-1]
        met.add(step)
        following = next((target for target in edges[step] if target not in met), None)
        if following is None:
            left.setdefault(course.pop(), len(left))
        else:
            course.append(following)
    return [[target for target in targets if left[target] < left[step]] for step, targets in enumerate(edges)]
