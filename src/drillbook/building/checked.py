"""A manual in every language, with everything that is wrong with it."""

from __future__ import annotations

import pickle
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import chain, islice
from pathlib import Path
from typing import Final, TypeAlias

from drillbook import translate
from drillbook.building.finding import ManualSearch
from drillbook.check import check_graph
from drillbook.check.links import check_links
from drillbook.check.navigation import check_navigation
from drillbook.check.pages import check_pages
from drillbook.check.prose import check_prose
from drillbook.check.prose.passage import Finding
from drillbook.check.site_options import check_site_options
from drillbook.crew import Crew, workers
from drillbook.errors import DrillbookError, Problem, sort_problems
from drillbook.files import Parsed, misnamed_files, no_folder, unread
from drillbook.graph import Graph
from drillbook.load import Loaded
from drillbook.manual import Manual, read_manual
from drillbook.model.covered import CoverageReport
from drillbook.model.walk import Mark
from drillbook.quiz.coverage import measure, thin_steps
from drillbook.quiz.generate import Bank
from drillbook.quiz.handwritten import handwritten_problems, truth_problems, wording_problems
from drillbook.quiz.shortage import blueprint_problems
from drillbook.settings import Settings
from drillbook.site.urls import page_of
from drillbook.text import closest_language

Progress: TypeAlias = Callable[[str], None]
Rules: TypeAlias = Callable[[], list[Problem]]
_CATALOGUE: Final = re.compile(r"([^_.][^.]*)\.po(?:\.txt)?", re.IGNORECASE)


class Failed(DrillbookError):  # noqa: N818 - what happened to the build, not a kind of error
    """The manual has errors; nothing was written.

    Attributes:
        problems: All of them, warnings included.
    """

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{sum(p.level == 'error' for p in problems)} errors")
        self.problems = problems


@dataclass(frozen=True)
class Translations:
    """A manual in every language, as far as it can be read.

    Attributes:
        manual: In its source language.
        graphs: In each language, the source language first.
        catalogues: What each translation was read from, and what is wrong with that.
    """

    manual: Manual
    graphs: Mapping[str, Graph]
    catalogues: translate.Catalogues

    @cached_property
    def search(self) -> ManualSearch:
        """The search of the manual."""
        return ManualSearch(self.manual.settings, self.graphs)

    def __len__(self) -> int:
        """How many entities there are, in all languages."""
        return len(self.graphs) * len(self.manual.graph.entities)

    def problems(self) -> list[Problem]:
        """What is wrong with the manual itself and with its translations."""
        settings, source = self.manual.settings, self.manual.graph
        found = [
            *self.manual.problems,
            *check_graph(source),
            *check_site_options(settings.root),
            *check_pages(settings.docs, settings.root),
            *check_navigation(settings, self._is_made),
            *check_links(settings, self._is_made),
            *(unread(*found) for found in _misnamed(settings)),
            *(no_folder(path, settings.root) for path in settings.folders if path.is_file()),
            *self.search.problems(),
        ]
        found += check_prose(source, settings.source_language, accept=settings.accept)
        for lang, (catalogue, wrong) in self.catalogues.items():
            found += wrong or translate.check_catalogue(source, catalogue, lang)
            place = partial(_in_catalogue, catalogue)
            found += check_prose(self.graphs[lang], lang, source=source, accept=settings.accept, place=place)
        return found

    def _is_made(self, page: str) -> bool:
        """Whether a page, named without ending, is made from the manual."""
        node = self.manual.graph.nodes.get(page.rpartition("/")[2])
        return (node is not None and page_of(node) == page) or page in self._made_pages

    @cached_property
    def _made_pages(self) -> set[str]:
        from drillbook.site.assemble import make_site  # seldom needed, and slow to load
        from drillbook.words import words

        lang = self.manual.settings.source_language
        made = {page.src for page in make_site(self.graphs[lang], words(lang), "", lambda id_: None).pages}
        return made | {"coverage"} if self.manual.settings.coverage else made


@dataclass(frozen=True)
class Checked:
    """A manual in every language, with everything that is wrong with it."""

    manual: Manual
    graphs: Mapping[str, Graph]
    search: ManualSearch
    problems: list[Problem]
    bank: Bank

    @cached_property
    def covered(self) -> CoverageReport:
        """What of the manual has items; found out when it is first asked for, which takes a while."""
        return measure(self.bank)

    @property
    def has_errors(self) -> bool:
        """Whether anything is wrong that stops a build."""
        return is_broken(self.problems)

    def with_problems(self, found: Iterable[Problem]) -> Checked:
        """The same, with more that is wrong with it."""
        return replace(self, problems=sort_problems([*self.problems, *found]))


def is_broken(problems: Iterable[Problem]) -> bool:
    """Whether any of them stops a build."""
    return any(problem.level == "error" for problem in problems)


class Aside:
    """What needs no questions, done by a copy of this process where there are processors for it, while this one reads those.

    As a context, it ends the copy with it.

    Args:
        rules: Give what is wrong with the manual. Where that stops a build, nothing else is done.
        pieces: How much there is to do besides.
        do: Does a piece, given by its number, and gives what it finds wrong.
    """

    def __init__(self, rules: Rules, pieces: int, do: Callable[[int], list[Problem]]) -> None:
        self._rules, self._do_piece, self._is_broken = rules, do, False
        self._crew = Crew(1 + pieces, self._do, pickle.dumps, pickle.loads)

    def __enter__(self) -> Aside:
        return self

    def __exit__(self, *failure: object) -> None:
        self._crew.__exit__(*failure)

    def start(self, processes: int) -> None:
        """Begins, in so many processes, this one included."""
        self._crew.start(processes)

    def _do(self, number: int) -> list[Problem]:
        if number == 0:
            return self._judged(self._rules())
        return [] if self._is_broken else self._do_piece(number - 1)

    def _judged(self, found: list[Problem]) -> list[Problem]:
        self._is_broken = is_broken(found)
        return found

    def rules(self) -> list[Problem]:
        """What the rules find."""
        return self._judged(self._crew.first())

    def first(self, pieces: int) -> list[Problem]:
        """What the first pieces besides find; the others need not be done any more."""
        return list(chain.from_iterable(islice(self._crew.each(), 1, 1 + pieces)))

    def finish(self) -> list[Problem]:
        """What all pieces besides find, when they are done."""
        return [problem for number, found in self._crew.finish().items() if number for problem in found]


def check_manual(
    settings: Settings, progress: Progress = lambda text: None, *, processes: int = 1, searches: bool = True
) -> Checked:
    """Reads a manual and applies every rule to it.

    Args:
        settings: The manual's options.
        progress: Is told what begins.
        processes: How many processes may work: with two, the rules are applied while the facts are read. One where there are threads.
        searches: Whether its search is asked what it must find; who shows neither the search nor what is wrong need not wait for that.
    """
    read = read_translations(settings)
    langs = list(read.graphs) if searches else []
    with Aside(read.problems, len(langs), lambda number: read.search.unfound(langs[number])) as aside:
        aside.start(min(processes, workers(len(read))))
        checked = check_questions(read, aside.rules, progress)
        return checked.with_problems(aside.finish())


def read_translations(settings: Settings, files: Iterable[Parsed] | None = None) -> Translations:
    """Reads a manual and its catalogues; ``files`` is what stands in its files, where that has been read already."""
    manual = read_manual(settings, files)
    return Translations(manual, *translate.in_all_languages(manual.graph, settings))


def check_questions(read: Translations, rules: Rules, progress: Progress) -> Checked:
    """Reads what can be asked of a manual, and checks that too. What its search must find is another matter.

    Args:
        read: The manual.
        rules: Gives what is wrong with the manual besides; is asked for it when the facts have been read.
        progress: Is told what begins.
    """
    settings, graph = read.manual.settings, read.manual.graph
    progress("questions")
    bank = Bank(read.graphs)
    progress("rules")
    problems = list(rules())
    if not is_broken(problems):
        problems += handwritten_problems(bank.handwritten, graph)
        problems += wording_problems(bank.handwritten, graph)
        problems += truth_problems(bank.handwritten, graph)
        problems += thin_steps(graph, bank.shelf(settings.source_language))
        problems += blueprint_problems(graph, bank.shelf(settings.source_language), bank.handwritten.waiting())
    return Checked(read.manual, read.graphs, read.search, sort_problems(problems), bank)


def _misnamed(settings: Settings) -> Iterator[tuple[Path, Path, str]]:
    """Playbooks, blueprints and catalogues that are not read because of their names: the file, the root, the right name."""
    for path, wanted in chain.from_iterable(map(misnamed_files, settings.yaml_folders)):
        yield path, settings.root, wanted
    folder = settings.root / settings.locales
    catalogues = {path: path.name for path in folder.iterdir()} if folder.is_dir() else {}
    for path, name in sorted(catalogues.items()):
        meant = _CATALOGUE.fullmatch(name)
        code = meant[1] if meant else ""
        lang = closest_language(code, settings.languages[1:]) if code else ""
        wanted = f"{lang}.po"
        if lang and name != wanted and (wanted not in catalogues.values() or code.lower() == lang.lower()):
            yield path, settings.root, wanted


def _in_catalogue(catalogue: translate.Catalogue, item: Loaded, mark: Mark, found: Finding) -> Problem:
    """A finding in a translation, at its line in the catalogue."""
    line = catalogue.entries[f"{item.entity.id}:{mark.name}"].line
    return Problem(catalogue.file, line, 1, found.code, found.values)
