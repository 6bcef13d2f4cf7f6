"""The file mkdocs.yml: its text, where the options of the plugin stand in it, and what is wrong with it as YAML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
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


class OptionsText(NamedTuple):
    """What the author wrote under ``plugins: drillbook:``.

    Attributes:
        source: All of mkdocs.yml.
        base: Where in it the options stand.
        data: The options as dicts, lists and strings.
        problems: Mistakes in the YAML that do not keep it from being read.
    """

    source: Source
    base: Keys
    data: Any
    problems: tuple[Problem, ...]

    def problem(self, code: str, keys: Keys, values: Values, *, at_key: bool = False, suggestion: str = "") -> Problem:
        """A problem with the option under some keys."""
        line, column = self.source.locate(self.base + keys, at_key=at_key)
        return Problem(NAME, line, column, code, values, suggestion)


class _Loader(yaml.SafeLoader):
    """Reads mkdocs.yml without carrying out its tags (``!ENV``, ``!!python/name``)."""


_Loader.add_multi_constructor("", lambda loader, suffix, node: None)


def read_config(root: Path) -> dict[str, Any]:
    """Reads mkdocs.yml as plain data.

    Raises:
        DrillbookError: There is none, or it is no YAML.
    """
    source, _, _ = _read(root)
    try:
        config: dict[str, Any] = yaml.load(source.text, _Loader) or {}
    except yaml.YAMLError as error:  # such as a key that is a list, or 30 February
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise WrongSettings([Problem(NAME, line, column, "DB102", {"reason": phrase("yaml_other")})]) from error
    return config


def read_options(root: Path) -> OptionsText:
    """Reads what stands under ``plugins: drillbook:``.

    Raises:
        DrillbookError: There is no mkdocs.yml, it is no YAML, or it does not list the plugin.
    """
    source, config, problems = _read(root)
    plugins = list(listed(config.get("plugins")))
    for keys, name, options in plugins:
        if name == "drillbook":
            return OptionsText(source, ("plugins", *keys), options, problems)
    near = closest("drillbook", [name for _, name, _ in plugins], 0.8)
    keys = next((("plugins", *keys) for keys, name, _ in plugins if name == near), ("plugins",))
    suggestion = "drillbook" if near else ""
    raise WrongSettings([*problems, source.problem("DB209", keys, at_key=True, suggestion=suggestion)])


def options_text(root: Path) -> OptionsText:
    """The same where the options may also stand elsewhere, as in a file that mkdocs.yml inherits; then without any places."""
    try:
        return read_options(root)
    except DrillbookError:
        return OptionsText(Source.of(NAME, ""), (), {}, ())


def site_name(root: Path) -> str:
    """What the manual is called, in the source language; empty where nothing is written."""
    name = _read(root)[1].get("site_name")
    return name if isinstance(name, str) else ""


def _read(root: Path) -> tuple[Source, dict[str, Any], tuple[Problem, ...]]:
    """The file, its data with all values as they are written, and what is wrong with it but can be passed over."""
    path = root / NAME
    if not path.is_file():
        raise DrillbookError(
            Phrase(
                f"There is no mkdocs.yml in {root}. Change into the folder of a manual, or run: drillbook new DIR",
                f"{root} 里没有 mkdocs.yml。请进入手册所在的文件夹，或运行：drillbook new DIR",
            )
        )
    content, problems = read_file(path, NAME)
    source, wrong = (None, []) if problems else read_source(NAME, content)
    if source is None:
        raise WrongSettings([*problems, *wrong])
    data, found = parse(source)
    # MkDocs itself carries out tags; a byte order mark does no harm.
    found = [problem for problem in found if problem.code != "DB110"]
    if data is None and found:
        raise WrongSettings(found)
    if not isinstance(data, dict | None):
        raise WrongSettings([*found, _without_keys(source, data)])
    return source, data or {}, tuple(found)


def _without_keys(source: Source, data: Any) -> Problem:
    found = phrase("shape_list" if isinstance(data, list) else "shape_text")
    return source.problem(
        "DB203", (), key=NAME, expected=phrase("shape_mapping"), found=found, example=phrase("option_example_top")
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
