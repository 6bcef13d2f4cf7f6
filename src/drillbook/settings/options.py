"""The options of the plugin as the author wrote them in mkdocs.yml or a file that it inherits, with their places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from drillbook.errors import DrillbookError, Problem
from drillbook.files import Source
from drillbook.rules import Phrase
from drillbook.settings.config import NAME, ConfigFile, WrongSettings, read_files, together
from drillbook.text import closest

Keys: TypeAlias = tuple[str | int, ...]
Values: TypeAlias = Mapping[str, str | Phrase]


class OptionsText(NamedTuple):
    """What the author wrote under ``plugins: drillbook:``.

    Attributes:
        files: mkdocs.yml; after it the file that it inherits, and so on.
        base: Where the options stand in them.
        data: The options as dicts, lists and strings.
        problems: Mistakes in the YAML that do not keep it from being read.
    """

    files: tuple[ConfigFile, ...]
    base: Keys
    data: Any
    problems: tuple[Problem, ...]

    @classmethod
    def nowhere(cls) -> OptionsText:
        """For options that come from elsewhere: without any places."""
        return cls((ConfigFile(Source(NAME, ""), {}),), (), {}, ())

    def problem(self, code: str, keys: Keys, values: Values, *, at_key: bool = False, suggestion: str = "") -> Problem:
        """A problem with the option under some keys, in the file where it stands."""
        source = _holder(self.files, self.base + keys)
        line, column = source.locate(self.base + keys, at_key=at_key)
        return Problem(source.file, line, column, code, values, suggestion)

    def is_tagged(self, keys: Keys) -> bool:
        """Whether a value carries a tag, such as ``!ENV``, so that only MkDocs knows it."""
        return _holder(self.files, self.base + keys).is_tagged(self.base + keys)


def read_options(root: Path) -> OptionsText:
    """Reads what stands under ``plugins: drillbook:``.

    Raises:
        DrillbookError: There is no mkdocs.yml, it is no YAML, or it does not list the plugin.
    """
    files, problems = read_files(root)
    plugins = list(listed(together(file.data for file in files).get("plugins")))
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
    files, problems = read_files(root)
    return OptionsText(files, (), together(file.data for file in files), problems)


def options_text(root: Path) -> OptionsText:
    """What ``read_options`` gives; without any places where it fails, because MkDocs has the options from elsewhere."""
    try:
        return read_options(root)
    except DrillbookError:
        return OptionsText.nowhere()


def _holder(files: Sequence[ConfigFile], keys: Keys) -> Source:
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


def listed(plugins: Any) -> Iterator[tuple[Keys, str, Any]]:
    """The plugins: the keys to each below ``plugins``, its name, and its options; in every way that MkDocs knows."""
    if isinstance(plugins, dict):
        yield from (((name,), name, options) for name, options in plugins.items())
    for number, plugin in enumerate(plugins if isinstance(plugins, list) else ()):
        if isinstance(plugin, str):
            yield (number,), plugin, ""
        elif isinstance(plugin, dict):
            yield from (((number, name), name, options) for name, options in plugin.items())
