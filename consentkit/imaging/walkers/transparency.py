"""Tell whether a picture shows more on another ground, or without its transparency, than it does on white."""

from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

_MOSTLY_SEEN = 128
"""Of 255. From here on at least half of a colour is left on white, and a person and a detector see it."""

_NEARLY_OPAQUE, _FEW = 240, 64
"""Of 255: from here on nobody sees that something shows through; and of how many pixels. Chosen by eye."""

_NEARLY_WHITE = 224
"""Of 255, in every channel: on white nobody sees it, on black everybody does. Chosen by eye."""


def hides_colours(image: Image.Image) -> bool:
    """Tell whether colours lie where they are transparent, or white shapes where white is the ground.

    One colour under all that is transparent hides nothing. Two colours of a palette that look the same do,
    and colours that no pixel has, for they may be anything: letters, too. Grey ones, and one filling, do not.
    """
    if image.mode == "P" and (_has_twins(image) or _has_unused(image)):
        return True
    if not image.has_transparency_data:
        return False
    pixels = np.asarray(image.convert("RGBA"))
    alpha = pixels[..., 3]
    if int(alpha.min()) == 255:  # noqa: PLR2004 - nothing shows through
        # A colour that is seen through, and that no pixel has.
        return image.mode in {"RGB", "L", "1"} and "transparency" in image.info
    if _is_written_in(alpha):
        return True
    return _varies(pixels[alpha < _MOSTLY_SEEN][:, :3]) or _has_white_shapes(pixels, alpha)


def _is_written_in(alpha: npt.NDArray[Any]) -> bool:
    """Tell whether hardly anything shows through, in more ways than one: no edge of a shape looks so."""
    near = int(((alpha >= _NEARLY_OPAQUE) & (alpha < 255)).sum())  # noqa: PLR2004 - wholly
    partly = int(((alpha > 0) & (alpha < _NEARLY_OPAQUE)).sum())
    ways = len(np.unique(alpha[alpha >= _NEARLY_OPAQUE]))
    return near > _FEW and near > 2 * partly and ways > 1


def _varies(colours: npt.NDArray[Any]) -> bool:
    return bool(len(colours)) and bool((colours != colours[0]).any())


def _has_white_shapes(pixels: npt.NDArray[Any], alpha: npt.NDArray[Any]) -> bool:
    return bool(((pixels[..., :3].min(axis=2) >= _NEARLY_WHITE) & (alpha > 0)).any())


def _has_unused(image: Image.Image) -> bool:
    palette = image.getpalette("RGB") or []
    used = {index for index, count in enumerate(image.histogram()) if count}
    colours = {tuple(palette[at : at + 3]) for at in range(0, len(palette), 3) if at // 3 not in used}
    return len([one for one in colours if len(set(one)) > 1]) > 1


def _has_twins(image: Image.Image) -> bool:
    """Tell whether two entries of the palette that are used are one colour: what they draw, nobody sees."""
    palette = image.getpalette("RGBA") or []
    used = [index for index, count in enumerate(image.histogram()) if count]
    colours = [tuple(palette[4 * index : 4 * index + 4]) for index in used]
    return len(set(colours)) < len(colours)
