"""The video decoder process: take a file from stdin, give one frame or one block of sound an answer."""

from collections.abc import Iterator
from typing import Any

from consentkit.imaging.video import decoding as video_decoding
from consentkit.imaging.video.decoding import DecodedFrame, Refusal, VideoFile
from consentkit.imaging.video.limits import MAX_OPEN_SECONDS, MAX_SOUND_BYTES, MAX_VIDEO_BYTES
from consentkit.sandbox.serving import Content, Service, allow_more_cpu, limit_resources

_MAX_REQUEST_BYTES = 1000


def service() -> Service:
    """One file at a time: the next one opened takes the place of the last."""
    return Service(_Reader().answer, (_MAX_REQUEST_BYTES, MAX_VIDEO_BYTES), prepare=_prepare)


def _prepare() -> None:
    limit_resources()
    video_decoding.prepare()


class _Reader:
    """The file that is open, and how far it is read."""

    def __init__(self) -> None:
        self._file: VideoFile | None = None
        self._frames: Iterator[DecodedFrame] = iter(())
        self._sound: Iterator[tuple[int, bytes]] = iter(())

    def answer(self, asked: bytes, data: bytes) -> tuple[dict[str, Any], Content]:
        """Open a file, or give what comes next of it."""
        allow_more_cpu(MAX_OPEN_SECONDS)
        try:
            return self._do(asked, data)
        except Refusal as refusal:
            return {"refusal": refusal.code}, b""
        except Exception:  # noqa: BLE001  hostile files raise anything; each way means the same
            return {"refusal": "video-damaged"}, b""

    def _do(self, asked: bytes, data: bytes) -> tuple[dict[str, Any], Content]:
        if asked == b"open":
            self._file = VideoFile(data)
            self._frames, self._sound = self._file.frames(), self._file.sound()
            return self._file.about(), b""
        if self._file is None:
            raise Refusal("video-damaged")
        return self._frame() if asked == b"frame" else self._block()

    def _frame(self) -> tuple[dict[str, Any], Content]:
        frame = next(self._frames, None)
        if frame is None:
            return {"end": True}, b""
        height, width = frame.pixels.shape[:2]
        return {"at_ms": frame.at_ms, "height": height, "width": width}, frame.pixels.data.cast("B")

    def _block(self) -> tuple[dict[str, Any], Content]:
        blocks: list[bytes] = []
        started_ms = None
        while sum(map(len, blocks)) < MAX_SOUND_BYTES // 4:
            at_ms, block = next(self._sound, (0, b""))
            if not block:
                break
            started_ms = at_ms if started_ms is None else started_ms
            blocks.append(block)
        return {"end": not blocks, "at_ms": started_ms or 0}, b"".join(blocks)
