"""How wide a text is when it is drawn, where no browser can be asked: a safe estimate for the fonts of common systems."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

_WIDTHS: Final = {
    0.30: "'ijl", 0.38: "IJ,. /:;\\|f-", 0.46: "t()[]!r\"*_`", 0.55: "szc?", 0.64: "LkFvxyPaoTYe\u201c\u201d",
    0.69: "bdghnpquESKAVBRXZC0123456789${}", 0.79: "UHNDGOQ&", 0.84: "w#+<=>^~\u2192", 0.95: "%", 0.98: "mMW@",
}  # fmt: skip
"""Widths in em, as DejaVu Sans has them: of the fonts a reader may have, the letters of no other are wider."""
_WIDTH_OF: Final = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_BOLDER: Final = 1.12
_EM: Final = 1.0


@lru_cache(maxsize=4096)
def drawn_width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a text in pixels, rather too large than too small.

    Args:
        text: One line.
        size: The size of the letters in pixels.
        bold: Whether Latin letters are drawn bold; Chinese characters fill their square in any case.
    """
    more = _BOLDER if bold else 1
    return size * sum(_WIDTH_OF[c] * more if c in _WIDTH_OF else _EM for c in text)
