"""Facts -> items: the bank. The same manual gives the same bytes on every machine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, partial
from itertools import chain
from typing import Final

from drillbook.facts import Fact
from drillbook.graph import Graph
from drillbook.model.item import Item, ItemType
from drillbook.quiz.chance import shuffled
from drillbook.quiz.handwritten import Handwritten
from drillbook.quiz.harvest import harvest
from drillbook.quiz.shelf import Offer, Shelf, Stack, Translated
from drillbook.quiz.stems import sheets
from drillbook.quiz.types import PLANNERS, Bench, again, planners
from drillbook.quiz.view import View
from drillbook.words import Words, words

_OF_SEVERAL: Final = tuple(PLANNERS[type_][1] for type_ in ("matching", "classification", "find_mistake", "ordering"))
_TOGETHER: Final = 128
"""After so many entities, nothing of what they state is kept any longer."""


class Bank:
    """The items of a manual in all its languages, with the same ids, options and places in each.

    An item is made when it is asked for, and once: a site that shows a few of the items does not pay for all of them.
    What has a flaw in one language is in none; what rests on a missing translation is left out of that language only.
    """

    def __init__(self, graphs: Mapping[str, Graph], source: Graph | None = None) -> None:
        """Reads the facts.

        Args:
            graphs: The manual by language, the one to plan in first: the source language.
            source: The manual in its source language, if another than the first.
        """
        first, *others = graphs
        planning = View(graphs[first], words(first), source)
        self._languages = [first, *others]
        views = [planning, *(View(graphs[lang], words(lang)) for lang in others)]
        self._bench = Bench(views)
        self._every_way = Bench(views, self._bench.pools, in_every_way=True)
        self._made: dict[str, Translated] = {}
        self._ready: Mapping[str, Translated] | None = None  # once all of them are made
        self._offered: dict[tuple[str, ItemType], tuple[Offer, ...]] = {}
        self._stacks: tuple[str, list[Stack]] = ("", [])  # of the entity last asked for
        self._forgotten = 0
        self.handwritten = Handwritten(self._bench.views)

    def items(self, lang: str) -> list[Item]:
        """Every item in one language, in the order of files."""
        number = self._languages.index(lang)
        generated = [item for told in self._all if (item := told[number])]
        return generated + [item for _, told in self.handwritten.all() if (item := told[number])]

    @cached_property
    def _all(self) -> list[Translated]:
        found = harvest(self._bench.pools.entities, self._of_entity)
        self._ready = {next(item.id for item in told if item): told for told in found if any(told)}
        return found

    def _of_entity(self, entity: str) -> Iterator[Translated]:
        """The generated items of an entity, each with the line its key stands in."""
        for fact in self._bench.source.facts.of(entity):
            offers = (offer for type_ in planners(fact.relation) for offer in self._planned(fact, type_))
            found = [told for offer in offers if (told := self._made.get(offer.id) or offer.make())]
            source = fact.source if found else ""
            for told in found:
                yield tuple([item and item.at(source) for item in told])

    def shelf(self, lang: str) -> Shelf:
        """What forms are drawn from, in one language; nothing is made before it is drawn."""
        view = self._bench.views[self._languages.index(lang)]
        return Shelf(
            lang,
            self._stacks_of,
            lambda offer: self._item(offer, lang),
            view.statement,
            self._bench.source.hash_of,
            self._spares,
        )

    @property
    def views(self) -> Sequence[View]:
        """What the manual states, in each language; the source language first."""
        return self._bench.views

    def statement(self, fact: str, lang: str) -> str | None:
        """A fact as a sentence; None when there is no such fact, or none that can be said in this language."""
        return self._bench.views[self._languages.index(lang)].statement(fact)

    def hash_of(self, fact: str) -> str | None:
        """What changes when a fact does; None when there is no such fact."""
        return self._bench.source.hash_of(fact)

    def forget(self) -> None:
        """Lets go of the items made so far, now and then of all they were made from; it would be made again when drawn.

        Neighbouring entities rest on the same statements, so that to let go of everything each time would cost much.
        """
        self._made.clear()
        self._offered.clear()
        self._forgotten += 1
        if self._forgotten % _TOGETHER == 0:
            self._bench.pools.forget()
            for view in self._bench.views:
                view.forget()

    def _stacks_of(self, entity: str) -> list[Stack]:
        """The stacks of an entity; its forms and what practice asks, in all languages, are drawn one after the other."""
        if self._stacks[0] != entity:
            self._stacks = entity, [*self.handwritten.stacks(entity), *self._generated(entity)]
        return self._stacks[1]

    def _generated(self, entity: str) -> Iterator[Stack]:
        for fact in self._bench.source.facts.of(entity):
            types = planners(fact.relation)
            if types:
                yield Stack(fact.id, fact.relation, fact.place, fact.critical, types, partial(self._offers, fact))

    def _offers(self, fact: Fact, type_: ItemType) -> tuple[Offer, ...]:
        key = fact.id, type_
        found = self._offered.get(key)
        if found is None:
            found = self._offered[key] = tuple(self._planned(fact, type_))
        return found

    def _planned(self, fact: Fact, type_: ItemType) -> Iterator[Offer]:
        return planners(fact.relation)[type_](self._bench, fact, sheets()[fact.relation])

    def _spares(self, fact_id: str) -> Iterator[Offer]:
        """Offers on a fact that are not in the bank; they are as sound as those that are."""
        fact = self._bench.source.facts.get(fact_id)
        if fact is None or fact.relation not in sheets():
            return
        sheet, types = sheets()[fact.relation], planners(fact.relation)
        usual = {offer.id for type_ in types for offer in self._offers(fact, type_)}
        # What rests on this fact alone is made sooner than what rests on several.
        plans = sorted(shuffled(types.items(), fact_id), key=lambda plan: plan in _OF_SEVERAL)
        others = chain.from_iterable(plan(self._every_way, fact, sheet) for plan in plans)
        for offer in chain(others, again.plans(self._every_way, fact, sheet)):
            if offer.id not in usual:
                yield offer._replace(is_spare=True)

    def _item(self, offer: Offer, lang: str) -> Item | None:
        if self._ready is not None and _is_generated(offer) and not offer.is_spare:
            made = self._ready.get(offer.id)
        else:
            made = self._made.get(offer.id)
            if made is None:
                made = self._made[offer.id] = offer.make()
        return made[self._languages.index(lang)] if made else None


def _is_generated(offer: Offer) -> bool:
    return "~" in offer.id


def bank(graph: Graph, words: Words, source: Graph | None = None) -> list[Item]:
    """Every item of a manual in one language.

    Where there are several languages, ``Bank`` is faster and drops from all what has a flaw in one.

    Args:
        graph: The manual.
        words: The words of its language.
        source: The manual in its source language, when ``graph`` is a translation.
    """
    if source is None or source is graph:
        return Bank({words.lang: graph}).items(words.lang)
    return Bank({_other(words.lang): source, words.lang: graph}).items(words.lang)


def _other(lang: str) -> str:
    """The language of a source; what matters for planning is only that its widths and words are those of its texts."""
    return "en" if lang.startswith("zh") else "zh-CN"
