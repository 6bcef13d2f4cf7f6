"""Words that mean the same: those that come with Drillbook, and those of a manual of its own."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from drillbook.errors import Problem
from drillbook.files import Source, read_file, unread
from drillbook.search.listed import alike, parsed, problem_with, texts
from drillbook.storage.kept import yaml_data
from drillbook.text import apart, closest_language

Groups = dict[str, list[list[str]]]
"""Language -> groups of words that mean the same."""


@cache
def common() -> Groups:
    """The everyday words of selling."""
    return TypeAdapter(Groups).validate_python(yaml_data([Path(__file__).with_name("synonyms.yml")])[0])


@cache
def bilingual() -> list[list[str]]:
    """Groups of a Chinese word or several, and what English they are."""
    return TypeAdapter(list[list[str]]).validate_python(yaml_data([Path(__file__).with_name("bilingual.yml")])[0])


def read(file: Path, root: Path, languages: Sequence[str]) -> tuple[Groups, list[Problem]]:
    """The words of one manual; none where it has no such file.

    Args:
        file: The file.
        root: The folder to which file names in problems are relative.
        languages: Those of the manual.

    Returns:
        The groups that can be used, and what is wrong with the others.
    """
    if not file.exists():
        return {}, [unread(path, root, file.name) for path in alike(file.parent, file.name)]
    name = file.relative_to(root).as_posix()
    content, problems = read_file(file, name)
    if problems:
        return {}, problems
    source, data, told = parsed(name, content)
    if source is None or data is None:
        return {}, [*told]
    found, wrong = _groups(source, data, languages)
    return found, [*told, *wrong]


def _groups(source: Source, data: Any, languages: Sequence[str]) -> tuple[Groups, list[Problem]]:
    if not isinstance(data, dict):
        return {}, [source.problem("DB911", ())]
    found: Groups = {}
    problems = []
    for lang, groups in data.items():
        if lang not in languages:
            meant, known = closest_language(lang, languages), ", ".join(languages)
            problems.append(source.problem("DB912", (lang,), at_key=True, suggestion=meant, lang=lang, known=known))
        if not groups:
            problems.append(source.problem("DB204", (lang,), at_key=True, key=lang))
        elif not isinstance(groups, list):
            problems.append(source.problem("DB911", (lang,), at_key=isinstance(groups, dict)))
        else:
            read = [_group(source, (lang, number), group) for number, group in enumerate(groups)]
            found[lang] = [list(words) for words, _ in read if len(words) > 1]
            problems += [problem for _, wrong in read for problem in wrong]
    return found, problems


def _group(source: Source, path: tuple[str, int], group: Any) -> tuple[tuple[str, ...], list[Problem]]:
    """The words of a group, and what is wrong with it."""
    only = group[0] if isinstance(group, list) and len(group) == 1 else group
    if isinstance(only, str) and (pieces := apart(only)):
        return (), [source.problem("DB315", path, value=only.strip(), mended=", ".join(pieces))]
    if isinstance(group, str) or not group:
        wrong = problem_with(source, path, group or "", "DB911")
        return (), [wrong or source.problem("DB913", path, word=str(group).strip())]
    words, problems = texts(source, path, group, path[0], "DB911")
    if len(words) == 1 and all(problem.level == "warning" for problem in problems):
        return (), [source.problem("DB913", path, word=words[0].strip())]
    return words, problems
