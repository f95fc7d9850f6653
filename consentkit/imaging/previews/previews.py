"""Pictures for a reviewer's eyes: the original with its faces boxed and numbered."""

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont

from consentkit.domain.pictures.images import Box
from consentkit.imaging.opening.opening import Picture

# Yellow and cyan with a black edge are seen on light and on dark skin and cloth alike.
_LINE = (255, 200, 0)
_MOVING_LINE = (0, 255, 255)
_EDGE = (0, 0, 0)


def draw_fitted(picture: Picture, boxes: Sequence[Box], *, width_px: int, height_px: int) -> bytes:
    """Return a PNG of the whole picture at exactly this size, each box outlined and numbered from 1.

    For a terminal, whose dots are few: lines and numbers are drawn after scaling, so that they stay legible.
    """
    is_smaller = width_px < picture.width_px
    method = Image.Resampling.BOX if is_smaller else Image.Resampling.BILINEAR
    image = Image.fromarray(picture.pixels).resize((width_px, height_px), method)
    size = (picture.width_px, picture.height_px)
    scaled = [_scaled(box, size, (width_px, height_px)) for box in boxes]
    _outline(image, scaled, line_px=max(1, width_px // 400), font_px=max(9, width_px // 40))
    return _png(image)


def mark_box(preview: bytes, box: Box, *, width_px: int, height_px: int) -> bytes:
    """Return a preview of a picture (PNG) with one more box of that picture outlined, in another colour.

    `width_px` and `height_px` are the picture's own; quick enough for a box that moves with a key.
    """
    image = Image.open(io.BytesIO(preview)).convert("RGB")
    moved = _scaled(box, (width_px, height_px), image.size)
    corners = (moved.left, moved.top, moved.right - 1, moved.bottom - 1)
    line_px = max(1, image.width // 300)
    draw = ImageDraw.Draw(image)
    if line_px > 1:
        draw.rectangle(corners, outline=_EDGE, width=line_px + 1)
    draw.rectangle(corners, outline=_MOVING_LINE, width=line_px)
    return _png(image)


def _scaled(box: Box, size: tuple[int, int], shown: tuple[int, int]) -> Box:
    """Return the box where it stands when a picture of a size (width, height) is shown at another."""
    across, down = shown[0] / size[0], shown[1] / size[1]
    left, top = min(int(box.left * across), shown[0] - 1), min(int(box.top * down), shown[1] - 1)
    return Box(
        left=left,
        top=top,
        right=max(left + 1, min(shown[0], round(box.right * across))),
        bottom=max(top + 1, min(shown[1], round(box.bottom * down))),
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
