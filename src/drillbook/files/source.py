"""The text of one file, and where each value of it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import yaml

from drillbook.errors import Problem
from drillbook.rules import Phrase

if TYPE_CHECKING:  # importing the models takes longer than reading a file
    from drillbook.model.walk import Path


@dataclass(frozen=True, slots=True)
class Source:
    """One text file of the manual; finds the line of any value again."""

    file: str
    text: str = field(repr=False)

    def locate(self, path: Path, *, at_key: bool = False, inside: str = "") -> tuple[int, int]:
        """The line and column, from 1, of a value; of what holds it, where the value itself is not written.

        Args:
            path: Keys and list positions from the top of the file.
            at_key: Whether to return the place of the last key instead of its value.
            inside: A piece of the value to point at, if it stands there as it is.
        """
        return _locate(self.text, path, at_key, inside)

    def is_tagged(self, path: Path) -> bool:
        """Whether a value carries a YAML tag."""
        node = _node_at(self.text, path)
        return bool(node and node.tag)

    def is_cut_off(self, path: Path) -> bool:
        """Whether a key is what a comma inside braces cut off from the text before: no colon stands behind it."""
        holder = _node_at(self.text, path[:-1])
        if not isinstance(holder, yaml.MappingNode) or not holder.flow_style:
            return False
        return any(
            key.value == path[-1] and ":" not in self.text[key.end_mark.index : value.start_mark.index]
            for key, value in holder.value[1:]
        )

    def problem(
        self,
        code: str,
        path: Path,
        *,
        at_key: bool = False,
        inside: str = "",
        suggestion: str = "",
        **values: str | Phrase,
    ) -> Problem:
        """A problem at the place of a value."""
        line, column = self.locate(path, at_key=at_key, inside=inside)
        return Problem(self.file, line, column, code, values, suggestion)


class _Composer(yaml.CSafeLoader):
    """Composes nodes without working out their types."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> str:
        return ""

    def descend_resolver(self, current_node: Any, current_index: Any) -> None:
        pass

    def ascend_resolver(self) -> None:
        pass


@lru_cache(maxsize=8)
def _nodes(text: str) -> yaml.Node | None:
    """The nodes of a text that was read before, so that its depth is bounded."""
    composer = _Composer(text)
    try:
        return composer.get_single_node()
    except yaml.YAMLError:
        return None
    finally:
        composer.dispose()


def _node_at(text: str, path: Path) -> yaml.Node | None:
    """What stands at a place; nothing where it is not written."""
    node = _nodes(text)
    for step in path:
        found = _child(node, step) if node else None
        node = found[1] if found else None
    return node


def _locate(text: str, path: Path, at_key: bool, inside: str) -> tuple[int, int]:
    top = _nodes(text)
    if top is None:
        return 1, 1
    mark, node = top.start_mark, top
    for depth, step in enumerate(path):
        found = _child(node, step)
        if found is None and depth == 2 and path[0] == "entries":
            found = _child(top, step)  # what all entries of a file share stands once, above them
        if found is None:
            return mark.line + 1, mark.column + 1
        key, node = found
        is_group = isinstance(node, yaml.CollectionNode) and isinstance(step, str)
        mark = key.start_mark if is_group or (at_key and depth == len(path) - 1) else node.start_mark
    offset = text[node.start_mark.index : node.end_mark.index].find(inside) if inside else 0
    return _after(text, node.start_mark, offset) if offset > 0 else (mark.line + 1, mark.column + 1)


def _after(text: str, mark: yaml.Mark, offset: int) -> tuple[int, int]:
    between = text[mark.index : mark.index + offset]
    line = mark.line + between.count("\n") + 1
    return line, len(between) - between.rfind("\n") if "\n" in between else mark.column + offset + 1


def _child(node: yaml.Node, step: str | int) -> tuple[yaml.Node, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        return next(((k, v) for k, v in node.value if k.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step]
    return None
