"""What every command shares: the reader's language, the folder of the manual, and how things are printed."""

from __future__ import annotations

import locale
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from drillbook.errors import DrillbookError
from drillbook.rules import Phrase
from drillbook.words import words

if TYPE_CHECKING:
    from rich.console import Console

    from drillbook.settings import Settings

CHINESE, ENGLISH = "zh-CN", "en"


_asked: list[str] = []


def speak(lang: str) -> str:
    """From now on, messages come in a language that was asked for; without one, in the reader's.

    Returns:
        The language of messages.
    """
    _asked[:] = [_known(lang)] if lang else []
    return interface_language()


def interface_language() -> str:
    """The language of messages: the one that was asked for, else that of the environment, English unless it is Chinese."""
    return _asked[0] if _asked else _environment()


@lru_cache
def _environment() -> str:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"):
        if os.environ.get(name):
            return _known(os.environ[name])
    return _known(locale.getlocale()[0] or "")


def _known(name: str) -> str:
    return CHINESE if name.lower().startswith(("zh", "chinese")) else ENGLISH


def say(key: str, lang: str = "", /, **values: object) -> str:
    """A sentence of ``words/cli.yml`` in the reader's language."""
    text = words(lang or interface_language())[f"cli_{key}"]
    return text.format(**values) if values else text


def mistake(key: str, **values: object) -> DrillbookError:
    """Something the user must change, told in the reader's language."""
    return DrillbookError(say(key, **values))


def message_of(error: DrillbookError, lang: str = "") -> str:
    """The text of an error; some know it in both languages."""
    told = error.args[0] if error.args else ""
    return told.text(lang or interface_language()) if isinstance(told, Phrase) else str(error)


@lru_cache
def out() -> Console:
    """Where results go."""
    return _console(stderr=False)


@lru_cache
def err() -> Console:
    """Where progress and complaints go."""
    return _console(stderr=True)


def _console(*, stderr: bool) -> Console:
    from rich.console import Console

    return Console(stderr=stderr, highlight=False, markup=False, emoji=False, soft_wrap=True)


def make_streams_safe() -> None:
    """Lets a terminal without Chinese letters show ``?`` for them instead of stopping the command."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def find_root(start: Path | None) -> Path:
    """The folder of the manual: the given one, or the nearest one upwards with a mkdocs.yml."""
    if start is not None:
        return start
    here = Path.cwd()
    return next((folder for folder in (here, *here.parents) if (folder / "mkdocs.yml").is_file()), here)


def settings_at(start: Path | None) -> Settings:
    """The options of the manual.

    Args:
        start: The folder of the manual, if one was given.

    Raises:
        DrillbookError: There is no manual, or its options are wrong; its files are named as seen from the current folder.
    """
    from drillbook.settings import WrongSettings, read_settings

    root = find_root(start)
    try:
        return read_settings(root)
    except WrongSettings as wrong:
        problems = [replace(problem, file=seen_from_here(root, problem.file)) for problem in wrong.problems]
        raise WrongSettings(problems, wrong.settings) from wrong


def seen_from_here(root: Path, file: str) -> str:
    """The name of a manual's file as seen from the current folder."""
    try:
        return Path(os.path.relpath(root / file)).as_posix()
    except ValueError:  # another drive of Windows
        return (root / file).as_posix()


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Shows what is being done: one line that changes in a terminal, one line for each step elsewhere."""
    console = err()
    if not console.is_terminal:
        yield lambda text: console.print(_step(text))
        return
    with console.status(say("progress_check")) as status:
        yield lambda text: status.update(_step(text))


def _step(text: str) -> str:
    return step_name(text, interface_language())


def step_name(text: str, lang: str) -> str:
    """The words for a step named ``build en``; other texts as they are."""
    key, _, rest = text.partition(" ")
    table = words(lang)
    return table[f"cli_progress_{key}"].format(rest=rest) if f"cli_progress_{key}" in table else text
