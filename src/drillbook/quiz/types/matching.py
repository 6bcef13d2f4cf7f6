"""Matching: several facts of one relation, each with the value that is its own and provably none of the others'."""

from __future__ import annotations

from collections.abc import Iterator

from drillbook.facts import Fact
from drillbook.quiz.chance import draw, shuffled
from drillbook.quiz.draft import Asked, Choice, Draft
from drillbook.quiz.shelf import Offer, Translated
from drillbook.quiz.stems import Sheet
from drillbook.quiz.types.bench import Bench
from drillbook.quiz.types.groups import Pair, company, gives_itself_away, led, pairs, said, tells_apart
from drillbook.quiz.view import Cell, Sentence

LEAST, MOST = 4, 5
# Signals after one turn are few, and still worth telling apart.
_LEAST_OF_A_SUBJECT = 3


def plans(bench: Bench, fact: Fact, sheet: Sheet) -> Iterator[Offer]:
    """The matching item that a fact leads, if it leads one."""
    yield from led(bench, fact, sheet, "match", _item)


def _item(bench: Bench, fact: Fact, sheet: Sheet, item_id: str) -> Translated:
    least = _LEAST_OF_A_SUBJECT if sheet.each == "subject" else LEAST
    size = LEAST + draw(item_id, "size") % (MOST - LEAST + 1)
    if len({value.identity for each in company(bench, fact, sheet) for value in each.values}) < least:
        return ()
    chosen = _chosen(bench, fact, sheet, size + 1)
    if len(chosen) < least or chosen[0].fact.id != fact.id:
        return ()
    # One option more than needed, where there is one: the last pair must not follow from the others.
    extra = chosen[size:] or (chosen[least:][-1:] if len(chosen) > least else [])
    asked = [pair for pair in chosen if pair not in extra]
    if gives_itself_away(bench, asked, [pair.option for pair in chosen]):
        return ()
    return bench.first_sound(
        _draft(fact, sheet, item_id, asked, extra, number) for number in _numbers(bench, sheet, item_id)
    )


def _numbers(bench: Bench, sheet: Sheet, item_id: str) -> list[int]:
    return bench.wordings(item_id, len(sheet.sentences("match", bench.source.lang)))


def _chosen(bench: Bench, fact: Fact, sheet: Sheet, size: int) -> list[Pair]:
    chosen: list[Pair] = []
    prompts: set[str] = set()
    options: set[str] = set()
    for pair in pairs(bench, fact, sheet, mixed=False):
        prompt, option = bench.truth.names(pair.prompt), bench.truth.names(pair.option)
        # Most that cannot stand side by side are of the same name.
        is_new = prompts.isdisjoint(prompt) and options.isdisjoint(option)
        if is_new and all(tells_apart(bench, pair, other) for other in chosen):
            chosen.append(pair)
            prompts |= prompt
            options |= option
        if not chosen or len(chosen) == size:
            break
    return chosen


def _draft(fact: Fact, sheet: Sheet, item_id: str, asked: list[Pair], extra: list[Pair], number: int) -> Draft:
    prompts = shuffled(((_name(pair), pair) for pair in asked), f"{item_id} prompts")
    options = _unlike(prompts, [*asked, *extra], item_id)
    return Draft(
        id=item_id,
        type="matching",
        level=sheet.level("match"),
        stem=Sentence("match", number, fact.id, Cell(fact.id, 0)),
        choices=tuple(Choice(p.option, p not in extra, said(p), p.fact.place) for p in options),
        facts=(fact, *(p.fact for p in (*asked, *extra) if p.fact.id != fact.id)),
        template=f"{fact.relation}.match",
        right=tuple(options.index(pair) for pair in prompts),
        prompts=tuple(Asked(p.prompt, said(p), p.fact) for p in prompts),
    )


def _unlike(prompts: list[Pair], options: list[Pair], item_id: str) -> list[Pair]:
    """The options in an order in which at most one stands beside its own prompt."""
    attempt = 0
    while True:
        order = shuffled(((_name(pair), pair) for pair in options), f"{item_id} options {attempt}")
        if sum(a is b for a, b in zip(prompts, order, strict=False)) < 2:
            return order
        attempt += 1


def _name(pair: Pair) -> str:
    return f"{pair.fact.id} {pair.nth}"
