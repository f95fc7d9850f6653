"""Test-time augmentation: one network run on a picture in tiles, larger, smaller, mirrored, turned."""

from collections.abc import Callable
from typing import Any

import numpy as np

from consentkit.imaging.detectors.non_maximum_suppression import (
    NOTHING,
    Candidates,
    joined,
    mirrored,
    moved,
    shrunk,
    turned_back,
)
from consentkit.imaging.opening.pixels import Pixels
from consentkit.imaging.opening.resizing import fitted, scaled

Predict = Callable[[Pixels], Candidates]
"""A network, or an augmentation of one: the boxes it finds, in px of the picture that it was given."""

# Chosen by measurement, with the passes (see centerface): memory grows with the tile, time with their number.
_TILE_PX = 1280
# A face up to this size lies whole in one of two tiles; larger ones are found in the shrunken picture.
_OVERLAP_PX = 192
# Doubled, 24 megapixels are 96: about as many as any picture may have.
_MOST_PX_DOUBLED = 24_000_000
# Bounds the time of three more runs. Chosen by measurement, with the passes (see centerface).
_LONGEST_TURNED_PX = 1600
# A picture hardly larger shows the same faces at nearly the same size. Chosen by eye.
_WORTH_SHRINKING = 1.5


def tiled(predict: Predict, *, tile_px: int = _TILE_PX, overlap_px: int = _OVERLAP_PX) -> Predict:
    """Run on each tile; a tile owns the boxes centred in its core, so that no face is found twice."""

    def augmented(pixels: Pixels) -> Candidates:
        height, width = pixels.shape[:2]
        found = []
        for top in starts(height, tile_px, overlap_px):
            for left in starts(width, tile_px, overlap_px):
                tile = pixels[top : top + tile_px, left : left + tile_px]
                seen = moved(predict(tile), x=left, y=top)
                across = _is_owned((seen[:, 0] + seen[:, 2]) / 2, left, width, tile_px, overlap_px)
                down = _is_owned((seen[:, 1] + seen[:, 3]) / 2, top, height, tile_px, overlap_px)
                found.append(seen[across & down])
        return joined(found)

    return augmented


def doubled(predict: Predict) -> Predict:
    """Run on tiles enlarged by two, which finds the smallest faces; not in the largest pictures."""

    def augmented(pixels: Pixels) -> Candidates:
        larger, x_factor, y_factor = scaled(pixels, 2.0)
        return shrunk(predict(larger), x_factor=x_factor, y_factor=y_factor)

    in_tiles = tiled(augmented, tile_px=_TILE_PX // 2, overlap_px=_OVERLAP_PX // 2)

    def unless_huge(pixels: Pixels) -> Candidates:
        return NOTHING if pixels.shape[0] * pixels.shape[1] > _MOST_PX_DOUBLED else in_tiles(pixels)

    return unless_huge


def shrunken(predict: Predict, long_px: int, *, least_height_px: int) -> Predict:
    """Run on the whole picture with this long side, for faces too big for a tile.

    Boxes under `least_height_px` there are left to other augmentations; a picture that is hardly larger, too.
    """
    in_tiles = tiled(predict)

    def augmented(pixels: Pixels) -> Candidates:
        if max(pixels.shape[:2]) <= long_px * _WORTH_SHRINKING:
            return NOTHING
        small, x_factor, y_factor = fitted(pixels, long_px)
        seen = in_tiles(small)
        tall = seen[seen[:, 3] - seen[:, 1] >= least_height_px]
        return shrunk(tall, x_factor=x_factor, y_factor=y_factor)

    return augmented


def in_mirror(predict: Predict) -> Predict:
    """Run on each tile mirrored left to right."""

    def augmented(pixels: Pixels) -> Candidates:
        return mirrored(predict(pixels[:, ::-1]), width_px=pixels.shape[1])

    return tiled(augmented)


def turned(predict: Predict, quarters: int) -> Predict:
    """Run on the picture turned counter-clockwise by so many quarters, 1600 px long at most."""
    in_tiles = tiled(predict)

    def augmented(pixels: Pixels) -> Candidates:
        small, x_factor, y_factor = fitted(pixels, _LONGEST_TURNED_PX)
        seen = in_tiles(np.rot90(small, quarters))
        for turn in reversed(range(quarters)):
            seen = turned_back(seen, width_px=np.rot90(small, turn).shape[1])
        return shrunk(seen, x_factor=x_factor, y_factor=y_factor)

    return augmented


def starts(length_px: int, tile_px: int, overlap_px: int) -> range:
    """Return where tiles begin that together hold a length; px."""
    return range(0, max(1, length_px - overlap_px), tile_px - overlap_px)


def _is_owned(middles: Any, start: int, length_px: int, tile_px: int, overlap_px: int) -> Any:
    """Tell which middles lie in the core of the tile at `start`: half of each overlap is its own."""
    margin = overlap_px / 2
    after = (middles >= start + margin) if start else np.ones(len(middles), dtype=bool)
    is_last = start + tile_px >= length_px
    before = np.ones(len(middles), dtype=bool) if is_last else (middles < start + tile_px - margin)
    return after & before
