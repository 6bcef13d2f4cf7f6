"""The templates, and shortcuts through Jinja for what they do hundreds of times on every page."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from functools import lru_cache
from types import CodeType
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined, Template, nodes
from jinja2.compiler import CodeGenerator, Frame

from drillbook.model.item import INTERACTIONS
from drillbook.site.lists import MOST_SHOWN
from drillbook.site.markup import shown
from drillbook.storage.compiled import Compiled
from drillbook.words import Words

_WORDS: Final = frozenset({"w", "words"})
"""What templates call the words."""
_OF_WORDS: Final = frozenset(dir(Words))
_MOST_NAMED = 10
"""How many users of a form its register names; its own page has them all."""


class _Generator(CodeGenerator):
    """Compiles names and calls to what they are in Python.

    Jinja asks of every value whether the name is an attribute or a key, and of every callee whether it wants to know the context. Here
    a name is an attribute, or one of the words; no callee wants to know.
    """

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        self.visit(node.node, frame)
        is_word = isinstance(node.node, nodes.Name) and node.node.name in _WORDS and node.attr not in _OF_WORDS
        self.write(f"[{node.attr!r}]" if is_word else f".{node.attr}")

    def visit_CondExpr(self, node: nodes.CondExpr, frame: Frame) -> None:  # noqa: N802
        node.expr2 = node.expr2 or nodes.Const("")  # for want of an "else", Jinja makes an object that becomes nothing
        super().visit_CondExpr(node, frame)

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        if forward_caller or node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")


class _Template(Template):
    """Writes ready HTML as it is, and texts without anything to escape too: Jinja makes a new object of each."""

    @classmethod
    def from_code(
        cls,
        environment: Environment,
        code: CodeType,
        globals: MutableMapping[str, Any],
        uptodate: Callable[[], bool] | None = None,
    ) -> Template:
        template = super().from_code(environment, code, globals, uptodate)
        template.root_render_func.__globals__["escape"] = shown
        return template


class _Environment(Environment):
    code_generator_class = _Generator
    template_class = _Template

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """What every template knows, as one table: Jinja's chain of tables is copied for every page, and slowly."""
        return {**self.globals, **(d or {})}


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates."""
    env = _Environment(
        loader=PackageLoader("drillbook.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )
    env.bytecode_cache = Compiled(env, __file__)
    env.globals.update(INTERACTIONS=INTERACTIONS, MOST_NAMED=_MOST_NAMED, MOST_SHOWN=MOST_SHOWN)
    return env
