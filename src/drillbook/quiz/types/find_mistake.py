"""Find the mistake: consecutive steps of a procedure with one planted error, which is provably one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import cycle, islice
from typing import TypeAlias

from drillbook.facts import Fact
from drillbook.model.organisation import Role
from drillbook.quiz.chance import draw, shuffled
from drillbook.quiz.draft import Choice, Draft
from drillbook.quiz.lint.alike import clangs
from drillbook.quiz.shelf import Offer, Translated
from drillbook.quiz.stems import Sheet
from drillbook.quiz.types.bench import Bench
from drillbook.quiz.view import LINE_DETAILS, After, Cell, Line, Phrase, Sentence, View, Word

LEAST, MOST = 4, 6
# How many steps share an item, by what is planted; critical steps each have one.
_ONE_OF = {"step_actor": 12, "step_deadline": 8, "step_output": 12}
_TRIED, _WINDOWS = 3, 3
_MOVED = (1, 2)
_Details: TypeAlias = tuple[tuple[str, Cell], ...]


def plans(bench: Bench, fact: Fact, sheet: Sheet) -> Iterator[Offer]:
    """The item whose planted error contradicts this fact."""
    if not sheet.mistake:
        return
    item_id = f"{fact.id}~mistake"
    if fact.before:
        yield Offer(item_id, partial(_misplaced, bench, fact, sheet, item_id))
    elif fact.critical or draw(fact.id, "mistake") % _ONE_OF[fact.relation] == 0:
        yield Offer(item_id, partial(_misstated, bench, fact, sheet, item_id))


def _order_of(bench: Bench, fact: Fact) -> Fact | None:
    return bench.source.facts.get(f"process_order:{fact.entity}")


def _window(order: Fact, around: int, item_id: str) -> list[str]:
    """Consecutive steps with a given one among them; none where the list is not in the order of the process."""
    ids = [value.id for value in order.values]
    size = min(len(ids), LEAST + draw(item_id, "size") % (MOST - LEAST + 1))
    start = max(0, min(around - draw(item_id, "place") % size, len(ids) - size))
    window = ids[start : start + size]
    is_in_order = not any((b, a) in order.before for n, a in enumerate(window) for b in window[n + 1 :])
    return window if len(window) >= LEAST and is_in_order else []


def _details(bench: Bench, step: str) -> _Details:
    found = ((relation, f"{relation}:{step}") for relation in LINE_DETAILS)
    return tuple((relation, Cell(id_, 0)) for relation, id_ in found if id_ in bench.source.facts)


def _misstated(bench: Bench, fact: Fact, sheet: Sheet, item_id: str) -> Translated:
    """One line names another role, time or form than the manual does."""
    order = _order_of(bench, fact)
    places = {value.id: place for place, value in enumerate(order.values)} if order else {}
    if order is None or fact.subject not in places:
        return ()
    numbers = cycle(bench.wordings(item_id, len(sheet.sentences("mistake", bench.source.lang))))
    windows = [_window(order, places[fact.subject], f"{item_id}{attempt or ''}") for attempt in range(_WINDOWS)]
    drafts = (draft for window in windows for draft in _planted(bench, fact, sheet, item_id, window, numbers))
    return bench.first_sound(drafts)


def _planted(
    bench: Bench, fact: Fact, sheet: Sheet, item_id: str, window: Sequence[str], numbers: Iterator[int]
) -> Iterator[Draft]:
    if not window or any(f"step_actor:{step}" not in bench.source.facts for step in window):
        return
    if any(_is_heard(view, fact, window) for view in bench.views):
        return
    details = {step: _details(bench, step) for step in window}
    candidates = bench.pools.candidates(fact, Cell(fact.id, 0), sheet, "ask", inside=False)
    for cell in islice((c.value for c in candidates if _is_hidden(bench, fact, c.value, window)), _TRIED):
        lines = [_stated(fact, step, own, cell) for step, own in details.items()]
        yield _draft(bench, fact, sheet, item_id, next(numbers), lines, details)


def _is_heard(view: View, fact: Fact, window: Sequence[str]) -> bool:
    """Whether the question names the very step the error is planted in, whatever the error."""
    asked, own = Sentence("mistake", 0, fact.id, Cell(fact.id, 0)).said(view), view.title(fact.subject)
    others = [view.title(step) or "" for step in window if step != fact.subject]
    return asked is not None and own is not None and clangs(asked, [own], others, view.lang)


def _is_hidden(bench: Bench, fact: Fact, wrong: Cell, window: Sequence[str]) -> bool:
    """Whether a wrong role is not the one that stands out: an outsider, or the only one that comes but once."""
    if fact.relation != "step_actor":
        return True
    entity = bench.source.graph.nodes[bench.source.facts[wrong.fact].values[wrong.nth].id].entity
    if isinstance(entity, Role) and entity.external:
        return False
    shown = Counter(bench.source.facts[f"step_actor:{step}"].values[0].id for step in window if step != fact.subject)
    return shown[entity.id] > 0 or 1 in shown.values()


def _stated(fact: Fact, step: str, details: _Details, wrong: Cell) -> Choice:
    """A line as the manual has it; with another detail where the error is planted."""
    if step != fact.subject:
        actor = Cell(f"step_actor:{step}", 0)
        return Choice(Line(step, details), False, (Word("quiz_line_right"), _said(actor)), step)
    planted = tuple((relation, wrong if relation == fact.relation else cell) for relation, cell in details)
    return Choice(Line(step, planted), True, (Word("quiz_line_wrong"), _said(Cell(fact.id, 0))), step)


def _said(cell: Cell) -> Sentence:
    return Sentence("say", 0, cell.fact, cell)


def _misplaced(bench: Bench, fact: Fact, sheet: Sheet, item_id: str) -> Translated:
    """One step stands before others that must precede it."""
    numbers = bench.wordings(item_id, len(sheet.sentences("mistake", bench.source.lang)))
    places = shuffled(((value.id, place) for place, value in enumerate(fact.values)), item_id)
    for place in places:
        lines = _moved_up(fact, fact.values[place].id, _window(fact, place, item_id), item_id)
        if lines:
            return bench.first_sound(_draft(bench, fact, sheet, item_id, number, lines, {}) for number in numbers)
    return ()


def _moved_up(fact: Fact, step: str, window: Sequence[str], item_id: str) -> list[Choice]:
    """The steps with one of them too early; none where the manual allows it to be there."""
    cells = {value.id: Cell(fact.id, place) for place, value in enumerate(fact.values)}
    place = window.index(step) if step in window else 0
    by = min(place, _MOVED[draw(item_id, "by") % len(_MOVED)])
    passed = list(window[place - by : place])
    if not by or not all((other, step) in fact.before for other in passed):
        return []
    why: tuple[Phrase, ...] = (Word("quiz_line_wrong"), After(tuple(cells[other] for other in passed)))
    order = [*window[: place - by], step, *passed, *window[place + 1 :]]
    in_place: tuple[Phrase, ...] = (Word("quiz_line_in_place"),)
    return [Choice(cells[s], s == step, why if s == step else in_place, s) for s in order]


def _draft(
    bench: Bench,
    fact: Fact,
    sheet: Sheet,
    item_id: str,
    number: int,
    lines: list[Choice],
    details: Mapping[str, _Details],
) -> Draft:
    rest = (cell.fact for own in details.values() for _, cell in own if cell.fact != fact.id)
    return Draft(
        id=item_id,
        type="find_mistake",
        level=sheet.level("mistake"),
        stem=Sentence("mistake", number, fact.id, Cell(fact.id, 0)),
        choices=tuple(lines),
        facts=(fact, *(bench.source.facts[id_] for id_ in rest)),
        template=f"{fact.relation}.mistake",
    )
