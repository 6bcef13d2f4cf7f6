"""How much memory a command and all processes it starts need together, at most."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

_EVERY = 0.05


def together(command: list[str]) -> float:
    """Megabytes of a command and all it starts, what copies share counted once; 0 where the system does not tell.

    Asking costs time, so that a run that is asked must not be timed.
    """
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    most = 0.0
    while process.poll() is None:
        most = max(most, sum(_share(pid) for pid in _family(process.pid)))
        time.sleep(_EVERY)
    return most / 1024


def _family(pid: int) -> list[int]:
    """A process and all below it."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return [pid]
    return [pid, *(each for child in children for each in _family(int(child)))]


def _share(pid: int) -> int:
    """Kilobytes of a process; of what it shares with others, its share."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
