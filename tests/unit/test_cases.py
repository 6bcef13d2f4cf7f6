"""Golden cases: for every rule, files that break it and files that do not, and what the author is told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
import yaml
from builders import CASES, problems_of, read_case

from drillbook.errors import Problem, report
from drillbook.model import KINDS
from drillbook.rules import RULES
from drillbook.settings import Search, Settings
from drillbook.settings.site_options import SHAPES
from drillbook.words.fields import format_models

ALL = sorted(CASES.glob("DB*.yml"))
# What a Chinese sentence may hold in Latin letters beside the keys of the format and what the files themselves say.
_NAMES = {"YAML", "UTF", "BOM", "Tab", "HTML", "Markdown", "PO", "Poedit", "Drillbook", "fuzzy"}
_KEYS = {
    part
    for model in (*format_models().values(), Settings, Search)
    for key in model.model_fields
    for part in key.split("_")
} | {part for key in SHAPES for part in key.split("_")}
_LATIN = re.compile(r"[A-Za-z]{2,}")
_QUOTED = re.compile(r"“[^”]*”|`[^`]*`|U\+[0-9A-F]+|0x[0-9A-F]{2}")


def _told(problems: list[Problem], lang: str) -> str:
    return report(problems, lang).rpartition("\n")[0] + "\n"


def _update(path: Path, problems: list[Problem]) -> None:
    text = path.read_text("utf-8").split("\nexpect:")[0].rstrip("\n")
    blocks = [
        f"  {lang}: |\n" + "".join(f"    {line}\n" for line in _told(problems, lang).splitlines())
        for lang in ("en", "zh")
    ]
    path.write_text(f"{text}\nexpect:\n{''.join(blocks)}", "utf-8")


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_bad_example_is_told_as_expected(path: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """The bad files of a case yield exactly the expected lines, in English and in Chinese."""
    case = read_case(path)
    problems = problems_of(case["bad"], tmp_path)

    if request.config.getoption("--update-golden"):
        _update(path, problems)
        case = read_case(path)
    assert case["expect"] == {"en": _told(problems, "en"), "zh": _told(problems, "zh")}
    assert case["code"] in {problem.code for problem in problems}


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_good_example_has_no_problem(path: Path, tmp_path: Path) -> None:
    """The mended files of a case are fine in every respect."""
    problems = problems_of(read_case(path)["good"], tmp_path)

    assert report(problems) == "No problems found."


def test_every_rule_has_a_case() -> None:
    """No rule is without a bad and a good example, and no case is of a rule that does not exist."""
    assert {yaml.safe_load(path.read_text("utf-8"))["code"] for path in ALL} == set(RULES)
    assert all(path.stem.startswith(f"{yaml.safe_load(path.read_text('utf-8'))['code']}-") for path in ALL)


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_chinese_is_chinese(path: Path) -> None:
    """What an author reads in Chinese holds no English but codes, ids, keys and a few names of things."""
    case = read_case(path)
    written = set(_LATIN.findall(str(case["bad"]))) | set(_LATIN.findall(" ".join((*KINDS, *_choices()))))
    for line in case["expect"]["zh"].splitlines():
        said = re.sub(r"^\S+:\d+:\d+: (错误|警告) DB\d+: ", "", line)
        assert set(_LATIN.findall(_QUOTED.sub("", said))) <= _NAMES | _KEYS | written, line


def _choices() -> Iterator[str]:
    """Every word that a field with fixed words allows."""
    for model in format_models().values():
        for field in model.model_fields.values():
            yield from (word for word in get_args(field.annotation) if isinstance(word, str))
