"""Choices that look random and are the same on every machine, in every Python, whatever else changes in the manual."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from typing import TypeVar
from zlib import crc32

T = TypeVar("T")
_WORD = (1 << 64) - 1


def draw(*words: str) -> int:
    """A number that depends on the words alone."""
    return int.from_bytes(hashlib.sha256("\x1f".join(words).encode("utf-8", "surrogatepass")).digest()[:8], "big")


def draw_below(count: int, *words: str) -> int:
    """A number from 0 to one less than ``count`` that depends on the words alone; where there is only one, nothing is drawn."""
    return draw(*words) % count if count > 1 else 0


def lots(seed: str) -> Callable[[str], int]:
    """Draws for many names: like ``draw(seed, name)``, but with one digest for all of them."""
    odd = draw(seed) | 1
    return lambda name: (crc32(name.encode("utf-8", "surrogatepass")) * odd & _WORD) >> 16


def shuffled(values: Iterable[tuple[str, T]], seed: str) -> list[T]:
    """Values in an order that depends on the seed and on their names.

    Each value finds its own place: one that is added or removed does not mix up the others.

    Args:
        values: Pairs of a name, unique among them, and the value.
        seed: Another seed gives another order.
    """
    lot = lots(seed)
    return [value for _, _, value in sorted([(lot(name), name, value) for name, value in values])]
