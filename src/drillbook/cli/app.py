"""The program ``drillbook``: its commands, and what happens when one of them fails."""

from __future__ import annotations

import atexit
import os
import sys
import threading
from typing import Annotated, NoReturn

import typer

from drillbook import __version__
from drillbook.cli import manual, quiz, search, site, translate
from drillbook.cli.terminal import err, make_streams_safe, message_of, say
from drillbook.errors import DrillbookError
from drillbook.storage.whole import DISK_FULL

FAULT = 70
_DEBUG = "DRILLBOOK_DEBUG"

app = typer.Typer(
    name="drillbook",
    help=say("help"),
    epilog=say("help_example", example="drillbook new my-manual"),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)
app.command("new", **manual.NEW)(manual.new)
app.command("check", **manual.CHECK)(manual.check)
app.command("build", **site.BUILD)(site.build)
app.command("serve", **site.SERVE)(site.serve)
app.command("search", **search.SEARCH)(search.search)
app.add_typer(translate.app, name="translate")
app.add_typer(quiz.app, name="quiz")
app.command("schema", **manual.SCHEMA)(manual.schema)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"drillbook {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help=say("help_version"))
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help=say("help_debug"))] = False,
) -> None:
    if debug:
        os.environ[_DEBUG] = "1"


def main() -> NoReturn:
    """Runs the command line and ends the program with its exit code."""
    make_streams_safe()
    try:
        app(prog_name="drillbook")
    except SystemExit as end:
        _end(end.code)
    except DrillbookError as error:
        err().print(message_of(error), style="red")
        _end(error.exit_code)
    except OSError as error:
        _end(_refused(error))
    except Exception as error:
        _end(_fault(error))
    raise AssertionError("the command line ends the program")


def _end(code: str | int | None) -> NoReturn:
    """Ends the program without taking its objects apart first, which for a large manual takes longer than to make its home page.

    What is registered for the end is done, and what was printed is out. With threads still running the interpreter ends as usual.
    """
    if isinstance(code, str) or threading.active_count() > 1:
        sys.exit(code)
    atexit._run_exitfuncs()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:  # nobody reads any more
        sys.exit(code)
    os._exit(code or 0)


def _refused(error: OSError) -> int:
    if os.environ.get(_DEBUG):
        raise error
    key = "disk_full" if error.errno in DISK_FULL else "system_refused"
    file = error.filename2 or error.filename or "-"
    err().print(say(key, reason=error.strerror or str(error), file=file), style="red")
    return 2


def _fault(error: Exception) -> int:
    if os.environ.get(_DEBUG):
        raise error
    command = " ".join(["drillbook", "--debug", *sys.argv[1:]])
    err().print(say("fault", name=type(error).__name__, reason=error, command=command), style="red")
    return FAULT


__all__ = ["app", "main"]
