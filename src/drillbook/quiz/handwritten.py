"""Hand-written items: from what authors write under ``quizzes/items`` to items like the generated ones."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import combinations
from typing import Final

from drillbook.errors import Problem
from drillbook.facts import Fact, digest
from drillbook.graph import Graph
from drillbook.model.item import INTERACTIONS, Interaction, Item, ItemType, Option, Prompt
from drillbook.model.quiz import WrittenItem, WrittenPair
from drillbook.model.walk import Path
from drillbook.quiz.chance import shuffled
from drillbook.quiz.contradicted import Contradicted
from drillbook.quiz.draft import LETTERS
from drillbook.quiz.lint import flaws_of, numbers
from drillbook.quiz.shelf import WRITTEN, Offer, Stack, Translated
from drillbook.quiz.view import View
from drillbook.quiz.wording import normalise
from drillbook.rules import Phrase
from drillbook.text import Untranslated, plain
from drillbook.words.phrases import listing, phrase

GAP: Final = "____"
_OF_STEM: Final = frozenset({"Q07", "Q15"})
_FEWEST: Final[dict[Interaction, int]] = {"choose_one": 3, "choose_many": 3, "order": 3, "match": 3, "write": 1}
_FEWEST_GROUPS: Final = 2
_UNSEEN: Final = {"id", "former_ids", "sources"}


class Handwritten:
    """The hand-written items of a manual in all its languages.

    Args:
        views: The manual by language, the source language first.
    """

    def __init__(self, views: Sequence[View]) -> None:
        self._views = views
        self._graph = views[0].graph
        self._of_entity: dict[str, list[WrittenItem]] = defaultdict(list)
        for item in self._graph.of(WrittenItem):
            if not any(_shape_problems(item)) and self.facts_of(item):
                self._of_entity[self._about(item).partition(".")[0]].append(item)

    @property
    def source(self) -> View:
        """What the manual states, in its source language."""
        return self._views[0]

    def stacks(self, entity: str) -> Iterator[Stack]:
        """The items about an entity or its parts; those that need review are not asked."""
        for item in self._of_entity.get(entity, ()):
            if not needs_review(item, self._graph):
                offer = Offer(item.id, partial(self.translated, item))
                yield Stack(item.id, WRITTEN, self._about(item), item.critical, (item.type,), _only(item.type, offer))

    def all(self) -> Iterator[tuple[WrittenItem, Translated]]:
        """Every item in all languages, those that need review too."""
        for items in self._of_entity.values():
            for item in items:
                yield item, self.translated(item)

    def waiting(self) -> list[Item]:
        """The items that are not asked until somebody has reviewed them, in the source language."""
        return [item for _, (item, *_) in self.all() if item and item.needs_review]

    def facts_of(self, item: WrittenItem) -> tuple[Fact, ...]:
        """The statements it rests on."""
        places = (self._graph.former.get(id_, id_) for id_ in item.tests)
        return tuple({fact.id: fact for place in places for fact in self._facts_at(place)}.values())

    def _facts_at(self, place: str) -> Iterator[Fact]:
        facts = self._views[0].facts.of(place.partition(".")[0])
        return (fact for fact in facts if place in (fact.place, fact.subject))

    def _fact_at(self, place: str) -> str:
        """The first of the statements at a place."""
        return next((fact.id for fact in self._facts_at(place)), "")

    def translated(self, item: WrittenItem) -> Translated:
        """The item in every language; None where a text of it is not translated."""
        return tuple(self._in_language(item, view) for view in self._views)

    def _about(self, item: WrittenItem) -> str:
        return self._graph.former.get(item.tests[0], item.tests[0])

    def _in_language(self, source: WrittenItem, view: View) -> Item | None:
        own = view.graph.entities[source.id].entity
        assert isinstance(own, WrittenItem)
        if any(isinstance(text, Untranslated) for text in _texts(own)):
            return None
        facts, about = self.facts_of(source), self._about(source)
        options, prompts, answer, before = _Arranged(source, own, view, about, self._fact_at).parts()
        return Item(
            id=source.id,
            type=source.type,
            level=source.level,
            lang=view.lang,
            stem=plain(own.stem, view.graph.title_of),
            options=options,
            prompts=prompts,
            answer=answer,
            before=before,
            facts=tuple(fact.id for fact in facts),
            source=_place(self._graph, source),
            hash=digest(
                [
                    source.model_dump_json(exclude={"reviewed", "sources"}),
                    *(fact.hash for fact in facts),
                ]
            ),
            link=about,
            topic=view.path(about),
            template=WRITTEN,
            critical=source.critical,
            needs_review=needs_review(source, self._graph),
        )


class _Arranged:
    """An item's options and prompts in the order they are shown in, with the ids they have in every language."""

    def __init__(
        self, source: WrittenItem, own: WrittenItem, view: View, about: str, fact_at: Callable[[str], str]
    ) -> None:
        self.source, self.own, self.view, self.about, self.fact_at = source, own, view, about, fact_at
        self.graph = view.graph

    def parts(self) -> tuple[tuple[Option, ...], tuple[Prompt, ...], tuple[str, ...], tuple[tuple[str, str], ...]]:
        """Options, prompts, answer, and the pairs of an order."""
        if self.source.pairs:
            return self._matched()
        shown = self._order([option.text for option in self.source.options])
        letters = {index: LETTERS[place] for place, index in enumerate(shown)}
        options = tuple(
            self._option(letters[i], self.own.options[i].text, self.own.options[i].rationale, self.source.options[i].link,
                         key=self.source.options[i].key or self.source.type in ("ordering", "cloze"))
            for i in shown
        )  # fmt: skip
        if self.source.type == "ordering":
            answer = tuple(letters[i] for i in range(len(options)))
            return options, (), answer, tuple(combinations(answer, 2))
        if self.source.type == "cloze":
            return options, (), tuple(plain(text, self.graph.title_of) for text in self.own.accept), ()
        return options, (), tuple(option.id for option in options if option.key), ()

    def _matched(self) -> tuple[tuple[Option, ...], tuple[Prompt, ...], tuple[str, ...], tuple[tuple[str, str], ...]]:
        fitting: dict[str, WrittenPair] = {}
        for pair, other in zip(self.source.pairs, self.own.pairs, strict=True):
            fitting.setdefault(pair.option, other)
        rest = {option.text: other for option, other in zip(self.source.options, self.own.options, strict=True)}
        texts = [*fitting, *rest]
        letter = {texts[index]: LETTERS[place] for place, index in enumerate(self._order(texts))}
        options = tuple(
            self._fitting(id_, fitting[text])
            if text in fitting
            else self._option(id_, rest[text].text, rest[text].rationale, rest[text].link, key=False)
            for text, id_ in letter.items()
        )
        prompts = tuple(self._prompt(str(n), pair) for n, pair in enumerate(self.own.pairs, 1))
        answer = tuple(f"{n}={letter[pair.option]}" for n, pair in enumerate(self.source.pairs, 1))
        return options, prompts, answer, ()

    def _order(self, texts: list[str]) -> list[int]:
        """The order of showing: numbers by size, procedures and true/false as written, all others by chance."""
        if self.source.type in ("find_mistake", "true_false"):
            return list(range(len(texts)))
        sizes = numbers(texts)
        if sizes:
            return sorted(range(len(texts)), key=sizes.__getitem__)
        return shuffled(((f"{index} {text}", index) for index, text in enumerate(texts)), self.source.id)

    def _fitting(self, id_: str, pair: WrittenPair) -> Option:
        """What the first of its pairs shows to be right somewhere, as in generated items."""
        why = self.view.words["quiz_belongs"].format(prompt=pair.prompt, rationale=pair.rationale)
        return self._option(id_, pair.option, why, pair.link, key=True)

    def _prompt(self, id_: str, pair: WrittenPair) -> Prompt:
        link = self._link(pair.link)
        return Prompt(
            id=id_,
            text=self._plain(pair.prompt),
            rationale=self._plain(pair.rationale),
            link=link,
            topic=self.view.path(link),
            fact=self.fact_at(link),
        )

    def _option(self, id_: str, text: str, rationale: str, link: str | None, *, key: bool) -> Option:
        return Option(id=id_, text=self._plain(text), key=key, rationale=self._plain(rationale), link=self._link(link))

    def _plain(self, text: str) -> str:
        return plain(text, self.graph.title_of)

    def _link(self, link: str | None) -> str:
        return self.graph.former.get(link, link) if link else self.about


def _only(type_: ItemType, offer: Offer) -> Callable[[ItemType], tuple[Offer, ...]]:
    return lambda asked: (offer,) if asked == type_ else ()


def _texts(item: WrittenItem) -> Iterator[str]:
    yield from (item.stem, *item.accept)
    for option in item.options:
        yield from (option.text, option.rationale)
    for pair in item.pairs:
        yield from (pair.prompt, pair.option, pair.rationale)


def _place(graph: Graph, item: WrittenItem) -> str:
    loaded = graph.entities[item.id]
    return f"{loaded.source.file}:{loaded.line(('stem',))}"


# ------------------------------------------------------------------ checks


def mark_of(item: WrittenItem, graph: Graph) -> str:
    """What ``reviewed`` must be now: changes when anything readers see of what the item tests does, in the source language."""
    nodes = [node for id_ in item.tests if (node := graph.node(id_))]
    return digest(
        [(node.part or node.entity).model_dump_json(exclude=_UNSEEN, exclude_defaults=True) for node in nodes], 8
    )


def needs_review(item: WrittenItem, graph: Graph) -> bool:
    """Whether what the item tests has changed since somebody read the item through."""
    return item.reviewed is not None and item.reviewed != mark_of(item, graph)


def handwritten_problems(handwritten: Handwritten, graph: Graph) -> Iterator[Problem]:
    """Everything that keeps a hand-written item from being asked, and what somebody should read through again."""
    for item in graph.of(WrittenItem):
        loaded = graph.entities[item.id]
        wrong = list(_shape_problems(item))
        for path, what in wrong:
            yield loaded.problem("DB811", path, type=phrase(f"quiz_type_{item.type}"), what=what)
        if not wrong and not handwritten.facts_of(item):
            yield loaded.problem("DB812", ("tests",), value=", ".join(item.tests))
        elif item.reviewed is None:
            yield loaded.problem("DB813", ("tests",), mark=mark_of(item, graph))
        elif needs_review(item, graph):
            yield loaded.problem("DB814", ("reviewed",), tests=listing(item.tests), mark=mark_of(item, graph))


def wording_problems(handwritten: Handwritten, graph: Graph) -> Iterator[Problem]:
    """Every flaw in the wording of the hand-written items that are asked: an error where it would keep a generated one out."""
    for written, told in handwritten.all():
        for flaw in flaws_of(told[0]) if told and told[0] else ():
            about_stem = flaw.check in _OF_STEM or not written.options
            yield graph.entities[written.id].problem(
                "DB823" if flaw.level == "error" else "DB822",
                ("stem",) if about_stem else ("options",),
                flaw=phrase(f"quiz_flaw_{flaw.check}"),
                check=flaw.check,
                detail=flaw.detail,
            )


def truth_problems(handwritten: Handwritten, graph: Graph) -> Iterator[Problem]:
    """Every option of a hand-written item that is marked otherwise than the manual has it (Q17)."""
    contradicted: Contradicted | None = None
    for item, _ in handwritten.all():
        contradicted = contradicted or Contradicted(handwritten.source)
        for number, statement in contradicted.options(item, handwritten.facts_of(item)):
            option = item.options[number]
            yield graph.entities[item.id].problem(
                "DB824",
                ("options", number, "text"),
                option=option.text,
                marked=phrase("item_marked_right" if option.key else "item_marked_wrong"),
                statement=statement.rstrip("。."),
            )


def _shape_problems(item: WrittenItem) -> Iterator[tuple[Path, Phrase]]:
    """Each place where the item does not fit its type, with what is wrong there."""
    way = INTERACTIONS[item.type]
    fewest = 2 if item.type == "true_false" else _FEWEST[way]
    keys = sum(option.key for option in item.options)
    if way == "match":
        if len(item.pairs) < fewest:
            yield ("pairs",) if item.pairs else ("type",), phrase("item_few_pairs", count=str(fewest))
    elif len(item.options) < fewest:
        yield ("options",) if item.options else ("type",), phrase("item_few_options", count=str(fewest))
    elif item.type == "true_false" and len(item.options) > fewest:
        yield ("options",), phrase("item_two_options")
    elif way == "choose_one" and keys != 1:
        yield ("options",), phrase("item_one_key", count=str(keys))
    elif way == "choose_many" and not 0 < keys < len(item.options):
        yield ("options",), phrase("item_some_keys")
    elif way == "order" and keys:
        yield ("options",), phrase("item_no_keys")
    if item.pairs and way != "match":
        yield ("pairs",), phrase("item_no_pairs")
    yield from _twice(item)
    if way == "write":
        yield from _cloze_problems(item)
    elif item.accept:
        yield ("accept",), phrase("item_no_accept")
    if len(item.options) + len(item.pairs) > len(LETTERS):
        yield ("options",) if item.options else ("pairs",), phrase("item_too_many", count=str(len(LETTERS)))


def _twice(item: WrittenItem) -> Iterator[tuple[Path, Phrase]]:
    """What stands there twice: whoever chooses the other one of two equal texts is called wrong for nothing."""
    groups = list(dict.fromkeys(pair.option for pair in item.pairs)) if INTERACTIONS[item.type] == "match" else []
    offered = [*groups, *(option.text for option in item.options)]
    for texts, path in ((offered, ("options",)), ([pair.prompt for pair in item.pairs], ("pairs",))):
        seen = Counter(normalise(text) for text in texts)
        for text in dict.fromkeys(text for text in texts if seen[normalise(text)] > 1):
            yield path if getattr(item, path[0]) else ("pairs",), phrase("item_twice", text=text)
            break
    if item.type == "classification" and item.pairs and len(groups) < _FEWEST_GROUPS:
        yield ("pairs",), phrase("item_one_group")


def _cloze_problems(item: WrittenItem) -> Iterator[tuple[Path, Phrase]]:
    if item.stem.count(GAP) != 1:
        yield ("stem",), phrase("item_gap")
    if not item.accept:
        yield ("type",), phrase("item_accept")
    if len(item.options) > 1:
        yield ("options",), phrase("item_one_answer")
    elif item.accept and item.options and not _is_accepted(item.options[0].text, item.accept):
        yield ("accept",), phrase("item_other_answer", text=item.options[0].text)


def _is_accepted(answer: str, accept: Sequence[str]) -> bool:
    """Whether what is shown as the full answer holds one of the answers that count as right."""
    return any(normalise(text) in normalise(answer) for text in accept)
