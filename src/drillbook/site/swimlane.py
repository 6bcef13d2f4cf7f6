"""Draws a flow as an SVG swimlane at build time: lanes are columns, time runs downwards, one step a row.

Since a row holds a single step, a line that leaves its row sideways meets nothing, and lines between neighbouring rows
stay in the gap between them: the drawing needs no routing search and is never wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from math import ceil
from typing import NamedTuple

from markupsafe import Markup

from drillbook.site.flow import Flow, Way
from drillbook.site.lettering import drawn_width
from drillbook.site.markup import escaped, ready

LANE, NODE, GAP, HEAD, TRACK, MARGIN = 176, 152, 34, 46, 13, 8
LINE, SMALL = 17, 15
PRINTABLE = (1150, 1600)
"""What can still be read when it is made to fit a printed page; larger drawings are left out there."""
SHORT = 1000
"""What can still be read below the head of a printed page."""
INNER, HEADING, CONDITION = 142, 158, 150
"""How wide a line may be: in a step, above a lane, of a condition."""
TITLE, NOTE = 13, 11
"""Sizes of letters: titles, and everything below them."""
LABEL = 14
"""Height of a line of conditions."""
_LONGEST_WORD = 14


class Chip(NamedTuple):
    """A small line inside a step: its deadline, approval or way out."""

    text: str
    kind: str


class Box(NamedTuple):
    """What is written in one step."""

    title: str
    href: str
    lane: int
    chips: tuple[Chip, ...] = ()
    phase: str = ""
    critical: bool = False
    labels: int = 0
    """How many conditions are written below it."""


@lru_cache(maxsize=4096)
def wrap(text: str, width: int, most: int, size: int = TITLE, *, bold: bool = False) -> tuple[str, ...]:
    """Breaks a text into lines of at most ``width`` pixels; the last of ``most`` lines ends in an ellipsis if needed."""
    lines: list[str] = []
    line, filled = "", 0.0
    for piece in _pieces(text):
        if line and filled + drawn_width(piece.rstrip(), size, bold=bold) > width:
            lines.append(line.rstrip())
            line, filled = "", 0.0
        if line or piece.strip():
            line, filled = line + piece, filled + drawn_width(piece, size, bold=bold)
    lines += [line.rstrip()] if line.strip() else []
    if len(lines) <= most:
        return tuple(lines) or ("",)
    last = lines[most - 1]
    while drawn_width(last + "…", size, bold=bold) > width:
        last = last[:-1]
    return (*lines[: most - 1], last + "…")


def _pieces(text: str) -> Iterator[str]:
    """Single Chinese characters, and Latin words with the space behind them; a Latin word longer than a line is cut."""
    word = ""
    for character in text:
        if character > "\u2e7f":
            if word:
                yield word
            word = ""
            yield character
        else:
            word += character
            if character == " " or len(word) >= _LONGEST_WORD:
                yield word
                word = ""
    if word:
        yield word


class _Row(NamedTuple):
    y: int
    height: int
    lines: tuple[str, ...]


def draw(
    flow: Flow, boxes: list[Box], lanes: list[tuple[str, str]], labels: Callable[[str], str], title: str
) -> Markup:
    """Draws a swimlane.

    Args:
        flow: The rows and ways.
        boxes: What is written in each row, in the same order.
        lanes: Title and link of each lane.
        labels: The words ``end``, ``refused`` in the page's language.
        title: What the drawing shows, for screen readers.
    """
    rows, phases, height = _rows(boxes)
    tracks = _tracks(flow.ways)
    body = MARGIN + LANE * len(lanes)
    entered = {way.target for way in flow.ways if way.target == way.source + 1}
    names = [_phase_x(name, _center(boxes[row].lane) if row in entered else 0) for _, name, row in phases]
    ends = [x + ceil(drawn_width(name, NOTE, bold=True)) for (_, name, _), x in zip(phases, names, strict=True)]
    side = max([body, *ends, *(_label_end(way, boxes, labels) for way in flow.ways)])
    width = side + MARGIN + TRACK * (max(tracks.values(), default=-1) + 2)
    large = width > PRINTABLE[0] or height > PRINTABLE[1]
    size = " db-lanes--large" if large else " db-lanes--short" if height <= SHORT else ""
    parts = [
        f'<svg class="db-lanes{size}" style="--w:{width}px" viewBox="0 0 {width} {height + 8}" role="group" aria-label="{escaped(title)}">'
    ]
    parts += (_lane(index, name, href, height) for index, (name, href) in enumerate(lanes))
    ways = [_way(way, flow, boxes, rows, tracks, side, labels) for way in flow.ways]
    parts += _lines("p", (f"M{MARGIN} {top}H{body}" for top, _, _ in phases))
    for style in ("w", "w b"):
        parts += _lines(style, (path for drawn, path, _ in ways if drawn == style))
    parts += (label for _, _, label in ways)
    parts += (_phase(top, name, x) for (top, name, _), x in zip(phases, names, strict=True))
    parts += (_box(box, row) for box, row in zip(boxes, rows, strict=False))
    parts += (_end(boxes[-1].lane, rows[-1], labels("end")), "</svg>")
    return ready("".join(parts))


def _rows(boxes: list[Box]) -> tuple[list[_Row], list[tuple[int, str, int]], int]:
    """The rows, the phases with their height and first row, and the height of the whole."""
    rows, phases, y, phase = [], [], HEAD + 14, ""
    for number, box in enumerate(boxes):
        if box.phase and box.phase != phase:
            phase = box.phase
            phases.append((y - 8, phase, number))
            y += 18
        lines = wrap(box.title, INNER, 3)
        height = 14 + LINE * len(lines) + SMALL * sum(len(_chip_lines(chip)) for chip in box.chips)
        rows.append(_Row(y, height, lines))
        y += height + max(GAP, LABEL * box.labels + 14)
    rows.append(_Row(y, 26, ()))
    return rows, phases, y + 26


def _tracks(ways: tuple[Way, ...]) -> dict[int, int]:
    """Gives every way that skips rows a vertical track of its own right of the lanes, the shortest innermost."""
    skipping = [(i, way) for i, way in enumerate(ways) if way.target != way.source + 1]
    taken: list[list[tuple[int, int]]] = []
    tracks = {}
    for _, way in sorted(skipping, key=lambda pair: (abs(pair[1].target - pair[1].source), pair[0])):
        low, high = sorted((way.source, way.target))
        track = next((t for t, spans in enumerate(taken) if all(high < a or b < low for a, b in spans)), len(taken))
        taken += [[]] if track == len(taken) else []
        taken[track].append((low, high))
        tracks[id(way)] = track
    return tracks


def _center(lane: int) -> int:
    return MARGIN + LANE * lane + LANE // 2


def _lane(index: int, name: str, href: str, height: int) -> str:
    x = MARGIN + LANE * index
    lines = wrap(name, HEADING, 2, bold=True)
    text = _text("h", lines, x + LANE // 2, 19 if len(lines) > 1 else 28)
    return (
        f'<rect class="l{index % 2}" x="{x}" width="{LANE}" height="{height + 8}"/><a href="{escaped(href)}">{text}</a>'
    )


def _phase(top: int, phase: str, x: int) -> str:
    return f'<text class="ph" x="{x}" y="{top + 15}">{escaped(phase)}</text>'


def _phase_x(phase: str, arrow: int) -> int:
    """Where the name of a phase begins: at the left, or right of the arrow that would run through it."""
    x = MARGIN + 6
    return arrow + 8 if x < arrow < x + drawn_width(phase, NOTE, bold=True) + 4 else x


def _chip_lines(chip: Chip) -> tuple[str, ...]:
    return wrap(chip.text, INNER, 2, NOTE, bold=chip.kind in ("dl", "ap"))


def _text(style: str, lines: tuple[str, ...], x: int, y: int) -> str:
    if len(lines) == 1:
        return f'<text class="{style}" x="{x}" y="{y}">{escaped(lines[0], quote=False)}</text>'
    spans = (f'<tspan x="{x}" y="{y + LINE * i}">{escaped(line, quote=False)}</tspan>' for i, line in enumerate(lines))
    return f'<text class="{style}">{"".join(spans)}</text>'


def _box(box: Box, row: _Row) -> str:
    center, first = _center(box.lane), row.y + 22 + LINE * len(row.lines)
    small = [(chip.kind, line) for chip in box.chips for line in _chip_lines(chip)]
    chips = "".join(
        f'<tspan class="{kind}" x="{center}" y="{first + SMALL * i}">{escaped(line)}</tspan>'
        for i, (kind, line) in enumerate(small)
    )
    cut = [chip.text for chip in box.chips if _chip_lines(chip)[-1].endswith("…")]
    cut += [box.title] if row.lines[-1].endswith("…") else []
    title = f"<title>{escaped(chr(10).join(cut[::-1]), quote=False)}</title>" if cut else ""
    return (
        f'<a href="{escaped(box.href)}">{title}<rect class="s{" c" if box.critical else ""}" x="{center - NODE // 2}" y="{row.y}"'
        f' width="{NODE}" height="{row.height}" rx="6"/>{_text("t", row.lines, center, row.y + 19)}'
        + (f'<text class="d">{chips}</text>' if chips else "")
        + "</a>"
    )


def _end(lane: int, row: _Row, text: str) -> str:
    center = _center(lane)
    return f'<rect class="e" x="{center - 36}" y="{row.y}" width="72" height="26" rx="13"/>{_text("t", (text,), center, row.y + 18)}'


def _way(
    way: Way,
    flow: Flow,
    boxes: list[Box],
    rows: list[_Row],
    tracks: dict[int, int],
    side: int,
    labels: Callable[[str], str],
) -> tuple[str, str, str]:
    """How a way is drawn, its path with the head of the arrow, and its condition."""
    start, end = rows[way.source], rows[way.target]
    from_x = _center(boxes[way.source].lane)
    to_x = _center(boxes[min(way.target, len(boxes) - 1)].lane)
    style = "w" if way.kind == "next" else "w b"
    label = _condition(way, labels)
    label_y = start.y + start.height + 12 + LABEL * _above(flow, way, labels) if label else 0
    if way.target == way.source + 1:
        bottom, top = start.y + start.height, end.y
        turn = bottom + max(15, LABEL * boxes[way.source].labels + 4)
        path = f"M{from_x} {bottom}V{top}" if from_x == to_x else f"M{from_x} {bottom}V{turn}H{to_x}V{top}"
        return style, f"{path}M{to_x - 4} {top - 7}l4 7 4-7", _label(label, _label_x(way, from_x), label_y)
    x, order = side + TRACK * (tracks[id(way)] + 1), _order(flow, way)
    from_y, to_y = max(start.y + 6, start.y + start.height - 7 - 7 * order), end.y + 9
    tip = to_x + (NODE // 2 if way.target < len(boxes) else 36)
    path = f"M{from_x + NODE // 2} {from_y}H{x}V{to_y}H{tip}M{tip + 7} {to_y - 4}l-7 4 7 4"
    return style, path, _label(label, _label_x(way, from_x), label_y)


def _condition(way: Way, labels: Callable[[str], str]) -> str:
    return labels("refused") if way.kind == "refused" else way.label


def _above(flow: Flow, way: Way, labels: Callable[[str], str]) -> int:
    """How many conditions stand at the same step above that of this way: first those of ways to the next row."""
    same = [w for w in flow.ways if w.source == way.source and (w is way or _condition(w, labels))]
    same.sort(key=lambda w: w.target != w.source + 1)
    return next(i for i, w in enumerate(same) if w is way)


def _label_end(way: Way, boxes: list[Box], labels: Callable[[str], str]) -> int:
    """Where the condition of a way ends: the tracks run right of it, never through it."""
    shown = wrap(_condition(way, labels), CONDITION, 1, NOTE)[0]
    return _label_x(way, _center(boxes[way.source].lane)) + ceil(drawn_width(shown, NOTE)) if shown else 0


def _label_x(way: Way, center: int) -> int:
    """Where a condition begins: right of the arrow to the next row, right of the step where a way leaves sideways."""
    return center + (6 if way.target == way.source + 1 else NODE // 2 + 4)


def _order(flow: Flow, way: Way) -> int:
    """How many ways that skip rows leave the same step before this one."""
    same = [w for w in flow.ways if w.source == way.source and w.target != w.source + 1]
    return next(i for i, w in enumerate(same) if w is way)


def _lines(style: str, paths: Iterable[str]) -> Iterator[str]:
    """All lines of one style as one element, which weighs less."""
    if joined := "".join(paths):
        yield f'<path class="{style}" d="{joined}"/>'


def _label(text: str, x: int, y: int) -> str:
    if not text:
        return ""
    short = wrap(text, CONDITION, 1, NOTE)[0]
    title = f"<title>{escaped(text)}</title>" if short != text else ""
    return f'<text class="k" x="{x}" y="{y}">{title}{escaped(short)}</text>'
