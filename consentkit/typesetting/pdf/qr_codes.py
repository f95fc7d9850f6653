"""QR codes as squares of ink."""

from functools import lru_cache
from typing import Literal

import segno

QUIET = 4
"""Modules of empty edge (ISO/IEC 18004)."""

Level = Literal["m", "q"]
"""How much of a code may be spoilt: about 15 % or 25 %."""


@lru_cache(maxsize=512)
def squares(payload: str, level: Level) -> tuple[int, tuple[tuple[int, int, int], ...]]:
    """Return the modules of a side, and the dark stretches as row, first column, length."""
    rows = segno.make(payload, error=level, micro=False, boost_error=False).matrix
    stretches = []
    for number, row in enumerate(rows):
        start = 0
        while start < len(row):
            end = start
            while end < len(row) and row[end]:
                end += 1
            if end > start:
                stretches.append((number, start, end - start))
            start = max(end, start + 1)
    return len(rows), tuple(stretches)


def code_operators(payload: str, level: Level, *, x: float, top: float, side_pt: float) -> str:
    """Return what draws the code with its quiet edge, `side_pt` wide, left edge at `x`; all in pt."""
    count, stretches = squares(payload, level)
    unit = side_pt / (count + 2 * QUIET)
    drawn = " ".join(
        f"{x + (first + QUIET) * unit:.3f} {top - (row + 1 + QUIET) * unit:.3f} "
        f"{length * unit:.3f} {unit:.3f} re"
        for row, first, length in stretches
    )
    return f"q 0 g {drawn} f Q"


def quiet_pt(payload: str, level: Level, side_pt: float) -> float:
    """Return how wide the empty edge of a code is; pt."""
    return QUIET * side_pt / (squares(payload, level)[0] + 2 * QUIET)
