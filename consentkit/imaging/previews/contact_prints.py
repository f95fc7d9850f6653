"""Pictures for a contact sheet: small, with a box for each face that is told apart without colour too."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from consentkit.domain.pictures.contact_sheets import BoxState, Drawn
from consentkit.domain.pictures.images import Box
from consentkit.domain.pictures.redactions import Cover
from consentkit.imaging.opening.opening import Picture
from consentkit.imaging.opening.pixels import Pixels
from consentkit.imaging.redaction.covers import paint_covers
from consentkit.imaging.redaction.redacting import scaled_covers

# Sharp on half a page of A4 at 150 dpi; the file stays mailable. Chosen by eye, as the quality.
_LONGEST_PX = 1400
_QUALITY = 82
# Dashes and hatching that survive a black-and-white printer. Chosen by eye.
_DASH_PX = 14
_ROOM_FOR_TWO_PX = 8
_COLOURS: dict[BoxState, tuple[int, int, int]] = {
    BoxState.OPEN: (214, 0, 28),
    BoxState.SHOWN: (0, 90, 200),
    BoxState.COVERED: (0, 128, 64),
    BoxState.DECLARED: (130, 50, 160),
    BoxState.NOT_A_FACE: (90, 90, 90),
}
_STAMP = "for review only"
# Read on any ground, and every face is still seen. Chosen by eye.
_STAMP_SHARE = 0.45
_HALF = 127
_WHITE, _BLACK = (255, 255, 255), (0, 0, 0)
Corners = tuple[int, int, int, int]


@dataclass(frozen=True)
class BoxMark:
    """One box on the print: its state, and the words at its corner."""

    box: Box
    state: BoxState
    label: str


def print_marked(picture: Picture, marks: Sequence[BoxMark], covers: Sequence[Cover]) -> Drawn:
    """Return the picture with what is covered painted black before it is made smaller, and a box a mark."""
    pixels = picture.pixels
    if covers:
        pixels = np.array(pixels)
        paint_covers(pixels, covers)
    image, factor = _small(pixels)
    image = _stamped(image)
    for mark in marks:
        _draw(image, mark, factor)
    return _drawn(image)


def print_copy(copy: Picture, covers: Sequence[Cover], original: tuple[int, int]) -> Drawn:
    """Return a public copy, small; `covers` are in px of the original, whose width and height are given."""
    scaled = scaled_covers(covers, original, (copy.width_px, copy.height_px))
    return print_marked(copy, (), scaled)


def print_sample(state: BoxState) -> Drawn:
    """Return an empty box of a state, for the legend."""
    image = Image.new("RGB", (120, 80), (225, 225, 225))
    _PATTERNS[state](ImageDraw.Draw(image), (20, 14, 99, 65), _COLOURS[state])
    return _drawn(image)


def _small(pixels: Pixels) -> tuple[Image.Image, float]:
    image = Image.fromarray(pixels)
    factor = min(1.0, _LONGEST_PX / max(image.size))
    size = (max(1, round(image.width * factor)), max(1, round(image.height * factor)))
    return image.resize(size, Image.Resampling.BOX), factor


def _stamped(image: Image.Image) -> Image.Image:
    """Say across the whole print that it is for review: no part of it is a picture to be shown.

    What is black stays so: a cover is to be seen as it is.
    """
    layer = Image.new("L", image.size, 0)
    draw = ImageDraw.Draw(layer)
    size = max(11, image.width // 40)
    font = ImageFont.load_default(size=size)
    step = round(draw.textlength(_STAMP, font=font)) + size
    for row, top in enumerate(range(0, image.height, size * 4)):
        for left in range(-step * (row % 2) // 2, image.width, step):
            draw.text((left, top), _STAMP, fill=255, font=font)
    seen = np.asarray(image).astype(np.float32)
    share = (np.asarray(layer).astype(np.float32) / 255 * _STAMP_SHARE)[..., None]
    # Light on dark and dark on light; where nothing is, nothing is written.
    ink = np.where(seen.mean(axis=2, keepdims=True) > _HALF, 0.0, 255.0)
    made = np.where(seen.any(axis=2, keepdims=True), seen * (1 - share) + ink * share, seen)
    return Image.fromarray(made.round().astype(np.uint8))


def _drawn(image: Image.Image) -> Drawn:
    out = io.BytesIO()
    image.save(out, format="JPEG", quality=_QUALITY)
    return Drawn(jpeg=out.getvalue(), width_px=image.width, height_px=image.height)


def _draw(image: Image.Image, mark: BoxMark, factor: float) -> None:
    draw = ImageDraw.Draw(image)
    left, top = round(mark.box.left * factor), round(mark.box.top * factor)
    right = max(left + 4, round(mark.box.right * factor))
    bottom = max(top + 4, round(mark.box.bottom * factor))
    colour = _COLOURS[mark.state]
    _PATTERNS[mark.state](draw, (left, top, right, bottom), colour)
    font = ImageFont.load_default(size=max(13, image.width // 55))
    x0, y0, x1, y1 = draw.textbbox((0, 0), mark.label, font=font)
    width, height = x1 - x0 + 6, y1 - y0 + 6
    at_x = min(max(0, left), max(0, image.width - width))
    at_y = top - height if top >= height else min(bottom, image.height - height)
    draw.rectangle((at_x, at_y, at_x + width, at_y + height), fill=_WHITE, outline=colour, width=2)
    draw.text((at_x + 3 - x0, at_y + 3 - y0), mark.label, fill=_BLACK, font=font)


def _solid(draw: ImageDraw.ImageDraw, corners: Corners, colour: tuple[int, int, int]) -> None:
    """Two thick lines: nobody has decided."""
    left, top, right, bottom = corners
    draw.rectangle((left - 4, top - 4, right + 4, bottom + 4), outline=_WHITE, width=10)
    draw.rectangle((left - 3, top - 3, right + 3, bottom + 3), outline=colour, width=3)
    if right - left > _ROOM_FOR_TWO_PX < bottom - top:
        draw.rectangle((left + 3, top + 3, right - 3, bottom - 3), outline=colour, width=2)


def _thin(draw: ImageDraw.ImageDraw, corners: Corners, colour: tuple[int, int, int]) -> None:
    """One line."""
    left, top, right, bottom = corners
    draw.rectangle((left - 1, top - 1, right + 1, bottom + 1), outline=_WHITE, width=5)
    draw.rectangle(corners, outline=colour, width=3)


def _hatched(draw: ImageDraw.ImageDraw, corners: Corners, colour: tuple[int, int, int]) -> None:
    """A line, and slanting lines across."""
    left, top, right, bottom = corners
    for start in range(left - (bottom - top), right, _DASH_PX):
        steps = [(x, top + x - start) for x in range(max(left, start), min(right, start + bottom - top))]
        if len(steps) > 1:
            draw.line((*steps[0], *steps[-1]), fill=_WHITE, width=4)
            draw.line((*steps[0], *steps[-1]), fill=colour, width=2)
    _thin(draw, corners, colour)


def _dashed(draw: ImageDraw.ImageDraw, corners: Corners, colour: tuple[int, int, int]) -> None:
    """A broken line."""
    left, top, right, bottom = corners
    draw.rectangle((left - 1, top - 1, right + 1, bottom + 1), outline=_WHITE, width=5)
    for x in range(left, right, _DASH_PX):
        for y in (top, bottom):
            draw.line((x, y, min(x + _DASH_PX // 2, right), y), fill=colour, width=3)
    for y in range(top, bottom, _DASH_PX):
        for x in (left, right):
            draw.line((x, y, x, min(y + _DASH_PX // 2, bottom)), fill=colour, width=3)


def _crossed(draw: ImageDraw.ImageDraw, corners: Corners, colour: tuple[int, int, int]) -> None:
    """A line, and a cross from corner to corner."""
    left, top, right, bottom = corners
    for line in ((left, top, right, bottom), (left, bottom, right, top)):
        draw.line(line, fill=_WHITE, width=4)
        draw.line(line, fill=colour, width=2)
    _thin(draw, corners, colour)


_PATTERNS: dict[BoxState, Callable[[ImageDraw.ImageDraw, Corners, tuple[int, int, int]], None]] = {
    BoxState.OPEN: _solid,
    BoxState.SHOWN: _thin,
    BoxState.COVERED: _hatched,
    BoxState.DECLARED: _dashed,
    BoxState.NOT_A_FACE: _crossed,
}
