"""Checks everything that is no test: ``python3 scripts/check.py``. Runs from a bare checkout.

Format, lint, types, import layers, generated files, the manual itself and its questions. All checks run, also after one has failed. With
``--fix``, what a program can mend is mended first.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import _common

_CODE = ["src", "scripts", "tests"]
_SCHEMA = re.compile(r"# yaml-language-server: \$schema=(\S+)")
_FIELD = r"^{}:[ \t]*[\"']?([\w-]+)"


def main() -> int:
    """Runs every check and says which failed."""
    python = str(_common.environment("check"))
    if "--fix" in sys.argv:
        _common.run([python, "-m", "ruff", "check", "-q", "--fix", *_CODE])
        _common.run([python, "-m", "ruff", "format", "-q", *_CODE])
        _common.run([python, "-m", "drillbook", "schema"])
    checks: list[tuple[str, Callable[[], bool]]] = [
        ("format", _program(python, "-m", "ruff", "format", "--check", *_CODE)),
        ("lint", _program(python, "-m", "ruff", "check", *_CODE)),
        ("types", _program(python, "-m", "mypy")),
        (
            "import layers",
            _program(python, "-c", "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"),
        ),
        ("generated files", _program(python, "-m", "drillbook", "schema", "--check")),
        ("manual", _program(python, "-m", "drillbook", "check")),
        ("questions", _program(python, "-m", "drillbook", "quiz", "lint")),
        ("file names and first lines", _files_say_what_they_hold),
    ]
    failed = []
    for name, check in checks:
        _common.say(f"Checking {name} ...")
        if not check():
            failed.append(name)
    _common.say(f"Failed: {', '.join(failed)}" if failed else "Every check passed.")
    return 1 if failed else 0


def _program(*command: str) -> Callable[[], bool]:
    return lambda: _common.run(list(command)) == 0


def _files_say_what_they_hold() -> bool:
    """Whether every playbook is named after its id and its first line leads to the schema of its kind."""
    wrong = [f"{file.relative_to(_common.ROOT).as_posix()}: {reason}" for file, reason in _wrong_files()]
    print("\n".join(wrong), end="\n" if wrong else "")
    return not wrong


def _wrong_files() -> Iterator[tuple[Path, str]]:
    folders = [_common.ROOT / name for name in ("playbooks", "quizzes")]
    for file in sorted(path for folder in folders for path in folder.rglob("*.yml")):
        text = file.read_text("utf-8")
        kind, id_ = (re.search(_FIELD.format(key), text, re.MULTILINE) for key in ("kind", "id"))
        first = _SCHEMA.match(text)
        if kind is None:
            continue
        wanted = _common.ROOT / "docs" / "schemas" / f"{kind[1]}.json"
        if first is None or (file.parent / first[1]).resolve() != wanted:
            yield file, f"the first line must name the schema docs/schemas/{kind[1]}.json"
        if (
            id_ is not None
            and kind[1] not in ("part", "source-list")
            and id_[1] not in (file.stem, f"quiz-{file.stem}")
        ):
            yield file, f"holds the id '{id_[1]}'; name the file {id_[1]}.yml"


if __name__ == "__main__":
    sys.exit(main())
