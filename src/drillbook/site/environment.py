"""The templates, and shortcuts through Jinja for what they do hundreds of times on every page."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from jinja2.runtime import Context

from drillbook.model.item import INTERACTIONS
from drillbook.words import Words

_OF_WORDS: Final = frozenset(dir(Words))
_MOST_NAMED = 10
"""How many users of a form its register names; its own page has them all."""


class _Context(Context):
    """Calls without asking whether the callee wants to know the context: none of ours does."""

    def call(
        self,
        callee: Callable[..., Any],
        /,
        *args: Any,
        _loop_vars: object = None,
        _block_vars: object = None,
        **named: Any,
    ) -> Any:
        return callee(*args, **named)


class _Environment(Environment):
    """Looks words up as keys at once, not as attributes first, which costs an exception for each."""

    context_class = _Context

    def getattr(self, obj: Any, attribute: str) -> Any:
        if type(obj) is Words and attribute in obj and attribute not in _OF_WORDS:
            return obj[attribute]
        try:
            return getattr(obj, attribute)
        except AttributeError:
            return super().getattr(obj, attribute)


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
    )
    env.globals.update(INTERACTIONS=INTERACTIONS, MOST_NAMED=_MOST_NAMED)
    return env
