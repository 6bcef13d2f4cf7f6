"""YAML files -> models with positions. Knows files one by one; what they say of each other is the graph's business."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path as FilePath
from typing import Any, get_args, get_origin

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from drillbook.errors import Problem
from drillbook.model import KINDS, SMALL_KINDS, Entity
from drillbook.model.base import ID_LENGTH, Model, Path, _unwrap

MAX_BYTES = 1 << 20
MAX_ALIASES = 20
_KEY_WITH_WIDE_COLON = re.compile(r"^\s*(?:- )?([A-Za-z_]+)\s*：", re.MULTILINE)
# What YAML 1.2 calls non-printable; NUL is the one that really occurs.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Source:
    """One text file of the manual; finds the line of any value again."""

    file: str
    text: str = field(repr=False)

    def locate(self, path: Path, *, at_key: bool = False) -> tuple[int, int]:
        """The line and column, from 1, of a value; of what holds it, where the value itself is not written.

        Args:
            path: Keys and list positions from the top of the file.
            at_key: Whether to return the place of the last key instead of its value.
        """
        return _locate(self.text, path, at_key)

    def problem(self, code: str, path: Path, *, at_key: bool = False, suggestion: str = "", **values: str) -> Problem:
        """A problem at the place of a value."""
        line, column = self.locate(path, at_key=at_key)
        return Problem(self.file, line, column, code, values, suggestion)


@dataclass(frozen=True, slots=True)
class Loaded:
    """An entity with the place it came from.

    Attributes:
        base: The path of the entity inside its file: empty, or ``("entries", 3)``.
    """

    entity: Entity
    source: Source
    base: Path = ()

    def problem(self, code: str, path: Path = (), *, at_key: bool = False, suggestion: str = "", **values: str) -> Problem:
        """A problem at a path inside the entity."""
        return self.source.problem(code, self.base + path, at_key=at_key, suggestion=suggestion, **values)

    def line(self, path: Path = ()) -> int:
        """The line of a value inside the entity."""
        return self.source.locate(self.base + path)[0]


class _Refused(Exception):
    def __init__(self, code: str, mark: yaml.Mark, **values: str) -> None:
        self.code, self.mark, self.values = code, mark, values


def _compose(text: str) -> yaml.Node | None:
    loader = yaml.CSafeLoader(text)
    try:
        return loader.get_single_node()
    finally:
        loader.dispose()


@lru_cache(maxsize=64)
def _nodes(text: str) -> yaml.Node | None:
    return _compose(text)


def _locate(text: str, path: Path, key: bool) -> tuple[int, int]:
    node = _nodes(text)
    if node is None:
        return 1, 1
    mark = node.start_mark
    for step in path:
        found = _child(node, step)
        if found is None:
            break
        key_node, node = found
        is_key = key and step == path[-1] or isinstance(node, yaml.CollectionNode) and isinstance(step, str)
        mark = key_node.start_mark if is_key else node.start_mark
    return mark.line + 1, mark.column + 1


def _child(node: yaml.Node, step: str | int) -> tuple[yaml.Node, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        return next(((k, v) for k, v in node.value if k.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step]
    return None


def _plain(node: yaml.Node, budget: list[int], seen: set[int]) -> Any:
    """Turns nodes into dicts, lists and strings; every plain scalar stays a string."""
    if id(node) in seen:
        budget[0] -= 1
        if budget[0] < 0:
            raise _Refused("DB109", node.start_mark, limit=str(MAX_ALIASES))
    seen.add(id(node))
    if not node.tag.startswith("tag:yaml.org,2002:") or node.tag.endswith((":binary", ":python/none")):
        raise _Refused("DB110", node.start_mark, tag=node.tag)
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, budget, seen) for item in node.value]
    found: dict[str, Any] = {}
    lines: dict[str, int] = {}
    for key_node, value_node in node.value:
        key = key_node.value if isinstance(key_node, yaml.ScalarNode) else "?"
        if key in found:
            raise _Refused("DB107", key_node.start_mark, key=key, first=str(lines[key]))
        lines[key] = key_node.start_mark.line + 1
        found[key] = _plain(value_node, budget, seen)
    return found


def _syntax_problem(file: str, text: str, error: yaml.MarkedYAMLError) -> Problem:
    mark = error.problem_mark or error.context_mark or yaml.Mark("", 0, 0, 0, None, None)
    lines = text.splitlines() or [""]
    line = lines[min(mark.line, len(lines) - 1)]
    if line[: mark.column + 1].lstrip(" ").startswith("\t") or line[mark.column : mark.column + 1] == "\t":
        return Problem(file, mark.line + 1, line.index("\t") + 1, "DB101")
    if "quoted scalar" in str(error.context):
        start = error.context_mark or mark
        return Problem(file, start.line + 1, start.column + 1, "DB103")
    if "expected <document start>" in str(error.problem) or "another document" in str(error.problem):
        return Problem(file, mark.line + 1, mark.column + 1, "DB112")
    wide = _wide_colon(lines, mark.line)
    if wide:
        return Problem(file, wide[0] + 1, wide[1].start(1) + 1, "DB113", {"key": wide[1][1]})
    return Problem(file, mark.line + 1, mark.column + 1, "DB102", {"reason": str(error.problem or error.context)})


def _wide_colon(lines: Sequence[str], line: int) -> tuple[int, re.Match[str]] | None:
    for number in (line, line - 1, line - 2):
        match = _KEY_WITH_WIDE_COLON.match(lines[number]) if 0 <= number < len(lines) else None
        if match:
            return number, match
    return None


def read_source(file: str, content: bytes) -> tuple[Source | None, list[Problem]]:
    """Decodes a file's bytes and refuses what is no text."""
    if len(content) > MAX_BYTES:
        return None, [Problem(file, 1, 1, "DB108", {"size": str(len(content)), "limit": str(MAX_BYTES)})]
    problems = []
    if content.startswith(b"\xef\xbb\xbf"):
        problems.append(Problem(file, 1, 1, "DB105"))
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        values = {"byte": f"0x{content[error.start]:02X}", "position": str(error.start)}
        return None, [*problems, Problem(file, line, 1, "DB104", values)]
    control = _CONTROL.search(text)
    if control:
        before = text[: control.start()]
        values = {"character": f"U+{ord(control[0]):04X}"}
        return None, [*problems, Problem(file, before.count("\n") + 1, control.start() - before.rfind("\n"), "DB106", values)]
    return Source(file, text), problems


def parse(source: Source) -> tuple[Any, list[Problem]]:
    """Reads a text as plain data: dicts, lists, strings."""
    try:
        node = _compose(source.text)
        return (None if node is None else _plain(node, [MAX_ALIASES], set())), []
    except yaml.MarkedYAMLError as error:
        return None, [_syntax_problem(source.file, source.text, error)]
    except _Refused as refused:
        return None, [Problem(source.file, refused.mark.line + 1, refused.mark.column + 1, refused.code, refused.values)]
    except RecursionError:
        return None, [Problem(source.file, 1, 1, "DB109", {"limit": str(MAX_ALIASES)})]


def load_text(file: str, content: bytes) -> tuple[list[Loaded], list[Problem]]:
    """Loads the entities of one file, and everything that is wrong with it."""
    source, problems = read_source(file, content)
    if source is None:
        return [], problems
    data, more = parse(source)
    problems += more
    if more:
        return [], problems
    if not isinstance(data, dict):
        wide = _KEY_WITH_WIDE_COLON.search(source.text)
        if wide:
            line = source.text[: wide.start(1)].count("\n") + 1
            return [], [*problems, Problem(file, line, 1, "DB113", {"key": wide[1]})]
        return [], [*problems, Problem(file, 1, 1, "DB111")]
    loaded = []
    for base, raw in _entries(source, data, problems):
        entity, wrong = _validate(source, base, raw)
        problems += wrong
        if entity is not None:
            loaded.append(Loaded(entity, source, base))
    return loaded, problems


def _entries(source: Source, data: dict[str, Any], problems: list[Problem]) -> Iterator[tuple[Path, dict[str, Any]]]:
    kind = data.get("kind")
    if kind is None:
        problems.append(source.problem("DB202", (), where="file", key="kind", description=", ".join(KINDS)))
        return
    if kind not in KINDS:
        guess = closest(str(kind), KINDS)
        problems.append(source.problem("DB206", ("kind",), suggestion=guess, value=str(kind), allowed=", ".join(KINDS)))
        return
    if "entries" not in data:
        yield (), data
        return
    if kind not in SMALL_KINDS:
        allowed = ", ".join(sorted(SMALL_KINDS))
        problems.append(source.problem("DB207", ("entries",), at_key=True, kind=kind, allowed=allowed))
        return
    entries = data["entries"]
    if not isinstance(entries, list):
        problems.append(_wrong_type(source, ("entries",), "entries", "list", entries))
        return
    defaults = {key: value for key, value in data.items() if key != "entries"}
    for index, entry in enumerate(entries):
        if isinstance(entry, dict):
            yield ("entries", index), defaults | entry
        else:
            problems.append(_wrong_type(source, ("entries", index), "entries", "mapping", entry))


def _validate(source: Source, base: Path, raw: dict[str, Any]) -> tuple[Entity | None, list[Problem]]:
    model = KINDS[raw["kind"]] if isinstance(raw.get("kind"), str) and raw["kind"] in KINDS else None
    if model is None:
        return None, [source.problem("DB206", (*base, "kind"), value=str(raw.get("kind")), allowed=", ".join(KINDS))]
    try:
        return model.model_validate(raw), []
    except ValidationError as error:
        complaints = [d for d in error.errors(include_url=False) if not (d["type"] == "too_short" and d["input"])]
        return None, [_shape_problem(source, base, model, details) for details in complaints]


_TYPES = {
    "tuple_type": "list", "list_type": "list", "string_type": "text", "model_type": "mapping",
    "model_attributes_type": "mapping", "dict_type": "mapping",
}  # fmt: skip
_WORDS = {
    "list": "a list (lines starting with `- `)", "text": "a text", "mapping": "a group of `key: value` lines",
}  # fmt: skip
_EXAMPLES = {
    "list": "Write `{key}:` and under it one line `- ...` for each.",
    "text": "Write it on one line: `{key}: ...`; put it in quotes if it holds `: `.",
    "mapping": "Write `{key}:` and under it, indented, lines of `key: value`.",
}
_VALUE_CODES = {"bad_duration": "DB501", "bad_figure": "DB502", "bad_when": "DB503"}


def _wrong_type(source: Source, path: Path, key: str, expected: str, found: Any) -> Problem:
    return _type_problem(source, path, key, expected, found)


def _shape_problem(source: Source, base: Path, model: type[Model], details: ErrorDetails) -> Problem:
    """Turns one complaint of the validator into the author's words."""
    kind, loc, found = details["type"], tuple(details["loc"]), details["input"]
    path = base + loc
    holder, key = _holder(model, loc)
    where, value = _name_of(holder), found if isinstance(found, str) else ""
    if kind == "extra_forbidden":
        allowed = list(holder.model_fields)
        return _at(source, "DB201", path, True, closest(key, allowed), key=key, where=where, allowed=", ".join(allowed))
    if kind == "missing":
        return _at(source, "DB202", path[:-1], False, "", key=key, where=where, description=_description(holder, key))
    if kind in _TYPES:
        return _type_problem(source, path, key, _TYPES[kind], found)
    if kind in ("string_too_short", "too_short"):
        return _at(source, "DB204", path, True, "", key=key)
    if kind == "literal_error":
        allowed = [str(a) for a in get_args(_unwrap(holder.model_fields[key].annotation)[0])]
        return _at(source, "DB205", path, False, closest(value, allowed), key=key, value=value, allowed=", ".join(allowed))
    if kind in ("bad_id", "reserved_id"):
        return _id_problem(source, path, kind, value)
    if kind in _VALUE_CODES:
        return _at(source, _VALUE_CODES[kind], path, False, "", value=value)
    if kind.startswith("date"):
        return _at(source, "DB504", path, False, "", value=value)
    if kind == "string_pattern_mismatch":
        return _at(source, "DB505", path, False, "", value=value)
    reason = details["msg"]
    return _at(source, "DB506", path, False, "", key=key, value=value, reason=reason, description=_description(holder, key))


def _at(source: Source, code: str, path: Path, at_key: bool, suggestion: str, **values: str) -> Problem:
    return source.problem(code, path, at_key=at_key, suggestion=suggestion, **values)


def _type_problem(source: Source, path: Path, key: str, expected: str, found: Any) -> Problem:
    name = "list" if isinstance(found, list) else "mapping" if isinstance(found, dict) else "text"
    example = _EXAMPLES[expected].format(key=key)
    return _at(source, "DB203", path, False, "", key=key, expected=_WORDS[expected], found=_WORDS[name], example=example)


def _id_problem(source: Source, path: Path, kind: str, value: str) -> Problem:
    if kind == "reserved_id":
        return _at(source, "DB307", path, False, "", value=value)
    guess = re.sub(r"[^a-z0-9]+", "-", value.lower()).strip("-0123456789")[:ID_LENGTH]
    return _at(source, "DB301", path, False, guess if guess != value else "", value=value, limit=str(ID_LENGTH))


def _holder(model: type[Model], loc: Path) -> tuple[type[Model], str]:
    """The model and the key at the end of a validator's location."""
    current: type[Model] = model
    key = str(loc[0]) if loc else ""
    for step in loc:
        if isinstance(step, str) and step in current.model_fields:
            inner, _ = _unwrap(current.model_fields[step].annotation)
            if get_origin(inner) in (tuple, dict):
                inner, _ = _unwrap(get_args(inner)[0 if get_origin(inner) is tuple else 1])
            key = step
            if isinstance(inner, type) and issubclass(inner, Model) and step != loc[-1]:
                current = inner
        elif isinstance(step, str):
            key = step
    return current, key


def _name_of(model: type[Model]) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", " ", model.__name__).lower()


def _description(model: type[Model], key: str) -> str:
    info = model.model_fields.get(key)
    return (info.description or "") if info else ""


def closest(word: str, candidates: Sequence[str] | dict[str, Any] | set[str]) -> str:
    """The one candidate that looks most like a word, or nothing."""
    return next(iter(difflib.get_close_matches(word, list(candidates), n=1, cutoff=0.6)), "")


def yaml_files(folder: FilePath) -> Iterator[FilePath]:
    """The YAML files of a folder and its subfolders, sorted; names that begin with ``_`` or ``.`` are left out.

    A link that leads out of the folder is left out too.
    """
    inside = folder.resolve()
    for path in sorted(folder.rglob("*.y*ml")):
        hidden = any(part.startswith(("_", ".")) for part in path.relative_to(folder).parts)
        if path.suffix in (".yml", ".yaml") and not hidden and path.resolve().is_relative_to(inside):
            yield path


def load_folder(folder: FilePath, root: FilePath) -> tuple[list[Loaded], list[Problem]]:
    """Loads every YAML file under a folder; file names in problems are relative to the root."""
    loaded: list[Loaded] = []
    problems: list[Problem] = []
    for path in yaml_files(folder):
        more, wrong = load_text(path.relative_to(root).as_posix(), path.read_bytes())
        loaded += more
        problems += wrong
    return loaded, problems
