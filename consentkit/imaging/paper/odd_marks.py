"""Marks that mean something else than a tick: struck out, or set beside the box. A person must look."""

import numpy as np
import numpy.typing as npt

from consentkit.imaging.paper.page_marks import PX_PER_MM

# What follows was chosen by eye, and measured on tests/imaging/odd_marks.py.
_START_MM = 0.6
"""From a frame's outer edge to where its blur has ended."""

_GOES_ON_MM = 4.0
"""A stroke that leaves the frame and goes on so far is more than a tick: it strikes something out."""

_UP_MM = 3.3
"""The same upwards, as far as the window shows."""

_THROUGH_MM = 2.0
"""A steep line goes on so far on both sides."""

_WORDS_MM = 14.0
_BAND_MM = 1.1
"""A line that strikes words out runs through the middle of them, where the middle of the box is too."""

PEN = 0.3
_LEAST_LINE_MM = 7.0
"""Of 205 boxes with printed words beside them, the longest stroke in what is so dark was 6.4 mm."""

_SLOPES = (-0.1, -0.06, -0.03, 0.0, 0.03, 0.06, 0.1)

_BESIDE_MM = 4.5
_LEAST_BESIDE = 0.02
"""Of the bare paper beside a box: more ink than dirt leaves."""

Ink = npt.NDArray[np.bool_]
"""A strip of the page: the box, a little above and below it, and the paper on both sides."""

Box = tuple[int, int, int, int]
"""Top, left, bottom, right in px of the strip; the last two are those after it."""

SIDE_MM = _WORDS_MM + 2.0
"""How far the strip reaches on both sides."""


def is_struck_out(ink: Ink, pen: Ink, box: Box) -> bool:
    """Tell whether a line leaves the box and goes on, or runs through the words beside it.

    `pen` is the ink that is darker than PEN: letters of a coarse scan run together in what is lighter.
    """
    top, left, bottom, right = box
    start = round(_START_MM * PX_PER_MM)
    far, up, through = (mm * PX_PER_MM - start for mm in (_GOES_ON_MM, _UP_MM, _THROUGH_MM))
    right_of, left_of = ink[:, right + start :], ink[:, max(0, left - start) :: -1]
    above, below = ink[max(0, top - start) :: -1], ink[bottom + start :]
    rows = slice(max(0, top - start), bottom + start)
    if max(_reach(right_of, rows), _reach(left_of, rows)) >= far:
        return True
    columns = slice(max(0, left - start), right + start)
    upwards, downwards = _reach(above[:, columns].T), _reach(below[:, columns].T)
    # Below a box words may hang: only what also goes on above it is a stroke.
    if upwards >= up or min(upwards, downwards) >= through:
        return True
    middle, half = (top + bottom) // 2, round(_BAND_MM * PX_PER_MM)
    band = pen[max(0, middle - half) : middle + half + 1]
    words = (band[:, right + start :], band[:, : max(0, left - start)])
    return max(map(_longest_line, words)) >= _LEAST_LINE_MM * PX_PER_MM


def is_beside(ink: Ink, box: Box, *, is_right_to_left: bool) -> bool:
    """Tell whether a mark stands beside an empty box, on the side where no words are printed."""
    top, left, bottom, right = box
    start, far = round(_START_MM * PX_PER_MM), round(_BESIDE_MM * PX_PER_MM)
    bare = ink[top:bottom, right + start : right + far]
    if not is_right_to_left:
        bare = ink[top:bottom, max(0, left - far) : max(0, left - start)]
    return bool(bare.size) and float(bare.mean()) > _LEAST_BESIDE


def _reach(ink: Ink, rows: slice = slice(None)) -> int:
    """Return for how many columns a stroke goes on that begins in these rows, at 45 degrees at most."""
    if not ink.size:
        return 0
    stroke = np.zeros(ink.shape[0], dtype=bool)
    stroke[rows] = ink[rows, 0]
    if not stroke.any():
        return 0
    for column in range(1, ink.shape[1]):
        stroke = ink[:, column] & _thicker(stroke)
        if not stroke.any():
            return column
    return int(ink.shape[1])


def _longest_line(ink: Ink) -> int:
    """Return the length of the longest straight stroke across, in columns."""
    if not ink.size:
        return 0
    # A hand shakes by a pixel or so.
    thick = ink | np.pad(ink, ((1, 0), (0, 0)))[:-1] | np.pad(ink, ((0, 1), (0, 0)))[1:]
    columns, longest = np.arange(ink.shape[1]), 0
    for slope in _SLOPES:
        rows = np.arange(ink.shape[0])[:, None] + np.round(slope * columns).astype(int)
        is_there = (rows >= 0) & (rows < ink.shape[0])
        straight = thick[np.clip(rows, 0, ink.shape[0] - 1), columns] & is_there
        lengths = np.zeros(ink.shape[0], dtype=int)
        for column in range(ink.shape[1]):
            lengths = np.where(straight[:, column], lengths + 1, 0)
            longest = max(longest, int(lengths.max()))
    return longest


def _thicker(stroke: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    padded = np.pad(stroke, 1)
    return padded[:-2] | padded[1:-1] | padded[2:]
