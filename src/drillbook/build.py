"""The one place that composes the engine's layers and writes the site.

A build is made in a folder beside the site and takes its place at the end, in one step: a failed or interrupted build leaves
the last good site untouched.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Protocol

from drillbook.checked import Checked, Failed, Progress, check_manual
from drillbook.crew import Crew, processors, workers
from drillbook.errors import Problem
from drillbook.language import LanguageSite, folders_of, language_site
from drillbook.practice import Practice
from drillbook.settings import Settings
from drillbook.staging import staging
from drillbook.work import Work, Write

__all__ = ["Checked", "Failed", "Frame", "LanguageSite", "Write", "build", "check_manual"]

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


def build(settings: Settings, output: Path, *, frame: Frame, progress: Progress = lambda text: None) -> list[Problem]:
    """Builds the site of a manual in every language.

    Returns:
        The warnings.

    Raises:
        Failed: The manual has errors; the last site is untouched.
    """
    with _little_garbage_collection() as settle:
        progress("check")
        checked = check_manual(settings, progress, processes=processors())
        if checked.has_errors:
            raise Failed(checked.problems)
        if settings.coverage:
            progress("coverage")
            _ = checked.covered
        progress(f"build {', '.join(settings.languages)}")
        practice = Practice(checked, folders_of(settings))
        sites = [language_site(settings, checked, lang, practice.forms(lang)) for lang in settings.languages]
        with staging(output) as folder:
            settle()
            _write_site(settings, sites, Work(settings, checked, sites, practice, folder), folder, frame)
            progress("move")
    return checked.problems


def _write_site(settings: Settings, sites: Sequence[LanguageSite], work: Work, output: Path, frame: Frame) -> None:
    """Writes everything, in several processes where there are processors for it.

    The site generator sets up one language within the other, and the copies start when the last one is ready: they can frame pages of
    every language. This process goes on with what the site generator brings, and helps with the pages when it is done.
    """
    crew = Crew()
    ends: list[Callable[[], None]] = []

    def set_up(left: Sequence[LanguageSite]) -> None:
        if not left:
            crew.start(workers(len(work)), len(work))
            if crew.is_copy:
                crew.work(work.do)
            return
        site, *others = left

        def ready(write: Write) -> None:
            work.frame_with(site.lang, write)
            set_up(others)

        ends.append(frame(settings, site, output / site.folder, ready))

    with crew:
        set_up(sites)
        work.finish(crew.work(work.do))
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
