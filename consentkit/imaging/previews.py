"""Pictures for a reviewer's eyes: the original with its faces boxed and numbered."""

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont

from consentkit.domain.images import Box
from consentkit.imaging.opening import Picture

_LINE = (255, 200, 0)
_EDGE = (0, 0, 0)


def draw_boxes(picture: Picture, boxes: Sequence[Box]) -> bytes:
    """Return a PNG of the whole picture at full size, each box outlined and numbered from 1."""
    image = Image.fromarray(picture.pixels)
    draw = ImageDraw.Draw(image)
    # Two colours, so that a line is seen on light and on dark.
    width_px = max(2, picture.width_px // 400)
    font = ImageFont.load_default(size=max(12, picture.width_px // 50))
    for number, box in enumerate(boxes, start=1):
        corners = (box.left, box.top, box.right - 1, box.bottom - 1)
        draw.rectangle(corners, outline=_EDGE, width=width_px + 2)
        draw.rectangle(corners, outline=_LINE, width=width_px)
        draw.text(
            (box.left + width_px + 2, box.top + width_px),
            str(number),
            fill=_LINE,
            font=font,
            stroke_width=2,
            stroke_fill=_EDGE,
        )
    out = io.BytesIO()
    image.save(out, format="PNG")
    return out.getvalue()
