"""Ways to look at a picture with one network: in tiles, larger, smaller, mirrored, turned."""

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

See = Callable[[Pixels], Candidates]
"""A look: it returns what it saw, in px of the picture that it was given."""

_TILE_PX = 1280
_OVERLAP_PX = 192
_MOST_PX_DOUBLED = 24_000_000
_LONGEST_TURNED_PX = 1600
_WORTH_SHRINKING = 1.5


def tiled(see: See, *, tile_px: int = _TILE_PX, overlap_px: int = _OVERLAP_PX) -> See:
    """Look at each tile; a tile owns the boxes centred in its core, so that no face is found twice."""

    def look(pixels: Pixels) -> Candidates:
        height, width = pixels.shape[:2]
        found = []
        for top in starts(height, tile_px, overlap_px):
            for left in starts(width, tile_px, overlap_px):
                tile = pixels[top : top + tile_px, left : left + tile_px]
                seen = moved(see(tile), x=left, y=top)
                across = _is_owned((seen[:, 0] + seen[:, 2]) / 2, left, width, tile_px, overlap_px)
                down = _is_owned((seen[:, 1] + seen[:, 3]) / 2, top, height, tile_px, overlap_px)
                found.append(seen[across & down])
        return joined(found)

    return look


def doubled(see: See) -> See:
    """Look at tiles enlarged by two, which finds the smallest faces; not in the largest pictures."""

    def look(pixels: Pixels) -> Candidates:
        larger, x_factor, y_factor = scaled(pixels, 2.0)
        return shrunk(see(larger), x_factor=x_factor, y_factor=y_factor)

    in_tiles = tiled(look, tile_px=_TILE_PX // 2, overlap_px=_OVERLAP_PX // 2)

    def unless_huge(pixels: Pixels) -> Candidates:
        return NOTHING if pixels.shape[0] * pixels.shape[1] > _MOST_PX_DOUBLED else in_tiles(pixels)

    return unless_huge


def shrunken(see: See, long_px: int, *, least_height_px: int) -> See:
    """Look at the whole picture with this long side, for faces too big for a tile.

    Boxes under `least_height_px` there are left to other looks, and so is a picture that is hardly larger.
    """
    in_tiles = tiled(see)

    def look(pixels: Pixels) -> Candidates:
        if max(pixels.shape[:2]) <= long_px * _WORTH_SHRINKING:
            return NOTHING
        small, x_factor, y_factor = fitted(pixels, long_px)
        seen = in_tiles(small)
        tall = seen[seen[:, 3] - seen[:, 1] >= least_height_px]
        return shrunk(tall, x_factor=x_factor, y_factor=y_factor)

    return look


def in_mirror(see: See) -> See:
    """Look at each tile mirrored left to right."""

    def look(pixels: Pixels) -> Candidates:
        return mirrored(see(pixels[:, ::-1]), width_px=pixels.shape[1])

    return tiled(look)


def turned(see: See, quarters: int) -> See:
    """Look at the picture turned counter-clockwise by so many quarters, 1600 px long at most."""
    in_tiles = tiled(see)

    def look(pixels: Pixels) -> Candidates:
        small, x_factor, y_factor = fitted(pixels, _LONGEST_TURNED_PX)
        seen = in_tiles(np.rot90(small, quarters))
        for turn in reversed(range(quarters)):
            seen = turned_back(seen, width_px=np.rot90(small, turn).shape[1])
        return shrunk(seen, x_factor=x_factor, y_factor=y_factor)

    return look


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
