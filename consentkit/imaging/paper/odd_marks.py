"""Marks that mean something else than a tick: struck out, or set beside the box. A person must look."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from consentkit.domain.letters.page_maps import PaperArea
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

_BAND_MM = 1.1
"""A line that strikes words out runs through the middle of them, where the middle of the box is too."""

PEN = 0.3
_LEAST_LINE_MM = 7.0
"""Of 205 boxes with printed words beside them, the longest stroke in what is so dark was 6.4 mm.

Words whose letters one stroke joins have strokes of up to 13.9 mm: where those are, the map says.
"""

_THICKER_MM = 0.35
"""A printed stroke's blur, and how far it may lie from where the box beside it puts it."""

_LONGER_MM = 0.3
"""The same at its ends; words are 1 mm apart."""

_SLOPES = (-0.1, -0.06, -0.03, 0.0, 0.03, 0.06, 0.1)

_BESIDE_MM = 4.5
_LEAST_BESIDE = 0.02
"""Of the bare paper beside a box: more ink than dirt leaves."""

Ink = npt.NDArray[np.bool_]
"""A strip of the page: the box, a little above and below it, and the paper on both sides."""

Box = tuple[int, int, int, int]
"""Top, left, bottom, right in px of the strip; the last two are those after it."""

SIDE_MM = 16.0
"""How far the strip reaches on both sides; BESIDE_BOX_MM where the map has words whose letters are joined."""


def is_struck_out(ink: Ink, pen: Ink, box: Box, joined: Sequence[Box]) -> bool:
    """Tell whether a line leaves the box and goes on, or runs through the words beside it.

    `pen` is the ink that is darker than PEN: letters of a coarse scan run together in what is lighter.
    `joined` are the printed strokes that join the letters of a word.
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
    first = max(0, middle - half)
    band = pen[first : middle + half + 1]
    begin, end = right + start, max(0, left - start)
    # Seen from the box outwards, so that the same holds on both sides.
    right_words = [(t - first, x - begin, b - first, y - begin) for t, x, b, y in joined]
    left_words = [(t - first, end - y, b - first, end - x) for t, x, b, y in joined]
    return _is_ruled(band[:, begin:], right_words) or _is_ruled(band[:, :end][:, ::-1], left_words)


def placed(area: PaperArea, box: PaperArea, place: Box) -> Box:
    """Return where an area of the page lies in the strip of a box that was found at `place`."""
    top, left = place[0] - box.top_mm * PX_PER_MM, place[1] - box.left_mm * PX_PER_MM
    return (
        round(top + area.top_mm * PX_PER_MM),
        round(left + area.left_mm * PX_PER_MM),
        round(top + area.bottom_mm * PX_PER_MM),
        round(left + area.right_mm * PX_PER_MM),
    )


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


def _is_ruled(band: Ink, joined: Sequence[Box]) -> bool:
    """Tell whether a line runs through the words of a band, which begins at the box.

    One is told from a printed stroke by lying above or below it, or by running on where a word ends.
    """
    width = band.shape[1]
    known = sorted((word for word in joined if word[3] > 0 and word[1] < width), key=lambda word: word[1])
    if known and known[0][3] >= width:
        # Where the nearest word ends cannot be seen.
        known = []
    thicker, longer = round(_THICKER_MM * PX_PER_MM), round(_LONGER_MM * PX_PER_MM)
    rest, is_bare = band.copy(), np.ones(width, dtype=bool)
    for top, left, bottom, right in known:
        across = slice(max(0, left - longer), max(0, right + longer))
        rest[max(0, top - thicker) : max(0, bottom + thicker), across] = False
        is_bare[across] = False
    every = np.ones(width, dtype=bool)
    return max(_longest_line(rest, every), _longest_line(band, is_bare)) >= _LEAST_LINE_MM * PX_PER_MM


def _longest_line(ink: Ink, through: Ink) -> int:
    """Return how many columns the longest straight stroke across has that covers one of `through`."""
    if not ink.size:
        return 0
    # A hand shakes by a pixel or so.
    thick = ink | np.pad(ink, ((1, 0), (0, 0)))[:-1] | np.pad(ink, ((0, 1), (0, 0)))[1:]
    columns, longest = np.arange(ink.shape[1]), 0
    for slope in _SLOPES:
        rows = np.arange(ink.shape[0])[:, None] + np.round(slope * columns).astype(int)
        is_there = (rows >= 0) & (rows < ink.shape[0])
        straight = thick[np.clip(rows, 0, ink.shape[0] - 1), columns] & is_there
        lengths, counts = np.zeros(ink.shape[0], dtype=int), np.zeros(ink.shape[0], dtype=bool)
        for column in range(ink.shape[1]):
            lengths = np.where(straight[:, column], lengths + 1, 0)
            counts = straight[:, column] & (counts | through[column])
            longest = max(longest, int((lengths * counts).max()))
    return longest


def _thicker(stroke: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    padded = np.pad(stroke, 1)
    return padded[:-2] | padded[1:-1] | padded[2:]
