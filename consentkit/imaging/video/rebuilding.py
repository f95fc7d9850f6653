"""Take a video apart into frames and sound, change them, and write a new file of them."""

from collections.abc import Callable, Iterator

import numpy as np

from consentkit.domain.videos.videos import Sound
from consentkit.imaging.opening.pixels import Pixels
from consentkit.imaging.video.limits import SOUND_RATE
from consentkit.imaging.video.opening import FrameWatcher, open_video, unwatched_frame
from consentkit.imaging.video.writing import VideoWriter, fitted, heard, written_size

Paint = Callable[[Pixels, int], None]
"""Changes a frame in place; the second value is when it is shown (ms)."""


def rebuilt(
    data: bytes,
    paint: tuple[Paint, Paint],
    sound: Sound,
    *,
    watch: FrameWatcher = unwatched_frame,
) -> bytes:
    """Return an MP4 of every frame of a video's bytes, painted before and after it is brought to its size.

    Raises InvalidInput for a file that is not whole, or whose sound cannot be read where it is asked for.
    """
    with open_video(data) as video:
        about = video.about
        size = written_size(about.width_px, about.height_px)
        has_sound = sound is not Sound.DROPPED and about.has_sound
        writer = VideoWriter(size, has_sound=has_sound)
        blocks = heard(video.sound(), sound) if has_sound else iter(())
        waiting = next(blocks, None)
        for frame in video.frames():
            watch(frame)
            pixels = frame.pixels.copy()
            paint[0](pixels, frame.at_ms)
            shown = np.array(fitted(pixels, size))
            paint[1](shown, frame.at_ms)
            writer.add_frame(shown, frame.at_ms)
            waiting = _write_sound(writer, blocks, waiting, until_ms=frame.at_ms)
        _write_sound(writer, blocks, waiting, until_ms=None)
        return writer.finish()


def _write_sound(
    writer: VideoWriter,
    blocks: Iterator[tuple[int, bytes]],
    waiting: tuple[int, bytes] | None,
    *,
    until_ms: int | None,
) -> tuple[int, bytes] | None:
    """Write the sound up to a moment, so that both lie beside each other in the file; return what waits."""
    while waiting is not None and (until_ms is None or waiting[0] * 1000 <= until_ms * SOUND_RATE):
        writer.add_sound(waiting[1], waiting[0])
        waiting = next(blocks, None)
    return waiting
