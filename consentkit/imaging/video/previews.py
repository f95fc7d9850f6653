"""Videos for a reviewer's eyes: the original with its tracks boxed and numbered."""

from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from consentkit.domain.videos.tracks import box_at, is_there
from consentkit.domain.videos.videos import Sound, Track
from consentkit.imaging.opening.pixels import Pixels
from consentkit.imaging.video.opening import FrameWatcher, unwatched_frame
from consentkit.imaging.video.rebuilding import rebuilt

_LINE, _EDGE = (255, 200, 0), (0, 0, 0)


def draw_video(data: bytes, tracks: Sequence[Track], *, watch: FrameWatcher = unwatched_frame) -> bytes:
    """Return an MP4 of a video's bytes, with its sound, each track outlined and numbered from 1."""

    def draw(pixels: Pixels, at_ms: int) -> None:
        image = Image.fromarray(pixels)
        pen = ImageDraw.Draw(image)
        line_px, font = max(2, image.width // 400), ImageFont.load_default(size=max(12, image.width // 40))
        for number, track in enumerate(tracks, start=1):
            if not is_there(track, at_ms):
                continue
            box = box_at(track.path, at_ms)
            pen.rectangle(
                (box.left, box.top, box.right - 1, box.bottom - 1), outline=_EDGE, width=line_px + 2
            )
            pen.rectangle((box.left, box.top, box.right - 1, box.bottom - 1), outline=_LINE, width=line_px)
            pen.text(
                (box.left + line_px + 2, box.top + line_px),
                str(number),
                fill=_LINE,
                font=font,
                stroke_width=2,
                stroke_fill=_EDGE,
            )
        pixels[:] = np.asarray(image)

    return rebuilt(data, (draw, _leave), Sound.KEPT, watch=watch)


def _leave(pixels: Pixels, at_ms: int) -> None:
    """Change nothing."""
