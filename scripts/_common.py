"""What the scripts share: the checkout's own environment, and running things in it.

Needs nothing but Python 3.11 and pip, works from a bare checkout, and touches nothing outside it. The environment is ``.venv``;
it is made again when the Python or the place of the checkout changed, and brought up to date when a requirements file did.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "drillbook.json"
OLDEST = (3, 11)
_ENDED = 128 + signal.SIGTERM


def say(text: str) -> None:
    """Tells what the script does."""
    print(f"[drillbook] {text}", flush=True)


def fail(text: str) -> None:
    """Ends the script with a reason."""
    sys.exit(f"[drillbook] {text}")


def start() -> None:
    """Makes sure that this Python is new enough; looks for a newer one otherwise."""
    if os.name == "nt" and hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    if sys.version_info >= OLDEST:
        return
    for name in ("python3.13", "python3.12", "python3.11", "python3.14"):
        newer = shutil.which(name)
        if newer and _is_new_enough(newer):
            sys.exit(subprocess.call([newer, *sys.argv]))
    wanted, found = ".".join(map(str, OLDEST)), ".".join(map(str, sys.version_info[:3]))
    fail(f"Python {wanted} or newer is needed; this is {found}. Install it and run the script with it.")


def _is_new_enough(python: str) -> bool:
    test = f"import sys; sys.exit(sys.version_info < {OLDEST})"
    return subprocess.run([python, "-c", test], capture_output=True, check=False).returncode == 0


def environment(*sets: str) -> Path:
    """Makes the checkout's environment and installs the locked requirements.

    Args:
        sets: Names of files in requirements/, besides main.

    Returns:
        The Python of the environment.
    """
    start()
    stamp = _read_stamp()
    if not stamp:
        _create()
    for name in ("main", *sets):
        file = ROOT / "requirements" / f"{name}.txt"
        digest = _digest(file)
        if stamp.get(name) != digest:
            count = sum(1 for line in file.read_text("utf-8").splitlines() if line and not line.startswith("#"))
            say(f"Installing {count} packages of requirements/{name}.txt into .venv (may take a minute) ...")
            _pip("install", "-r", str(file))
            _write_stamp(stamp, name, digest)
    digest = _digest(ROOT / "pyproject.toml")
    if stamp.get("drillbook") != digest:
        say("Installing Drillbook itself, as it lies here ...")
        _pip("install", "--no-build-isolation", "--no-deps", "-e", str(ROOT))
        _write_stamp(stamp, "drillbook", digest)
    return _python()


def run(command: list[str], *, extra: dict[str, str] | None = None) -> int:
    """Runs a program of the environment, in the checkout, and returns its exit code; an interruption is no error.

    Who ends the script ends the program, too.
    """
    process = subprocess.Popen(command, cwd=ROOT, env=clean_environment(extra))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(_ENDED))
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:  # the program got it too and ends by itself
            continue
        except SystemExit:
            process.terminate()
            process.wait()
            raise


def clean_environment(extra: dict[str, str] | None = None) -> dict[str, str]:
    """The variables programs run with: none that would let another Python's packages in."""
    dropped = {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "__PYVENV_LAUNCHER__"}
    kept = {name: value for name, value in os.environ.items() if name not in dropped}
    return {**kept, "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1", "PYTHONNOUSERSITE": "1", **(extra or {})}


def _python() -> Path:
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _identity() -> dict[str, str]:
    return {"python": sys.version, "place": str(ROOT)}


def _read_stamp() -> dict[str, str]:
    """What is installed; empty when there is no environment that can be used."""
    try:
        stamp: dict[str, str] = json.loads(STAMP.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    if any(stamp.get(key) != value for key, value in _identity().items()) or not _python().is_file():
        return {}
    return stamp


def _write_stamp(stamp: dict[str, str], key: str, value: str) -> None:
    stamp.update(_identity())
    stamp[key] = value
    STAMP.write_text(json.dumps(stamp, indent=1), "utf-8")


def _create() -> None:
    say("Making the environment .venv ...")
    if VENV.exists():
        shutil.rmtree(VENV)
    done = subprocess.run([sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return
    # Debian's python3 cannot put pip into an environment unless python3-venv is installed; the pip outside can do it.
    shutil.rmtree(VENV, ignore_errors=True)
    bare = subprocess.run(
        [sys.executable, "-m", "venv", "--without-pip", str(VENV)], capture_output=True, text=True, check=False
    )
    if bare.returncode or not _outer_pip():
        fail(f"No environment can be made here:\n{done.stdout}{done.stderr}\nOn Debian: apt-get install python3-venv")


def _outer_pip() -> bool:
    return subprocess.run([sys.executable, "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0


def _pip(*arguments: str) -> None:
    inside = (
        subprocess.run([str(_python()), "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0
    )
    command = [str(_python()), "-m", "pip"] if inside else [sys.executable, "-m", "pip", "--python", str(_python())]
    quiet = ["--quiet", "--quiet", "--disable-pip-version-check", "--no-input"]
    done = subprocess.run([*command, *quiet, *arguments], cwd=ROOT, env=clean_environment(), check=False)
    if done.returncode:
        fail("pip could not install what is needed; see above. Is the package index reachable?")
