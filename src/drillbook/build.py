"""The one place that composes the engine's layers and writes the site.

A build is made in a folder beside the site and takes its place at the end, in one step: a failed or interrupted build leaves
the last good site untouched.
"""

from __future__ import annotations

import gc
import json
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Final, Protocol, TypeVar

from drillbook import assets, translate
from drillbook.check import check_graph
from drillbook.check.prose import check_prose
from drillbook.check.prose.passage import Finding
from drillbook.crew import Crew, processors, workers
from drillbook.errors import DrillbookError, Problem, sort_problems
from drillbook.finding import search_files, unfound
from drillbook.graph import Graph
from drillbook.load import Loaded
from drillbook.manual import Manual, read_manual
from drillbook.model.base import Mark
from drillbook.model.covered import CoverageReport
from drillbook.model.item import Form
from drillbook.model.played import received, secrets
from drillbook.model.process import Process
from drillbook.model.quiz import Blueprint
from drillbook.quiz import assemble
from drillbook.quiz.coverage import measure, thin_steps
from drillbook.quiz.generate import Bank
from drillbook.quiz.handwritten import handwritten_problems, wording_problems
from drillbook.quiz.shelf import Shelf
from drillbook.quiz.shortage import blueprint_problems
from drillbook.quiz.supply import states, supply, with_facts
from drillbook.settings import Settings
from drillbook.site.assemble import Site, glossary_data, make_site, playbook_data
from drillbook.site.cards import card_files
from drillbook.site.printed import print_pages
from drillbook.site.stubs import stub_addresses, stubs
from drillbook.site.urls import url_of
from drillbook.words import Words, words

ASSETS = assets.FOLDER
Progress = Callable[[str], None]
T = TypeVar("T")
_NEW_OBJECTS: Final = 50_000
"""So many new objects, about those of ten pages, before garbage is looked for."""


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


@dataclass(frozen=True)
class LanguageSite:
    """What is framed for one language.

    Attributes:
        folder: Where it lies below the site: empty for the source language.
        assets: Place -> content of every script and style sheet.
        index: Makes the search index, which takes a while: place -> content of its files.
    """

    lang: str
    folder: str
    title: str
    site: Site
    assets: Mapping[str, str]
    index: Callable[[], Mapping[str, str]]


class Frame(Protocol):
    """Puts the pages of one language into their frame and writes them into a folder."""

    def __call__(self, settings: Settings, site: LanguageSite, output: Path, *, processes: int) -> None:
        """Writes the pages into ``output``, in so many processes at most."""


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


def language_site(settings: Settings, checked: Checked, lang: str) -> LanguageSite:
    """Makes everything that is shown in one language."""
    graph, word = checked.graphs[lang], words(lang)
    forms = forms_of(graph, checked.bank.shelf(lang))
    folder = "" if lang == settings.source_language else lang
    covered = checked.covered if settings.coverage else None
    up = "../" if folder else ""
    site = make_site(graph, word, settings.titles[lang], forms, up, printed=settings.print, covered=covered)
    files = {f"{ASSETS}/{name}": text for name, text in assets.in_language(word).items()}
    files[f"{ASSETS}/terms.js"] = assets.assigned("drillbookTerms", glossary_data(graph))
    files[f"{ASSETS}/playbooks.js"] = assets.assigned("drillbookPlaybooks", playbook_data(graph, word))
    return LanguageSite(lang, folder, settings.titles[lang], site, files, lambda: _late(settings, graph, word))


def _late(settings: Settings, graph: Graph, word: Words) -> dict[str, str]:
    """The search index and the flashcards."""
    cards = {f"{ASSETS}/{name}": text for name, text in card_files(graph, word).items()}
    return {**search_files(settings, graph, word.lang), **cards}


def forms_of(graph: Graph, shelf: Shelf) -> Callable[[str], Form | None]:
    """The quiz of a blueprint, and three items to check oneself for a process."""

    def form(id_: str) -> Form | None:
        entity = graph.entities[id_].entity
        if isinstance(entity, Blueprint):
            return with_facts(assemble.form(entity, shelf, graph), shelf)
        found = assemble.check_yourself(id_, shelf) if isinstance(entity, Process) else None
        return with_facts(found, shelf) if found and found.items else None

    return form


def build(settings: Settings, output: Path, *, frame: Frame, progress: Progress = lambda text: None) -> list[Problem]:
    """Builds the site of a manual in every language.

    Returns:
        The warnings.

    Raises:
        Failed: The manual has errors; the last site is untouched.
    """
    with _little_garbage_collection() as settle:
        progress("check")
        checked = check_manual(settings, progress)
        if checked.has_errors:
            raise Failed(checked.problems)
        settle()
        with _staging(output) as staging:
            if settings.coverage:
                progress("coverage")
                _ = checked.covered  # before the languages are made by copies of this process
            progress(f"build {', '.join(settings.languages)}")
            frame_languages(settings, checked, staging, frame)
            progress("practice")
            write_practice(checked, folders_of(settings), staging)
            progress("links")
            write_stubs(checked.graphs, staging)
            if settings.coverage:
                write_coverage(checked, staging)
            if settings.print:
                progress("print")
                write_print(settings, checked, staging)
            progress("move")
    return checked.problems


def folders_of(settings: Settings) -> dict[str, str]:
    """The languages, and the folder of each below the site."""
    return {lang: "" if lang == settings.source_language else lang for lang in settings.languages}


def frame_languages(settings: Settings, checked: Checked, output: Path, frame: Frame) -> None:
    """Makes the site in every language, several at a time where there are processors for it."""
    languages = settings.languages
    crew = Crew(min(workers(len(checked.manual.graph.entities)), len(languages)), len(languages))
    try:
        for number in crew.shares():
            made = language_site(settings, checked, languages[number])
            frame(settings, made, output / made.folder, processes=max(1, processors() // crew.size))
    except BaseException as error:
        crew.fail(error)
        raise
    crew.finish()


def write_practice(checked: Checked, folders: Mapping[str, str], output: Path) -> None:
    """Writes the items the browser draws from, a script for each entity and language.

    Args:
        checked: The manual.
        folders: The languages, and the folder of each below the site.
        output: The site.
    """
    source = next(iter(checked.graphs))
    graph, shelf = checked.graphs[source], checked.bank.shelf(source)
    entities = list(graph.entities)
    drawn = _drawn(graph, shelf)
    index = received("items/index", {"entities": states(entities, shelf)})
    write_files({f"{folder}/{ASSETS}/items/index.js".removeprefix("/"): index for folder in folders.values()}, output)

    forms = {lang: forms_of(checked.graphs[lang], checked.bank.shelf(lang)) for lang in folders}

    def files(entity: str) -> Iterator[tuple[str, str]]:
        shown = {lang: forms[lang](entity) for lang in folders}
        own = shown[source] if isinstance(graph.entities[entity].entity, Process) else None
        asked = drawn.get(entity, set()) | set(own.facts if own else ())
        for lang, folder in folders.items():
            found = supply(entity, checked.bank.shelf(lang), partial(url_of, checked.graphs[lang]), asked)
            if found:
                place = f"{folder}/{ASSETS}/items/{entity}.js".removeprefix("/")
                yield place, received(f"items/{entity}", found)
            form = shown[lang]
            if form:
                place = f"{folder}/{ASSETS}/forms/{entity}.js".removeprefix("/")
                yield place, received(f"forms/{entity}", secrets(form, partial(url_of, graph)))

        checked.bank.forget()  # nobody else draws from this entity; all of them together would fill the memory

    _write_shared(entities, files, output)


def _drawn(graph: Graph, shelf: Shelf) -> dict[str, set[str]]:
    """The facts that the forms of blueprints ask for, by entity. The form on the page of a process asks only for its own."""
    form, found = forms_of(graph, shelf), defaultdict(set)
    for id_, item in graph.entities.items():
        made = form(id_) if isinstance(item.entity, Blueprint) else None
        for fact in made.facts if made else ():
            found[fact.split(":")[1].partition(".")[0]].add(fact)
    return found


def write_coverage(checked: Checked, output: Path) -> None:
    """Writes the figures of the page on item coverage, for other programs."""
    write_files({"practice/coverage.json": json.dumps(checked.covered.as_dict(), indent=1) + "\n"}, output)


def write_print(settings: Settings, checked: Checked, output: Path) -> None:
    """Writes the pages to print: heavy ones, so they are made only when asked for."""
    for lang, folder in folders_of(settings).items():
        graph, word, title = checked.graphs[lang], words(lang), settings.titles[lang]
        made = make_site(graph, word, title, lambda id_: None, "../" if folder else "")
        write_files(dict(print_pages(made, graph, word, title)), output / folder)


def write_stubs(graphs: Mapping[str, Graph], output: Path) -> None:
    """Writes the small pages under ``id/``."""
    _write_shared(list(stub_addresses(graphs)), lambda address: stubs(graphs, [address]), output)


def _write_shared(work: Sequence[T], make: Callable[[T], Iterable[tuple[str, str]]], output: Path) -> None:
    """Writes what is made of each piece of work, place and text; several processes share the work."""
    crew = Crew(workers(len(work)), len(work))
    try:
        for number in crew.shares():
            write_files(dict(make(work[number])), output)
    except BaseException as error:
        crew.fail(error)
        raise
    crew.finish()


def write_files(files: Mapping[str, str], output: Path) -> None:
    """Writes files, given by their place below a folder."""
    for place, text in files.items():
        path = output / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())


@contextmanager
def _little_garbage_collection() -> Iterator[Callable[[], None]]:
    """Nothing of the manual becomes garbage before the end of a build; looking for it took a fifth of the time.

    Yields a function to call when everything is read: from then on, only what came later is looked through, and seldom.
    """
    was_enabled, threshold = gc.isenabled(), gc.get_threshold()
    gc.disable()

    def settle() -> None:
        gc.freeze()
        gc.set_threshold(_NEW_OBJECTS, 20, 100)
        gc.enable()

    try:
        yield settle
    finally:
        gc.unfreeze()
        gc.set_threshold(*threshold)
        if not was_enabled:
            gc.disable()
        else:
            gc.enable()


@contextmanager
def _staging(output: Path) -> Iterator[Path]:
    """A folder beside the output that takes its place when the block succeeds."""
    output.parent.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=f".{output.name}-new-", dir=output.parent))
    old = staging.with_name(staging.name.replace("-new-", "-old-"))
    try:
        staging.chmod(0o755)
        yield staging
        if output.exists():
            output.rename(old)
        try:
            staging.rename(output)
        except OSError:
            if old.exists():
                old.rename(output)
            raise
    finally:
        for folder in (staging, old):
            shutil.rmtree(folder, ignore_errors=True)
