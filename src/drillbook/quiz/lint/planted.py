"""Q17 for procedures with a planted mistake: the planted line is wrong and no other is. Calculated anew from the facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from drillbook.facts import Fact
from drillbook.model.item import Item, Option
from drillbook.quiz.view import LINE_DETAILS, View
from drillbook.quiz.wording import normalise

_CLAIM = "\0"


def wrong_lines(view: View, item: Item, fact: Fact) -> Iterator[str]:
    """Yields every line that is marked otherwise than the manual has it.

    Args:
        view: What the manual states.
        item: The procedure with its lines.
        fact: What the planted line contradicts.
    """
    if fact.before:
        ids = {normalise(view.value(value) or ""): value.identity for value in fact.values}
        yield from _marked_otherwise(item, fact, [ids.get(normalise(option.text), "") for option in item.options])
        return
    lines = _true_lines(view, item)
    steps = [fact.subject if option.key else lines.get(option.text, "") for option in item.options]
    yield from (option.text for option, step in zip(item.options, steps, strict=True) if not step)
    yield from (option.text for option in item.options if option.key and not _contradicts(view, option, fact))
    order = view.facts.get(f"process_order:{fact.entity}")
    early = (n for n in range(len(steps)) if order is None or _stands_too_early(order, steps, n))
    yield from (item.options[n].text for n in early)


def _marked_otherwise(item: Item, order: Fact, steps: list[str]) -> Iterator[str]:
    """The lines that stand too early and are not marked, or are marked and do not."""
    for n, option in enumerate(item.options):
        if not steps[n] or _stands_too_early(order, steps, n) is not option.key:
            yield option.text


def _stands_too_early(order: Fact, steps: list[str], n: int) -> bool:
    return any((later, steps[n]) in order.before for later in steps[n + 1 :])


def _details(view: View, step: str) -> list[tuple[str, str | None]]:
    """What the manual says of a step: the relation, and the value in words."""
    known = ((relation, view.facts.get(f"{relation}:{step}")) for relation in LINE_DETAILS)
    return [(relation, view.value(fact.values[0])) for relation, fact in known if fact]


def _true_lines(view: View, item: Item) -> Mapping[str, str]:
    """Line -> step, for every step the item rests on, as the manual has it."""
    found: dict[str, str] = defaultdict(str)
    for step in {view.facts[id_].subject for id_ in item.facts}:
        found[view.line(step, _details(view, step)) or ""] = step
    return found


def _contradicts(view: View, line: Option, fact: Fact) -> bool:
    """Whether a line says of its step all that is true but for one thing, and of that something the manual excludes."""
    told = [(name, _CLAIM if name == fact.relation else text) for name, text in _details(view, fact.subject)]
    before, _, after = (view.line(fact.subject, told) or _CLAIM).partition(_CLAIM)
    if not (line.text.startswith(before) and line.text.endswith(after)):
        return False
    claimed = normalise(line.text[len(before) : len(line.text) - len(after)])
    return bool(claimed) and all(claimed not in view.names(value) for value in (*fact.values, *fact.excluded))
