"""How long a command takes, and how much memory it needs at most."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import _common

_EVERY = 0.05

_ALONE = """
import json, subprocess, sys, time
start = time.perf_counter()
done = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE, text=True, encoding="utf-8")
seconds = time.perf_counter() - start
try:
    from resource import RUSAGE_CHILDREN, getrusage
    memory = getrusage(RUSAGE_CHILDREN).ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)
except ImportError:
    memory = 0
print(json.dumps([seconds, memory, done.stdout]))
sys.exit(done.returncode)
"""


def alone(command: list[str]) -> tuple[float, float, str]:
    """Runs a command to its end: its seconds, the megabytes of its largest process (0 where that cannot be told), what it prints.

    A process counts as at least as large as the one that started it, so that a small one in between starts the command.
    """
    measure = [sys.executable, "-I", "-S", "-c", _ALONE, *command]
    done = subprocess.run(measure, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        _common.fail(f"This failed: {' '.join(command)}\n{done.stderr}")
    found: list[Any] = json.loads(done.stdout)
    return found[0], found[1], found[2]


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
