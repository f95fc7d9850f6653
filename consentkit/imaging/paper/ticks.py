"""Tell which boxes of a straightened page look ticked: a suggestion, which a person confirms or corrects."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from consentkit.domain.letters.page_maps import BESIDE_BOX_MM, PageMap, PaperArea
from consentkit.domain.letters.records import TickState
from consentkit.imaging.opening.pixels import Pixels
from consentkit.imaging.paper.odd_marks import PEN, SIDE_MM, is_beside, is_struck_out, placed
from consentkit.imaging.paper.page_marks import PX_PER_MM

# What follows was chosen by eye, and measured as a whole on the drawings of a shaking hand in
# tests/imaging/test_signed_letters_ticks.py (table in docs/letters-coming-back.md): no empty box read as
# ticked, no ticked one as empty. Change one, and compare the table.
_AROUND_MM = 4.0
"""How much paper around a box is looked at."""

_DRIFT_MM = 2.0
"""How far a bent page may have moved a box from its place."""

_FRAME_MM = 0.75
"""From a frame's outer edge to what counts as inside: the line, its blur, and half a px of drift."""

# The printed line is 0.9 pt, which is 0.32 mm. Blurred, its darkness spreads over its
# neighbours: how little is still a frame was chosen by eye.
_FRAME_LINE_MM = 0.3
_LEAST_FRAME = 0.15
_LEAST_ALIKE = 0.55
"""The faintest side of a frame is at least this share of a usual one."""

_LEAST_LIKE_OTHERS = 0.6
"""The same, compared with the other frames of the page."""

_LEAST_USUAL_FRAME = 0.35
"""Of printed frames half is measured (0.45 to 0.63); letters that look like frames reach 0.3."""

_MOST_APART_MM = 0.8
"""Frames of paper that curls by a millimetre stay so near to where the others put them."""

_FEW_BOXES = 6
"""Of so few, no slope can be told."""

_RING_MM = 2.0
"""How far around a frame ink counts as drawn around it."""

_GAP_MM = 0.5
"""Between a frame and what counts as drawn around it."""

_INK = 0.18
"""Darker than its paper by this share is ink, unless the picture is noisy."""

# Four spreads of the paper's own noise; where 9 % is not enough, nothing can be said of thin strokes.
_NOISE_FACTOR = 4.0
_MOST_NOISE = 0.09
# Between 2 % and 9 % of ink it may be dirt or a timid tick: unsure.
_MOST_EMPTY = 0.02
_LEAST_TICKED = 0.09
_LEAST_REACH_MM = 1.8
"""A tick reaches at least so far across or down its box; dirt does not."""

_MOST_SURROUND = 0.35
"""More ink than this around a box is a scribble, or a shadow's edge."""

_WIDE_MM = 8.0
_LEAST_PAPER = 0.8
"""Paper this much darker than the paper further around is no paper: the box lies under ink or a shadow."""

# A circle leaves ink on all four sides; one of them may be cut off by the page or a letter.
_CIRCLED_SIDE = 0.04
_CIRCLED_SIDES = 3

_Values = npt.NDArray[np.float64]
_Ink = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class TickReading:
    """A suggestion for one tick box; `fill` is the share of its inside that is ink, 0 to 1."""

    state: TickState
    fill: float


def read_ticks(straightened: Pixels, page: PageMap) -> Mapping[str, TickReading]:
    """Return a reading for every tick box of the page, by its id; `{}` where its frames sit elsewhere.

    `straightened` is a page at 150 dpi as `read_signed_pages` gives it; one that is rough makes every box
    unsure at best, so do not ask. A page whose frames are not where the map has them was set otherwise than
    the map: another box may stand at each place.
    """
    # Many times as quick as the same along the last axis.
    red, green, blue = np.moveaxis(straightened, 2, 0)
    darkest = np.minimum(np.minimum(red, green), blue).astype(np.float64)
    looks = {name: _look_at(darkest, box) for name, box in page.tick_boxes.items()}
    frames = [look.frame for look in looks.values() if look.frame]
    usual = float(np.percentile(frames, 75)) if frames else 0.0
    least = _LEAST_LIKE_OTHERS * usual
    if usual < _LEAST_USUAL_FRAME or not _frames_sit(page, looks, least):
        return {}
    odd = {name for name, look in looks.items() if _is_odd(darkest, page, name, look)}
    return {
        name: _reading(replace(look, state=TickState.UNSURE) if name in odd else look, least)
        for name, look in looks.items()
    }


@dataclass(frozen=True)
class _Look:
    """What is seen of one box; `frame` is the darkness of its faintest side, 0 where it was not found."""

    state: TickState
    fill: float
    frame: float = 0.0
    drift_mm: tuple[float, float] = (0.0, 0.0)
    """How far to the right of its place, and how far below it, the frame was found."""
    is_hidden: bool = False
    """A shadow, noise or a scribble lies over the place: whether a frame is there, nobody can say."""


def _is_odd(straightened: _Values, page: PageMap, name: str, look: _Look) -> bool:
    """Tell whether a box that seems sure has a mark about it that means something else."""
    if look.state is TickState.UNSURE:
        return False
    box = page.tick_boxes[name]
    side = BESIDE_BOX_MM if page.joined_words else SIDE_MM
    window, guess = _window(straightened, box, _AROUND_MM, side)
    darkness, noise, _paper = _darkness(_smoothed(window))
    ink, pen = (darkness > max(least, _NOISE_FACTOR * noise) for least in (_INK, PEN))
    right, down = (round(drift * PX_PER_MM) for drift in look.drift_mm)
    place = (guess.top + down, guess.left + right, guess.bottom + down, guess.right + right)
    if look.state is TickState.TICKED:
        joined = [placed(word, box, place) for word in page.joined_words]
        return is_struck_out(ink, pen, place, joined)
    return is_beside(ink, place, is_right_to_left=page.code.left_mm < page.width_mm / 2)


def _frames_sit(page: PageMap, looks: Mapping[str, _Look], least_frame: float) -> bool:
    """Tell whether a frame stands at every place that can be seen, and they moved together as paper does.

    None may be missing: where a group of boxes stands one line lower than in the map, every place but the
    last shows a frame, the next one's.
    """
    seen = {name: look for name, look in looks.items() if not look.is_hidden}
    if any(look.frame < max(least_frame, _LEAST_FRAME) for look in seen.values()):
        return False
    drifts = np.array([look.drift_mm for look in seen.values()]).reshape(-1, 2)
    boxes = [page.tick_boxes[name] for name in seen]
    # Paper that lies askew or curls moves its frames a little more towards one side.
    terms = np.array([[1.0, box.left_mm / 100, box.top_mm / 100] for box in boxes]).reshape(-1, 3)
    if len(seen) <= _FEW_BOXES:
        terms = terms[:, :1]
    solved, *_ = np.linalg.lstsq(terms, drifts, rcond=None)
    apart = np.linalg.norm(drifts - terms @ solved, axis=1)
    return not seen or float(apart.max()) <= _MOST_APART_MM


def _reading(look: _Look, least_frame: float) -> TickReading:
    """Doubt a frame fainter than the page's others: letters beside a bent page's box may look like one."""
    is_found = look.frame and look.frame >= least_frame
    return TickReading(look.state if is_found else TickState.UNSURE, look.fill)


@dataclass(frozen=True)
class _Area:
    """A tick box in px of its window: first row and column, and the rows and columns after the last."""

    top: int
    left: int
    bottom: int
    right: int

    def grown(self, by_mm: float) -> "_Area":
        px = round(by_mm * PX_PER_MM)
        return _Area(self.top - px, self.left - px, self.bottom + px, self.right + px)

    def cut(self, ink: _Ink) -> _Ink:
        return ink[max(self.top, 0) : max(self.bottom, 0), max(self.left, 0) : max(self.right, 0)]


def _look_at(page: _Values, box: PaperArea) -> _Look:
    window, guess = _window(page, box, _AROUND_MM)
    if window.size == 0:
        return _Look(TickState.UNSURE, 0.0, is_hidden=True)
    darkness, noise, paper = _darkness(_smoothed(window))
    place, frame = _frame_near(darkness, guess)
    ink = darkness > max(_INK, _NOISE_FACTOR * noise)
    inside = place.grown(-_FRAME_MM).cut(ink)
    fill = round(float(inside.mean()), 3) if inside.size else 0.0
    is_covered = paper < _LEAST_PAPER * float(np.percentile(_window(page, box, _WIDE_MM)[0], 85))
    if is_covered or noise > _MOST_NOISE or not inside.size:
        return _Look(TickState.UNSURE, fill, is_hidden=True)
    drift = ((place.left - guess.left) / PX_PER_MM, (place.top - guess.top) / PX_PER_MM)
    is_hidden = not frame and float(place.grown(_RING_MM).cut(ink).mean()) > _MOST_SURROUND
    return _Look(_state(inside, fill, _sides(ink, place)), fill, frame, drift, is_hidden)


def _state(inside: _Ink, fill: float, sides: list[float]) -> TickState:
    if float(np.mean(sides)) > _MOST_SURROUND:
        return TickState.UNSURE
    if fill >= _LEAST_TICKED and _reach_mm(inside) >= _LEAST_REACH_MM:
        return TickState.TICKED
    is_circled = sum(side > _CIRCLED_SIDE for side in sides) >= _CIRCLED_SIDES
    return TickState.UNSURE if fill > _MOST_EMPTY or is_circled else TickState.EMPTY


def _window(
    page: _Values, box: PaperArea, around_mm: float, beside_mm: float | None = None
) -> tuple[_Values, _Area]:
    """Return the box with paper around it, cut at the page's edges, and where it should stand in it."""
    beside = around_mm if beside_mm is None else beside_mm
    top = max(0, round((box.top_mm - around_mm) * PX_PER_MM))
    left = max(0, round((box.left_mm - beside) * PX_PER_MM))
    bottom, right = round((box.bottom_mm + around_mm) * PX_PER_MM), round((box.right_mm + beside) * PX_PER_MM)
    bottom, right = max(0, bottom), max(0, right)
    edges = (box.top_mm, box.left_mm, box.bottom_mm, box.right_mm)
    y0, x0, y1, x1 = (round(edge * PX_PER_MM) for edge in edges)
    return page[top:bottom, left:right], _Area(y0 - top, x0 - left, y1 - top, x1 - left)


def _smoothed(window: _Values) -> _Values:
    padded = np.pad(window, 1, mode="edge")
    height, width = window.shape
    parts = [padded[y : y + height, x : x + width] for y in range(3) for x in range(3)]
    return np.asarray(np.mean(parts, axis=0))


def darkness_of(window: _Values) -> tuple[_Values, float]:
    """Return by which share each pixel of a window is darker than its paper, and the paper's spread."""
    darkness, noise, _paper = _darkness(_smoothed(window))
    return darkness, noise


def _darkness(window: _Values) -> tuple[_Values, float, float]:
    """Return by which share each pixel is darker than its paper, the paper's own spread, and its brightness.

    The paper is a plane through the lighter pixels, so that a shadow's gradient is no ink.
    """
    rows, columns = np.indices(window.shape)
    terms = np.stack([np.ones(window.size), rows.ravel(), columns.ravel()], axis=1)
    values = window.ravel()
    # The lighter 60 % begin as paper: ink seldom covers more than the rest of a window.
    is_paper = values >= np.percentile(values, 40)
    plane = values
    # Each round drops what is no paper from the fit; four rounds were chosen by eye.
    for _ in range(4):
        solved, *_ = np.linalg.lstsq(terms[is_paper], values[is_paper], rcond=None)
        plane = np.maximum(terms @ solved, 1.0)
        # 1.5 times the median deviation is about one standard deviation (1.48 for a normal one).
        spread = float(np.median(np.abs(values - plane)[is_paper] / plane[is_paper])) * 1.5
        is_paper = np.abs(values / plane - 1) < max(3 * spread, 0.03)
    return np.asarray((1 - values / plane).reshape(window.shape)), spread, float(plane.mean())


def _frame_near(darkness: _Values, guess: _Area) -> tuple[_Area, float]:
    """Return where the printed frame is and how dark its faintest side; the guess and 0 where it is not seen.

    Its sides are alike in darkness. A best place at the end of the search is none: the frame may be beyond.
    """
    reach, line = round(_DRIFT_MM * PX_PER_MM), max(1, round(_FRAME_LINE_MM * PX_PER_MM))
    height, width = guess.bottom - guess.top, guess.right - guess.left
    level, upright = _means(darkness, line, width), _means(darkness, height, line)
    sides = (
        _around(level, guess.top, guess.left, reach),
        _around(level, guess.bottom - line, guess.left, reach),
        _around(upright, guess.top, guess.left, reach),
        _around(upright, guess.top, guess.right - line, reach),
    )
    if any(side.shape != (2 * reach + 1, 2 * reach + 1) for side in sides):
        return guess, 0.0
    faintest = np.min(sides, axis=0)
    down, across = (int(part) for part in np.unravel_index(int(np.argmax(faintest)), faintest.shape))
    usual = float(np.median([side[down, across] for side in sides]))
    is_at_end = {down, across} & {0, 2 * reach}
    if is_at_end or faintest[down, across] < max(_LEAST_FRAME, _LEAST_ALIKE * usual):
        return guess, 0.0
    top, left = guess.top + down - reach, guess.left + across - reach
    return _Area(top, left, top + height, left + width), float(faintest[down, across])


def _means(values: _Values, height: int, width: int) -> _Values:
    """Return at each place the mean of the window that begins there; as large as windows fit."""
    sums = np.pad(values.cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))
    total = sums[height:, width:] - sums[:-height, width:] - sums[height:, :-width] + sums[:-height, :-width]
    return np.asarray(total / (height * width))


def _around(values: _Values, row: int, column: int, reach: int) -> _Values:
    top, left = max(0, row - reach), max(0, column - reach)
    return values[top : max(0, row + reach + 1), left : max(0, column + reach + 1)]


def _sides(ink: _Ink, place: _Area) -> list[float]:
    """Return how much ink stands around the frame: above, below, left, right."""
    inner, outer = place.grown(_GAP_MM), place.grown(_RING_MM)
    parts = (
        _Area(outer.top, inner.left, inner.top, inner.right),
        _Area(inner.bottom, inner.left, outer.bottom, inner.right),
        _Area(inner.top, outer.left, inner.bottom, inner.left),
        _Area(inner.top, inner.right, inner.bottom, outer.right),
    )
    shares = [part.cut(ink) for part in parts]
    return [float(share.mean()) if share.size else 0.0 for share in shares]


def _reach_mm(inside: _Ink) -> float:
    rows, columns = np.nonzero(inside)
    return float(max(np.ptp(rows), np.ptp(columns)) + 1) / PX_PER_MM
