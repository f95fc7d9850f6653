"""Write the public copy: a new file, rebuilt from pixels, in which faces are covered."""

import io
from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageFilter

from consentkit.domain.pictures.images import Box
from consentkit.domain.pictures.public_copies import CopyFormat, drawn_side, usual_format
from consentkit.domain.pictures.redactions import Cover
from consentkit.imaging.opening.opening import Picture, open_picture
from consentkit.imaging.opening.pixels import Pixels
from consentkit.imaging.redaction.covers import paint_covers, paint_solid, solid_areas

# Chosen by eye: no blocks are seen on skin.
_QUALITY = 92
# Programs that hide words in pixels use the lowest bit, some the lowest two; a person sees neither.
_LOW_BITS, _HIGH_BITS, _HIGH_BITS_SHIFT = np.uint8(0b11), np.uint8(0b11111100), 6
# Wide enough to smooth a sky of 64 steps. Chosen by eye.
_AROUND_PX = 24
# JPEG codes 8 x 8 px at a time; without chroma subsampling (4:4:4 below) colours too.
_JPEG_BLOCK_PX = 8


def make_public_copy(
    picture: Picture,
    covers: Sequence[Cover],
    *,
    longest_side_px: int | None = None,
    kind: CopyFormat | None = None,
) -> bytes:
    """Return a new file with covered faces and nothing but pixels; the same input gives the same bytes.

    The two lowest bits of what is shown are computed anew from the others: what was hidden in them is gone.
    Covers are painted before the picture is shrunk, so that nothing hidden is blended into what is shown,
    and the black ones again afterwards. In a JPEG black also reaches to the next whole block: then no block
    is computed from both hidden and shown pixels.
    """
    kind = kind or usual_format(picture.media_type)
    pixels = picture.pixels.copy()
    paint_solid(pixels, covers)
    pixels = without_low_bits(pixels)
    paint_covers(pixels, covers)
    pixels = _shrunk(pixels, drawn_side(max(pixels.shape[:2]), longest_side_px, kind))
    scaled = scaled_covers(covers, (picture.width_px, picture.height_px), (pixels.shape[1], pixels.shape[0]))
    paint_solid(pixels, scaled, grid_px=_JPEG_BLOCK_PX if kind is CopyFormat.JPEG else 1)
    fresh = Image.new("RGB", (pixels.shape[1], pixels.shape[0]))
    fresh.paste(Image.fromarray(pixels))
    target = io.BytesIO()
    if kind is CopyFormat.PNG:
        fresh.save(target, "PNG")
    elif kind is CopyFormat.WEBP:
        # Its lossy kind guesses each block from those beside it: black comes out as nearly black.
        fresh.save(target, "WEBP", lossless=True, method=4)
    else:
        fresh.save(target, "JPEG", quality=_QUALITY, subsampling="4:4:4")
    return target.getvalue()


def without_low_bits(pixels: Pixels) -> Pixels:
    """Return the same picture, in which the two lowest bits of each colour say nothing of what they were.

    They are what lies around the pixel, within the four values that its other six bits leave open: no edge
    moves, black stays black, and even skies do not fall into steps.
    """
    coarse = pixels & _HIGH_BITS
    # Repeated from above, so that white stays white.
    around = Image.fromarray(coarse | (pixels >> _HIGH_BITS_SHIFT)).filter(ImageFilter.BoxBlur(_AROUND_PX))
    bounded: Pixels = np.clip(np.asarray(around), coarse, coarse | _LOW_BITS)
    return bounded


def _shrunk(pixels: Pixels, longest_side_px: int) -> Pixels:
    height, width = pixels.shape[:2]
    if max(width, height) <= longest_side_px:
        return pixels
    share = longest_side_px / max(width, height)
    size = (max(1, round(width * share)), max(1, round(height * share)))
    return np.array(Image.fromarray(pixels).resize(size, Image.Resampling.LANCZOS))


def scaled_covers(
    covers: Sequence[Cover], size: tuple[int, int], wanted: tuple[int, int]
) -> tuple[Cover, ...]:
    """Return the covers of a picture of a size (width, height; px) in the same picture at another size."""
    return tuple(cover.model_copy(update={"face": scaled_box(cover.face, size, wanted)}) for cover in covers)


def scaled_box(box: Box, size: tuple[int, int], wanted: tuple[int, int]) -> Box:
    """Return where a box lies when its picture has another size (width, height; px); rounded outwards."""
    if size == wanted:
        return box
    across, down = wanted[0] / size[0], wanted[1] / size[1]
    left, top = min(int(box.left * across), wanted[0] - 1), min(int(box.top * down), wanted[1] - 1)
    return Box(
        left=left,
        top=top,
        right=max(left + 1, min(wanted[0], -int(-box.right * across // 1))),
        bottom=max(top + 1, min(wanted[1], -int(-box.bottom * down // 1))),
    )


def read_public_copy(data: bytes) -> Picture:
    """Open a public copy as a stranger would."""
    return open_picture(data)


def covered_exactly(copy: Picture, covers: Sequence[Cover]) -> bool:
    """Tell whether each black cover is wholly black in the copy as it was read back; px of the copy."""
    return not any(
        np.any(copy.pixels[area.top : area.bottom, area.left : area.right][mask])
        for area, mask in solid_areas(covers, copy.width_px, copy.height_px)
    )
