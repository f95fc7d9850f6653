"""Paint covers into pixels: solid black, a mosaic or a blur, as a box or an oval."""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter

from consentkit.domain.pictures.images import Box
from consentkit.domain.pictures.redactions import Cover, CoverShape, RedactionMethod
from consentkit.imaging.opening.pixels import Pixels

Mask = npt.NDArray[np.bool_]


def paint_covers(pixels: Pixels, covers: Sequence[Cover]) -> None:
    """Cover the faces in place. Black is painted first and last: what it hides must not enter the average
    of a mosaic or a blur beside it.
    """
    paint_solid(pixels, covers)
    for cover in covers:
        if cover.redaction.is_cosmetic:
            _paint_cosmetic(pixels, cover)
    paint_solid(pixels, covers)


def paint_solid(pixels: Pixels, covers: Sequence[Cover], *, grid_px: int = 1) -> None:
    """Cover in place what is to be black, to the next multiple of `grid_px`."""
    for area, mask in solid_areas(covers, pixels.shape[1], pixels.shape[0]):
        for left, top, right, bottom in _grid_cells(area, mask, grid_px):
            pixels[top:bottom, left:right] = 0


def solid_areas(covers: Sequence[Cover], width_px: int, height_px: int) -> Iterator[tuple[Box, Mask]]:
    """Yield where each black cover lies, and which of its pixels are the cover's."""
    for cover in covers:
        if not cover.redaction.is_cosmetic:
            area = cover.area(width_px=width_px, height_px=height_px)
            yield area, _mask(cover, area)


def _mask(cover: Cover, area: Box) -> Mask:
    if cover.redaction.shape is CoverShape.BOX:
        return np.ones((area.height_px, area.width_px), dtype=bool)
    # About the face's own middle, also where the frame cuts the area: an oval in its corner would not reach.
    face = cover.face
    half_width = max(face.left + face.right - 2 * area.left, 2 * area.right - face.left - face.right) / 2
    half_height = max(face.top + face.bottom - 2 * area.top, 2 * area.bottom - face.top - face.bottom) / 2
    across = (np.arange(area.left, area.right) + 0.5 - (face.left + face.right) / 2) / half_width
    down = (np.arange(area.top, area.bottom) + 0.5 - (face.top + face.bottom) / 2) / half_height
    return np.asarray(across[None, :] ** 2 + down[:, None] ** 2 <= 1)


def _grid_cells(area: Box, mask: Mask, grid_px: int) -> Iterator[tuple[int, int, int, int]]:
    """Yield the runs of whole grid rows that hold any of the mask: left, top, right, bottom; px."""
    first = area.top // grid_px * grid_px
    for top in range(first, area.bottom, grid_px):
        rows = mask[max(0, top - area.top) : top + grid_px - area.top]
        columns = np.flatnonzero(rows.any(axis=0))
        if len(columns):
            left = (area.left + int(columns[0])) // grid_px * grid_px
            right = -(-(area.left + int(columns[-1]) + 1) // grid_px) * grid_px
            yield left, top, right, top + grid_px


def _paint_cosmetic(pixels: Pixels, cover: Cover) -> None:
    area = cover.area(width_px=pixels.shape[1], height_px=pixels.shape[0])
    part = pixels[area.top : area.bottom, area.left : area.right]
    changed = _changed(Image.fromarray(part), cover)
    mask = _mask(cover, area)
    part[mask] = np.asarray(changed)[mask]


def _changed(part: Image.Image, cover: Cover) -> Image.Image:
    redaction, face = cover.redaction, cover.face
    if redaction.method is RedactionMethod.BLUR:
        return part.filter(ImageFilter.GaussianBlur(redaction.sigma * face.width_px))
    cell_px = max(face.width_px, 1) / redaction.cells
    size = (max(1, int(part.width / cell_px)), max(1, int(part.height / cell_px)))
    coarse = part.resize(size, Image.Resampling.BOX)
    return coarse.resize(part.size, Image.Resampling.NEAREST)
