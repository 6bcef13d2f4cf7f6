"""What commands have in common in how they are called: their help, options of the same name, and values that are one of a few."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Annotated, Any

import typer

from drillbook.cli.terminal import say


def described(key: str, *examples: str) -> dict[str, Any]:
    """The help of a command: what it does, and how it is called."""
    return {"help": say(f"help_{key}"), "epilog": say("help_example", example="  |  ".join(examples))}


Root = Annotated[Path | None, typer.Option("--root", "-C", metavar="DIR", help=say("help_root"))]
Lang = Annotated[str, typer.Option("--lang", metavar="zh-CN|en", help=say("help_lang"))]


def require(value: str, allowed: Collection[str], option: str) -> None:
    """Refuses a value of an option that is none of those it can have.

    Raises:
        BadParameter: It is another one.
    """
    if value not in allowed:
        raise typer.BadParameter(say("not_one_of", value=value, allowed=", ".join(allowed)), param_hint=option)
