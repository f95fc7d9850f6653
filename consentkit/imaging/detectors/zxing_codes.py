"""QR codes, bar codes and their like in a picture: they are words, and lead to somebody as words do.

Read with zxing-cpp (Apache-2.0). What a code says is told; one that is seen and cannot be read is told too.
"""

from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import zxingcpp
from PIL import Image, ImageFilter

from consentkit.domain.pictures.images import Box, BoxKind, Detection, Profile
from consentkit.domain.settings import CODE_READER
from consentkit.imaging.detectors import Detected
from consentkit.imaging.opening.pixels import Pixels

# Doubled, 8 megapixels are 32; bar codes in larger pictures are large enough.
_MOST_PX_DOUBLED = 8_000_000
_LONGEST_READING = 500
# The quiet edge belongs to a code: a cover on the bars alone would leave their ends.
_EDGE_SHARE = 0.06
_SEEN, _READ = 0.6, 1.0
"""How sure it is that there is a code: one whose checksum fails, and one that is read."""

_SQUARES: Any = zxingcpp.BarcodeFormat.QRCode
"""Its corners are known before it is read. Of bars and other squares that cannot be read, nobody knows that
they are a code: a face and a medal were called one."""

_OURS_DARK = 0.6
"""As for words: the edge of our own cover looks like a bar."""


class _Code(NamedTuple):
    box: Box
    reads: str | None


class ZxingCodes:
    """Codes at the size of the picture, doubled, and made calm and turned."""

    name = CODE_READER

    def __init__(self) -> None:
        self.version = f"zxing-cpp {version('zxing-cpp')}"
        native: dict[str, Callable[[Image.Image], Iterator[_Code]]] = {"codes-native": _native}
        doubled = {"codes-doubled": _doubled}
        self._passes = {
            Profile.FAST: native,
            Profile.STANDARD: native | doubled,
            Profile.THOROUGH: native | doubled | {"codes-calm": _calm, "codes-turned": _turned},
        }

    def passes(self, profile: Profile) -> tuple[str, ...]:
        """Return the names of the augmentations that it runs in a profile."""
        return tuple(self._passes[profile])

    def detect(self, pixels: Pixels, profile: Profile) -> Detected:
        """Return a detection for each code, those that are read before those that are only seen."""
        grey = Image.fromarray(pixels).convert("L")
        found = [code for look in self._passes[profile].values() for code in look(grey)]
        kept: list[_Code] = []
        for code in sorted(found, key=lambda one: one.reads is None):
            if not any(_is_same(code, other) for other in kept) and not _is_covered(pixels, code.box):
                kept.append(code)
        return Detected([_detection(code) for code in kept], [])


def zxing_codes(models: Path) -> ZxingCodes:  # noqa: ARG001  every factory takes them
    """Return the reader of codes; it needs no model."""
    return ZxingCodes()


def _native(grey: Image.Image) -> Iterator[_Code]:
    return _codes(grey, grey.size, 1.0)


def _doubled(grey: Image.Image) -> Iterator[_Code]:
    if grey.width * grey.height <= _MOST_PX_DOUBLED:
        large = grey.resize((grey.width * 2, grey.height * 2), Image.Resampling.BICUBIC)
        yield from _codes(large, grey.size, 0.5)


def _calm(grey: Image.Image) -> Iterator[_Code]:
    return _codes(grey.filter(ImageFilter.MedianFilter(3)), grey.size, 1.0)


def _turned(grey: Image.Image) -> Iterator[_Code]:
    """Bars are read along the four sides alone: with the picture turned by 45 degrees no angle is far off."""
    if grey.width * grey.height > _MOST_PX_DOUBLED:
        return
    turned = grey.rotate(45, Image.Resampling.BILINEAR, expand=True, fillcolor=255)
    angle, centre = np.deg2rad(45), np.array([turned.width / 2, turned.height / 2])
    back = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    middle = np.array([grey.width / 2, grey.height / 2])
    for corners, reads in _read(turned):
        yield from _at((corners - centre) @ back.T + middle, reads, grey.size)


def _codes(image: Image.Image, size: tuple[int, int], back: float) -> Iterator[_Code]:
    for corners, reads in _read(image):
        yield from _at(corners * back, reads, size)


def _read(image: Image.Image) -> Iterator[tuple[Any, str | None]]:
    whole = np.asarray(image)
    for formats, is_seen_enough in ((None, False), (_SQUARES, True)):
        options = {} if formats is None else {"formats": formats}
        for code in zxingcpp.read_barcodes(whole, return_errors=is_seen_enough, **options):
            place = code.position
            points = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
            corners = np.array([[point.x, point.y] for point in points], dtype=float)
            yield corners, "".join(c for c in code.text if c.isprintable()) if code.valid else None


def _at(corners: Any, reads: str | None, size: tuple[int, int]) -> Iterator[_Code]:
    """Yield a code where its corners make a box; bars may be read along one line."""
    low, high = corners.min(axis=0), corners.max(axis=0)
    edge = max(2.0, float((high - low).max()) * _EDGE_SHARE)
    left, top = (max(0, int(place - edge)) for place in low)
    right, bottom = (min(most, int(place + edge) + 1) for place, most in zip(high, size, strict=True))
    if right > left and bottom > top:
        yield _Code(Box(left=left, top=top, right=right, bottom=bottom), reads)


def _is_same(code: _Code, other: _Code) -> bool:
    middle_x = (code.box.left + code.box.right) / 2
    middle_y = (code.box.top + code.box.bottom) / 2
    box = other.box
    return box.left <= middle_x <= box.right and box.top <= middle_y <= box.bottom


def _is_covered(pixels: Pixels, box: Box) -> bool:
    part = pixels[box.top : box.bottom, box.left : box.right]
    return float((part.max(axis=2) == 0).mean()) > _OURS_DARK


def _detection(code: _Code) -> Detection:
    return Detection(
        box=code.box,
        score=_SEEN if code.reads is None else _READ,
        detector=CODE_READER,
        kind=BoxKind.TEXT,
        reads=(code.reads or "")[:_LONGEST_READING] or None,
        reads_score=_READ if code.reads else None,
    )
