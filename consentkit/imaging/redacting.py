"""Write the public copy: a new file, rebuilt from pixels, in which covered faces are black."""

import io
from collections.abc import Iterator, Sequence

import numpy as np
from PIL import Image

from consentkit.domain.images import REDACTION_GROWTH, Box
from consentkit.imaging.opening import Picture, open_picture

_LOSSLESS = frozenset({"image/png", "image/gif"})
_QUALITY = 92
_BLOCK_PX = 8


def public_media_type(picture: Picture) -> str:
    """Return the media type of the picture's public copy: PNG for PNG and GIF, else JPEG."""
    return "image/png" if picture.media_type in _LOSSLESS else "image/jpeg"


def make_public_copy(picture: Picture, faces: Sequence[Box]) -> bytes:
    """Return a new file with a solid black cover on each face; the same input gives the same bytes.

    A cover is the face's box grown by REDACTION_GROWTH, because blurred or pixelated faces can be matched
    again, and bare boxes leak hair and outline. In a JPEG it also reaches to the next multiple of 8 px:
    then no block of the file is computed from both hidden and shown pixels.
    """
    pixels = picture.pixels.copy()
    media_type = public_media_type(picture)
    grid_px = _BLOCK_PX if media_type == "image/jpeg" else 1
    for cover in _covers(picture, faces):
        pixels[_down(cover.top, grid_px) : _up(cover.bottom, grid_px),
               _down(cover.left, grid_px) : _up(cover.right, grid_px)] = 0  # fmt: skip
    fresh = Image.new("RGB", (picture.width_px, picture.height_px))
    fresh.paste(Image.fromarray(pixels))
    target = io.BytesIO()
    if media_type == "image/png":
        fresh.save(target, "PNG")
    else:
        fresh.save(target, "JPEG", quality=_QUALITY, subsampling="4:4:4")
    return target.getvalue()


def read_public_copy(data: bytes) -> Picture:
    """Open a public copy as a stranger would."""
    return open_picture(data)


def covered_exactly(copy: Picture, faces: Sequence[Box]) -> bool:
    """Tell whether each face's cover is wholly black in the copy as it was read back."""
    return not any(
        np.any(copy.pixels[cover.top : cover.bottom, cover.left : cover.right])
        for cover in _covers(copy, faces)
    )


def _covers(picture: Picture, faces: Sequence[Box]) -> Iterator[Box]:
    for face in faces:
        yield face.grown(REDACTION_GROWTH, width_px=picture.width_px, height_px=picture.height_px)


def _down(position: int, grid_px: int) -> int:
    return position // grid_px * grid_px


def _up(position: int, grid_px: int) -> int:
    return -(-position // grid_px) * grid_px
