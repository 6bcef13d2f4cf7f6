"""The file mkdocs.yml and those it inherits, as they are written."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterable, Sequence
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import yaml

from drillbook.errors import DrillbookError, Problem, report, sort_problems
from drillbook.files import Source, parse, read_file, read_source
from drillbook.rules import Phrase
from drillbook.words.phrases import phrase

if TYPE_CHECKING:
    from drillbook.settings.model import Settings

NAME: Final = "mkdocs.yml"


class WrongSettings(DrillbookError):  # noqa: N818 - what mkdocs.yml has, not a kind of error
    """Something in mkdocs.yml is wrong.

    Attributes:
        problems: All of it.
        settings: The options with what is wrong left out, where a manual can be checked with that.
    """

    exit_code = 1

    def __init__(self, problems: Iterable[Problem], settings: Settings | None = None) -> None:
        self.problems, self.settings = sort_problems(problems), settings
        super().__init__(Phrase(report(self.problems, "en"), report(self.problems, "zh-CN")))


class ConfigFile(NamedTuple):
    """A file with options: its text, and its values as they are written."""

    source: Source
    data: dict[str, Any]


class _Loader(yaml.SafeLoader):
    """Reads mkdocs.yml without carrying out its tags (``!ENV``, ``!!python/name``)."""


_Loader.add_multi_constructor("", lambda loader, suffix, node: None)


def read_files(root: Path) -> tuple[tuple[ConfigFile, ...], tuple[Problem, ...]]:
    """Reads the file and those it inherits; with them comes what is wrong but can be passed over.

    Raises:
        DrillbookError: There is no mkdocs.yml, or something in it cannot be passed over.
    """
    path = root / NAME
    if not path.is_file():
        raise DrillbookError(
            Phrase(
                f"There is no mkdocs.yml in {root}. Change into the folder of a manual, or run: drillbook new DIR",
                f"{root} 里没有 mkdocs.yml。请进入手册所在的文件夹，或运行：drillbook new DIR",
            )
        )
    files: list[ConfigFile] = []
    problems: list[Problem] = []
    name: str | None = NAME
    while name is not None:
        file, found = _read_one(root, name)
        files.append(file)
        problems += found
        name = _inherited(root, files)
    return tuple(files), tuple(problems)


def read_config(root: Path) -> dict[str, Any]:
    """Reads mkdocs.yml as plain data, with what it inherits.

    Raises:
        DrillbookError: There is none, or it is no YAML.
    """
    files, _ = read_files(root)
    return together(map(_plain, files))


def config_files(root: Path) -> list[Path]:
    """mkdocs.yml and the files that it inherits, as far as they can be read."""
    try:
        return [Path(os.path.normpath(root / file.source.file)) for file in read_files(root)[0]]
    except DrillbookError:
        return [root / NAME]


def together(contents: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """What MkDocs makes of a file and those it inherits, the file itself first."""
    return reduce(_over, contents)


def _over(own: Any, inherited: Any) -> Any:
    """One file over the other: groups of keys are put together, of everything else the own counts."""
    if not isinstance(own, dict) or not isinstance(inherited, dict):
        return own
    return inherited | {key: _over(value, inherited[key]) if key in inherited else value for key, value in own.items()}


def _plain(file: ConfigFile) -> dict[str, Any]:
    try:
        config: dict[str, Any] = yaml.load(file.source.text, _Loader) or {}
    except yaml.YAMLError as error:  # such as a key that is a list, or 30 February
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        reason = phrase("yaml_other")
        raise WrongSettings([Problem(file.source.file, line, column, "DB102", {"reason": reason})]) from error
    return config


def _inherited(root: Path, files: Sequence[ConfigFile]) -> str | None:
    """The file that the last of some files inherits, as seen from the manual; None where it inherits none."""
    source, data = files[-1]
    wanted = data.get("INHERIT")
    if wanted is None:
        return None
    if not isinstance(wanted, str):
        raise WrongSettings([_no_text(source, wanted)])
    name = posixpath.normpath(posixpath.join(posixpath.dirname(source.file), wanted))
    is_file = bool(wanted) and (root / name).is_file()
    is_circle = is_file and any((root / name).samefile(root / file.source.file) for file in files)
    if is_circle or not is_file:
        reason = phrase("file_circle" if is_circle else "file_missing")
        raise WrongSettings([source.problem("DB115", ("INHERIT",), reason=reason)])
    return name


def _no_text(source: Source, wanted: Any) -> Problem:
    """The problem of a list or a group where the name of a file must stand."""
    found = phrase("shape_list" if isinstance(wanted, list) else "shape_mapping")
    example = phrase("write_text", key="INHERIT")
    return source.problem(
        "DB203", ("INHERIT",), key="INHERIT", expected=phrase("shape_text"), found=found, example=example
    )


def _read_one(root: Path, name: str) -> tuple[ConfigFile, list[Problem]]:
    """A file with its values as they are written, and what is wrong with it but can be passed over."""
    content, problems = read_file(root / name, name)
    source, wrong = (None, []) if problems else read_source(name, content)
    if source is None:
        raise WrongSettings([*problems, *wrong])
    data, found = parse(source)
    # MkDocs itself carries out tags; a byte order mark does no harm.
    found = [problem for problem in found if problem.code != "DB110"]
    if data is None and found:
        raise WrongSettings(found)
    if not isinstance(data, dict | None):
        raise WrongSettings([*found, _without_keys(source, data)])
    return ConfigFile(source, data or {}), found


def _without_keys(source: Source, data: Any) -> Problem:
    found = phrase("shape_list" if isinstance(data, list) else "shape_text")
    return source.problem(
        "DB203",
        (),
        key=source.file,
        expected=phrase("shape_mapping"),
        found=found,
        example=phrase("option_example_top"),
    )
