"""Numbers in rows, and how they are written for the browser."""

from __future__ import annotations

from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

Numbers: TypeAlias = NDArray[np.float32]
Places: TypeAlias = NDArray[np.int64]

ZERO: Final = "@"
"""A number is a whole one, written as the character so many places behind or before this one."""
STEPS: Final = 7
"""The highest number of an entry, as it is written."""


def written(numbers: Numbers | NDArray[np.float64]) -> str:
    """Rows of small numbers as characters, one row behind the other."""
    whole = np.rint(numbers).astype(np.int8) + ord(ZERO)
    return whole.astype(np.uint8).tobytes().decode("ascii")
