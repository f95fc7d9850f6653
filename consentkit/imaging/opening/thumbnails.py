"""Tell whether a small picture inside a file shows more than the picture itself.

Runs only inside a process that reads strangers' files.
"""

import numpy as np
import numpy.typing as npt
from PIL import Image

# Small enough that JPEG's noise averages out, large enough that a covered face still fills a block.
# Sides may differ by 5 % (rounding of a 160 px thumbnail), likeness is a correlation: chosen by eye.
_SIDE = 48
_MOST_SIDES_APART = 0.05
_LEAST_ALIKE = 0.9
_MOST_APART = 48
"""Of 255, in a block of 4 x 4 of the 48 x 48: a face that is covered in one of the two."""
# Black bars of a camera's thumbnail are not quite black after JPEG. Chosen by eye.
_BAR = 20


def shows_more(small: Image.Image, image: Image.Image) -> bool:
    """Tell whether a small picture shows what the picture, before it is turned, does not: it was cropped,
    painted over or changed after the small one was made. Black bars of the camera's are left out.
    """
    inner = _without_bars(np.asarray(small.convert("L"), dtype=np.float64))
    ratio = (inner.shape[1] / inner.shape[0]) / (image.width / image.height)
    if abs(np.log(ratio)) > _MOST_SIDES_APART:
        return True
    one, two = _even(Image.fromarray(inner.astype(np.uint8))), _even(image.convert("L"))
    blocks = np.abs(one - two).reshape(_SIDE // 4, 4, _SIDE // 4, 4).mean(axis=(1, 3))
    return bool(blocks.max() > _MOST_APART) or _alike(one, two) < _LEAST_ALIKE


def _without_bars(grey: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    rows, columns = np.flatnonzero(grey.max(axis=1) > _BAR), np.flatnonzero(grey.max(axis=0) > _BAR)
    if not len(rows) or not len(columns):
        return grey
    return grey[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def _even(image: Image.Image) -> npt.NDArray[np.float64]:
    return np.asarray(image.resize((_SIDE, _SIDE), Image.Resampling.BOX), dtype=np.float64)


def _alike(one: npt.NDArray[np.float64], two: npt.NDArray[np.float64]) -> float:
    """Return the correlation of two grey pictures; 1 where neither has any detail."""
    a, b = one - one.mean(), two - two.mean()
    size = float(np.sqrt((a * a).sum() * (b * b).sum()))
    return 1.0 if size < _SIDE * _SIDE else float((a * b).sum()) / size
