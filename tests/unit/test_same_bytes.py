"""The same manual gives the same bytes, whatever machine, folder, clock and language it is built with."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from drillbook.new import create

# Prints a digest of every item and form, and of every file of the site.
_CODE = """
import hashlib, sys
from pathlib import Path
from drillbook import crew
from drillbook.building.build import build, check_manual
from drillbook.cli.quiz_gate import forms_in
from drillbook.plugin import frame
from drillbook.settings import read_settings

crew.FEWEST_PAGES = 1
settings = read_settings(Path(sys.argv[1]))
checked = check_manual(settings)
for lang in settings.languages:
    for what in (checked.bank.items(lang), forms_in(checked, lang)):
        text = "".join(each.model_dump_json() for each in what)
        print(lang, len(what), hashlib.sha256(text.encode()).hexdigest())
site = Path(sys.argv[2])
build(settings, site, frame=frame)
for file in sorted(path for path in site.rglob("*") if path.is_file()):
    print(file.relative_to(site).as_posix(), hashlib.sha256(file.read_bytes()).hexdigest())
"""
_HERE = {"PYTHONHASHSEED": "1", "DRILLBOOK_JOBS": "1", "TZ": "UTC", "LC_ALL": "C", "LANG": "C"}
_ELSEWHERE = {
    "PYTHONHASHSEED": "77",
    "DRILLBOOK_JOBS": "2",
    "TZ": "Asia/Shanghai",
    "LC_ALL": "C.UTF-8",
    "LANG": "de_DE",
}


def digests(folder: Path, cwd: Path, environment: dict[str, str]) -> list[str]:
    """What is made of a manual in a process of its own."""
    command = [sys.executable, "-X", "utf8", "-c", _CODE, str(folder), str(folder.parent / "site")]
    done = subprocess.run(
        command, cwd=cwd, env={**os.environ, **environment}, capture_output=True, text=True, check=True
    )
    return done.stdout.splitlines()


def test_nothing_of_the_machine_shows(tmp_path: Path) -> None:
    """Hash seed, processes, time zone, locale, place, working folder and order of the files on disk change not one byte."""
    one, other = tmp_path / "one" / "manual", tmp_path / "another" / "place" / "manual"
    create(one, "zh-CN")
    for file in sorted((path for path in one.rglob("*") if path.is_file()), reverse=True):
        copy = other / file.relative_to(one)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(file.read_bytes())

    found = digests(one, tmp_path, _HERE)

    assert len(found) > 20
    assert digests(other, other, _ELSEWHERE) == found
