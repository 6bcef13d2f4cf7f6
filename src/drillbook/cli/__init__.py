"""The command line: arguments, printing and exit codes. What the commands do stands elsewhere.

Exit codes: 0 fine, 1 problems found, 2 wrong usage, 70 a fault of Drillbook itself, 130 interrupted, 143 told to end. Commands
import what they need when they run, so that ``drillbook --help`` answers at once.
"""

import signal
from typing import NoReturn

_SIGNALLED = 128
"""What shells call a program that a signal has ended: this and the number of the signal."""


class _Ended(BaseException):
    """The program was told to end. No ``SystemExit``, which site generators raise, too, and which is caught there."""


def main() -> NoReturn:
    """Runs the command line and ends the program with its exit code; who ends it while it is being loaded sees no traceback."""
    signal.signal(signal.SIGTERM, _end)
    try:
        from drillbook.cli.app import main as run

        run()
    except KeyboardInterrupt:
        raise SystemExit(_SIGNALLED + signal.SIGINT) from None
    except _Ended:
        raise SystemExit(_SIGNALLED + signal.SIGTERM) from None


def _end(number: int, *_: object) -> NoReturn:
    """Ends the program as Ctrl-C does: copies of it end, and what is half made is removed. Told again, it is not disturbed."""
    signal.signal(number, signal.SIG_IGN)
    raise _Ended


__all__ = ["main"]
