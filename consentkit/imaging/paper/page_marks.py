"""Find a page's registration marks, starting from its code, and lay the page straight."""

import itertools
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image

from consentkit.domain.letters.codes import read_second_payload
from consentkit.domain.letters.page_maps import MARK_HOLE_MM, MARK_SIDE_MM, Mark, PageMap
from consentkit.imaging.opening.pixels import Pixels
from consentkit.imaging.paper import homographies
from consentkit.imaging.paper.homographies import Matrix, Points
from consentkit.imaging.paper.page_codes import FoundCode, Grey

STRAIGHT_DPI = 150
"""The resolution of a straightened page."""

PX_PER_MM = STRAIGHT_DPI / 25.4

# A mark is then 16 px wide: as much as a scan of 100 dpi shows, and quick to compare.
_PATCH_PX_PER_MM = 4.0
_LEAST_CONTRAST = 0.3
"""How much darker than the paper around it a mark is, as a share of the paper."""

# A guess is never better than this, since paper curls. Chosen by eye.
_NEAR_MM = 2.5
_REACH = 0.12
"""A guess goes wrong by about this share of the distance that it was made over."""

_USUAL_SIDE_MM = 26.0
"""The dark square of a page's code, for which _REACH was chosen."""

_SMALL_MM, _LEAST_OF_SMALL = 15.0, 4
"""A small square says where the page is, and little of how it lies: any three marks would agree with it."""

_FIT_MM = 1.2
"""A mark further than this from where the others put it is not the mark, or the paper is bent."""

# Two cannot outvote each other, and the code's corners alone are off by 7 mm at the page's far end
# (docs/letters-coming-back.md).
_LEAST_MARKS = 3
_MARK_WEIGHT = 2.0
"""A mark's centre is measured to a tenth of a px, a code's corner to half of one."""

Patch = npt.NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Straightened:
    """A page laid flat at STRAIGHT_DPI. `is_rough`: fewer than three marks were found, or they disagree."""

    pixels: Pixels
    corners: Points
    marks_found: int
    is_rough: bool


@dataclass(frozen=True, eq=False)
class _Pairs:
    """Points on the paper (mm) and where they were seen (px)."""

    paper: Points
    seen: Points

    @property
    def least_marks(self) -> int:
        """How many marks must agree before the page counts as laid straight."""
        is_small = float(np.ptp(self.paper[:, 0])) < _SMALL_MM
        return _LEAST_OF_SMALL if is_small else _LEAST_MARKS

    @property
    def reach(self) -> float:
        """By which share of a distance a guess goes wrong: more where it is made from a small square."""
        return _REACH * max(1.0, _USUAL_SIDE_MM / float(np.ptp(self.paper[:, 0])))

    def fit(self, marks: "dict[Mark, Points]") -> Matrix:
        if len(marks) < self.least_marks == _LEAST_OF_SMALL:
            return self._level(marks)
        paper = np.concatenate([self.paper, *(_centre(mark) for mark in marks)])
        seen = np.concatenate([self.seen, *marks.values()])
        weights = np.array([1.0] * len(self.paper) + [_MARK_WEIGHT] * len(marks))
        return homographies.fit(paper, seen, weights)

    def _level(self, marks: "dict[Mark, Points]") -> Matrix:
        """Fit without perspective: of a small square alone it would be made of nothing but noise."""
        paper = np.concatenate([self.paper, *(_centre(mark) for mark in marks)])
        seen = np.concatenate([self.seen, *marks.values()])
        solved, *_ = np.linalg.lstsq(np.hstack([paper, np.ones((len(paper), 1))]), seen, rcond=None)
        return np.vstack([solved.T, [0.0, 0.0, 1.0]])

    def errors_mm(self, marks: "dict[Mark, Points]", to_px: Matrix) -> npt.NDArray[np.float64]:
        """Return how far each mark stands from where `to_px` puts it."""
        paper = np.concatenate([_centre(mark) for mark in marks])
        to_mm = np.asarray(np.linalg.inv(to_px), dtype=np.float64)
        back = homographies.apply(to_mm, np.concatenate(list(marks.values())))
        return np.asarray(np.linalg.norm(back - paper, axis=1))


def straighten(pixels: Pixels, grey: Grey, code: FoundCode, page: PageMap) -> Straightened:
    """Return the page that bears this code; raise LinAlgError where the code's corners are no quadrangle."""
    corners = _pairs(code, page)
    marks = _find_marks(grey, corners, page)
    to_px = corners.fit(marks)
    outline = np.array([[0, 0], [page.width_mm, 0], [page.width_mm, page.height_mm], [0, page.height_mm]])
    return Straightened(
        pixels=_warped(pixels, to_px, page),
        corners=homographies.apply(to_px, outline.astype(float)),
        marks_found=len(marks),
        is_rough=len(marks) < corners.least_marks,
    )


def _pairs(code: FoundCode, page: PageMap) -> _Pairs:
    if read_second_payload(code.text) is not None:
        if page.second is None:
            raise np.linalg.LinAlgError("the page has no such mark")
        area = page.second
        left, right = area.left_mm, area.right_mm
        corners = [[left, area.top_mm], [right, area.top_mm], [right, area.bottom_mm], [left, area.bottom_mm]]
        return _Pairs(np.array(corners), code.corners)
    start, end = code.inner
    square = np.array([[start, start], [end, start], [end, end], [start, end]])
    return _Pairs(square + np.array([page.code.left_mm, page.code.top_mm]), code.corners)


def _find_marks(grey: Grey, corners: _Pairs, page: PageMap) -> dict[Mark, Points]:
    """Return at least three marks that agree and where they were seen, or `{}`.

    One that misleads the search for the others, such as a filled box, is left out in a second search.
    """
    shrunk, factor = _shrunk(grey, corners)
    small = _Pairs(corners.paper, corners.seen / factor)
    centre = corners.paper.mean(axis=0)
    nearest_first = sorted(page.marks, key=lambda mark: float(np.linalg.norm(_centre(mark) - centre)))
    for left_out in (None, *nearest_first):
        found = _search(shrunk, small, [mark for mark in nearest_first if mark != left_out])
        if found:
            return {mark: seen * factor for mark, seen in found.items()}
    return {}


def _search(grey: Grey, corners: _Pairs, marks: list[Mark]) -> dict[Mark, Points]:
    """Look for one mark after another: each one found makes the guess for the next better."""
    found: dict[Mark, Points] = {}
    for reach in (corners.reach, 0.0):
        for mark in marks:
            known = np.concatenate([corners.paper, *(_centre(other) for other in found if other != mark)])
            distance = float(np.linalg.norm(known - _centre(mark), axis=1).min())
            seen = _seek(grey, corners.fit(found), mark, _NEAR_MM + reach * distance)
            if seen is not None:
                found[mark] = seen
        found = _agreeing(found, corners)
        if not found:
            break
    return found


def _agreeing(found: dict[Mark, Points], corners: _Pairs) -> dict[Mark, Points]:
    """Return the most marks that agree with one another and with the code; two cannot outvote each other."""
    for count in range(len(found), corners.least_marks - 1, -1):
        groups = [dict(group) for group in itertools.combinations(found.items(), count)]
        worst = [float(corners.errors_mm(group, corners.fit(group)).max()) for group in groups]
        best = int(np.argmin(worst))
        if worst[best] <= _FIT_MM:
            return groups[best]
    return {}


def _shrunk(grey: Grey, corners: _Pairs) -> tuple[Grey, int]:
    """Bring a large photograph near the resolution that marks are looked for at, so that none is skipped."""
    density = homographies.px_per_unit(corners.fit({}), corners.paper.mean(axis=0, keepdims=True))
    factor = max(1, int(density / _PATCH_PX_PER_MM))
    if factor == 1:
        return grey, 1
    return np.asarray(Image.fromarray(grey).reduce(factor)), factor


def _seek(grey: Grey, to_px: Matrix, mark: Mark, reach_mm: float) -> Points | None:
    """Return the mark's centre (1 x 2; px of `grey`), at most `reach_mm` from the guess; `None`: not seen."""
    side_mm = 2 * (reach_mm + MARK_SIDE_MM)
    corner = _centre(mark) - side_mm / 2
    patch = _patch(grey, to_px, corner, side_mm)
    if patch is None:
        return None
    score = _likeness(patch, mark)
    edge = int(MARK_SIDE_MM * _PATCH_PX_PER_MM)
    inner = score[edge:-edge, edge:-edge]
    row, column = np.unravel_index(int(np.argmax(inner)), inner.shape)
    if inner[row, column] < _LEAST_CONTRAST:
        return None
    place = _centroid(patch, int(row) + edge, int(column) + edge)
    return homographies.apply(to_px, corner + place / _PATCH_PX_PER_MM)


def _patch(grey: Grey, to_px: Matrix, corner: Points, side_mm: float) -> Patch | None:
    """Return a square of the paper; outside the picture it is black. `None`: all of it lies outside."""
    count = int(side_mm * _PATCH_PX_PER_MM)
    move = np.array([[1, 0, corner[0, 0]], [0, 1, corner[0, 1]], [0, 0, 1.0]])
    matrix = to_px @ move @ homographies.scaled(1 / _PATCH_PX_PER_MM)
    edges = homographies.apply(matrix, np.array([[0.0, 0], [count, 0], [count, count], [0, count]]))
    height, width = grey.shape
    if (edges.max(axis=0) < 0).any() or (edges.min(axis=0) > [width, height]).any():
        return None
    coefficients = (matrix / matrix[2, 2]).ravel()[:8]
    patch = Image.fromarray(grey).transform(
        (count, count), Image.Transform.PERSPECTIVE, list(coefficients), Image.Resampling.BILINEAR
    )
    return np.asarray(patch, dtype=np.float32)


def _likeness(patch: Patch, mark: Mark) -> Patch:
    """Return for each place how much darker than the paper on all four sides a mark there would be."""
    side = MARK_SIDE_MM / 2 + 1.0
    # Widths in mm, chosen by eye around a square of 4 and a hole of 2: strips of paper beside it, the bars of
    # the hollow one's frame, the quarters of the full one.
    strips = (_mean(patch, 3.0, 0.8), _mean(patch, 0.8, 3.0))
    light = [_moved(strips[0], 0, side), _moved(strips[0], 0, -side)]
    light += [_moved(strips[1], side, 0), _moved(strips[1], -side, 0)]
    if mark.is_hollow:
        wall = (MARK_SIDE_MM + MARK_HOLE_MM) / 4
        bars = (_mean(patch, 2.4, 0.6), _mean(patch, 0.6, 2.4))
        dark = [_moved(bars[0], 0, wall), _moved(bars[0], 0, -wall)]
        dark += [_moved(bars[1], wall, 0), _moved(bars[1], -wall, 0)]
        light.append(_mean(patch, 1.1, 1.1))
    else:
        quarter = _mean(patch, 1.4, 1.4)
        dark = [_moved(quarter, x, y) for x in (-0.9, 0.9) for y in (-0.9, 0.9)]
    paper = np.min(light, axis=0)
    # Under 30 of 255 is no paper but shadow: it must not make faint noise look dark.
    return np.asarray((paper - np.max(dark, axis=0)) / np.maximum(paper, 30))


def _mean(patch: Patch, width_mm: float, height_mm: float) -> Patch:
    """Return the mean over a box around each pixel."""
    across = max(1, round(width_mm * _PATCH_PX_PER_MM) | 1)
    down = max(1, round(height_mm * _PATCH_PX_PER_MM) | 1)
    padded = np.pad(patch, ((down // 2 + 1, down // 2), (across // 2 + 1, across // 2)), mode="edge")
    sums = padded.astype(np.float64).cumsum(axis=0).cumsum(axis=1)
    total = sums[down:, across:] - sums[:-down, across:] - sums[down:, :-across] + sums[:-down, :-across]
    return np.asarray(total / (across * down), dtype=np.float32)


def _moved(values: Patch, x_mm: float, y_mm: float) -> Patch:
    """Return at each place what stands at this distance from it."""
    return np.roll(values, (-round(y_mm * _PATCH_PX_PER_MM), -round(x_mm * _PATCH_PX_PER_MM)), axis=(0, 1))


def _centroid(patch: Patch, row: int, column: int) -> Points:
    """Return the centre of the darkness around a place, as x, y of the patch (1 x 2)."""
    for _ in range(3):
        half = int((MARK_SIDE_MM / 2 + 0.8) * _PATCH_PX_PER_MM)
        top, left = max(0, row - half), max(0, column - half)
        window = patch[top : row + half + 1, left : column + half + 1]
        # A few dirty or blown-out px must not set black and white; the lightest quarter counts as paper.
        low, high = np.percentile(window, [5, 95])
        ink = np.clip((high - window) / max(float(high - low), 1.0) - 0.25, 0, 0.5)
        rows, columns = np.indices(window.shape)
        y, x = float((ink * rows).sum() / ink.sum()) + top, float((ink * columns).sum() / ink.sum()) + left
        row, column = round(y), round(x)
    return np.array([[x + 0.5, y + 0.5]])


def _warped(pixels: Pixels, to_px: Matrix, page: PageMap) -> Pixels:
    """Return the page at STRAIGHT_DPI; what the picture does not show of it is white."""
    size = (round(page.width_mm * PX_PER_MM), round(page.height_mm * PX_PER_MM))
    image = Image.fromarray(pixels)
    middle = np.array([[page.width_mm / 2, page.height_mm / 2]])
    factor = max(1, int(homographies.px_per_unit(to_px, middle) / PX_PER_MM))
    if factor > 1:
        image = image.reduce(factor)
    matrix = homographies.scaled(1 / factor) @ to_px @ homographies.scaled(1 / PX_PER_MM)
    straight = image.transform(
        size,
        Image.Transform.PERSPECTIVE,
        list((matrix / matrix[2, 2]).ravel()[:8]),
        Image.Resampling.BILINEAR,
        fillcolor=(255, 255, 255),
    )
    return np.asarray(straight)


def _centre(mark: Mark) -> Points:
    return np.array([[mark.x_mm, mark.y_mm]])
