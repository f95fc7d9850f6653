"""Other sizes of a picture, and by what they were scaled."""

import numpy as np
from PIL import Image

from consentkit.imaging.opening.pixels import Pixels

# Below this Pillow's own copies fit easily; above, averaging blocks first keeps the memory of one strip.
# Blocks of one px would average nothing; 64 rows of blocks at a time were chosen by eye.
_HUGE_PX = 12_000_000
_LEAST_BLOCK_PX = 2
_STRIP_BLOCKS = 64


def fitted(pixels: Pixels, long_px: int) -> tuple[Pixels, float, float]:
    """Return the picture with its long side at most this, and by what it was scaled across and down."""
    factor = long_px / max(pixels.shape[:2])
    return (pixels, 1.0, 1.0) if factor >= 1 else scaled(pixels, factor)


def shrunk_to(pixels: Pixels, most_px: int) -> tuple[Pixels, float, float]:
    """Return the picture with at most this many pixels, and by what it was scaled across and down."""
    factor = float(np.sqrt(most_px / (pixels.shape[0] * pixels.shape[1])))
    return (pixels, 1.0, 1.0) if factor >= 1 else scaled(pixels, factor)


def scaled(pixels: Pixels, factor: float) -> tuple[Pixels, float, float]:
    """Return the picture scaled by this, and by what it really was, across and down."""
    height, width = pixels.shape[:2]
    size = max(1, round(width * factor)), max(1, round(height * factor))
    # Averaging when shrinking: picking single pixels would make small faces noise.
    method = Image.Resampling.BOX if factor < 1 else Image.Resampling.BILINEAR
    block_px = int(1 / factor) if height * width >= _HUGE_PX else 1
    coarse = Image.fromarray(_coarser(pixels, block_px))
    resized = coarse.resize(size, method, box=(0, 0, width / block_px, height / block_px))
    return np.asarray(resized), size[0] / width, size[1] / height


def _coarser(pixels: Pixels, block_px: int) -> Pixels:
    """Average blocks, strip by strip: Pillow's copy of a whole huge picture would be as large again.

    Blocks at the right and bottom edge may be parts of one.
    """
    if block_px < _LEAST_BLOCK_PX:
        return pixels
    step = block_px * _STRIP_BLOCKS
    strips = [pixels[top : top + step] for top in range(0, pixels.shape[0], step)]
    return np.concatenate([np.asarray(Image.fromarray(strip).reduce(block_px)) for strip in strips])
