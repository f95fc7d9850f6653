"""Tell where on a straightened page somebody seems to have signed: ink or none. A suggestion."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from consentkit.domain.letters.page_maps import PageMap, PaperArea
from consentkit.domain.letters.records import Ink
from consentkit.imaging.opening.pixels import Pixels
from consentkit.imaging.paper.page_marks import PX_PER_MM
from consentkit.imaging.paper.ticks import darkness_of

# What follows was chosen by eye, and measured on tests/imaging/test_signing.py (table in
# docs/letters-coming-back.md).
_AROUND_MM = 3.0
"""How much paper around a field is looked at, to know how light paper is."""

_INSET_MM = 1.9
"""From the edge of a field to what counts as inside: its line, and how far a page that curls moves it."""

_INK = 0.15
# Four spreads of the paper's own noise; where 9 % is not enough, a thin stroke cannot be told from it.
_NOISE_FACTOR = 4.0
_MOST_NOISE = 0.09

_PEN, _LEAST_PEN_MM2 = 0.3, 0.3
"""The edge of a shadow reaches 0.27; so much of what is found must be darker."""

_LEAST_INK_MM2 = 1.5
_LEAST_REACH_MM = 3.0
"""A cross, the shortest mark that people sign with, is larger; dirt and dust are smaller."""

_MOST_NOTHING_MM2 = 0.35

_EDGE_MM = 2.2
_LEAST_EDGE = 0.1
"""How dark the lines of a frame are at least, blurred over their neighbours."""

_Values = npt.NDArray[np.float64]


def read_signing(straightened: Pixels, page: PageMap) -> Mapping[str, Ink]:
    """Return for each field to sign in whether there is ink, by its id; `not-looked` where nobody can tell.

    `straightened` is a page at 150 dpi as `read_signed_pages` gives it, whose tick boxes stand where they
    were printed.
    """
    darkest = straightened.min(axis=2).astype(np.float64)
    return {name: _look(darkest, area, is_framed=_has_frame(name)) for name, area in page.signing.items()}


def _has_frame(name: str) -> bool:
    """Tell whether a field has a printed frame; a sheet's rows have faint lines, and boxes beside them."""
    return not name.startswith("C-")


def _look(page: _Values, area: PaperArea, *, is_framed: bool) -> Ink:
    top, left = (max(0, round((edge - _AROUND_MM) * PX_PER_MM)) for edge in (area.top_mm, area.left_mm))
    bottom, right = (round((edge + _AROUND_MM) * PX_PER_MM) for edge in (area.bottom_mm, area.right_mm))
    window = page[top:bottom, left:right]
    if min(window.shape) < _AROUND_MM * PX_PER_MM:
        return Ink.NOT_LOOKED
    darkness, noise = darkness_of(window)
    if noise > _MOST_NOISE or (is_framed and not _frame_is_there(darkness)):
        return Ink.NOT_LOOKED
    edge = round((_AROUND_MM + _INSET_MM) * PX_PER_MM)
    inside = darkness[edge:-edge, edge:-edge]
    return _found(inside > max(_INK, _NOISE_FACTOR * noise), inside > max(_PEN, _NOISE_FACTOR * noise))


def _frame_is_there(darkness: _Values) -> bool:
    """Tell whether a line stands above and one below, about where they were printed."""
    middle, near = round(_AROUND_MM * PX_PER_MM), round(_EDGE_MM * PX_PER_MM)
    # The middle part of a line: at its ends a page that lies askew has moved it most.
    rows = darkness.mean(axis=1)
    above = rows[middle - near : middle + near]
    below = rows[-middle - near : len(rows) - middle + near]
    return min(float(above.max()), float(below.max())) >= _LEAST_EDGE


def _found(ink: npt.NDArray[np.bool_], pen: npt.NDArray[np.bool_]) -> Ink:
    if not ink.size:
        return Ink.NOT_LOOKED
    area = float(ink.sum()) / PX_PER_MM**2
    if area <= _MOST_NOTHING_MM2:
        return Ink.NOTHING
    rows, columns = np.nonzero(ink)
    reach = max(np.ptp(rows), np.ptp(columns)) / PX_PER_MM
    is_pen = float(pen.sum()) / PX_PER_MM**2 >= _LEAST_PEN_MM2
    # Between the two it may be dirt, a shadow or a timid mark: nobody can say.
    is_found = is_pen and area >= _LEAST_INK_MM2 and reach >= _LEAST_REACH_MM
    return Ink.FOUND if is_found else Ink.NOT_LOOKED
