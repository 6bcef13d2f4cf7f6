"""The file mkdocs.yml, with those it inherits: where the options of the plugin stand, and what is wrong with them as YAML."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

import yaml

from drillbook.errors import DrillbookError, Problem, report, sort_problems
from drillbook.files import Source, parse, read_file, read_source
from drillbook.rules import Phrase
from drillbook.text import closest
from drillbook.words.phrases import phrase

if TYPE_CHECKING:
    from drillbook.model.base import Path as Keys
    from drillbook.settings.model import Settings

NAME: Final = "mkdocs.yml"
Values: TypeAlias = Mapping[str, str | Phrase]


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


class _File(NamedTuple):
    """A file with options: its text, and its values as they are written."""

    source: Source
    data: dict[str, Any]


class OptionsText(NamedTuple):
    """What the author wrote under ``plugins: drillbook:``.

    Attributes:
        files: mkdocs.yml; after it the file that it inherits, and so on.
        base: Where the options stand in them.
        data: The options as dicts, lists and strings.
        problems: Mistakes in the YAML that do not keep it from being read.
    """

    files: tuple[_File, ...]
    base: Keys
    data: Any
    problems: tuple[Problem, ...]

    @classmethod
    def nowhere(cls) -> OptionsText:
        """For options that come from elsewhere: without any places."""
        return cls((_File(Source(NAME, ""), {}),), (), {}, ())

    def problem(self, code: str, keys: Keys, values: Values, *, at_key: bool = False, suggestion: str = "") -> Problem:
        """A problem with the option under some keys, in the file where it stands."""
        source = _holder(self.files, self.base + keys)
        line, column = source.locate(self.base + keys, at_key=at_key)
        return Problem(source.file, line, column, code, values, suggestion)

    def is_tagged(self, keys: Keys) -> bool:
        """Whether a value carries a tag, such as ``!ENV``, so that only MkDocs knows it."""
        return _holder(self.files, self.base + keys).is_tagged(self.base + keys)


class _Loader(yaml.SafeLoader):
    """Reads mkdocs.yml without carrying out its tags (``!ENV``, ``!!python/name``)."""


_Loader.add_multi_constructor("", lambda loader, suffix, node: None)


def read_config(root: Path) -> dict[str, Any]:
    """Reads mkdocs.yml as plain data, with what it inherits.

    Raises:
        DrillbookError: There is none, or it is no YAML.
    """
    files, _ = _read(root)
    return reduce(_over, map(_plain, files))


def _plain(file: _File) -> dict[str, Any]:
    try:
        config: dict[str, Any] = yaml.load(file.source.text, _Loader) or {}
    except yaml.YAMLError as error:  # such as a key that is a list, or 30 February
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        reason = phrase("yaml_other")
        raise WrongSettings([Problem(file.source.file, line, column, "DB102", {"reason": reason})]) from error
    return config


def read_options(root: Path) -> OptionsText:
    """Reads what stands under ``plugins: drillbook:``.

    Raises:
        DrillbookError: There is no mkdocs.yml, it is no YAML, or it does not list the plugin.
    """
    files, problems = _read(root)
    plugins = list(listed(_together(files).get("plugins")))
    for keys, name, options in plugins:
        if name == "drillbook":
            return OptionsText(files, ("plugins", *keys), options, problems)
    near = closest("drillbook", [name for _, name, _ in plugins], 0.8)
    keys = next((("plugins", *keys) for keys, name, _ in plugins if name == near), ("plugins",))
    suggestion = "drillbook" if near else ""
    missing = OptionsText(files, (), {}, ()).problem("DB209", keys, {}, at_key=True, suggestion=suggestion)
    raise WrongSettings([*problems, missing])


def whole_text(root: Path) -> OptionsText:
    """Reads all of mkdocs.yml.

    Raises:
        DrillbookError: There is none, or it is no YAML.
    """
    files, problems = _read(root)
    return OptionsText(files, (), _together(files), problems)


def options_text(root: Path) -> OptionsText:
    """The same where MkDocs has read the options already, from wherever it was; then without any places."""
    try:
        return read_options(root)
    except DrillbookError:
        return OptionsText.nowhere()


def config_files(root: Path) -> list[Path]:
    """mkdocs.yml and the files that it inherits, as far as they can be read."""
    try:
        return [Path(os.path.normpath(root / file.source.file)) for file in _read(root)[0]]
    except DrillbookError:
        return [root / NAME]


def _together(files: Sequence[_File]) -> dict[str, Any]:
    """What stands in all of them."""
    return reduce(_over, (file.data for file in files))


def _over(own: Any, inherited: Any) -> Any:
    """What MkDocs makes of two files: groups of keys are put together, of everything else the own counts."""
    if not isinstance(own, dict) or not isinstance(inherited, dict):
        return own
    return inherited | {key: _over(value, inherited[key]) if key in inherited else value for key, value in own.items()}


def _holder(files: Sequence[_File], keys: Keys) -> Source:
    """The file that holds most of the way to a value, and from which the value therefore comes."""
    best, most = files[0].source, -1
    for file in files:
        depth, end = 0, file.data
        while depth < len(keys) and (below := _below(end, keys[depth])):
            depth, end = depth + 1, below[0]
        if depth > most:
            best, most = file.source, depth
        if not isinstance(end, dict):
            break  # what stands there hides what is inherited
    return best


def _below(data: Any, step: str | int) -> tuple[Any] | None:
    """What stands under a key or in a place of a list; None where there is no such."""
    if isinstance(data, dict) and step in data:
        return (data[step],)
    is_place = isinstance(data, list) and isinstance(step, int) and step < len(data)
    return (data[step],) if is_place else None


def _read(root: Path) -> tuple[tuple[_File, ...], tuple[Problem, ...]]:
    """The file and those it inherits, and what is wrong with them but can be passed over."""
    path = root / NAME
    if not path.is_file():
        raise DrillbookError(
            Phrase(
                f"There is no mkdocs.yml in {root}. Change into the folder of a manual, or run: drillbook new DIR",
                f"{root} 里没有 mkdocs.yml。请进入手册所在的文件夹，或运行：drillbook new DIR",
            )
        )
    files: list[_File] = []
    problems: list[Problem] = []
    name: str | None = NAME
    while name is not None:
        file, found = _read_one(root, name)
        files.append(file)
        problems += found
        name = _inherited(root, files)
    return tuple(files), tuple(problems)


def _inherited(root: Path, files: Sequence[_File]) -> str | None:
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


def _read_one(root: Path, name: str) -> tuple[_File, list[Problem]]:
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
    return _File(source, data or {}), found


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


def listed(plugins: Any) -> Iterator[tuple[Keys, str, Any]]:
    """The plugins: the keys to each below ``plugins``, its name, and its options; in every way that MkDocs knows."""
    if isinstance(plugins, dict):
        yield from (((name,), name, options) for name, options in plugins.items())
    for number, plugin in enumerate(plugins if isinstance(plugins, list) else ()):
        if isinstance(plugin, str):
            yield (number,), plugin, ""
        elif isinstance(plugin, dict):
            yield from (((number, name), name, options) for name, options in plugin.items())
