"""A manual in every language, with everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial

from drillbook import translate
from drillbook.check import check_graph
from drillbook.check.prose import check_prose
from drillbook.check.prose.passage import Finding
from drillbook.errors import DrillbookError, Problem, sort_problems
from drillbook.finding import unfound
from drillbook.graph import Graph
from drillbook.load import Loaded
from drillbook.manual import Manual, read_manual
from drillbook.model.base import Mark
from drillbook.model.covered import CoverageReport
from drillbook.quiz.coverage import measure, thin_steps
from drillbook.quiz.generate import Bank
from drillbook.quiz.handwritten import handwritten_problems, wording_problems
from drillbook.quiz.shortage import blueprint_problems
from drillbook.settings import Settings

Progress = Callable[[str], None]


class Failed(DrillbookError):  # noqa: N818 - what happened to the build, not a kind of error
    """The manual has errors; nothing was written.

    Attributes:
        problems: All of them, warnings included.
    """

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{sum(p.level == 'error' for p in problems)} errors")
        self.problems = problems


@dataclass(frozen=True)
class Checked:
    """A manual in every language, with everything that is wrong with it."""

    manual: Manual
    graphs: Mapping[str, Graph]
    problems: list[Problem]
    bank: Bank

    @cached_property
    def covered(self) -> CoverageReport:
        """What of the manual has items; found out when it is first asked for, which takes a while."""
        return measure(self.bank)

    @property
    def has_errors(self) -> bool:
        """Whether anything is wrong that stops a build."""
        return any(problem.level == "error" for problem in self.problems)


def check_manual(settings: Settings, progress: Progress = lambda text: None) -> Checked:
    """Reads a manual and applies every rule to it."""
    manual = read_manual(settings)
    progress("rules")
    problems = [*manual.problems, *check_graph(manual.graph)]
    problems += check_prose(manual.graph, settings.source_language, accept=settings.accept)
    graphs = {settings.source_language: manual.graph}
    for lang in settings.languages[1:]:
        file = settings.root / settings.locales / f"{lang}.po"
        catalogue, wrong = translate.read_catalogue(file, settings.root)
        problems += wrong or translate.check_catalogue(manual.graph, catalogue, lang)
        graphs[lang] = translate.apply(manual.graph, catalogue)
        place = partial(_in_catalogue, catalogue)
        problems += check_prose(graphs[lang], lang, source=manual.graph, accept=settings.accept, place=place)
    progress("questions")
    bank = Bank(graphs)
    if not any(problem.level == "error" for problem in problems):
        problems += handwritten_problems(bank.handwritten, manual.graph)
        problems += wording_problems(bank.handwritten, manual.graph)
        problems += thin_steps(manual.graph, bank.shelf(settings.source_language))
        problems += blueprint_problems(manual.graph, bank.shelf(settings.source_language))
        problems += unfound(settings, graphs)
    return Checked(manual, graphs, sort_problems(problems), bank)


def _in_catalogue(catalogue: translate.Catalogue, item: Loaded, mark: Mark, found: Finding) -> Problem:
    """A finding in a translation, at its line in the catalogue."""
    line = catalogue.entries[f"{item.entity.id}:{mark.name}"].line
    return Problem(catalogue.file, line, 1, found.code, found.values)
