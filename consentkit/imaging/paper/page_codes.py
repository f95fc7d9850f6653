"""Find the QR codes on a photograph or scan of printed pages, however badly it was taken."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter

from consentkit.domain.letters.page_maps import CODE_SIDE_MM
from consentkit.imaging.paper import homographies
from consentkit.imaging.paper.homographies import Matrix, Points

Grey = npt.NDArray[np.uint8]
"""Height x width; 0 is black."""

_USUAL_PX = 2400
"""The longer side that codes are first looked for at: a page that fills it has 200 dots an inch."""

_COARSE_PX = 1800
"""A page that fills so little has under 150 dots an inch."""

# Half the usual size averages noise away that a median leaves. Chosen by eye.
_SMALL_PX = 1300
_CLOSE_PX = 800
"""A code larger than this is measured well enough as it is."""

_PAGES_PER_CODE_AREA = 80
"""An A4 page is about this many times as large as the dark square of its code."""


@dataclass(frozen=True, eq=False)
class FoundCode:
    """A code that was read.

    `corners` (4 x 2; px) are those of the dark square without its quiet edge: its own top left, top right,
    bottom right, bottom left, wherever they point. `modules` is how many a side has.
    """

    text: str
    corners: Points
    modules: int

    @property
    def inner(self) -> tuple[float, float]:
        """Where on its CODE_SIDE_MM the dark square begins and ends: the quiet edge is four modules."""
        module = CODE_SIDE_MM / (self.modules + 8)
        return 4 * module, CODE_SIDE_MM - 4 * module


def find_codes(grey: Grey, is_ours: Callable[[str], bool]) -> list[FoundCode]:
    """Return every code found, ours first; `[]` means that none could be read.

    Costlier variants follow while there is room for another page, the costliest while none of ours was found.
    """
    found: list[FoundCode] = []
    ours: list[FoundCode] = []
    for is_last, variant, back in _variants(Image.fromarray(grey)):
        if ours and (is_last or _is_enough(ours, grey)):
            break
        found += [code for code in _read(variant, back) if not _is_known(code, found)]
        ours = [code for code in found if is_ours(code.text)]
    exact = [_measured(code, grey) if code in ours else code for code in found]
    return sorted(exact, key=lambda code: (not is_ours(code.text), *code.corners.mean(axis=0)))


def _measured(code: FoundCode, grey: Grey) -> FoundCode:
    """Read the code again four times as large: the reader rounds corners to whole px, and the far end of a
    page stands ten codes away from them."""
    # Three tenths around it hold the quiet edge: four modules, and the smallest code has 21.
    around = np.ptp(code.corners, axis=0).max() * 0.3
    left, top = (max(0, int(place)) for place in code.corners.min(axis=0) - around)
    right, bottom = (int(place) for place in code.corners.max(axis=0) + around)
    part = Image.fromarray(grey[top:bottom, left:right])
    if min(part.size) < 1 or max(part.size) > _CLOSE_PX:
        return code
    large = part.resize((part.width * 4, part.height * 4), Image.Resampling.BICUBIC)
    back = np.array([[0.25, 0, left], [0, 0.25, top], [0, 0, 1.0]])
    for variant in (large.filter(ImageFilter.GaussianBlur(2)), large):
        again = [other for other in _read(variant, back) if other.text == code.text]
        if len(again) == 1:
            return again[0]
    return code


def _variants(whole: Image.Image) -> Iterator[tuple[bool, Image.Image, Matrix]]:
    """Yield the picture in ways that bring out a code, with the way back to its px; quick ones first.

    The first in each says whether this is a last resort. Measured on 120 bad pictures of pages, under
    noise of 30, 60 and 90 grey levels: a median and twice the size reads most.
    """
    usual, back = _at_most(whole, _USUAL_PX)
    yield False, usual, back
    if usual.size != whole.size:
        yield False, whole, np.eye(3)
    flat, half = _flattened(usual), back @ homographies.scaled(0.5)
    yield False, flat, back
    calm = flat.filter(ImageFilter.MedianFilter(3))
    yield False, _doubled(calm), half
    soft = flat.filter(ImageFilter.GaussianBlur(1.2))
    yield True, _doubled(soft), half
    yield True, _doubled(calm.filter(ImageFilter.MedianFilter(3))), half
    if max(flat.size) <= _COARSE_PX:
        # The small mark at the foot is two px a module then.
        yield True, _grown(flat, 3), back @ homographies.scaled(1 / 3)
    small, back_small = _at_most(flat, _SMALL_PX)
    yield True, small, back @ back_small
    # With the picture as it is, no angle is more than 13 degrees away: a code looks the same on four sides.
    for degrees in (45, 20, 70):
        turned, unturn = _turned(soft, degrees)
        yield True, turned, back @ unturn


def _read(variant: Image.Image, back: Matrix) -> list[FoundCode]:
    zxing: Any = import_module("zxingcpp")
    codes = zxing.read_barcodes(np.asarray(variant), formats=zxing.BarcodeFormat.QRCode)
    return [_found(code, back) for code in codes if code.valid]


def _found(code: Any, back: Matrix) -> FoundCode:
    place = code.position
    points = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    corners = homographies.apply(back, np.array([[point.x, point.y] for point in points], dtype=float))
    return FoundCode(code.text, corners, 17 + 4 * int(code.extra["Version"]))


def _is_known(code: FoundCode, found: list[FoundCode]) -> bool:
    centre, size = code.corners.mean(axis=0), np.sqrt(_area(code.corners))
    return any(float(np.linalg.norm(other.corners.mean(axis=0) - centre)) < size / 2 for other in found)


def _is_enough(ours: list[FoundCode], grey: Grey) -> bool:
    covered = sum(_area(code.corners) for code in ours) * _PAGES_PER_CODE_AREA
    return bool(ours) and grey.size - covered < covered / len(ours)


def _area(corners: Points) -> float:
    x, y = corners.T
    return float(abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2)


def _at_most(image: Image.Image, side_px: int) -> tuple[Image.Image, Matrix]:
    factor = max(image.size) / side_px
    if factor <= 1:
        return image, np.eye(3)
    size = (max(1, round(image.width / factor)), max(1, round(image.height / factor)))
    return image.resize(size, Image.Resampling.BOX, reducing_gap=2.0), np.diag(
        [image.width / size[0], image.height / size[1], 1.0]
    )


def _doubled(image: Image.Image) -> Image.Image:
    return _grown(image, 2)


def _grown(image: Image.Image, times: int) -> Image.Image:
    return image.resize((image.width * times, image.height * times), Image.Resampling.BICUBIC)


def _flattened(image: Image.Image) -> Image.Image:
    """Take the paper's own brightness out: shadows, and the lamp's gradient."""
    size = (max(1, image.width // 12), max(1, image.height // 12))
    paper = image.resize(size, Image.Resampling.BOX).filter(ImageFilter.MaxFilter(5))
    paper = paper.filter(ImageFilter.GaussianBlur(4)).resize(image.size, Image.Resampling.BILINEAR)
    ratio = np.asarray(image, dtype=np.float32) / np.maximum(np.asarray(paper, dtype=np.float32), 8)
    return Image.fromarray(np.clip(ratio * 235, 0, 255).astype(np.uint8))


def _turned(image: Image.Image, degrees: int) -> tuple[Image.Image, Matrix]:
    """Return the picture turned counter-clockwise on a canvas that holds all of it."""
    turned = image.rotate(degrees, Image.Resampling.BILINEAR, expand=True, fillcolor=255)
    angle = np.deg2rad(degrees)
    turn = np.array([[np.cos(angle), -np.sin(angle), 0], [np.sin(angle), np.cos(angle), 0], [0, 0, 1.0]])
    to_centre, from_centre = np.eye(3), np.eye(3)
    to_centre[:2, 2] = -turned.width / 2, -turned.height / 2
    from_centre[:2, 2] = image.width / 2, image.height / 2
    return turned, from_centre @ turn @ to_centre
