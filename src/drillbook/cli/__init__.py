"""The command line: arguments, printing and exit codes. What the commands do stands elsewhere.

Exit codes: 0 fine, 1 problems found, 2 wrong usage, 70 a fault of Drillbook itself, 130 interrupted. Commands import what they need
when they run, so that ``drillbook --help`` answers at once.
"""

from typing import NoReturn

_INTERRUPTED = 130
"""What shells call a program that Ctrl-C has ended: 128 and the number of the signal."""


def main() -> NoReturn:
    """Runs the command line and ends the program with its exit code; who interrupts it while it is being loaded sees no traceback."""
    try:
        from drillbook.cli.app import main as run

        run()
    except KeyboardInterrupt:
        raise SystemExit(_INTERRUPTED) from None


__all__ = ["main"]
