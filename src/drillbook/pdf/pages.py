"""On which page of a PDF each anchor of the printed document stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

_CATALOG: Final = re.compile(rb"<</Type /Catalog\b.*?/Pages (\d+) 0 R.*?/Dests (\d+) 0 R", re.S)
_NODE: Final = re.compile(rb"\n(\d+) 0 obj\s*<</Type /Pages\b[^>]*?/Kids \[([^\]]*)\]")
_REFERENCE: Final = re.compile(rb"(\d+) 0 R")
_DESTINATION: Final = re.compile(rb"/([^\s\[\]<>/]+)\s*\[(\d+) 0 R\b")
_ESCAPED: Final = re.compile(rb"#([0-9A-Fa-f]{2})")


def pages_of_anchors(pdf: bytes) -> dict[str, int]:
    """The number of the page, from 1, of every anchor that is linked within a document.

    Args:
        pdf: As Chromium, Chrome or Edge print it (PDF 1.7, ISO 32000-1, sections 7.7.3 and 12.3.2.3); what is built otherwise has no
            anchors here.
    """
    catalog = _CATALOG.search(pdf)
    if not catalog:
        return {}
    nodes = {number: _REFERENCE.findall(kids) for number, kids in _NODE.findall(pdf)}
    numbers = {page: number for number, page in enumerate(_leaves(nodes, catalog[1]), 1)}
    begin = pdf.find(b"\n" + catalog[2] + b" 0 obj")
    found = _DESTINATION.findall(pdf, begin, pdf.find(b"endobj", begin))
    return {_name(anchor): numbers[page] for anchor, page in found if page in numbers}


def _leaves(nodes: Mapping[bytes, Sequence[bytes]], node: bytes) -> Iterator[bytes]:
    """The pages below a node of the page tree, in their order."""
    if node not in nodes:
        yield node
        return
    for kid in nodes[node]:
        yield from _leaves(nodes, kid)


def _name(escaped: bytes) -> str:
    return _ESCAPED.sub(lambda code: bytes([int(code[1], 16)]), escaped).decode("utf-8", "replace")
