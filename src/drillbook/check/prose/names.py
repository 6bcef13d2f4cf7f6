"""Names that are almost those of a role or form.

Only Chinese names are judged: there a department, the word for a post and the word for a paper are single characters that are
easily put in or left out (``销售经理`` and ``销售部经理``, ``登记表`` and ``登记单``).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from drillbook.check.prose.passage import Finding, Passage, Texts
from drillbook.check.prose.wording import QUOTED
from drillbook.model.organisation import Role
from drillbook.model.reference import Form
from drillbook.text import plain

_POSTS: Final = ("经理", "主管", "总监", "主任", "专员", "助理", "顾问", "人员", "员")
_STAFF: Final = ("专员", "人员", "员")
_UNITS: Final = ("部门", "中心", "部", "科", "处")
_PAPERS: Final = "表单册簿卡"
_ENDS: Final = re.compile("|".join((*_POSTS, *_PAPERS)))
_GOES_ON: Final = re.compile("[面位价独示明现达格元号据纸证]")
"""What makes another word of a paper's last character: 单位, 表示."""


def names_nobody_knows(texts: Texts) -> Iterator[Finding]:
    """DB706: a role or form is called by its title or one of its aliases."""
    if texts.source is not None:
        return
    variants = _variants(texts)
    lengths = sorted({len(name) for name in variants}, reverse=True)
    for passage in texts.passages if variants else ():
        if passage.field != "aliases" and _ENDS.search(passage.text):
            yield from _in_text(passage, variants, lengths, texts.names)


def _in_text(
    passage: Passage, variants: dict[str, str], lengths: list[int], known: dict[str, str]
) -> Iterator[Finding]:
    text = QUOTED.sub(lambda match: " " * len(match[0]), passage.text)
    for end in {match.end() for match in _ENDS.finditer(text)}:
        for length in lengths:
            name = text[max(0, end - length) : end]
            if name in variants and not _is_known(text, end, length, known):
                yield Finding("DB706", passage, {"value": name, "preferred": variants[name]}, name)
                break


def _is_known(text: str, end: int, length: int, known: dict[str, str]) -> bool:
    """Whether the name goes on to another word, or is only a piece of a name the manual knows."""
    if _GOES_ON.match(text, end):
        return True
    starts = range(max(0, end - length - 8), end - length + 1)
    return any(text[start:stop] in known for start in starts for stop in range(end, min(end + 6, len(text)) + 1))


def _variants(texts: Texts) -> dict[str, str]:
    """Names that are almost the title of exactly one role or form, and no name of anything -> that title."""
    found: dict[str, set[str]] = defaultdict(set)
    for model, alike in ((Role, _like_role), (Form, _like_form)):
        for entity in texts.graph.of(model):
            title = plain(entity.title, texts.graph.title_of)
            for name in alike(title):
                found[name].add(title)
    return {
        name: next(iter(titles))
        for name, titles in found.items()
        if len(titles) == 1 and len(name) > 3 and name not in texts.names
    }


def _like_role(title: str) -> Iterator[str]:
    """With another word for its department, without it, or with another ending of the same meaning."""
    post = next((post for post in _POSTS if title.endswith(post)), "")
    stem = title.removesuffix(post) if post else ""
    if len(stem) < 2:
        return
    unit = next((unit for unit in _UNITS if stem.endswith(unit)), "")
    bare = stem.removesuffix(unit)
    stems = {bare, bare + "部", bare + "部门"} if len(bare) > 1 else {stem}
    yield from (each + post for each in stems)
    if post in _STAFF:
        yield from (stem + other for other in _STAFF)


def _like_form(title: str) -> Iterator[str]:
    """The same with another word for a paper."""
    if title[-1] in _PAPERS:
        yield from (title[:-1] + paper for paper in _PAPERS)
