"""Pictures for a reviewer's eyes: the original with its faces boxed and numbered."""

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont

from consentkit.domain.images import Box
from consentkit.imaging.opening import Picture

_LINE = (255, 200, 0)
_EDGE = (0, 0, 0)


def draw_fitted(picture: Picture, boxes: Sequence[Box], *, width_px: int, height_px: int) -> bytes:
    """Return a PNG of the whole picture at exactly this size, each box outlined and numbered from 1.

    For a terminal, whose dots are few: lines and numbers are drawn after scaling, so that they stay legible.
    """
    is_smaller = width_px < picture.width_px
    method = Image.Resampling.BOX if is_smaller else Image.Resampling.BILINEAR
    image = Image.fromarray(picture.pixels).resize((width_px, height_px), method)
    scaled = [_scaled(box, picture, width_px, height_px) for box in boxes]
    _outline(image, scaled, line_px=max(1, width_px // 400), font_px=max(9, width_px // 40))
    return _png(image)


def _scaled(box: Box, picture: Picture, width_px: int, height_px: int) -> Box:
    across, down = width_px / picture.width_px, height_px / picture.height_px
    left, top = min(int(box.left * across), width_px - 1), min(int(box.top * down), height_px - 1)
    return Box(
        left=left,
        top=top,
        right=max(left + 1, min(width_px, round(box.right * across))),
        bottom=max(top + 1, min(height_px, round(box.bottom * down))),
    )


def draw_boxes(picture: Picture, boxes: Sequence[Box]) -> bytes:
    """Return a PNG of the whole picture at full size, each box outlined and numbered from 1."""
    image = Image.fromarray(picture.pixels)
    line_px, font_px = max(2, picture.width_px // 400), max(12, picture.width_px // 50)
    _outline(image, boxes, line_px=line_px, font_px=font_px)
    return _png(image)


def _outline(image: Image.Image, boxes: Sequence[Box], *, line_px: int, font_px: int) -> None:
    """Draw in two colours, so that a line is seen on light and on dark."""
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(size=font_px)
    edge_px = min(line_px, 2)
    for number, box in enumerate(boxes, start=1):
        corners = (box.left, box.top, box.right - 1, box.bottom - 1)
        if line_px > 1:
            draw.rectangle(corners, outline=_EDGE, width=line_px + edge_px)
        draw.rectangle(corners, outline=_LINE, width=line_px)
        draw.text(
            (box.left + line_px + edge_px, box.top + line_px),
            str(number),
            fill=_LINE,
            font=font,
            stroke_width=edge_px,
            stroke_fill=_EDGE,
        )


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, format="PNG")
    return out.getvalue()
