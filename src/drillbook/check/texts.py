"""What must not stand in texts that readers see."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from drillbook.errors import Problem
from drillbook.graph import Graph
from drillbook.load import Loaded
from drillbook.model.fields import Translatable
from drillbook.model.walk import Mark, walk
from drillbook.text import WIKILINK

_CODE = re.compile(r"(`+)(?:(?!\1).)+\1", re.DOTALL)
_HTML = re.compile(
    r"</?[a-z][a-z0-9-]*(?:[\s/][^<>]*)?>|<!--|<!\[CDATA\[|<!doctype\b|<\?[a-z]"
    r"|</?(?:script|style|iframe|object|embed|img|svg|math|form|input|link|meta|base|video|audio)\b",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"\]\(\s*(?:<([^<>\n]*)>|((?:[^\s()]|\([^\s()]*\))+))|<([a-z][a-z0-9+.-]*:[^<>\s]*)>|^\s*\[[^\]\n]+\]:\s*<?([^\s<>]+)",
    re.I | re.M,
)
_BRACKETS = ("[[", "【【", "［［")
# A link that is one however the file is written: nothing in it could end a text, or hide a part of one.
_SOUND_LINK = re.compile(r"\[\[[^\[\]\n\"'#`\\]*\]\]")
_LEFT_OPEN = re.compile(
    r"(?:\[\[|【【|［［)(?P<id>[^\[\]【】［］|｜，。；！？\n]{0,80})(?:[|｜](?P<words>[^\[\]【】［］，。；！？\n]{0,80}))?[\]】］]{0,2}"
)
_SCHEME = re.compile(r"([^/?#]*?):")
_SAFE = {"http", "https", "mailto", "tel"}


def html_in_texts(graph: Graph) -> Iterator[Problem]:
    """DB701: HTML is shown as it stands; the author should know."""
    for item, mark, text in _texts(graph, "<"):
        found = _HTML.search(text)
        if found:
            yield item.problem("DB701", mark.path, inside=found[0], value=found[0])


def unsafe_links(graph: Graph) -> Iterator[Problem]:
    """DB702: a link runs no script and opens no file of the reader's machine."""
    for item, mark, text in _texts(graph, "](", "]:", "<"):
        for match in _LINK.finditer(text):
            link = next(group for group in match.groups() if group is not None)
            if not is_safe_link(link):
                yield item.problem("DB702", mark.path, inside=link, value=link)


def broken_links(graph: Graph) -> Iterator[Problem]:
    """DB707: what begins like a link to an entry is one; readers would see the brackets."""
    for item, mark, text in _texts(graph, *_BRACKETS, besides=_SOUND_LINK):
        for found in _LEFT_OPEN.finditer(WIKILINK.sub(" ", text)):
            id_, words = found["id"].strip().rstrip("."), (found["words"] or "").strip()
            meant = f"[[{id_}|{words}]]" if words else f"[[{id_}]]"
            suggestion = meant if graph.node(id_) else ""
            yield item.problem("DB707", mark.path, inside=found[0], suggestion=suggestion, value=found[0].strip())


def is_safe_link(link: str) -> bool:
    """Whether a link stays in the manual or uses one of the schemes readers may follow, however it is disguised."""
    bare = "".join(c for c in html.unescape(link).replace("\\", "") if c.isprintable() and not c.isspace())
    scheme = _SCHEME.match(bare)
    return scheme is None or scheme[1].lower() in _SAFE


def _texts(graph: Graph, *signs: str, besides: re.Pattern[str] | None = None) -> Iterator[tuple[Loaded, Mark, str]]:
    """The texts that hold one of the signs, without pieces of code. Most files hold none and are not walked.

    Args:
        graph: The manual.
        signs: What is looked for.
        besides: Where signs in a file are of no interest.
    """
    for item in graph.entities.values():
        written = besides.sub("", item.source.text) if besides else item.source.text
        if any(sign in written for sign in (*signs, "\\")):
            for mark in walk(item.entity):
                if isinstance(mark.marker, Translatable) and any(sign in mark.value for sign in signs):
                    yield item, mark, _CODE.sub("", mark.value)
