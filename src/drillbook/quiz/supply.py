"""What the browser can ask about one entity beyond the forms on its pages: other items on the same facts, and what each states."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice, zip_longest
from typing import Any, Final

from drillbook.facts import digest
from drillbook.model.item import Form, Item, ItemType
from drillbook.model.played import told
from drillbook.quiz.chance import lots
from drillbook.quiz.shelf import Offer, Shelf, Stack

MOST_ITEMS: Final = 12
"""How many items there are for an entity. Making them is most of what practice costs a build."""
_ON_ASKED: Final = 3

NOTHING_SHOWN: Final[Mapping[str, str]] = {}

Facts = dict[str, tuple[str, str]]


def with_facts(form: Form, shelf: Shelf) -> Form:
    """A form that says what its facts state, so that the browser remembers what was passed."""
    ids = chain.from_iterable(item.facts for item in form.items)
    return form.model_copy(update={"facts": statements(ids, shelf)})


def statements(facts: Iterable[str], shelf: Shelf) -> Facts:
    """The hash and the statement of each fact that can be said in the language."""
    found: Facts = {}
    for fact in dict.fromkeys(facts):
        hash_, said = shelf.hash_of(fact), shelf.statement(fact)
        if hash_ and said:
            found[fact] = (hash_, said)
    return found


def supply(
    entity: str,
    shelf: Shelf,
    url: Callable[[str], str],
    asked: Collection[str] = (),
    shown: Mapping[str, str] = NOTHING_SHOWN,
) -> dict[str, Any] | None:
    """The items for one entity; None where nothing is stated that could be asked.

    Args:
        entity: Its id.
        shelf: The bank in one language.
        url: Gives the address of a node, relative to the language's folder.
        asked: The facts that forms ask for. Only these are ever passed, so only they need several items; what is critical gets
            one; an entity no form asks about gets none.
        shown: The items in forms, each with the fact it asks for: who misses one is asked for the same in another way.
    """
    stacks = list(shelf.stacks_of(entity))
    if not stacks:
        return None
    items = drawn(entity, stacks, shelf, asked, shown)
    said = statements([*chain.from_iterable(item.facts for item in items), *sorted(asked)], shelf)
    # What is not asked here may have been passed elsewhere: its hash tells whether it still stands.
    hash_of = shelf.hash_of
    facts = {stack.fact: (hash_of(stack.fact) or "", "") for stack in stacks} | said
    return {"entity": entity, "items": [told(item, url) for item in items], "facts": facts}


def drawn(
    entity: str, stacks: Iterable[Stack], shelf: Shelf, asked: Collection[str], shown: Mapping[str, str]
) -> list[Item]:
    """The items for one entity from its stacks; what is asked and shown is that of ``supply``."""
    if not asked:
        return []
    lot, first = lots(f"practice {entity}"), set(shown.values())
    wanted = (stack for stack in stacks if stack.critical or stack.fact in asked)
    order = sorted(wanted, key=lambda s: (s.fact not in first, s.fact not in asked, not s.critical, lot(s.fact)))
    return list(islice(_varied(order, shelf, lot, asked, shown), MOST_ITEMS))


def state(entity: str, shelf: Shelf) -> str:
    """One hash over everything an entity states: another hash, and something changed. Nothing where nothing could be asked."""
    hash_of = shelf.hash_of
    facts = sorted([f"{stack.fact} {hash_of(stack.fact)}" for stack in shelf.stacks_of(entity)])
    return digest(facts, 8) if facts else ""


def _varied(
    stacks: Sequence[Stack], shelf: Shelf, lot: Callable[[str], int], asked: Collection[str], shown: Mapping[str, str]
) -> Iterator[Item]:
    """Items on what is asked, one on each fact, then another on each, and so on; then one on each critical fact."""

    def items(stack: Stack) -> Iterator[Item]:
        return chain(_others(stack, shelf, lot, shown), _again(stack, shelf, shown))

    rounds = zip_longest(*(islice(items(s), _ON_ASKED) for s in stacks if s.fact in asked))
    critical = (islice(items(s), 1) for s in stacks if s.critical and s.fact not in asked)
    seen: set[str] = set()
    for item in chain(chain.from_iterable(rounds), chain.from_iterable(critical)):
        if item and item.id not in seen:
            seen.add(item.id)
            yield item


def _others(stack: Stack, shelf: Shelf, lot: Callable[[str], int], shown: Collection[str]) -> Iterator[Item]:
    """The items on a fact that no form shows: one of each type, then the next of each type; where there is none, a spare one."""
    types = sorted(stack.types, key=lambda type_: lot(stack.fact + type_))
    offers = (offer for offer in _in_turn(stack, types, lot) if offer.id not in shown)
    usual = filter(None, map(shelf.take, offers))
    found = next(usual, None) or next(filter(None, map(shelf.take, shelf.spares(stack.fact))), None)
    yield from chain(filter(None, [found]), usual)


def _in_turn(stack: Stack, types: Iterable[ItemType], lot: Callable[[str], int]) -> Iterator[Offer]:
    """An offer of each type, then another of each that has more."""
    left: list[Offer] = []
    for type_ in types:
        offers = sorted(stack.offers(type_), key=lambda offer: lot(offer.id))
        yield from offers[:1]
        left += offers[1:]
    yield from left


def _again(stack: Stack, shelf: Shelf, shown: Collection[str]) -> Iterator[Item]:
    """The items on a fact that forms show."""
    offers = (offer for type_ in sorted(stack.types) for offer in stack.offers(type_) if offer.id in shown)
    return filter(None, map(shelf.take, offers))
