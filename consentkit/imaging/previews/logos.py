"""A logo for paper: made again from its pixels, small, with nothing else of the file that was given."""

import io

from PIL import Image

from consentkit.imaging.opening.opening import Picture
from consentkit.imaging.opening.resizing import fitted

# 45 mm at 300 dots an inch: more is not seen on paper.
_LONG_PX = 530


def draw_logo(picture: Picture) -> bytes:
    """Return the picture as a PNG for print, at most 530 px long."""
    pixels = fitted(picture.pixels, _LONG_PX)[0]
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, format="PNG", optimize=True)
    return out.getvalue()
