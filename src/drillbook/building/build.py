"""The one place that composes the engine's layers and writes the site.

A build is made in a folder beside the site, and its files take their places at the end, all at once: a failed or interrupted build leaves
the last good site untouched.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Protocol

from drillbook.building.checked import (
    Aside,
    Checked,
    Failed,
    Progress,
    Translations,
    check_manual,
    check_questions,
    is_broken,
    read_translations,
)  # fmt: skip
from drillbook.building.language import LanguageSite, folders_of, language_site
from drillbook.building.practice import Practice
from drillbook.building.staging import merge, staging
from drillbook.building.work import Groundwork, Work, Write
from drillbook.crew import Crew, workers
from drillbook.errors import Problem
from drillbook.files import Parsed
from drillbook.settings import Settings

__all__ = ["Checked", "Failed", "Frame", "LanguageSite", "Write", "build", "check_manual"]

_GROUNDWORK: Final = ".groundwork"
"""A folder that site generators leave alone, because of its name."""

_NEW_OBJECTS: Final = 50_000
"""So many new objects, about those of ten pages, before garbage is looked for."""


class Frame(Protocol):
    """A site generator, as far as it frames the pages of one language."""

    def __call__(
        self, settings: Settings, site: LanguageSite, output: Path, ready: Callable[[Write], None]
    ) -> Callable[[], None]:
        """Brings what the site generator itself brings, such as hand-written pages and the theme's files.

        Args:
            settings: The manual's options.
            site: What is shown in the language.
            output: The folder of the language.
            ready: Is called in between, as soon as pages can be framed, with what writes one. Copies of the process may do that,
                and end within.

        Returns:
            What is left to do when all pages are written.
        """


def build(
    settings: Settings,
    output: Path,
    *,
    frame: Frame,
    progress: Progress = lambda text: None,
    files: Iterable[Parsed] | None = None,
    finish: Callable[[Path], None] = lambda folder: None,
) -> list[Problem]:
    """Builds the site of a manual in every language.

    Args:
        settings: The manual's options.
        output: Where the site goes.
        frame: Frames the pages.
        progress: Is told what begins.
        files: What stands in the manual's files, where that has been read already.
        finish: Adds to the folder of the new site before its files take the place of the last one's.

    Returns:
        The warnings.

    Raises:
        Failed: The manual has errors; the last site is untouched.
    """
    folders, missed = folders_of(settings), []
    with _little_garbage_collection() as settle, staging(output) as folder:
        progress("check")
        read = read_translations(settings, files)
        with _groundwork(read, folders, folder / _GROUNDWORK) as (groundwork, aside):
            checked = check_questions(read, aside.rules, progress)
            if checked.has_errors:
                raise Failed(checked.with_problems(aside.first(groundwork.searches)).problems)
            if settings.coverage:
                progress("coverage")
                _ = checked.covered
            progress(f"build {', '.join(settings.languages)}")
            practice = Practice(checked, folders)
            sites = [language_site(settings, checked, lang, practice.forms(lang)) for lang in settings.languages]

            def begin() -> None:
                # Before pages are written: the copy and theirs together would need the most memory.
                missed.extend(aside.finish())
                if is_broken(missed):
                    raise Failed(checked.with_problems(missed).problems)
                settle()

            _write_site(settings, sites, Work(settings, checked, sites, practice, folder), folder, frame, begin)
        merge(folder / _GROUNDWORK, folder)
        finish(folder)
        progress("move")
    return checked.with_problems(missed).problems


@contextmanager
def _groundwork(read: Translations, folders: Mapping[str, str], output: Path) -> Iterator[tuple[Groundwork, Aside]]:
    """Begins with what needs no questions, while this process goes on to read those: first the rules, then what is written as it is."""
    output.mkdir()
    work = Groundwork(read.manual.settings, read.graphs, read.search, folders, output)
    with Aside(read.problems, len(work), work.do) as aside:
        aside.start(min(workers(len(read)), 2))
        yield work, aside


def _write_site(
    settings: Settings,
    sites: Sequence[LanguageSite],
    work: Work,
    output: Path,
    frame: Frame,
    begin: Callable[[], None],
) -> None:
    """Writes everything, in several processes where there are processors for it.

    The site generator sets up one language within the other, and the copies start when the last one is ready: they can frame pages of
    every language. This process goes on with what the site generator brings, and helps with the pages when it is done.

    Args:
        settings: The manual's options.
        sites: What is shown, in each language.
        work: What is to be written.
        output: Where.
        frame: The site generator.
        begin: Is called when all is set up, before the first page is written.
    """
    ends: list[Callable[[], None]] = []
    with Crew(len(work), work.do) as crew:

        def set_up(left: Sequence[LanguageSite]) -> None:
            if not left:
                begin()
                crew.start(workers(len(work)))
                return
            site, *others = left

            def ready(write: Write) -> None:
                work.frame_with(site.lang, write)
                set_up(others)

            ends.append(frame(settings, site, output / site.folder, ready))

        set_up(sites)
        work.finish(crew.finish())
    for end in ends:
        end()


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
