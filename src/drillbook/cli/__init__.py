"""The command line: arguments, printing and exit codes. What the commands do stands elsewhere.

Exit codes: 0 fine, 1 problems found, 2 wrong usage, 70 a fault of Drillbook itself. Commands import what they need when they
run, so that ``drillbook --help`` answers at once.
"""

from drillbook.cli.app import main

__all__ = ["main"]
