"""The questions of a site: the forms its pages show, and the items the browser draws from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache, partial

from drillbook.building.checked import Checked
from drillbook.building.language import ASSETS, Forms
from drillbook.facts import entity_of
from drillbook.graph import Graph
from drillbook.model.item import Form, Item
from drillbook.model.played import received, secrets
from drillbook.model.process import Process
from drillbook.model.quiz import Blueprint
from drillbook.quiz import assemble
from drillbook.quiz.harvest import harvest
from drillbook.quiz.shelf import WRITTEN, Shelf, Translated
from drillbook.quiz.supply import drawn, state, supply, with_facts
from drillbook.site.urls import url_of


def forms_of(graph: Graph, shelf: Shelf) -> Forms:
    """The quiz of a blueprint, and three items to check oneself for a process."""

    def form(id_: str) -> Form | None:
        entity = graph.entities[id_].entity
        if isinstance(entity, Blueprint):
            return with_facts(assemble.form(entity, shelf, graph), shelf)
        found = assemble.check_yourself(id_, shelf) if isinstance(entity, Process) else None
        return with_facts(found, shelf) if found and found.items else None

    return form


class Practice:
    """What is drawn for an entity, once for its pages and scripts in all languages.

    Args:
        checked: The manual.
        folders: The languages, and the folder of each below the site.
    """

    def __init__(self, checked: Checked, folders: Mapping[str, str]) -> None:
        self._bank, self._folders = checked.bank, folders
        self._graphs = {lang: checked.graphs[lang] for lang in folders}
        self._shelves = {lang: checked.bank.shelf(lang) for lang in folders}
        self._draw = {lang: forms_of(self._graphs[lang], self._shelves[lang]) for lang in folders}
        self._drawn: dict[tuple[str, str], Form | None] = {}
        self._source = next(iter(folders))
        self._asked, self._shown = _asked(self._graphs[self._source], self._draw[self._source])

    def forms(self, lang: str) -> Forms:
        """Gives the form that the page of an entity shows."""
        return partial(self._form, lang)

    def _form(self, lang: str, id_: str) -> Form | None:
        key = lang, id_
        if key not in self._drawn:
            self._drawn[key] = self._draw[lang](id_)
        return self._drawn[key]

    def files(self, entity: str) -> Iterator[tuple[str, str]]:
        """The scripts of an entity in every language, place and content: what its form does not show, and other items."""
        asked, shown = self._met(entity)
        for lang, folder in self._folders.items():
            url = cache(partial(url_of, self._graphs[lang]))
            found = supply(entity, self._shelves[lang], url, asked, shown)
            if found:
                yield _script(folder, f"items/{entity}", found)
            form = self._form(lang, entity)
            if form:
                yield _script(folder, f"forms/{entity}", secrets(form, url))

    def _met(self, entity: str) -> tuple[set[str], dict[str, str]]:
        """The facts of an entity that forms ask for, and the items of forms, each with the fact it asks for."""
        is_process = isinstance(self._graphs[self._source].entities[entity].entity, Process)
        own = self._form(self._source, entity) if is_process else None
        asked = self._asked.get(entity, set()) | set(own.facts if own else ())
        return asked, self._shown | {item.id: item.facts[0] for item in (own.items if own else ()) if item.facts}

    def spares(self, lang: str) -> list[Item]:
        """The items that practice asks in one language and the bank, to be short, does without; with their lines, as the bank's."""
        bank, shelf = self._bank.items(lang), self._shelves[lang]
        known = {item.id for item in bank}
        # To find a line takes longer than to make an item; the bank's items on the same facts tell most of them.
        lines = {item.facts[0]: item.source for item in bank if item.template != WRITTEN}
        facts = self._bank.views[0].facts

        def spares_of(entity: str) -> Iterator[Translated]:
            for item in drawn(entity, shelf.stacks_of(entity), shelf, *self._met(entity)):
                if item.id not in known:
                    yield (item.at(lines.get(item.facts[0]) or facts[item.facts[0]].source),)

        found = harvest(list(self._graphs[self._source].entities), spares_of)
        return [item for told in found for item in told if item]

    def state(self, entity: str) -> str:
        """One hash over everything an entity states; nothing where there is nothing to ask about."""
        return state(entity, self._shelves[self._source])

    def index(self, states: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """The script in every language that tells whether the items of an entity have changed."""
        for folder in self._folders.values():
            yield _script(folder, "items/index", {"entities": states})

    def forget(self) -> None:
        """Lets go of what was drawn: nobody else asks about the same entity, and all of them would fill the memory."""
        self._drawn.clear()
        self._bank.forget()


def every_item(checked: Checked, lang: str) -> list[Item]:
    """Everything a learner may be asked in one language: the bank, and what practice asks besides."""
    return checked.bank.items(lang) + Practice(checked, dict.fromkeys(checked.graphs, "")).spares(lang)


def _script(folder: str, name: str, data: Mapping[str, object]) -> tuple[str, str]:
    return f"{folder}/{ASSETS}/{name}.js".removeprefix("/"), received(name, data)


def _asked(graph: Graph, form: Forms) -> tuple[dict[str, set[str]], dict[str, str]]:
    """The facts that the forms of blueprints rest on, by entity; and their items, each with the fact it asks for.

    The form on the page of a process asks only for its own.
    """
    found: dict[str, set[str]] = defaultdict(set)
    shown: dict[str, str] = {}
    for id_, item in graph.entities.items():
        made = form(id_) if isinstance(item.entity, Blueprint) else None
        for fact in made.facts if made else ():
            found[entity_of(fact)].add(fact)
        shown.update((each.id, each.facts[0]) for each in (made.items if made else ()) if each.facts)
    return found, shown
