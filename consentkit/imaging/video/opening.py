"""Open a video that someone gave us, frame by frame, in a process of its own that holds no keys."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any, cast

import numpy as np

from consentkit.domain.errors import InvalidInput, Unavailable
from consentkit.domain.videos.videos import VideoLeak
from consentkit.imaging.formats.names import unknown_format
from consentkit.imaging.opening.pixels import Pixels
from consentkit.imaging.video.limits import (
    MAX_FRAME_PIXELS,
    MAX_OPEN_SECONDS,
    MAX_SOUND_BYTES,
    MAX_VIDEO_BYTES,
)
from consentkit.sandbox.client import Worker, WorkerDied, WorkerTooSlow
from consentkit.sandbox.services import ServiceKind

_MEDIA_TYPES = frozenset({"video/mp4", "video/quicktime", "video/webm"})
_REFUSALS = frozenset(
    {
        "video-format-unknown",
        "video-damaged",
        "video-sound-damaged",
        "video-too-many-pixels",
        "video-too-long",
        "video-length-unknown",
    }
)


@dataclass(frozen=True, eq=False)
class Frame:
    """One frame: when it is shown (ms from the first one), and its upright pixels, not to be written to."""

    at_ms: int
    pixels: Pixels


FrameWatcher = Callable[[Frame], None]
"""Called before each frame; what it raises ends the work."""


def unwatched_frame(frame: Frame) -> None:
    """Watch nothing."""


@dataclass(frozen=True)
class VideoAbout:
    """What is known of a video before its frames are read; the size is that of its upright frames."""

    width_px: int
    height_px: int
    media_type: str
    duration_ms: int
    has_sound: bool
    leaks: tuple[VideoLeak, ...]


class OpenedVideo:
    """A video whose frames are read once, in order."""

    def __init__(self, worker: Worker, about: VideoAbout) -> None:
        self._worker = worker
        self.about = about

    def frames(self) -> Iterator[Frame]:
        """Yield every frame in order; it ends only where the file is whole to its end.

        Raises InvalidInput: video-damaged, video-length-unknown, video-too-long, video-too-many-pixels.
        """
        last_ms = -1
        while True:
            told, content = _asked(self._worker, b"frame", b"")
            if told.get("end") is True:
                return
            frame = _believed(told, content)
            if frame.at_ms <= last_ms or not self._has_its_size(frame):
                raise InvalidInput("video-damaged")
            last_ms = frame.at_ms
            yield frame

    def _has_its_size(self, frame: Frame) -> bool:
        return frame.pixels.shape[:2] == (self.about.height_px, self.about.width_px)

    def sound(self) -> Iterator[tuple[int, bytes]]:
        """Yield (ms from the first frame, samples of 16 bits, two channels in turn, 48,000 a second).

        Raises InvalidInput (video-sound-damaged).
        """
        while True:
            told, content = _asked(self._worker, b"sound", b"")
            if told.get("end") is True:
                return
            if len(content) > MAX_SOUND_BYTES or len(content) % 4:
                raise InvalidInput("video-sound-damaged")
            yield int(told["at_ms"]), content


@contextmanager
def open_video(data: bytes) -> Iterator[OpenedVideo]:
    """Open the video in a file's bytes.

    Raises InvalidInput: picture-empty, video-too-large (limit_mb), video-format-unknown,
    video-format-named (format), video-damaged,
    video-too-many-pixels. Raises Unavailable (video-missing) without the extra `video`.
    """
    check_video_extra()
    if not data:
        raise InvalidInput("picture-empty")
    if len(data) > MAX_VIDEO_BYTES:
        raise InvalidInput("video-too-large", limit_mb=MAX_VIDEO_BYTES // 1_000_000)
    # Its own process: what is open in it is this video, and nobody else's question comes between.
    worker = Worker(ServiceKind.VIDEO, seconds=MAX_OPEN_SECONDS)
    try:
        yield OpenedVideo(worker, _opened(worker, data))
    finally:
        worker.close()


def _opened(worker: Worker, data: bytes) -> VideoAbout:
    try:
        told, _ = _asked(worker, b"open", data)
    except InvalidInput as error:
        if error.code == "video-format-unknown":
            raise unknown_format(error.code, data) from None
        raise
    return _about(told)


def check_video_extra() -> None:
    """Raise Unavailable (video-missing) without the extra `video`."""
    if find_spec("av") is None:
        raise Unavailable("video-missing")


def _asked(worker: Worker, what: bytes, data: bytes) -> tuple[dict[str, Any], bytes]:
    """Ask, and believe only what fits: the decoder read a stranger's file and may be taken over by it."""
    try:
        answer, content = worker.ask(what, data)
        told = json.loads(answer)
    except (WorkerDied, WorkerTooSlow, ValueError, RecursionError):
        raise InvalidInput("video-damaged") from None
    if not isinstance(told, dict):
        raise InvalidInput("video-damaged")
    if "refusal" in told:
        code = str(told["refusal"])
        raise InvalidInput(code if code in _REFUSALS else "video-damaged")
    return told, content


def _about(told: dict[str, Any]) -> VideoAbout:
    try:
        height, width, duration_ms = (int(told[name]) for name in ("height", "width", "duration_ms"))
        found = {VideoLeak(leak) for leak in told["leaks"]}
        is_sound = told["media_type"] in _MEDIA_TYPES and min(height, width) > 0 and duration_ms >= 0
        if not is_sound or height * width > MAX_FRAME_PIXELS:
            raise ValueError  # noqa: TRY301 - handled as every other lie
    except (KeyError, TypeError, ValueError):
        raise InvalidInput("video-damaged") from None
    return VideoAbout(
        width_px=width,
        height_px=height,
        media_type=str(told["media_type"]),
        duration_ms=duration_ms,
        has_sound=bool(told["has_sound"]),
        leaks=tuple(leak for leak in VideoLeak if leak in found),
    )


def _believed(told: dict[str, Any], content: bytes) -> Frame:
    try:
        height, width, at_ms = (int(told[name]) for name in ("height", "width", "at_ms"))
        pixels = cast("Pixels", np.frombuffer(content, dtype=np.uint8).reshape(height, width, 3))
    except (KeyError, TypeError, ValueError):
        raise InvalidInput("video-damaged") from None
    return Frame(at_ms, pixels)
