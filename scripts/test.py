"""Runs every test: ``python3 scripts/test.py``. Runs from a bare checkout; what follows the name goes to pytest.

The tests drive the built site in Chromium. A Chromium or Chrome that is installed is used (or the one that the variable CHROMIUM
names); on Debian a missing one is installed when that is allowed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import _common

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"%ProgramFiles%\Google\Chrome\Application\chrome.exe",
    r"%ProgramFiles(x86)%\Google\Chrome\Application\chrome.exe",
    r"%LocalAppData%\Google\Chrome\Application\chrome.exe",
    r"%ProgramFiles(x86)%\Microsoft\Edge\Application\msedge.exe",
)
# Without a Chinese font, screenshots show boxes.
_DEBIAN_PACKAGES = ("chromium", "fonts-noto-cjk")


def main() -> int:
    """Prepares the environment and the browser, then runs pytest."""
    python = _common.environment("test", "zensical")
    browser = find_chromium() or install_chromium()
    _common.say(f"Browser: {browser}")
    _common.say("Running the tests ...")
    return _common.run([str(python), "-m", "pytest", *sys.argv[1:]], extra={"DRILLBOOK_BROWSER": browser})


def find_chromium() -> str:
    """The path of a browser, or nothing."""
    wanted = os.environ.get("CHROMIUM") or os.environ.get("DRILLBOOK_BROWSER")
    if wanted:
        found = shutil.which(wanted)
        if not found:
            _common.fail(f"The variable CHROMIUM names {wanted}, but there is no such program.")
        return found or ""
    on_path = next((path for path in map(shutil.which, _NAMES) if path), "")
    return on_path or next((path for path in map(os.path.expandvars, _PLACES) if Path(path).is_file()), "")


def install_chromium() -> str:
    """Installs Debian's Chromium where that is allowed, and says what to do where it is not."""
    apt = shutil.which("apt-get")
    prefix = _rights()
    if not apt or prefix is None:
        _common.fail(
            "The tests need Chromium or Google Chrome, and none was found. Install one:\n"
            f"  Debian:   sudo apt-get install {' '.join(_DEBIAN_PACKAGES)}\n"
            "  macOS:    brew install --cask google-chrome\n"
            "  Windows:  winget install Google.Chrome\n"
            "or name its program in the variable CHROMIUM."
        )
    _common.say("Installing Debian's chromium and a Chinese font (some minutes) ...")
    variables = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update", "-q"], ["install", "-q", "-y", "--no-install-recommends", *_DEBIAN_PACKAGES]):
        done = subprocess.run(
            [*(prefix or []), str(apt), *words], env=variables, stdout=subprocess.DEVNULL, check=False
        )
        if done.returncode and words[0] == "install":
            _common.fail(f"apt-get could not install {' '.join(_DEBIAN_PACKAGES)}; see above.")
    found = find_chromium()
    if not found:
        _common.fail("apt-get installed no chromium that can be found. Name its program in the variable CHROMIUM.")
    return found


def _rights() -> list[str] | None:
    """What must stand before a command to run it as the administrator; None when that is not allowed."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0:
        return [sudo, "-n"]
    return None


if __name__ == "__main__":
    sys.exit(main())
